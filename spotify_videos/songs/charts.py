"""The Top 50 without Spotify, which hides it from most apps: an open archive's daily copy of it, else Deezer's worldwide Top."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import partial
from typing import Any

import requests

from .. import upstream
from ..config import TOP_50
from ..errors import Problem, UpstreamBusy, UpstreamError, UpstreamTimeout
from ..models import Playlist, Row, Track
from .fields import isrc, line, seconds
from .fresh import Fresh, Made
from .lines import song
from .links import track_id

KEPT = 6 * 3600  # Both charts are made once a day.
SECONDS_OF_REST = 60  # While there is an old copy to serve, a service that is down is not asked at every request.
DEEZERS_TOP = "playlist/3155776842/tracks"
MOST_SONGS = 50
# Deezer's code for more than 50 calls in 5 seconds; like all its errors it comes as HTTP 200.
DEEZER_IS_BUSY = 4


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart as one source told it. A place whose row names no song is left out of `rows` and counted in `total`."""

    source: str
    name: str
    total: int
    rows: tuple[Row, ...]


Source = Callable[[upstream.Deadline], Chart]


class Charts:
    """`sources` are asked in their order until one answers; `now` is in seconds, and only goes forward."""

    def __init__(self, sources: Sequence[Source], now: Callable[[], float] = time.monotonic) -> None:
        self._sources = sources
        self._now = now
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="charts")
        self._fresh: Fresh[Chart] = Fresh(self._pool, KEPT, now=now)
        self._made: Made[Playlist] = Made()
        self._last: tuple[float, Chart] | None = None
        self._rests_until = now()

    @classmethod
    def connect(cls, archive_url: str, deezer_url: str, session: upstream.Session) -> Charts:
        """`archive_url` is the whole address of the JSON, `deezer_url` ends in a slash. Asks nobody yet."""
        return cls([partial(archive, session, archive_url), partial(deezer, session, deezer_url)])

    def close(self) -> None:
        """Begin nothing more, and finish what is under way."""
        self._pool.shutdown(cancel_futures=True)

    def read(self, num: int, offset: int, deadline: upstream.Deadline) -> Playlist:
        """Return the chart's rows from `offset` (counted from 0) on, `num` at most; `source` is archive or deezer.

        What was read in the last six hours is not asked again, and is the same object for the same `num` and `offset`. Where
        nobody answers, the last copy is served, with its age. Raise UpstreamTimeout or UpstreamError where there is none.
        """
        if kept := self.kept(num, offset):
            return kept
        last = self._last
        future = self._fresh.ask(TOP_50, lambda: self._ask(deadline))
        # Somebody who can be given an old copy still wants time for its songs.
        done, _ = wait([future], deadline.left() / 2 if last else deadline.left())
        if last and not (done and future.exception() is None):
            self._rests_until = self._now() + SECONDS_OF_REST
            return self._old(last, num, offset)
        if not done:
            raise UpstreamTimeout("The Top 50 did not come in time. Try again in a moment.")
        return self._new(future.result(), num, offset)

    def kept(self, num: int, offset: int) -> Playlist | None:
        """The same as `read` where that would ask nobody, else None."""
        last = self._last
        if last and self._now() - last[0] < KEPT:
            return self._new(last[1], num, offset)
        return self._old(last, num, offset) if last and self._now() < self._rests_until else None

    def _ask(self, deadline: upstream.Deadline) -> Chart:
        """The first source's chart that can be had; what keeps each of them from answering where there is none."""
        failures: list[Problem] = []
        for source in self._sources:
            try:
                chart = source(deadline)
            except Problem as problem:
                failures.append(problem)
            else:
                self._last = self._now(), chart
                return chart
        told = f"The Top 50 cannot be had without Spotify just now. {' '.join(failure.detail for failure in failures)}"
        if all(isinstance(failure, UpstreamTimeout) for failure in failures):
            raise UpstreamTimeout(told)
        if rests := [failure.retry_after for failure in failures if failure.retry_after]:
            raise UpstreamBusy(told, retry_after=min(rests))
        raise UpstreamError(told)

    def _new(self, chart: Chart, num: int, offset: int) -> Playlist:
        return self._made.of((num, offset), [chart], lambda: _part(chart, num, offset))

    def _old(self, last: tuple[float, Chart], num: int, offset: int) -> Playlist:
        at, chart = last
        return _part(chart, num, offset, age=int(self._now() - at))


