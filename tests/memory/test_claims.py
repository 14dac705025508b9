"""One look-up for one song, whoever asks, and no song that stays blocked."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from spotify_videos.memory import Claims, open_database
from spotify_videos.memory.tables import claims as rows
from spotify_videos.models import Track

LEASE = 10.0
OTHER_ISRC = "USUM71900001"


@pytest.fixture
def claims(engine: Engine, clock: Any) -> Iterator[Claims]:
    claims = Claims(engine, LEASE, clock)
    yield claims
    claims.close()


@pytest.fixture
def others(engine: Engine, clock: Any) -> Iterator[Claims]:
    """Those of another process."""
    claims = Claims(engine, LEASE, clock)
    yield claims
    claims.close()


def test_a_song_is_taken_once_until_it_is_released(claims: Claims, others: Claims, song: Callable[..., Track]) -> None:
    assert claims.take([song()]) == {song().id}
    assert claims.take([song()]) == others.take([song()]) == set()
    claims.release(song())
    assert others.take([song()]) == {song().id}


@pytest.mark.parametrize(
    ("second", "same"),
    [
        pytest.param({"title": "Another spelling"}, True, id="same ISRC"),
        pytest.param({"isrc": None}, True, id="same name"),
        pytest.param({"isrc": OTHER_ISRC, "title": "DON’T start now!"}, True, id="same name under another ISRC"),
        pytest.param({"isrc": OTHER_ISRC, "title": "Levitating"}, False, id="another song"),
        pytest.param({"isrc": None, "artists": ()}, False, id="same title by nobody"),
    ],
)
def test_the_same_song_under_another_id_is_taken_once(
    claims: Claims, others: Claims, song: Callable[..., Track], second: dict[str, Any], same: bool
) -> None:
    other = song("another-id", **second)
    assert claims.take([song(), other]) == ({song().id} if same else {song().id, other.id})
    assert others.take([other]) == set()


def test_a_song_of_which_one_identity_is_taken_is_not_taken_in_half(
    claims: Claims, others: Claims, song: Callable[..., Track], engine: Engine
) -> None:
    claims.take([song(isrc=None)])
    assert others.take([song("another-id")]) == set()
    claims.release(song(isrc=None))
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(rows)) == 0


def test_some_of_many_are_taken(claims: Claims, others: Claims, song: Callable[..., Track]) -> None:
    many = [song(f"id-{number}", title=f"Song {number}", isrc=None) for number in range(1200)]
    claims.take(many[:5])
    assert others.take(many) == {track.id for track in many[5:]}
    assert claims.take([]) == set()


def test_a_lease_that_ended_is_taken_over_and_stays_taken_over(
    claims: Claims, others: Claims, song: Callable[..., Track], clock: Any
) -> None:
    claims.take([song()])
    clock.now += LEASE - 0.001
    assert others.take([song()]) == set()
    clock.now += 0.001
    assert others.take([song()]) == {song().id}
    claims.release(song())
    claims.renew()
    assert claims.take([song()]) == set()


def test_a_renewed_lease_is_a_whole_one(claims: Claims, others: Claims, song: Callable[..., Track], clock: Any) -> None:
    claims.take([song()])
    clock.now += LEASE / 2
    claims.renew()
    clock.now += LEASE - 0.001
    assert others.take([song()]) == set()


def test_closing_gives_every_claim_up(claims: Claims, others: Claims, song: Callable[..., Track]) -> None:
    claims.take([song()])
    claims.close()
    assert others.take([song()]) == {song().id}


def test_a_living_process_keeps_its_claim_beyond_the_lease(engine: Engine, song: Callable[..., Track]) -> None:
    living, other = Claims(engine, 3), Claims(engine, 3)
    living.take([song()])
    time.sleep(4)
    assert other.take([song()]) == set()
    living.close()


HOLDER = """
import time
claims = Claims(open_database(sys.argv[1]), float(sys.argv[2]))
print(len(claims.take([Track("killed", "Don't Start Now", ("Dua Lipa",))])), flush=True)
time.sleep(60)
"""


def test_the_claim_of_a_killed_process_ends_with_its_lease(
    database_url: str, engine: Engine, process: Callable[..., Any], song: Callable[..., Track]
) -> None:
    lease = 4.0
    holder = process(HOLDER, database_url, str(lease))
    assert holder.stdout.readline() == "1\n"
    holder.kill()
    holder.wait()
    killed = time.monotonic()
    claims = Claims(engine, lease)
    assert claims.take([song()]) == set()
    while not claims.take([song()]):
        assert time.monotonic() - killed < 3 * lease
        time.sleep(0.05)
    claims.close()


def test_sixty_four_threads_take_a_song_once(
    claims: Claims, song: Callable[..., Track], threads: Callable[..., list[set[str]]]
) -> None:
    assert sorted(map(len, threads(64, lambda: claims.take([song()])))) == [0] * 63 + [1]


RACER = """
from concurrent.futures import ThreadPoolExecutor
engine = open_database(sys.argv[1])
claims = Claims(engine, 60)
songs = [Track(str(number), f"Song {number % 20}", ("Artist",), isrc=f"GBAHT19{number:05}") for number in range(40)]
wait()
with ThreadPoolExecutor(8) as pool:
    taken = list(pool.map(lambda turn: claims.take(songs[turn:] + songs[:turn]), range(8)))
print(*(track_id for some in taken for track_id in some))
sys.stdin.readline()
for track_id in {track_id for some in taken for track_id in some}:
    claims.release(songs[int(track_id)])
claims.close()
engine.dispose()
"""


def test_four_processes_take_each_song_once(database_url: str, process: Callable[..., Any]) -> None:
    open_database(database_url).dispose()
    racers = [process(RACER, database_url) for _ in range(4)]
    for phase in ("ready", "taken"):
        told = [one.stdout.readline().split() for one in racers]
        if phase == "taken":
            assert sorted(int(track_id) % 20 for some in told for track_id in some) == list(range(20))
        for one in racers:
            one.stdin.write("\n")
            one.stdin.flush()
    assert [one.communicate(timeout=120) for one in racers] == [("", "")] * 4
