"""The battery: what each of Spotify's verbs may answer instead, and what comes of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
import requests

from spotify_videos.errors import (
    OwnerOnly,
    PlaylistNotFound,
    Problem,
    UpstreamBusy,
    UpstreamError,
    UpstreamRefused,
    UpstreamTimeout,
)
from spotify_videos.songs import TOP_50, Link, Spotify
from spotify_videos.upstream import Deadline, Session

Fail = Callable[..., Problem]
WORDS = "words of theirs"


def error(status: int, message: str = WORDS, **fields: Any) -> dict[str, Any]:
    return {"status_code": status, "json": {"error": {"status": status, "message": message} | fields}}


def is_a(problem: Problem, kind: type[Problem], said: str) -> bool:
    return type(problem).code == kind.code and said in problem.detail


def test_a_busy_spotify_says_when_to_come_back_and_nobody_sleeps_it_out(failure: Fail, wire: Any, verb: str) -> None:
    began = time.monotonic()
    problem = failure(headers={"Retry-After": "52531"}, **error(429, reason="QUOTA_EXCEEDED"))
    assert is_a(problem, UpstreamBusy, "in 15 hours")
    assert problem.retry_after == 52531
    assert len(wire.calls(verb)) == 1
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    ("told", "seconds"),
    [("1", 1), ("86400", 86400), ("0", 30), ("-5", 30), ("soon", 30), ("", 30), ("1e9", 30), ("9" * 50, 30), ("²", 30), (None, 30)],
)
def test_a_retry_after_is_believed_where_it_is_a_sane_number_of_seconds(wire: Any, told: str | None, seconds: int) -> None:
    wire.answers("track", headers={"Retry-After": told} if told is not None else {}, **error(429))
    with pytest.raises(UpstreamBusy) as caught:
        wire.use("track")
    assert caught.value.retry_after == seconds


@pytest.mark.parametrize("status", [500, 503])
def test_a_fault_of_spotifys_is_tried_three_times(failure: Fail, wire: Any, verb: str, status: int) -> None:
    problem = failure(**error(status))
    assert is_a(problem, UpstreamError, "fault of its own")
    assert len(wire.calls(verb)) == 3


def test_a_fault_that_passes_is_not_noticed(wire: Any, verb: str) -> None:
    body = {"access_token": "x", "expires_in": 3600} if verb == "token" else wire.song(1)
    body = {"playlist": wire.playlist_body(), "items": wire.page_body(50), "album": wire.album_body()}.get(verb, body)
    body = wire.page_body(50, row=wire.song) if verb == "album_tracks" else body
    wire.answers(verb, error(503), {"json": body})
    assert wire.use(verb).total == (1 if verb == "track" else 300)


@pytest.mark.parametrize("exc", [requests.ConnectTimeout, requests.ReadTimeout])
def test_silence_ends_in_a_timeout_and_is_not_tried_again(failure: Fail, wire: Any, verb: str, exc: type[Exception]) -> None:
    problem = failure(exc=exc("https://user:app-secret-9c1e@api.test"))
    assert is_a(problem, UpstreamTimeout, "did not answer in time")
    assert len(wire.calls(verb)) == 1


def test_a_broken_connection_is_tried_three_times(failure: Fail, wire: Any, verb: str) -> None:
    problem = failure(exc=requests.ConnectionError("words of theirs"))
    assert is_a(problem, UpstreamError, "cannot be reached")
    assert len(wire.calls(verb)) == 3


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<html>words of theirs</html>",
        "{",
        "\x00",
        "[" * 100_000,
        '{"total": ' + "9" * 5000 + "}",
        "null",
        "[]",
        '"words"',
        "5",
        "true",
    ],
    ids=["nothing", "html", "cut", "a null byte", "deep", "long number", "null", "list", "text", "number", "true"],
)
def test_an_answer_that_is_no_object_is_nonsense(failure: Fail, text: str) -> None:
    assert is_a(failure(text=text), UpstreamError, "Spotify answered")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 418, 429])
@pytest.mark.parametrize(
    "body",
    [
        {"text": "words of theirs"},
        {"text": ""},
        {"json": {"error": "words of theirs", "error_description": "words of theirs"}},
        {"json": {"error": {"type": "words of theirs", "description": None}}},
        {"json": {"error": None}},
        {"json": ["words of theirs"]},
        {"json": None},
        {"json": "words of theirs"},
        {"json": {"error": {"message": ["words of theirs"]}}},
        {"text": "[" * 100_000},
    ],
    ids=["text", "nothing", "error is text", "another object", "error is null", "list", "null", "string", "list inside", "deep"],
)
def test_a_refusal_in_any_shape_is_known_by_its_status(failure: Fail, verb: str, status: int, body: dict[str, Any]) -> None:
    expected: dict[int, type[Problem]] = {401: UpstreamRefused, 403: UpstreamRefused, 418: UpstreamError, 429: UpstreamBusy}
    expected[400], expected[404] = (UpstreamRefused, UpstreamError) if verb == "token" else (PlaylistNotFound, PlaylistNotFound)
    assert type(failure(status_code=status, **body)).code == expected[status].code


def test_a_redirect_is_not_followed(failure: Fail) -> None:
    problem = failure(status_code=302, headers={"Location": "https://evil.com/"}, text="")
    assert is_a(problem, UpstreamError, "Spotify")


@pytest.mark.parametrize(
    "body", [{"error": "invalid_client", "error_description": "Invalid client"}, {"error": "unauthorized_client"}]
)
def test_bad_credentials_name_the_two_settings(wire: Any, body: dict[str, str]) -> None:
    wire.answers("token", status_code=400, json=body)
    with pytest.raises(UpstreamRefused) as caught:
        wire.use("track")
    assert "SPOTIPY_CLIENT_ID and SPOTIPY_CLIENT_SECRET" in caught.value.detail


def test_credentials_that_no_header_can_hold_are_bad_credentials(wires: Any) -> None:
    spotify = Spotify.connect("идентификатор", "секрет", wires.api, wires.accounts, Session(5))
    with pytest.raises(UpstreamRefused, match="SPOTIPY_CLIENT_ID"):
        spotify.check(Deadline(5))


@pytest.mark.parametrize(
    "body",
    [
        {"text": "Active premium subscription required for the owner of the app."},
        {"json": {"error": {"status": 403, "message": "Active premium subscription required for the owner of the app."}}},
    ],
    ids=["text", "json"],
)
@pytest.mark.parametrize("verb", ["playlist", "items", "album", "album_tracks", "track"])
def test_a_missing_premium_is_named(failure: Fail, body: dict[str, Any]) -> None:
    assert is_a(failure(status_code=403, **body), UpstreamRefused, "Premium")


@pytest.mark.parametrize("answer", [error(401, "Valid user authentication required"), error(403, "Forbidden")], ids=["401", "403"])
@pytest.mark.parametrize("verb", ["playlist", "items"])
def test_what_only_the_owner_may_read_says_so_and_what_works(failure: Fail, wire: Any, verb: str, answer: dict[str, Any]) -> None:
    problem = failure(**answer)
    assert is_a(problem, OwnerOnly, "to its owner alone")
    assert "album" in problem.detail
    assert len(wire.calls("token")) == 1


@pytest.mark.parametrize("verb", ["album", "album_tracks", "track"])
def test_an_album_or_track_is_never_the_owners_alone(failure: Fail) -> None:
    assert is_a(failure(**error(403, "Forbidden")), UpstreamRefused, "forbids")


def test_a_proxys_403_is_no_word_about_owners(wire: Any) -> None:
    wire.answers("playlist", status_code=403, text="<html><h1>403 Forbidden</h1></html>")
    with pytest.raises(UpstreamRefused):
        wire.use("playlist")


@pytest.mark.parametrize("status", [400, 404])
@pytest.mark.parametrize("verb", ["playlist", "items", "album", "album_tracks", "track"])
def test_an_id_that_nobody_has_is_not_found(failure: Fail, verb: str, status: int) -> None:
    kind = {"items": "playlist", "album_tracks": "album"}.get(verb, verb)
    assert is_a(failure(**error(status, "Resource not found")), PlaylistNotFound, f"no such {kind}")


def test_a_list_of_spotifys_own_says_that_spotify_hides_it(wire: Any) -> None:
    wire.adapter.register_uri("GET", f"{wire.api}playlists/{TOP_50}", **error(404, "Resource not found"))
    with pytest.raises(PlaylistNotFound, match="one of Spotify's own, and Spotify hides those"):
        wire.spotify.read(Link("playlist", TOP_50), 10, 0, wire.deadline)
