"""Every upstream verb with every fault: the promises hold, and docs/operations.md tells what a caller gets."""

import pytest

from benchmarks import faults


@pytest.fixture(scope="module")
def found():
    return faults.outcomes()


def test_every_answer_is_in_time_tells_no_secret_keeps_known_songs_and_the_service_recovers(found):
    assert [one for one in found if one.broken] == []


def test_no_fault_is_a_mistake_of_ours(found):
    assert [one for one in found if "internal_error" in one.told] == []


def test_operations_tell_what_a_caller_gets(found):
    assert faults.written() == faults.table(found)
