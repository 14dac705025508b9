from __future__ import annotations

import json
import threading
import traceback
from collections.abc import Callable
from typing import Any

import pytest
import requests
import requests_mock

from spotify_videos.errors import Problem, UpstreamBusy, UpstreamError, UpstreamTimeout
from spotify_videos.models import Playlist, Track
from spotify_videos.songs import TOP_50, Charts, own_id
from spotify_videos.songs.charts import Chart, archive, deezer
from spotify_videos.upstream import Deadline, Session

ARCHIVE = "https://archive.test/top50.json"
DEEZER = "https://deezer.test/"
TOP = DEEZER + "playlist/3155776842/tracks"
ID = "3PfIrDoz19wz7qK7tYeu62"
URLS = {"archive": ARCHIVE, "deezer": TOP}
THEIR_WORDS = "words of theirs"


def archived(number: int = 1, **fields: Any) -> dict[str, Any]:
    return {
        "name": f"Song {number}",
        "artists": [{"name": "Dua Lipa", "url": "https://open.spotify.com/artist/x"}, {"name": "DaBaby", "url": None}],
        "album": {"name": "Future Nostalgia", "url": "https://open.spotify.com/album/x"},
        "duration_ms": 183_290,
        "url": f"https://open.spotify.com/track/{number:022}",
        "added_at": "2026-11-23",
    } | fields


def deezers(number: int = 1, **fields: Any) -> dict[str, Any]:
    return {
        "id": 3_000_000 + number,
        "title": f"Song {number}",
        "duration": 183,
        "link": "https://www.deezer.com/track/1",
        "artist": {"name": "Dua Lipa"},
        "album": {"title": "Future Nostalgia"},
    } | fields


