"""Who is named: the ways to write a credited artist, and what a channel's name says about whose it is."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from . import words as vocabulary
from .text import Word, fold, letters, words

_JOINED = re.compile(
    r"\s+(?:and|x|y|con|with|feat|ft|featuring|vs|et|und|mit|met|avec|og|och|pres|presents|meets|conducted by|vocal by|accompanied by|e|e os|e as)\.?\s+|[,/;+]|\s-\s"
)
_BRACKETED = re.compile(r"[(\[][^)\]]*[)\]]")
_VOWELS = re.compile("[aeiouwyh]")


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


class Channel(NamedTuple):
    """Whose a channel is: the artist's own, one that at least names the artist, made by YouTube for art tracks, a label's.

    `letters` are those of its name, without what channels add to one.
    """

    own: bool = False
    names: bool = False
    topic: bool = False
    company: bool = False
    letters: str = ""


def name(found: list[Word] | tuple[Word, ...], short: bool = False) -> Name:
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
    names: dict[Name, None] = {}
    for at, part in enumerate([whole, *_JOINED.split(whole)]):
        found = words(part)
        bare = [word for word in found if word.plain not in vocabulary.ENSEMBLES]
        if not found or (at and not bare):
            continue
        names[name(found)] = None
        while len(bare) > 1 and bare[0].plain in vocabulary.TITLES_OF_PEOPLE:
            bare = bare[1:]
        if bare and len(letters(bare)) >= 4:
            names[name(bare)] = None
        if 2 <= len(bare) <= 3:
            if len(bare[-1].plain) >= 4:
                names[name(bare[-1:], short=True)] = None
            if len(bare) == 2 and len(bare[0].plain) >= 4:
                names[Name(bare[0].plain + bare[1].plain[0], bare[0].native + bare[1].native[0], initial=True)] = None
            if len(bare) == 2 and len(bare[1].plain) >= 4:
                names[Name(bare[0].plain[0] + bare[1].plain, bare[0].native[0] + bare[1].native, initial=True)] = None
        spoken = [word for word in found if word.plain not in vocabulary.OF_ENSEMBLES]
        if len(spoken) >= 3:
            names[Name(*2 * ("".join([word.plain[0] for word in spoken]),), short=True)] = None
        if at == 0 and len(found) >= 4 and len(letters(found[:2])) >= 8:
            names[name(found[:2], short=True)] = None
    long = {one.plain for one in names if not one.short}
    kept = [one for one in names if not one.short or one.plain not in long]
    return tuple(sorted(kept, key=lambda one: (one.short, -len(one.plain))))


@lru_cache(maxsize=2048)
def channel(names: tuple[Name, ...], told: str | None) -> Channel:
    """What a channel's name says, seen from these artists."""
    seen = _told(told) if told else None
    if seen is None:
        return Channel()
    plain, native = seen.plain, seen.native
    own = named = False
    for one in names:
        bare = one.plain.removeprefix("the").removesuffix("music") or one.plain
        if seen.vevo and ((len(bare) >= 4 and bare in plain) or plain == one.initials):
            own = True
        if one.short or not plain:
            named = named or plain == one.plain
            continue
        alike = fuzz.ratio(bare, plain) if len(bare) >= 5 else 0
        if plain == bare or alike >= 88 or native == one.native or _skeletons_agree(one.native, native):
            own = True
        elif (len(bare) >= 5 and bare in plain) or (not one.native.isascii() and one.native in native):
            named = True
            own = own or seen.first == one.native
    return Channel(own and (seen.vevo or not seen.fan), own or named, seen.topic, seen.company, plain)


class _Told(NamedTuple):
    plain: str
    native: str
    first: str
    vevo: bool
    topic: bool
    company: bool
    fan: bool


@lru_cache(maxsize=2048)
def _told(told: str) -> _Told | None:
    """A channel's name without what channels add to an artist's."""
    found = words(told)
    if not found:
        return None
    spoken = [word.plain for word in found]
    kept = [word for word in found if word.plain not in vocabulary.CHANNEL_NOISE]
    plain, vevo = _bare(letters(kept))
    fan = not vocabulary.FANS.isdisjoint(spoken) or spoken[-1].endswith(("fan", "fans", "tv", "tribute", "lyrics"))
    company = vevo or not vocabulary.COMPANIES.isdisjoint(spoken)
    return _Told(plain, "".join([word.native for word in kept]), found[0].native, vevo, is_topic(told), company, fan)


def is_topic(told: str | None) -> bool:
    """Whether YouTube itself made the channel, for art tracks."""
    return bool(told) and str(told).endswith(" - Topic")


def _bare(plain: str) -> tuple[str, bool]:
    """A channel's letters without what channels add to a name, and whether it is one of VEVO's."""
    vevo = plain.endswith("vevo")
    for ending in ("vevo", "official", "oficial", "channel", "music", "band"):
        plain = plain.removesuffix(ending) or plain
    for beginning in ("official", "oficial", "the", "iam"):
        plain = plain.removeprefix(beginning) or plain
    return plain, vevo


def _skeletons_agree(one: str, other: str) -> bool:
    """Whether two names in different scripts share their consonants: Hebrew and Arabic write few vowels."""
    if one.isascii() == other.isascii():
        return False
    mine, theirs = (_VOWELS.sub("", letters(words(text)).lstrip("v")) for text in (one, other))
    return len(mine) >= 3 and mine == theirs
