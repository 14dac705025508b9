"""Every fault does over the wire what its name says, on the calls it is meant for."""

import socket
import time

import pytest
import requests

from spotify_videos.sandbox import catalogue
from spotify_videos.sandbox.faults import ALL_SHAPES, FAULTS, MANNERS, REPLIES, SHAPES, Fault

SONG = catalogue.top_50()[0]
BODIES = {
    "401-sign-in": {"error": {"status": 401, "message": "Valid user authentication required"}},
    "401-expired": {"error": {"status": 401, "message": "Missing/invalid/expired access token"}},
    "403-forbidden": {"error": {"status": 403, "message": "Forbidden"}},
    "404": {"error": {"status": 404, "message": "Resource not found"}},
    "429-long": {"error": {"status": 429, "message": "Too many requests", "reason": "QUOTA_EXCEEDED"}},
    "400-invalid-client": {"error": "invalid_client", "error_description": "Invalid client"},
    "500-null-message": {"error": {"code": 500, "message": None}},
}
REASONS = {
    "search-429-per-day": (429, "rateLimitExceeded", "RATE_LIMIT_EXCEEDED"),
    "search-429-per-minute": (429, "rateLimitExceeded", "RATE_LIMIT_EXCEEDED"),
    "403-quota-exceeded": (403, "quotaExceeded", None),
    "403-daily-limit-exceeded": (403, "dailyLimitExceeded", None),
    "403-rate-limit-exceeded": (403, "rateLimitExceeded", None),
    "403-user-rate-limit-exceeded": (403, "userRateLimitExceeded", None),
    "400-bad-key": (400, "badRequest", "API_KEY_INVALID"),
    "400-key-invalid": (400, "keyInvalid", None),
    "403-access-not-configured": (403, "accessNotConfigured", "SERVICE_DISABLED"),
    "403-referrer-blocked": (403, "forbidden", "API_KEY_HTTP_REFERRER_BLOCKED"),
    "403-ip-blocked": (403, "forbidden", "API_KEY_IP_ADDRESS_BLOCKED"),
}


@pytest.fixture
def ask(sandbox):
    """Ask for a search, on a connection of its own."""

    def ask(timeout=30, **changes):
        query = {"key": "a-key", "part": "snippet", "q": "Fiel", "type": "video"}
        return requests.get(sandbox.youtube_api_url + "search", params=query, timeout=timeout, **changes)

    return ask


@pytest.fixture
def raw(sandbox):
    """What a search sends within some seconds, byte by byte, and whether the connection ended."""

    def raw(seconds):
        end = time.monotonic() + seconds
        with socket.create_connection(("127.0.0.1", int(sandbox.url.rsplit(":", 1)[1])), timeout=30) as connected:
            connected.sendall(b"GET /youtube/v3/search?key=a&part=snippet&q=Fiel HTTP/1.1\r\nHost: x\r\n\r\n")
            came = b""
            while (left := end - time.monotonic()) > 0:
                connected.settimeout(left)
                try:
                    piece = connected.recv(65536)
                except TimeoutError:
                    break
                if not piece:
                    return came, True
                came += piece
            return came, False

    return raw


@pytest.mark.parametrize(("fault", "body"), BODIES.items(), ids=BODIES)
def test_a_refusal_has_the_platforms_own_body(sandbox, ask, fault, body):
    sandbox.fault("youtube.search", fault)
    answer = ask()
    assert (answer.status_code, answer.json()) == (int(fault[:3]), body)


@pytest.mark.parametrize(("fault", "told"), REASONS.items(), ids=REASONS)
def test_a_refusal_of_youtube_has_its_reasons(sandbox, ask, fault, told):
    sandbox.fault("youtube.search", fault)
    answer = ask()
    error = answer.json()["error"]
    details = error.get("details", [{"reason": None}])
    assert (answer.status_code, error["errors"][0]["reason"], details[0]["reason"]) == told
    assert error["code"] == answer.status_code
    assert error["message"] == error["errors"][0]["message"]


