"""The stand-in as a server: alone in a process, many calls at once, latency, counts, steering, and a quiet end."""

import re
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from spotify_videos.sandbox import catalogue, start
from spotify_videos.sandbox.catalogue import OWNER, OWNERS_LIST

SONGS = catalogue.top_50()


@pytest.fixture
def control(sandbox):
    """Steer over HTTP: method, resource, body; the answer as JSON."""

    def control(method, resource="", body=None):
        return requests.request(method, f"{sandbox.url}/_control{resource}", json=body, timeout=30)

    return control


def elapsed(task):
    began = time.monotonic()
    task()
    return time.monotonic() - began


def test_fifty_searches_at_once_take_hardly_longer_than_one(sandbox, youtube):
    sandbox.latency = 1
    with ThreadPoolExecutor(50) as pool:
        spent = elapsed(lambda: list(pool.map(lambda song: youtube("search", q=song.title), SONGS)))
    assert 1 <= spent < 10
    assert sandbox.busiest["youtube.search"] > 25


def test_latency_counts_from_the_call_and_may_differ_by_verb(sandbox, youtube):
    sandbox.latency = 0.1
    sandbox.latencies["youtube.videos"] = 2
    assert 0.1 <= elapsed(lambda: youtube("search", q="x")) < 2
    assert elapsed(lambda: youtube("videos", id="x")) >= 2


def test_a_connection_is_kept_for_the_next_call(sandbox):
    request = b"GET /youtube/v3/videos?key=a&part=snippet&id=x HTTP/1.1\r\nHost: x\r\n\r\n"
    with socket.create_connection(("127.0.0.1", int(sandbox.url.rsplit(":", 1)[1])), timeout=30) as connected:
        for _ in range(3):
            connected.sendall(request)
            assert connected.recv(65536).startswith(b"HTTP/1.1 200 OK\r\n")
    assert sandbox.calls["youtube.videos"] == 3


def test_calls_are_counted_by_verb_until_forgotten(sandbox, spotify, youtube):
    spotify(f"tracks/{SONGS[0].id}")
    youtube("search", q="x")
    youtube("search", q="y")
    requests.get(sandbox.url, timeout=30)
    assert sandbox.calls == {"spotify.track": 1, "youtube.search": 2}
    assert sandbox.busiest == {"spotify.track": 1, "youtube.search": 1}
    sandbox.forget()
    assert sandbox.calls == {}


def test_a_call_that_hangs_is_under_way_until_its_client_leaves(sandbox):
    sandbox.fault("youtube.search", "hang", first=1)
    with socket.create_connection(("127.0.0.1", int(sandbox.url.rsplit(":", 1)[1]))) as connected:
        connected.sendall(b"GET /youtube/v3/search?key=a HTTP/1.1\r\n\r\n")
        wait_for(lambda: sandbox.calls["youtube.search"] == 1)
        requests.get(sandbox.youtube_api_url + "search?key=a", timeout=30)
        assert sandbox.busiest["youtube.search"] == 2

    def alone():
        sandbox.forget()
        requests.get(sandbox.youtube_api_url + "search?key=a", timeout=30)
        return sandbox.busiest["youtube.search"] == 1

    wait_for(alone)


def wait_for(true):
    end = time.monotonic() + 30
    while not true():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_faults_are_steered_over_http(control, youtube):
    assert control("PUT", "/faults", {"youtube.search": {"fault": "503", "first": 1}}).status_code == 200
    assert control("GET", "/faults").json() == {"youtube.search": {"fault": "503", "first": 1, "every": 1}}
    assert [youtube("search", q="x").status_code for _ in range(2)] == [503, 200]
    control("PUT", "/faults", {"youtube.search": {"fault": "503"}})
    assert control("DELETE", "/faults").json() == {}
    assert youtube("search", q="x").status_code == 200


def test_latency_regime_and_limits_are_steered_over_http(sandbox, control):
    assert control("PUT", "/latency", {"all": 20, "youtube.search": 500}).json() == {"all": 20, "youtube.search": 500}
    assert (sandbox.latency, sandbox.latencies) == (0.02, {"youtube.search": 0.5})
    assert control("DELETE", "/latency").json() == {"all": 0}
    assert control("PUT", "/regime", {"regime": "new"}).json() == {"regime": "new"}
    assert sandbox.spotify.regime == "new"
    assert control("PUT", "/limits", {"searches_per_day": 7, "token_seconds": 60}).json()["searches_per_day"] == 7
    assert (sandbox.youtube.searches_per_day, sandbox.spotify.token_seconds) == (7, 60)


def test_what_was_called_and_spent_is_told_over_http_and_begun_anew(control, youtube):
    youtube("search", q="x")
    assert control("GET", "/calls").json() == {"calls": {"youtube.search": 1}, "busiest": {"youtube.search": 1}}
    assert control("GET", "/spent").json() == {"searches": 1, "units": 0}
    assert control("DELETE", "/calls").json() == {"calls": {}, "busiest": {}}
    assert control("DELETE", "/spent").json() == {"searches": 0, "units": 0}


