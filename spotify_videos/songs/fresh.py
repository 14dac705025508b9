"""What was read a moment ago is not read again, and callers who want the same at one moment share one read."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import Executor, Future
from typing import Generic, TypeVar

Read = TypeVar("Read")


class Fresh(Generic[Read]):
    """Answers by key, as futures: kept for `seconds` from when they were asked for, at most `most` of them, the oldest out first.

    A failure reaches everybody who waits for it, and is not kept: who comes afterwards asks anew.
    """

    def __init__(self, pool: Executor, seconds: float = 60, most: int = 1000, now: Callable[[], float] = time.monotonic) -> None:
        self._pool = pool
        self._seconds = seconds
        self._most = most
        self._now = now
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, tuple[float, Future[Read]]] = OrderedDict()

    def ask(self, key: Hashable, read: Callable[[], Read]) -> Future[Read]:
        """Return the answer that is there or under way, else begin `read` in the pool. Never waits."""
        with self._lock:
            now = self._now()
            self._forget(now)
            if key in self._kept and not _failed(self._kept[key][1]):
                return self._kept[key][1]
            if len(self._kept) >= self._most:
                self._kept.popitem(last=False)
            future = self._pool.submit(read)
            self._kept[key] = (now, future)
            self._kept.move_to_end(key)
            return future

    def _forget(self, now: float) -> None:
        """Drop what is too old (the oldest stand first). Whoever waits for it still gets it."""
        while self._kept and now - next(iter(self._kept.values()))[0] >= self._seconds:
            self._kept.popitem(last=False)


class Made(Generic[Read]):
    """What was made of several parts, the same object as long as the parts are; at most `most` of them, the oldest out first."""

    def __init__(self, most: int = 1000) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._made: OrderedDict[Hashable, tuple[Sequence[object], Read]] = OrderedDict()

    def of(self, key: Hashable, parts: Sequence[object], make: Callable[[], Read]) -> Read:
        """The parts may come in any order: which objects they are is what counts."""
        with self._lock:
            if (known := self._made.get(key)) and _same(known[0], parts):
                return known[1]
        made = make()
        with self._lock:
            self._made[key] = (parts, made)
            self._made.move_to_end(key)
            if len(self._made) > self._most:
                self._made.popitem(last=False)
        return made


def _same(some: Sequence[object], others: Sequence[object]) -> bool:
    return set(map(id, some)) == set(map(id, others))


def _failed(future: Future[Read]) -> bool:
    return future.done() and future.exception() is not None
