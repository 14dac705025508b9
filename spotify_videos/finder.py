"""The service module, the story: tracks in, matches out as they are found.

A song is looked for where it costs least: among the pins (somebody chose), in the store (paid for already), and then, for every
unknown song at once, in a search. A song that failed is a value; a playlist that failed is an exception.
"""

from __future__ import annotations

import logging
import queue
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from .errors import Problem, QuotaSpent, UpstreamTimeout
from .matching import Judgement, judge, likeliest, query
from .memory import Claims, Ledger, Quota, Store
from .models import Candidate, Match, Playlist, Row, Track, Video
from .songs import Spotify, parse
from .upstream import Deadline
from .videos import Details, YouTube

LIKELIEST = 5  # How many candidates of a song are worth asking videos.list about.
SECONDS_BETWEEN_LOOKS = 0.05  # How often we look whether somebody else has found the song that we both want.

log = logging.getLogger(__name__)

# A source that costs: the candidates it has for a track, None where it has nothing to say; raises QuotaSpent or a Problem.
Source = Callable[[Track, Deadline], list[Candidate] | None]
# A source that knows: the matches it remembers, by track id.
Memory = Callable[[Sequence[Track]], dict[str, Match]]


class Finder:
    """Takes its parts ready; `workers` is how many songs are looked up at once."""

    def __init__(self, spotify: Spotify, youtube: YouTube, store: Store, ledger: Ledger, claims: Claims, workers: int) -> None:
        self._spotify = spotify
        self._youtube = youtube
        self._details = Details(youtube)
        self._store = store
        self._ledger = ledger
        self._claims = claims
        self._workers = ThreadPoolExecutor(workers, thread_name_prefix="finder")
        # In the order in which a song is looked for.
        self._memories: tuple[Memory, ...] = (store.pinned, store.recall)
        self._sources: tuple[Source, ...] = (self._kept, self._search)

    def playlist(self, link: str, num: int, offset: int, deadline: Deadline) -> Playlist:
        """The `num` rows of a list from `offset` on. Raise the Problem that kept us from reading it."""
        return self._spotify.read(parse(link), num, offset, deadline)

    def find(self, rows: Iterable[Row], deadline: Deadline) -> Iterator[tuple[Row, Match]]:
        """Yield each row with its match as it becomes known, the remembered ones first, all of them by the deadline.

        Whoever stops listening stops the look-ups that have not begun; those under way are finished and remembered.
        """
        places: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            places[row.track.id].append(row)
        for track_id, match in self._find({id: at[0].track for id, at in places.items()}, deadline):
            yield from ((row, match) for row in places[track_id])

    def quota(self) -> Quota:
        """What is left of the day's searches and units."""
        return self._ledger.quota()

    def explain(self, track_id: str) -> tuple[Track, Match, Judgement] | None:
        """Why this video: the track, what was answered, and every candidate with its evidence; None for an unknown track."""
        if (track := self._store.track(track_id)) is None:
            return None
        match = self._remembered([track]).get(track.id, Match("not_found"))
        return track, match, judge(track, self._store.candidates(track_id))

    def check(self) -> None:
        """Raise the Problem that keeps us from answering at all."""
        self._store.check()

    def check_spotify(self, deadline: Deadline) -> None:
        """Try the credentials with one cheap real call; raise the Problem it ends in."""
        self._spotify.check(deadline)

    def check_youtube(self, deadline: Deadline) -> None:
        """Try the key with one cheap real call, never a search; raise QuotaSpent or the Problem it ends in."""
        self._youtube.check(deadline)

    def close(self) -> None:
        """Begin nothing more, finish what is under way, give every claim up, close the database."""
        self._workers.shutdown(cancel_futures=True)
        self._claims.close()
        self._store.close()

    def _find(self, unknown: dict[str, Track], deadline: Deadline) -> Iterator[tuple[str, Match]]:
        found: queue.SimpleQueue[tuple[str, Match]] = queue.SimpleQueue()
        begun: dict[str, tuple[Track, Future[None]]] = {}
        yield from self._recall(unknown)
        try:
            while unknown or begun:
                if not deadline.left():
                    late = Match(
                        "failed", problem=UpstreamTimeout("There was no time left to find this song. Ask again in a moment.")
                    )
                    yield from ((track_id, late) for track_id in [*unknown, *begun])
                    return
                # A song that somebody else is looking up stays unknown here until they have found it, or given up.
                taken = {track_id: unknown.pop(track_id) for track_id in self._claims.take(unknown.values())}
                yield from self._found_meanwhile(taken)
                for track_id, track in taken.items():
                    begun[track_id] = track, self._workers.submit(self._look_up, track, deadline, found)
                for track_id, match in _arrived(found, min(SECONDS_BETWEEN_LOOKS, deadline.left()) if unknown else deadline.left()):
                    if begun.pop(track_id, None):
                        yield track_id, match
                if unknown:
                    yield from self._recall(unknown)
        finally:
            for track, future in begun.values():
                if future.cancel():
                    self._claims.release(track)

    def _found_meanwhile(self, taken: dict[str, Track]) -> Iterator[tuple[str, Match]]:
        """Yield, and give up again, what those who held the claims before us found after we had looked."""
        before = dict(taken)
        for track_id, match in self._recall(taken):
            self._claims.release(before[track_id])
            yield track_id, match

    def _recall(self, unknown: dict[str, Track]) -> Iterator[tuple[str, Match]]:
        """Yield what is remembered of these, and take it out."""
        for track_id, match in self._remembered(list(unknown.values())).items():
            del unknown[track_id]
            yield track_id, match

    def _remembered(self, tracks: Sequence[Track]) -> dict[str, Match]:
        known: dict[str, Match] = {}
        for memory in self._memories:
            known |= memory([track for track in tracks if track.id not in known])
        return known

    def _look_up(self, track: Track, deadline: Deadline, found: queue.SimpleQueue[tuple[str, Match]]) -> None:
        try:
            match = self._ask(track, deadline)
        except QuotaSpent as spent:
            match = Match("deferred", retry_at=spent.retry_at)
        except Problem as problem:
            match = Match("failed", problem=problem)
        except Exception:  # One song's bad luck is not the list's: it is told, and the others are answered.
            log.exception("looking up a song failed")
            match = Match("failed", problem=Problem("Something went wrong on our side while looking this song up."))
        finally:
            self._claims.release(track)
        found.put((track.id, match))

    def _ask(self, track: Track, deadline: Deadline) -> Match:
        """Ask the sources in turn until one answers, judge what it has, and remember the verdict."""
        candidates = self._with_details(track, self._candidates(track, deadline), deadline)
        judgement = judge(track, candidates)
        chosen = judgement.chosen
        match = Match(judgement.status, Video(chosen.candidate, chosen.kind, chosen.score) if chosen else None)
        self._store.remember(track, match)
        return match

    def _candidates(self, track: Track, deadline: Deadline) -> list[Candidate]:
        """What the first source that answers has. One that fails is passed over; the last one's failure is the song's."""
        failure: Exception | None = None
        for source in self._sources:
            try:
                if (candidates := source(track, deadline)) is not None:
                    return candidates
            except (QuotaSpent, Problem) as error:
                failure = error
        if failure:
            raise failure
        return []

    def _kept(self, track: Track, _: Deadline) -> list[Candidate] | None:
        """What an earlier search brought that nobody came to judge: it is paid for."""
        return self._store.kept(track)

    def _search(self, track: Track, deadline: Deadline) -> list[Candidate]:
        candidates = self._youtube.search(query(track), deadline)
        self._store.keep(track, candidates)  # Before anything else can go wrong: a search that was paid for is never lost.
        return candidates

    def _with_details(self, track: Track, candidates: list[Candidate], deadline: Deadline) -> list[Candidate]:
        """The candidates with what videos.list tells of the likeliest; where it fails, what the search told decides."""
        asked = [candidate.id for candidate in likeliest(track, candidates, LIKELIEST)]
        if not asked:
            return candidates
        try:
            told = self._details.tell(asked, deadline)
        except (QuotaSpent, Problem) as reason:
            log.info("judging by what the search told alone: %s", reason)
            return candidates
        # Who was asked about and is not in the answer has been removed or made private.
        detailed = [
            told.get(candidate.id, candidate) for candidate in candidates if candidate.id in told or candidate.id not in asked
        ]
        self._store.keep(track, detailed)
        return detailed


def _arrived(found: queue.SimpleQueue[tuple[str, Match]], seconds: float) -> Iterator[tuple[str, Match]]:
    """What is there now, or, if nothing is, the first that comes within `seconds`."""
    try:
        yield found.get(timeout=seconds)
        while True:
            yield found.get_nowait()
    except queue.Empty:
        return
