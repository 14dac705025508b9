"""The project's own labelled pools, and the command that keeps their figures from falling."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from spotify_videos.matching import judge
from spotify_videos.models import Candidate, Track

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
SUITES = sorted((BENCHMARKS / "pools").glob("*.jsonl"))


def answer(pool):
    told = pool["track"]
    track = Track("", told["title"], tuple(told["artists"]), told["album"], told["seconds"])
    verdict = judge(track, [Candidate(**candidate) for candidate in pool["candidates"]])
    return verdict.chosen.candidate.id if verdict.status == "matched" else None


@pytest.mark.parametrize("suite", SUITES, ids=[suite.stem for suite in SUITES])
def test_of_a_hundred_songs_at_most_seven_lack_their_video_and_six_get_another(suite):
    found = Counter()
    for line in suite.read_text(encoding="utf-8").splitlines():
        pool = json.loads(line)
        chosen = answer(pool)
        found["right" if chosen in (pool["accept"] or [None]) else "wrong" if chosen else "none"] += 1
    assert found["wrong"] <= 0.06 * found.total()
    assert found["none"] <= 0.07 * found.total()


def check(table, tmp_path):
    path = tmp_path / "table.txt"
    path.write_text(table, encoding="utf-8")
    command = [sys.executable, BENCHMARKS / "matching.py", "--check", path]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=120)


def table(change):
    kept = json.loads((BENCHMARKS / "matching.json").read_text(encoding="utf-8"))
    rows = [
        f"{suite:16}{then['pools']:6}{then['right'] + change:8.1f}{then['wrong']:8.1f}{0:8.1f}{0:10.1f}   (0, 0)"
        for suite, then in kept.items()
    ]
    return "\n".join(["suite   n   right   wrong", *rows, "99 pools a second, start-up included"])


def test_figures_that_hold_pass(tmp_path):
    assert check(table(0), tmp_path).returncode == 0


def test_a_suite_that_falls_is_named(tmp_path):
    done = check(table(-0.2), tmp_path)
    assert done.returncode == 1
    assert "main fell" in done.stdout


def test_a_suite_that_is_missing_is_named(tmp_path):
    done = check("nothing", tmp_path)
    assert done.returncode == 1
    assert "main is not in the table" in done.stdout
