"""The 2021 loop beside ours on one stand-in with latency: ratios and round trips. `.venv/bin/python benchmarks/service.py`

The loop is written anew in its fifteen lines: a token, the list, then one search a song, one after the other.
"""

from __future__ import annotations

import json
import os
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
LATENCY = 0.2
STAND_IN, SERVICE = 5781, 5782
TOP_50 = "37i9dQZEVXbMDoHDwVN2tF"
URL = f"http://127.0.0.1:{SERVICE}/spyt?num=50"


def loop_of_2021(base):
    """The tutorial's way, with the libraries of today."""
    credentials = SpotifyClientCredentials("id", "secret", cache_handler=MemoryCacheHandler())
    credentials.OAUTH_TOKEN_URL = f"{base}/accounts/api/token"
    spotify = spotipy.Spotify(auth_manager=credentials)
    spotify.prefix = f"{base}/spotify/v1/"
    youtube = pyyoutube.Client(api_key="key")
    youtube.BASE_URL = f"{base}/youtube/v3/"
    videos = []
    for row in spotify.playlist(TOP_50)["tracks"]["items"][:50]:
        artist, title = row["track"]["artists"][0]["name"], row["track"]["name"]
        found = youtube.search.list(q=f"{artist} {title}", max_results=1).items
        videos.append((artist, title, found[0].id.videoId if found else None))
    return videos


@contextmanager
def running(url, *command, **environment):
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(200):
            try:
                ask(url)
                break
            except OSError:
                time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait()


def ask(url, method="GET", body=None):
    request = urllib.request.Request(url, method=method, data=body)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.read()


def seconds(work, *arguments):
    began = time.perf_counter()
    work(*arguments)
    return time.perf_counter() - began


def service(folder, name):
    base = f"http://127.0.0.1:{STAND_IN}"
    return running(
        f"http://127.0.0.1:{SERVICE}/healthz",
        *(sys.executable, "-m", "gunicorn", "app:app"),
        PORT=str(SERVICE),
        SPOTIPY_CLIENT_ID="id",
        SPOTIPY_CLIENT_SECRET="secret",
        YT_ID="key",
        SEARCHES_PER_DAY="100000",
        DATABASE_URL=f"sqlite:///{folder}/{name}.db",
        SPOTIFY_API_URL=f"{base}/spotify/v1/",
        SPOTIFY_ACCOUNTS_URL=f"{base}/accounts/",
        YOUTUBE_API_URL=f"{base}/youtube/v3/",
    )


def main():
    stand_in = (
        sys.executable,
        "-m",
        "spotify_videos.sandbox",
        "--port",
        str(STAND_IN),
        "--latency",
        str(int(LATENCY * 1000)),
        "--searches",
        "100000",
    )
    control = f"http://127.0.0.1:{STAND_IN}/_control"
    with tempfile.TemporaryDirectory() as folder, running(f"{control}/calls", *stand_in):
        colds = []
        for run in range(5):
            with service(folder, f"cold{run}"):
                ask(f"{control}/calls", "DELETE")
                colds.append(seconds(ask, URL))
                calls = json.loads(ask(f"{control}/calls"))
                warm = sorted(seconds(ask, URL) for _ in range(50))[25]
        cold = sorted(colds)[2]
        loop = seconds(loop_of_2021, f"http://127.0.0.1:{STAND_IN}")
    print(f"50 unknown songs, cold token, {LATENCY * 1000:.0f} ms a round trip, median of 5:")
    print(f"  ours          {cold:6.2f} s = {cold / LATENCY:5.1f} round trips = {cold / (4 * LATENCY):.2f} x the four it needs")
    print(f"  2021's loop   {loop:6.2f} s = {loop / LATENCY:5.1f} round trips; ours is {loop / cold:.1f} times faster")
    print(f"  50 known songs: {warm * 1000:.1f} ms")
    print(f"  calls of the last run: {calls}")


if __name__ == "__main__":
    main()
