"""Where a song stands in a candidate's title: spelled alike, nearly so, cut off or abridged, and how much of its surroundings it is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import accumulate

from rapidfuzz import fuzz

from . import words as vocabulary
from .text import Word, letters, words
from .titles import Tag, Title, is_year, tags

# A title that agrees with the asked one in fewer letters than this (of 100) is another one.
NEAR = 84
# What differs between two near titles must at least look like a spelling of the same words.
SPELLING = 60
# A title that ends before the song's does, or leaves a word or two out, must hold this much of it.
MOST = 0.6
# A title of so many words may lack a little one.
FORGIVING = 5
Window = tuple[int, int]


class Seen:
    """A candidate's title as letters with places, so that a song or a name is found whatever its spacing."""

    def __init__(self, found: tuple[Word, ...]) -> None:
        self.words = found
        self.plain = letters(found)
        self.tags: list[Tag] = tags(found)

    # Most candidates are other songs, of whom no more is needed than the above.

    @cached_property
    def native(self) -> str:
        """The letters in the title's own script."""
        return "".join([word.native for word in self.words])

    @cached_property
    def tagged(self) -> set[int]:
        """The words that belong to a tag."""
        return {at for tag in self.tags for at in range(tag.start, tag.end)}

    @cached_property
    def starts(self) -> dict[int, int]:
        """Which word starts at a letter."""
        return dict(zip(accumulate((len(word.plain) for word in self.words), initial=0), range(len(self.words)), strict=False))

    @cached_property
    def ends(self) -> dict[int, int]:
        """How many words end with a letter."""
        return {end: at + 1 for at, end in enumerate(accumulate(len(word.plain) for word in self.words))}

    def find(self, plain: str, native: str) -> list[Window]:
        """The word windows `[start, end)` that spell this exactly."""
        windows: list[Window] = []
        at = self.plain.find(plain)
        while at >= 0 and len(windows) < 8:
            start, end = self.starts.get(at), self.ends.get(at + len(plain))
            if start is not None and end is not None:
                windows.append((start, end))
            at = self.plain.find(plain, at + 1)
        if not windows and native != plain and native in self.native:
            at = self.native.find(native)
            return [self._around([len(word.native) for word in self.words], at, at + len(native), 0)]
        return windows

    def near(self, plain: str) -> Window | None:
        """The window that spells nearly this, None where none does."""
        found = fuzz.partial_ratio_alignment(plain, self.plain, score_cutoff=80) if len(plain) >= 5 and self.plain else None
        if found is None or found.dest_end <= found.dest_start:
            return None
        start, end = self._around([len(word.plain) for word in self.words], found.dest_start, found.dest_end, 0.5)
        likeness, best = max(
            (fuzz.ratio(plain, letters(self.words[first:last])), (first, last))
            for first in range(max(0, start - 1), start + 2)
            for last in range(end - 1, min(end + 1, len(self.words)) + 1)
        )
        return best if likeness >= NEAR else None

    def _around(self, lengths: Sequence[int], start: int, end: int, share: float) -> Window:
        """The words of which more than `share` lies within these letters."""
        place, inside = 0, []
        for index, length in enumerate(lengths):
            if min(end, place + length) - max(start, place) > share * length:
                inside.append(index)
            place += length
        return (inside[0], inside[-1] + 1) if inside else (0, 0)

    def alone(self, window: Window) -> bool:
        """Whether these words fill their segment."""
        segment = self.words[window[0]].segment
        before, after = self.words[window[0] - 1 : window[0]], self.words[window[1] : window[1] + 1]
        return all(word.segment != segment for word in (*before, *after))


@lru_cache(maxsize=256)
def see(title: str) -> Seen:
    """A candidate's title, worked out once for all the tracks it is a candidate of."""
    return Seen(words(title))


def windows(seen: Seen, title: Title) -> list[tuple[Window, bool]]:
    """Where the song stands, with whether it is spelled alike there."""
    exact = seen.find(title.plain, title.native)
    if exact:
        return [(window, True) for window in exact]
    if title.exact:
        return []
    window = seen.near(title.plain)
    if window and not _same_words(title.words, seen.words[window[0] : window[1]]):
        window = None
    window = window or _cut_off(seen, title.plain) or _abridged(seen, title)
    return [(window, False)] if window else []