def test_everything_is_told_at_once_and_reset_at_once(control, youtube):
    control("PUT", "/faults", {"youtube.*": {"fault": "503"}})
    youtube("search", q="x")
    told = control("GET").json()
    assert (told["regime"], told["calls"], told["spent"]["searches"]) == ("extended", {"youtube.search": 1}, 1)
    told = control("DELETE").json()
    assert (told["faults"], told["calls"], told["spent"]) == ({}, {}, {"searches": 0, "units": 0})


def test_a_users_token_is_given_out_and_revoked_over_http(sandbox, control):
    sandbox.regime = "new"
    token = control("PUT", "/tokens", {"user": OWNER}).json()["token"]
    ask = {"url": f"{sandbox.spotify_api_url}playlists/{OWNERS_LIST}/items", "headers": {"Authorization": f"Bearer {token}"}}
    assert requests.get(**ask, timeout=30).status_code == 200
    control("DELETE", "/tokens")
    assert requests.get(**ask, timeout=30).status_code == 401


@pytest.mark.parametrize(
    ("resource", "body"),
    [
        ("/faults", {"youtube.search": {"fault": "nope"}}),
        ("/faults", {"nope": {"fault": "503"}}),
        ("/faults", {"youtube.search": "503"}),
        ("/faults", {"youtube.search": {"fault": "503", "every": 0}}),
        ("/faults", []),
        ("/latency", {"all": "slow"}),
        ("/regime", {}),
        ("/regime", {"regime": "nope"}),
        ("/limits", {"nope": 1}),
        ("/limits", {"units_per_day": "many"}),
        ("/tokens", {}),
    ],
    ids=str,
)
def test_steering_that_makes_no_sense_is_refused(control, resource, body):
    refusal = control("PUT", resource, body)
    assert refusal.status_code == 400
    assert refusal.json()["error"]


def test_the_first_page_is_a_guide(sandbox):
    told = requests.get(sandbox.url, timeout=30).text
    assert all(id in told for id in catalogue.playlists())
    assert all(word in told for word in (sandbox.spotify_api_url, "youtube.search", "drip-headers", "/_control/faults"))


def test_stopping_ends_calls_under_way_and_frees_the_port():
    sandbox = start()
    sandbox.fault("youtube.search", "hang")
    ended = []

    def ask():
        with pytest.raises(requests.ConnectionError):
            requests.get(sandbox.youtube_api_url + "search?key=a", timeout=120)
        ended.append(True)

    asking = threading.Thread(target=ask)
    asking.start()
    wait_for(lambda: sandbox.calls["youtube.search"] == 1)
    port = int(sandbox.url.rsplit(":", 1)[1])
    assert elapsed(sandbox.stop) < 10
    asking.join(30)
    assert ended == [True]
    with start(port) as again:
        assert again.url == sandbox.url


def program(*arguments):
    return (sys.executable, "-m", "spotify_videos.sandbox", *arguments)


def test_the_program_serves_what_it_was_told_to_until_it_is_stopped():
    told = program("--port", "0", "--regime", "old", "--searches", "3", "--latency", "10", "--fault", "youtube.videos=503")
    with subprocess.Popen(told, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        url = re.search(r"http://127\.0\.0\.1:\d+", running.stdout.readline())[0]
        state = requests.get(f"{url}/_control", timeout=30).json()
        assert requests.get(f"{url}/youtube/v3/videos?key=a&part=id&id=x", timeout=30).status_code == 503
        running.send_signal(signal.SIGTERM)
        _, complaints = running.communicate(timeout=120)
    assert (state["regime"], state["searches_per_day"], state["latency"]) == ("old", 3, {"all": 10})
    assert (running.returncode, complaints) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [(["--fault", "youtube.search=nope"], "no fault is called 'nope'"), (["--regime", "nope"], "extended")],
)
def test_the_program_says_what_it_was_told_wrong(arguments, complaint):
    ended = subprocess.run(program("--port", "0", *arguments), capture_output=True, text=True, timeout=120, check=False)
    assert (ended.returncode, complaint in ended.stderr, "Traceback" in ended.stderr) == (2, True, False)


def test_the_program_says_that_its_port_is_taken(sandbox):
    port = sandbox.url.rsplit(":", 1)[1]
    ended = subprocess.run(program("--port", port), capture_output=True, text=True, timeout=120, check=False)
    assert (ended.returncode, f"port {port}" in ended.stderr, "Traceback" in ended.stderr) == (2, True, False)


def test_the_program_explains_its_lists_verbs_and_faults():
    told = subprocess.run(program("--help"), capture_output=True, text=True, timeout=120, check=True).stdout
    assert all(word in told for word in (OWNERS_LIST, "spotify.album_tracks", "search-429-per-day", "--latency"))
