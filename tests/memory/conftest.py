"""A clock to set, songs, and races between real processes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Engine

from spotify_videos.memory import open_database
from spotify_videos.models import Candidate, Track, Video

ROOT = Path(__file__).parent.parent.parent

# What each process of a race begins with: it says that it is there, and waits for the others.
READY = """
import sys
from spotify_videos.memory import Claims, Ledger, Share, Store, Wanted, open_database
from spotify_videos.errors import QuotaSpent
from spotify_videos.models import Track
def wait():
    print("ready", flush=True)
    sys.stdin.readline()
"""


class Clock:
    """Seconds since 1970, as a test sets them. It begins on a November noon in California."""

    def __init__(self) -> None:
        self.now = 1_795_550_400.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_database(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def song() -> Callable[..., Track]:
    """A song as Spotify tells it; a test names what is different about it."""

    def make(id: str = "3PfIrDoz19wz7qK7tYeu62", **different: Any) -> Track:
        told: dict[str, Any] = {"title": "Don't Start Now", "artists": ("Dua Lipa",), "seconds": 183, "isrc": "GBAHT1901121"}
        return Track(id, **told | different)

    return make


@pytest.fixture
def video() -> Video:
    return Video(
        Candidate("oygrmJFKYZY", "Dua Lipa - Don't Start Now (Official Music Video)", channel="Dua Lipa"), "official_video", 0.97
    )


@pytest.fixture
def threads() -> Callable[..., list[Any]]:
    """Do something in so many threads at the same moment, and return what each of them returned."""

    def run(count: int, work: Callable[[], Any]) -> list[Any]:
        together = Barrier(count)

        def start(_: int) -> Any:
            together.wait()
            return work()

        with ThreadPoolExecutor(count) as pool:
            return list(pool.map(start, range(count)))

    return run


@pytest.fixture
def process() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start a Python process that runs a script of ours; none outlives the test."""
    started: list[subprocess.Popen[str]] = []

    def start(script: str, *arguments: str) -> subprocess.Popen[str]:
        started.append(
            subprocess.Popen(
                [sys.executable, "-W", "error", "-c", READY + script, *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                cwd=ROOT,
                env=os.environ | {"PYTHONPATH": str(ROOT)},
            )
        )
        return started[-1]

    yield start
    for one in started:
        one.kill()
        one.communicate()


@pytest.fixture
def race(process: Callable[..., subprocess.Popen[str]]) -> Callable[..., list[str]]:
    """Run a script in so many processes that go on from `wait()` at the same moment; return what each of them printed."""

    def run(count: int, script: str, *arguments: str) -> list[str]:
        racers = [process(script, *arguments) for _ in range(count)]
        for one in racers:
            assert one.stdout is not None
            assert one.stdout.readline() == "ready\n", one.communicate()[1]
        for one in racers:
            assert one.stdin is not None
            one.stdin.write("\n")
            one.stdin.flush()
        ends = [one.communicate(timeout=120) for one in racers]
        assert [errors for _, errors in ends] == [""] * count
        return [printed for printed, _ in ends]

    return run
