"""A candidate's title as letters with places: where a song's title or a name stands in it, whatever its spacing and script."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Any, Generic, TypeVar

from rapidfuzz import fuzz

from .spelling import heard
from .text import Word, assemble, skeleton, split
from .versions import Tag, tagged

# A title that agrees with the asked one in fewer letters than this (of 100) is another one.
NEAR = 84
# A word of so many letters that sounds alike in two scripts is one word ("アカデミア", "Academia").
LONG_ENOUGH = 5
Window = tuple[int, int]

Told = TypeVar("Told")


class once(Generic[Told]):  # noqa: N801  # it is read as a word
    """A property that is worked out when it is first asked for. Python 3.11's own lets all threads wait for one lock meanwhile."""

    def __init__(self, work: Callable[[Any], Told]) -> None:
        self._work = work

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, instance: Any, owner: type) -> Told:
        told: Told = self._work(instance)
        instance.__dict__[self._name] = told  # Where Python looks first from now on.
        return told


class Seen:
    """A candidate's title as letters with places, so that a song or a name is found whatever its spacing."""

    def __init__(self, title: str) -> None:
        self._pieces = split(title)
        self._plain = [word for word in self._pieces.plain if word]
        self._native = [script for script, word in zip(self._pieces.native, self._pieces.plain, strict=True) if word]
        self.plain = "".join(self._plain)
        self.native = self.plain if self._plain == self._native else "".join(self._native)

    # Most candidates are other songs, of whom no more is needed than the above.

    @once
    def spoken(self) -> frozenset[str]:
        """The words in Latin letters, whatever their order."""
        return frozenset(self._plain)

    @once
    def words(self) -> tuple[Word, ...]:
        """The words with their places."""
        return assemble(self._pieces)

    @once
    def tags(self) -> list[Tag]:
        """What the title says of itself."""
        return tagged(self._plain, self._native)

    @once
    def tagged(self) -> set[int]:
        """The words that belong to a tag."""
        return {at for tag in self.tags for at in range(tag.start, tag.end)}

    @once
    def starts(self) -> dict[int, int]:
        """Which word starts at a letter."""
        return dict(zip(accumulate(map(len, self._plain), initial=0), range(len(self._plain)), strict=False))

    @once
    def ends(self) -> dict[int, int]:
        """How many words end with a letter."""
        return {end: at + 1 for at, end in enumerate(accumulate(map(len, self._plain)))}

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
            return [self._around([len(word) for word in self._native], at, at + len(native), 0)]
        return windows

    def sounding(self, plain: str, native: str, least: int = 3) -> list[Window]:
        """The window that spells this in another script, told by its sound or by `least` and more consonants."""
        latin = native.isascii()
        if latin and self.native.isascii():
            return []
        others = [at for at, word in enumerate(self._native) if word.isascii() is not latin]
        consonants, whole = skeleton(plain), heard(plain) if len(plain) >= LONG_ENOUGH else ""
        for at in others:
            if whole and heard(self._plain[at]) == whole:
                return [(at, at + 1)]
            spelled = ""
            for end in range(at, len(self._plain)) if len(consonants) >= least else ():
                spelled += skeleton(self._plain[end])
                if spelled == consonants:
                    return [(at, end + 1)]
                if not consonants.startswith(spelled):
                    break
        return []

    def near(self, plain: str, least: float = NEAR) -> Window | None:
        """The window that spells nearly this (by `least` of 100 letters), None where none does."""
        found = fuzz.partial_ratio_alignment(plain, self.plain, score_cutoff=80) if len(plain) >= 5 and self.plain else None
        if found is None or found.dest_end <= found.dest_start:
            return None
        start, end = self._around([len(word) for word in self._plain], found.dest_start, found.dest_end, 0.5)
        likeness, best = max(
            (fuzz.ratio(plain, "".join(self._plain[first:last])), (first, last))
            for first in range(max(0, start - 2), start + 2)
            for last in range(end - 1, min(end + 2, len(self._plain)) + 1)
        )
        return best if likeness >= least else None

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


@lru_cache(maxsize=4096)
def see(title: str) -> Seen:
    """A candidate's title, worked out once for all the tracks it is a candidate of."""
    return Seen(title)
