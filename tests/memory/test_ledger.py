"""Never more than the day has, by Pacific days, and YouTube's word above ours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, event

from spotify_videos.errors import QuotaSpent
from spotify_videos.memory import Ledger, Share, open_database


@pytest.fixture
def ledger(engine: Engine, clock: Any) -> Ledger:
    return Ledger(engine, {"searches": 3, "units": 10}, clock)


def at(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


def spends(ledger: Ledger, times: int, share: Share | None = None) -> int:
    """How many of so many bookings succeed."""
    booked = 0
    for _ in range(times):
        try:
            ledger.spend("searches", share=share)
            booked += 1
        except QuotaSpent:
            continue
    return booked


def test_exactly_what_the_day_has_can_be_spent(ledger: Ledger) -> None:
    assert spends(ledger, 5) == 3
    assert ledger.quota()["searches"] == {"limit": 3, "used": 3, "left": 0}
    assert ledger.quota()["units"] == {"limit": 10, "used": 0, "left": 10}


def test_what_does_not_fit_is_not_booked_in_part(ledger: Ledger) -> None:
    ledger.spend("units", 8)
    with pytest.raises(QuotaSpent):
        ledger.spend("units", 3)
    ledger.spend("units", 2)
    assert ledger.quota()["units"] == {"limit": 10, "used": 10, "left": 0}


@pytest.mark.parametrize("amount", [0, -1])
def test_nothing_can_be_given_back(ledger: Ledger, amount: int) -> None:
    with pytest.raises(ValueError, match="below 1"):
        ledger.spend("units", amount)


def test_a_limit_of_none_allows_none(engine: Engine) -> None:
    assert spends(Ledger(engine, {"searches": 0, "units": 0}), 1) == 0


def test_a_lowered_limit_leaves_none_rather_than_less(engine: Engine, ledger: Ledger, clock: Any) -> None:
    spends(ledger, 3)
    assert Ledger(engine, {"searches": 1, "units": 1}, clock).quota()["searches"] == {"limit": 1, "used": 3, "left": 0}


@pytest.mark.parametrize(
    ("now", "reset"),
    [
        pytest.param("2026-11-24T07:59:59+00:00", "2026-11-24T08:00:00+00:00", id="the last second of a winter day"),
        pytest.param("2026-11-24T08:00:00+00:00", "2026-11-25T08:00:00+00:00", id="the first second of a winter day"),
        pytest.param("2026-07-01T06:59:59+00:00", "2026-07-01T07:00:00+00:00", id="the last second of a summer day"),
        pytest.param("2026-03-08T08:00:00+00:00", "2026-03-09T07:00:00+00:00", id="the day of 23 hours"),
        pytest.param("2026-11-01T07:00:00+00:00", "2026-11-02T08:00:00+00:00", id="the day of 25 hours"),
        pytest.param("2026-11-02T07:59:59+00:00", "2026-11-02T08:00:00+00:00", id="its last second"),
        pytest.param("2026-12-31T20:00:00+00:00", "2027-01-01T08:00:00+00:00", id="the last day of a year"),
    ],
)
def test_spent_quota_says_when_to_come_back(ledger: Ledger, clock: Any, now: str, reset: str) -> None:
    clock.now = at(now)
    spends(ledger, 3)
    with pytest.raises(QuotaSpent) as spent:
        ledger.spend("searches")
    assert spent.value.retry_at == ledger.quota()["resets_at"] == datetime.fromisoformat(reset)
    assert spent.value.retry_at.tzinfo is UTC
    clock.now = at(reset) - 0.001
    assert spends(ledger, 1) == 0
    clock.now = at(reset)
    assert spends(ledger, 4) == 3


def test_youtubes_word_wins_until_midnight_pacific(ledger: Ledger, clock: Any) -> None:
    ledger.spend("searches")
    ledger.declare_spent("searches")
    assert spends(ledger, 1) == 0
    assert ledger.quota()["searches"] == {"limit": 3, "used": 1, "left": 0}
    ledger.spend("units")
    clock.now = ledger.quota()["resets_at"].timestamp()
    assert spends(ledger, 4) == 3


def test_youtubes_word_counts_where_nothing_was_booked_yet(ledger: Ledger) -> None:
    ledger.declare_spent("searches")
    ledger.declare_spent("searches")
    assert ledger.quota()["searches"] == {"limit": 3, "used": 0, "left": 0}


def test_a_refusal_heard_after_midnight_does_not_close_the_new_day(ledger: Ledger, clock: Any) -> None:
    clock.now = at("2026-11-24T07:59:59+00:00")
    day = ledger.spend("searches")
    clock.now += 2
    ledger.declare_spent("searches", day)
    assert day == date(2026, 11, 23)
    assert spends(ledger, 4) == 3


def test_a_share_is_no_more_than_its_limit_and_counts_in_the_day(ledger: Ledger) -> None:
    assert spends(ledger, 3, Share("a client", 2)) == 2
    assert ledger.quota()["searches"] == {"limit": 3, "used": 2, "left": 1}
    assert spends(ledger, 2, Share("another client", 2)) == 1
    assert ledger.quota()["searches"]["left"] == 0


def test_what_the_day_refuses_is_not_booked_on_the_share(ledger: Ledger, engine: Engine, clock: Any) -> None:
    spends(ledger, 3)
    assert spends(ledger, 3, Share("a client", 2)) == 0
    assert spends(Ledger(engine, {"searches": 100, "units": 1}, clock), 3, Share("a client", 2)) == 2


def test_a_share_without_a_limit_left_says_when_to_come_back(ledger: Ledger) -> None:
    with pytest.raises(QuotaSpent) as spent:
        ledger.spend("searches", share=Share("worker", 0))
    assert spent.value.retry_at == ledger.quota()["resets_at"]


def test_a_share_begins_anew_with_the_day(ledger: Ledger, clock: Any) -> None:
    spends(ledger, 1, Share("worker", 1))
    clock.now = ledger.quota()["resets_at"].timestamp()
    assert spends(ledger, 2, Share("worker", 1)) == 1


def test_who_was_refused_the_last_one_is_refused_for_nothing(ledger: Ledger, engine: Engine) -> None:
    spends(ledger, 4)
    asked = []
    event.listen(engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    assert spends(ledger, 100, Share("a client", 5)) == 0
    assert asked == []


def test_a_large_amount_that_was_refused_refuses_no_small_one(ledger: Ledger) -> None:
    with pytest.raises(QuotaSpent):
        ledger.spend("units", 11)
    ledger.spend("units", 1)


def test_searches_and_units_of_one_share_are_counted_apart(ledger: Ledger) -> None:
    share = Share("worker", 2)
    ledger.spend("units", 2, share)
    assert spends(ledger, 3, share) == 2


def test_sixty_four_threads_spend_exactly_the_limit(engine: Engine, clock: Any, threads: Callable[..., list[int]]) -> None:
    ledger = Ledger(engine, {"searches": 100, "units": 1}, clock)
    assert sum(threads(64, lambda: spends(ledger, 3))) == 100
    assert ledger.quota()["searches"] == {"limit": 100, "used": 100, "left": 0}


RACER = """
from concurrent.futures import ThreadPoolExecutor
engine = open_database(sys.argv[1])
ledger = Ledger(engine, {"searches": 100, "units": 1})
def spend(_):
    try:
        return bool(ledger.spend("searches"))
    except QuotaSpent:
        return False
wait()
with ThreadPoolExecutor(16) as pool:
    print(sum(pool.map(spend, range(80))))
engine.dispose()
"""


def test_four_processes_of_sixteen_threads_spend_exactly_the_limit(database_url: str, race: Callable[..., list[str]]) -> None:
    open_database(database_url).dispose()
    assert sum(int(booked) for booked in race(4, RACER, database_url)) == 100


SHARER = RACER.replace('ledger.spend("searches")', 'ledger.spend("searches", share=Share("worker", 60))')


def test_four_processes_with_one_share_spend_exactly_that(database_url: str, race: Callable[..., list[str]]) -> None:
    open_database(database_url).dispose()
    assert sum(int(booked) for booked in race(4, SHARER, database_url)) == 60
