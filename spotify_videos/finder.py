"""The service module, the story: songs in, matches out as they are found.

A song is looked for where it costs least: among the pins (somebody chose), in the store (paid for already), in what an earlier
search brought and nobody judged, on the artist's own channels (for units, of which there are many), on YouTube Music where that
is switched on, and at last in a search, of which a day has a hundred. All artists are looked for at the same time. A song that
failed is a value; a playlist that failed is an exception.
"""

from __future__ import annotations

import logging
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial

from .errand import Errand
from .errors import NotConfigured, NotFound, OwnerOnly, PlaylistNotFound, Problem, QuotaSpent, UpstreamTimeout
from .matching import Judgement, judge, likeliest, query
from .memory import WORKERS, Claims, Ledger, Quota, Share, Store, Wanted
from .models import Candidate, Kind, Match, Playlist, Row, Track, Video
from .songs import TOP_50, Charts, Link, Spotify, parse
from .upstream import Deadline
from .videos import Channels, Details, YouTube, YTMusic

UNKNOWN_TRACK = "Nobody has asked for this track yet: ask for a list that holds it first."
CHART = Link("playlist", TOP_50)  # Which Spotify hides from most apps; others tell it, too.
LIKELIEST = 5  # How many candidates of a song are worth asking videos.list about.
SECONDS_BETWEEN_LOOKS = 0.05  # How often we look whether somebody else has found the song that we both want.
SONGS_A_WORKER = 4  # How many songs of one request may wait for each worker: who asks for ten waits for no list of thousands.
RECALLED_AT_ONCE = 450  # How many songs the store is asked for at once, so that the first of a long list are there at once.
IN_FULL: tuple[Kind, ...] = ("official_video", "video")  # A lyric clip or the sound alone is second best.

log = logging.getLogger(__name__)

# Brings candidates for a track, or raises QuotaSpent or a Problem.
Source = Callable[[Track, Errand], list[Candidate]]


