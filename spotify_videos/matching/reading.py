"""What a candidate's title and channel say, read with one track in mind: where the song stands, who is named, what is left over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from rapidfuzz import fuzz

from . import words as vocabulary
from .names import Channel, Name, channel, is_topic
from .text import Word, letters, words
from .titles import Asked, Tag, Title, Version, tags, version

# A title that agrees with the asked one in fewer letters than this is another one.
NEAR = 84
# What differs between two near titles must at least look like a spelling of the same words.
SPELLING = 60
Artist = Literal["", "work", "whole", "short", "named"]
Window = tuple[int, int]


class Reading(NamedTuple):
    """`fit` 0..1 is the song's share of the words that stand with it (0: another song), `exact` whether it is spelled alike.

    `artist` says how the artist is named in the title ("work": their film or album is, "whole": the whole title reappears);
    `rejected`, `surplus` and `missing` are version tags; `form` is a key of words.FORMS or ""; `extra` counts the letters
    that nothing explains, `work` is true where their film or album is named.
    """

    fit: float
    exact: bool
    artist: Artist
    channel: Channel
    rejected: frozenset[str]
    surplus: frozenset[str]
    missing: frozenset[str]
    form: str
    official: bool
    extra: int
    work: bool


class Seen:
    """A candidate's title as letters with places, so that a song or a name is found whatever its spacing."""

    __slots__ = ("ends", "native", "plain", "starts", "words")

    def __init__(self, found: tuple[Word, ...]) -> None:
        self.words = found
        self.plain = letters(found)
        self.native = "".join([word.native for word in found])
        self.starts: dict[int, int] = {}
        self.ends: dict[int, int] = {}
        place = 0
        for at, word in enumerate(found):
            self.starts[place] = at
            place += len(word.plain)
            self.ends[place] = at + 1

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
        best = max(
            [(from_, to) for from_ in (start, max(0, start - 1)) for to in (end, min(end + 1, len(self.words)))],
            key=lambda window: fuzz.ratio(plain, letters(self.words[window[0] : window[1]])),
        )
        return best if best[0] < best[1] and fuzz.ratio(plain, letters(self.words[best[0] : best[1]])) >= NEAR else None

    def _around(self, lengths: Sequence[int], start: int, end: int, share: float) -> Window:
        """The words of which more than `share` lies within these letters."""
        place, inside = 0, []
        for index, length in enumerate(lengths):
            if min(end, place + length) - max(start, place) > share * length:
                inside.append(index)
            place += length
        return (inside[0], inside[-1] + 1) if inside else (0, 0)


@lru_cache(maxsize=16384)
def _seen(title: str) -> tuple[Seen, tuple[Tag, ...]]:
    found = words(title)
    return Seen(found), tuple(tags(found))


def read(wanted: Asked, title: str, told: str | None) -> Reading:
    """Read a candidate's title and its channel's name."""
    seen, known = _seen(title)
    places = [(way, window, exact) for way in wanted.titles for window, exact in _windows(seen, way)]
    if not places:
        form, official = _form(known)
        rejected = frozenset([tag.name for tag in known if tag.name in vocabulary.REJECTED])
        return Reading(0.0, False, "", Channel(topic=is_topic(told)), rejected, _NONE, _NONE, form, official, 0, False)
    whose = channel(wanted.names, told)
    readings = [_look(wanted, seen, way, window, exact, whose) for way, window, exact in places]
    return max(readings, key=lambda one: (_ARTIST[one.artist] + whose.own > 0, one.fit, _ARTIST[one.artist], -one.extra))


_NONE: frozenset[str] = frozenset()
_ARTIST = {"": 0, "work": 1, "whole": 2, "short": 3, "named": 4}


def _windows(seen: Seen, title: Title) -> list[tuple[Window, bool]]:
    """Where the song's title stands: spelled alike, else nearly so, else cut off by the end of the candidate's title."""
    exact = seen.find(title.plain, title.native)
    if exact:
        return [(window, True) for window in exact]
    window = seen.near(title.plain)
    if window and _same_words(title.words, seen.words[window[0] : window[1]]):
        return [(window, False)]
    tail = _cut_off(seen, title.plain) or _abridged(seen, title)
    return [(tail, False)] if tail else []


