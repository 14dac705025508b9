from __future__ import annotations

import base64
import threading
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import pytest

from spotify_videos.errors import NotConfigured, Problem, UpstreamBusy, UpstreamError, UpstreamTimeout
from spotify_videos.models import Playlist
from spotify_videos.songs import Spotify
from spotify_videos.upstream import Deadline, Session


def positions(playlist: Playlist) -> list[int]:
    return [row.position for row in playlist.rows]


def test_the_rows_come_in_order_with_all_that_is_told(wire: Any) -> None:
    playlist = wire.spotify.read(wire.playlist, 10, 0, wire.deadline)
    assert (playlist.id, playlist.name, playlist.total, playlist.private, playlist.source) == (
        wire.playlist.id,
        "Mine",
        300,
        False,
        "spotify",
    )
    assert positions(playlist) == list(range(10))
    track = playlist.rows[7].track
    assert (track.id, track.title, track.artists) == (f"{7:022}", "Song 7", ("Dua Lipa", "DaBaby"))
    assert (track.album, track.seconds, track.isrc, track.image) == ("Future Nostalgia", 183, "GBAHT1901121", "https://i.test/300")
    assert track.url == f"https://open.spotify.com/track/{7:022}"


PAGING: dict[str, tuple[str, int, int, int, list[str]]] = {
    # shape, total, num, offset: what is asked after the token
    "ten of the top": ("new", 300, 10, 0, ["playlist"]),
    "all that the head holds": ("new", 300, 50, 0, ["playlist"]),
    "one more": ("new", 300, 51, 0, ["playlist", "items 50"]),
    "across pages": ("new", 300, 10, 95, ["playlist", "items 50", "items 100"]),
    "all": ("new", 300, 10_000, 0, ["playlist", *(f"items {first}" for first in range(50, 300, 50))]),
    "old head": ("old", 300, 100, 0, ["playlist"]),
    "past the old head": ("old", 300, 10, 95, ["playlist", "items 100"]),
    "all in the old shape": ("old", 300, 10_000, 0, ["playlist", *(f"items {first}" for first in range(100, 300, 50))]),
    "both shapes": ("both", 120, 120, 0, ["playlist", "items 50", "items 100"]),
    "far in": ("new", 300, 10, 220, ["playlist", "items 200"]),
    "short": ("new", 7, 10, 0, ["playlist"]),
    "behind a short list": ("new", 7, 10, 20, ["playlist"]),
    "empty": ("new", 0, 10, 0, ["playlist"]),
}


@pytest.mark.parametrize("case", PAGING.values(), ids=PAGING.keys())
def test_only_the_pages_that_are_needed_are_asked_for(wires: Any, case: tuple[str, int, int, int, list[str]]) -> None:
    shape, total, num, offset, asked = case
    wire = wires(total, shape)
    playlist = wire.spotify.read(wire.playlist, num, offset, wire.deadline)
    assert sorted(wire.asked()) == sorted(asked)
    assert positions(playlist) == list(range(offset, min(offset + num, total)))
    assert playlist.total == total


@pytest.mark.parametrize(
    ("num", "offset", "asked"),
    [
        (10, 0, ["album"]),
        (10, 45, ["album", "album_tracks 50"]),
        (10, 200, ["album", "album_tracks 200"]),
        (300, 0, ["album", *(f"album_tracks {first}" for first in range(50, 300, 50))]),
    ],
)
def test_an_album_is_read_like_a_playlist(wire: Any, num: int, offset: int, asked: list[str]) -> None:
    playlist = wire.spotify.read(wire.album, num, offset, wire.deadline)
    assert sorted(wire.asked()) == sorted(asked)
    assert positions(playlist) == list(range(offset, min(offset + num, 300)))


def test_an_albums_songs_have_its_name_and_cover(wire: Any) -> None:
    wire.answers("album_tracks", json=wire.page_body(50, row=wire.bare_song))
    playlist = wire.spotify.read(wire.album, 60, 0, wire.deadline)
    assert playlist.name == "The Album"
    assert {(row.track.album, row.track.image) for row in playlist.rows} == {("The Album", "https://i.test/cover")}


@pytest.mark.parametrize(("offset", "rows"), [(0, [0]), (1, []), (100, []), (1_000_000, [])])
def test_a_track_is_a_list_of_one(wire: Any, offset: int, rows: list[int]) -> None:
    playlist = wire.spotify.read(wire.track, 10_000, offset, wire.deadline)
    assert (playlist.total, positions(playlist), wire.asked()) == (1, rows, ["track"])


def test_a_row_that_is_no_song_is_left_out_and_keeps_its_place(wire: Any) -> None:
    body = wire.page_body(0)
    body["items"][1:4] = [None, {"item": None}, {"item": wire.song(3, type="episode")}]
    wire.answers("playlist", json={"name": "Mine", "items": body})
    playlist = wire.spotify.read(wire.playlist, 6, 0, wire.deadline)
    assert (positions(playlist), playlist.total) == ([0, 4, 5], 300)


