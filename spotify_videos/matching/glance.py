"""Which candidates deserve to be read first: a glance at the words they share with a track, cheap enough for hundreds of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from rapidfuzz import fuzz

from ..models import Candidate
from .titles import Asked

# What most often makes an upload another version or no song at all, in the words and scripts that most titles are written in.
_AGAINST = (
    "karaoke",
    "cover",
    "reaction",
    "tutorial",
    "live",
    "remix",
    "acoustic",
    "instrumental",
    "slowed",
    "sped",
    "lyric",
    "vivo",
)

# A title with less in common (of 100) is another song's, as far as one can see without reading it.
LIKE = 70


class _Sought(NamedTuple):
    """The ways to write a song's title, the spellings of its words and of its artists, and what speaks against an upload."""

    ways: tuple[str, ...]
    song: tuple[tuple[str, ...], ...]
    artists: tuple[str, ...]
    against: tuple[str, ...]


@lru_cache(maxsize=1024)
def _sought(wanted: Asked) -> _Sought:
    song = wanted.titles[-1].words if wanted.titles else ()
    return _Sought(
        tuple([way.plain for way in wanted.titles]),
        tuple({tuple({word.written, word.plain, word.native}) for word in song}),
        tuple({spelled for name in wanted.names if not name.short for spelled in (name.plain, name.native)}),
        tuple([word for word in _AGAINST if word not in wanted.says]),
    )


def promising(wanted: Asked, candidates: Iterable[Candidate]) -> list[tuple[int, Candidate]]:
    """The candidates with their places, those first that share most words with the track, without those of other songs."""
    sought = _sought(wanted)
    glanced = [(_promise(sought, one), place, one) for place, one in enumerate(candidates)]
    found = [(promise, one.id, place, one) for promise, place, one in glanced if promise]
    return [(place, one) for _, _, place, one in sorted(found, key=itemgetter(0, 1))]


def _promise(sought: _Sought, one: Candidate) -> tuple[int, int, int, int] | None:
    """What a candidate lacks, the weightiest first; None where its letters are another song's."""
    title = one.title.casefold().replace(" ", "")
    lacking = sum([not any(word in title for word in spelled) for spelled in sought.song])
    if lacking and title.isascii() and not any(fuzz.partial_ratio(way, title, score_cutoff=LIKE) for way in sought.ways):
        return None
    whose = one.channel.casefold().replace(" ", "") if one.channel else ""
    unnamed = 2 - any(name in whose for name in sought.artists) - any(name in title for name in sought.artists)
    against = sum([word in title for word in sought.against]) - ("official" in title)
    return lacking, unnamed, against, len(title)
