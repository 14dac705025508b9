"""Judge pools from standard input, one JSON object a line, and write one verdict a line."""

from __future__ import annotations

import json
import sys
from typing import Any

from ..models import Candidate, Track
from . import judge


def _seconds(told: Any) -> int | None:
    return round(told) if isinstance(told, (int, float)) else None


def main() -> None:
    """Read `{"id", "track", "candidates"}` lines until the end, answer `{"id", "video", "score", "status", "kind"}` lines."""
    for line in filter(str.strip, sys.stdin):
        pool = json.loads(line)
        told = pool["track"]
        track = Track("", told["title"], tuple(told["artists"]), told.get("album"), _seconds(told.get("seconds")))
        candidates = [
            Candidate(
                one["id"],
                one["title"],
                one.get("channel"),
                description=one.get("description") or "",
                seconds=_seconds(one.get("seconds")),
                views=one.get("views"),
            )
            for one in pool["candidates"]
        ]
        verdict = judge(track, candidates)
        chosen = verdict.chosen
        right = chosen.candidate.id if chosen and verdict.status == "matched" else None
        answer = {
            "id": pool["id"],
            "video": right,
            "score": round(chosen.score, 3) if chosen and right else None,
            "status": verdict.status,
            "offered": chosen.candidate.id if chosen else None,
            "kind": chosen.kind if chosen else None,
        }
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
