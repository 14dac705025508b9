"""The verdict: first whether a candidate is the song at all, then which of those that are is the one to play."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, NamedTuple

from ..models import Candidate, Kind, Track
from . import evidence
from .evidence import Evidence
from .reading import Reading, read
from .titles import asked

# How much of the words beside each other must be the song's title.
FIT = 0.66
# An artist's own titles are exact, so a word more in them is another song.
FIT_OWN = 0.88
# Film songs go by the first words of a line, and uploads write more of it; where artist and film are named that is enough.
FIT_OF_A_LINE = 0.4
# Seconds by which copies of one recording differ (silence at either end, rounding).
SAME_LENGTH = 4
STATUS: tuple[Literal["matched", "other_version", "not_found"], ...] = ("matched", "other_version", "not_found")
# What to play, best first.
KINDS: tuple[Kind, ...] = (
    "official_video", "video", "visualizer", "lyric", "audio", "art_track", "acoustic", "live", "remix", "other", "cover", "karaoke"
)  # fmt: skip


class Assessed(NamedTuple):
    """A candidate as judged: whether it is the song in the version asked for, what kind of upload, how sure (0..1), and why."""

    candidate: Candidate
    passed: bool
    kind: Kind
    score: float
    evidence: tuple[Evidence, ...]


class Judgement(NamedTuple):
    """The verdict on a track's candidates. `chosen` is None for not_found; `assessed` holds them all, the best first."""

    status: Literal["matched", "other_version", "not_found"]
    chosen: Assessed | None
    assessed: tuple[Assessed, ...]


def judge(track: Track, candidates: Iterable[Candidate]) -> Judgement:
    """Decide which of the candidates is the track's video. Their order does not matter (but see `_preference`)."""
    ranked = sorted([_assess(track, candidate, place) for place, candidate in enumerate(candidates)], key=lambda one: one[:3])
    assessed = tuple([one for *_, one in ranked])
    stage = ranked[0][0] if ranked else 2
    return Judgement(STATUS[stage], assessed[0] if stage < 2 else None, assessed)


def likeliest(track: Track, candidates: Iterable[Candidate], count: int) -> list[Candidate]:
    """The at most `count` candidates whose details are worth asking for, the best first."""
    return [one.candidate for one in judge(track, candidates).assessed[:count]]


def _assess(track: Track, candidate: Candidate, place: int) -> tuple[int, tuple[float, ...], str, Assessed]:
    """One candidate with its place: the stage (0 it is the song, 1 another version of it, 2 neither), then preference."""
    reading, said = _heard(track.title, track.artists, track.album, candidate.title, candidate.channel)
    length = evidence.length(track, candidate, reading.channel.own) if reading.fit else None
    if length:
        said = (*said, length)
    if candidate.licensed and reading.fit:
        said = (*said, evidence.licensed())
    kind = evidence.kind(reading)
    stage = 2 if not _is_the_song(candidate, reading, length) else 1 if reading.surplus or reading.missing else 0
    score = round(max(0.0, min(1.0, sum([one.value for one in said]))), 3)
    preference = (
        (-score,) if stage == 2 else _preference(track, candidate, reading, kind if stage else evidence.form(reading), place)
    )
    return stage, preference, candidate.id, Assessed(candidate, stage == 0, kind, score, said)


@lru_cache(maxsize=4096)
def _heard(
    title: str, artists: tuple[str, ...], album: str | None, candidate: str, channel: str | None
) -> tuple[Reading, tuple[Evidence, ...]]:
    """What needs no details, so that it is worked out once for likeliest and judge."""
    wanted = asked(title, artists, album)
    reading = read(wanted, candidate, channel)
    return reading, evidence.gather(reading, bool(wanted.version.tags))


def _is_the_song(candidate: Candidate, reading: Reading, length: Evidence | None) -> bool:
    """The gate: the song's title, the artist, nothing that makes it no music video of theirs, and no other length."""
    line = reading.work and reading.artist == "named" and reading.fit >= FIT_OF_A_LINE
    if (reading.fit < (FIT_OWN if reading.channel.own else FIT) and not line) or reading.rejected or (length and length.value < 0):
        return False
    if reading.channel.own or reading.artist in ("named", "whole"):
        return True
    if reading.artist == "work":
        return reading.fit >= 0.9
    if reading.artist == "short":
        return reading.exact and reading.fit == 1
    if length and candidate.channel is None and not reading.artist:
        return reading.exact and reading.fit == 1 and not reading.extra and length.value > 0
    return reading.channel.names


def _preference(track: Track, candidate: Candidate, reading: Reading, kind: Kind, place: int) -> tuple[float, ...]:
    """What to play first among those of one stage, the weightiest reason first; smaller is better."""
    where = reading.channel
    trusted = 1 if where.topic else 0 if where.own or where.company or candidate.licensed else 2
    form, apart, rank = KINDS.index(kind), 0, 0
    if candidate.channel is None:
        # Nobody tells whose upload it is, as YouTube always does: one length is then the best sign of one recording, and
        # where a search was recorded without more, its order is all that is left.
        form, rank = int(kind != "official_video"), place if candidate.views is None else 0
        if candidate.seconds and track.seconds:
            apart = max(0, abs(candidate.seconds - track.seconds) - SAME_LENGTH)
    return (
        _standing(candidate, reading),  # the artist's or a label's before anybody's copy
        apart,
        trusted,
        form,  # a video before a lyric clip, that before a still picture
        not where.own,
        candidate.embeddable is False,  # what cannot be played here, only among equals
        rank,
        reading.extra,  # a title that says no more than the song before one with a subtitle nobody asked for
        not reading.full,
        not reading.exact,
        -round(reading.fit, 2),
        -math.log1p(candidate.views or 0),  # what many have seen breaks the tie
    )


def _standing(candidate: Candidate, reading: Reading) -> int:
    """How surely the upload is the artist's recording: theirs or a label's with their name, a film company's, a fan's copy."""
    public = bool(candidate.licensed) or reading.channel.company or reading.channel.topic or reading.official
    if reading.channel.own or (public and reading.artist not in ("", "work")):
        return 0
    return 1 if public else 3 if reading.artist in ("", "work") else 2