def _same_words(title: Sequence[Word], found: Sequence[Word]) -> bool:
    """Whether what differs between two near titles is spelling, not a word more or less, nor a number."""
    left, right = [word.plain for word in title], [word.plain for word in found]
    for word in list(left):
        if word in right:
            left.remove(word)
            right.remove(word)
    mine, theirs = "".join(left), "".join(right)
    if (
        len(left) + len(right) == 1
        and len(mine + theirs) <= 3
        and len(found) >= FORGIVING
        and mine + theirs not in vocabulary.TELLING
    ):
        return True  # A long title is often quoted from memory.
    if any(letter.isdigit() for letter in mine + theirs):
        return False
    if set(left + right) <= vocabulary.ARTICLES or len(mine + theirs) <= 1:
        return True
    return bool(mine and theirs) and fuzz.ratio(mine, theirs) >= SPELLING


def _cut_off(seen: Seen, plain: str) -> Window | None:
    """The end of a title that stops in the middle of the song's: YouTube's titles end at 100 letters."""
    least = max(16, int(len(plain) * MOST))
    if len(plain) <= least or plain[:least] not in seen.plain:
        return None
    for place, start in seen.starts.items():
        length = len(seen.plain) - place
        if least <= length < len(plain) and plain.startswith(seen.plain[place:]):
            return start, len(seen.words)
    return None


def _abridged(seen: Seen, title: Title) -> Window | None:
    """The segment that holds all but the first or last words of a long title: "Up Above My Head" for "…, I Hear Music"."""
    least = int(MOST * len(title.plain))
    if len(title.words) < 4 or (title.plain[:least] not in seen.plain and title.plain[-least:] not in seen.plain):
        return None
    spans: dict[int, list[int]] = {}
    for at, word in enumerate(seen.words):
        if word.plain not in vocabulary.NOISE or word.plain in title.plain:
            spans.setdefault(word.segment, []).append(at)
    for places in spans.values():
        start, end = places[0], places[-1] + 1
        spelled = letters(seen.words[start:end])
        if len(places) >= 3 and len(spelled) >= least:
            if title.plain.startswith(spelled) or title.plain.endswith(spelled):
                return start, end
    return None


def fit(seen: Seen, window: Window, explained: set[int]) -> float:
    """0..1: the song's share of the words it stands with.

    What a name, a bracket, a joining word ("by", "plays") or another script sets apart does not stand with it, and words that
    name no song ("official", "1984") do not count.
    """
    start, end = window
    following = seen.words[end] if end < len(seen.words) else None
    if (
        following
        and following.segment == seen.words[end - 1].segment
        and following.plain.isdigit()
        and not is_year(following.plain)
    ):
        return 0.5  # "Insomnia 2" is a sequel.
    length = len(letters(seen.words[start:end]))
    return length / (length + _beside(seen, start, -1, explained) + _beside(seen, end - 1, 1, explained))


def _beside(seen: Seen, edge: int, step: int, explained: set[int]) -> int:
    """The letters of the words that stand with the word at `edge`, going on in one direction."""
    found, beside, at = seen.words, 0, edge + step
    segment, ascii_ = found[edge].segment, found[edge].native.isascii()
    while 0 <= at < len(found) and found[at].segment == segment and found[at].native.isascii() == ascii_:
        word = found[at]
        if at in explained or word.plain in vocabulary.CONNECTORS:
            joined = found[at + 1 : at + 2] if at in explained else found[at : at + 1] if at - 1 in explained else ()
            # "Ella and Louis Song": between our artist and the song stand others who sing it.
            return 0 if step < 0 and any(other.plain in vocabulary.JOINING for other in joined) else beside
        noise = says_no_song(word) if step > 0 else word.plain in vocabulary.NOISE_BEFORE
        if not noise and at not in seen.tagged and not is_year(word.plain):
            beside += len(word.plain)
        at += step
    return beside


def says_no_song(word: Word) -> bool:
    """Whether a word may stand in any title: "official", "live", 官方完整版."""
    if word.plain in NO_SONG:
        return True
    if word.native.isascii():
        return False
    native = word.native
    for noise in vocabulary.NOISE_IN_CJK:
        native = native.replace(noise, "")
    return not native


NO_SONG = vocabulary.NOISE | vocabulary.KINDS
