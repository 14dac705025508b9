"""What a track's title asks for, and which tags and versions any title speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from . import words as vocabulary
from .names import Name, credit, name, without_brackets
from .text import Word, letters, words

_BY_FIRST: dict[str, list[tuple[tuple[str, ...], str]]] = {}
for _table in (vocabulary.REJECTED, vocabulary.VERSIONS, vocabulary.FORMS):
    for _tag, _phrases in _table.items():
        for _phrase in _phrases:
            _BY_FIRST.setdefault(_phrase[0], []).append((_phrase, _tag))
for _options in _BY_FIRST.values():
    _options.sort(key=lambda option: -len(option[0]))
_FEATURING = vocabulary.FEATURING | vocabulary.WITH


class Tag(NamedTuple):
    """A tag and the words `[start, end)` that say so."""

    name: str
    start: int
    end: int


class Version(NamedTuple):
    """Which version a title speaks of: its tags, and the words that tell one remix or variant from another."""

    tags: frozenset[str] = frozenset()
    whose: frozenset[str] = frozenset()


class Title(NamedTuple):
    """One way to write a track's title. `part` is the number of "Pt. 2"."""

    words: tuple[Word, ...]
    plain: str
    native: str
    part: str | None


class Asked(NamedTuple):
    """A track as the matcher reads it. `titles`: the fullest first; `works`: films and albums; `whole`: every letter of its title."""

    titles: tuple[Title, ...]
    names: tuple[Name, ...]
    features: tuple[Name, ...]
    works: tuple[Name, ...]
    version: Version
    whole: str


def tags(found: Sequence[Word]) -> list[Tag]:
    """The tags among these words, the longest phrase at each place."""
    result: list[Tag] = []
    end = 0
    for at, word in enumerate(found):
        if at < end:
            continue
        for phrase, tag in _BY_FIRST.get(word.plain, ()):
            if len(phrase) == 1 or tuple([other.plain for other in found[at : at + len(phrase)]]) == phrase:
                end = at + len(phrase)
                result.append(Tag(tag, at, end))
                break
        if word.native is not word.plain and not word.native.isascii():
            for tag, needles in vocabulary.TAGS_IN_CJK.items():
                if any(needle in word.native for needle in needles):
                    result.append(Tag(tag, at, at + 1))
    return result


def version(found: Sequence[Word], known: Sequence[Tag]) -> Version:
    """The version that these words speak of. `known` are their tags."""
    names = {tag.name for tag in known if tag.name not in vocabulary.FORMS}
    spoken = [word.plain for word in found]
    if vocabulary.KINDS.isdisjoint(spoken):
        return Version(frozenset(names))
    tagged = {at for tag in known for at in range(tag.start, tag.end)}
    whose: set[str] = set()
    for segment in {word.segment for word in found if word.plain in vocabulary.KINDS}:
        here = [at for at, word in enumerate(found) if word.segment == segment]
        kinds = {spoken[at] for at in here} & vocabulary.KINDS
        if not vocabulary.REMASTERS.isdisjoint(spoken[at] for at in here):
            continue
        owner = {spoken[at] for at in here if at not in tagged} - vocabulary.NEUTRAL - vocabulary.KINDS
        remix = bool(kinds & vocabulary.REMIXES)
        if remix:
            owner = {word for word in owner if not _year(word)}
        elif "official" in (spoken[at] for at in here):
            continue
        if owner or kinds & vocabulary.REMIXES_BY_THEMSELVES:
            names.add("remix" if remix else "variant")
            whose |= owner
    return Version(frozenset(names), frozenset(whose))


def _year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and word[:2] in ("19", "20")


@lru_cache(maxsize=4096)
def asked(title: str, artists: tuple[str, ...], album: str | None) -> Asked:
    """What a track asks for. Spotify writes a version behind " - " or in brackets, guests as (feat. …), films as From "…"."""
    everything = words(title)
    core: list[Word] = []
    full: list[Word] = []
    beside: list[Word] = []
    features: list[Name] = []
    works: list[Name] = []
    for index, section in enumerate(_sections(everything)):
        spoken = [word.plain for word in section]
        side = section[0].bracket or (index > 0 and section[0].after == "dash")
        if side and _guests(spoken):
            features += credit(" ".join(word.native for word in section if word.plain not in _FEATURING))
        elif side and (film := _film(section)):
            works.append(film)
        elif side and (tags(section) or not vocabulary.KINDS.isdisjoint(spoken)):
            beside += section
        elif not (side and all(word in vocabulary.NEUTRAL or word.isdigit() for word in spoken) and core):
            section, guests = _before_guests(section)
            features += credit(guests) if guests else ()
            full += section
            core += () if side else section
    works += _album(album)
    return Asked(
        _titles(full or everything, core or full or everything),
        tuple(dict.fromkeys(one for artist in artists for one in credit(artist))),
        tuple(dict.fromkeys(features)),
        tuple(work for work in dict.fromkeys(works) if len(work.plain) >= 4),
        version(beside, tags(beside)),
        letters(everything),
    )


def _sections(found: Iterable[Word]) -> list[list[Word]]:
    """A track title's parts: what brackets or a dash set apart. Quotes, colons and slashes belong to their part."""
    sections: list[list[Word]] = []
    for word in found:
        last = sections[-1][-1] if sections else None
        joined = (
            last
            and last.bracket == word.bracket
            and (last.segment == word.segment or word.after in ("bar", "quote", "tight", "at"))
        )
        if joined:
            sections[-1].append(word)
        else:
            sections.append([word])
    return sections


def _guests(spoken: Sequence[str]) -> bool:
    return spoken[0] in _FEATURING or not vocabulary.FEATURING.isdisjoint(spoken)


def _before_guests(section: list[Word]) -> tuple[list[Word], str]:
    for at, word in enumerate(section):
        if at and word.plain in vocabulary.FEATURING:
            return section[:at], " ".join(other.native for other in section[at + 1 :])
    return section, ""


def _film(section: Sequence[Word]) -> Name | None:
    """The film, series or show that a part of a title names: From "X", Theme from X, X Soundtrack Version."""
    spoken = [word.plain for word in section]
    if "from" in spoken[:3]:
        section = section[spoken.index("from") + 1 :]
    elif not {"soundtrack", "ost"} & set(spoken):
        return None
    kept = [word for word in section if word.plain not in vocabulary.FILM_WORDS]
    return name(kept) if kept else Name("", "")


def _album(album: str | None) -> list[Name]:
    found = [word for word in words(without_brackets(album)) if word.plain not in vocabulary.FILM_WORDS] if album else []
    return [] if tags(found) else [name(found)]


def _titles(full: Sequence[Word], core: Sequence[Word]) -> tuple[Title, ...]:
    ways = [tuple(full), tuple(core)]
    part = next((after.plain for word, after in zip(core, core[1:], strict=False) if word.plain == "pt"), None)
    for way in list(ways):
        if part == "1" and "pt" in [word.plain for word in way]:
            at = [word.plain for word in way].index("pt")
            ways.append(way[:at] + way[at + 2 :])
        if len(way) > 1 and way[0].plain in vocabulary.ARTICLES:
            ways.append(way[1:])
    return tuple(Title(way, letters(way), "".join(word.native for word in way), part) for way in dict.fromkeys(ways) if way)
