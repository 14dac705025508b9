"""Callers who want the same at the same moment."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from spotify_videos.errors import UpstreamError, UpstreamTimeout
from spotify_videos.upstream import Deadline, Shared

BROKEN = UpstreamError("no", source="Youtube")


def test_callers_who_want_the_same_share_one_call():
    shared, called, over = Shared(), [], threading.Event()

    def slow():
        called.append(1)
        over.wait(30)
        return "answer"

    with ThreadPoolExecutor(9) as pool:
        answers = [pool.submit(shared.ask, "key", slow, Deadline(30)) for _ in range(8)]
        other = pool.submit(shared.ask, "another key", lambda: "other", Deadline(30))
        assert other.result(30) == "other"
        over.set()
        assert [answer.result(30) for answer in answers] == ["answer"] * 8
    assert len(called) < 8
    assert shared.ask("key", lambda: "a new one", Deadline(30)) == "a new one"


def test_a_failure_reaches_all_who_share_the_call_and_is_not_kept():
    shared, entered, over = Shared(), threading.Event(), threading.Event()

    def fail():
        entered.set()
        over.wait(30)
        raise BROKEN

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(shared.ask, "key", fail, Deadline(30))
        entered.wait(30)
        second = pool.submit(shared.ask, "key", lambda: pytest.fail("it was called"), Deadline(30))
        with pytest.raises(TimeoutError):
            second.result(1)
        over.set()
        assert [one.exception(30) for one in (first, second)] == [BROKEN, BROKEN]
    assert shared.ask("key", lambda: "answer", Deadline(30)) == "answer"


def test_who_shares_a_call_waits_no_longer_than_their_own_deadline():
    shared, entered, over = Shared(), threading.Event(), threading.Event()

    def slow():
        entered.set()
        over.wait(30)
        return "answer"

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(shared.ask, "key", slow, Deadline(30))
        entered.wait(30)
        with pytest.raises(UpstreamTimeout):
            shared.ask("key", slow, Deadline(0.05))
        over.set()
        assert first.result(30) == "answer"
