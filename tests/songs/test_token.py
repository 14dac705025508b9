from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests

from spotify_videos.errors import UpstreamError, UpstreamRefused, UpstreamTimeout
from spotify_videos.upstream import Deadline

EXPIRED = {"status_code": 401, "json": {"error": {"status": 401, "message": "Missing/invalid/expired access token"}}}


def token(word: str, seconds: Any = 3600) -> dict[str, Any]:
    return {"json": {"access_token": word, "token_type": "Bearer", "expires_in": seconds}}


def sent(wire: Any, verb: str) -> list[str]:
    return [call.headers["Authorization"] for call in wire.calls(verb)]


def test_eight_cold_threads_ask_for_one_token(wire: Any, at_once: Callable[..., list[Any]]) -> None:
    wire.latency = 0.05
    assert at_once(8, lambda: wire.spotify.check(wire.deadline)) == [None] * 8
    assert len(wire.calls("token")) == 1
    assert set(sent(wire, "track")) == {"Bearer access-token-44d0-1"}


def test_a_token_is_kept_until_a_minute_before_it_ends(wire: Any) -> None:
    wire.answers("token", token("ends-in-59-seconds", 59), token("lasts", 3600))
    wire.spotify.check(wire.deadline)
    wire.spotify.check(wire.deadline)
    wire.spotify.check(wire.deadline)
    assert sent(wire, "track") == ["Bearer ends-in-59-seconds", "Bearer lasts", "Bearer lasts"]


def test_a_token_that_spotify_takes_back_is_renewed_once(wire: Any) -> None:
    wire.answers("track", EXPIRED, {"json": wire.song(1)})
    wire.spotify.check(wire.deadline)
    assert sent(wire, "track") == ["Bearer access-token-44d0-1", "Bearer access-token-44d0-2"]


def test_a_second_refusal_of_the_token_is_ours_to_report(wire: Any) -> None:
    wire.answers("track", EXPIRED)
    with pytest.raises(UpstreamRefused, match="does not accept the token"):
        wire.spotify.check(wire.deadline)
    assert (len(wire.calls("token")), len(wire.calls("track"))) == (2, 2)


@pytest.mark.parametrize("verb", ["token", "track"])
def test_silence_after_the_token_is_taken_back_is_silence(wire: Any, verb: str) -> None:
    wire.answers("token", token("first"), {"exc": requests.ReadTimeout} if verb == "token" else token("second"))
    wire.answers("track", EXPIRED, {"exc": requests.ReadTimeout})
    with pytest.raises(UpstreamTimeout):
        wire.spotify.check(wire.deadline)


def test_threads_whose_token_is_taken_back_at_once_ask_for_one_new_one(wire: Any, at_once: Callable[..., list[Any]]) -> None:
    wire.latency = 0.02
    wire.spotify.check(wire.deadline)
    first, together = sent(wire, "track")[0], threading.Barrier(4)

    def take_back(request: Any, context: Any) -> Any:
        if request.headers["Authorization"] != first:
            return wire.song(1)
        together.wait(30)
        context.status_code = 401
        return EXPIRED["json"]

    wire.answers("track", json=take_back)
    assert at_once(4, lambda: wire.spotify.check(wire.deadline)) == [None] * 4
    assert len(wire.calls("token")) == 2


def test_whoever_waits_for_a_token_that_fails_shares_the_failure(wire: Any, at_once: Callable[..., list[Any]]) -> None:
    begun = threading.Event()

    def slowly_refuse(request: Any, context: Any) -> Any:
        begun.wait(0.2)
        context.status_code = 400
        return {"error": "invalid_client"}

    wire.answers("token", json=slowly_refuse)
    ends = at_once(8, lambda: wire.spotify.check(wire.deadline))
    assert {type(end) for end in ends} == {UpstreamRefused}
    assert len(wire.calls("token")) == 1


def test_after_a_failure_the_next_caller_tries_anew(wire: Any) -> None:
    wire.answers("token", {"status_code": 400, "json": {"error": "invalid_client"}}, token("good"))
    with pytest.raises(UpstreamRefused):
        wire.spotify.check(wire.deadline)
    wire.spotify.check(wire.deadline)
    assert sent(wire, "track") == ["Bearer good"]


def test_waiting_for_another_threads_token_ends_at_the_deadline(wire: Any) -> None:
    asked, answer = threading.Event(), threading.Event()

    def hang(request: Any, context: Any) -> Any:
        asked.set()
        answer.wait(30)
        return token("late")["json"]

    wire.answers("token", json=hang)
    first = threading.Thread(target=wire.spotify.check, args=(wire.deadline,))
    first.start()
    assert asked.wait(30)
    with pytest.raises(UpstreamTimeout):
        wire.spotify.check(Deadline(0.05))
    answer.set()
    first.join()


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        None,
        "text",
        5,
        {"access_token": "x"},
        {"expires_in": 3600},
        {"access_token": ["x"], "expires_in": 3600},
        {"access_token": "x", "expires_in": "3600"},
        {"access_token": "x", "expires_in": True},
        {"access_token": "x", "expires_in": None},
        {"access_token": "", "expires_in": 3600},
        {"access_token": "x\r\nHost: evil.com", "expires_in": 3600},
        {"access_token": "ключ", "expires_in": 3600},
    ],
    ids=repr,
)
def test_a_token_of_the_wrong_shape_is_nonsense_and_not_kept(wire: Any, body: Any) -> None:
    wire.answers("token", {"json": body}, token("good"))
    with pytest.raises(UpstreamError, match="nonsense"):
        wire.spotify.check(wire.deadline)
    assert wire.calls("track") == []
    wire.spotify.check(wire.deadline)
    assert sent(wire, "track") == ["Bearer good"]


def test_no_token_is_written_to_disk(wire: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    wire.spotify.check(wire.deadline)
    assert os.listdir(tmp_path) == []
