"""The work that nobody waits for: finish the songs that were deferred, refresh what grows old before it must go."""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from .errors import Problem, QuotaSpent
from .finder import LIKELIEST, verdict
from .matching import judge
from .memory import WORKERS, Claims, Ledger, Share, Store, Upkeep, Wanted
from .models import Candidate, Match, Row, Track
from .upstream import Deadline
from .videos import IDS_A_CALL

SONGS_AT_ONCE = 20  # How many songs a worker has in hand: few enough that another one finds something to do.
SECONDS_BETWEEN_LOOKS = 60.0
LONGEST_REST = 15 * 60.0
SECONDS_AFTER_FAILURE = 6 * 60 * 60.0  # A song whose look-up fails costs a search each time.
DAY = 24 * 60 * 60

log = logging.getLogger(__name__)


class Finder(Protocol):
    """What the worker needs of the finder: the matches of these songs, at the cost of this share."""

    def find(self, rows: Iterable[Row], deadline: Deadline, share: Share | None = None) -> Iterator[tuple[Row, Match]]: ...


class YouTube(Protocol):
    """And of YouTube: what videos.list tells of up to 50 videos, without those that are gone."""

    def details(self, ids: Sequence[str], deadline: Deadline) -> dict[str, Candidate]: ...


class Worker:
    """Any number of them share a database. Whatever one has in hand when it dies is another one's after a while.

    `searches` is how many a day it may spend, all workers together; `seconds` how long looking a song up may take; `expire` is
    what else must be deleted once a day.
    """

    def __init__(
        self,
        finder: Finder,
        youtube: YouTube,
        store: Store,
        upkeep: Upkeep,
        wanted: Wanted,
        ledger: Ledger,
        claims: Claims,
        searches: int,
        seconds: float,
        expire: Sequence[Callable[[], object]] = (),
        now: Callable[[], float] = time.time,
    ) -> None:
        self._finder = finder
        self._youtube = youtube
        self._store = store
        self._upkeep = upkeep
        self._wanted = wanted
        self._ledger = ledger
        self._claims = claims
        self._share = Share(WORKERS, searches)
        self._seconds = seconds
        self._expire = (upkeep.expire, *expire)
        self._now = now
        self._expire_at = self._refresh_at = float("-inf")
        self._stop = threading.Event()

    def run(self, stop: threading.Event) -> None:
        """Work until `stop` is set; a failure is logged, and only makes the next look come later."""
        self._stop, failures = stop, 0
        while not stop.is_set():
            done = 0
            try:
                done, failures = self.once(), 0
            except (Problem, QuotaSpent) as reason:
                failures += 1
                log.warning("the worker rests for a while: %s", reason)
            except Exception:  # There is nobody else who would finish the work.
                failures += 1
                log.exception("the worker failed")
            if not done:
                # Not all workers of all machines at the same moment.
                stop.wait(min(SECONDS_BETWEEN_LOOKS * 2**failures, LONGEST_REST) * random.uniform(0.75, 1.25))  # noqa: S311  # no secret

    def once(self) -> int:
        """One round, and how much it settled: songs found, songs and pins refreshed. Raise the Problem that ended it."""
        if self._now() >= self._expire_at:
            for expire in self._expire:
                expire()
            self._expire_at = self._now() + DAY
        spare = self._units_to_spare()
        done = self._finish() if spare else 0
        if self._now() >= self._refresh_at and spare:
            try:
                done += self._refresh() + self._refresh_pins()
            except (Problem, QuotaSpent) as reason:  # There are days left for it, and songs that wait need not wait for it, too.
                log.warning("what grows old is not refreshed for now: %s", reason)
                self._refresh_at = self._now() + LONGEST_REST
        return done

    def _finish(self) -> int:
        """Look up songs that wait. A row is there until its song's answer is kept: whoever takes it and dies only delays it."""
        waiting = self._wanted.take(SONGS_AT_ONCE, lease=3 * self._seconds)
        if not waiting:
            return 0
        told: dict[str, Match] = {}
        rows = [Row(position, track) for position, track in enumerate(waiting)]
        for row, match in self._finder.find(rows, Deadline(self._seconds), self._share):
            told[row.track.id] = match
            if self._stop.is_set():
                break
        kept = self._store.recall(waiting).keys() | self._store.pinned(waiting).keys()
        self._wanted.done([track for track in waiting if track.id in kept])
        for track in waiting:
            if track.id not in kept:
                self._wanted.postpone([track], self._rest(told.get(track.id)))
        return len(kept)

    def _rest(self, match: Match | None) -> float:
        """Seconds until a song that was not settled may be tried again; None is one whose look-up was broken off."""
        if match is None:
            return 0.0
        if match.status == "failed":
            return float((match.problem and match.problem.retry_after) or SECONDS_AFTER_FAILURE)
        # YouTube's clock and ours differ a little, and not all workers should come at one moment.
        return max(0.0, self._ledger.quota()["resets_at"].timestamp() - self._now()) + random.uniform(5, 60)  # noqa: S311

    def _units_to_spare(self) -> bool:
        """Half of the day's units are for those who come in person."""
        units = self._ledger.quota()["units"]
        return units["left"] > units["limit"] / 2

    def _refresh(self) -> int:
        """Ask again about the videos of songs that grow old, as many songs as fit into one call."""
        due = _one_call(self._upkeep.due(IDS_A_CALL))
        taken = self._claims.take([track for track, _ in due.values()])  # So that ten workers do not ask ten times.
        try:
            ids = sorted({id for track_id in taken for id in due[track_id][1]})
            told = self._youtube.details(ids, Deadline(self._seconds)) if ids else {}
            for track, picked in (due[track_id] for track_id in taken):
                self._judge_again(track, [told[id] for id in picked if id in told])
        finally:
            for track_id in taken:
                self._claims.release(due[track_id][0])
        return len(taken)

    def _judge_again(self, track: Track, told: list[Candidate]) -> None:
        """Who is missing in what was told has been removed or made private: the next one that is the song follows."""
        match = verdict(judge(track, told))
        if match.video:
            self._store.remember(track, match, told)
        else:
            self._upkeep.forget(track)

    def _refresh_pins(self) -> int:
        due = self._upkeep.pins_due(IDS_A_CALL)
        ids = sorted({video.candidate.id for _, video in due})
        told = self._youtube.details(ids, Deadline(self._seconds)) if ids else {}
        for track_id, video in due:
            self._upkeep.refresh_pin(track_id, video, told.get(video.candidate.id))
        return len(due)


def rejudge(store: Store, upkeep: Upkeep) -> int:
    """Judge every song again by what YouTube told of it, without a call to anybody; return how many verdicts changed."""
    changed = 0
    for track, told, before in upkeep.told():
        match = verdict(judge(track, told))
        if match != before:
            store.remember(track, match)
            changed += 1
    return changed


def _one_call(due: Iterable[tuple[Track, list[Candidate]]]) -> dict[str, tuple[Track, list[str]]]:
    """The first songs whose videos fit into one call of videos.list together, with the ids of those videos, by track id."""
    songs: dict[str, tuple[Track, list[str]]] = {}
    ids: set[str] = set()
    for track, told in due:
        judgement = judge(track, told)
        # The chosen one comes first; beside it only those that are the song could ever follow it.
        picked = [one.candidate.id for one in judgement.assessed if one.passed or one is judgement.chosen][:LIKELIEST]
        if len(ids | set(picked)) > IDS_A_CALL:
            break
        ids |= set(picked)
        songs[track.id] = track, picked
    return songs