def _abridged(seen: Seen, title: Title) -> Window | None:
    """The segment that holds all but the first or last word or two of a long title: "Mis Canciones" for "… De Amor"."""
    if len(title.words) < 4:
        return None
    spans: dict[int, list[int]] = {}
    for at, word in enumerate(seen.words):
        if word.plain not in vocabulary.NOISE or word.plain in title.plain:
            spans.setdefault(word.segment, []).append(at)
    for places in spans.values():
        start, end = places[0], places[-1] + 1
        spelled = letters(seen.words[start:end])
        if (
            len(places) >= 3
            and 0.6 * len(title.plain) <= len(spelled)
            and (title.plain.startswith(spelled) or title.plain.endswith(spelled))
        ):
            return start, end
    return None


def _cut_off(seen: Seen, plain: str) -> Window | None:
    least = max(16, int(len(plain) * 0.6))
    if len(plain) <= least or plain[:least] not in seen.plain:
        return None
    for place, start in seen.starts.items():
        length = len(seen.plain) - place
        if least <= length < len(plain) and plain.startswith(seen.plain[place:]):
            return start, len(seen.words)
    return None


def _same_words(title: Iterable[Word], found: Iterable[Word]) -> bool:
    """Whether what differs between two near titles is spelling, not a word more or less, nor a number."""
    left, right = [word.plain for word in title], [word.plain for word in found]
    for word in list(left):
        if word in right:
            left.remove(word)
            right.remove(word)
    mine, theirs = "".join(left), "".join(right)
    if any(letter.isdigit() for letter in mine + theirs):
        return False
    if set(left + right) <= vocabulary.ARTICLES or len(mine + theirs) <= 1:
        return True
    return bool(mine and theirs) and fuzz.ratio(mine, theirs) >= SPELLING


def _look(wanted: Asked, seen: Seen, title: Title, window: Window, exact: bool, whose: Channel) -> Reading:
    taken = set(range(*window))
    artist = _artist(wanted, seen, taken)
    covered = {at for name in wanted.works for span in _spans(seen, name) for at in range(*span)} - set(range(*window))
    if not artist and _whole(wanted, seen, title):
        artist = "whole"
    if not artist and covered:
        artist = "work"
    for name in wanted.features:
        taken.update(at for span in seen.find(name.plain, name.native) for at in range(*span))
    rest = [word for at, word in enumerate(seen.words) if at not in taken]
    known = tags(rest)
    form, official = _form(known)
    cover = any(word.plain in vocabulary.COVERS for word in rest)
    ours = cover and (whose.own or _covers(wanted, seen, window, whose))
    spoken = _version(seen, window, taken, known)
    rejected, surplus, missing = _compare(wanted, title, spoken, seen, window, ours)
    if cover and not ours:
        rejected |= {"cover"}
    staged, extra = _left_over(rest, known, [at for at in range(len(seen.words)) if at not in taken], covered, seen)
    if staged and "live" not in wanted.version.tags and not (whose.own or whose.company or official):
        surplus |= {"live"}
    fit = _fit(seen, window, taken | covered)
    return Reading(
        fit if exact else 0.9 * fit, exact, artist, whose, rejected, surplus, missing, form, official, extra, bool(covered)
    )


def _whole(wanted: Asked, seen: Seen, title: Title) -> bool:
    """Whether a long title reappears to its last bracket; nobody writes another song's that way."""
    return seen.plain == wanted.whole and len(wanted.whole) >= 16 and len(wanted.whole) > len(title.plain)


def _version(seen: Seen, window: Window, taken: set[int], known: Sequence[Tag]) -> Version:
    """The version a title speaks of; an artist's name counts where it owns a remix, which has brackets or a segment of its own."""
    names = frozenset(tag.name for tag in known if tag.name not in vocabulary.FORMS)
    if vocabulary.KINDS.isdisjoint([word.plain for word in seen.words]):
        return Version(names)
    with_song = {word.segment for word in seen.words[window[0] : window[1]]}
    speaking = {word.segment for at, word in enumerate(seen.words) if at not in taken and word.plain in vocabulary.KINDS}
    found = [
        word
        for at, word in enumerate(seen.words)
        if at not in taken or (word.segment in speaking and word.segment not in with_song)
    ]
    spoken = version(found, tags(found))
    return Version(names | (spoken.tags & {"remix", "variant"}), spoken.whose)


