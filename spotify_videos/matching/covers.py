"""Who covers whom: whether a title speaks of a cover, and whether it is our artist's or of our artist's song."""

from __future__ import annotations

from collections.abc import Set
from typing import Literal

from . import words as vocabulary
from .channels import Channel
from .places import NO_SONG
from .seen import Seen, Window
from .text import Word
from .titles import Asked

_NAMES_NOBODY = NO_SONG | vocabulary.COVERS | vocabulary.LANGUAGES
Cover = Literal["", "ours", "theirs"]


def cover(wanted: Asked, seen: Seen, window: Window, names: Set[int], whose: Channel) -> Cover:
    """Whose cover a title speaks of, "" where it speaks of none. `names` are the places of our artist's name."""
    themselves = _names_itself(wanted, seen, whose)
    places: list[int] = []
    if not (seen.native.isascii() and vocabulary.COVERS.isdisjoint(seen.spoken)):
        places = [at for at, word in enumerate(seen.words) if _speaks_of_covers(word)]
        places = [at for at in places if at not in names and not _inside(at, window)]
    if places and not whose.own and (themselves or not _ours(wanted, seen, window, places)):
        return "theirs"  # Who covers a song likes to name themselves, and uploads it.
    writer = not wanted.version.whose and _only_in_brackets(seen, names)
    if themselves and any(_performs(seen, start, writer) for start, _ in seen.find(whose.letters, whose.letters)):
        return "theirs"
    return "ours" if places else ""


def _inside(at: int, window: Window) -> bool:
    return window[0] <= at < window[1]


def _ours(wanted: Asked, seen: Seen, window: Window, places: list[int]) -> bool:
    """Whether the cover is our artist's: "X - Song (Y cover)", "cover by X", "X cover Y 'Song'"."""
    at = next((place for place in places if seen.words[place].depth), places[-1])
    segment = seen.words[at].segment
    here = [place for place, word in enumerate(seen.words) if word.segment == segment and not _inside(place, window)]
    others = [place for place in here if place not in seen.tagged and seen.words[place].plain not in _NAMES_NOBODY]
    by = [place for place in here if seen.words[place].plain == "by"]
    a_song = any(word.plain == "song" for word in seen.words[max(0, at - 1) : at + 2])  # "Y cover song", "Y song cover"
    of_another = seen.words[at].plain in vocabulary.OF_ANOTHER  # "originally by X", "tribute to X"
    spans = [span for name in wanted.names if not name.short for span in seen.find(name.plain, name.native)]
    for start, end in spans:
        if end > window[0] and start < window[1]:
            continue
        if seen.words[start].segment != segment:
            # "Song - X (Y cover)" is Y's.
            original = start >= window[1] and end == here[0] and seen.words[end].depth and not a_song
            if others and not original and not any(at < place <= at + 2 for place in by):
                return True
        elif (not of_another and any(at < place and start - 2 <= place < start for place in by)) or (
            others and end <= at < window[0]
        ):
            return True
    return False


def _names_itself(wanted: Asked, seen: Seen, whose: Channel) -> bool:
    """Whether the title names the channel, and that is not our artist."""
    name = whose.letters
    return len(name) >= 3 and name in seen.plain and not any(name in ours.plain for ours in wanted.names)


def _performs(seen: Seen, start: int, writer: bool) -> bool:
    """Whether a name is a performer's: behind "by" (but not "directed by"), or, beside a `writer`, first or behind a dash."""
    before = [word.plain for word in seen.words[max(0, start - 2) : start]]
    if before[-1:] == ["by"]:
        return before[0] not in vocabulary.HELPED
    return writer and (start == 0 or seen.words[start].after in ("dash", "tight"))


def _only_in_brackets(seen: Seen, names: Set[int]) -> bool:
    """Whether the artist is named behind the song like its writer: "X - Song (Artist)"."""
    first = min(names, default=0)
    return first > 0 and all(seen.words[at].depth for at in names) and not seen.words[first - 1].depth


def _speaks_of_covers(word: Word) -> bool:
    if word.plain in vocabulary.COVERS:
        return True
    return not word.native.isascii() and any(sign in word.native for sign in vocabulary.TAGS_IN_CJK["cover"])