class Finder:
    """Takes its parts ready; `workers` is how many look-ups are under way at once."""

    def __init__(
        self,
        spotify: Spotify,
        charts: Charts,
        youtube: YouTube,
        channels: Channels,
        ytmusic: YTMusic | None,
        store: Store,
        ledger: Ledger,
        claims: Claims,
        wanted: Wanted,
        workers: int,
    ) -> None:
        self._spotify = spotify
        self._charts = charts
        self._hidden = False
        self._youtube = youtube
        self._details = Details(youtube)
        self._channels = channels
        self._store = store
        self._ledger = ledger
        self._claims = claims
        self._wanted = wanted
        self._room = workers * SONGS_A_WORKER
        self._workers = ThreadPoolExecutor(workers, thread_name_prefix="finder")
        # Where a song is looked for, in this order, when the artist's own channels do not have it in full.
        music: tuple[Source, ...] = (lambda track, errand: ytmusic.search(query(track), errand.deadline),) if ytmusic else ()
        self._sources: tuple[Source, ...] = (*music, self._search) if youtube.connected or not music else music

    def playlist(self, link: str, num: int, offset: int, deadline: Deadline) -> Playlist:
        """The `num` rows of a list from `offset` on. Raise the Problem that kept us from reading it.

        Where Spotify hides its Top 50, or fails, that one list is read elsewhere; who hid it is asked again after a while.
        """
        asked = parse(link)
        if asked == CHART and self._hidden and (kept := self._charts.kept(num, offset)):
            return kept
        try:
            return self._spotify.read(asked, num, offset, deadline)
        except Problem as problem:
            if asked != CHART:
                raise
            self._hidden = isinstance(problem, (PlaylistNotFound, OwnerOnly, NotConfigured))
            try:
                return self._charts.read(num, offset, deadline)
            except Problem as also:
                raise (also if self._hidden else problem) from None

    def find(self, rows: Iterable[Row], deadline: Deadline, share: Share | None = None) -> Iterator[tuple[Row, Match]]:
        """Yield each row with its match as it becomes known, the remembered ones first, all of them by the deadline.

        Searches are booked on `share`, too, where one is told. Who stops listening stops the look-ups that have not begun; those
        under way are finished and remembered.
        """
        places: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            places[row.track.id].append(row)
        errand = Errand(self._workers, self._claims, deadline, share)
        try:
            for track_id, match in self._find([at[0].track for at in places.values()], errand):
                yield from ((row, match) for row in places[track_id])
        finally:
            errand.stop()
            self._wait_for(errand, list(places))

    def _find(self, tracks: Sequence[Track], errand: Errand) -> Iterator[tuple[str, Match]]:
        known: set[str] = set()
        for some in (tracks[first : first + RECALLED_AT_ONCE] for first in range(0, len(tracks), RECALLED_AT_ONCE)):
            remembered = self._remembered(some)
            known |= remembered.keys()
            yield from remembered.items()
        unknown = deque(_by_artist(track for track in tracks if track.id not in known))
        asked: dict[str, Track] = {}  # What we want now, and somebody else may be looking up already.
        while unknown or asked or errand:
            if not (left := errand.deadline.left()):
                yield from self._arrived(errand, 0)
                late = [track.id for songs in unknown for track in songs]
                yield from ((track_id, _late()) for track_id in [*late, *asked, *errand.stop()])
                return
            while unknown and len(errand) + len(asked) < self._room:
                asked |= {track.id: track for track in unknown.popleft()}
            if asked:
                self._begin(asked, errand)
            if not (asked or errand):  # All that we waited for had been found meanwhile.
                continue
            yield from self._arrived(errand, min(left, SECONDS_BETWEEN_LOOKS) if asked else left)
            yield from self._recall(asked)

    def _arrived(self, errand: Errand, seconds: float) -> Iterator[tuple[str, Match]]:
        """What has been found by now, or, if nothing has, the first that is within `seconds`."""
        arrived = list(errand.answers(seconds))
        errand.waiting += [track for track, match in arrived if match.status == "deferred"]
        if missed := [track for track, match in arrived if match.video is None]:
            self._store.note(missed)  # Whoever knows better can pin them.
        yield from ((track.id, match) for track, match in arrived)

    def _begin(self, asked: dict[str, Track], errand: Errand) -> None:
        """Begin the songs that nobody looks up, and take them out. The others stay until somebody has found them, or given up."""
        ours = errand.claim(asked.values())
        for track in ours:
            del asked[track.id]
        # Those who held the claims before us may have found some of them after we had looked.
        found = self._remembered(ours)
        new = [track for track in ours if track.id not in found]
        paid = self._store.kept(new)
        for track in ours:
            if track.id in found:
                errand.answer(track, found[track.id])
            elif track.id in paid:
                errand.begin(partial(self._conclude, paid[track.id]), [track])
        for songs in _by_artist(track for track in new if track.id not in paid):
            errand.begin(self._look_up, songs)

    def _remembered(self, tracks: Sequence[Track]) -> dict[str, Match]:
        if not tracks:
            return {}
        pinned = self._store.pinned(tracks)
        return pinned | self._store.recall([track for track in tracks if track.id not in pinned])

    def _recall(self, asked: dict[str, Track]) -> Iterator[tuple[str, Match]]:
        """Yield what is remembered of these by now, and take it out."""
        for track_id, match in self._remembered(list(asked.values())).items():
            del asked[track_id]
            yield track_id, match

    def _look_up(self, errand: Errand, tracks: Sequence[Track], *, taught: bool = False) -> None:
        """Songs of one artist: on the artist's own channels, page by page while one is missing; then in the other sources."""
        missing: dict[str, tuple[Track, list[Candidate]]] = {track.id: (track, []) for track in tracks}
        heard = taught
        try:
            for page in self._channels.uploads(tracks[0].artist, errand.deadline):
                heard = True
                for track, candidates in list(missing.values()):
                    candidates += likeliest(track, page, LIKELIEST)
                    if _settled(judge(track, candidates)):
                        del missing[track.id]
                        errand.begin(partial(self._settle, candidates), [track])
                if not missing:
                    return
        except (QuotaSpent, Problem) as reason:
            log.debug("passing over an artist's channels: %s", reason)
            heard = True
        songs = list(missing.values())
        if not heard and len(songs) > 1:  # One is searched, and the others wait for the channel that it may teach.
            (first, candidates), *_ = songs
            errand.do(partial(self._ask, candidates), [first])
            errand.begin(partial(self._look_up, taught=True), [track for track, _ in songs[1:]])
            return
        for track, candidates in songs:
            errand.begin(partial(self._ask, candidates), [track])

    def _settle(self, candidates: list[Candidate], errand: Errand, tracks: Sequence[Track]) -> None:
        """What a channel has seems to be the song in full: it is, unless its length says otherwise."""
        track = tracks[0]
        candidates = self._with_details(track, candidates, errand)
        judgement = judge(track, candidates)
        if not _settled(judgement):
            self._ask(candidates, errand, tracks)
        elif judgement.chosen and _told(judgement.chosen.candidate):
            self._remember(track, judgement, [one for one in candidates if _told(one)], errand)
        else:  # Good for now. What a channel's page told a while ago is not kept anew: it would outlive its 30 days.
            errand.answer(track, verdict(judgement))

    def _ask(self, candidates: list[Candidate], errand: Errand, tracks: Sequence[Track]) -> None:
        """Ask the sources in turn until one has the song in full. One that fails is passed over; where the last one failed, the
        second best that is there is the answer for now, and where there is none, the failure is."""
        track, told, failure = tracks[0], set[str](), None
        for source in self._sources:
            try:
                brought = source(track, errand)
                failure = None
            except (QuotaSpent, Problem) as error:
                failure = error
                continue
            told |= {one.id for one in brought}
            candidates = self._with_details(track, _joined(candidates, brought), errand)
            now = [one for one in candidates if one.id in told or _told(one)]
            if _settled(judgement := judge(track, now)):
                break
        if failure is None:
            self._remember(track, judgement, now, errand)
        elif (judgement := judge(track, candidates)).chosen:
            errand.waiting.append(track)
            errand.answer(track, verdict(judgement))
        else:
            raise failure

    def _search(self, track: Track, errand: Errand) -> list[Candidate]:
        candidates = self._youtube.search(query(track), errand.deadline, errand.share)
        self._store.keep(track, candidates)  # Before anything else can go wrong: a search that was paid for is never lost.
        return candidates

    def _conclude(self, candidates: list[Candidate], errand: Errand, tracks: Sequence[Track]) -> None:
        """Judge what was paid for a while ago, and remember the verdict."""
        candidates = self._with_details(tracks[0], candidates, errand)
        self._remember(tracks[0], judge(tracks[0], candidates), candidates, errand, of_old=True)

    def _remember(
        self, track: Track, judgement: Judgement, told: Sequence[Candidate], errand: Errand, *, of_old: bool = False
    ) -> None:
        match = verdict(judgement)
        self._store.remember(track, match, told, of_old=of_old)
        with suppress(Problem):
            self._learn(track, judgement)
        errand.answer(track, match)

    def _learn(self, track: Track, judgement: Judgement) -> None:
        """The winner's channel is the artist's where the evidence says so: their next song costs no search."""
        if judgement.chosen and judgement.chosen.own and judgement.chosen.passed:
            self._channels.learn(track.artist, judgement.chosen.candidate)

    def _wait_for(self, errand: Errand, order: Sequence[str]) -> None:
        """Let the worker find what waits, the list's first songs first. What it did not find itself has its turn already."""
        if errand.waiting and (errand.share is None or errand.share.name != WORKERS):
            places = {track_id: place for place, track_id in enumerate(order)}
            with suppress(Problem):  # The songs are answered; whoever asks again asks for them again.
                self._wanted.add(sorted(errand.waiting, key=lambda track: places[track.id]))

    def _with_details(self, track: Track, candidates: list[Candidate], errand: Errand) -> list[Candidate]:
        """The candidates with what videos.list tells of the likeliest; where it fails, what is known decides."""
        asked = [one.id for one in likeliest(track, candidates, LIKELIEST) if not _told(one)]
        if not asked:
            return candidates
        try:
            told = self._details.tell(asked, errand.deadline)
        except (QuotaSpent, Problem) as reason:
            log.info("judging without details: %s", reason)
            return candidates
        # Who was asked about and is not in the answer has been removed or made private.
        return [told.get(one.id, one) for one in candidates if one.id in told or one.id not in asked]

    def explain(self, track_id: str) -> tuple[Track, Match, Judgement] | None:
        """Why this video: the track, what is known now, and every candidate with its evidence; None for an unknown track.

        A song that nobody could look up yet is deferred, whatever kept us from it.
        """
        if (track := self._store.track(track_id)) is None:
            return None
        match = self._remembered([track]).get(track.id) or Match("deferred", retry_at=self._ledger.quota()["resets_at"])
        return track, match, judge(track, self._store.candidates(track_id))

    def pin(self, track_id: str, video_id: str, deadline: Deadline) -> tuple[Track, Match]:
        """Let this video answer the song from now on, whatever is found; what YouTube does not tell about it stays untold.

        Raise NotFound for a track that nobody has asked for.
        """
        if (track := self._store.track(track_id)) is None:
            raise NotFound(UNKNOWN_TRACK)
        told: dict[str, Candidate] = {}
        with suppress(QuotaSpent, Problem):
            told = self._details.tell([video_id], deadline)
        candidate = told.get(video_id) or Candidate(video_id, title="")
        kind = judge(track, [candidate]).assessed[0].kind if candidate.title else None
        video = Video(candidate, kind, None)
        self._store.pin(track, video)
        return track, Match("pinned", video)

    def unpin(self, track_id: str) -> bool:
        """Take a pin back; False where there was none."""
        track = self._store.track(track_id)
        return track is not None and self._store.unpin(track)

    def revision(self) -> Hashable:
        """While it stays the same, so do the answers to songs that are known (but for what grows too old)."""
        return self._store.revision()

    def quota(self) -> Quota:
        """What is left of the day's searches and units."""
        return self._ledger.quota()

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
        self._channels.close()
        self._spotify.close()
        self._charts.close()
        self._claims.close()
        self._store.close()