@pytest.mark.parametrize(("fault", "window"), [("search-429-per-day", "per day"), ("search-429-per-minute", "per minute")])
def test_only_the_message_tells_a_spent_day_from_haste(sandbox, ask, fault, window):
    sandbox.fault("youtube.search", fault)
    assert window in ask().json()["error"]["message"]


@pytest.mark.parametrize(
    ("fault", "seconds"), [("429-long", "52531"), ("429-day", "86400"), ("429-short", "1"), ("429-plain", "30")]
)
def test_a_busy_spotify_says_when_to_come_back(sandbox, ask, fault, seconds):
    sandbox.fault("youtube.search", fault)
    answer = ask()
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, seconds)


def test_a_missing_premium_comes_as_plain_text_and_as_json(sandbox, ask):
    sandbox.fault("youtube.search", "403-premium")
    assert ask().text == "Active premium subscription required for the owner of the app."
    sandbox.fault("youtube.search", "403-premium-json")
    assert ask().json()["error"]["message"] == "Active premium subscription required for the owner of the app."


@pytest.mark.parametrize(
    ("fault", "status", "text"),
    [("html", 200, "<!doctype"), ("empty", 200, ""), ("not-json", 200, "{"), ("502-html", 502, "<html>")],
)
def test_an_answer_that_is_no_json(sandbox, ask, fault, status, text):
    sandbox.fault("youtube.search", fault)
    answer = ask()
    assert (answer.status_code, answer.text[: len(text)]) == (status, text)
    with pytest.raises(requests.JSONDecodeError):
        answer.json()


@pytest.mark.parametrize(
    ("fault", "body"),
    [
        ("wrong-shape-list", []),
        ("wrong-shape-string", "text"),
        ("wrong-shape-null", None),
        ("wrong-shape-number", 7),
        ("wrong-shape-object", {}),
    ],
)
def test_an_answer_of_another_type(sandbox, ask, fault, body):
    sandbox.fault("youtube.search", fault)
    assert ask().json() == body


def test_fields_rows_and_leaves_become_one_odd_thing_after_another(sandbox, ask):
    right = ask().json()
    for shape in SHAPES:
        sandbox.fault("youtube.search", shape)
        answers = [ask().json() for _ in range(9)]
        assert all(answer.keys() == right.keys() and answer != right for answer in answers)
        assert len({str(answer) for answer in answers}) == 9


def test_a_wrong_shape_is_another_one_on_each_call(sandbox, ask):
    sandbox.fault("youtube.search", "wrong-shape")
    assert len({ask().text for _ in ALL_SHAPES}) == len(ALL_SHAPES) > 5


def test_a_truncated_answer_promises_more_than_it_holds(sandbox, ask, raw):
    sandbox.fault("youtube.search", "truncated")
    came, ended = raw(30)
    head, _, body = came.partition(b"\r\n\r\n")
    assert ended
    assert int(head.split(b"Content-Length: ")[1].split(b"\r\n")[0]) > len(body) > 0
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        ask()


def test_a_reset_breaks_the_connection_before_a_byte(sandbox, ask):
    sandbox.fault("youtube.search", "reset")
    with pytest.raises(requests.ConnectionError, match="reset by peer"):
        ask()


def test_a_reset_midway_breaks_off_the_body(sandbox, ask):
    sandbox.fault("youtube.search", "reset-midway")
    with ask(stream=True) as answer:
        assert answer.status_code == 200
        with pytest.raises(requests.exceptions.ChunkedEncodingError, match="reset by peer"):
            list(answer.iter_content())


def test_a_hang_never_answers(sandbox, ask, raw):
    sandbox.fault("youtube.search", "hang")
    assert raw(0.3) == (b"", False)
    with pytest.raises(requests.ReadTimeout):
        ask(timeout=0.2)


