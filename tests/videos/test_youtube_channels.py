"""The battery for what costs units beside details: channels by their handle, and what they uploaded."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
import requests

from spotify_videos.errors import NotConfigured, QuotaSpent, UpstreamBusy, UpstreamError, UpstreamRefused, UpstreamTimeout
from spotify_videos.models import Candidate
from spotify_videos.sandbox.faults import OTHER_TYPES, SHAPES
from spotify_videos.upstream import Deadline
from spotify_videos.videos.shapes import Channel, Page

DUA_LIPA = "UC-J-KZfRV8c13fOCkhXdLiQ"
CHANNEL = {"id": DUA_LIPA, "snippet": {"title": "Dua Lipa"}}
UPLOAD = {
    "snippet": {
        "title": "Dua Lipa - Don't Start Now & more",
        "resourceId": {"kind": "youtube#video", "videoId": "oygrmJFKYZY"},
        "channelId": DUA_LIPA,
        "channelTitle": "Dua Lipa",
        "videoOwnerChannelId": DUA_LIPA,
        "videoOwnerChannelTitle": "Dua Lipa",
    }
}
READ = Candidate("oygrmJFKYZY", "Dua Lipa - Don't Start Now & more", "Dua Lipa", DUA_LIPA)
ROWS = {"channels": CHANNEL, "playlistItems": UPLOAD}


@pytest.fixture(params=ROWS)
def verb(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def use(wire: Any, verb: str) -> Callable[[], Any]:
    """Make the verb's call."""
    if verb == "channels":
        return lambda: wire.youtube.channel_by_handle("@dualipa", wire.deadline)
    return lambda: wire.youtube.uploads(DUA_LIPA, None, wire.deadline)


def uploaded(**different: Any) -> dict[str, Any]:
    """A row of uploads; what is None is not told."""
    told = UPLOAD["snippet"] | different
    return {"snippet": {name: value for name, value in told.items() if value is not None}}


# What is sent, and what it costs.


def test_a_handle_is_one_call_and_one_unit_and_asks_for_the_title_alone(wire: Any) -> None:
    wire.youtube.channel_by_handle("@dualipa", wire.deadline)
    sent = {"part": "snippet", "forHandle": "@dualipa", "fields": "items(id,snippet/title)", "key": wire.key}
    assert wire.asked() == [("channels", sent)]
    assert wire.ledger.booked == ["units"]


def test_uploads_are_one_call_and_one_unit_and_asked_without_their_long_descriptions(wire: Any) -> None:
    wire.youtube.uploads(DUA_LIPA, None, wire.deadline)
    ((path, query),) = wire.asked()
    assert "description" not in query.pop("fields")
    assert (path, query) == (
        "playlistItems",
        {"part": "snippet", "playlistId": "UU-J-KZfRV8c13fOCkhXdLiQ", "maxResults": "50", "key": wire.key},
    )
    assert wire.ledger.booked == ["units"]


def test_the_page_after_is_asked_by_its_token(wire: Any) -> None:
    wire.youtube.uploads(DUA_LIPA, "CDIQAA", wire.deadline)
    assert wire.asked()[0][1]["pageToken"] == "CDIQAA"


def test_calls_that_leave_together_are_booked_together(wire: Any) -> None:
    day = wire.youtube.book(2)
    for handle in ("@dualipa", "@dualipavevo"):
        wire.youtube.channel_by_handle(handle, wire.deadline, day)
    assert (len(wire.calls), wire.ledger.booked) == (2, ["units"] * 2)


def test_a_repetition_of_what_was_booked_is_booked_anew(wire: Any) -> None:
    wire.answers("channels", "503", {"json": {"items": [CHANNEL]}})
    wire.youtube.channel_by_handle("@dualipa", wire.deadline, wire.youtube.book(1))
    assert (len(wire.calls), wire.ledger.booked) == (2, ["units"] * 2)


def test_more_than_the_day_has_is_not_booked(wire: Any) -> None:
    wire.ledger.left = 3
    with pytest.raises(QuotaSpent):
        wire.youtube.book(4)
    assert wire.ledger.booked == []


def test_what_the_ledger_does_not_have_is_not_asked(wire: Any, use: Callable[[], Any]) -> None:
    wire.ledger.left = 0
    with pytest.raises(QuotaSpent) as spent:
        use()
    assert (spent.value.retry_at, wire.calls) == (wire.midnight, [])


