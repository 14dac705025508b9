"""Which version a title speaks of: its tags ("live", "karaoke", "lyric"), whose remix it is, where it was played."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from . import words as vocabulary
from .text import Word

_TAGS: dict[tuple[str, ...], str] = {}
_LENGTHS: dict[str, list[int]] = {}  # how many words the phrases have that begin with one, the longest first
for _table in (vocabulary.REJECTED, vocabulary.VERSIONS, vocabulary.NO_VERSIONS, vocabulary.FORMS):
    for _tag, _phrases in _table.items():
        for _phrase in _phrases:
            _TAGS.setdefault(_phrase, _tag)
            _LENGTHS[_phrase[0]] = sorted({len(_phrase), *_LENGTHS.get(_phrase[0], ())}, reverse=True)
_IN_CJK = {sign: tag for tag, signs in vocabulary.TAGS_IN_CJK.items() for sign in signs}
_SIGNS = re.compile("|".join(map(re.escape, _IN_CJK)))


class Tag(NamedTuple):
    """A tag and the words `[start, end)` that say so."""

    name: str
    start: int
    end: int


class Version(NamedTuple):
    """Which version a title speaks of: its tags, the words that tell one remix or variant from another, and where it was live."""

    tags: frozenset[str] = frozenset()
    whose: frozenset[str] = frozenset()
    where: frozenset[str] = frozenset()


def tags(found: Sequence[Word]) -> list[Tag]:
    """The tags among these words, the longest phrase at each place."""
    return tagged([word.plain for word in found], [word.native for word in found])


def tagged(plain: Sequence[str], native: Sequence[str]) -> list[Tag]:
    """The tags among words, told by their spelling in Latin letters and in their own script."""
    result: list[Tag] = []
    end = 0
    for at in [at for at, word in enumerate(plain) if word in _LENGTHS]:
        for length in _LENGTHS[plain[at]] if at >= end else ():
            tag = _TAGS.get(tuple(plain[at : at + length]))
            if tag:
                end = min(at + length, len(plain))
                result.append(Tag(tag, at, end))
                break
    for at, word in enumerate(native):
        if not word.isascii():
            result += [Tag(tag, at, at + 1) for tag in {_IN_CJK[sign] for sign in _SIGNS.findall(word)}]
    return result


def is_version(tag: Tag) -> bool:
    """Whether a tag makes another version, not only another form of the upload."""
    return tag.name not in vocabulary.FORMS and tag.name not in ("cover", "neutral")


def version(found: Sequence[Word], known: Sequence[Tag]) -> Version:
    """The version that these words speak of, part by part. `known` are their tags."""
    names = {tag.name for tag in known if is_version(tag)}
    neutral = {at for tag in known if tag.name == "neutral" for at in range(tag.start, tag.end)}
    spoken = ["" if at in neutral else word.plain for at, word in enumerate(found)]
    if vocabulary.KINDS.isdisjoint(spoken):
        return Version(frozenset(names))
    tagged = {at for tag in known for at in range(tag.start, tag.end)}
    whose: set[str] = set()
    for places in parts(found):
        told = {spoken[at] for at in places}
        remix = not vocabulary.REMIXES.isdisjoint(told)
        if vocabulary.KINDS.isdisjoint(told) or not vocabulary.REMASTERS.isdisjoint(told) or ("official" in told and not remix):
            continue
        owner = {spoken[at] for at in places if at not in tagged} - vocabulary.NEUTRAL
        if remix:
            owner = {word for word in owner if not is_year(word)}
        if owner or told & vocabulary.REMIXES_BY_THEMSELVES:
            names.add("remix" if remix else "variant")
            whose |= owner
    return Version(frozenset(names), frozenset(whose))


def where(found: Sequence[Word], known: Sequence[Tag]) -> frozenset[str]:
    """The long words beside what says "live": the place, the show or the occasion."""
    live = {tag.start for tag in known if tag.name == "live"}
    beside = [found[at].plain for places in parts(found) if not live.isdisjoint(places) for at in places]
    told = [word for word in beside if len(word) >= 4 and not word.isdigit()]
    return frozenset(told) - vocabulary.NEUTRAL - vocabulary.ANY_LIVE


def parts(found: Sequence[Word]) -> list[list[int]]:
    """The places of the words of each segment; a hyphen without spaces ("Re-Edit") makes no other one here."""
    places: list[list[int]] = []
    for at, word in enumerate(found):
        if places and (found[at - 1].segment == word.segment or word.after == "tight"):
            places[-1].append(at)
        else:
            places.append([at])
    return places


def is_year(word: str) -> bool:
    """Whether a word is a year of recorded music."""
    return len(word) == 4 and word.isdigit() and word[:2] in ("19", "20")