def _by_artist(tracks: Iterable[Track]) -> Iterable[list[Track]]:
    """The songs of each artist, in the order in which the artists come; a song without an artist is on its own."""
    songs: dict[str, list[Track]] = defaultdict(list)
    for track in tracks:
        songs[track.artist.casefold() or track.id].append(track)
    return songs.values()


def _joined(known: Sequence[Candidate], brought: Sequence[Candidate]) -> list[Candidate]:
    """Both, each video once: as videos.list told it, else as it was brought just now."""
    new = {one.id: one for one in brought}
    same = [one if _told(one) else new.get(one.id, one) for one in known]
    known_ids = {one.id for one in known}
    return [*same, *(one for one in brought if one.id not in known_ids)]


def _told(candidate: Candidate) -> bool:
    """Whether videos.list told about it: neither a search nor a channel's page tells who may embed it."""
    return candidate.embeddable is not None


def _settled(judgement: Judgement) -> bool:
    """Whether this is what was asked for in full: the artist's own upload of the video."""
    return judgement.status == "matched" and bool(judgement.chosen and judgement.chosen.own and judgement.chosen.kind in IN_FULL)


def verdict(judgement: Judgement) -> Match:
    """What the matcher says, as a match."""
    chosen = judgement.chosen
    return Match(judgement.status, Video(chosen.candidate, chosen.kind, chosen.score) if chosen else None)


def _late() -> Match:
    return Match("failed", problem=UpstreamTimeout("There was no time left to find this song. Ask again in a moment."))
