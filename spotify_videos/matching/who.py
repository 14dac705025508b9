"""Who is named in a candidate's title: the artist, in whichever way, and the partner who was asked for."""

from __future__ import annotations

from collections.abc import Set
from typing import Literal

from rapidfuzz import fuzz

from . import words as vocabulary
from .channels import Channel
from .names import Name
from .places import NO_SONG
from .seen import Seen, Window
from .spelling import alike
from .text import letters, words
from .titles import Asked, Title

# A name that agrees in fewer letters than this (of 100) is another one.
NEAR = 80
Artist = Literal["", "work", "whole", "remixer", "credited", "short", "named"]


def artist(wanted: Asked, seen: Seen, song: Set[int]) -> tuple[set[int], Artist]:
    """The words outside the song that name the artist, and how they do."""
    taken: set[int] = set()
    best: Artist = ""
    for short, near in ((False, False), (False, True), (True, False)):
        for name in wanted.names:
            for span in spans(seen, name, near) if name.short is short else ():
                here = range(*span)
                if song.isdisjoint(here) and taken.isdisjoint(here) and _stands(seen, name, span, song | taken):
                    best = "short" if short else "named"
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
    found = seen.find(name.plain, name.native) or seen.sounding(name.plain, name.native)
    if (
        not found
        and near
        and len(name.plain) >= 6
        and not name.short
        and vocabulary.ENSEMBLES.isdisjoint(name.parts)
        and (window := seen.near(name.plain, NEAR))
        and _same_person(name, seen, window)
    ):
        return [window]
    return found


def _same_person(name: Name, seen: Seen, window: Window) -> bool:
    """Whether each word of a name is spelled alike there: "Sarah Vaughn" is Sarah Vaughan, "Johnny Nash" is no Johnny Cash."""
    told = [word.plain for word in seen.words[window[0] : window[1]]]
    if len(told) != len(name.parts):
        return True  # written together or apart, or with a word less
    return all(any(alike(part, word) or fuzz.ratio(part, word) >= NEAR for word in told) for part in name.parts)


def _stands(seen: Seen, name: Name, span: Window, explained: Set[int]) -> bool:
    """Whether these words are the name: a very short one stands alone, an initial by itself, a surname beside no unknown word."""
    if name.short:
        return _apart(seen, span, explained)
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


def credited(wanted: Asked, credits: str) -> bool:
    """Whether one of the names that " · " divides is the artist's."""
    told = {letters(words(name)) for line in credits.splitlines() for name in line.split(" · ")[1:]}
    return any(name.plain in told for name in wanted.names if not name.short)


def whole(wanted: Asked, seen: Seen, title: Title) -> bool:
    """Whether a long title reappears to its last bracket; nobody writes another song's that way."""
    if len(wanted.whole) < 16 or len(wanted.whole) <= len(title.plain):
        return False
    return seen.plain == wanted.whole or (
        wanted.whole in seen.plain and all(word.plain in wanted.whole or word.plain in NO_SONG for word in seen.words)
    )


def partner(wanted: Asked, seen: Seen, whose: Channel) -> bool:
    """Whether the partner of "(with …)" is there, or none is asked for."""
    if not wanted.partners or "with" in seen.spoken:
        return True
    return any(seen.find(name.plain, name.native) or name.plain in whose.letters for name in wanted.partners)
