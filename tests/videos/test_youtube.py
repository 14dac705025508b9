"""The battery: what YouTube's search and videos answer, what is sent to them, and what comes of every refusal."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
import requests

from spotify_videos.errors import (
    NotConfigured,
    QuotaSpent,
    UpstreamBusy,
    UpstreamError,
    UpstreamRefused,
    UpstreamTimeout,
)
from spotify_videos.models import Candidate
from spotify_videos.sandbox.faults import OTHER_TYPES, SHAPES
from spotify_videos.upstream import Deadline
from spotify_videos.videos.regions import REGIONS

FOUND = {
    "id": {"kind": "youtube#video", "videoId": "oygrmJFKYZY"},
    "snippet": {
        "title": "Dua Lipa - Don&#39;t Start Now (Official Music Video) &amp; more",
        "channelTitle": "Dua Lipa &amp; friends",
        "channelId": "UC-J-KZfRV8c13fOCkhXdLiQ",
        "description": "It&#39;s not escaped there",
        "liveBroadcastContent": "none",
    },
}
TOLD = {
    "id": "oygrmJFKYZY",
    "snippet": {
        "title": "Dua Lipa - Don't Start Now & more",
        "channelTitle": "Dua Lipa",
        "channelId": "UC-J-KZfRV8c13fOCkhXdLiQ",
        "description": "d" * 5000,
    },
    "contentDetails": {"duration": "PT3M1S", "licensedContent": True},
    "status": {"embeddable": True, "privacyStatus": "public"},
    "statistics": {"viewCount": "1123456789"},
}
READ = Candidate(
    "oygrmJFKYZY",
    "Dua Lipa - Don't Start Now & more",
    channel="Dua Lipa",
    channel_id="UC-J-KZfRV8c13fOCkhXdLiQ",
    description="d" * 300,
    seconds=181,
    views=1_123_456_789,
    licensed=True,
    embeddable=True,
    blocked_in=(),
)
UNTOLD: dict[str, dict[str, Any]] = {
    "snippet": {"title": "", "channel": None, "channel_id": None, "description": ""},
    "contentDetails": {"seconds": None, "licensed": None, "blocked_in": None},
    "status": {"embeddable": None},
    "statistics": {"views": None},
}
ROWS = {"search": FOUND, "videos": TOLD}


@pytest.fixture(params=ROWS)
def verb(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def use(wire: Any, verb: str) -> Callable[[], Any]:
    """Make the verb's call."""
    if verb == "search":
        return lambda: wire.youtube.search("Dua Lipa Don't Start Now", wire.deadline)
    return lambda: wire.youtube.details(["oygrmJFKYZY", "-removed-01"], wire.deadline)


def without(row: dict[str, Any], *parts: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in parts}


# What is sent, and what it costs.


def test_a_search_is_one_call_with_nothing_more_than_it_needs(wire: Any) -> None:
    wire.youtube.search("Beyoncé & Jay-Z 03’ Bonnie", wire.deadline)
    assert wire.asked() == [
        (
            "search",
            {"part": "snippet", "q": "Beyoncé & Jay-Z 03’ Bonnie", "type": "video", "maxResults": "25", "key": wire.key},
        )
    ]
    assert wire.ledger.booked == ["searches"]


def test_a_search_asks_as_from_the_region_of_the_settings(wire: Any) -> None:
    wire.connect(region="DE").search("Fiel", wire.deadline)
    assert wire.asked()[0][1]["regionCode"] == "DE"


def test_details_of_fifty_videos_are_one_call_and_one_unit(wire: Any) -> None:
    ids = [f"{number:011}" for number in range(50)]
    wire.youtube.details(ids, wire.deadline)
    ((path, query),) = wire.asked()
    assert (path, query.pop("id"), set(query.pop("part").split(","))) == (
        "videos",
        ",".join(ids),
        {"snippet", "contentDetails", "status", "statistics"},
    )
    assert query.items() <= {"maxResults": "50", "key": wire.key}.items()
    assert wire.ledger.booked == ["units"]


