"""Over real sockets, against the stand-in: both charts, and what goes wrong below HTTP."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import get_args

import pytest

from spotify_videos.errors import Problem
from spotify_videos.models import Playlist
from spotify_videos.sandbox import Sandbox, catalogue, start
from spotify_videos.sandbox.faults import ALL_SHAPES
from spotify_videos.sandbox.wire import Manner
from spotify_videos.songs import Charts
from spotify_videos.upstream import Deadline, Session

SONGS = catalogue.top_50()
OF_THE_LINE = [*get_args(Manner)[1:], "html", "empty", "not-json", "redirect", "502-html", "429-plain", "404", "503"]


@pytest.fixture(scope="module")
def shared() -> Iterator[Sandbox]:
    with start() as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(shared: Sandbox) -> Iterator[Sandbox]:
    yield shared
    shared.reset()


@pytest.fixture
def read(sandbox: Sandbox) -> Callable[[], Playlist]:
    charts = Charts.connect(sandbox.archive_url, sandbox.deezer_url, Session(2.5))
    return lambda: charts.read(50, 0, Deadline(30))


def test_the_archive_tells_the_top_50_as_spotify_would(read: Callable[[], Playlist]) -> None:
    playlist = read()
    assert [(row.track.id, row.track.title, row.track.artists) for row in playlist.rows] == [
        (song.id, song.title, song.artists) for song in SONGS
    ]
    assert (playlist.source, playlist.total) == ("archive", 50)


@pytest.mark.parametrize("fault", [*OF_THE_LINE, "wrong-shape-rows", "wrong-shape-object"])
def test_whatever_befalls_the_archive_deezer_tells_its_own(sandbox: Sandbox, read: Callable[[], Playlist], fault: str) -> None:
    sandbox.fault("archive.top50", fault)
    began = time.monotonic()
    playlist = read()
    assert (playlist.source, len(playlist.rows)) == ("deezer", 50)
    assert {row.track.title for row in playlist.rows} == {song.title for song in SONGS}
    assert all(row.track.id.startswith("local-") and row.track.url is None for row in playlist.rows)
    assert time.monotonic() - began < 15
    assert sandbox.calls["elsewhere"] == 0


@pytest.mark.parametrize("fault", OF_THE_LINE)
def test_whatever_befalls_both_ends_in_a_problem_before_the_deadline(
    sandbox: Sandbox, read: Callable[[], Playlist], fault: str
) -> None:
    sandbox.fault("archive.top50", fault)
    sandbox.fault("deezer.*", fault)
    with pytest.raises(Problem) as caught:
        read()
    assert caught.value.source is None
    assert "Deezer" in caught.value.detail


@pytest.mark.parametrize("fault", ALL_SHAPES)
def test_a_wrong_shape_anywhere_ends_in_songs_or_a_problem(sandbox: Sandbox, read: Callable[[], Playlist], fault: str) -> None:
    sandbox.fault("archive.top50", fault)
    sandbox.fault("deezer.tracks", fault)
    end: object
    try:
        end = read()
    except Problem as problem:
        end = problem
    assert isinstance(end, (Playlist, Problem))
