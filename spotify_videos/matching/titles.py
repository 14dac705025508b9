"""What a track's title asks for, and which tags and versions any title speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from . import words as vocabulary
from .names import Name, credit, name, without_brackets
from .text import Word, letters, words

_BY_FIRST: dict[str, list[tuple[tuple[str, ...], str]]] = {}
for _table in (vocabulary.REJECTED, vocabulary.VERSIONS, vocabulary.NO_VERSIONS, vocabulary.FORMS):
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
    """One way to write a track's title. `part` is the number of "Pt. 2", `exact` is true where only this very spelling counts."""

    words: tuple[Word, ...]
    plain: str
    native: str
    part: str | None
    exact: bool


class Asked(NamedTuple):
    """A track as the matcher reads it.

    `titles`: ways to write it, the fullest first; `features`: its guests; `partners`: those of "(with …)", without whom it is
    another recording; `works`: films and albums; `several`: whether two or more
    sing it; `says`: the words that ask for a version; `whole`: every letter of the title.
    """

    titles: tuple[Title, ...]
    names: tuple[Name, ...]
    features: tuple[Name, ...]
    partners: tuple[Name, ...]
    works: tuple[Name, ...]
    several: bool
    version: Version
    says: tuple[str, ...]
    whole: str


def tags(found: Sequence[Word]) -> list[Tag]:
    """The tags among these words, the longest phrase at each place."""
    result: list[Tag] = []
    end = 0
    for at, word in enumerate(found):
        if at < end or (word.plain not in _BY_FIRST and word.native.isascii()):
            continue
        for phrase, tag in _BY_FIRST.get(word.plain, ()):
            if len(phrase) == 1 or tuple([other.plain for other in found[at : at + len(phrase)]]) == phrase:
                end = at + len(phrase)
                result.append(Tag(tag, at, end))
                break
        if not word.native.isascii():
            for tag, needles in vocabulary.TAGS_IN_CJK.items():
                if any(needle in word.native for needle in needles):
                    result.append(Tag(tag, at, at + 1))
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
    asks = version(version_of, tags(version_of))
    if not vocabulary.ALMOST_LIVE.isdisjoint([word.plain for word in version_of]):
        asks = asks._replace(tags=asks.tags | {"live"})
    return Asked(
        _titles(beside or everything, core or beside or everything),
        tuple(dict.fromkeys([name for artist in artists for name in credit(artist)])),
        _credits([*guests, *told]),
        _credits(partners),
        tuple([work for work in dict.fromkeys(works) if len(work.plain) >= 4]),
        len(artists) > 1 or bool(guests or told),
        asks,
        tuple([word.written for word in (*_asking(version_of), *_film_words(films))]),
        letters(everything),
    )


def _sense(section: list[Word], first: bool) -> str:
    """What a part of a track's title is: the "title" itself, something "beside" it, a "version", "guests", "partners", a "film"."""
    spoken = [word.plain for word in section]
    if not section[0].depth and (first or section[0].after != "dash"):
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


def _titles(full: Sequence[Word], core: Sequence[Word]) -> tuple[Title, ...]:
    ways = [tuple(full), tuple(core)]
    part = next((after.plain for word, after in zip(core, core[1:], strict=False) if word.plain == "pt"), None)
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
