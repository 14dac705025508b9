"""When a service is left in peace for a few seconds, so that asking it again burns neither quota nor time."""

from __future__ import annotations

import math
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ..errors import UpstreamBusy, UpstreamError, UpstreamTimeout
from .calls import Deadline

FAILURES = 3  # In a row, until a service rests.


def _two_to_five() -> float:
    """Seconds; by chance, so that many processes do not come back at one moment."""
    return random.uniform(2, 5)  # noqa: S311  # nothing is guarded by it


class Rest:
    """Leaves a service in peace for a few seconds after one throttle, or after three failures in a row.

    Calls under way at the same time end in any order, so a failure counts only where nothing has succeeded since its call began;
    one that a caller's own deadline brought about does not count at all. `seconds` draws how long a rest is.
    """

    def __init__(
        self, service: str, now: Callable[[], float] = time.monotonic, seconds: Callable[[], float] = _two_to_five
    ) -> None:
        self._service = service
        self._now = now
        self._seconds = seconds
        self._lock = threading.Lock()
        self._failures = 0
        self._succeeded_at = -math.inf
        self._ends_at = -math.inf

    @contextmanager
    def watching(self, deadline: Deadline) -> Iterator[None]:
        """Around one call, its repetitions included. Raise UpstreamBusy in its place while the service rests."""
        began = self._now()
        if (left := self._ends_at - began) > 0:
            raise UpstreamBusy(
                f"{self._service} is left in peace for a few seconds. Try again then.",
                source=self._service,
                retry_after=math.ceil(left),
            )
        try:
            yield
        except UpstreamBusy:
            self._begin()
            raise
        except (UpstreamError, UpstreamTimeout):
            if deadline.left():
                self._failed(began)
            raise
        with self._lock:
            self._failures, self._succeeded_at = 0, self._now()

    def _failed(self, began: float) -> None:
        with self._lock:
            if began < max(self._succeeded_at, self._ends_at):
                return
            self._failures += 1
            enough = self._failures >= FAILURES
        if enough:
            self._begin()

    def _begin(self) -> None:
        with self._lock:
            self._ends_at = max(self._ends_at, self._now() + self._seconds())
