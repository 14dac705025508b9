"""Whether the version that a candidate's title speaks of is the one asked for."""

from __future__ import annotations

from collections.abc import Iterable, Set

from rapidfuzz import fuzz

from . import words as vocabulary
from .places import says_no_song
from .seen import Seen, Window
from .titles import Asked, Title
from .versions import Tag, Version, is_version, is_year, parts, tags, version, where

_CHANGED = frozenset(("remix", "variant", "extended"))
# An older year beside a song is that of the record; fans have cameras since then.
FILMED_BY_FANS = "1985"
_NONE: frozenset[str] = frozenset()


def speaks(seen: Seen, window: Window, taken: Set[int], known: Iterable[Tag]) -> Version:
    """The version a title speaks of. An artist's name counts where it owns a remix, in brackets or a segment of its own."""
    names = frozenset([tag.name for tag in known if is_version(tag)])
    place = _NONE
    if "live" in names:
        free = [word for at, word in enumerate(seen.words) if at not in taken]
        place = where(free, tags(free))
    if vocabulary.KINDS.isdisjoint(seen.spoken):
        return Version(names, where=place)
    neutral = {at for tag in known if tag.name == "neutral" for at in range(tag.start, tag.end)}
    speaking = {at for at, word in enumerate(seen.words) if word.plain in vocabulary.KINDS} - taken - neutral
    if not speaking:
        return Version(names, where=place)
    song = set(range(*window))
    whole = {at for places in parts(seen.words) if song.isdisjoint(places) and not speaking.isdisjoint(places) for at in places}
    found = [word for at, word in enumerate(seen.words) if at not in taken or at in whole]
    spoken = version(found, tags(found))
    return Version(names | (spoken.tags & _CHANGED), spoken.whose, place)


def compare(wanted: Asked, spoken: Version, seen: Seen, our_cover: bool) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """(tags that make it no answer, tags that make it another version, tags asked for that are not there)."""
    mine, theirs = wanted.version.tags, spoken.tags
    surplus, missing = theirs - mine, mine - theirs
    if mine & _CHANGED and theirs & _CHANGED and not ("remix" in mine and theirs & _CHANGED == {"extended"}):
        surplus, missing = surplus - _CHANGED, missing - _CHANGED
        if not _same_hands(wanted, spoken, seen):
            surplus |= {"remix"}
    if wanted.version.whose and wanted.version.whose <= seen.spoken:
        missing -= {"variant"}
    if "live" in missing and not vocabulary.ALMOST_LIVE.isdisjoint(seen.spoken):
        missing -= {"live"}
    surplus -= wanted.free
    if our_cover:
        surplus -= vocabulary.FREE_IN_COVERS
    if wanted.several and "version" not in seen.spoken:
        surplus -= {"duet"}
    if mine & theirs & vocabulary.PLAYED:
        surplus -= vocabulary.PLAYED
    if wanted.version.where and spoken.where and wanted.version.where.isdisjoint(spoken.where):
        surplus |= {"live"}
    rejected = surplus & vocabulary.REJECTED.keys()
    return rejected, surplus - rejected, missing - vocabulary.OFTEN_UNSAID


def cut_of_the_video(wanted: Asked, spoken: Version) -> bool:
    """Whether the version is none of the recording: a member's cut, a performance, a colour; the artist's own is ("Taylor's")."""
    told = {word.removesuffix("s") for word in spoken.whose} | spoken.whose
    artists = {part for name in wanted.names for part in name.parts}
    return told.isdisjoint(vocabulary.OF_THE_RECORDING | artists) and not any(word.isdigit() for word in told)


def _same_hands(wanted: Asked, spoken: Version, seen: Seen) -> bool:
    """Whether two remixes are by the same people: most words of the longer credit are in the other."""
    mine, theirs = wanted.version.whose, spoken.whose
    if not mine and theirs:
        credited = "".join([name.plain for name in (*wanted.names, *wanted.features)])
        return all(word in credited for word in theirs)
    if not mine:
        return True
    if not theirs:
        return not mine.isdisjoint(seen.spoken)
    shared = sum(any(word == other or fuzz.ratio(word, other) >= 84 for other in theirs) for word in mine)
    joined = fuzz.ratio("".join(sorted(mine)), "".join(sorted(theirs))) >= 85
    return joined or shared / max(len(mine), len(theirs)) > 0.5


def other_part(title: Title, seen: Seen, window: Window) -> bool:
    """Whether the song's title, or the two words after it, name another part than the one asked for."""
    if "pt" not in seen.spoken:
        return False
    for at in range(window[0], min(window[1] + 1, len(seen.words) - 1)):
        if seen.words[at].plain == "pt" and seen.words[at + 1].plain.isdigit():
            return seen.words[at + 1].plain != (title.part or "1")
    return False


def unknown(seen: Seen, explained: Set[int]) -> list[int]:
    """The words that nothing explains."""
    return [
        at
        for at, word in enumerate(seen.words)
        if at not in explained and at not in seen.tagged and len(word.plain) > 1
        if not word.plain.isdigit() and not says_no_song(word)
    ]


def staged(seen: Seen, taken: Set[int], unknown: list[int]) -> bool:
    """Whether a date, or a place with a year, says that this was played on a stage."""
    if not any(map(is_year, seen.spoken)):
        return False
    released = {word.segment for at, word in enumerate(seen.words) if at not in taken and word.plain in vocabulary.RELEASES}
    places = {seen.words[at].segment for at in unknown} - released - {seen.words[0].segment}
    for at, word in enumerate(seen.words):
        if at in taken or not is_year(word.plain) or word.plain < FILMED_BY_FANS or (at and seen.words[at - 1].plain == "of"):
            continue
        before = [other.plain for other in seen.words[max(0, at - 2) : at]]
        dated = len(before) == 2 and all(one.isdigit() and len(one) <= 2 for one in before)
        beside = at - 1 in unknown and word.segment not in released and seen.words[at - 1].segment == word.segment
        if dated or beside or word.segment in places:
            return True
    return False
