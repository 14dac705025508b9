"""The verdict: first whether a candidate is the song at all, then which of those that are is the one to play."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from ..models import Candidate, Kind, Track
from .evidence import WEIGHTS, Evidence, Reading, kind, read
from .titles import asked


@dataclass(frozen=True, slots=True)
class Assessed:
    """A candidate as judged: whether it is the song in the version asked for, what kind of upload, how sure (0..1), and why."""

    candidate: Candidate
    passed: bool
    kind: Kind
    score: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on a track's candidates. `chosen` is None for not_found; `assessed` holds them all, the best first."""

    status: Literal["matched", "other_version", "not_found"]
    chosen: Assessed | None
    assessed: tuple[Assessed, ...]


@lru_cache(maxsize=8192)
def _read(title: str, artists: tuple[str, ...], album: str | None, candidate: str, channel: str | None) -> Reading:
    return read(asked(title, artists, album), candidate, channel)


def judge(track: Track, candidates: Iterable[Candidate]) -> Judgement:
    """Decide which of the candidates is the track's video."""
    ranked = sorted((_assess(track, candidate) for candidate in candidates), key=lambda pair: pair[0])
    assessed = tuple(pair[1] for pair in ranked)
    if assessed and assessed[0].passed:
        return Judgement("matched", assessed[0], assessed)
    others = [(key, one) for key, one in ranked if key[0] == 1]
    if others:
        return Judgement("other_version", others[0][1], assessed)
    return Judgement("not_found", None, assessed)


def likeliest(track: Track, candidates: Iterable[Candidate], count: int) -> list[Candidate]:
    """The candidates that are worth asking for details, at most `count`, best first."""
    return [one.candidate for one in judge(track, candidates).assessed[:count]]


_FORMS = {"official_video": 0, "video": 1, "visualizer": 2, "lyric": 3, "audio": 4, "art_track": 5}


def _assess(track: Track, candidate: Candidate) -> tuple[tuple[object, ...], Assessed]:
    reading = _read(track.title, track.artists, track.album, candidate.title, candidate.channel)
    evidence = []
    identity = bool(reading.fit >= 0.75 and reading.artist) and not reading.rejected
    if reading.artist in ("short", "work") and not (reading.exact and reading.fit >= 0.99):
        identity = False
    evidence.append(
        Evidence(
            "title", WEIGHTS["title"] * reading.fit, "the title names the song" if reading.fit else "the title names another song"
        )
    )
    if reading.artist:
        evidence.append(Evidence("artist", WEIGHTS["artist"], "the artist is named"))
    if reading.own:
        evidence.append(Evidence("own_channel", WEIGHTS["own_channel"], "uploaded by the artist's own channel"))
    length = _length(track, candidate, reading)
    if length is False:
        identity = False
    other = bool(reading.surplus or reading.missing)
    what = kind(reading, candidate)
    score = max(0.0, min(1.0, sum(one.value for one in evidence)))
    stage = 0 if identity and not other else 1 if identity else 2
    key = (
        stage,
        not (reading.own or candidate.licensed),
        _FORMS.get(what, 9),
        not reading.label,
        -reading.fit,
        -math.log1p(candidate.views or 0),
        candidate.id,
    )
    if stage == 2:
        key = (2, False, 0, False, -score, 0.0, candidate.id)
    return key, Assessed(candidate, stage == 0, what, score, tuple(evidence))


def _length(track: Track, candidate: Candidate, reading: Reading) -> bool | None:
    if not track.seconds or not candidate.seconds:
        return None
    apart, ratio = candidate.seconds - track.seconds, candidate.seconds / track.seconds
    if candidate.channel is None:
        return abs(apart) <= 8
    return 0.6 <= ratio <= 2.2
