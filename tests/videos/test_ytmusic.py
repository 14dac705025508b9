"""The battery for YouTube Music: its answers go through the library's own reading of them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests
import requests_mock

from spotify_videos.errors import Problem, UpstreamBusy, UpstreamError, UpstreamTimeout
from spotify_videos.models import Candidate
from spotify_videos.upstream import Deadline
from spotify_videos.videos import YTMusic

SITE = "https://music.youtube.com"
SEARCH = f"{SITE}/youtubei/v1/search"
OMV, UGC, ATV = "MUSIC_VIDEO_TYPE_OMV", "MUSIC_VIDEO_TYPE_UGC", "MUSIC_VIDEO_TYPE_ATV"
SOURCE = "MUSIC_VIDEO_TYPE_OFFICIAL_SOURCE_MUSIC"


def column(*texts: str) -> dict[str, Any]:
    """A column whose first words are a link."""
    runs: list[dict[str, Any]] = [{"text": text} for text in texts]
    runs[0] |= {"navigationEndpoint": {"browseEndpoint": {"browseId": "UC-of-their-page"}}}
    return {"musicResponsiveListItemFlexColumnRenderer": {"text": {"runs": runs}}}


def row(id: str = "oygrmJFKYZY", sort: str = OMV, *, artist: str = "Dua Lipa", **more: Any) -> dict[str, Any]:
    """A row of the shelf "Videos": title, then artist, views and length with dots between them."""
    watch = {"videoId": id, "watchEndpointMusicSupportedConfigs": {"watchEndpointMusicConfig": {"musicVideoType": sort}}}
    button = {"musicPlayButtonRenderer": {"playNavigationEndpoint": {"watchEndpoint": watch}}}
    return {
        "musicResponsiveListItemRenderer": {
            "overlay": {"musicItemThumbnailOverlayRenderer": {"content": button}},
            "flexColumns": [column("Don't Start Now"), column(artist, " • ", "1.1B views", " • ", "3:01")],
            **more,
        }
    }


def found(*rows: Any, title: str = "Videos") -> dict[str, Any]:
    shelf = {"musicShelfRenderer": {"title": {"runs": [{"text": title}]}, "contents": list(rows), "continuations": CONTINUED}}
    return sections(shelf)


def sections(*shelves: Any) -> dict[str, Any]:
    content = {"sectionListRenderer": {"contents": list(shelves)}}
    return {"contents": {"tabbedSearchResultsRenderer": {"tabs": [{"tabRenderer": {"content": content}}]}}}


CONTINUED = [{"nextContinuationData": {"continuation": "more of them"}}]
NOTHING = sections({"itemSectionRenderer": {"contents": [{"messageRenderer": {"text": {"runs": [{"text": "No results found"}]}}}]}})


@pytest.fixture
def site() -> Iterator[requests_mock.Mocker]:
    with requests_mock.Mocker() as mocker:
        mocker.get(SITE, text='ytcfg.set({"VISITOR_DATA": "a-visitor"});')
        mocker.post(SEARCH, json=found(row()))
        yield mocker


@pytest.fixture
def ytmusic() -> YTMusic:
    return YTMusic.connect(2, pool=4)


def search(ytmusic: YTMusic) -> list[Candidate]:
    return ytmusic.search("Dua Lipa Don't Start Now", Deadline(30))


def failed(ytmusic: YTMusic, kind: type[Problem]) -> Problem:
    with pytest.raises(kind) as caught:
        search(ytmusic)
    assert caught.value.source is None
    assert "their" not in caught.value.detail
    return caught.value


def test_connecting_opens_nothing(site: requests_mock.Mocker) -> None:
    YTMusic.connect(2, pool=4)
    assert site.call_count == 0


def test_a_search_is_one_call_for_videos_in_english_and_asks_for_no_second_page(
    site: requests_mock.Mocker, ytmusic: YTMusic
) -> None:
    search(ytmusic)
    search(ytmusic)
    asked = [(call.method, call.path) for call in site.request_history]
    assert asked == [("GET", "/"), ("POST", "/youtubei/v1/search"), ("POST", "/youtubei/v1/search")]
    sent = site.request_history[1]
    assert (sent.headers["X-Goog-Visitor-Id"], sent.json()["query"]) == ("a-visitor", "Dua Lipa Don't Start Now")
    assert sent.json()["context"]["client"]["hl"] == "en"
    assert sent.json()["params"].startswith("EgWKAQIQ")  # The filter for videos.


def test_threads_that_come_first_fetch_one_visitors_id(site: requests_mock.Mocker, ytmusic: YTMusic) -> None:
    started = threading.Barrier(8)

    def ask(_: int) -> int:
        started.wait(30)
        return len(search(ytmusic))

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(8))) == [1] * 8
    assert [call.method for call in site.request_history].count("GET") == 1


@pytest.mark.parametrize(
    ("sort", "channel", "licensed"),
    [
        (OMV, "Dua Lipa", True),
        (SOURCE, "Dua Lipa", True),
        (ATV, "Dua Lipa - Topic", True),
        (UGC, "Dua Lipa", None),
        ("new", "Dua Lipa", None),
    ],
)
def test_what_a_video_is_says_whose_it_is(
    site: requests_mock.Mocker, ytmusic: YTMusic, sort: str, channel: str, licensed: bool | None
) -> None:
    site.post(SEARCH, json=found(row(sort=sort)))
    assert search(ytmusic) == [Candidate("oygrmJFKYZY", "Don't Start Now", channel, seconds=181, licensed=licensed)]


def test_results_keep_their_order(site: requests_mock.Mocker, ytmusic: YTMusic) -> None:
    site.post(SEARCH, json=found(row("first"), row("second", UGC, artist="a fan")))
    assert [(one.id, one.channel) for one in search(ytmusic)] == [("first", "Dua Lipa"), ("second", "a fan")]


def test_a_video_that_cannot_be_played_is_left_out(site: requests_mock.Mocker, ytmusic: YTMusic) -> None:
    gone = row("gone", musicItemRendererDisplayPolicy="MUSIC_ITEM_RENDERER_DISPLAY_POLICY_GREY_OUT")
    site.post(SEARCH, json=found(gone, row(id=""), row()))
    assert [one.id for one in search(ytmusic)] == ["oygrmJFKYZY"]


@pytest.mark.parametrize(
    "body",
    [NOTHING, {}, found(row(), title="Songs"), found({"other": 1}, row())],
    ids=["said", "empty", "other things", "other rows"],
)
def test_nobody_found_is_an_empty_answer(site: requests_mock.Mocker, ytmusic: YTMusic, body: Any) -> None:
    site.post(SEARCH, json=body)
    assert search(ytmusic) == []


BROKEN: dict[str, dict[str, Any]] = {
    "html": {"text": "<html>theirs</html>"},
    "nothing": {"text": ""},
    "nested too deep": {"text": "[" * 100_000},
    "a number": {"json": 7},
    "null": {"json": None},
    "no shelves": {"json": {"contents": {}}},
    "another row": {"json": found(row(), {"other": 1})},
    "a row without columns": {"json": found({"musicResponsiveListItemRenderer": {"flexColumns": []}})},
    "400": {"status_code": 400, "json": {"error": {"message": "theirs"}}},
    "403 without a word": {"status_code": 403, "json": {}},
    "503 as html": {"status_code": 503, "text": "theirs"},
    "a redirect": {"status_code": 302, "headers": {"Location": "https://consent.youtube.com/theirs"}},
    "a broken connection": {"exc": requests.ConnectionError("theirs")},
}


@pytest.mark.parametrize("answer", BROKEN.values(), ids=BROKEN)
def test_a_failure_is_an_error_and_not_asked_again(site: requests_mock.Mocker, ytmusic: YTMusic, answer: dict[str, Any]) -> None:
    site.post(SEARCH, **answer)
    failed(ytmusic, UpstreamError)
    assert [call.method for call in site.request_history].count("POST") == 1


def test_a_throttle_lets_it_rest(site: requests_mock.Mocker, ytmusic: YTMusic) -> None:
    site.post(SEARCH, status_code=429, json={"error": {"message": "theirs"}})
    assert failed(ytmusic, UpstreamBusy).retry_after
    assert failed(ytmusic, UpstreamBusy).retry_after
    assert site.call_count == 2


@pytest.mark.parametrize("error", [requests.ReadTimeout, requests.ConnectTimeout])
def test_silence_is_a_timeout(site: requests_mock.Mocker, ytmusic: YTMusic, error: type[Exception]) -> None:
    site.post(SEARCH, exc=error)
    failed(ytmusic, UpstreamTimeout)


def test_a_site_that_cannot_be_reached_at_first_is_tried_again_later(site: requests_mock.Mocker, ytmusic: YTMusic) -> None:
    site.get(SITE, [{"exc": requests.ConnectionError}, {"text": ""}])
    failed(ytmusic, UpstreamError)
    assert len(search(ytmusic)) == 1
