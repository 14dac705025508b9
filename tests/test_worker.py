"""What waits is finished within the worker's share, what grows old is refreshed, and no failure ends the work."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from spotify_videos.errors import NotConfigured, Problem, QuotaSpent, UpstreamBusy, UpstreamError
from spotify_videos.memory import Claims, Ledger, Share, Store, Upkeep, Wanted, open_database
from spotify_videos.models import Candidate, Match, Row, Track, Video
from spotify_videos.upstream import Deadline
from spotify_videos.worker import Worker, rejudge

DAY = 24 * 60 * 60
NOON = 1_795_550_400.0
DONT_START_NOW = Track("dont-start-now", "Don't Start Now", ("Dua Lipa",), seconds=183)
LEVITATING = Track("levitating", "Levitating", ("Dua Lipa",), seconds=203)
OFFICIAL = Candidate(
    "oygrmJFKYZY", "Dua Lipa - Don't Start Now (Official Music Video)", "Dua Lipa", seconds=181, views=9, embeddable=True
)
LYRICS = replace(OFFICIAL, id="l" * 11, title="Dua Lipa - Don't Start Now (Lyric Video)")
KARAOKE = Candidate("k" * 11, "Don't Start Now (Karaoke Version)", "Sing King", seconds=183)


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> float:
        return self.now


class Searches:
    """Finds songs as the finder does: a found one is remembered, each costs a search of the share."""

    def __init__(self, store: Store, ledger: Ledger) -> None:
        self._store = store
        self._ledger = ledger
        self.asked: list[list[str]] = []
        self.problem: Problem | None = None
        self.second_best = False

    def find(self, rows: Iterable[Row], deadline: Deadline, share: Share | None = None) -> Iterator[tuple[Row, Match]]:
        assert deadline.left() > 0
        rows = list(rows)
        self.asked.append([row.track.id for row in rows])
        for row in rows:
            yield row, self._found(row.track, share)

    def _found(self, track: Track, share: Share | None) -> Match:
        if self.problem:
            return Match("failed", problem=self.problem)
        match = Match("matched", Video(OFFICIAL, "official_video", 0.9))
        if self.second_best:
            return match
        try:
            self._ledger.spend("searches", share=share)
        except QuotaSpent as spent:
            return Match("deferred", retry_at=spent.retry_at)
        self._store.remember(track, match, [OFFICIAL])
        return match


class Videos:
    """What videos.list tells: of these videos, and of no others."""

    def __init__(self) -> None:
        self.there: dict[str, Candidate] = {}
        self.asked: list[Sequence[str]] = []
        self.problem: Problem | None = None

    def details(self, ids: Sequence[str], deadline: Deadline) -> dict[str, Candidate]:
        self.asked.append(ids)
        if self.problem:
            raise self.problem
        return {id: self.there[id] for id in ids if id in self.there}


class House:
    """All that a worker works with, on one database."""

    def __init__(self, engine: Engine) -> None:
        self.clock = Clock()
        self.engine = engine
        self.store, self.upkeep = Store(engine, self.clock), Upkeep(engine, self.clock)
        self.wanted = Wanted(engine, self.clock)
        self.ledger = Ledger(engine, {"searches": 100, "units": 100}, self.clock)
        self.finder, self.videos = Searches(self.store, self.ledger), Videos()
        self.expired: list[float] = []

    def worker(self, searches: int = 50) -> Worker:
        return Worker(
            self.finder,
            self.videos,
            self.store,
            self.upkeep,
            self.wanted,
            self.ledger,
            Claims(self.engine, 10, self.clock),
            searches,
            seconds=30,
            expire=[lambda: self.expired.append(self.clock.now)],
            now=self.clock,
        )

    def reset(self) -> None:
        """A minute after YouTube's day has begun anew, which is when all workers have come back."""
        self.clock.now = self.ledger.quota()["resets_at"].timestamp() + 60


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    engine = open_database(f"sqlite:///{tmp_path / 'spyt.db'}")
    yield House(engine)
    engine.dispose()


def songs(count: int) -> list[Track]:
    return [Track(f"id-{number}", f"Song {number}", ("Artist",)) for number in range(count)]


def test_a_song_that_waited_is_there_when_it_is_asked_for_again(house: House) -> None:
    house.wanted.add(songs(1))
    assert house.worker().once() == 1
    assert house.store.recall(songs(1))["id-0"].status == "matched"
    assert house.wanted.count() == 0


def test_nothing_to_do_asks_nobody(house: House) -> None:
    assert house.worker().once() == 0
    assert (house.finder.asked, house.videos.asked) == ([], [])


