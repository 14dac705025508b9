"""How a match is written: the contract's JSON."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import Any

from ..matching import Judgement
from ..memory import Quota
from ..models import Match, Row, Track, Video


def item(row: Row, match: Match) -> dict[str, Any]:
    """One song of the answer; its first three keys are the contract of 2021."""
    track = row.track
    told: dict[str, Any] = {
        "artist": track.artist,
        "title": track.title,
        "video": _video(match.video) if match.video else None,
        "status": match.status,
        "track": _track(track),
    }
    if match.retry_at:
        told["retry_at"] = _time(match.retry_at)
    if match.problem:
        told["reason"] = match.problem.code
    return told


def _video(video: Video) -> dict[str, Any]:
    candidate = video.candidate
    return {
        "id": candidate.id,
        "title": candidate.title,
        "desc": candidate.description,
        "url": f"https://www.youtube.com/watch?v={candidate.id}",
        "channel": candidate.channel,
        "seconds": candidate.seconds,
        "kind": video.kind,
        "score": video.score,
        "embeddable": candidate.embeddable,
        "blocked_in": None if candidate.blocked_in is None else list(candidate.blocked_in),
    }


def _track(track: Track) -> dict[str, Any]:
    return {
        "id": track.id,
        "url": track.url,
        "artists": list(track.artists),
        "album": track.album,
        "seconds": track.seconds,
        "isrc": track.isrc,
        "image": track.image,
    }


def explanation(track: Track, match: Match, judgement: Judgement) -> dict[str, Any]:
    """Every candidate with its evidence, best first, the answered one marked."""
    answered = match.video.candidate.id if match.video else None
    return {
        "track": {"artist": track.artist, "title": track.title, **_track(track)},
        "status": match.status,
        "candidates": [
            {
                "id": assessed.candidate.id,
                "title": assessed.candidate.title,
                "channel": assessed.candidate.channel,
                "seconds": assessed.candidate.seconds,
                "kind": assessed.kind,
                "score": assessed.score,
                "chosen": assessed.candidate.id == answered,
                "evidence": [{"name": piece.name, "value": piece.value, "text": piece.text} for piece in assessed.evidence],
            }
            for assessed in judgement.assessed
        ],
    }


def quota(told: Quota) -> dict[str, Any]:
    return {"searches": dict(told["searches"]), "units": dict(told["units"]), "resets_at": _time(told["resets_at"])}


def seconds_until(moment: datetime) -> int:
    return max(1, math.ceil((moment - datetime.now(UTC)).total_seconds()))


def _time(moment: datetime) -> str:
    """ISO 8601 in UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