def test_without_a_key_the_setting_is_named_and_nothing_booked(wire: Any) -> None:
    youtube = wire.connect(key="")
    for use in (
        lambda: youtube.book(4),
        lambda: youtube.channel_by_handle("@dualipa", wire.deadline),
        lambda: youtube.uploads(DUA_LIPA, None, wire.deadline),
    ):
        with pytest.raises(NotConfigured, match="YT_ID"):
            use()
    assert (wire.calls, wire.ledger.booked) == ([], [])


# What is read.


def test_a_channel_is_read_with_its_title_as_it_is(wire: Any) -> None:
    wire.answers("channels", json={"items": [CHANNEL | {"snippet": {"title": "Simon &amp; Garfunkel"}}]})
    assert wire.youtube.channel_by_handle("@simonandgarfunkel", wire.deadline) == Channel(DUA_LIPA, "Simon &amp; Garfunkel")


@pytest.mark.parametrize("body", [{"items": []}, {}, {"items": [{"id": DUA_LIPA}]}, {"items": [{"snippet": CHANNEL["snippet"]}]}])
def test_a_handle_that_nobody_has_leads_nowhere(wire: Any, body: Any) -> None:
    wire.answers("channels", json=body)
    assert wire.youtube.channel_by_handle("@nobody", wire.deadline) is None


def test_a_page_of_uploads_is_read_in_its_order(wire: Any) -> None:
    older = uploaded(resourceId={"videoId": "older-video"})
    wire.answers("playlistItems", json={"items": [UPLOAD, older], "nextPageToken": "CDIQAA"})
    page = wire.youtube.uploads(DUA_LIPA, None, wire.deadline)
    assert [upload.id for upload in page.uploads] == ["oygrmJFKYZY", "older-video"]
    assert (page.uploads[0], page.next_page) == (READ, "CDIQAA")


@pytest.mark.parametrize("token", ["", None, 7, "absent"])
def test_the_last_page_has_no_page_after_it(wire: Any, token: Any) -> None:
    wire.answers("playlistItems", json={"items": [UPLOAD]} | ({} if token == "absent" else {"nextPageToken": token}))
    assert wire.youtube.uploads(DUA_LIPA, None, wire.deadline) == Page((READ,), None)


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(uploaded(title="Private video", videoOwnerChannelId=None, videoOwnerChannelTitle=None), id="private"),
        pytest.param(uploaded(title="Deleted video", videoOwnerChannelId=None, videoOwnerChannelTitle=None), id="deleted"),
        pytest.param(uploaded(resourceId=None), id="no id"),
        pytest.param({}, id="no snippet"),
        pytest.param(None, id="null"),
    ],
)
def test_an_upload_that_nobody_can_see_is_left_out(wire: Any, row: Any) -> None:
    wire.answers("playlistItems", json={"items": [row, UPLOAD]})
    assert wire.youtube.uploads(DUA_LIPA, None, wire.deadline).uploads == (READ,)


def test_a_song_may_be_called_private_video(wire: Any) -> None:
    wire.answers("playlistItems", json={"items": [uploaded(title="Private video")]})
    assert [upload.title for upload in wire.youtube.uploads(DUA_LIPA, None, wire.deadline).uploads] == ["Private video"]


def test_an_owner_who_is_not_told_is_the_channel(wire: Any) -> None:
    wire.answers("playlistItems", json={"items": [uploaded(videoOwnerChannelId=None, videoOwnerChannelTitle=None)]})
    assert wire.youtube.uploads(DUA_LIPA, None, wire.deadline).uploads == (READ,)


def test_a_channel_with_nothing_to_show_has_no_uploads(wire: Any) -> None:
    wire.answers("playlistItems", "404")
    assert wire.youtube.uploads(DUA_LIPA, None, wire.deadline) == Page()
    assert len(wire.calls) == 1


# What is refused, and what is nonsense.


@pytest.mark.parametrize(
    ("refusal", "kind"),
    {
        "403-rate-limit-exceeded": UpstreamBusy,
        "403-user-rate-limit-exceeded": UpstreamBusy,
        "400-bad-key": UpstreamRefused,
        "400-key-invalid": UpstreamRefused,
        "403-access-not-configured": UpstreamRefused,
        "403-referrer-blocked": UpstreamRefused,
        "403-ip-blocked": UpstreamRefused,
        "400-error-string": UpstreamError,
    }.items(),
)
def test_a_refusal_is_not_asked_again(fail: Callable[..., Any], wire: Any, refusal: str, kind: type[Exception]) -> None:
    assert fail(kind, refusal).source == "Youtube"
    assert len(wire.calls) == 1


