from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from spotify_videos.errors import UpstreamError
from spotify_videos.songs.fresh import Fresh, Made


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as pool:
        yield pool


class Clock:
    time = 1000.0

    def __call__(self) -> float:
        return self.time


class Source:
    """Counts how often it is read; fails while it is `broken`."""

    def __init__(self) -> None:
        self.reads = 0
        self.broken = False
        self.opened = threading.Event()
        self.opened.set()

    def __call__(self) -> int:
        self.reads += 1
        reads = self.reads
        assert self.opened.wait(30)
        if self.broken:
            raise UpstreamError("broken")
        return reads


def test_what_was_read_less_than_a_minute_ago_is_not_read_again(pool: ThreadPoolExecutor) -> None:
    clock, source = Clock(), Source()
    fresh: Fresh[int] = Fresh(pool, now=clock)
    assert fresh.ask("list", source).result(5) == 1
    clock.time += 59.9
    assert fresh.ask("list", source).result(5) == 1
    clock.time += 0.1
    assert fresh.ask("list", source).result(5) == 2


def test_each_key_has_its_own_answer(pool: ThreadPoolExecutor) -> None:
    source = Source()
    fresh: Fresh[int] = Fresh(pool)
    assert [fresh.ask(key, source).result(5) for key in ("a", "b", "a")] == [1, 2, 1]


def test_all_who_ask_at_one_moment_share_one_read(pool: ThreadPoolExecutor, at_once: Callable[..., list[Any]]) -> None:
    source = Source()
    source.opened.clear()
    fresh: Fresh[int] = Fresh(pool)
    futures = at_once(16, lambda: fresh.ask("list", source))
    source.opened.set()
    assert [future.result(5) for future in futures] == [1] * 16
    assert source.reads == 1


def test_a_failure_reaches_all_who_wait_and_is_not_kept(pool: ThreadPoolExecutor) -> None:
    source = Source()
    source.broken = True
    source.opened.clear()
    fresh: Fresh[int] = Fresh(pool)
    first, second = fresh.ask("list", source), fresh.ask("list", source)
    source.opened.set()
    for future in (first, second):
        with pytest.raises(UpstreamError):
            future.result(5)
    source.broken = False
    assert fresh.ask("list", source).result(5) == 2


def test_the_oldest_makes_room(pool: ThreadPoolExecutor) -> None:
    source = Source()
    fresh: Fresh[int] = Fresh(pool, most=2)
    for key in ("old", "new", "newest"):
        fresh.ask(key, source).result(5)
    assert fresh.ask("newest", source).result(5) == 3
    assert fresh.ask("new", source).result(5) == 2
    assert fresh.ask("old", source).result(5) == 4


def test_asking_never_waits_for_the_read(pool: ThreadPoolExecutor) -> None:
    source = Source()
    source.opened.clear()
    future = Fresh[int](pool).ask("list", source)
    assert not future.done()
    source.opened.set()
    assert future.result(5) == 1


def test_what_was_made_of_parts_is_the_same_as_long_as_they_are() -> None:
    made: Made[object] = Made()
    first, second = ["a page"], ["a page"]
    whole = made.of("list", (first, second), object)
    assert made.of("list", (second, first), object) is whole
    assert made.of("list", (first, ["a page"]), object) is not whole


def test_only_so_many_are_kept_and_the_oldest_goes_first() -> None:
    made: Made[object] = Made(most=2)
    part = ["a page"]
    wholes = [made.of(key, (part,), object) for key in ("first", "second", "third")]
    assert [made.of(key, (part,), object) is whole for key, whole in zip(("third", "second"), wholes[:0:-1], strict=True)] == [
        True,
        True,
    ]
    assert made.of("first", (part,), object) is not wholes[0]
