"""Who asks at the same moment shares a transaction, and gets what came of one's own."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from spotify_videos.memory.together import Together


class Slow:
    """Takes as long as the first batch is not let go, and remembers the batches."""

    def __init__(self, failing: frozenset[int] = frozenset()) -> None:
        self.begun, self.go_on = threading.Event(), threading.Event()
        self.batches: list[list[int]] = []
        self._failing = failing

    def __call__(self, asked: Sequence[int]) -> Sequence[int]:
        self.batches.append(list(asked))
        self.begun.set()
        assert self.go_on.wait(30)
        if self._failing.intersection(asked):
            raise LookupError("the database is away")
        return [one * 10 for one in asked]


def test_who_comes_while_one_is_written_shares_the_next_transaction() -> None:
    slow = Slow()
    together = Together(slow)
    with ThreadPoolExecutor(40) as threads:
        first = threads.submit(together, 0)
        assert slow.begun.wait(30)
        others = [threads.submit(together, one) for one in range(1, 40)]
        while len(together._gathered) < 39:
            pass
        slow.go_on.set()
        assert [first.result(30), *(other.result(30) for other in others)] == [one * 10 for one in range(40)]
    assert ([len(batch) for batch in slow.batches], sorted(slow.batches[1])) == ([1, 39], list(range(1, 40)))


def test_a_failure_is_told_to_all_who_shared_it_and_to_nobody_else() -> None:
    slow = Slow(failing=frozenset({0}))
    slow.go_on.set()
    together = Together(slow)
    with pytest.raises(LookupError):
        together(0)
    assert together(1) == 10
