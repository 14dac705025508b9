"""What the day's YouTube calls cost: booked before each call, and never over what the key allows.

YouTube counts its day in Pacific time, daylight saving included, and allows two things a day: searches, and units for all else
(https://developers.google.com/youtube/v3/determine_quota_cost).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from typing import Literal, TypedDict
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, not_, select, update

from ..errors import QuotaSpent
from .database import insert, reading, writing
from .tables import ledger

PACIFIC = ZoneInfo("America/Los_Angeles")

What = Literal["searches", "units"]


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

    def spend(self, what: What, amount: int = 1) -> date:
        """Book `amount` before the call that costs it, and return the Pacific day it is booked on.

        Raise QuotaSpent, with nothing booked, where that is more than the day has left.
        """
        if amount < 1:
            raise ValueError("an amount below 1 would give back what was spent")
        day, resets_at = self._today()
        # One statement both asks and books: between a question and a booking of its own, others would book too.
        book = (
            update(ledger)
            .where(ledger.c.day == str(day), ledger.c.what == what, not_(ledger.c.spent))
            .where(ledger.c.used + amount <= self._limits[what])
            .values(used=ledger.c.used + amount)
        )
        with writing(self._engine) as connection:
            booked = connection.execute(book).rowcount
            if not booked:  # The day may have no row yet.
                row = {"day": str(day), "what": what, "used": 0, "spent": False}
                connection.execute(insert(connection, ledger).on_conflict_do_nothing(), row)
                booked = connection.execute(book).rowcount
        if not booked:
            raise QuotaSpent(resets_at)
        return day

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
            rows = connection.execute(select(ledger.c.what, ledger.c.used, ledger.c.spent).where(ledger.c.day == str(day)))
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
