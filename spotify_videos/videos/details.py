"""Fills the calls of videos.list across songs: 50 ids cost one unit, whoever asks for them."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from concurrent.futures import Future, TimeoutError

from ..errors import UpstreamTimeout
from ..models import Candidate
from ..upstream import Deadline
from .shapes import SERVICE
from .youtube import IDS_A_CALL, YouTube

# How long a batch waits for one more song: little beside a round trip, enough for searches that return together.
SECONDS_OPEN = 0.01


class _Batch:
    def __init__(self, deadline: Deadline) -> None:
        self.ids: set[str] = set()
        self.deadline = deadline
        self.closed = threading.Event()
        self.told: Future[dict[str, Candidate]] = Future()


class Details:
    """Threads that ask at about the same time share a call. The first one in a batch makes it, the others wait for its answer."""

    def __init__(self, youtube: YouTube, seconds_open: float = SECONDS_OPEN) -> None:
        self._youtube = youtube
        self._seconds_open = seconds_open
        self._lock = threading.Lock()
        self._open: _Batch | None = None

    def tell(self, ids: Iterable[str], deadline: Deadline) -> dict[str, Candidate]:
        """What videos.list tells of these (at most 50), by id. Raise QuotaSpent or a Problem as YouTube.details does."""
        wanted = set(ids)
        batch, first = self._join(wanted, deadline)
        if first:
            size = 0
            while len(batch.ids) > size:  # Songs still come in: the one that waits longest has the least to gain by leaving alone.
                size = len(batch.ids)
                batch.closed.wait(self._seconds_open)
            self._send(batch)
        try:
            told = batch.told.result(timeout=deadline.left())
        except TimeoutError:
            raise UpstreamTimeout("Youtube did not answer in time. Try again in a moment.", source=SERVICE) from None
        return {id: told[id] for id in wanted & told.keys()}

    def _join(self, wanted: set[str], deadline: Deadline) -> tuple[_Batch, bool]:
        with self._lock:
            batch = self._open
            if batch and len(batch.ids | wanted) <= IDS_A_CALL:
                batch.ids |= wanted
                if deadline.left() > batch.deadline.left():  # Who has little time left must not cost the others theirs.
                    batch.deadline = deadline
                if len(batch.ids) == IDS_A_CALL:
                    self._close(batch)
                return batch, False
            if batch:
                self._close(batch)
            batch = self._open = _Batch(deadline)
            batch.ids |= wanted
            return batch, True

    def _close(self, batch: _Batch) -> None:
        if self._open is batch:
            self._open = None
        batch.closed.set()

    def _send(self, batch: _Batch) -> None:
        with self._lock:
            self._close(batch)
        try:
            batch.told.set_result(self._youtube.details(sorted(batch.ids), batch.deadline))
        except BaseException as error:  # noqa: BLE001  # whoever waits must hear of it, whatever it is
            batch.told.set_exception(error)
