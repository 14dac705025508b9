"""How matches are written for programs: the contract's JSON, as one array or a line each."""

from __future__ import annotations

import json
import logging
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain, islice
from typing import Any, get_args

from ..errors import Problem
from ..matching import Judgement
from ..memory import Quota
from ..models import Match, Row, Status, Track, Video
from .files import address

PENDING_AT_ONCE = 500  # So many pending songs leave in one piece: each piece costs a call of the system.

log = logging.getLogger(__name__)
# Letters as they are, since half of all titles are not in ASCII.
_encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def encoded(told: Any) -> bytes:
    """JSON in UTF-8. Half a letter, which JSON can name and UTF-8 cannot write, becomes a question mark."""
    return _encoder.encode(told).encode("utf-8", "replace")


def array(found: Iterable[tuple[Row, Match]]) -> bytes:
    """The songs as they come; encoded one by one, so that a long list is never there as objects and as text at once."""
    return b"[" + b",".join(encoded(item(row, match)) for row, match in found) + b"]"


def lines(
    rows: Sequence[Row], unreadable: Iterable[tuple[Row, Match]], found: Iterator[tuple[Row, Match]], pending: bool
) -> Iterator[bytes]:
    """NDJSON: a line a song as it is found, where `pending` also a line at once, and one at the end that counts them all.

    Whoever stops listening stops `found`. Where `found` itself breaks off, the songs that it owes have failed: what has begun as
    a stream stays one. The `rows` are all of them, in order; the unreadable ones are known from the start.
    """
    waiting = {row.position: row for row in rows}
    counts = Counter[str]()
    try:
        if pending:
            yield from _pending(rows)
        for row, match in chain(unreadable, _unbroken(found, waiting)):
            waiting.pop(row.position, None)
            counts[match.status] += 1
            yield encoded(item(row, match) | {"position": row.position}) + b"\n"
    finally:
        if close := getattr(found, "close", None):  # A generator has one; stopping it stops the work behind it.
            close()
    yield encoded({"done": True, "total": counts.total(), **{status: counts[status] for status in get_args(Status)}}) + b"\n"


def _pending(rows: Sequence[Row]) -> Iterator[bytes]:
    waiting = iter(rows)
    while batch := list(islice(waiting, PENDING_AT_ONCE)):
        told = (
            {"artist": row.track.artist, "title": row.track.title, "video": None, "status": "pending", "track": _track(row.track)}
            | {"position": row.position}
            for row in batch
        )
        yield b"".join(encoded(song) + b"\n" for song in told)


def _unbroken(found: Iterator[tuple[Row, Match]], waiting: dict[int, Row]) -> Iterator[tuple[Row, Match]]:
    try:
        yield from found
        return
    except Problem as problem:
        failed = Match("failed", problem=problem)
    except Exception:  # The answer's status has long been sent, so the songs have to say it.
        log.exception("a stream broke off")
        failed = Match("failed", problem=Problem("Something went wrong on our side."))
    yield from [(row, failed) for row in waiting.values()]


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
        "title": candidate.title or None,  # Of a video that somebody chose YouTube may not have told.
        "desc": candidate.description if candidate.title else None,
        "url": address(candidate.id),
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