def _spans(seen: Seen, name: Name) -> list[Window]:
    found = seen.find(name.plain, name.native)
    if not found and len(name.plain) >= 6 and not name.short and (window := seen.near(name.plain)):
        return [window]
    return found


def _artist(wanted: Asked, seen: Seen, taken: set[int]) -> Artist:
    """How the artist is named outside the words `taken`, which grow by the names found."""
    best: Artist = ""
    for name in wanted.names:
        for span in _spans(seen, name):
            here = range(*span)
            if not taken.isdisjoint(here) or (len(name.plain) <= 2 and span[0] and not _alone(seen, span)):
                continue
            if name.short and (best == "named" or not _apart(seen, span, taken)):
                continue
            best = "short" if name.short else "named"
            taken.update(here)
    return best if best == "named" else _scattered(wanted, seen, taken) or best


def _scattered(wanted: Asked, seen: Seen, taken: set[int]) -> Artist:
    """ "named" where all words of a name stand apart from the song, in any order: "Damian 'Jr. Gong' Marley", "Cohen, Leonard"."""
    free = {word.plain: at for at, word in enumerate(seen.words) if at not in taken}
    for name in wanted.names:
        if len(name.parts) > 1 and free.keys() >= name.parts and sum(len(part) >= 3 for part in name.parts) > 1:
            taken.update(free[part] for part in name.parts)
            return "named"
    return ""


def _alone(seen: Seen, span: Window) -> bool:
    """Whether these words fill their segment, as a very short name must to be one."""
    segment = seen.words[span[0]].segment
    return all(word.segment != segment or span[0] <= at < span[1] for at, word in enumerate(seen.words))


def _apart(seen: Seen, span: Window, taken: set[int]) -> bool:
    """Whether no unknown word stands beside a surname, which would make it somebody else's."""
    segment = seen.words[span[0]].segment
    for at in (span[0] - 1, span[1]):
        if 0 <= at < len(seen.words) and at not in taken:
            word = seen.words[at]
            if word.segment == segment and word.plain not in vocabulary.NOISE | vocabulary.CONNECTORS:
                return False
    return True


def _fit(seen: Seen, window: Window, taken: set[int]) -> float:
    """The song's share of the words it stands with; what a name, a bracket, a joining word or another script sets apart is not."""
    beside = 0
    for step, at in ((-1, window[0] - 1), (1, window[1])):
        edge = seen.words[window[0] if step < 0 else window[1] - 1]
        while 0 <= at < len(seen.words):
            word = seen.words[at]
            if word.segment != edge.segment or at in taken or word.plain in vocabulary.CONNECTORS:
                break
            if word.native.isascii() != edge.native.isascii():
                break
            if word.plain not in _SAYS_NO_SONG and not _year(word.plain):
                beside += len(word.plain)
            at += step
    length = len(letters(seen.words[window[0] : window[1]]))
    return length / (length + beside)


_SAYS_NO_SONG = vocabulary.NOISE | vocabulary.KINDS
_SAYS_NO_SONG |= {
    word
    for table in (vocabulary.REJECTED, vocabulary.VERSIONS, vocabulary.FORMS)
    for phrases in table.values()
    for phrase in phrases
    for word in phrase
}


def _year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and word[:2] in ("19", "20")


def _compare(
    wanted: Asked, title: Title, spoken: Version, seen: Seen, window: Window, our_cover: bool
) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """(tags that make it no answer, tags that make it another version, tags asked for that are not there)."""
    mine, theirs = set(wanted.version.tags), set(spoken.tags)
    surplus, missing = theirs - mine, mine - theirs
    changed = {"remix", "variant", "extended"}
    if mine & changed and theirs & changed:
        surplus, missing = surplus - changed, missing - changed
        if not _same_hands(wanted, spoken):
            surplus.add("remix")
    if wanted.version.whose and wanted.version.whose <= {word.plain for word in seen.words}:
        missing.discard("variant")
    if our_cover:
        surplus -= {"live", "acoustic", "acapella", "tutorial"}
    if wanted.features or len(wanted.names) > 1:
        surplus.discard("duet")
    if mine & theirs & {"live", "acoustic"}:
        surplus -= {"live", "acoustic"}
    part = _part(seen, window)
    if part and part != (title.part or "1"):
        surplus.add("part")
    missing -= {"reprise", "collection", "about", "teaser", "tutorial", "mashup", "loop"}
    rejected = {tag for tag in surplus if tag in vocabulary.REJECTED}
    return frozenset(rejected), frozenset(surplus - rejected), frozenset(missing)