@pytest.mark.parametrize("refusal", ["403-quota-exceeded", "403-daily-limit-exceeded"])
def test_spent_units_are_declared_to_the_ledger(fail: Callable[..., Any], wire: Any, refusal: str) -> None:
    assert fail(QuotaSpent, refusal).retry_at == wire.midnight
    assert (wire.ledger.declared, len(wire.calls)) == ([("units", wire.day)], 1)


@pytest.mark.parametrize("fault", ["500", "500-null-message", "502-html", "503"])
def test_a_fault_of_youtubes_is_tried_three_times(fail: Callable[..., Any], wire: Any, fault: str) -> None:
    assert fail(UpstreamError, fault).detail == "YouTube failed. Try again in a moment."
    assert len(wire.calls) == len(wire.ledger.booked) == 3


@pytest.mark.parametrize("answer", ["html", "empty", "not-json", {"text": "[" * 100_000}], ids=lambda one: str(one)[:20])
def test_an_answer_that_is_no_json_is_an_error(fail: Callable[..., Any], wire: Any, answer: Any) -> None:
    assert fail(UpstreamError, answer).source == "Youtube"
    assert len(wire.calls) == 1


@pytest.mark.parametrize("body", [None, [], "text", 7, {"items": None}, {"items": "text"}], ids=str)
def test_an_answer_of_another_shape_is_an_error(fail: Callable[..., Any], body: Any) -> None:
    assert fail(UpstreamError, json=body).source == "Youtube"


@pytest.mark.parametrize("spoil", SHAPES.values(), ids=SHAPES)
@pytest.mark.parametrize("odd", OTHER_TYPES, ids=repr)
def test_whatever_stands_in_an_answer_it_is_read_or_an_error(
    wire: Any, verb: str, use: Callable[[], Any], spoil: Callable[..., Any], odd: Any
) -> None:
    wire.answers(verb, json=spoil({"nextPageToken": "CDIQAA", "items": [ROWS[verb], ROWS[verb]]}, odd))
    told = None
    with suppress(UpstreamError):
        told = use()
    assert told is None or (isinstance(told, Channel) and told.id) or (isinstance(told, Page) and all(u.id for u in told.uploads))


@pytest.mark.parametrize(
    ("error", "kind"), {requests.ReadTimeout: UpstreamTimeout, requests.ConnectTimeout: UpstreamTimeout}.items()
)
def test_a_timeout_is_not_asked_again(fail: Callable[..., Any], wire: Any, error: type[Exception], kind: type[Exception]) -> None:
    assert fail(kind, exc=error(f"https://youtube.test/?key={wire.key}")).source == "Youtube"
    assert len(wire.calls) == 1


def test_a_connection_that_breaks_keeps_the_key_to_itself(fail: Callable[..., Any], wire: Any) -> None:
    fail(UpstreamError, exc=requests.ConnectionError(f"https://youtube.test/?key={wire.key}"))
    assert len(wire.calls) == 3


# When it rests.


def test_a_throttle_lets_searches_rest_and_nothing_else(wire: Any) -> None:
    wire.answers("search", "search-429-per-minute")
    for _ in range(2):
        with pytest.raises(UpstreamBusy):
            wire.youtube.search("Fiel", wire.deadline)
    assert wire.youtube.uploads(DUA_LIPA, None, wire.deadline) == Page()
    assert [path for path, _ in wire.asked()] == ["search", "playlistItems"]
    assert wire.ledger.booked == ["searches", "units"]


def test_after_three_failures_a_source_is_left_in_peace(wire: Any, verb: str, use: Callable[[], Any]) -> None:
    wire.answers(verb, "html")
    for _ in range(3):
        with pytest.raises(UpstreamError):
            use()
    with pytest.raises(UpstreamBusy) as rests:
        use()
    assert 0 < rests.value.retry_after <= 5
    assert len(wire.calls) == 3


def test_a_refused_key_is_told_again_and_again(wire: Any, verb: str, use: Callable[[], Any]) -> None:
    wire.answers(verb, "400-bad-key")
    for _ in range(5):
        with pytest.raises(UpstreamRefused):
            use()


def test_a_caller_without_time_does_not_let_a_source_rest(wire: Any, use: Callable[[], Any]) -> None:
    for _ in range(4):
        with pytest.raises(UpstreamTimeout):
            wire.youtube.channel_by_handle("@dualipa", Deadline(0))
    use()