def test_a_drip_sends_its_head_at_once_and_then_a_byte_at_a_time(sandbox, raw):
    sandbox.fault("youtube.search", "drip")
    sandbox.drip_seconds = 1
    came, ended = raw(3.5)
    head, _, body = came.partition(b"\r\n\r\n")
    assert (head[:15], ended) == (b"HTTP/1.1 200 OK", False)
    assert len(body) <= 4


def test_a_drip_of_headers_withholds_the_head_too(sandbox, raw):
    sandbox.fault("youtube.search", "drip-headers")
    sandbox.drip_seconds = 0.2
    came, ended = raw(0.7)
    assert (len(came) <= 4, ended) == (True, False)


def test_a_drip_that_is_waited_for_is_the_whole_answer(sandbox, ask):
    right = ask().json()
    sandbox.fault("youtube.search", "drip")
    sandbox.drip_seconds = 0
    assert ask().json() == right


def test_a_flood_does_not_end(sandbox, ask):
    sandbox.fault("youtube.search", "flood")
    with ask(stream=True) as answer:
        assert "Content-Length" not in answer.headers
        pieces = answer.iter_content(2**20)
        assert sum(len(next(pieces)) for _ in range(20)) == 20 * 2**20


def test_a_redirect_leads_elsewhere_and_who_follows_is_counted(sandbox, ask):
    sandbox.fault("youtube.search", "redirect")
    assert ask(allow_redirects=False).status_code == 302
    assert sandbox.calls["elsewhere"] == 0
    assert ask().json() == {}
    assert sandbox.calls["elsewhere"] == 1


def test_the_connection_outlives_a_fault_of_words(sandbox, session, youtube):
    sandbox.fault("youtube.search", "500", first=1)
    assert [youtube("search", q="Fiel").status_code for _ in range(2)] == [500, 200]


@pytest.mark.parametrize(
    ("when", "wrong"),
    [
        ({}, [1, 2, 3, 4, 5, 6]),
        ({"first": 2}, [1, 2]),
        ({"every": 3}, [3, 6]),
        ({"first": 4, "every": 2}, [2, 4]),
        ({"first": 0}, []),
    ],
    ids=str,
)
def test_only_the_calls_it_is_meant_for_go_wrong(sandbox, ask, when, wrong):
    sandbox.fault("youtube.search", "503", **when)
    statuses = [ask().status_code for _ in range(6)]
    assert [call for call, status in enumerate(statuses, 1) if status == 503] == wrong


def test_a_fault_is_its_verbs_alone_unless_it_names_several(sandbox, ask, spotify):
    sandbox.fault("spotify.track", "503")
    assert (ask().status_code, spotify(f"tracks/{SONG.id}").status_code) == (200, 503)
    sandbox.fault("youtube.*", "500")
    assert (ask().status_code, spotify(f"tracks/{SONG.id}").status_code) == (500, 503)
    sandbox.fault("youtube.search", "404")
    assert ask().status_code == 404


def test_faults_end_with_a_reset(sandbox, ask):
    sandbox.fault("youtube.search", "503")
    sandbox.reset()
    assert ask().status_code == 200


@pytest.mark.parametrize(("verb", "fault"), [("youtube.serach", "503"), ("youtube.search", "504")])
def test_a_fault_or_verb_that_is_not_there_is_an_error_that_names_those_that_are(sandbox, verb, fault):
    with pytest.raises(ValueError, match=r"there are .*(youtube\.search|503)"):
        sandbox.fault(verb, fault)


@pytest.mark.parametrize("when", [{"every": 0}, {"every": "2"}, {"first": "2"}], ids=str)
def test_how_often_a_fault_comes_is_a_whole_number(when):
    with pytest.raises(ValueError, match="whole number"):
        Fault("503", **when)


def test_every_fault_is_either_words_or_a_shape_or_a_manner():
    assert set(FAULTS) == {*REPLIES, *SHAPES, *MANNERS, "wrong-shape"}
    assert len(FAULTS) == len(set(FAULTS))
