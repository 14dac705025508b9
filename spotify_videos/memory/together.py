"""Threads that ask the database the same kind of thing at about the same moment share one transaction."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Generic, TypeVar

from .lookup import AT_ONCE

# Songs that are looked up at once come milliseconds apart; a round trip to an upstream takes a hundred times as long as this.
SECONDS_GATHERING = 0.002

Asked = TypeVar("Asked")
Told = TypeVar("Told")


class Together(Generic[Asked, Told]):
    """Called with one thing, return what came of it, once that is committed. While one thread asks, the others gather, and the next
    one asks for them all; where there are some, it waits as long as a few transactions take for more of them. A failure is
    everybody's for whom it was asked.

    `ask` takes the things in the order in which they came, and returns as many outcomes.
    """

    def __init__(self, ask: Callable[[Sequence[Asked]], Sequence[Told]]) -> None:
        self._ask = ask
        self._gathered: list[tuple[Asked, Future[Told]]] = []
        self._turn = threading.Lock()

    def __call__(self, asked: Asked) -> Told:
        mine: Future[Told] = Future()
        self._gathered.append((asked, mine))
        while not mine.done():
            with self._turn:
                if not mine.done():
                    if len(self._gathered) > 1:
                        time.sleep(SECONDS_GATHERING)
                    self._ask_for_all()
        return mine.result()

    def _ask_for_all(self) -> None:
        some = self._gathered[:AT_ONCE]
        del self._gathered[: len(some)]  # Others only add at the end.
        try:
            outcomes = self._ask([asked for asked, _ in some])
        except BaseException as error:  # noqa: BLE001  # whoever waits must hear of it, whatever it is
            for _, theirs in some:
                theirs.set_exception(error)
        else:
            for (_, theirs), outcome in zip(some, outcomes, strict=True):
                theirs.set_result(outcome)