def _part(seen: Seen, window: Window) -> str | None:
    """The number of the part that the song's title, or the two words after it, name."""
    for at in range(window[0], min(window[1] + 1, len(seen.words) - 1)):
        if seen.words[at].plain == "pt" and seen.words[at + 1].plain.isdigit():
            return seen.words[at + 1].plain
    return None


def _same_hands(wanted: Asked, spoken: Version) -> bool:
    """Whether two remixes are by the same people: most words of the shorter credit are in the other."""
    mine, theirs = wanted.version.whose, spoken.whose
    if not mine and theirs:
        credited = "".join(name.plain for name in (*wanted.names, *wanted.features))
        return all(word in credited for word in theirs)
    if not mine or not theirs:
        return True
    shared = sum(any(word == other or fuzz.ratio(word, other) >= 84 for other in theirs) for word in mine)
    joined = fuzz.ratio("".join(sorted(mine)), "".join(sorted(theirs))) >= 85
    return joined or shared / min(len(mine), len(theirs)) > 0.6


def _covers(wanted: Asked, seen: Seen, window: Window, whose: Channel) -> bool:
    """Whether the cover that a title speaks of is our artist's: "X - Song (Y cover)", "cover by X", "X cover Y 'Song'"."""
    places = [
        index for index, word in enumerate(seen.words) if word.plain in vocabulary.COVERS and not window[0] <= index < window[1]
    ]
    at = next((index for index in places if seen.words[index].bracket), places[-1])
    segment = seen.words[at].segment
    spans = [span for name in wanted.names if not name.short for span in seen.find(name.plain, name.native)]
    spans = [span for span in spans if span[1] <= window[0] or span[0] >= window[1]]
    if any(who and who in seen.plain and not any(who in name.plain for name in wanted.names) for who in [whose.letters]):
        return False
    phrase = [word.plain for word in seen.words if word.segment == segment and word.plain not in _SAYS_NO_SONG | vocabulary.COVERS]
    for start, end in spans:
        if seen.words[start].segment == segment:
            if start > at and seen.words[start - 1].plain == "by":
                return True
            if end <= at and at + 1 < len(seen.words) and window[0] > at and phrase:
                return True
        elif phrase and "by" not in (word.plain for word in seen.words[at : at + 3]):
            return True
    return False


def _left_over(
    rest: Sequence[Word], known: Sequence[Tag], places: Sequence[int], covered: set[int], seen: Seen
) -> tuple[bool, int]:
    """(whether a date, or a place with a year, says that this was played on a stage, the letters that nothing explains)."""
    tagged = {at for tag in known for at in range(tag.start, tag.end)}
    unknown: dict[int, list[str]] = {}
    years: set[int] = set()
    released: set[int] = set()
    dated = False
    for at, word in enumerate(rest):
        if word.plain in vocabulary.RELEASES:
            released.add(word.segment)
        if _year(word.plain):
            years.add(word.segment)
            before = [other.plain for other in rest[max(0, at - 2) : at]]
            dated = dated or (len(before) == 2 and all(one.isdigit() and len(one) <= 2 for one in before))
        elif at not in tagged and places[at] not in covered and word.plain not in _SAYS_NO_SONG and len(word.plain) > 1:
            if not word.plain.isdigit():
                unknown.setdefault(word.segment, []).append(word.plain)
    staged = dated or any(segment in unknown and seen.words[0].segment != segment for segment in years - released)
    return staged, sum(len(word) for spoken in unknown.values() for word in spoken)


def _form(known: Iterable[Tag]) -> tuple[str, bool]:
    names = {tag.name for tag in known}
    form = next((form for form in vocabulary.FORMS if form in names), "")
    return form, "official_video" in names