def test_the_key_travels_in_the_query_alone(wire: Any, use: Callable[[], Any]) -> None:
    use()
    (call,) = wire.calls
    assert (call.method, call.body, wire.asked()[0][1]["key"]) == ("GET", None, wire.key)
    assert wire.key not in repr(dict(call.headers))


def test_a_call_is_booked_before_it_is_made(wire: Any, verb: str, use: Callable[[], Any]) -> None:
    booked = []
    wire.answers(verb, json=lambda request, context: booked.extend(wire.ledger.booked) or {"items": []})
    use()
    assert booked == ["searches" if verb == "search" else "units"]


def test_what_the_ledger_does_not_have_is_not_asked(wire: Any, use: Callable[[], Any]) -> None:
    wire.ledger.left = 0
    with pytest.raises(QuotaSpent) as spent:
        use()
    assert (spent.value.retry_at, wire.calls, wire.ledger.declared) == (wire.midnight, [], [])


def test_a_search_is_booked_on_the_share_of_whoever_asks(wire: Any) -> None:
    wire.youtube.search("Fiel", wire.deadline, "the worker")
    assert wire.ledger.booked == ["searches of the worker"]


def test_without_a_key_the_setting_is_named_and_nothing_booked(wire: Any, verb: str) -> None:
    youtube = wire.connect(key="")
    with pytest.raises(NotConfigured, match="YT_ID") as caught:
        youtube.search("Fiel", wire.deadline) if verb == "search" else youtube.details(["a"], wire.deadline)
    assert (caught.value.source, wire.calls, wire.ledger.booked) == ("Youtube", [], [])


# What is read.


def test_a_found_video_is_read_with_its_title_unescaped(wire: Any) -> None:
    wire.answers("search", json={"items": [FOUND], "pageInfo": {"totalResults": 1_000_000}, "nextPageToken": ""})
    assert wire.youtube.search("Fiel", wire.deadline) == [
        Candidate(
            "oygrmJFKYZY",
            "Dua Lipa - Don't Start Now (Official Music Video) & more",
            channel="Dua Lipa & friends",
            channel_id="UC-J-KZfRV8c13fOCkhXdLiQ",
            description="It&#39;s not escaped there",
        )
    ]


def test_a_videos_details_are_read_with_its_description_cut(wire: Any) -> None:
    wire.answers("videos", json={"items": [TOLD]})
    assert wire.youtube.details(["oygrmJFKYZY", "-removed-01"], wire.deadline) == {"oygrmJFKYZY": READ}


@pytest.mark.parametrize(
    "row",
    [
        pytest.param({"id": {"kind": "youtube#channel", "channelId": "UC1"}, "snippet": FOUND["snippet"]}, id="a channel"),
        pytest.param({"id": {"kind": "youtube#playlist", "playlistId": "PL1"}, "snippet": FOUND["snippet"]}, id="a playlist"),
        pytest.param({"id": FOUND["id"]}, id="no snippet"),
        pytest.param({"id": FOUND["id"], "snippet": None}, id="snippet is null"),
        pytest.param({"snippet": FOUND["snippet"]}, id="no id"),
        pytest.param({"id": {"videoId": ""}, "snippet": FOUND["snippet"]}, id="empty id"),
        pytest.param(FOUND | {"snippet": FOUND["snippet"] | {"liveBroadcastContent": "live"}}, id="live just now"),
        pytest.param(FOUND | {"snippet": FOUND["snippet"] | {"liveBroadcastContent": "upcoming"}}, id="a premiere to come"),
        pytest.param(None, id="null"),
        pytest.param("text", id="text"),
    ],
)
def test_a_result_that_is_no_video_to_play_is_left_out(wire: Any, row: Any) -> None:
    wire.answers("search", json={"items": [row, FOUND, row]})
    assert [candidate.id for candidate in wire.youtube.search("Fiel", wire.deadline)] == ["oygrmJFKYZY"]


@pytest.mark.parametrize("body", [{"items": []}, {"items": [], "nextPageToken": "CAUQAA"}], ids=str)
def test_nobody_found_is_an_empty_answer_and_no_second_page_is_asked(
    wire: Any, verb: str, use: Callable[[], Any], body: Any
) -> None:
    wire.answers(verb, json=body)
    assert not use()
    assert len(wire.calls) == 1


