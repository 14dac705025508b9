"""What is remembered comes back whole, for the same song, while it is fresh, and at a price that does not grow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine, event

from spotify_videos.memory import Ledger, Store
from spotify_videos.models import Candidate, Match, Status, Track, Video

DAY = 24 * 60 * 60
OTHER_ISRC = "USUM71900001"


@pytest.fixture
def store(engine: Engine, clock: Any) -> Store:
    return Store(engine, clock)


@pytest.fixture
def statements(engine: Engine) -> list[tuple[str, Any]]:
    """All that the database is asked from now on."""
    asked: list[tuple[str, Any]] = []

    @event.listens_for(engine, "before_cursor_execute")
    def count(_: Any, __: Any, statement: str, parameters: Any, *___: Any) -> None:
        if not statement.startswith("BEGIN"):
            asked.append((statement, parameters))

    return asked


BARE = Candidate("a" * 11, "A title")
FULL = Candidate(
    id="oygrmJFKYZY",
    title='Dua Lipa – "Don\'t Start Now" 🕺🏽 \u2028 \x00 \ud800',
    channel="두아 리파",
    channel_id="UC-J-KZfRV8c13fOCkhXdLiQ",
    description="line\nline\t\\" * 400,
    seconds=181,
    views=9_999_999_999,
    licensed=True,
    embeddable=False,
    blocked_in=("DE", "KP"),
)


@pytest.mark.parametrize("candidate", [BARE, FULL, replace(FULL, blocked_in=(), description="", seconds=0, licensed=False)])
@pytest.mark.parametrize("score", [0.123456789, None])
def test_every_field_of_a_match_comes_back(
    store: Store, song: Callable[..., Track], candidate: Candidate, score: float | None
) -> None:
    match = Match("matched", Video(candidate, "lyric", score))
    store.remember(song(), match)
    assert store.recall([song()]) == {song().id: match}


@pytest.mark.parametrize(
    "track",
    [
        Track("id", "Title"),
        Track(
            "id",
            "🎵 Título",
            ("Ärtist", "二人目", ""),
            "Album",
            183,
            "GBAHT1901121",
            "https://i.scdn.co/image/x",
            "https://open.spotify.com/track/id",
        ),
    ],
)
def test_every_field_of_a_track_and_its_candidates_comes_back(store: Store, track: Track) -> None:
    store.keep(track, [FULL, BARE])
    assert store.track(track.id) == track
    assert store.candidates(track.id) == store.kept([track])[track.id] == [FULL, BARE]


@pytest.mark.parametrize("status", ["matched", "other_version", "not_found"])
def test_every_verdict_is_remembered(store: Store, song: Callable[..., Track], video: Video, status: Status) -> None:
    match = Match(status, None if status == "not_found" else video)
    store.remember(song(), match)
    assert store.recall([song()]) == {song().id: match}


@pytest.mark.parametrize("status", ["deferred", "failed", "pinned"])
def test_what_is_no_verdict_is_not_remembered(store: Store, song: Callable[..., Track], status: Status) -> None:
    with pytest.raises(ValueError, match="no verdict"):
        store.remember(song(), Match(status))
    assert store.recall([song()]) == {}


def test_a_later_verdict_replaces_the_one_before(store: Store, song: Callable[..., Track], video: Video) -> None:
    store.remember(song(), Match("not_found"))
    store.remember(song(), Match("matched", video))
    assert store.recall([song()]) == {song().id: Match("matched", video)}


@pytest.mark.parametrize(("status", "days"), [("matched", 30), ("other_version", 7), ("not_found", 7)])
def test_a_verdict_is_recalled_until_its_days_are_over(
    store: Store, song: Callable[..., Track], video: Video, clock: Any, status: Status, days: int
) -> None:
    store.remember(song(), Match(status, video))
    clock.now += days * DAY - 1
    assert song().id in store.recall([song()])
    clock.now += 1
    assert store.recall([song()]) == {}


def test_candidates_are_judged_for_seven_days_and_shown_for_thirty(store: Store, song: Callable[..., Track], clock: Any) -> None:
    store.keep(song(), [BARE])
    clock.now += 7 * DAY - 1
    assert store.kept([song()]) == {song().id: [BARE]}
    clock.now += 1
    assert store.kept([song()]) == {}
    assert store.candidates(song().id) == [BARE]
    clock.now += 23 * DAY
    assert store.candidates(song().id) == []


def test_a_search_that_found_nothing_is_not_the_same_as_none(store: Store, song: Callable[..., Track]) -> None:
    assert store.kept([song()]) == {}
    store.keep(song(), [])
    assert store.kept([song()]) == {song().id: []}


def test_nothing_is_known_of_an_unknown_track(store: Store, song: Callable[..., Track]) -> None:
    assert (store.track("x"), store.candidates("x"), store.recall([song()]), store.pinned([song()]), store.recall([])) == (
        None,
        [],
        {},
        {},
        {},
    )


SAME_SONG = [
    pytest.param({"title": "Nothing alike", "seconds": 900}, True, id="same ISRC"),
    pytest.param({"isrc": "gb-aht-19-01121", "title": "Nothing alike"}, True, id="same ISRC written otherwise"),
    pytest.param({"isrc": None, "title": "Don’t start now"}, True, id="same name"),
    pytest.param({"isrc": OTHER_ISRC, "seconds": 186}, True, id="same name, length within three seconds"),
    pytest.param({"isrc": OTHER_ISRC, "seconds": 187}, False, id="same name, another length"),
    pytest.param({"isrc": None, "seconds": None}, True, id="same name, length not told"),
    pytest.param({"isrc": None, "artists": ("Dua Lipa", "DaBaby")}, True, id="same first artist"),
    pytest.param({"isrc": None, "artists": ("DaBaby", "Dua Lipa")}, False, id="another first artist"),
    pytest.param({"isrc": None, "artists": ()}, False, id="no artist"),
    pytest.param({"isrc": None, "title": "Don't Start Now (Live)"}, False, id="another title"),
]


@pytest.mark.parametrize(("different", "same"), SAME_SONG)
def test_whoever_is_the_same_song_is_the_same_song(
    store: Store, song: Callable[..., Track], video: Video, different: dict[str, Any], same: bool
) -> None:
    other = song("another-id", **different)
    store.keep(song(), [BARE])
    store.remember(song(), Match("matched", video))
    assert store.recall([other]) == ({other.id: Match("matched", video)} if same else {})
    assert store.kept([other]) == ({other.id: [BARE]} if same else {})
    store.pin(song(), video)
    assert store.pinned([other]) == ({other.id: Match("pinned", video)} if same else {})


def test_a_song_recalled_under_another_id_is_known_under_it_from_then_on(
    store: Store, song: Callable[..., Track], video: Video
) -> None:
    other = song("another-id", album="Greatest Hits")
    store.keep(song(), [BARE])
    store.remember(song(), Match("matched", video))
    store.recall([other])
    assert store.track(other.id) == other
    assert store.candidates(other.id) == [BARE]


def test_of_several_releases_the_one_with_a_video_is_recalled_then_the_newest(
    store: Store, song: Callable[..., Track], video: Video, clock: Any
) -> None:
    old, new, none = (song(name, isrc=f"USUM7190000{number}") for number, name in enumerate(("old", "new", "none")))
    newer = replace(video, score=0.5)
    for track, match in ((old, Match("matched", video)), (new, Match("matched", newer)), (none, Match("not_found"))):
        store.remember(track, match)
        clock.now += 1
    assert store.recall([song()]) == {song().id: Match("matched", newer)}
    assert store.recall([none]) == {none.id: Match("not_found")}


def test_a_verdict_and_what_it_stands_on_are_kept_together(store: Store, song: Callable[..., Track], video: Video) -> None:
    store.remember(song(), Match("matched", video), [FULL, BARE])
    assert store.recall([song()]) == {song().id: Match("matched", video)}
    assert store.kept([song()]) == {song().id: [FULL, BARE]}


def test_a_new_verdict_is_as_old_as_what_it_stands_on(store: Store, song: Callable[..., Track], video: Video, clock: Any) -> None:
    store.keep(song(), [BARE])
    clock.now += 29 * DAY
    store.remember(song(), Match("matched", video))
    store.remember(song("another-id", isrc=None), Match("matched", video))
    clock.now += DAY - 1
    assert len(store.recall([song(), song("another-id")])) == 2
    clock.now += 1
    assert store.recall([song(), song("another-id")]) == {}


def test_whatever_changes_an_answer_changes_the_revision(store: Store, song: Callable[..., Track], video: Video) -> None:
    seen = [store.revision()]
    for change in (
        lambda: store.remember(song(), Match("not_found")),
        lambda: store.remember(song(), Match("matched", video), [BARE]),
        lambda: store.pin(song(), video),
        lambda: store.unpin(song()),
    ):
        change()
        seen.append(store.revision())
    assert len(set(seen)) == 5


def test_what_changes_no_answer_leaves_the_revision(
    store: Store, engine: Engine, song: Callable[..., Track], clock: Any, video: Video
) -> None:
    store.remember(song(), Match("matched", video))
    seen = store.revision()
    store.keep(song(), [BARE])
    store.recall([song(), song("another-id")])
    Ledger(engine, {"searches": 1, "units": 1}, clock).spend("searches")
    clock.now += 60
    assert store.revision() == seen


def test_what_another_process_changes_is_seen_within_a_second(
    store: Store, engine: Engine, song: Callable[..., Track], video: Video, clock: Any
) -> None:
    seen = store.revision()
    Store(engine, clock).pin(song(), video)
    clock.now += 1
    assert store.revision() != seen


def test_the_revision_is_a_question_a_second(store: Store, clock: Any, statements: list[Any]) -> None:
    for _ in range(100):
        store.revision()
        clock.now += 0.1
    assert len(statements) in (10, 11)


def test_a_pin_answers_the_song_until_it_is_taken_back(store: Store, song: Callable[..., Track], video: Video, clock: Any) -> None:
    chosen = Video(BARE, "video", None)
    store.pin(song(), video)
    store.pin(song(), chosen)
    clock.now += 1000 * DAY
    assert store.pinned([song()]) == {song().id: Match("pinned", chosen)}
    assert store.unpin(song()) is True
    assert store.unpin(song()) is False
    assert store.pinned([song()]) == {}


def test_a_pin_is_the_songs_whichever_release_it_was_given_to(store: Store, song: Callable[..., Track], video: Video) -> None:
    other, chosen = song("another-id"), Video(BARE, "video", None)
    store.pin(song(), video)
    store.pin(other, chosen)
    assert store.pinned([song(), other]) == dict.fromkeys([song().id, other.id], Match("pinned", chosen))
    assert store.unpin(song()) is True
    assert store.pinned([song(), other]) == {}


@pytest.fixture
def fifty(store: Store, song: Callable[..., Track], video: Video) -> list[Track]:
    songs = [song(f"id-{number}", title=f"Song {number}", isrc=f"GBAHT19{number:05}") for number in range(50)]
    for track in songs:
        store.remember(track, Match("matched", video))
    return songs


def test_fifty_known_songs_are_one_question_and_one_more_for_pins(store: Store, fifty: list[Track], statements: list[Any]) -> None:
    assert len(store.recall(fifty)) == 50
    assert store.pinned(fifty) == {}
    assert len(statements) == 2


def test_songs_known_under_other_ids_are_few_questions_and_written_once(
    store: Store, fifty: list[Track], statements: list[Any]
) -> None:
    others = [replace(track, id=f"other-{track.id}") for track in fifty]
    assert len(store.recall(others)) == 50
    assert len(statements) == 4
    statements.clear()
    store.recall(others)
    assert len(statements) == 3


def test_a_long_list_is_recalled_whole(store: Store, song: Callable[..., Track], video: Video) -> None:
    store.remember(song(), Match("matched", video))
    many = [replace(song(), id=f"id-{number}") for number in range(2000)]
    assert store.recall(many) == {track.id: Match("matched", video) for track in many}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_no_question_reads_a_whole_table(store: Store, engine: Engine, fifty: list[Track], statements: list[Any]) -> None:
    others = [replace(track, id=f"other-{track.id}") for track in fifty]
    store.recall(fifty + others)
    store.kept(others)
    store.track("id-1")
    asked = [one for one in statements if one[0].startswith("SELECT")]
    assert len(asked) >= 5
    with engine.connect() as connection:
        plans = [
            str(row) for statement, values in asked for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        ]
    assert [plan for plan in plans if "SCAN" in plan] == []


def test_sixty_four_threads_may_remember_and_recall_at_once(
    store: Store, fifty: list[Track], video: Video, threads: Callable[..., list[int]]
) -> None:
    def work() -> int:
        store.keep(fifty[0], [FULL] * 25)
        store.remember(fifty[0], Match("matched", video))
        return len(store.recall(fifty))

    assert threads(64, work) == [50] * 64


def test_what_a_caller_tells_under_another_songs_id_or_code_answers_nobody_else(store: Store, song: Callable[..., Track]) -> None:
    theirs = Match("matched", Video(BARE, "video", 0.9))
    for lie in (song(title="Another song", posted=True), song("an-id-of-theirs", title="Another song", posted=True)):
        store.remember(lie, theirs, [BARE])
    assert store.recall([song(), song("another-id")]) == {}
    ours = Match("matched", Video(FULL, "official_video", 0.9))
    store.remember(song(), ours, [FULL])
    store.remember(song(title="Another song", posted=True), theirs, [BARE])
    store.keep(song(title="Another song", posted=True), [BARE])
    assert store.recall([song()]) == {song().id: ours}
    assert store.candidates(song().id) == [FULL]


def test_what_a_caller_tells_truly_is_the_song_that_everybody_means(store: Store, song: Callable[..., Track]) -> None:
    ours = Match("matched", Video(FULL, "official_video", 0.9))
    store.remember(song("posted", posted=True), ours, [FULL])
    assert store.recall([song()]) == {song().id: ours}


def test_a_song_under_a_new_name_is_looked_up_anew(store: Store, song: Callable[..., Track]) -> None:
    store.remember(song(isrc=None), Match("matched", Video(FULL, "official_video", 0.9)), [FULL])
    assert store.recall([song(title="Another name", isrc=None)]) == {}
