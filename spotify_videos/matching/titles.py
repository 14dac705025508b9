"""What a track's title asks for: the ways to write it, its guests, its film, the version."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from . import words as vocabulary
from .names import Name, credit, name, without_brackets
from .text import Word, letters, words
from .versions import Version, parts, tags, version, where

# From so many letters on, what stands in brackets is hardly ever two songs' subtitle.
SUBTITLE = 10
_FEATURING = vocabulary.FEATURING | vocabulary.WITH


class Title(NamedTuple):
    """One way to write a track's title. `part` is the number of "Pt. 2", `exact` is true where only this very spelling counts."""

    words: tuple[Word, ...]
    plain: str
    native: str
    part: str | None
    exact: bool


class Asked(NamedTuple):
    """A track as the matcher reads it.

    `titles`: ways to write it, the fullest first; `features`: its guests; `partners`: those of "(with …)", without whom it is
    another recording; `works`: films and albums; `several`: whether two or more sing it; `free`: how its album was played (live,
    acoustic), so that the title need not say so; `says`: the words that ask for a version; `whole`: every letter of the title.
    """

    titles: tuple[Title, ...]
    names: tuple[Name, ...]
    features: tuple[Name, ...]
    partners: tuple[Name, ...]
    works: tuple[Name, ...]
    several: bool
    version: Version
    free: frozenset[str]
    says: tuple[str, ...]
    whole: str


@lru_cache(maxsize=2048)
def asked(title: str, artists: tuple[str, ...], album: str | None) -> Asked:
    """What a track asks for. Spotify writes a version behind " - " or in brackets, guests as (feat. …), films as From "…"."""
    everything = words(title)
    sections = [(_sense(section, index == 0), section) for index, section in enumerate(_sections(everything))]
    core, beside, version_of, guests, partners, films = (
        [word for sense, section in sections if sense in senses for word in section]
        for senses in (("title",), ("title", "beside"), ("version",), ("guests", "partners"), ("partners",), ("film",))
    )
    version_of = version_of if beside else []
    beside, told = _before_guests(beside)
    core = [word for word in core if word in beside]
    works = [_film(section) for sense, section in sections if sense == "film"] + _album(album)
    known = tags(version_of)
    asks = version(version_of, known)._replace(where=where(version_of, known))
    if not vocabulary.ALMOST_LIVE.isdisjoint([word.plain for word in version_of]):
        asks = asks._replace(tags=asks.tags | {"live"})
    return Asked(
        _titles(beside or everything, core or beside or everything, words(title.split(",", maxsplit=1)[0]) if "," in title else ()),
        tuple(dict.fromkeys([name for artist in artists for name in credit(artist)])),
        _credits([*guests, *told]),
        _credits(partners),
        tuple([work for work in dict.fromkeys(works) if len(work.plain) >= 4]),
        len(artists) > 1 or bool(guests or told),
        asks,
        frozenset([tag.name for tag in tags(words(album or ""))]) & vocabulary.PLAYED,
        tuple([word.written for word in (*_asking(version_of), *_film_words(films))]),
        letters(everything),
    )


def _sense(section: list[Word], first: bool) -> str:
    """What a part of a track's title is: the "title" itself, something "beside" it, a "version", "guests", "partners", a "film"."""
    spoken = [word.plain for word in section]
    if spoken[0] == "pt" or (not section[0].depth and (first or section[0].after != "dash")):
        return "title"
    if spoken[0] in _FEATURING or not vocabulary.FEATURING.isdisjoint(spoken):
        alone = spoken[0] == "with" and vocabulary.ENSEMBLES.isdisjoint(set(spoken) - {"and", "the"})
        return "partners" if alone else "guests"
    if "from" in spoken[:3] or not {"soundtrack", "ost"}.isdisjoint(spoken):
        return "film"
    if tags(section) or not (vocabulary.KINDS | vocabulary.ALMOST_LIVE).isdisjoint(spoken):
        return "version"
    return "nothing" if all(word in vocabulary.NEUTRAL or word.isdigit() for word in spoken) and not first else "beside"


