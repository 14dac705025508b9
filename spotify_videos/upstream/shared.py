"""Callers who want the same at the same moment share one call."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Generic, TypeVar

from ..errors import UpstreamTimeout
from .calls import Deadline

Told = TypeVar("Told")


class Shared(Generic[Told]):
    """Threads that want the same at the same moment share one call, and its failure. Nothing is kept once it has ended."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._under_way: dict[Hashable, Future[Told]] = {}

    def ask(self, key: Hashable, call: Callable[[], Told], deadline: Deadline) -> Told:
        """Make the call, or wait until the deadline for what another thread's brings. Raise UpstreamTimeout then."""
        with self._lock:
            theirs = self._under_way.get(key)
            mine = self._under_way.setdefault(key, Future())
        if theirs is None:
            try:
                mine.set_result(call())
            except BaseException as error:  # noqa: BLE001  # whoever waits must hear of it, whatever it is
                mine.set_exception(error)
            finally:
                with self._lock:
                    del self._under_way[key]
        try:
            return mine.result(deadline.left() if theirs else None)
        except TimeoutError:
            raise UpstreamTimeout("There was no time left to wait for somebody else's answer. Ask again in a moment.") from None
