"""python -m spotify_videos.matching, which speaks JSON lines."""

import json
import subprocess
import sys

POOLS = [
    {
        "id": "one",
        "suite": "unknown keys are ignored",
        "track": {"title": "Levitating", "artists": ["Dua Lipa"], "album": None, "seconds": 203.4, "more": 1},
        "candidates": [
            {"id": "a", "title": "Dua Lipa - Levitating (Live)", "channel": "Dua Lipa", "seconds": None, "views": None},
            {"id": "b", "title": "Dua Lipa - Levitating", "channel": "Dua Lipa", "seconds": 204.6, "views": 5, "more": 1},
        ],
    },
    {"id": "two", "track": {"title": "Levitating", "artists": ["Dua Lipa"]}, "candidates": []},
    {
        "id": "three",
        "track": {"title": "Levitating", "artists": ["Dua Lipa"]},
        "candidates": [{"id": "a", "title": "Dua Lipa - Levitating (Live)", "channel": "Dua Lipa"}],
    },
    {"id": "四", "track": {"title": "晴天", "artists": ["周杰倫"]}, "candidates": [{"id": "a", "title": "周杰倫【晴天】官方MV"}]},
]


def test_each_line_is_answered_in_order():
    asked = "".join(json.dumps(pool, ensure_ascii=False) + "\n" for pool in POOLS) + "\n"
    done = subprocess.run(
        [sys.executable, "-m", "spotify_videos.matching"],
        input=asked,
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=120,
    )
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(one["id"], one["video"], one["status"]) for one in told] == [
        ("one", "b", "matched"),
        ("two", None, "not_found"),
        ("three", None, "other_version"),
        ("四", "a", "matched"),
    ]
    assert [one["score"] is None for one in told] == [False, True, True, False]
    assert told[2]["offered"] == "a"
    assert not done.stderr