def _asking(found: Sequence[Word]) -> list[Word]:
    """The words that ask for a version, without those of a remaster or a radio edit beside it."""
    told = [[found[at] for at in places] for places in parts(found)]
    return [word for part in told if version(part, tags(part)).tags for word in part]


def _credits(found: Sequence[Word]) -> tuple[Name, ...]:
    return credit(" ".join([word.native for word in found if word.plain not in _FEATURING])) if found else ()


def _sections(found: Iterable[Word]) -> list[list[Word]]:
    """A track title's parts: what brackets or a dash set apart. Quotes, colons and slashes belong to their part."""
    sections: list[list[Word]] = []
    for word in found:
        last = sections[-1][-1] if sections else None
        inside = word.depth > 1 or (word.depth == 1 and word.after == "close")
        joined = inside or (last and last.segment == word.segment) or word.after in ("bar", "quote", "tight", "at")
        if last and joined and (last.depth > 0) == (word.depth > 0):
            sections[-1].append(word)
        else:
            sections.append([word])
    return sections


def _before_guests(found: list[Word]) -> tuple[list[Word], list[Word]]:
    """A title without its guests, and them: "Song feat. X" without brackets."""
    for at, word in enumerate(found):
        if at and word.plain in vocabulary.FEATURING:
            return found[:at], found[at + 1 :]
    return found, []


def _film(section: Sequence[Word]) -> Name:
    """The film, series or show that a part of a title names: From "X", Theme from X, X Soundtrack Version."""
    spoken = [word.plain for word in section]
    return name(_film_words(section[spoken.index("from") + 1 if "from" in spoken[:3] else 0 :]))


def _film_words(found: Sequence[Word]) -> list[Word]:
    return [word for word in found if word.plain not in vocabulary.FILM_WORDS]


def _album(album: str | None) -> list[Name]:
    found = [word for word in words(without_brackets(album)) if word.plain not in vocabulary.FILM_WORDS] if album else []
    return [] if tags(found) else [name(found)]


def _titles(full: Sequence[Word], core: Sequence[Word], line: tuple[Word, ...]) -> tuple[Title, ...]:
    ways = [tuple(full), tuple(core)]
    # A long line is often quoted up to its comma, and a title in two scripts in one of them.
    if (
        len(line) >= 3
        and len(letters(line)) >= 12
        and tuple(core[: len(line)]) == line
        and not any(word.plain.isdigit() for word in core)
    ):
        ways.append(line)
    ways += _subtitle(full, core)
    latin, other = ([word for word in core if word.native.isascii() is latin] for latin in (True, False))
    if len(letters(latin)) >= 4 and sum(len(word.native) for word in other) >= 2:
        ways += [tuple(latin), tuple(other)]
    part = next((after.plain for word, after in pairwise(core) if word.plain == "pt"), None)
    for way in list(ways):
        if part == "1" and "pt" in [word.plain for word in way]:
            at = [word.plain for word in way].index("pt")
            ways.append(way[:at] + way[at + 2 :])
        if len(way) > 1 and way[0].plain in vocabulary.ARTICLES:
            ways.append(way[1:])
    return tuple(
        [
            Title(way, letters(way), "".join([word.native for word in way]), part, way != tuple(core))
            for way in dict.fromkeys(ways)
            if way
        ]
    )


def _subtitle(full: Sequence[Word], core: Sequence[Word]) -> list[tuple[Word, ...]]:
    """What a title says in brackets behind its first words, which may stand for it: "Escape (The Piña Colada Song)"."""
    inside = tuple([word for word in full if word.depth])
    says = len(inside) >= 2 and len(letters(inside)) >= SUBTITLE and inside[0].plain not in vocabulary.JOINING
    return [inside] if says and not full[0].depth and len(core) < len(full) else []
