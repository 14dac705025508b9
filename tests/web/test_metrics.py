"""What /metrics tells, one process or several: requests, songs, upstream calls, and what the database holds."""

import re

import pytest
from prometheus_client.parser import text_string_to_metric_families

ADMIN = {"Authorization": "Bearer the-admins-token"}
PREFIX = "spotify_videos_"


@pytest.fixture
def figures():
    """The metrics that an app tells: by name, and for labels by `name{label="value"}` in the order of the labels' names."""

    def read(client, **headers):
        answer = client.get("/metrics", headers=headers)
        assert answer.status_code == 200
        return {
            sample.name.removeprefix(PREFIX) + _labels(sample.labels): sample.value
            for family in text_string_to_metric_families(answer.text)
            for sample in family.samples
        }

    return read


def _labels(labels):
    return "{" + ",".join(f'{name}="{labels[name]}"' for name in sorted(labels)) + "}" if labels else ""


@pytest.fixture
def counted(figures):
    """How much the counters of a client's service grew while something was done."""

    def grown(client, action):
        before = figures(client)
        action()
        after = figures(client)
        return {name: value - before.get(name, 0) for name, value in after.items() if value != before.get(name, 0)}

    return grown


def test_requests_are_counted_by_route_and_status_and_never_by_address(client, counted):
    paths = ("/quota", "/spyt?num=0", "/nowhere/1", "/nowhere/2", "/tracks/x/candidates")
    grown = counted(client, lambda: [client.get(path) for path in paths])
    assert grown['request_seconds_count{method="GET",route="/quota",status="200"}'] == 1
    assert grown['request_seconds_count{method="GET",route="/spyt",status="400"}'] == 1
    assert grown['request_seconds_count{method="GET",route="none",status="404"}'] == 2
    assert grown['request_seconds_count{method="GET",route="/tracks/<track_id>/candidates",status="404"}'] == 1


def test_a_method_that_nobody_knows_makes_no_metric_of_its_own(client, counted):
    grown = counted(client, lambda: client.open("/quota", method="BREW"))
    assert grown['request_seconds_count{method="none",route="none",status="405"}'] == 1


def test_songs_are_counted_by_status_and_upstream_calls_by_verb_and_result(client, wire, counted):
    wire.nobody_has_a_channel()
    wire.youtube("search-400-bad-key", first=1)
    grown = counted(client, lambda: client.get("/spyt?num=5"))
    assert (grown['songs_total{status="matched"}'], grown['songs_total{status="failed"}']) == (4, 1)
    assert grown['upstream_call_seconds_count{result="ok",verb="youtube.search"}'] == 4
    assert grown['upstream_call_seconds_count{result="upstream_refused",verb="youtube.search"}'] == 1
    assert grown['upstream_call_seconds_count{result="ok",verb="spotify.token"}'] == 1


def test_every_try_of_a_call_is_counted(client, wire, counted):
    wire.spotify("token-reset", first=2)
    grown = counted(client, lambda: client.get("/spyt?num=1"))
    tries = {how: grown[f'upstream_call_seconds_count{{result="{how}",verb="spotify.token"}}'] for how in ("ok", "upstream_error")}
    assert tries == {"ok": 1, "upstream_error": 2}


def test_gauges_tell_what_the_database_holds(live, database_url, sandbox, wire, figures):
    wire.nobody_has_a_channel()
    client = live(database_url=database_url, searches_per_day=3).test_client()
    assert figures(client)["songs_waiting"] == 0
    client.get("/spyt?num=5")
    told = figures(client)
    assert (told["searches_used"], told["searches_left"], told["songs_waiting"], told["database_up"]) == (3, 0, 2, 1)
    assert told['songs_remembered{status="matched"}'] == 3
    assert 0 < told["oldest_candidates_seconds"] < 60
    assert 0 < told["songs_overdue_seconds"] < 60


def test_metrics_say_that_the_database_is_away_and_still_count(live, tmp_path, figures):
    client = live().test_client()
    client.get("/quota")
    for path in tmp_path.glob("spyt.db*"):
        path.write_bytes(b"no database")
    told = figures(client)
    assert told["database_up"] == 0
    assert "searches_left" not in told


def test_metrics_take_the_readers_token_where_there_is_one_and_are_never_held_up_by_the_limit(live, problem):
    client = live(api_token="a-token", rate_limit="1 per hour").test_client()
    problem(client.get("/metrics"), 401, "unauthorized")
    assert [client.get("/metrics", headers={"Authorization": "Bearer a-token"}).status_code for _ in range(3)] == [200] * 3


def test_metrics_hold_no_secret_and_nothing_that_somebody_asked_for(client):
    client.get("/spyt?num=1")
    told = client.get("/metrics").text
    assert not re.search("a-spotify-secret|a-youtube-key|37i9dQZ|num=", told)
