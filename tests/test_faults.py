"""What a platform can do to a connection, over real sockets: the answer comes in time, says what happened, and tells no secret."""

import time

import pytest

OWN_LIST = "/spyt?playlist=0zzOwnersListSandbox01&num=2"
SILENT = ("hang", "drip", "drip-headers")
BROKEN = ("reset", "reset-midway", "truncated", "flood", "html")
DEADLINE = 3.0


@pytest.fixture(autouse=True)
def _no_fault_ends_in_a_traceback(caplog):
    yield
    assert [record.getMessage() for record in caplog.get_records("call") if record.exc_info] == []


@pytest.fixture
def patient(live, wire):
    """A client of a service that has the time to hear a fault out."""
    wire.nobody_has_a_channel()
    return live(upstream_timeout=5.0, request_deadline=20.0).test_client()


@pytest.fixture
def hasty(live, wire):
    """A client of a service whose calls may take longer than its answers, so that only the deadline ends them."""
    wire.nobody_has_a_channel()
    return live(upstream_timeout=60.0, request_deadline=DEADLINE).test_client()


@pytest.fixture
def in_time(hasty):
    """Ask, and hold the answer to the deadline."""

    def ask(path):
        began = time.monotonic()
        response = hasty.get(path)
        assert time.monotonic() - began < DEADLINE + 1
        return response

    return ask


@pytest.mark.parametrize("fault", SILENT)
@pytest.mark.parametrize("verb", ["token", "playlist"])
def test_a_silent_spotify_is_a_timeout_by_the_deadline(in_time, wire, problem, verb, fault):
    wire.spotify(f"{verb}-{fault}")
    assert problem(in_time(OWN_LIST), 504, "upstream_timeout")["source"] == "Spotify"


@pytest.mark.parametrize("fault", SILENT)
def test_silent_searches_are_a_timeout_by_the_deadline(in_time, wire, problem, fault):
    wire.youtube(f"search-{fault}")
    problem(in_time(OWN_LIST), 504, "upstream_timeout")


@pytest.mark.parametrize("fault", SILENT)
def test_one_silent_search_takes_one_song_along_and_the_rest_is_answered(in_time, wire, items, fault):
    wire.youtube(f"search-{fault}", first=1)
    found = items(in_time("/spyt?num=5"))
    assert [(item["status"], item["video"]) for item in found if "reason" in item] == [("failed", None)]
    assert [item["reason"] for item in found if item["status"] == "failed"] == ["upstream_timeout"]


@pytest.mark.parametrize("fault", BROKEN)
@pytest.mark.parametrize("verb", ["token", "playlist"])
def test_a_broken_answer_of_spotifys_is_an_upstream_error(patient, wire, problem, verb, fault):
    wire.spotify(f"{verb}-{fault}")
    assert problem(patient.get(OWN_LIST), 502, "upstream_error")["source"] == "Spotify"


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_answer_to_every_search_is_an_upstream_error(patient, wire, problem, fault):
    wire.youtube(f"search-{fault}")
    assert problem(patient.get(OWN_LIST), 502, "upstream_error")["source"] == "Youtube"


@pytest.mark.parametrize("fault", ["reset", "reset-midway", "truncated"])
@pytest.mark.parametrize("verb", ["token", "playlist"])
def test_a_connection_that_breaks_twice_is_not_noticed(patient, wire, verb, fault):
    wire.spotify(f"{verb}-{fault}", first=2)
    assert patient.get(OWN_LIST).status_code == 200


@pytest.mark.parametrize("fault", BROKEN)
def test_where_the_details_break_what_the_search_told_decides(patient, wire, items, fault):
    wire.youtube(f"videos-{fault}")
    found = items(patient.get("/spyt?num=2"))
    assert [(item["status"], item["video"]["seconds"]) for item in found] == [("matched", None)] * 2


@pytest.mark.parametrize("fault", SILENT)
def test_silent_details_keep_nobody_past_the_timeout_of_a_call(live, wire, items, fault):
    wire.nobody_has_a_channel()
    wire.youtube(f"videos-{fault}")
    client = live(upstream_timeout=2.5, request_deadline=60.0).test_client()
    began = time.monotonic()
    found = items(client.get("/spyt?num=2"))
    assert [(item["status"], item["video"]["seconds"]) for item in found] == [("matched", None)] * 2
    assert time.monotonic() - began < 30


@pytest.mark.parametrize(("verb", "fault"), [("channels", "reset"), ("channels", "html"), ("playlist_items", "truncated")])
def test_channels_that_break_are_passed_over_and_searched_for(live, sandbox, wire, items, verb, fault):
    wire.youtube(f"{verb}-{fault}")
    found = items(live().test_client().get("/spyt?num=2"))
    assert [item["status"] for item in found] == ["matched"] * 2
    assert (sandbox.calls[f"youtube.{verb}"] > 0, sandbox.calls["youtube.search"]) == (True, 2)


@pytest.mark.parametrize("verb", ["channels", "playlist_items"])
def test_channels_that_are_silent_are_passed_over_while_there_is_time_to_search(live, sandbox, wire, items, verb):
    wire.youtube(f"{verb}-hang")
    client = live(upstream_timeout=2.5, request_deadline=60.0).test_client()
    assert [item["status"] for item in items(client.get("/spyt?num=2"))] == ["matched"] * 2
    assert (sandbox.calls[f"youtube.{verb}"] > 0, sandbox.calls["youtube.search"]) == (True, 2)


@pytest.mark.parametrize("fault", ["hang", "reset", "truncated", "flood", "429-short"])
@pytest.mark.parametrize("verb", ["token", "playlist"])
def test_once_spotify_is_well_again_so_is_the_service(client, sandbox, wire, verb, fault):
    wire.spotify(f"{verb}-{fault}")
    assert client.get(OWN_LIST).status_code >= 500
    sandbox.reset()
    assert client.get(OWN_LIST).status_code == 200


def test_with_both_platforms_silent_everything_but_the_list_still_answers_at_once(hasty, sandbox):
    for verbs in ("spotify.*", "youtube.*"):
        sandbox.fault(verbs, "hang")
    began = time.monotonic()
    assert [hasty.get(path).status_code for path in ("/", "/quota", "/healthz", "/readyz", "/apispec.json")] == [200] * 5
    assert time.monotonic() - began < DEADLINE  # Who waited for a platform would wait until then.
