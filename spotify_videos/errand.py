"""The look-ups of one request: begun in the pool that all requests share, answered once each, and stopped when nobody listens."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor

from .errors import Problem, QuotaSpent
from .memory import Claims, Share
from .models import Match, Track
from .upstream import Deadline

log = logging.getLogger(__name__)

# Looks songs up and answers them, or raises why it could not; it may begin others for the rest.
Work = Callable[["Errand", Sequence[Track]], None]


class Errand:
    """Its songs are claimed before they begin; each is released with its answer. Its length is how many songs have begun whose
    answer was not yet taken from `answers`."""

    def __init__(self, pool: Executor, claims: Claims, deadline: Deadline, share: Share | None) -> None:
        self.deadline = deadline
        self.share = share
        self._pool = pool
        self._claims = claims
        self._awaited: set[str] = set()
        self._open: dict[str, Track] = {}
        self._lock = threading.Lock()
        self._answers: queue.SimpleQueue[tuple[Track, Match]] = queue.SimpleQueue()
        self._stopped = False

    def __len__(self) -> int:
        return len(self._awaited)

    def begin(self, work: Work, tracks: Sequence[Track]) -> None:
        """Look these up in the pool, as `do` does."""
        songs = {track.id: track for track in tracks}
        with self._lock:
            self._open |= songs
            self._awaited |= songs.keys()
        try:
            self._pool.submit(self.do, work, tracks)
        except RuntimeError:  # The pool begins nothing more, since the service is being closed.
            self._end(tracks, Match("failed", problem=Problem("The service is being restarted. Ask again in a moment.")))

    def do(self, work: Work, tracks: Sequence[Track]) -> None:
        """Look these up now. What `work` raises is the answer of those tracks that have none yet."""
        try:
            if self._stopped:
                self._end(tracks, Match("failed", problem=Problem("Nobody waits for this song any more.")))
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
        """Begin nothing more, and return the ids of the songs without an answer."""
        self._stopped = True
        return list(self._awaited)

    def _end(self, tracks: Sequence[Track], match: Match) -> None:
        for track in tracks:
            self.answer(track, match)
