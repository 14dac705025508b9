"""Where a song stands in a candidate's title, spelled alike, nearly so, cut off or abridged, and what stands beside it."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from . import words as vocabulary
from .seen import Seen, Window
from .spelling import alike, contracted
from .text import Word, letters
from .titles import Title
from .versions import is_year

# A title that ends before the song's does, or leaves a word or two out, must hold this much of it.
MOST = 0.6
# One that is cut off, so many letters.
ENOUGH = 48
# A title of so many words may lack a little one.
FORGIVING = 5
# Another script is transcribed in many ways; of 100 letters they share at least so many.
TRANSCRIBED = 60
# In one of so many words a slip is forgiven sooner.
SEVERAL = 4


def windows(seen: Seen, title: Title) -> list[tuple[Window, bool]]:
    """Where the song stands, with whether it is spelled alike there."""
    exact = seen.find(title.plain, title.native)
    if exact:
        return [(window, True) for window in exact if not _names_a_film(seen, window)]
    if title.exact:
        return []
    window = seen.near(title.plain)
    if window and not _same_words(title.words, seen.words[window[0] : window[1]]):
        window = None
    if not window and (sounding := seen.sounding(title.plain, title.native, 4)):
        return [(sounding[0], True)]
    if not window and title.part in (None, "1"):  # What is cut short may lack the number of its part.
        window = _cut_off(seen, title.plain) or _abridged(seen, title)
    return [(window, False)] if window else []


def _names_a_film(seen: Seen, window: Window) -> bool:
    """Whether these words say where another song is from: 'A Holly Jolly Christmas (From "Rudolph")'."""
    before = seen.words[window[0] - 1] if window[0] else None
    return before is not None and before.plain == "from" and before.depth > 0


def _same_words(title: Sequence[Word], found: Sequence[Word]) -> bool:
    """Whether what differs between two near titles is spelling, not a word more or less, nor a number."""
    left, right = [word.plain for word in title], [word.plain for word in found]
    for word in list(left):
        if word in right:
            left.remove(word)
            right.remove(word)
    mine, theirs = "".join(left), "".join(right)
    if not vocabulary.TELLING.isdisjoint(left + right):
        return fuzz.ratio(mine, theirs) >= 85  # "don't" is "do not", and nothing else.
    if any(letter.isdigit() for letter in mine + theirs):
        return False
    if mine == theirs:
        return True
    if len(left) + len(right) == 1 and len(mine + theirs) <= 5 and len(found) >= FORGIVING:
        return True  # A long title is often quoted from memory.
    if set(left + right) <= vocabulary.ARTICLES or len(mine + theirs) <= 1:
        return True
    if _latin(title) != _latin(found):
        return fuzz.ratio(mine, theirs) >= TRANSCRIBED
    several = len(found) >= SEVERAL
    bare_left, bare_right = ([word for word in words if word not in vocabulary.ARTICLES] for words in (left, right))
    return _same_spelled(left, right, several) or _same_spelled(bare_left, bare_right, several)


def _latin(words: Sequence[Word]) -> bool:
    return all(word.native.isascii() for word in words)


def _same_spelled(left: Sequence[str], right: Sequence[str], long_title: bool) -> bool:
    """Whether words are the same but for their spelling; they may be written together or apart."""
    if not left or not right:
        return False
    mine, theirs = "".join(left), "".join(right)
    if len(left) != len(right):
        return alike(mine, theirs, long_title) or contracted(mine, theirs)
    return all(alike(one, other, long_title) for one, other in zip(left, right, strict=True))


def _cut_off(seen: Seen, plain: str) -> Window | None:
    """The end of a title that stops in the middle of the song's: YouTube's titles end at 100 letters."""
    least = max(16, min(ENOUGH, int(len(plain) * MOST)))
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
        at_an_end = title.plain.startswith(spelled) or title.plain.endswith(spelled)
        if len(places) >= 2 and len(spelled) >= max(10, least) and at_an_end:
            return start, end
    return None


def fit(seen: Seen, window: Window, explained: set[int]) -> float:
    """0..1: the song's share of the words it stands with.

    What a name, a bracket, a joining word ("by", "plays") or another script sets apart does not stand with it, and words that
    name no song ("official", "1984") do not count.
    """
    start, end = window
    following = seen.words[end] if end < len(seen.words) else None
    if following and following.segment == seen.words[end - 1].segment and _is_a_sequel(following.plain):
        return 0.5
    length = len(letters(seen.words[start:end]))
    return length / (length + _beside(seen, start, -1, explained) + _beside(seen, end - 1, 1, explained))


def _is_a_sequel(following: str) -> bool:
    """Whether the word behind a song's title makes it another song: "Insomnia 2", "Wine Me Up Again"."""
    return following in ("again", "too") or (following.isdigit() and not is_year(following))


def _beside(seen: Seen, edge: int, step: int, explained: set[int]) -> int:
    """The letters of the words that stand with the word at `edge`, going on in one direction."""
    found, beside, at = seen.words, 0, edge + step
    segment, ascii_ = found[edge].segment, found[edge].native.isascii()
    while 0 <= at < len(found) and found[at].segment == segment and found[at].native.isascii() == ascii_:
        word = found[at]
        if at in explained or word.plain in _JOINS:
            joined = found[at + 1 : at + 2] if at in explained else found[at : at + 1] if at - 1 in explained else ()
            # "Ella and Louis Song": between our artist and the song stand others who sing it.
            return 0 if step < 0 and any(other.plain in vocabulary.JOINING for other in joined) else beside
        noise = says_no_song(word) if step > 0 else word.plain in vocabulary.NOISE_BEFORE
        of_part = word.plain == "pt" or (word.plain.isdigit() and found[at - 1].plain == "pt")
        if not (noise or of_part or at in seen.tagged or is_year(word.plain)):
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


_JOINS = vocabulary.CONNECTORS | vocabulary.COVERS
NO_SONG = vocabulary.NOISE | vocabulary.KINDS