def test_details_without_a_list_are_nonsense_and_no_sign_that_all_are_gone(wire: Any) -> None:
    wire.answers("videos", json={})
    with pytest.raises(UpstreamError):
        wire.youtube.details(["oygrmJFKYZY"], wire.deadline)


@pytest.mark.parametrize("part", UNTOLD)
@pytest.mark.parametrize("odd", ["absent", None, [], "text", {}], ids=repr)
def test_a_part_that_is_missing_is_not_told_and_the_rest_is(wire: Any, part: str, odd: Any) -> None:
    wire.answers("videos", json={"items": [without(TOLD, part) | ({} if odd == "absent" else {part: odd})]})
    assert wire.youtube.details(["oygrmJFKYZY"], wire.deadline) == {"oygrmJFKYZY": replace(READ, **UNTOLD[part])}


@pytest.mark.parametrize(
    ("views", "read"), [("0", 0), (None, None), (17, None), ("-1", None), ("1e9", None), ("many", None), ("absent", None)], ids=repr
)
def test_a_count_of_views_is_a_string_of_digits_or_not_told(wire: Any, views: Any, read: int | None) -> None:
    wire.answers("videos", json={"items": [TOLD | {"statistics": {} if views == "absent" else {"viewCount": views}}]})
    assert wire.youtube.details(["oygrmJFKYZY"], wire.deadline)["oygrmJFKYZY"].views == read


@pytest.mark.parametrize(
    ("duration", "seconds"),
    [
        ("PT3M1S", 181),
        ("PT1H1M3S", 3663),
        ("PT58S", 58),
        ("P1DT2H", 93_600),
        ("P0D", None),
        ("PT0S", None),
        ("P1M", None),
        ("", None),
        ("three minutes", None),
        (181, None),
        (None, None),
    ],
    ids=repr,
)
def test_a_length_is_read_from_iso_8601_and_a_stream_has_none(wire: Any, duration: Any, seconds: int | None) -> None:
    wire.answers("videos", json={"items": [TOLD | {"contentDetails": {"duration": duration}}]})
    assert wire.youtube.details(["oygrmJFKYZY"], wire.deadline)["oygrmJFKYZY"].seconds == seconds


@pytest.mark.parametrize(
    ("restriction", "blocked"),
    [
        pytest.param({"blocked": ["US", "DE"]}, ("DE", "US"), id="blocked"),
        pytest.param({"blocked": []}, (), id="blocked nowhere"),
        pytest.param({"allowed": sorted(REGIONS - {"DE", "US"})}, ("DE", "US"), id="allowed nearly everywhere"),
        pytest.param({"allowed": []}, tuple(sorted(REGIONS)), id="allowed nowhere"),
        pytest.param({}, (), id="no restriction after all"),
        pytest.param({"blocked": [None, 7, "DE"]}, ("DE",), id="odd codes"),
        pytest.param({"blocked": "DE"}, (), id="no list"),
        pytest.param(None, (), id="null"),
    ],
)
def test_where_a_video_is_blocked_is_read_from_either_form(wire: Any, restriction: Any, blocked: tuple[str, ...]) -> None:
    wire.answers("videos", json={"items": [TOLD | {"contentDetails": {"regionRestriction": restriction}}]})
    assert wire.youtube.details(["oygrmJFKYZY"], wire.deadline)["oygrmJFKYZY"].blocked_in == blocked


def test_a_private_video_is_as_good_as_removed(wire: Any) -> None:
    wire.answers("videos", json={"items": [TOLD | {"status": {"privacyStatus": "private", "embeddable": True}}]})
    assert wire.youtube.details(["oygrmJFKYZY"], wire.deadline) == {}


# What is refused.