class Wire:
    """The archive and Deezer as a table of answers; a test states only how they deviate."""

    def __init__(self) -> None:
        self.moment = 1000.0
        self.adapter = requests_mock.Adapter()
        self.session = Session(timeout=5)
        self.session.mount("https://", self.adapter)
        self.charts = self.connect()
        self.recovers()

    def connect(self) -> Charts:
        sources = (
            lambda deadline: archive(self.session, ARCHIVE, deadline),
            lambda deadline: deezer(self.session, DEEZER, deadline),
        )
        return Charts(sources, now=lambda: self.moment)

    def answers(self, source: str, *responses: dict[str, Any], **response: Any) -> None:
        self.adapter.register_uri("GET", URLS[source], list(responses) or [response])

    def recovers(self) -> None:
        self.answers("archive", json={"original_name": "Top 50 - Global", "tracks": [archived(number) for number in range(50)]})
        self.answers("deezer", json={"data": [deezers(number) for number in range(50)], "total": 50})

    def fails(self) -> None:
        for source in URLS:
            self.answers(source, status_code=404)

    def read(self, num: int = 50, offset: int = 0, seconds: float = 10) -> Playlist:
        return self.charts.read(num, offset, Deadline(seconds))

    def calls(self, source: str) -> list[Any]:
        return [call for call in self.adapter.request_history if call.url.split("?")[0] == URLS[source]]

    def chart(self, source: str) -> Chart:
        ask = {
            "archive": lambda: archive(self.session, ARCHIVE, Deadline(10)),
            "deezer": lambda: deezer(self.session, DEEZER, Deadline(10)),
        }
        return ask[source]()


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture(params=list(URLS))
def source(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def failure(wire: Wire, source: str) -> Callable[..., Problem]:
    """Make the source answer so, and return the Problem that comes of it, which holds no word of the source's own."""

    def fail(*responses: dict[str, Any], **response: Any) -> Problem:
        wire.answers(source, *responses, **response)
        with pytest.raises(Problem) as caught:
            wire.chart(source)
        assert THEIR_WORDS not in "".join(traceback.format_exception(caught.value))
        assert caught.value.source is None
        assert {"archive": "archive", "deezer": "Deezer"}[source] in caught.value.detail
        return caught.value

    return fail


def test_the_archives_songs_have_all_that_it_tells(wire: Wire) -> None:
    wire.answers(
        "archive", json={"original_name": "Top 50\n- Global", "tracks": [archived(url=f"https://open.spotify.com/track/{ID}")]}
    )
    chart = wire.chart("archive")
    song = Track(ID, "Song 1", ("Dua Lipa", "DaBaby"), "Future Nostalgia", 183, url=f"https://open.spotify.com/track/{ID}")
    assert (chart.source, chart.name, chart.total, [row.track for row in chart.rows]) == ("archive", "Top 50 - Global", 1, [song])


def test_deezers_songs_have_all_that_it_tells_and_ids_of_our_own(wire: Wire) -> None:
    wire.answers("deezer", json={"data": [deezers(isrc="GBAHT1901121")]})
    chart = wire.chart("deezer")
    song = Track(own_id("Dua Lipa", "Song 1"), "Song 1", ("Dua Lipa",), "Future Nostalgia", 183, "GBAHT1901121")
    assert (chart.source, chart.name, chart.total, [row.track for row in chart.rows]) == ("deezer", "Top Worldwide", 1, [song])


def test_what_is_sent_is_one_plain_question(wire: Wire, source: str) -> None:
    wire.chart(source)
    (call,) = wire.calls(source)
    assert (call.method, call.body, call.headers["Accept"]) == ("GET", None, "application/json")
    assert call.qs == {"archive": {}, "deezer": {"limit": ["50"]}}[source]
    assert not {"Authorization", "Cookie"} & set(call.headers)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_refusal_is_told_with_its_number(failure: Callable[..., Problem], wire: Wire, source: str, status: int) -> None:
    problem = failure(status_code=status, text=THEIR_WORDS)
    assert isinstance(problem, UpstreamError)
    assert str(status) in problem.detail
    assert len(wire.calls(source)) == 1


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_fault_of_theirs_is_asked_again_at_most_twice(
    failure: Callable[..., Problem], wire: Wire, source: str, status: int
) -> None:
    assert isinstance(failure(status_code=status, text=f"<html>{THEIR_WORDS}"), UpstreamError)
    assert len(wire.calls(source)) == 3


def test_haste_is_not_repeated(failure: Callable[..., Problem], wire: Wire, source: str) -> None:
    assert isinstance(failure(status_code=429, text=THEIR_WORDS), UpstreamBusy)
    assert len(wire.calls(source)) == 1


@pytest.mark.parametrize("error", [requests.ConnectTimeout, requests.ReadTimeout])
def test_silence_is_a_timeout_and_not_repeated(
    failure: Callable[..., Problem], wire: Wire, source: str, error: type[Exception]
) -> None:
    assert isinstance(failure(exc=error), UpstreamTimeout)
    assert len(wire.calls(source)) == 1


def test_a_broken_line_is_an_error(failure: Callable[..., Problem]) -> None:
    assert isinstance(failure(exc=requests.ConnectionError(THEIR_WORDS)), UpstreamError)


def test_a_redirect_is_not_followed(failure: Callable[..., Problem]) -> None:
    assert isinstance(failure(status_code=302, headers={"Location": "https://evil.test/"}), UpstreamError)


@pytest.mark.parametrize("body", ["", "<!doctype html><p>words of theirs", '{"tracks": [', "[" * 100_000, "9" * 5000, "\ud800"])
def test_what_is_no_json_is_an_error(failure: Callable[..., Problem], body: str) -> None:
    assert isinstance(failure(content=body.encode("utf-8", "surrogatepass")), UpstreamError)


SHAPES: tuple[Any, ...] = (None, [], "x", 7, True, {}, {"x": 1})
SHAPES += tuple({"tracks": told, "data": told} for told in (None, {}, "x", 7, [], [None, 7, "x", [], {}]))
SHAPES += (
    {"tracks": [archived(name="")], "data": [deezers(title=" ")]},
    {"tracks": [archived(artists=[{}])], "data": [deezers(artist=[])]},
)


@pytest.mark.parametrize("body", SHAPES, ids=repr)
def test_another_shape_is_nonsense(failure: Callable[..., Problem], body: Any) -> None:
    problem = failure(text=json.dumps(body))
    assert isinstance(problem, UpstreamError)
    assert "nonsense" in problem.detail


@pytest.mark.parametrize("error", [{"type": "DataException", "message": THEIR_WORDS, "code": 800}, {}, "words of theirs", None, 7])
def test_deezers_errors_come_as_200(wire: Wire, error: Any) -> None:
    wire.answers("deezer", json={"error": error})
    with pytest.raises(UpstreamError, match="does not give out its Top") as caught:
        wire.chart("deezer")
    assert THEIR_WORDS not in caught.value.detail


def test_deezers_haste_comes_as_200(wire: Wire) -> None:
    wire.answers("deezer", json={"error": {"type": "Exception", "message": "Quota limit exceeded", "code": 4}})
    with pytest.raises(UpstreamBusy):
        wire.chart("deezer")


ODD: tuple[Any, ...] = (None, 7, "text", True, [], {}, -1.5, [None], {"id": 7}, {"name": 7}, {"title": []}, 10**400)


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: repr(odd)[:20])
def test_whatever_stands_in_a_field_the_other_songs_are_told(wire: Wire, source: str, odd: Any) -> None:
    right = {"archive": archived, "deezer": deezers}[source]
    rows = [odd, *(right(2) | {field: odd} for field in right()), right(1)]
    wire.answers(source, json={"tracks": rows, "data": rows, "original_name": odd})
    chart = wire.chart(source)
    assert chart.total == len(rows)
    assert (chart.rows[-1].position, chart.rows[-1].track.title) == (len(rows) - 1, "Song 1")
    assert all(row.track.seconds in (183, 7, None) for row in chart.rows)


def test_a_chart_has_fifty_songs_at_most(wire: Wire, source: str) -> None:
    wire.answers(source, json={"tracks": [archived()] * 60, "data": [deezers()] * 60})
    assert wire.chart(source).total == 50


def test_the_archive_is_asked_first_and_alone(wire: Wire) -> None:
    playlist = wire.read(3)
    assert (playlist.id, playlist.name, playlist.total, playlist.source) == (TOP_50, "Top 50 - Global", 50, "archive")
    assert (playlist.age, playlist.private) == (None, False)
    assert [row.track.title for row in playlist.rows] == ["Song 0", "Song 1", "Song 2"]
    assert not wire.calls("deezer")


