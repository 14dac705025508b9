"""Over real sockets, against the stand-in: the three regimes, odd rows, and what goes wrong below HTTP."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import get_args

import pytest
import spotipy

from spotify_videos.errors import OwnerOnly, PlaylistNotFound, Problem, UpstreamError, UpstreamRefused
from spotify_videos.models import Playlist
from spotify_videos.sandbox import Sandbox, catalogue, start
from spotify_videos.sandbox.faults import ALL_SHAPES
from spotify_videos.sandbox.invented import Song
from spotify_videos.sandbox.oddities import OddRow
from spotify_videos.sandbox.spotify import Regime
from spotify_videos.sandbox.wire import Manner
from spotify_videos.songs import TOP_50, Link, Spotify
from spotify_videos.upstream import Deadline, Session

Connect = Callable[..., Spotify]
ALBUM = next(id for id, songs in catalogue.albums().items() if len(songs) > 1)


class SignedIn:
    """Stands for somebody's sign-in: a token that is there already."""

    def __init__(self, token: str) -> None:
        self._token = token

    def get_access_token(self, as_dict: bool = False) -> str:
        return self._token

    def hold(self, deadline: Deadline, refused: str | None = None) -> str:
        return self._token


@pytest.fixture(scope="module")
def shared() -> Iterator[Sandbox]:
    with start() as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(shared: Sandbox) -> Iterator[Sandbox]:
    yield shared
    shared.reset()
    shared.regime = "extended"


@pytest.fixture
def connect(sandbox: Sandbox) -> Connect:
    def connected(timeout: float = 5, client_id: str = "id") -> Spotify:
        return Spotify.connect(client_id, "secret", sandbox.spotify_api_url, sandbox.accounts_url, Session(timeout))

    return connected


def read(spotify: Spotify, id: str, num: int = 10_000, offset: int = 0) -> list[str]:
    return [row.track.title for row in spotify.read(Link("playlist", id), num, offset, Deadline(60)).rows]


@pytest.mark.parametrize("regime", ["extended", "old", "transitional"])
def test_a_list_is_read_whole_where_a_key_is_enough(sandbox: Sandbox, connect: Connect, regime: Regime) -> None:
    sandbox.regime = regime
    titles = read(connect(), catalogue.LONG_LIST)
    assert titles == [song.title for song in catalogue.playlists()[catalogue.LONG_LIST].entries if isinstance(song, Song)]
    assert len(titles) == 312


def test_an_app_of_2026_is_told_that_the_list_is_its_owners(sandbox: Sandbox, connect: Connect) -> None:
    sandbox.regime = "new"
    with pytest.raises(OwnerOnly):
        read(connect(), catalogue.LONG_LIST)
    assert sandbox.calls == {"spotify.token": 1, "spotify.playlist": 1}


def test_the_owners_own_token_reads_the_shape_of_2026(sandbox: Sandbox) -> None:
    sandbox.regime = "new"
    credentials = SignedIn(sandbox.spotify.issue(catalogue.OWNER))
    client = spotipy.Spotify(auth_manager=credentials, requests_session=Session(5))
    client.prefix = sandbox.spotify_api_url
    spotify = Spotify(client)
    assert len(read(spotify, catalogue.OWNERS_LIST)) == 24
    with pytest.raises(OwnerOnly):
        read(spotify, catalogue.SOMEONES_LIST)
    assert spotify.read(Link("playlist", catalogue.PRIVATE_LIST), 10, 0, Deadline(60)).private


@pytest.mark.parametrize("regime", ["old", "new"])
def test_spotifys_own_lists_are_hidden_outside_the_extended_quota(sandbox: Sandbox, connect: Connect, regime: Regime) -> None:
    assert len(read(connect(), TOP_50)) == 50
    sandbox.regime = regime
    with pytest.raises(PlaylistNotFound, match="hides"):
        read(connect(), TOP_50)


