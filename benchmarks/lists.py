"""When a cold list's first line comes, with all well and with every fifth search hanging; what 10,000 known songs cost.

`.venv/bin/python benchmarks/lists.py`. The service and YouTube's stand-in are processes of their own. Linux tells the memory.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from service import CONTROL, FIFTY_ARTISTS, LATENCY, RUNS, SERVICE, service, stand_in

from spotify_videos.memory import Store, open_database
from spotify_videos.models import Candidate, Match, Video
from spotify_videos.songs import read_list

TRIPS, HELD_FIRST = 5, 1.15
SONGS, HELD_SECONDS, HELD_MEMORY = 10_000, 1.0, 80
BASE = f"http://127.0.0.1:{SERVICE}/spyt"
FORMATS = ("json", "ndjson", "csv", "m3u", "xspf")


def first_line(folder, name):
    """The median seconds until a new service's first line, and until its last."""
    first, last = [], []
    for run in range(RUNS):
        with service(f"{folder}/{name}{run}.db"):
            began = time.perf_counter()
            with urllib.request.urlopen(f"{BASE}?num=50&format=ndjson&playlist={FIFTY_ARTISTS}", timeout=120) as answer:
                answer.readline()
                first.append(time.perf_counter() - began)
                answer.read()
            last.append(time.perf_counter() - began)
    return statistics.median(first), statistics.median(last)


def show_first_lines(folder):
    most = TRIPS * LATENCY
    print(f"first line of 50 new songs of 50 artists, median of {RUNS}, at most {HELD_FIRST} x the {most:.2f} s of {TRIPS} trips:")
    for guessable in (0, 100):
        with stand_in(LATENCY, guessable=guessable):
            for name, fault in (("all well", None), ("every fifth search hangs", {"fault": "hang", "every": 5})):
                steer("faults", {"youtube.search": fault} if fault else {})
                first, last = first_line(folder, f"first{guessable}{bool(fault)}")
                print(f"  {guessable:3} % guessable, {name:25} {first:5.2f} s = {first / most:.2f} x; the last {last:5.2f} s")


def steer(what, told):
    request = urllib.request.Request(
        f"{CONTROL}/{what}", json.dumps(told).encode(), {"Content-Type": "application/json"}, method="PUT"
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        answer.read()


def show_known(folder):
    body = "".join(f"Artist {number // 25} - Song {number}\n" for number in range(SONGS)).encode()
    began = time.process_time()
    rows = read_list(body, "text/plain")
    print(f"{len(rows):,} pasted lines read in {time.process_time() - began:.2f} s")
    database = f"{folder}/known.db"
    engine = open_database(f"sqlite:///{database}")
    store = Store(engine)

    def remember(number):
        row = rows[number]
        title = f"{row.track.artist} - {row.track.title} (Official Video)"
        candidate = Candidate(f"v{number:010}", title, row.track.artist, "UC" + "x" * 22, description="words " * 40, seconds=200)
        store.remember(row.track, Match("matched", Video(candidate, "official_video", 0.97)), [candidate])

    with ThreadPoolExecutor(64) as threads:
        list(threads.map(remember, range(SONGS)))
    engine.dispose()
    print(f"{SONGS:,} known songs posted as text (at most {HELD_SECONDS} s and {HELD_MEMORY} MB above idle):")
    for format in FORMATS:
        with stand_in(0, guessable=0), service(database):
            request = urllib.request.Request(f"{BASE}?format={format}", body, {"Content-Type": "text/plain"})
            idle, took = peak(), []
            for _ in range(3):
                began = time.perf_counter()
                with urllib.request.urlopen(request, timeout=60) as answer:
                    size = len(answer.read())
                took.append(time.perf_counter() - began)
            more = peak() - idle
            print(f"  {format:7} {took[0]:.2f} s, again {min(took[1:]):.2f} s; {more:4.0f} MB; {size / 1e6:.1f} MB sent")


def peak():
    """The most memory, in MB, that any of the service's processes has had."""
    told = [Path(folder, "status").read_text() for folder in Path("/proc").glob("[0-9]*") if serves(folder)]
    return max(int(line.split()[1]) / 1024 for status in told for line in status.splitlines() if line.startswith("VmHWM"))


def serves(folder):
    try:
        return b"gunicorn\0app:app" in Path(folder, "cmdline").read_bytes()
    except OSError:  # It has ended meanwhile.
        return False


def main():
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        show_first_lines(folder)
        show_known(folder)


if __name__ == "__main__":
    main()
