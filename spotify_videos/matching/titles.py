"""What a track's title asks for, and which tags stand in any title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from . import words as vocabulary
from .text import Word, fold, words

_BY_FIRST: dict[str, list[tuple[tuple[str, ...], str]]] = {}
for _table in (vocabulary.REJECTED, vocabulary.VERSIONS, vocabulary.FORMS):
    for _tag, _all in _table.items():
        for _phrase in _all:
            _BY_FIRST.setdefault(_phrase[0], []).append((_phrase, _tag))
for _options in _BY_FIRST.values():
    _options.sort(key=lambda option: -len(option[0]))

_SPLIT = re.compile(r"\s+(?:and|x|y|con|with|feat|ft|featuring|vs|et|und|e|e os|e as)\.?\s+|[,/;+]|\s-\s")
_BRACKETED = re.compile(r"[(\[][^)\]]*[)\]]")
_ROMAN = {
    "i": "1",
    "ii": "2",
    "iii": "3",
    "iv": "4",
    "v": "5",
    "vi": "6",
    "vii": "7",
    "viii": "8",
    "ix": "9",
    "one": "1",
    "two": "2",
    "three": "3",
}
_PARTS = frozenset(("pt", "part", "parts", "pts", "vol", "volume", "chapter", "parte", "teil"))


@dataclass(frozen=True, slots=True)
class Name:
    """A way to write a credited artist. `short` marks a surname, which only counts beside an exact title."""

    plain: str
    native: str
    short: bool = False


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag and the words `[start, end)` that say so."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Version:
    """Which version a title speaks of: its tags, and the words that tell one remix or variant from another."""

    tags: frozenset[str]
    whose: frozenset[str]
    part: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A track as the matcher reads it; `titles` are ways to write its title, the fullest first."""

    titles: tuple[tuple[Word, ...], ...]
    names: tuple[Name, ...]
    features: tuple[Name, ...]
    works: tuple[Name, ...]
    version: Version


def tags(found: Sequence[Word]) -> list[Tag]:
    """The tags among these words, the longest phrase at each place."""
    result: list[Tag] = []
    at = 0
    while at < len(found):
        word = found[at]
        end = at + 1
        for phrase, tag in _BY_FIRST.get(word.plain, ()):
            if len(phrase) == 1 or tuple(other.plain for other in found[at : at + len(phrase)]) == phrase:
                end = at + len(phrase)
                result.append(Tag(tag, at, end))
                break
        if not word.native.isascii():
            for tag, needles in vocabulary.TAGS_IN_CJK.items():
                if any(needle in word.native for needle in needles):
                    result.append(Tag(tag, at, at + 1))
        at = end
    return result


def version(found: Sequence[Word], known: Sequence[Tag] | None = None) -> Version:
    """The version that these words speak of, segment by segment."""
    known = tags(found) if known is None else known
    names = {tag.name for tag in known}
    tagged = {at for tag in known for at in range(tag.start, tag.end)}
    whose: set[str] = set()
    part = None
    segments: dict[int, list[int]] = {}
    for at, word in enumerate(found):
        segments.setdefault(word.segment, []).append(at)
        if word.plain in _PARTS and at + 1 < len(found):
            follows = found[at + 1].plain
            part = _ROMAN.get(follows, follows if follows.isdigit() else None) or part
    for places in segments.values():
        spoken = [found[at].plain for at in places]
        remix, variant = not vocabulary.REMIXES.isdisjoint(spoken), not vocabulary.VARIANTS.isdisjoint(spoken)
        if not (remix or variant):
            continue
        owner = {
            found[at].plain
            for at in places
            if at not in tagged
            and found[at].plain not in vocabulary.NEUTRAL
            and found[at].plain not in vocabulary.REMIXES | vocabulary.VARIANTS
        }
        owner = {word for word in owner if not (len(word) == 4 and word.isdigit()) or variant}
        strong = bool(vocabulary.REMIXES.intersection(spoken) - {"mix", "edit", "re", "revision"})
        if owner or strong:
            names.add("remix" if remix else "variant")
            whose |= owner
    return Version(frozenset(names), frozenset(whose), part)


@lru_cache(maxsize=4096)
def asked(title: str, artists: tuple[str, ...], album: str | None) -> Asked:
    """What a track asks for."""
    core: list[Word] = []
    full: list[Word] = []
    meta: list[Word] = []
    features: list[Name] = []
    works: list[Name] = []
    found = words(title)
    segments: list[list[Word]] = []
    for word in found:
        if segments and segments[-1][-1].segment == word.segment:
            segments[-1].append(word)
        else:
            segments.append([word])
    for index, segment in enumerate(segments):
        first = segment[0]
        side = index > 0 and (first.bracket or first.after in ("dash", "close", "open"))
        spoken = [word.plain for word in segment]
        if (index or first.bracket) and (first.plain in vocabulary.FEATURING | vocabulary.WITH or "feat" in spoken):
            features += _credit(
                " ".join(word.native for word in segment if word.plain not in vocabulary.FEATURING | vocabulary.WITH)
            )
            continue
        if side and "from" in spoken and spoken.index("from") <= 2:
            works.append(_name(segment[spoken.index("from") + 1 :]))
            continue
        if side and ("soundtrack" in spoken or "ost" in spoken):
            continue
        if side and _is_version(segment):
            meta += segment
            continue
        if side and all(word.plain in vocabulary.NEUTRAL or word.plain.isdigit() for word in segment):
            continue
        for at, word in enumerate(segment):
            if at and word.plain in vocabulary.FEATURING:
                features += _credit(" ".join(other.native for other in segment[at + 1 :]))
                segment = segment[:at]
                break
        full += segment
        if (not core or not side) and not first.bracket:
            core += segment
    titles = [tuple(full or found), tuple(core)] if core and core != full else [tuple(full or found)]
    if album:
        plain_album = tuple(word for word in words(_BRACKETED.sub(" ", album)) if word.plain not in vocabulary.NEUTRAL)
        if plain_album:
            works.append(_name(plain_album))
    return Asked(
        tuple(titles),
        tuple(dict.fromkeys(name for artist in artists for name in _credit(artist))),
        tuple(dict.fromkeys(features)),
        tuple(work for work in dict.fromkeys(works) if len(work.plain) >= 4),
        version(meta),
    )


def _is_version(segment: Sequence[Word]) -> bool:
    spoken = {word.plain for word in segment}
    return bool(tags(segment)) or not spoken.isdisjoint(vocabulary.REMIXES | vocabulary.VARIANTS | _PARTS)


def _name(found: Sequence[Word], short: bool = False) -> Name:
    return Name("".join(word.plain for word in found), "".join(word.native for word in found), short)


@lru_cache(maxsize=8192)
def _credit(artist: str) -> tuple[Name, ...]:
    """The ways to write a credit: whole, each of several, without the words that only say what ensemble it is, a surname."""
    whole = _BRACKETED.sub(" ", fold(artist)) if "(" in artist or "[" in artist else artist
    names: dict[Name, None] = {}
    for at, part in enumerate([whole, *_SPLIT.split(fold(whole))]):
        found = words(part)
        if not found:
            continue
        names[_name(found)] = None
        bare = [word for word in found if word.plain not in vocabulary.ENSEMBLES]
        while len(bare) > 1 and bare[0].plain in vocabulary.TITLES_OF_PEOPLE:
            bare = bare[1:]
        if bare and sum(len(word.plain) for word in bare) >= 4:
            names[_name(bare)] = None
        if at and 2 <= len(bare) <= 3 and len(bare[-1].plain) >= 4:
            names[_name(bare[-1:], short=True)] = None
    return tuple(names)