@pytest.mark.parametrize("regime", ["extended", "old", "new", "transitional"])
def test_albums_and_tracks_are_read_in_every_regime(sandbox: Sandbox, connect: Connect, regime: Regime) -> None:
    sandbox.regime = regime
    spotify, songs = connect(), catalogue.albums()[ALBUM]
    album = spotify.read(Link("album", ALBUM), 100, 0, Deadline(60))
    assert [(row.track.title, row.track.album) for row in album.rows] == [(song.title, song.album) for song in songs]
    (row,) = spotify.read(Link("track", songs[0].id), 10, 0, Deadline(60)).rows
    assert (row.track.id, row.track.artists) == (songs[0].id, songs[0].artists)


def test_odd_rows_are_left_out_and_songs_keep_their_places(connect: Connect) -> None:
    playlist = connect().read(Link("playlist", catalogue.ODD_LIST), 100, 0, Deadline(60))
    entries = catalogue.playlists()[catalogue.ODD_LIST].entries
    songs = {row.position for row in playlist.rows}
    left_out = {entry.name for place, entry in enumerate(entries) if place not in songs and isinstance(entry, OddRow)}
    assert left_out == {"null row", "null track", "episode", "episode in a track's form", "dead track"}
    proper = {place: song.id for place, song in enumerate(entries) if isinstance(song, Song)}
    assert len(songs) + len(left_out) == playlist.total
    assert proper.items() <= {row.position: row.track.id for row in playlist.rows}.items()


def test_an_empty_list_is_empty(connect: Connect) -> None:
    assert read(connect(), catalogue.EMPTY_LIST) == []


def test_ten_thousand_songs_come_four_pages_at_a_time(sandbox: Sandbox, connect: Connect) -> None:
    assert len(read(connect(), catalogue.BIG_LIST)) == 10_000
    assert sandbox.calls == {"spotify.token": 1, "spotify.playlist": 1, "spotify.items": 198}
    assert sandbox.busiest["spotify.items"] <= 4


def test_wrong_credentials_are_named(connect: Connect) -> None:
    with pytest.raises(UpstreamRefused, match="SPOTIPY_CLIENT_ID and SPOTIPY_CLIENT_SECRET"):
        connect(client_id="wrong").check(Deadline(60))


def test_right_credentials_pass_the_check(sandbox: Sandbox, connect: Connect) -> None:
    connect().check(Deadline(60))
    assert sandbox.calls == {"spotify.token": 1, "spotify.track": 1}


def test_a_token_taken_back_is_renewed_unnoticed(sandbox: Sandbox, connect: Connect) -> None:
    spotify = connect()
    spotify.check(Deadline(60))
    sandbox.spotify.revoke()
    assert len(read(spotify, catalogue.LONG_LIST)) == 312
    assert sandbox.calls["spotify.token"] == 2


LINKS = {"album": Link("album", ALBUM), "track": Link("track", next(iter(catalogue.songs())))}


@pytest.mark.parametrize("verb", ["token", "playlist", "items", "album", "track"])
@pytest.mark.parametrize("fault", [*get_args(Manner)[1:], "html", "empty", "not-json", "redirect", "502-html", "429-plain"])
def test_a_fault_of_the_line_ends_in_a_problem_before_the_deadline(
    sandbox: Sandbox, connect: Connect, fault: str, verb: str
) -> None:
    sandbox.fault(f"spotify.{verb}", fault)
    began = time.monotonic()
    with pytest.raises(Problem) as caught:
        connect(timeout=1).read(LINKS.get(verb, Link("playlist", catalogue.LONG_LIST)), 312, 0, Deadline(5))
    assert caught.value.source == "Spotify"
    assert time.monotonic() - began < 5 + 1
    assert sandbox.calls["elsewhere"] == 0


@pytest.mark.parametrize("verb", ["token", "playlist", "items", "album", "track"])
@pytest.mark.parametrize("fault", ALL_SHAPES)
def test_a_wrong_shape_anywhere_ends_in_songs_or_a_problem(sandbox: Sandbox, connect: Connect, fault: str, verb: str) -> None:
    sandbox.fault(f"spotify.{verb}", fault)
    end: object
    try:
        end = connect().read(LINKS.get(verb, Link("playlist", catalogue.LONG_LIST)), 312, 0, Deadline(5))
    except Problem as problem:
        end = problem
    assert isinstance(end, (Playlist, OwnerOnly, UpstreamError))
