"""Who covers whom: whether a title speaks of a cover, and whether it is our artist's or of our artist's song."""

from __future__ import annotations

from collections.abc import Set
from typing import Literal

from . import who
from . import words as vocabulary
from .channels import Channel
from .places import NO_SONG, says_no_song
from .seen import Seen, Window
from .titles import Asked

_NAMES_NOBODY = NO_SONG | vocabulary.COVERS | vocabulary.LANGUAGES
# What says of whom a cover is, and what says who does it.
_OF = frozenset(("of", "del", "to"))
_DOES = frozenset(("covers", "covering"))
Cover = Literal["", "ours", "theirs"]


def cover(wanted: Asked, seen: Seen, window: Window, names: Set[int], whose: Channel) -> Cover:
    """Whose cover a title speaks of, "" where it speaks of none. `names` are the places of our artist's name."""
    themselves = _names_itself(wanted, seen, whose)
    places: list[int] = []
    if not (seen.native.isascii() and vocabulary.COVERS.isdisjoint(seen.spoken)):
        places = [at for at in range(len(seen.words)) if _speaks_of_covers(seen, at)]
        places = [at for at in places if at not in names and not _inside(at, window)]
    if places and not whose.own and not _ours(wanted, seen, window, places, whose, themselves):
        return "theirs"
    writer = not wanted.version.whose and _only_in_brackets(seen, names)
    if themselves and any(_performs(seen, start, writer) for start, _ in seen.find(whose.letters, whose.letters)):
        return "theirs"
    return "ours" if places else ""


def _inside(at: int, window: Window) -> bool:
    return window[0] <= at < window[1]


def _ours(wanted: Asked, seen: Seen, window: Window, places: list[int], whose: Channel, themselves: bool) -> bool:
    """Whether the cover is our artist's: "X - Song (Y cover)", "cover by X", "X covers Y 'Song'", "Song - Y | X cover"."""
    at = next((place for place in places if seen.words[place].depth), places[-1])
    here = [place for place, word in enumerate(seen.words) if word.segment == seen.words[at].segment and not _inside(place, window)]
    spans = [span for name in wanted.names if not name.short for span in who.spans(seen, name)]
    spans = [(start, end) for start, end in spans if end <= window[0] or start >= window[1]]
    following = seen.words[at + 1].plain if at < here[-1] else ""
    of_another = seen.words[at].plain in vocabulary.OF_ANOTHER or following in _OF  # "originally by X", "cover of X"
    by = [place for place in (*here, here[-1] + 1) if at < place < len(seen.words) and seen.words[place].plain == "by"]
    if not of_another and any(place < start <= place + 2 for start, _ in spans for place in by):
        return True
    if themselves and not (whose.station and _last(seen, whose, here)):
        return False  # Who covers a song likes to name themselves, and uploads it.
    ours = {place for span in spans for place in range(*span)}
    others = [place for place in here if place not in ours | seen.tagged and seen.words[place].plain not in _NAMES_NOBODY]
    leading = [span for span in spans if span[0] in here and span[1] <= at]
    if leading and following in _OF:
        return True  # "X's cover of Y", "X tribute to Y"
    if leading and seen.words[at].plain not in vocabulary.OF_ANOTHER:
        return _covers(seen, window, at, here, others)
    others = others or _written(seen, window, ours)
    if len(others) == 1 and whose.letters.startswith(seen.words[others[0]].plain.removesuffix("s")):
        return False  # "Jane's cover", uploaded by Jane Roe
    if not (others or whose.company) or (not of_another and any(at < place <= at + 2 for place in by)):
        return False
    a_song = any(word.plain == "song" for word in seen.words[max(0, at - 1) : at + 2])  # "Y cover song", "Y song cover"
    # "Song - X (Y cover)" is Y's.
    return any(a_song or of_another or not window[1] <= start < here[0] for start, _ in spans if start not in here)


def _covers(seen: Seen, window: Window, at: int, here: list[int], others: list[int]) -> bool:
    """Whether a name before "cover" in one segment is who covers, not who is covered."""
    if at < window[0]:  # "X covers Y 'Song'", "X covering Song", "X cover Song by Y", but not "X Cover - Song"
        verb = seen.words[at].plain in _DOES or "by" in [word.plain for word in seen.words[window[1] : window[1] + 1]]
        beside = window[0] == at + 1 and seen.words[at].segment == seen.words[window[0]].segment
        return (beside and verb) or any(at < place < window[0] for place in others)
    if seen.words[at].plain in _DOES:
        return any(place > at for place in others)
    between = range(window[1], here[0])  # "Song - Y | X cover", but "Y - Song (X cover)" may mean either
    return not seen.words[at].depth and any(place not in seen.tagged and not says_no_song(seen.words[place]) for place in between)


def _written(seen: Seen, window: Window, ours: Set[int]) -> list[int]:
    """What brackets behind the song name, like its writer, where our artist leads: "X - Song (Y) - cover"."""
    if not any(place < window[0] for place in ours):
        return []
    bracketed = [
        place for place in range(window[1], len(seen.words)) if seen.words[place].depth and place not in ours | seen.tagged
    ]
    return [place for place in bracketed if seen.words[place].plain not in _NAMES_NOBODY | vocabulary.OF_THE_RECORDING]


def _last(seen: Seen, whose: Channel, here: list[int]) -> bool:
    """Whether a channel is named behind all else, as who broadcasts."""
    return all(start > here[-1] for start, _ in seen.find(whose.letters, whose.letters))


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


def _speaks_of_covers(seen: Seen, at: int) -> bool:
    word = seen.words[at]
    if word.plain in vocabulary.COVERS:
        before, after = seen.words[max(0, at - 1) : at], seen.words[at + 1 : at + 2]
        told = {other.plain for other in (*before, *after) if other.segment == word.segment}
        return told.isdisjoint(vocabulary.NO_COVERS)
    return not word.native.isascii() and any(sign in word.native for sign in vocabulary.TAGS_IN_CJK["cover"])
