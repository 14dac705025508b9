"""How much is remembered and waits, and how old the oldest of it is: what an operator wants to see."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypedDict

from sqlalchemy import Engine, func, select

from .database import reading
from .tables import candidates, matches, pins, wanted


class Counted(TypedDict):
    """`remembered` counts the verdicts by status, and the pins; ages are in seconds, 0 where there is nothing to be old.

    `oldest` is the age of the oldest candidates, which YouTube lets nobody keep for more than 30 days; `overdue` is how long the
    song that waits longest could have been looked up by now.
    """

    remembered: dict[str, int]
    waiting: int
    oldest: float
    overdue: float


class Census:
    """`now` tells the moment in UTC seconds."""

    def __init__(self, engine: Engine, now: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._now = now

    def count(self) -> Counted:
        """As the database has it at this moment. Raise NotConfigured where it fails."""
        at = self._now()
        # A song that was never taken could have been since it was asked for.
        turn = func.min(func.coalesce(func.nullif(wanted.c.not_before, 0.0), wanted.c.at))
        with reading(self._engine) as connection:
            verdicts = connection.execute(select(matches.c.status, func.count()).group_by(matches.c.status)).all()
            pinned, waiting = (connection.scalar(select(func.count()).select_from(table)) or 0 for table in (pins, wanted))
            oldest, overdue = (connection.scalar(select(first)) or at for first in (func.min(candidates.c.at), turn))
        remembered = {str(status): count for status, count in verdicts} | {"pinned": pinned}
        return Counted(remembered=remembered, waiting=waiting, oldest=max(0.0, at - oldest), overdue=max(0.0, at - overdue))
