"""When a service is left in peace, and when not."""

import pytest

from spotify_videos.errors import Problem, UpstreamBusy, UpstreamError, UpstreamRefused, UpstreamTimeout
from spotify_videos.upstream import Deadline, Rest


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def watched(clock):
    """Watch calls of a second each, which fail with what is told, or succeed for None; return what came of the last one."""
    rest = Rest("Youtube", now=clock, seconds=lambda: 4)

    def watch(*failures, deadline=5):
        ended = None
        for failure in failures:
            try:
                with rest.watching(Deadline(deadline)):
                    clock.now += 1
                    if failure:
                        raise failure
                ended = None
            except Problem as problem:
                ended = problem
        return ended

    return watch


BROKEN = UpstreamError("no", source="Youtube")
SILENT = UpstreamTimeout("no", source="Youtube")
THROTTLED = UpstreamBusy("no", source="Youtube", retry_after=30)


@pytest.mark.parametrize("failure", [BROKEN, SILENT], ids=["breaks", "is silent"])
def test_a_third_failure_in_a_row_lets_a_service_rest(watched, failure):
    assert watched(failure, failure, None, failure, failure, None) is None
    assert watched(failure, failure, failure) is failure
    assert isinstance(watched(None), UpstreamBusy)


def test_a_single_throttle_lets_a_service_rest(watched, clock):
    assert watched(THROTTLED) is THROTTLED
    clock.now += 3
    assert isinstance(watched(None), UpstreamBusy)
    clock.now += 1
    assert watched(None) is None


def test_who_comes_while_a_service_rests_is_told_how_long_it_will(clock):
    rest = Rest("Youtube", now=clock, seconds=lambda: 4)
    with pytest.raises(UpstreamBusy), rest.watching(Deadline(30)):
        raise THROTTLED
    clock.now += 1.5
    with pytest.raises(UpstreamBusy) as told, rest.watching(Deadline(30)):
        pytest.fail("it was called")
    assert (told.value.retry_after, told.value.source) == (3, "Youtube")


def test_a_rest_lasts_five_seconds_at_most(clock):
    for _ in range(50):
        rest = Rest("Youtube", now=clock)
        with pytest.raises(UpstreamBusy), rest.watching(Deadline(30)):
            raise THROTTLED
        with pytest.raises(UpstreamBusy) as told, rest.watching(Deadline(30)):
            pytest.fail("it was called")
        assert 2 <= told.value.retry_after <= 5


def test_a_service_that_still_fails_after_its_rest_rests_again(watched, clock):
    watched(BROKEN, BROKEN, BROKEN)
    clock.now += 4
    assert watched(BROKEN) is BROKEN
    assert isinstance(watched(None), UpstreamBusy)


def test_calls_that_hung_while_others_were_answered_let_nothing_rest(clock):
    rest = Rest("Youtube", now=clock, seconds=lambda: 4)
    hanging = [rest.watching(Deadline(30)) for _ in range(10)]
    for one in hanging:
        one.__enter__()
    clock.now += 1
    with rest.watching(Deadline(30)):
        pass
    clock.now += 4
    for one in hanging:
        one.__exit__(UpstreamTimeout, UpstreamTimeout("no"), None)
    with rest.watching(Deadline(30)):
        clock.now += 1


@pytest.mark.parametrize("failure", [UpstreamRefused("no"), Problem("no")], ids=["refused", "another"])
def test_what_asking_again_would_not_mend_lets_nothing_rest(watched, failure):
    assert watched(*[failure] * 5, None) is None


def test_a_deadline_that_passed_is_the_callers_own(watched):
    watched(*[SILENT] * 5, deadline=0)
    assert watched(None) is None