REFUSED = {
    "search-429-per-minute": (UpstreamBusy, "fewer calls at once"),
    "403-rate-limit-exceeded": (UpstreamBusy, "fewer calls at once"),
    "403-user-rate-limit-exceeded": (UpstreamBusy, "fewer calls at once"),
    "400-bad-key": (UpstreamRefused, "refuses the key in YT_ID"),
    "400-key-invalid": (UpstreamRefused, "refuses the key in YT_ID"),
    "401-sign-in": (UpstreamRefused, "refuses the key in YT_ID"),
    "403-forbidden": (UpstreamRefused, "refuses the key in YT_ID"),
    "403-access-not-configured": (UpstreamRefused, "not enabled for the project of the key in YT_ID"),
    "403-referrer-blocked": (UpstreamRefused, "restricted to other websites or addresses"),
    "403-ip-blocked": (UpstreamRefused, "restricted to other websites or addresses"),
    "400-error-string": (UpstreamError, "refused the request"),
    "400-error-type": (UpstreamError, "refused the request"),
    "404": (UpstreamError, "refused the request"),
}
BROKEN = ("500", "500-null-message", "502-html", "503")


@pytest.mark.parametrize(("refusal", "meaning"), REFUSED.items(), ids=REFUSED)
def test_a_refusal_says_what_to_do_and_is_not_asked_again(
    fail: Callable[..., Any], wire: Any, refusal: str, meaning: tuple[type[Exception], str]
) -> None:
    kind, said = meaning
    problem = fail(kind, refusal)
    assert said in problem.detail
    assert (problem.source, type(problem), len(wire.calls), wire.ledger.declared) == ("Youtube", kind, 1, [])


def test_a_throttle_says_when_to_come_back(fail: Callable[..., Any]) -> None:
    assert 0 < fail(UpstreamBusy, "search-429-per-minute").retry_after <= 60


@pytest.mark.parametrize(
    ("verb", "refusal", "what"),
    [
        ("search", "search-429-per-day", "searches"),
        ("videos", "403-quota-exceeded", "units"),
        ("videos", "403-daily-limit-exceeded", "units"),
    ],
)
def test_a_spent_day_is_declared_to_the_ledger_and_ends_at_midnight_pacific(
    fail: Callable[..., Any], wire: Any, refusal: str, what: str
) -> None:
    assert fail(QuotaSpent, refusal).retry_at == wire.midnight
    assert (wire.ledger.declared, wire.ledger.booked, len(wire.calls)) == ([(what, wire.day)], [what], 1)


def test_spent_searches_leave_the_videos_to_be_asked(wire: Any) -> None:
    wire.answers("search", "search-429-per-day")
    wire.answers("videos", json={"items": [TOLD]})
    with pytest.raises(QuotaSpent):
        wire.youtube.search("Fiel", wire.deadline)
    assert list(wire.youtube.details(["oygrmJFKYZY"], wire.deadline)) == ["oygrmJFKYZY"]


@pytest.mark.parametrize("fault", BROKEN)
def test_a_fault_of_youtubes_is_tried_three_times_but_never_a_search(
    fail: Callable[..., Any], wire: Any, verb: str, fault: str
) -> None:
    problem = fail(UpstreamError, fault)
    assert (problem.source, problem.detail) == ("Youtube", "YouTube failed. Try again in a moment.")
    assert len(wire.calls) == len(wire.ledger.booked) == (1 if verb == "search" else 3)


@pytest.mark.parametrize("fault", BROKEN)
def test_a_fault_that_passes_is_not_noticed_in_details(wire: Any, fault: str) -> None:
    wire.answers("videos", fault, fault, {"json": {"items": [TOLD]}})
    assert list(wire.youtube.details(["oygrmJFKYZY"], wire.deadline)) == ["oygrmJFKYZY"]
    assert wire.ledger.booked == ["units"] * 3


def test_a_redirect_is_not_followed(fail: Callable[..., Any], wire: Any) -> None:
    fail(UpstreamError, "redirect")
    assert len(wire.calls) == 1


