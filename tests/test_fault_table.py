"""Every upstream verb with every fault: the promises hold, and docs/operations.md tells what a caller gets."""

from benchmarks import faults


def test_every_fault_ends_in_time_as_operations_tell_without_a_secret_and_passes():
    found = faults.outcomes()  # Which takes most of a minute, so that all is held against one run of it.
    assert [one for one in found if one.broken] == []
    assert [one for one in found if "internal_error" in one.told] == []
    assert faults.written() == faults.table(found)