def test_workers_spend_no_more_than_their_share_and_go_on_after_the_reset(house: House) -> None:
    house.wanted.add(songs(9))
    assert house.worker(3).once() + house.worker(3).once() == 3
    assert house.ledger.quota()["searches"]["used"] == 3
    assert house.worker(3).once() == 0
    assert len(house.finder.asked) == 1
    house.reset()
    assert house.worker(3).once() == 3
    assert house.wanted.count() == 3


def test_a_song_that_fails_is_tried_again_when_it_may_go_better(house: House) -> None:
    house.wanted.add(songs(1))
    for problem, seconds in ((UpstreamBusy("Busy.", retry_after=30), 30), (UpstreamError("Failed."), 6 * 3600)):
        house.finder.problem = problem
        assert house.worker().once() == 0
        house.clock.now += seconds - 1
        asked = len(house.finder.asked)
        house.worker().once()
        assert len(house.finder.asked) == asked
        house.clock.now += 1
    house.finder.problem = None
    assert house.worker().once() == 1


def test_a_second_best_answer_that_is_not_kept_leaves_the_song_waiting(house: House) -> None:
    house.wanted.add(songs(1))
    house.finder.second_best = True
    assert house.worker().once() == 0
    house.finder.second_best = False
    house.reset()
    assert house.worker().once() == 1


def test_a_song_that_somebody_pinned_waits_no_longer(house: House) -> None:
    house.wanted.add(songs(1))
    house.store.pin(songs(1)[0], Video(OFFICIAL, "video", None))
    house.finder.second_best = True
    assert house.worker().once() == 1
    assert house.wanted.count() == 0


def test_what_a_worker_had_in_hand_when_it_died_is_another_ones_later(house: House) -> None:
    house.wanted.add(songs(2))
    house.wanted.take(1, 90)
    assert house.worker().once() == 1
    house.clock.now += 90
    assert house.worker().once() == 1


def test_old_videos_are_refreshed_for_one_unit_a_fifty(house: House) -> None:
    tracks = [replace(DONT_START_NOW, id=f"id-{number}", artists=(f"Artist {number}",)) for number in range(30)]
    for number, track in enumerate(tracks):
        told = [
            replace(
                OFFICIAL, id=f"{number}-{kind}", title=f"Artist {number} - Don't Start Now ({kind})", channel=f"Artist {number}"
            )
            for kind in ("Official Video", "Lyrics")
        ]
        house.videos.there |= {one.id: replace(one, views=10) for one in told}
        house.store.remember(track, Match("matched", Video(told[0], "official_video", 0.9)), [*told, KARAOKE])
    house.clock.now += 26 * DAY
    assert house.worker().once() == 25
    assert len(house.videos.asked) == 1
    assert len(house.videos.asked[0]) == 50
    assert house.worker().once() == 5
    house.clock.now += 26 * DAY
    assert len(house.upkeep.due(50)) == 30
    assert [one.views for one in house.store.candidates("id-7")] == [10, 10]
    assert house.store.recall(tracks)["id-7"].status == "matched"


@pytest.mark.parametrize(
    ("there", "answer"),
    [
        pytest.param([OFFICIAL, LYRICS], OFFICIAL, id="still there"),
        pytest.param([LYRICS], LYRICS, id="removed"),
        pytest.param([KARAOKE], None, id="nothing left that is the song"),
    ],
)
def test_a_removed_video_gives_way_to_the_next_that_is_the_song(
    house: House, there: list[Candidate], answer: Candidate | None
) -> None:
    video = Video(OFFICIAL, "official_video", 0.9)
    house.store.remember(DONT_START_NOW, Match("matched", video), [KARAOKE, LYRICS, OFFICIAL])
    house.clock.now += 26 * DAY
    house.videos.there = {one.id: one for one in there}
    assert house.worker().once() == 1
    match = house.store.recall([DONT_START_NOW]).get(DONT_START_NOW.id)
    assert (match and match.video and match.video.candidate) == answer


def test_a_pinned_video_is_refreshed_and_stays_when_it_is_gone(house: House) -> None:
    house.store.pin(DONT_START_NOW, Video(OFFICIAL, "official_video", None))
    house.videos.there = {OFFICIAL.id: replace(OFFICIAL, views=10)}
    seen = []
    for _ in range(2):
        house.clock.now += 26 * DAY
        assert house.worker().once() == 1
        assert house.worker().once() == 0
        pinned = house.store.pinned([DONT_START_NOW])[DONT_START_NOW.id]
        assert pinned.video
        seen.append(pinned.video.candidate)
        house.videos.there = {}
    assert seen == [replace(OFFICIAL, views=10), Candidate(OFFICIAL.id, "")]


