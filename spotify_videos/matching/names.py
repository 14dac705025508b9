"""The ways to write a credited artist: whole, each of several, without the words that only say what ensemble it is, in short."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from . import words as vocabulary
from .text import Word, fold, letters, words

_JOINED = re.compile(
    r"\s+(?:and|x|y|con|with|feat|ft|featuring|vs|et|und|mit|met|avec|og|och|e|e os|e as|pres|presents|meets"
    r"|conducted by|vocal by|accompanied by)\.?\s+|[,/;+]|\s-\s"
)
_IN_BRACKETS = re.compile(r"[(\[]([^)\]]{2,})[)\]]")
# What stands in brackets to tell two artists of one name apart.
_SAYS_WHICH = re.compile(r"\d+|[a-z]{1,3}|band|group|artist|singer|rapper|producer|official")
_BRACKETED = re.compile(r"[(\[][^)\]]*[)\]]")


class Name(NamedTuple):
    """A way to write a credited artist. `short` marks a surname or a band's first words, which count only beside an exact title.

    `parts` are its words, `initial` is true where one of two is only its first letter ("Jubin N"); `initials` are
    those of three words and more.
    """

    plain: str
    native: str
    short: bool = False
    parts: frozenset[str] = frozenset()
    initial: bool = False
    initials: str = ""


def name(found: Sequence[Word], short: bool = False) -> Name:
    """These words as a name."""
    parts = frozenset() if short else frozenset([word.plain for word in found])
    initials = "".join([word.plain[0] for word in found]) if len(found) >= 3 and not short else ""
    return Name(letters(found), "".join([word.native for word in found]), short, parts, initials=initials)


def without_brackets(text: str) -> str:
    """`text`, folded, without what stands in brackets."""
    return _BRACKETED.sub(" ", fold(text))


@lru_cache(maxsize=4096)
def credit(artist: str) -> tuple[Name, ...]:
    """The ways to write a credit: whole, each of several, without the words that only say what ensemble it is, in short."""
    whole = without_brackets(artist)
    also = [other for other in _IN_BRACKETS.findall(fold(artist)) if not _SAYS_WHICH.fullmatch(other)]
    ways = [way for part in (whole, *_JOINED.split(whole), *also) for way in _ways(words(part), part is whole)]
    kept: dict[str, Name] = {}
    for way in sorted(ways, key=lambda one: (one.short, -len(one.plain))):
        kept.setdefault(way.plain, way)
    return tuple(kept.values())


def _ways(found: Sequence[Word], whole: bool) -> Iterator[Name]:
    """The ways to write one name."""
    bare = [word for word in found if word.plain not in vocabulary.ENSEMBLES]
    if not found or not (bare or whole):
        return
    yield name(found)
    while len(bare) > 1 and bare[0].plain in vocabulary.TITLES_OF_PEOPLE:
        bare = bare[1:]
    if len(letters(bare)) >= 4:
        yield name(bare)
    if len(bare) == 2:
        yield from _with_initial(*bare)
    if len(bare) == 3 and min(len(bare[0].plain), len(bare[-1].plain)) >= 3:
        yield name([bare[0], bare[-1]])
    if 2 <= len(bare) <= 3:
        yield from (name([word], short=True) for word, least in ((bare[0], 5), (bare[-1], 4)) if len(word.plain) >= least)
    spoken = [word for word in found if word.plain not in vocabulary.OF_ENSEMBLES]
    if len(spoken) >= 3:
        initials = "".join([word.plain[0] for word in spoken])
        yield Name(initials, initials, short=True)
    if len(found) >= 5 and len(letters(found[:3])) >= 12:
        yield name(found[:3])
    if len(found) >= 4:  # a band's first words, or its last behind its leader's name
        yield from (name(few, short=True) for few in (found[:2], bare[-2:]) if len(letters(few)) >= 8)


def _with_initial(first: Word, last: Word) -> Iterator[Name]:
    if len(first.plain) >= 4:
        yield Name(first.plain + last.plain[0], first.native + last.native[0], initial=True)
    if len(last.plain) >= 4:
        yield Name(first.plain[0] + last.plain, first.native[0] + last.native, initial=True)