@pytest.mark.parametrize(
    ("num", "offset", "rows"), [(10, 45, range(45, 50)), (10, 50, []), (10_000, 0, range(50)), (1, 1_000_000, [])]
)
def test_a_part_of_the_chart_keeps_its_places(wire: Wire, num: int, offset: int, rows: Any) -> None:
    playlist = wire.read(num, offset)
    assert ([row.position for row in playlist.rows], playlist.total) == (list(rows), 50)


@pytest.mark.parametrize(
    "answer", [{"status_code": 404}, {"text": "<html>"}, {"json": {"tracks": []}}, {"exc": requests.ReadTimeout}]
)
def test_where_the_archive_fails_deezers_top_is_the_list(wire: Wire, answer: dict[str, Any]) -> None:
    wire.answers("archive", **answer)
    playlist = wire.read(3)
    assert (playlist.id, playlist.source, playlist.total, len(playlist.rows)) == (TOP_50, "deezer", 50, 3)


def test_a_chart_is_kept_for_six_hours_as_the_same_object(wire: Wire) -> None:
    first = wire.read(10)
    wire.moment += 6 * 3600 - 1
    assert wire.read(10) is first
    assert len(wire.read(20, 5).rows) == 20
    assert len(wire.calls("archive")) == 1
    wire.moment += 2
    assert wire.read(10) == first
    assert len(wire.calls("archive")) == 2


def test_what_is_kept_is_told_without_asking_anybody(wire: Wire) -> None:
    assert wire.charts.kept(10, 0) is None
    first = wire.read(10)
    assert wire.charts.kept(10, 0) is first
    wire.fails()
    wire.moment += 7 * 3600
    assert wire.charts.kept(10, 0) is None
    asked = wire.read(10) and len(wire.adapter.request_history)
    old = wire.charts.kept(10, 0)
    assert old is not None
    assert (old.age, len(wire.adapter.request_history)) == (7 * 3600, asked)


def test_callers_who_want_the_chart_at_once_cost_one_call(wire: Wire, at_once: Callable[..., list[Any]]) -> None:
    answer = threading.Event()

    def slowly(request: Any, context: Any) -> Any:
        answer.wait(0.2)
        return {"tracks": [archived()]}

    wire.answers("archive", json=slowly)
    ends = at_once(16, lambda: wire.read(10))
    assert [len(end.rows) for end in ends] == [1] * 16
    assert len(wire.calls("archive")) == 1


def test_where_nobody_answers_and_nothing_is_kept_both_reasons_are_told(wire: Wire) -> None:
    wire.answers("archive", status_code=404)
    wire.answers("deezer", json={"error": {"code": 4}})
    with pytest.raises(UpstreamBusy, match=r"archive.*404.*Deezer asks us") as caught:
        wire.read()
    assert (caught.value.source, caught.value.retry_after) == (None, 5)
    wire.recovers()
    assert len(wire.read().rows) == 50


def test_where_both_are_silent_it_is_a_timeout(wire: Wire) -> None:
    for source in URLS:
        wire.answers(source, exc=requests.ReadTimeout)
    with pytest.raises(UpstreamTimeout):
        wire.read()


def test_where_nobody_answers_the_last_copy_is_served_with_its_age(wire: Wire) -> None:
    first = wire.read(10)
    wire.fails()
    wire.moment += 7 * 3600
    old = wire.read(10)
    assert (old.age, old.rows, old.source) == (7 * 3600, first.rows, "archive")


def test_a_last_copy_of_deezers_says_so(wire: Wire) -> None:
    wire.answers("archive", status_code=404)
    wire.read()
    wire.fails()
    wire.moment += 7 * 3600
    assert wire.read().source == "deezer"


def test_while_a_copy_is_served_nobody_is_asked_for_a_minute(wire: Wire) -> None:
    wire.read()
    wire.fails()
    wire.moment += 7 * 3600
    wire.read()
    asked = len(wire.adapter.request_history)
    wire.moment += 59
    assert wire.read().age == 7 * 3600 + 59
    assert len(wire.adapter.request_history) == asked
    wire.recovers()
    wire.moment += 1
    assert wire.read().age is None
    assert wire.read().age is None


def test_who_can_be_given_a_copy_does_not_wait_the_whole_deadline_for_a_new_one(wire: Wire) -> None:
    wire.read()
    answer = threading.Event()
    wire.answers("archive", json=lambda request, context: answer.wait(30))
    wire.moment += 7 * 3600
    deadline = Deadline(5)
    assert wire.charts.read(10, 0, deadline).age == 7 * 3600
    assert deadline.left() > 0
    answer.set()


def test_waiting_for_the_chart_ends_at_the_deadline(wire: Wire) -> None:
    answer = threading.Event()
    wire.answers("archive", json=lambda request, context: answer.wait(30))
    with pytest.raises(UpstreamTimeout):
        wire.read(seconds=0.1)
    answer.set()
