"""The 2021 loop beside ours on one stand-in with latency, and a known list beside a bare view: ratios and round trips.

`.venv/bin/python benchmarks/service.py`. The loop is written anew in its fifteen lines: a token, the list, then one search a song,
one after the other. Requests a second need `wrk`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pyyoutube
import spotipy
from spotipy.cache_handler import MemoryCacheHandler
from spotipy.oauth2 import SpotifyClientCredentials

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from spotify_videos.memory import ChannelShelf, open_database  # noqa: E402  # the service's own, found by the line above

LATENCY = 0.2
RUNS = 5
STAND_IN, SERVICE = 5781, 5782
FIFTY_ARTISTS = "0zzLongList300Sandbox5"  # Its first 50 songs are by 50 artists.
TEN_THOUSAND = "0zzBigList10000Sandbx6"
BASE = f"http://127.0.0.1:{STAND_IN}"
CONTROL = f"{BASE}/_control"
URL = f"http://127.0.0.1:{SERVICE}/spyt?num=50&playlist={FIFTY_ARTISTS}"
BARE = """
from flask import Flask, Response
app = Flask(__name__)
body = open("body.json", "rb").read()
@app.get("/spyt")
def spyt():
    return Response(body, content_type="application/json")
"""


def loop_of_2021():
    """The tutorial's way, with the libraries of today."""
    credentials = SpotifyClientCredentials("id", "secret", cache_handler=MemoryCacheHandler())
    credentials.OAUTH_TOKEN_URL = f"{BASE}/accounts/api/token"
    spotify = spotipy.Spotify(auth_manager=credentials)
    spotify.prefix = f"{BASE}/spotify/v1/"
    youtube = pyyoutube.Client(api_key="key")
    youtube.BASE_URL = f"{BASE}/youtube/v3/"
    videos = []
    for row in spotify.playlist(FIFTY_ARTISTS)["tracks"]["items"][:50]:
        artist, title = row["track"]["artists"][0]["name"], row["track"]["name"]
        found = youtube.search.list(q=f"{artist} {title}", max_results=1).items
        videos.append((artist, title, found[0].id.videoId if found else None))
    return videos


@contextmanager
def running(url, *command, cwd=ROOT, **environment):
    process = subprocess.Popen(
        command, cwd=cwd, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(400):
            try:
                ask(url)
                break
            except OSError:
                time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait()


def ask(url, method="GET"):
    request = urllib.request.Request(url, method=method)
    with urllib.request.urlopen(request, timeout=120) as answer:
        return answer.read()


def seconds(work, *arguments):
    began = time.perf_counter()
    work(*arguments)
    return time.perf_counter() - began


def stand_in(latency, guessable):
    command = (sys.executable, "-m", "spotify_videos.sandbox", "--port", str(STAND_IN))
    limits = ("--latency", str(int(latency * 1000)), "--searches", "1000000", "--units", "10000000", "--guessable", str(guessable))
    return running(f"{CONTROL}/calls", *command, *limits)


def service(database):
    return running(
        f"http://127.0.0.1:{SERVICE}/healthz",
        *(sys.executable, "-m", "gunicorn", "app:app"),
        PORT=str(SERVICE),
        SPOTIPY_CLIENT_ID="id",
        SPOTIPY_CLIENT_SECRET="secret",
        YT_ID="key",
        SEARCHES_PER_DAY="100000",
        UNITS_PER_DAY="1000000",
        RATE_LIMIT="",
        WORKER="0",
        DATABASE_URL=f"sqlite:///{database}",
        SPOTIFY_API_URL=f"{BASE}/spotify/v1/",
        SPOTIFY_ACCOUNTS_URL=f"{BASE}/accounts/",
        YOUTUBE_API_URL=f"{BASE}/youtube/v3/",
    )


def cold(folder, name, artists=()):
    """The median of a few first requests, each of a new service that only knows that these artists have no channel."""
    times = []
    for run in range(RUNS):
        database = f"{folder}/{name}{run}.db"
        engine = open_database(f"sqlite:///{database}")
        for artist in artists:
            ChannelShelf(engine).guess(artist, [])
        engine.dispose()
        with service(database):
            ask(f"{CONTROL}/calls", "DELETE")
            times.append(seconds(ask, URL))
            calls = json.loads(ask(f"{CONTROL}/calls"))["calls"]
    return statistics.median(times), calls


def requests_a_second(url):
    told = subprocess.run([shutil.which("wrk"), "-t1", "-c8", "-d5s", url], capture_output=True, text=True, check=True).stdout
    return float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1])


