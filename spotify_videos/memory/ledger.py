"""What the day's YouTube calls cost: booked before each call, and never over what the key allows.

YouTube counts its day in Pacific time, daylight saving included, and allows two things a day: searches, and units for all else
(https://developers.google.com/youtube/v3/determine_quota_cost).
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from typing import Literal, NamedTuple, TypedDict
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, bindparam, not_, select, update

from ..errors import QuotaSpent
from .database import insert, reading, writing
from .tables import ledger
from .together import Together

PACIFIC = ZoneInfo("America/Los_Angeles")

What = Literal["searches", "units"]
BOOK = (
    update(ledger)
    .where(ledger.c.day == bindparam("on"), ledger.c.what == bindparam("of"))
    .where(not_(ledger.c.spent), ledger.c.used <= bindparam("most"))
    .values(used=ledger.c.used + bindparam("amount"))
)


WORKERS = "worker"  # The name of the share of those who finish what waited.


@dataclass(frozen=True, slots=True)
class Share:
    """The part of a day's calls that one caller, or the worker, may cause: at most `limit` of them are booked on `name`."""

    name: str
    limit: int


class Allowance(TypedDict):
    """`left` is 0 where YouTube said that nothing is, whatever our own count."""

    limit: int
    used: int
    left: int


class Quota(TypedDict):
    """`resets_at` is aware, in UTC."""

    searches: Allowance
    units: Allowance
    resets_at: datetime


class Ledger:
    """Counts for all processes that share the database; `limits` is what a day has of searches and of units."""

    def __init__(self, engine: Engine, limits: Mapping[What, int], now: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._limits = dict(limits)
        self._now = now
        self._spent: set[tuple[date, str]] = set()
        self._books = Together(self._book_all)

    def spend(self, what: What, amount: int = 1, share: Share | None = None) -> date:
        """Book `amount` before the call that costs it, and return the Pacific day it is booked on.

        Raise QuotaSpent, with nothing booked, where that is more than the day has left, or more than is left of the share.
        """
        if amount < 1:
            raise ValueError("an amount below 1 would give back what was spent")
        day, resets_at = self._today()
        parts = [(f"{what} {share.name}", share.limit)] if share else []
        booking = _Booking(day, (*parts, (what, self._limits[what])), amount)
        if any((day, name) in self._spent for name, _ in booking.parts):
            raise QuotaSpent(resets_at)
        if short := self._books(booking):
            if amount == 1:  # Then not one is left until the day ends, and the next thousand songs need not ask for it.
                self._spent = {one for one in self._spent if one[0] == day} | {(day, short)}
            raise QuotaSpent(resets_at)
        return day

    def _book_all(self, bookings: Sequence[_Booking]) -> Sequence[str]:
        """For each booking the name of what has less left than it asks for, "" where it is booked."""
        shorts: dict[_Booking, list[str]] = {}
        with writing(self._engine) as connection:
            for booking, times in Counter(bookings).items():
                short = _book(connection, booking, times)
                shorts[booking] = [_book(connection, booking) for _ in range(times)] if short and times > 1 else [short] * times
        return [shorts[booking].pop() for booking in bookings]

    def declare_spent(self, what: What, day: date | None = None) -> QuotaSpent:
        """YouTube says that nothing is left, which wins over our count until midnight Pacific.

        `day` is what `spend` returned for the refused call, so that a refusal heard just after midnight does not close the new day.
        """
        row = {"day": str(day or self._today()[0]), "what": what, "used": 0, "spent": True}
        with writing(self._engine) as connection:
            statement = insert(connection, ledger)
            connection.execute(statement.on_conflict_do_update(index_elements=list(ledger.primary_key), set_={"spent": True}), row)
        return QuotaSpent(self._today()[1])

    def quota(self) -> Quota:
        """What the day allows, what is used and what is left."""
        day, resets_at = self._today()
        with reading(self._engine) as connection:
            ours = (ledger.c.day == str(day)) & ledger.c.what.in_(self._limits)  # The shares have rows of their own beside these.
            rows = connection.execute(select(ledger.c.what, ledger.c.used, ledger.c.spent).where(ours))
            told = {what: (used, spent) for what, used, spent in rows}

        def allowance(what: What) -> Allowance:
            limit = self._limits[what]
            used, spent = told.get(what, (0, False))
            return Allowance(limit=limit, used=used, left=0 if spent else max(0, limit - used))

        return Quota(searches=allowance("searches"), units=allowance("units"), resets_at=resets_at)

    def _today(self) -> tuple[date, datetime]:
        """YouTube's day, and the moment it ends; that day has 23 or 25 hours when the clocks change."""
        day = datetime.fromtimestamp(self._now(), PACIFIC).date()
        return day, datetime.combine(day + timedelta(days=1), clock(), PACIFIC).astimezone(UTC)


class _Booking(NamedTuple):
    """`amount` is asked for on the day, of each part: its name, and how many the day has of it."""

    day: date
    parts: tuple[tuple[str, int], ...]
    amount: int


def _book(connection: Connection, booking: _Booking, times: int = 1) -> str:
    """Book so many times what is asked for on all parts or, where one of them has less left, on none, and return its name."""
    with connection.begin_nested() as all_of_it:
        for name, limit in booking.parts:
            if not _add(connection, booking.day, name, booking.amount * times, limit):
                all_of_it.rollback()
                return name
    return ""


def _add(connection: Connection, day: date, what: str, amount: int, limit: int) -> bool:
    """Book, unless it is more than is left. One statement both asks and books: between two, others would book too."""
    booking = {"on": str(day), "of": what, "amount": amount, "most": limit - amount}
    if connection.execute(BOOK, booking).rowcount:
        return True
    row = {"day": str(day), "what": what, "used": 0, "spent": False}  # The day may have no row yet.
    connection.execute(insert(connection, ledger).on_conflict_do_nothing(), row)
    return bool(connection.execute(BOOK, booking).rowcount)
