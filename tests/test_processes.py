"""Several processes of the service on one database, as they run: gunicorn, real sockets, the stand-in in its own process."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

ROOT = Path(__file__).parent.parent
PATIENCE = 120  # Seconds: more than any answer here takes.


class Process:
    """A command of ours that says where it listens; what it writes is read, so that it never waits for a reader."""

    def __init__(self, arguments, environment):
        self._popen = subprocess.Popen(
            [sys.executable, *arguments],
            stderr=subprocess.STDOUT,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=os.environ | environment,
            start_new_session=True,
        )
        self.lines = []
        self.url = self._listens()
        self._reader = threading.Thread(target=self.lines.extend, args=(self._popen.stdout,))
        self._reader.start()

    def _listens(self):
        for line in self._popen.stdout:
            self.lines.append(line)
            if told := re.search(r"[Ll]isten(?:s on|ing at:) (http://\S+)", line):
                return told[1]
        raise AssertionError("".join(self.lines))

    def end(self, how=signal.SIGTERM):
        """End it with all its children, whether they want to or not, and return how its own process ended."""
        if self._popen.poll() is None:
            os.killpg(self._popen.pid, how)
        ended = self._popen.wait(PATIENCE)
        self._reader.join()
        self._popen.stdout.close()
        return ended


@pytest.fixture
def start():
    started = []

    def run(*arguments, **environment):
        started.append(Process(arguments, environment))
        return started[-1]

    yield run
    for process in started:
        process.end(signal.SIGKILL)


@pytest.fixture
def platforms(start):
    """Steer the stand-in: show, change or clear one of its resources."""
    url = start("-m", "spotify_videos.sandbox", "--port", "0", "--latency", "50").url

    def steer(resource, method="GET", **told):
        answer = requests.request(method, f"{url}/_control/{resource}", json=told or None, timeout=PATIENCE)
        assert answer.status_code == 200
        return answer.json()

    steer.url = url
    # No handle leads to a channel, so that every song needs a search.
    steer("faults", "PUT", **{"youtube.channels": {"fault": "wrong-shape-object"}})
    return steer


@pytest.fixture
def services(start, platforms, tmp_path):
    """Start two processes of the service that share one database; `deadline` is their REQUEST_DEADLINE."""
    environment = {
        "SANDBOX": "0",
        "WORKER": "0",
        "SPOTIPY_CLIENT_ID": "an-id",
        "SPOTIPY_CLIENT_SECRET": "a-spotify-secret",
        "YT_ID": "a-youtube-key",
        "API_TOKEN": "",
        "RATE_LIMIT": "",
        "DATABASE_URL": f"sqlite:///{tmp_path}/spyt.db",
        "SPOTIFY_API_URL": f"{platforms.url}/spotify/v1/",
        "SPOTIFY_ACCOUNTS_URL": f"{platforms.url}/accounts/",
        "YOUTUBE_API_URL": f"{platforms.url}/youtube/v3/",
    }
    command = ("-m", "gunicorn", "--bind", "127.0.0.1:0", "app:app")

    def two(deadline=30, workers=1):
        told = environment | {"REQUEST_DEADLINE": str(deadline), "WEB_CONCURRENCY": str(workers)}
        with ThreadPoolExecutor(2) as pool:
            begun = [pool.submit(start, *command, **told) for _ in range(2)]
            return [one.result() for one in begun]

    return two


def ask(url, query):
    return requests.get(f"{url}/spyt?{query}", timeout=PATIENCE)


def at_once(urls, query):
    """One caller for each address, all at the same moment."""
    together = threading.Barrier(len(urls))

    def caller(url):
        together.wait()
        return ask(url, query)

    with ThreadPoolExecutor(len(urls)) as pool:
        return list(pool.map(caller, urls))


def test_eight_callers_of_two_processes_cost_one_search_a_song(services, platforms):
    both = services()
    answers = at_once([service.url for service in both] * 4, "num=50")
    assert [(answer.status_code, len(answer.json())) for answer in answers] == [(200, 50)] * 8
    assert len({answer.text for answer in answers}) == 1
    assert Counter(item["status"] for item in answers[0].json()).keys() <= {"matched", "other_version", "not_found"}
    searches = platforms("calls")["calls"]["youtube.search"]
    assert 0 < searches <= 50
    quotas = [requests.get(f"{service.url}/quota", timeout=PATIENCE).json() for service in both]
    assert [quota["searches"] for quota in quotas] == [{"limit": 100, "used": searches, "left": 100 - searches}] * 2
    assert {what: quotas[0][what]["used"] for what in ("searches", "units")} == platforms("spent")
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(Process.end, both)) == [0, 0]
    for service in both:
        assert not [line for line in service.lines if "Traceback" in line or "a-youtube-key" in line or "a-spotify" in line]


def test_two_processes_never_search_more_than_the_day_has(services, platforms):
    # 120 songs for the hundred searches that both have together.
    halves = [f"playlist=0zzLongList300Sandbox5&num=60&offset={offset}" for offset in (0, 60)]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(ask, [service.url for service in services()], halves))
    told = Counter(item["status"] for answer in answers for item in answer.json())
    assert told["deferred"] == 20
    assert told["failed"] == 0
    assert platforms("calls")["calls"]["youtube.search"] == 100


def test_the_songs_of_a_killed_process_are_found_by_the_other_once_its_lease_ends(services, platforms):
    killed, living = services(deadline=15)
    platforms("faults", "PUT", **{"youtube.search": {"fault": "hang", "first": 4}})
    with ThreadPoolExecutor(2) as pool:
        lost = pool.submit(ask, killed.url, "num=4")
        while platforms("calls")["calls"].get("youtube.search", 0) < 4:
            time.sleep(0.02)
        waiting = pool.submit(ask, living.url, "num=4")
        killed.end(signal.SIGKILL)
        with pytest.raises(requests.ConnectionError):
            lost.result()
        answer = waiting.result()
    assert [item["status"] for item in answer.json()] == ["matched"] * 4
    assert 1 < answer.elapsed.total_seconds() < 15
    assert platforms("calls")["calls"]["youtube.search"] == 8


def test_metrics_are_those_of_all_processes_whichever_answers(services):
    counted = re.compile('spotify_videos_request_seconds_count{method="GET",route="/quota",status="200"} (\\S+)')
    service, _ = services(workers=3)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: requests.get(f"{service.url}/quota", timeout=PATIENCE), range(30)))
    told = [requests.get(f"{service.url}/metrics", timeout=PATIENCE).text for _ in range(6)]
    assert [float(counted.search(text)[1]) for text in told] == [30] * 6
    assert {text.count("\nspotify_videos_searches_left ") for text in told} == {1}


def test_streams_that_are_open_when_the_service_is_told_to_stop_end_with_their_closing_line(services, platforms):
    platforms("latency", "PUT", **{"youtube.search": 1500})
    service, _ = services()
    with requests.get(f"{service.url}/spyt?num=5&format=ndjson&pending=1", stream=True, timeout=PATIENCE) as stream:
        lines = stream.iter_lines()
        first = next(lines)
        service.end()
        rest = list(lines)
    assert b'"pending"' in first
    assert rest[-1].startswith(b'{"done":true,"total":5')
