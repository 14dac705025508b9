"""The verdict: first whether a candidate is the song at all, then which of those that are is the one to play."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Literal, NamedTuple

from ..models import Candidate, Kind, Track
from . import evidence
from .channels import channel, is_topic
from .evidence import Evidence
from .glance import promising
from .names import credit
from .reading import Reading, places, read
from .seen import see
from .titles import asked

# How much of the words beside each other must be the song's title.
FIT = 0.6
# An artist's own titles are exact, so a long word more in them is another song.
FIT_OWN = 0.8
# Where this little stands beside the title, it is the song for sure.
FIT_SURE = 0.88
# Film songs go by the first words of a line, and uploads write more of it; where artist and film are named that is enough.
FIT_OF_A_LINE = 0.4
# Seconds by which copies of one recording differ (silence at either end, rounding).
SAME_LENGTH = 4
# How many more than are asked for are read to choose the likeliest.
SPARE = 3
STATUS: tuple[Literal["matched", "other_version", "not_found"], ...] = ("matched", "other_version", "not_found")
# What to play, best first.
KINDS: tuple[Kind, ...] = (
    "official_video", "video", "visualizer", "lyric", "audio", "art_track", "acoustic", "live", "remix", "other", "cover", "karaoke"
)  # fmt: skip


class Assessed(NamedTuple):
    """A candidate as judged: whether it is the song in the version asked for, what kind of upload, how sure (0..1), and why.

    `own` is true where the evidence says that the channel is the first credited artist's own, their VEVO or their topic channel
    (a guest's is not); of a candidate whose title names another song nothing more is read, and it is false.
    """

    candidate: Candidate
    passed: bool
    kind: Kind
    score: float
    evidence: tuple[Evidence, ...]
    own: bool = False


class Judgement(NamedTuple):
    """The verdict on a track's candidates. `chosen` is None for not_found; `assessed` holds them all, the best first."""

    status: Literal["matched", "other_version", "not_found"]
    chosen: Assessed | None
    assessed: tuple[Assessed, ...]


def judge(track: Track, candidates: Iterable[Candidate]) -> Judgement:
    """Decide which of the candidates is the track's video. Their order does not matter (but see `_preference`)."""
    told = list(candidates)
    weighed = sorted(_weigh(track, enumerate(told)))
    possible = {one.place for one in weighed}
    others = [candidate for place, candidate in enumerate(told) if place not in possible]
    assessed = (*[one.assessed for one in weighed], *[_another(one) for one in sorted(others, key=lambda one: one.id)])
    stage = weighed[0].stage if weighed else 2
    return Judgement(STATUS[stage], assessed[0] if stage < 2 else None, assessed)


def likeliest(track: Track, candidates: Iterable[Candidate], count: int) -> list[Candidate]:
    """The at most `count` candidates whose details are worth asking for, the best first; those of other songs are not.

    Only the most promising are read: `judge` decides among all.
    """
    told = promising(asked(track.title, track.artists, track.album), candidates)
    weighed = sorted(islice(_weigh(track, told), count + SPARE if count else 0))
    return [one.assessed.candidate for one in weighed[:count]]


class _Weighed(NamedTuple):
    """A candidate whose title names the song: the stage (0 it is the song, 1 another version, 2 neither), then preference."""

    stage: int
    preference: tuple[float, ...]
    id: str
    place: int
    assessed: Assessed


def _weigh(track: Track, candidates: Iterable[tuple[int, Candidate]]) -> Iterator[_Weighed]:
    """Of the candidates with their places, those whose titles name the song."""
    wanted = asked(track.title, track.artists, track.album)
    for place, candidate in candidates:
        seen = see(candidate.title)
        if places(wanted, seen):
            credits = candidate.description if is_topic(candidate.channel) else ""
            reading, said = _heard(track.title, track.artists, track.album, candidate.title, candidate.channel, credits)
            yield _assess(track, candidate, place, reading, said)


def _another(candidate: Candidate) -> Assessed:
    kind = evidence.kind_of_another(see(candidate.title).tags, is_topic(candidate.channel))
    return Assessed(candidate, False, kind, 0.0, evidence.ANOTHER_SONG)


def _assess(track: Track, candidate: Candidate, place: int, reading: Reading, said: tuple[Evidence, ...]) -> _Weighed:
    """What the details add to what was heard."""
    length = evidence.length(track, candidate, reading.channel.own)
    if length:
        said = (*said, length)
    if candidate.licensed:
        said = (*said, evidence.licensed())
    kind = evidence.kind(reading)
    stage = 2 if not _is_the_song(candidate, reading, length) else 1 if reading.surplus or reading.missing else 0
    score = round(max(0.0, min(1.0, sum([one.value for one in said]))), 3)
    seen_as = kind if stage else evidence.form(reading)
    preference = (-score,) if stage == 2 else _preference(track, candidate, reading, seen_as, place)
    own = reading.channel.own and channel(credit(track.artist), candidate.channel).own
    return _Weighed(stage, preference, candidate.id, place, Assessed(candidate, stage == 0, kind, score, said, own))


@lru_cache(maxsize=4096)
def _heard(
    title: str, artists: tuple[str, ...], album: str | None, candidate: str, told: str | None, credits: str
) -> tuple[Reading, tuple[Evidence, ...]]:
    """What needs no details, so that it is worked out once for likeliest and judge."""
    wanted, seen = asked(title, artists, album), see(candidate)
    reading = read(wanted, seen, places(wanted, seen), told, credits)
    return reading, evidence.gather(reading, bool(wanted.version.tags))


def _is_the_song(candidate: Candidate, reading: Reading, length: Evidence | None) -> bool:
    """The gate: the song's title, the artist, nothing that makes it no music video of theirs, and no other length."""
    line = reading.work and reading.artist == "named" and reading.fit >= FIT_OF_A_LINE
    if (reading.fit < (FIT_OWN if reading.channel.own else FIT) and not line) or reading.rejected or (length and length.value < 0):
        return False
    if reading.channel.own or reading.artist in ("named", "whole", "credited"):
        return True
    if reading.artist in ("work", "remixer"):
        return reading.fit >= FIT
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
        where.own and reading.fit < FIT_SURE,  # what may be another song of theirs after what is not
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
    if (reading.channel.own and not reading.another) or (public and reading.artist not in ("", "work")):
        return 0
    return 1 if public else 3 if reading.artist in ("", "work") else 2