def test_a_private_list_is_marked(wire: Any) -> None:
    wire.answers("playlist", json=wire.playlist_body() | {"public": False})
    assert wire.spotify.read(wire.playlist, 10, 0, wire.deadline).private


def test_what_is_sent_is_what_spotify_documents(wire: Any) -> None:
    wire.spotify.read(wire.playlist, 10, 60, wire.deadline)
    wire.spotify.read(wire.album, 10, 60, wire.deadline)
    wire.spotify.read(wire.track, 10, 0, wire.deadline)
    (token,) = wire.calls("token")
    assert (token.method, parse_qs(token.text)) == ("POST", {"grant_type": ["client_credentials"]})
    assert token.headers["Authorization"] == "Basic " + base64.b64encode(b"app-id-7f3a:app-secret-9c1e").decode()
    sent = {verb: wire.calls(verb)[0] for verb in wire.verbs if verb != "token"}
    assert {call.method for call in sent.values()} == {"GET"}
    assert {call.headers["Authorization"] for call in sent.values()} == {"Bearer access-token-44d0-1"}
    assert (sent["items"].qs["limit"], sent["items"].qs["offset"]) == (["50"], ["50"])
    assert sent["album_tracks"].qs == {"limit": ["50"], "offset": ["50"]}
    assert "fields" not in sent["playlist"].qs
    assert sent["album"].qs == sent["track"].qs == {}


def test_a_cold_top_ten_is_a_token_and_one_call(wire: Any) -> None:
    wire.spotify.read(wire.playlist, 10, 0, wire.deadline)
    assert (len(wire.calls("token")), wire.asked()) == (1, ["playlist"])


def test_where_no_head_reaches_the_pages_are_asked_for_beside_it(wire: Any) -> None:
    together = threading.Barrier(4)

    def when_all_are_asked(request: Any, context: Any) -> Any:
        together.wait(30)
        return wire.page_body(int(request.qs["offset"][0])) if "offset" in request.qs else wire.playlist_body()

    wire.answers("playlist", json=when_all_are_asked)
    wire.answers("items", json=when_all_are_asked)
    assert positions(wire.spotify.read(wire.playlist, 150, 100, wire.deadline)) == list(range(100, 250))


def test_at_most_four_calls_are_under_way_at_once(wires: Any, at_once: Callable[..., list[Any]]) -> None:
    wire = wires(total=1000)
    wire.latency = 0.05
    reads = iter([wire.playlist, wire.album, wire.track])
    ends = at_once(3, lambda: wire.spotify.read(next(reads), 1000, 0, wire.deadline))
    assert sorted(len(end.rows) for end in ends) == [1, 1000, 1000]
    assert wire.most_in_flight == 4


def test_a_long_list_does_not_keep_a_short_one_waiting(wires: Any) -> None:
    wire = wires(total=5000)
    wire.latency = 0.05
    long = threading.Thread(target=wire.spotify.read, args=(wire.playlist, 5000, 0, wire.deadline))
    long.start()
    while len(wire.asked()) < 10:
        time.sleep(0.005)
    wire.spotify.read(wire.track, 1, 0, wire.deadline)
    assert wire.asked().index("track") < 40
    long.join()


def test_ten_thousand_songs_are_read_whole(wires: Any) -> None:
    wire = wires(total=10_000, shape="old")
    playlist = wire.spotify.read(wire.playlist, 10_000, 0, Deadline(60))
    assert positions(playlist) == list(range(10_000))
    assert len(wire.asked()) == 1 + 198


def test_a_list_read_a_moment_ago_is_not_read_again(wire: Any) -> None:
    first = wire.spotify.read(wire.playlist, 120, 0, wire.deadline)
    asked = wire.asked()
    assert wire.spotify.read(wire.playlist, 120, 0, wire.deadline) == first
    assert positions(wire.spotify.read(wire.playlist, 20, 30, wire.deadline)) == list(range(30, 50))
    assert wire.asked() == asked
    assert len(wire.calls("token")) == 1


def test_callers_who_want_one_list_at_once_cost_one_read(wire: Any, at_once: Callable[..., list[Any]]) -> None:
    wire.latency = 0.02
    ends = at_once(16, lambda: wire.spotify.read(wire.playlist, 300, 0, wire.deadline))
    assert [positions(end) for end in ends] == [list(range(300))] * 16
    assert sorted(wire.asked()) == sorted(["playlist", *(f"items {first}" for first in range(50, 300, 50))])


def test_a_failure_is_not_kept(wire: Any) -> None:
    wire.answers("playlist", {"status_code": 404, "json": {}}, {"json": wire.playlist_body()})
    with pytest.raises(Problem):
        wire.spotify.read(wire.playlist, 10, 0, wire.deadline)
    assert wire.spotify.read(wire.playlist, 10, 0, wire.deadline).total == 300