def archive(session: upstream.Session, url: str, deadline: upstream.Deadline) -> Chart:
    """Read the archive's copy: `{original_name, tracks: [{name, artists: [{name}], album: {name}, duration_ms, url}]}`."""
    service = "The open archive of Spotify's lists"
    told = _get(service, session, url, {}, deadline, "archive.top50")
    rows = told.get("tracks")
    return _chart(service, "archive", line(told.get("original_name")) or "Top 50 - Global", rows, _archived)


def deezer(session: upstream.Session, url: str, deadline: upstream.Deadline) -> Chart:
    """Read Deezer's worldwide Top: `{data: [{title, duration, artist: {name}, album: {title}}]}`. Its songs have ids of our own."""
    told = _get("Deezer", session, url + DEEZERS_TOP, {"limit": MOST_SONGS}, deadline, "deezer.tracks")
    if "error" in told:
        if _object(told["error"]).get("code") == DEEZER_IS_BUSY:
            raise UpstreamBusy("Deezer asks us to come back in a moment.", retry_after=5)
        raise UpstreamError("Deezer does not give out its Top.")
    return _chart("Deezer", "deezer", "Top Worldwide", told.get("data"), _deezers)


def _get(
    service: str, session: upstream.Session, url: str, query: dict[str, int], deadline: upstream.Deadline, verb: str
) -> dict[str, Any]:
    def ask() -> dict[str, Any]:
        response = session.get(url, params=query, headers={"Accept": "application/json"})
        response.raise_for_status()
        told = response.json()
        if not isinstance(told, dict):
            raise ValueError("no object")
        return told

    try:
        return upstream.call(service, deadline, ask, partial(_understood, service), verb=verb)
    except Problem as problem:
        problem.source = None  # The contract knows Spotify's and YouTube's names alone.
        raise


def _understood(service: str, error: Exception) -> Problem | None:
    if isinstance(error, requests.HTTPError) and error.response is not None:
        status = error.response.status_code
        if status == 429:
            return UpstreamBusy(f"{service} asks us to come back later.")
        return UpstreamError(f"{service} does not give out its list (HTTP {status}).", transient=status >= 500)
    if isinstance(error, requests.JSONDecodeError):
        return None
    return _nonsense(service) if isinstance(error, (ValueError, RecursionError)) else None


def _nonsense(service: str) -> UpstreamError:
    return UpstreamError(f"{service} answered nonsense.")


def _chart(service: str, source: str, name: str, told: object, understand: Callable[[dict[str, Any]], Track | None]) -> Chart:
    songs = [understand(_object(entry)) for entry in told[:MOST_SONGS]] if isinstance(told, list) else []
    rows = tuple(Row(position, track) for position, track in enumerate(songs) if track)
    if not rows:
        raise _nonsense(service)
    return Chart(source, name, len(songs), rows)


def _archived(told: dict[str, Any]) -> Track | None:
    artists = told["artists"] if isinstance(told.get("artists"), list) else []
    url = told.get("url")
    return song(
        [name for artist in artists if (name := line(_object(artist).get("name")))],
        line(told.get("name")),
        album=line(_object(told.get("album")).get("name")),
        seconds=_length(told.get("duration_ms"), 1000),
        id=(track_id(url) if isinstance(url, str) else None) or "",
    )


def _deezers(told: dict[str, Any]) -> Track | None:
    artist = line(_object(told.get("artist")).get("name"))
    return song(
        [artist] if artist else [],
        line(told.get("title")),
        album=line(_object(told.get("album")).get("title")),
        seconds=_length(told.get("duration"), 1),
        isrc=isrc(told.get("isrc")),
    )


def _object(told: object) -> dict[str, Any]:
    return told if isinstance(told, dict) else {}


def _length(told: object, parts_a_second: int) -> int | None:
    return seconds(told / parts_a_second) if type(told) is int and 0 < told < 10**9 else None


def _part(chart: Chart, num: int, offset: int, age: int | None = None) -> Playlist:
    rows = tuple(row for row in chart.rows if offset <= row.position < offset + num)
    return Playlist(TOP_50, chart.name, chart.total, rows, source=chart.source, age=age)