def test_refreshing_leaves_half_of_the_units_to_those_who_come_in_person(house: House) -> None:
    house.store.remember(DONT_START_NOW, Match("matched", Video(OFFICIAL, "official_video", 0.9)), [OFFICIAL])
    house.clock.now += 26 * DAY
    house.ledger.spend("units", 50)
    assert house.worker().once() == 0
    assert house.videos.asked == []


def test_a_failed_refresh_keeps_what_there_was_keeps_nobody_waiting_and_is_tried_again(house: House) -> None:
    house.store.remember(DONT_START_NOW, Match("matched", Video(OFFICIAL, "official_video", 0.9)), [OFFICIAL])
    house.clock.now += 26 * DAY
    house.videos.problem = UpstreamError("Failed.")
    house.wanted.add(songs(1))
    worker = house.worker()
    assert worker.once() == 1
    assert DONT_START_NOW.id in house.store.recall([DONT_START_NOW])
    house.videos.problem, house.videos.there = None, {OFFICIAL.id: OFFICIAL}
    assert worker.once() == 0
    assert len(house.videos.asked) == 1
    house.clock.now += 15 * 60
    assert worker.once() == 1


def test_what_is_too_old_goes_once_a_day(house: House) -> None:
    house.store.remember(DONT_START_NOW, Match("not_found"), [])
    worker = house.worker()
    for hours in (0, 23, 1, 30 * 24):
        house.clock.now += hours * 3600
        worker.once()
    assert house.expired == [NOON, NOON + DAY, NOON + 31 * DAY]
    assert house.store.track(DONT_START_NOW.id) is None


def test_what_is_too_old_goes_even_where_nothing_can_be_refreshed(house: House) -> None:
    house.finder.problem = house.videos.problem = NotConfigured("No key.")
    house.store.remember(DONT_START_NOW, Match("matched", Video(OFFICIAL, "official_video", 0.9)), [OFFICIAL])
    house.store.remember(LEVITATING, Match("matched", Video(OFFICIAL, "official_video", 0.9)), [OFFICIAL])
    worker = house.worker()
    for _ in range(31):
        house.wanted.add(songs(1))
        worker.once()
        house.clock.now += DAY
    assert house.store.track(DONT_START_NOW.id) is None


def test_a_better_matcher_judges_again_without_a_call(house: House) -> None:
    house.store.remember(DONT_START_NOW, Match("matched", Video(KARAOKE, "karaoke", 0.5)), [KARAOKE, OFFICIAL])
    house.store.remember(LEVITATING, Match("not_found"), [])
    house.clock.now += DAY
    assert rejudge(house.store, house.upkeep) == 1
    assert rejudge(house.store, house.upkeep) == 0
    match = house.store.recall([DONT_START_NOW])[DONT_START_NOW.id]
    assert (match.status, match.video and match.video.candidate) == ("matched", OFFICIAL)
    assert (house.finder.asked, house.videos.asked) == ([], [])


def test_the_work_goes_on_until_it_is_stopped_and_then_ends_at_once(house: House) -> None:
    stop = threading.Event()
    running = threading.Thread(target=house.worker().run, args=[stop])
    house.wanted.add(songs(45))
    running.start()
    while house.wanted.count():
        stop.wait(0.01)
    stop.set()
    running.join(30)
    assert not running.is_alive()
    assert [len(asked) for asked in house.finder.asked] == [20, 20, 5]


def test_a_worker_that_is_stopped_gives_back_what_it_has_not_begun(house: House) -> None:
    stop = threading.Event()
    house.wanted.add(songs(5))

    class Stopping(Searches):
        def find(self, rows: Iterable[Row], deadline: Deadline, share: Share | None = None) -> Iterator[tuple[Row, Match]]:
            for answer in super().find(rows, deadline, share):
                stop.set()
                yield answer

    house.finder = Stopping(house.store, house.ledger)
    house.worker().run(stop)
    assert house.wanted.count() == 4
    assert len(house.wanted.take(5, 1)) == 4


@pytest.mark.parametrize("problem", [NotConfigured("No database."), QuotaSpent, RuntimeError("a mistake of ours")])
def test_no_failure_ends_the_work(house: House, problem: Exception | type[QuotaSpent], caplog: pytest.LogCaptureFixture) -> None:
    class Failing(Searches):
        def find(self, rows: Iterable[Row], deadline: Deadline, share: Share | None = None) -> Iterator[tuple[Row, Match]]:
            raise house.ledger.declare_spent("searches") if problem is QuotaSpent else problem

    house.finder = Failing(house.store, house.ledger)
    house.wanted.add(songs(1))
    stop = threading.Event()
    running = threading.Thread(target=house.worker().run, args=[stop])
    running.start()
    while "the worker" not in caplog.text:
        stop.wait(0.01)
    assert running.is_alive()
    stop.set()
    running.join(30)
    assert not running.is_alive()
    assert house.wanted.count() == 1