def test_after_a_refusal_no_further_page_is_asked_for(wires: Any) -> None:
    wire = wires(total=10_000)
    wire.answers("items", status_code=429, headers={"Retry-After": "86400"}, json={"error": {"status": 429}})
    with pytest.raises(UpstreamBusy):
        wire.spotify.read(wire.playlist, 10_000, 0, wire.deadline)
    assert len(wire.calls("items")) <= 4


@pytest.mark.parametrize("offset", [0, 200])
def test_waiting_for_a_list_ends_at_the_deadline(wire: Any, offset: int) -> None:
    wire.latency = 4
    began = time.monotonic()
    with pytest.raises(UpstreamTimeout):
        wire.spotify.read(wire.playlist, 10, offset, Deadline(0.1))
    assert time.monotonic() - began < 3.5


def test_waiting_for_a_page_ends_at_the_deadline(wire: Any) -> None:
    answer = threading.Event()
    wire.answers("items", json=lambda request, context: answer.wait(30))
    with pytest.raises(UpstreamTimeout):
        wire.spotify.read(wire.playlist, 100, 0, Deadline(0.2))
    answer.set()


def test_whoever_waits_for_anothers_read_waits_no_longer_than_the_own_deadline(wire: Any) -> None:
    wire.spotify.check(wire.deadline)
    asked, answer = threading.Event(), threading.Event()

    def slowly(request: Any, context: Any) -> Any:
        asked.set()
        answer.wait(30)
        return wire.playlist_body()

    wire.answers("playlist", json=slowly)
    first = threading.Thread(target=wire.spotify.read, args=(wire.playlist, 10, 0, wire.deadline))
    first.start()
    assert asked.wait(30)
    with pytest.raises(UpstreamTimeout):
        wire.spotify.read(wire.playlist, 10, 0, Deadline(0.05))
    answer.set()
    first.join()
    assert wire.asked().count("playlist") == 1


@pytest.mark.parametrize(
    ("client_id", "client_secret", "named"),
    [
        ("", "", ["SPOTIPY_CLIENT_ID", "SPOTIPY_CLIENT_SECRET"]),
        ("id", "", ["SPOTIPY_CLIENT_SECRET"]),
        ("", "secret", ["SPOTIPY_CLIENT_ID"]),
    ],
)
def test_missing_credentials_are_named_with_where_to_get_them(
    wires: Any, monkeypatch: pytest.MonkeyPatch, client_id: str, client_secret: str, named: list[str]
) -> None:
    monkeypatch.setenv("SPOTIPY_CLIENT_ID", "of the environment, which only the settings read")
    monkeypatch.setenv("SPOTIPY_CLIENT_SECRET", "likewise")
    spotify = Spotify.connect(client_id, client_secret, wires.api, wires.accounts, Session(5))
    for ask in (lambda: spotify.read(wires.playlist, 10, 0, Deadline(5)), lambda: spotify.check(Deadline(5))):
        with pytest.raises(NotConfigured) as caught:
            ask()
        assert [name for name in ("SPOTIPY_CLIENT_ID", "SPOTIPY_CLIENT_SECRET") if name in caught.value.detail] == named
        assert "https://developer.spotify.com/dashboard" in caught.value.detail


def test_without_a_client_both_settings_are_named(wires: Any) -> None:
    with pytest.raises(NotConfigured, match="SPOTIPY_CLIENT_ID and SPOTIPY_CLIENT_SECRET"):
        Spotify(None).check(Deadline(5))


def test_the_check_is_one_token_and_one_track(wire: Any) -> None:
    wire.spotify.check(wire.deadline)
    assert (len(wire.calls("token")), wire.asked()) == (1, ["track"])


def test_a_check_that_finds_no_song_doubts_the_address(wire: Any) -> None:
    wire.answers("track", status_code=404, json={"error": {"status": 404}})
    with pytest.raises(UpstreamError, match="SPOTIFY_API_URL"):
        wire.spotify.check(wire.deadline)


def test_another_spotify_keeps_its_own_addresses(wires: Any, wire: Any) -> None:
    Spotify.connect("id", "secret", "https://elsewhere.test/", "https://elsewhere.test/", Session(5))
    wire.spotify.check(wire.deadline)
    assert wire.calls("token")
    assert wire.calls("track")


def test_a_page_past_the_end_is_not_waited_for(wire: Any) -> None:
    past, answer = threading.Event(), threading.Event()

    def last_pages(request: Any, context: Any) -> Any:
        if request.qs["offset"] == ["300"]:
            past.set()
            answer.wait(30)
        return wire.page_body(int(request.qs["offset"][0]))

    wire.answers("items", json=last_pages)
    assert positions(wire.spotify.read(wire.playlist, 10, 295, wire.deadline)) == list(range(295, 300))
    assert past.wait(30)
    answer.set()