def told(what, took, trips, calls):
    ratio, made = took / (trips * LATENCY), sum(calls.values())
    print(f"  {what:24} {took:6.2f} s = {took / LATENCY:5.1f} round trips = {ratio:.2f} x the {trips} needed; {made} calls")


def show_cold(folder):
    print(f"50 unknown songs of 50 artists, cold token, {LATENCY * 1000:.0f} ms a round trip, median of {RUNS}:")
    with stand_in(LATENCY, guessable=0):
        loop = seconds(loop_of_2021)
        print(f"  {'the loop of 2021':24} {loop:6.2f} s = {loop / LATENCY:5.1f} round trips")
        with service(f"{folder}/names.db"):
            artists = {song["artist"] for song in json.loads(ask(URL))}
        by_search, calls = cold(folder, "search", artists)
        told("by search alone", by_search, 4, calls)
        print(f"  {'':24} {loop / by_search:6.1f} times faster than the loop")
        took, calls = cold(folder, "none")
        told("no handle answers", took, 5, calls)
    with stand_in(LATENCY, guessable=100):
        took, calls = cold(folder, "channels")
        told("every handle answers", took, 5, calls)


def show_warm(folder):
    with stand_in(0, guessable=0), service(f"{folder}/warm.db"):
        for _ in range(2):
            body = ask(URL)
        times = [seconds(ask, URL) for _ in range(50)]
        print(f"50 known songs: {statistics.median(times) * 1000:.1f} ms")
        if not shutil.which("wrk"):
            print("  (requests a second need wrk)")
            return
        ours = requests_a_second(URL)
    Path(folder, "body.json").write_bytes(body)
    Path(folder, "bare.py").write_text(BARE)
    bare_url = f"http://127.0.0.1:{SERVICE}/spyt"
    command = (sys.executable, "-m", "gunicorn", "--worker-class", "gthread", "--threads", "32")
    bind = ("--bind", f"127.0.0.1:{SERVICE}")
    with running(bare_url, *command, *bind, "bare:app", cwd=folder):
        bare = requests_a_second(bare_url)
    print(f"  {ours:.0f} requests a second, a bare Flask view with the same bytes {bare:.0f}: {ours / bare:.2f} of it")


def show_long(folder):
    """A list of 200 pages: the token, the first page, and the others four at a time."""
    trips = 2 + 199 / 4
    url = f"http://127.0.0.1:{SERVICE}/spyt?num=10000&playlist={TEN_THOUSAND}&format=ndjson&pending=1"
    with stand_in(LATENCY, guessable=0), service(f"{folder}/long.db"):
        began = time.perf_counter()
        with urllib.request.urlopen(url, timeout=120) as answer:
            answer.readline()
            took = time.perf_counter() - began
        pages = json.loads(ask(f"{CONTROL}/calls"))["calls"]
        first = seconds(ask, f"http://127.0.0.1:{SERVICE}/spyt")
    most = 1.3 * trips * LATENCY + 2
    print(f"10,000 songs read through 200 pages: {took:.1f} s (1.3 x {trips:.0f} round trips + 2 s are {most:.1f} s)")
    print(f"  calls: {pages}; the default request beside it: {first:.1f} s")


def main():
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        show_cold(folder)
        show_warm(folder)
        show_long(folder)


if __name__ == "__main__":
    main()