@pytest.mark.parametrize("status", [400, 403, 404, 429, 500])
@pytest.mark.parametrize(
    "body",
    [
        {"text": "words of theirs"},
        {"text": ""},
        {"text": "[" * 100_000},
        {"json": None},
        {"json": ["words of theirs"]},
        {"json": {"error": "words of theirs"}},
        {"json": {"error": {"message": ["words of theirs"], "errors": {"reason": "x"}, "details": 7}}},
        {"json": {"error": {"errors": [None, 7, "words of theirs"], "details": [[]]}}},
    ],
    ids=["text", "nothing", "deep", "null", "list", "string", "odd fields", "odd rows"],
)
def test_a_refusal_in_any_shape_is_known_by_its_status(fail: Callable[..., Any], status: int, body: dict[str, Any]) -> None:
    expected = {403: UpstreamRefused, 429: UpstreamBusy}.get(status, UpstreamError)
    assert type(fail(expected, status_code=status, **body)) is expected


# What is nonsense.


@pytest.mark.parametrize(
    "answer", ["html", "empty", "not-json", {"text": "[" * 100_000}, {"content": b"\xff"}], ids=lambda one: str(one)[:20]
)
def test_an_answer_that_is_no_json_is_an_error_and_not_asked_again(fail: Callable[..., Any], wire: Any, answer: Any) -> None:
    assert fail(UpstreamError, answer).source == "Youtube"
    assert len(wire.calls) == 1


@pytest.mark.parametrize("body", [None, [], "text", 7, True, {"items": None}, {"items": "text"}, {"items": {"id": "a"}}], ids=str)
def test_an_answer_of_another_shape_is_an_error(fail: Callable[..., Any], body: Any) -> None:
    assert fail(UpstreamError, json=body).source == "Youtube"


@pytest.mark.parametrize("spoil", SHAPES.values(), ids=SHAPES)
@pytest.mark.parametrize("odd", OTHER_TYPES, ids=repr)
def test_whatever_stands_in_an_answer_it_is_read_or_an_error(
    wire: Any, verb: str, use: Callable[[], Any], spoil: Callable[..., Any], odd: Any
) -> None:
    wire.answers(verb, json=spoil({"kind": "youtube#response", "items": [ROWS[verb], ROWS[verb]]}, odd))
    found: Any = []
    with suppress(UpstreamError):
        found = use()
    assert all(isinstance(one, Candidate) and one.id for one in (found.values() if isinstance(found, dict) else found))


def test_an_answer_that_does_not_end_is_cut_off(fail: Callable[..., Any]) -> None:
    assert fail(UpstreamError, text="[" + " " * 17 * 2**20).source == "Youtube"


# What breaks below HTTP.


@pytest.mark.parametrize("broken", [requests.ConnectTimeout, requests.ReadTimeout])
def test_silence_ends_in_a_timeout_and_is_not_tried_again(fail: Callable[..., Any], wire: Any, broken: type[Exception]) -> None:
    problem = fail(UpstreamTimeout, exc=broken(f"HTTPSConnectionPool: /youtube/v3/search?key={wire.key}"))
    assert (problem.source, len(wire.calls)) == ("Youtube", 1)


@pytest.mark.parametrize(
    "broken", [requests.ConnectionError, requests.exceptions.SSLError, requests.exceptions.ChunkedEncodingError]
)
def test_a_broken_connection_tells_no_key_and_a_search_is_not_repeated(
    fail: Callable[..., Any], wire: Any, verb: str, broken: type[Exception]
) -> None:
    problem = fail(UpstreamError, exc=broken(f"Max retries exceeded with url: /youtube/v3/{verb}?key={wire.key}"))
    assert (problem.source, "cannot be reached" in problem.detail) == ("Youtube", True)
    assert len(wire.calls) == (1 if verb == "search" else 3)


def test_no_call_is_made_once_the_deadline_has_passed(wire: Any, verb: str, failure: Callable[..., Any]) -> None:
    late = Deadline(0)
    ask = (lambda: wire.youtube.search("Fiel", late)) if verb == "search" else (lambda: wire.youtube.details(["a"], late))
    began = time.monotonic()
    failure(UpstreamTimeout, ask)
    assert (wire.calls, wire.ledger.booked, time.monotonic() - began < 5) == ([], [], True)
