"""Whose a channel is, as far as its name says: the artist's own, a label's, a fan's, or one that YouTube made for art tracks."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from . import words as vocabulary
from .names import Name, without_brackets
from .text import Word, letters, skeleton, words

_KARAOKE = re.compile("|".join(map(re.escape, vocabulary.KARAOKE)))
# What artists write beside their name, joined to it or not.
_ADDED = (
    "vevo",
    "official",
    "oficial",
    "officiel",
    "ufficiale",
    "resmi",
    "channel",
    "music",
    "musica",
    "topic",
    "공식",
    "公式",
    "官方",
)


class Channel(NamedTuple):
    """Whose a channel is: the artist's own, one that at least names the artist, made by YouTube for art tracks, a label's.

    `letters` are those of its name, without what channels add to one; `karaoke` is one that plays nobody's own recordings,
    `station` one that shows what others play.
    """

    own: bool = False
    names: bool = False
    topic: bool = False
    company: bool = False
    letters: str = ""
    karaoke: bool = False
    station: bool = False


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
            own = own or (plain == one.plain and len(plain) >= 12)
            continue
        alike = fuzz.ratio(bare, plain) if len(bare) >= 5 else 0
        if plain == bare or alike >= 88 or native == one.native or _skeletons_agree(one.native, native):
            own = True
        elif (len(bare) >= 5 and bare in plain) or (not one.native.isascii() and one.native in native):
            named = True
            own = own or seen.first == one.native
    own_channel, karaoke = own and (seen.vevo or not seen.fan), seen.karaoke and not own
    return Channel(own_channel, own or named, seen.topic, seen.company, plain, karaoke, seen.station)


class _Told(NamedTuple):
    plain: str
    native: str
    first: str
    vevo: bool
    topic: bool
    company: bool
    fan: bool
    karaoke: bool
    station: bool


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
    tribute = "tribute" in spoken and not vocabulary.TRIBUTES.isdisjoint(spoken)
    karaoke = tribute or _KARAOKE.search("".join(spoken)) is not None
    station = not vocabulary.STATIONS.isdisjoint(spoken)
    native = "".join([word.native for word in kept])
    return _Told(plain, native, found[0].native, vevo, is_topic(told), company, fan, karaoke, station)


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
    """Whether two names in different scripts share their consonants."""
    if one.isascii() == other.isascii():
        return False
    mine, theirs = (skeleton(letters(words(text))) for text in (one, other))
    return len(mine) >= 3 and mine == theirs


def same_name(artist: str, channel_title: str) -> bool:
    """Whether `channel_title` is this artist's name and nothing else, in any script, but for VEVO, Official, Music and Topic.

    Strict, so that a guessed channel can be believed: "NirvanaVEVO" is Nirvana, "Adele Cover Band" is not Adele. Of a name in two
    scripts ("周杰倫 Jay Chou") either will do.
    """
    told = words(channel_title)
    mine = {ways for asked in (words(artist), words(without_brackets(artist))) if asked for ways in _spellings(asked)}
    scripts = [told]
    if not any(sign in word.native for word in told for sign in vocabulary.FANS_IN_CJK):
        scripts += [tuple([word for word in told if word.native.isascii() is latin]) for latin in (True, False)]
    theirs = {way for found in scripts for way in _spellings(found)}
    return not mine.isdisjoint(theirs) or any(_skeletons_agree(one, other) for one in mine for other in theirs)


def _spellings(found: tuple[Word, ...]) -> set[str]:
    """A name's letters in its own script and in Latin, with and without what stands around names."""
    whole = ways = {letters(found), "".join([word.native for word in found])}
    for _ in range(3):
        ways = ways | {way.removesuffix(added) for way in ways for added in _ADDED}
        ways |= {way.removeprefix(added) for way in ways for added in ("the", "official", "oficial")}
    return (whole | (ways - {"the", *_ADDED})) - {""}
