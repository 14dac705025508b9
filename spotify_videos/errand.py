"""The look-ups of one request: begun in the pool that all requests share, answered once each, and stopped when nobody listens."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import suppress

from .errors import Problem, QuotaSpent, UpstreamBusy
from .memory import Claims, Share
from .models import Match, Track
from .upstream import Deadline

AGAIN = 5  # Seconds until a song that was given up may be asked for again.

log = logging.getLogger(__name__)

# Looks songs up and answers them, or raises why it could not; it may begin others for the rest.
Work = Callable[["Errand", Sequence[Track]], None]


class Errand:
    """Its songs are claimed before they begin, and each is released with its answer. Its length is how many of them have an answer
    that was not taken from `answers` yet, or none."""

    def __init__(self, pool: Executor, claims: Claims, deadline: Deadline, share: Share | None) -> None:
        self.deadline = deadline
        self.share = share
        self.waiting: list[Track] = []  # Songs for the worker, when there are searches again.
        self._pool = pool
        self._claims = claims
        self._awaited: set[str] = set()
        self._not_begun: set[str] = set()
        self._open: dict[str, Track] = {}
        self._lock = threading.Lock()
        self._answers: queue.SimpleQueue[tuple[Track, Match]] = queue.SimpleQueue()
        self._stopped = False

    def __len__(self) -> int:
        return len(self._awaited)

    def claim(self, tracks: Iterable[Track]) -> list[Track]:
        """Those of the tracks that nobody looks up already: they are this errand's now."""
        wanted = {track.id: track for track in tracks}
        ours = self._claims.take(wanted.values())
        taken = {track_id: track for track_id, track in wanted.items() if track_id in ours}
        with self._lock:
            self._open |= taken
            self._awaited |= taken.keys()
            self._not_begun |= taken.keys()
        return list(taken.values())

    def begin(self, work: Work, tracks: Sequence[Track]) -> None:
        """Look these up in the pool, as `do` does."""
        with self._lock:
            self._not_begun.difference_update([track.id for track in tracks])
        try:
            self._pool.submit(self.do, work, tracks)
        except RuntimeError:  # The pool begins nothing more, since the service is being closed.
            self._end(tracks, _given_up())

    def do(self, work: Work, tracks: Sequence[Track]) -> None:
        """Look these up now. What `work` raises is the answer of those tracks that have none yet."""
        try:
            if self._stopped:
                self._end(tracks, _given_up())
            else:
                work(self, tracks)
        except QuotaSpent as spent:
            self._end(tracks, Match("deferred", retry_at=spent.retry_at))
        except Problem as problem:
            self._end(tracks, Match("failed", problem=problem))
        except Exception:  # One song's bad luck is not the list's: it is told, and the others are answered.
            log.exception("looking up a song failed")
            self._end(tracks, Match("failed", problem=Problem("Something went wrong on our side while looking this song up.")))

    def answer(self, track: Track, match: Match) -> None:
        """Give the song's claim up and its match out; only its first answer counts."""
        with self._lock:
            first = self._open.pop(track.id, None)
        if first:
            with suppress(Problem):  # It is logged, and the claim ends with its lease.
                self._claims.release(track)
            self._answers.put((track, match))

    def answers(self, seconds: float) -> Iterator[tuple[Track, Match]]:
        """What is there now, or, if nothing is, the first that comes within `seconds`."""
        try:
            answer = self._answers.get(timeout=seconds)
            while True:
                self._awaited.discard(answer[0].id)
                yield answer
                answer = self._answers.get_nowait()
        except queue.Empty:
            return

    def stop(self) -> list[str]:
        """Begin nothing more, and return the ids of the songs whose answer was not taken."""
        with self._lock:
            self._stopped = True
            idle = [self._open[track_id] for track_id in self._not_begun & self._open.keys()]
        self._end(idle, _given_up())
        return list(self._awaited)

    def _end(self, tracks: Sequence[Track], match: Match) -> None:
        for track in tracks:
            self.answer(track, match)


def _given_up() -> Match:
    """What becomes of a song whose look-up does not begin: nobody waits for it any more, or the service is being closed."""
    return Match("failed", problem=UpstreamBusy("The look-up was given up. Ask again in a moment.", retry_after=AGAIN))
