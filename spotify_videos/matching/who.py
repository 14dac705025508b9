"""Who is named in a candidate's title: the artist, the partner who was asked for, whoever sings what somebody else wrote."""

from __future__ import annotations

from collections.abc import Set
from typing import Literal

from . import words as vocabulary
from .names import Channel, Name
from .places import NO_SONG, Seen, Window
from .text import Word
from .titles import Asked, Title

Artist = Literal["", "work", "whole", "short", "named"]


def artist(wanted: Asked, seen: Seen, song: Set[int]) -> tuple[set[int], Artist]:
    """The words outside the song that name the artist, and how they do."""
    taken: set[int] = set()
    best: Artist = ""
    for near in (False, True):
        for name in wanted.names:
            for span in spans(seen, name, near):
                here = range(*span)
                if not song.isdisjoint(here) or not taken.isdisjoint(here) or not _stands(seen, name, span, song | taken, best):
                    continue
                best = "short" if name.short and best != "named" else "named"
                taken.update(_with_ensemble(seen, span, song))
        if best == "named":
            return taken, best
    scattered = _scattered(wanted, seen, song | taken)
    return (taken | scattered, "named") if scattered else (taken, best)


def _with_ensemble(seen: Seen, span: Window, song: Set[int]) -> range:
    """A name's words with what follows of "and his orchestra", "quintet"."""
    end, segment = span[1], seen.words[span[0]].segment
    while end < len(seen.words) and end not in song and seen.words[end].segment == segment:
        if seen.words[end].plain not in vocabulary.ENSEMBLES:
            break
        end += 1
    while end > span[1] and seen.words[end - 1].plain in vocabulary.OF_ENSEMBLES:
        end -= 1
    return range(span[0], end)


def spans(seen: Seen, name: Name, near: bool = True) -> list[Window]:
    """Where a name stands, `near` for other spellings of long ones too."""
    found = seen.find(name.plain, name.native)
    if (
        not found
        and near
        and len(name.plain) >= 6
        and not name.short
        and vocabulary.ENSEMBLES.isdisjoint(name.parts)
        and (window := seen.near(name.plain))
    ):
        return [window]
    return found


def _stands(seen: Seen, name: Name, span: Window, explained: Set[int], best: Artist) -> bool:
    """Whether these words are the name: a very short one stands alone, an initial by itself, a surname beside no unknown word."""
    if name.short:
        return best != "named" and _apart(seen, span, explained)
    if len(name.plain) <= 2 and name.native.isascii():
        return span[0] == 0 or seen.alone(span)
    return not name.initial or span[1] - span[0] == 2


def _apart(seen: Seen, span: Window, explained: Set[int]) -> bool:
    segment = seen.words[span[0]].segment
    for at in (span[0] - 1, span[1]):
        if 0 <= at < len(seen.words) and at not in explained:
            word = seen.words[at]
            if word.segment == segment and word.plain not in vocabulary.NOISE | vocabulary.CONNECTORS:
                return False
    return True


def _scattered(wanted: Asked, seen: Seen, taken: Set[int]) -> set[int]:
    """All words of a name, apart from the song and in any order: "Damian 'Jr. Gong' Marley", "Cohen, Leonard"."""
    free = {word.plain: at for at, word in enumerate(seen.words) if at not in taken}
    for name in wanted.names:
        if len(name.parts) > 1 and free.keys() >= name.parts and sum(len(part) >= 3 for part in name.parts) > 1:
            return {free[part] for part in name.parts}
    return set()


def whole(wanted: Asked, seen: Seen, title: Title) -> bool:
    """Whether a long title reappears to its last bracket; nobody writes another song's that way."""
    return seen.plain == wanted.whole and len(wanted.whole) >= 16 and len(wanted.whole) > len(title.plain)


def partner(wanted: Asked, seen: Seen, whose: Channel) -> bool:
    """Whether the partner of "(with …)" is there, where one is asked for, in whatever spelling."""
    if not wanted.partners or any(word.plain == "with" for word in seen.words):
        return True
    return any(seen.find(name.plain, name.native) or name.plain in whose.letters for name in wanted.partners)


def ours(wanted: Asked, seen: Seen, window: Window, whose: Channel) -> bool:
    """Whether the cover that a title speaks of is our artist's: "X - Song (Y cover)", "cover by X", "X cover Y 'Song'"."""
    if whose.letters and whose.letters in seen.plain and not any(whose.letters in name.plain for name in wanted.names):
        return False  # Who covers a song likes to name themselves, and uploads it.
    places = [at for at, word in enumerate(seen.words) if speaks_of_covers(word) and not window[0] <= at < window[1]]
    at = next((place for place in places if seen.words[place].depth), places[-1])
    segment = seen.words[at].segment
    phrase = [
        word.plain
        for place, word in enumerate(seen.words)
        if word.segment == segment and place not in seen.tagged and not window[0] <= place < window[1]
        if word.plain not in NO_SONG | vocabulary.COVERS
    ]
    for name in wanted.names:
        for start, end in seen.find(name.plain, name.native) if not name.short else ():
            if end > window[0] and start < window[1]:
                continue
            if seen.words[start].segment != segment:
                if phrase and "by" not in [word.plain for word in seen.words[at : at + 3]]:
                    return True
            elif (start > at and seen.words[start - 1].plain == "by") or (end <= at < window[0] and phrase):
                return True
    return False


def speaks_of_covers(word: Word) -> bool:
    if word.plain in vocabulary.COVERS:
        return True
    return not word.native.isascii() and any(sign in word.native for sign in vocabulary.TAGS_IN_CJK["cover"])
