"""Songs that wait are rows until they are found, and nobody gets one that somebody else has in hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine

from spotify_videos.memory import Wanted, open_database
from spotify_videos.models import Track

LEASE = 60.0


@pytest.fixture
def wanted(engine: Engine, clock: Any) -> Wanted:
    return Wanted(engine, clock, most=10)


@pytest.fixture
def songs(song: Callable[..., Track]) -> list[Track]:
    return [song(f"id-{number}", title=f"Song {number}", isrc=f"GBAHT19{number:05}") for number in range(30)]


def test_a_song_waits_with_all_that_is_known_of_it_until_it_is_done(wanted: Wanted, song: Callable[..., Track]) -> None:
    track = song(album="Future Nostalgia", artists=("Dua Lipa", "二人目"))
    wanted.add([track])
    assert wanted.count() == 1
    assert wanted.take(5, LEASE) == [track]
    wanted.done([track])
    assert wanted.count() == 0


def test_the_newest_request_comes_first_in_the_order_of_its_list(wanted: Wanted, songs: list[Track], clock: Any) -> None:
    wanted.add(songs[:3])
    clock.now += 1
    wanted.add(songs[3:6])
    assert wanted.take(10, LEASE) == songs[3:6] + songs[:3]


def test_who_is_asked_for_again_comes_first_again(wanted: Wanted, songs: list[Track], clock: Any) -> None:
    wanted.add(songs[:3])
    clock.now += 1
    wanted.add(songs[2:3])
    assert wanted.take(10, LEASE) == [songs[2], *songs[:2]]


@pytest.mark.parametrize(
    ("different", "waiting"),
    [
        pytest.param({}, 1, id="another id"),
        pytest.param({"title": "Another spelling"}, 1, id="same ISRC"),
        pytest.param({"title": "Levitating", "isrc": "GBAHT1901999"}, 2, id="another song"),
    ],
)
def test_a_song_waits_once(wanted: Wanted, song: Callable[..., Track], different: dict[str, Any], waiting: int) -> None:
    other = song("another-id", **different)
    wanted.add([song(), other])
    wanted.add([other])
    assert wanted.count() == waiting


def test_a_song_without_an_artist_waits_under_its_id(wanted: Wanted) -> None:
    wanted.add([Track("one", "Title"), Track("two", "Title"), Track("two", "Title")])
    assert wanted.count() == 2


def test_of_too_many_the_oldest_go(wanted: Wanted, songs: list[Track], clock: Any) -> None:
    wanted.add(songs[:5])
    clock.now += 1
    wanted.add(songs[5:12])
    assert wanted.take(30, LEASE) == songs[5:12] + songs[:3]


def test_of_a_list_that_is_too_long_the_first_songs_wait(wanted: Wanted, songs: list[Track]) -> None:
    wanted.add(songs)
    assert wanted.take(30, LEASE) == songs[:10]


def test_thousands_are_no_more_than_two_thousand(engine: Engine, clock: Any) -> None:
    wanted = Wanted(engine, clock)
    for list in "ab":
        wanted.add([Track(f"{list}{number}", "Title") for number in range(2500)])
        clock.now += 1
    assert wanted.count() == 2000
    assert {track.id[0] for track in wanted.take(2000, LEASE)} == {"b"}


def test_what_one_has_in_hand_nobody_else_gets_until_the_lease_ends(
    wanted: Wanted, engine: Engine, songs: list[Track], clock: Any
) -> None:
    other = Wanted(engine, clock)
    wanted.add(songs[:4])
    assert wanted.take(3, LEASE) == songs[:3]
    assert other.take(3, LEASE) == songs[3:4]
    clock.now += LEASE - 0.001
    assert other.take(3, LEASE) == []
    clock.now += 0.001
    assert other.take(30, LEASE) == songs[:4]


def test_asking_again_for_a_song_in_hand_gives_it_to_nobody_else(wanted: Wanted, songs: list[Track], clock: Any) -> None:
    wanted.add(songs[:1])
    wanted.take(1, LEASE)
    clock.now += 1
    wanted.add(songs[:1])
    assert wanted.take(1, LEASE) == []


def test_a_postponed_song_comes_again_when_its_time_has_come(wanted: Wanted, songs: list[Track], clock: Any) -> None:
    wanted.add(songs[:2])
    wanted.take(2, LEASE)
    wanted.postpone(songs[:1], 0)
    wanted.postpone(songs[1:2], 3600)
    assert wanted.take(2, LEASE) == songs[:1]
    clock.now += 3600
    assert wanted.take(2, LEASE) == songs[:2]


def test_nothing_is_as_good_as_none(wanted: Wanted) -> None:
    wanted.add([])
    wanted.done([])
    wanted.postpone([], 1)
    assert wanted.take(5, LEASE) == []
    assert wanted.count() == 0


TAKER = """
engine = open_database(sys.argv[1])
wanted = Wanted(engine)
wait()
while some := wanted.take(7, 600):
    print(*(track.id for track in some), end=" ")
engine.dispose()
"""


def test_ten_workers_never_get_the_same_song(database_url: str, race: Callable[..., list[str]]) -> None:
    engine = open_database(database_url)
    Wanted(engine).add([Track(str(number), "Title") for number in range(300)])
    engine.dispose()
    taken = [int(id) for printed in race(10, TAKER, database_url) for id in printed.split()]
    assert sorted(taken) == list(range(300))


CROWD = """
from concurrent.futures import ThreadPoolExecutor
engine = open_database(sys.argv[1])
wanted = Wanted(engine, most=50)
tracks = [Track(str(number), "Title") for number in range(80)]
def work(turn):
    wanted.add(tracks[turn:] + tracks[:turn])
    some = wanted.take(5, 600)
    wanted.done(some[:2])
    wanted.postpone(some[2:], 0)
wait()
with ThreadPoolExecutor(8) as pool:
    list(pool.map(work, range(24)))
engine.dispose()
"""


def test_a_crowd_that_adds_takes_and_finishes_the_same_songs_never_locks_itself_out(
    database_url: str, race: Callable[..., list[str]]
) -> None:
    open_database(database_url).dispose()
    assert race(4, CROWD, database_url) == [""] * 4
    engine = open_database(database_url)
    assert Wanted(engine).count() <= 80
    engine.dispose()
