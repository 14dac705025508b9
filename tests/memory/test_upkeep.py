"""What YouTube told is refreshed before its thirty days are over, or goes; what a person chose stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine, event, func, select

from spotify_videos.memory import Claims, Ledger, Store, Upkeep
from spotify_videos.memory.tables import candidates, claims, ledger, matches, tracks
from spotify_videos.models import Candidate, Match, Status, Track, Video

DAY = 24 * 60 * 60
BARE = Candidate("a" * 11, "A title")


@pytest.fixture
def store(engine: Engine, clock: Any) -> Store:
    return Store(engine, clock)


@pytest.fixture
def upkeep(engine: Engine, clock: Any) -> Upkeep:
    return Upkeep(engine, clock)


@pytest.fixture
def rows(engine: Engine) -> Callable[[], list[int]]:
    """How many rows there are of tracks, candidates, matches, ledger, claims."""

    def count() -> list[int]:
        with engine.connect() as connection:
            return [
                connection.scalar(select(func.count()).select_from(table)) or 0
                for table in (tracks, candidates, matches, ledger, claims)
            ]

    return count


def test_songs_are_due_from_the_twenty_fifth_day_to_the_thirtieth_the_oldest_first(
    store: Store, upkeep: Upkeep, song: Callable[..., Track], video: Video, clock: Any
) -> None:
    old, new = song("old"), song("new", title="Levitating", isrc=None)
    store.remember(old, Match("matched", video), [video.candidate, BARE])
    clock.now += DAY
    store.remember(new, Match("matched", video), [video.candidate])
    clock.now += 24 * DAY - 1
    assert upkeep.due(10) == []
    clock.now += 1
    assert upkeep.due(10) == [(old, [video.candidate, BARE])]
    clock.now += DAY
    assert [track for track, _ in upkeep.due(10)] == [old, new]
    assert [track for track, _ in upkeep.due(1)] == [old]
    clock.now += 4 * DAY
    assert [track for track, _ in upkeep.due(10)] == [new]


def test_what_was_told_anew_is_due_no_more(
    store: Store, upkeep: Upkeep, song: Callable[..., Track], video: Video, clock: Any
) -> None:
    store.remember(song(), Match("matched", video), [video.candidate])
    clock.now += 26 * DAY
    store.remember(song(), Match("matched", video), [video.candidate])
    assert upkeep.due(10) == []


@pytest.mark.parametrize("status", ["other_version", "not_found"])
def test_what_is_looked_for_again_anyway_is_not_refreshed(
    store: Store, upkeep: Upkeep, song: Callable[..., Track], video: Video, clock: Any, status: Status
) -> None:
    store.remember(song(), Match(status, video if status == "other_version" else None), [video.candidate])
    clock.now += 26 * DAY
    assert upkeep.due(10) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_looking_for_what_is_old_reads_no_whole_table(upkeep: Upkeep, engine: Engine) -> None:
    asked: list[tuple[str, Any]] = []
    event.listen(engine, "before_cursor_execute", lambda *told: asked.append(told[2:4]))
    upkeep.due(10)
    upkeep.expire()
    with engine.connect() as connection:
        plans = [
            str(row)
            for statement, values in list(asked)
            if statement.startswith(("SELECT", "DELETE"))
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        ]
    assert any("SEARCH" in plan for plan in plans)
    assert [plan for plan in plans if any(f"SCAN {table}" in plan for table in ("tracks", "candidates", "matches"))] == []


def test_after_thirty_days_all_is_gone_that_nobody_refreshed(
    store: Store, upkeep: Upkeep, song: Callable[..., Track], video: Video, clock: Any, rows: Callable[[], list[int]]
) -> None:
    for number in range(1000):
        store.keep(song(f"id-{number}", title=f"Song {number}", isrc=None), [BARE])
    store.remember(song(), Match("matched", video), [video.candidate])
    clock.now += 30 * DAY - 1
    assert upkeep.expire() == 0
    clock.now += 1
    assert upkeep.expire() == 2 * 1000 + 3
    assert rows() == [0] * 5


def test_a_track_that_was_told_lately_outlives_what_was_found_for_another(
    store: Store, upkeep: Upkeep, song: Callable[..., Track], video: Video, clock: Any
) -> None:
    store.remember(song("old"), Match("matched", video), [video.candidate])
    clock.now += 20 * DAY
    store.remember(song("new", title="Levitating", isrc=None), Match("matched", video), [video.candidate])
    clock.now += 10 * DAY
    upkeep.expire()
    assert store.track("old") is None
    assert store.candidates("new") == [video.candidate]


def test_the_rows_of_past_days_and_dead_processes_go(
    engine: Engine, upkeep: Upkeep, song: Callable[..., Track], clock: Any, rows: Callable[[], list[int]]
) -> None:
    dead, days = Claims(engine, 10, clock), Ledger(engine, {"searches": 9, "units": 9}, clock)
    dead.take([song()])
    days.spend("searches")
    clock.now += 7 * DAY
    days.spend("searches")
    upkeep.expire()
    assert rows()[3:] == [2, 0]
    clock.now += 2 * DAY
    upkeep.expire()
    assert rows()[3:] == [1, 0]
    dead.close()


def test_what_is_forgotten_is_looked_up_anew(
    store: Store, upkeep: Upkeep, song: Callable[..., Track], video: Video, clock: Any
) -> None:
    store.remember(song(), Match("matched", video), [video.candidate])
    before = store.revision()
    upkeep.forget(song())
    assert (store.recall([song()]), store.kept([song()])) == ({}, {})
    clock.now += 1
    assert store.revision() != before


def test_a_pin_stays_and_what_youtube_told_of_its_video_goes(
    store: Store, upkeep: Upkeep, song: Callable[..., Track], video: Video, clock: Any
) -> None:
    store.pin(song(), video)
    clock.now += 30 * DAY
    upkeep.expire()
    kept = Video(Candidate(video.candidate.id, ""), video.kind, video.score)
    assert store.pinned([song()]) == {song().id: Match("pinned", kept)}
    assert store.track(song().id) == song()
    clock.now += 30 * DAY
    assert upkeep.expire() == 0
    assert store.pinned([song()]) == {song().id: Match("pinned", kept)}


def test_a_pin_is_due_from_the_twenty_fifth_day_and_then_every_twenty_five(
    store: Store, upkeep: Upkeep, song: Callable[..., Track], video: Video, clock: Any
) -> None:
    store.pin(song(), video)
    clock.now += 25 * DAY - 1
    assert upkeep.pins_due(10) == []
    clock.now += 1
    assert upkeep.pins_due(10) == [(song().id, video)]
    told = replace(video.candidate, title="A new title")
    upkeep.refresh_pin(song().id, video, told)
    assert store.pinned([song()]) == {song().id: Match("pinned", replace(video, candidate=told))}
    assert upkeep.pins_due(10) == []
    clock.now += 25 * DAY
    assert len(upkeep.pins_due(10)) == 1


@pytest.mark.parametrize("changed", ["unpinned", "pinned otherwise"])
def test_a_refresh_never_undoes_what_a_person_did_meanwhile(
    store: Store, upkeep: Upkeep, song: Callable[..., Track], video: Video, changed: str
) -> None:
    store.pin(song(), video)
    store.unpin(song())
    other = Video(BARE, "video", None)
    if changed == "pinned otherwise":
        store.pin(song(), other)
    upkeep.refresh_pin(song().id, video, video.candidate)
    assert store.pinned([song()]) == ({} if changed == "unpinned" else {song().id: Match("pinned", other)})


def test_every_verdict_is_told_with_what_it_stands_on_however_many_there_are(
    store: Store, upkeep: Upkeep, song: Callable[..., Track], video: Video
) -> None:
    songs = [song(f"id-{number}", title=f"Song {number}", isrc=None) for number in range(950)]
    for track in songs:
        store.remember(track, Match("not_found"), [BARE])
    store.remember(song(), Match("matched", video), [video.candidate])
    told = {track.id: (track, candidates, match) for track, candidates, match in upkeep.told()}
    assert len(told) == 951
    assert told[song().id] == (song(), [video.candidate], Match("matched", video))
    assert told["id-7"] == (songs[7], [BARE], Match("not_found"))


def test_an_empty_database_has_nothing_to_keep_up(upkeep: Upkeep) -> None:
    assert (upkeep.due(10), upkeep.pins_due(10), list(upkeep.told()), upkeep.expire()) == ([], [], [], 0)


EXPIRER = """
import time
from spotify_videos.memory import Upkeep
from spotify_videos.models import Candidate
engine = open_database(sys.argv[1])
now = time.time()
tracks = [Track(str(number), f"Song {number}", ("Artist",)) for number in range(40)]
old, new, upkeep = Store(engine, lambda: now - 31 * 86400), Store(engine), Upkeep(engine)
wait()
for turn in range(4):
    for track in tracks:
        (old if turn % 2 else new).keep(track, [Candidate("a" * 11, "A title")])
    upkeep.expire()
for track in tracks:
    new.keep(track, [])
engine.dispose()
"""


def test_what_is_told_while_old_things_are_deleted_is_kept(
    database_url: str, engine: Engine, race: Callable[..., list[str]]
) -> None:
    assert race(4, EXPIRER, database_url) == [""] * 4
    assert len(Store(engine).kept([Track(str(number), f"Song {number}", ("Artist",)) for number in range(40)])) == 40
