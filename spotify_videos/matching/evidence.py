"""The evidence: what a title and its channel say for and against one candidate, each with a value and a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from ..models import Candidate, Kind, Track
from . import words as vocabulary
from .text import Word, words
from .titles import Asked, Name, Version, asked, tags, version

# Weights: what each piece adds to (or takes from) the score, and why.
WEIGHTS = {
    "title": 0.40,
    "artist": 0.25,
    "own_channel": 0.15,
    "official": 0.08,
    "length": 0.05,
    "licensed": 0.04,
    "work": 0.03,
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that speaks for (value above 0) or against (below 0) a candidate, with a sentence for people."""

    name: str
    value: float
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a candidate's title and channel say about it, seen from one track."""

    fit: float
    """0..1: how much of the title is the song's, 0 where it names another song."""
    exact: bool
    artist: str
    """"own" (channel), "named", "short", "work" or ""."""
    own: bool
    topic: bool
    label: bool
    rejected: tuple[str, ...]
    surplus: tuple[str, ...]
    missing: tuple[str, ...]
    form: str
    official: bool


class _Title:
    """A candidate's title as letters with places, so that a song or a name is found whatever its spacing."""

    def __init__(self, found: tuple[Word, ...]) -> None:
        self.words = found
        self.plain = "".join(word.plain for word in found)
        self.native = "".join(word.native for word in found)
        self.starts: dict[int, int] = {}
        self.ends: dict[int, int] = {}
        place = 0
        for at, word in enumerate(found):
            self.starts[place] = at
            place += len(word.plain)
            self.ends[place] = at + 1
        self.cjk = self.native != self.plain

    def find(self, plain: str, native: str) -> list[tuple[int, int]]:
        """The word windows `[start, end)` that spell this, exactly."""
        windows = []
        at = self.plain.find(plain)
        while at >= 0:
            start, end = self.starts.get(at), self.ends.get(at + len(plain))
            if start is not None and end is not None:
                windows.append((start, end))
            at = self.plain.find(plain, at + 1)
        if not windows and self.cjk and native != plain and native in self.native:
            window = self._within(native)
            if window:
                windows.append(window)
        return windows

    def _within(self, native: str) -> tuple[int, int] | None:
        at = self.native.find(native)
        end = at + len(native)
        place, first, last = 0, None, None
        for index, word in enumerate(self.words):
            if place + len(word.native) > at and first is None:
                first = index
            place += len(word.native)
            if place >= end:
                last = index + 1
                break
        return (first, last) if first is not None and last is not None else None

    def near(self, plain: str) -> tuple[int, int] | None:
        """The window that spells nearly this, None where none does."""
        if len(plain) < 5 or not self.plain:
            return None
        found = fuzz.partial_ratio_alignment(plain, self.plain, score_cutoff=80)
        if found is None:
            return None
        place, first, last = 0, None, None
        for index, word in enumerate(self.words):
            overlap = min(found.dest_end, place + len(word.plain)) - max(found.dest_start, place)
            if overlap * 2 >= len(word.plain):
                first = index if first is None else first
                last = index + 1
            place += len(word.plain)
        return (first, last) if first is not None and last is not None else None


@lru_cache(maxsize=16384)
def _title(title: str) -> _Title:
    return _Title(words(title))


def read(wanted: Asked, title: str, channel: str | None) -> Reading:
    """Read a candidate's title and channel with the eyes of one track."""
    seen = _title(title)
    own, named_by_channel, topic, label = _channel(wanted.names, channel)
    best: Reading | None = None
    for asked_title in wanted.titles:
        for window, exact in _windows(seen, asked_title):
            reading = _look(wanted, seen, window, exact, own, named_by_channel, topic, label)
            if best is None or (bool(reading.artist), reading.fit) > (bool(best.artist), best.fit):
                best = reading
    if best is None:
        form, official = _form(tags(seen.words))
        return Reading(0.0, False, "own" if own else "", own, topic, label, (), (), (), form, official)
    return best


def _windows(seen: _Title, title: Sequence[Word]) -> list[tuple[tuple[int, int], bool]]:
    plain, native = "".join(word.plain for word in title), "".join(word.native for word in title)
    if not plain:
        return []
    exact = [(window, True) for window in seen.find(plain, native)]
    if exact:
        return exact
    window = seen.near(plain)
    if window is None:
        return []
    found = seen.words[window[0] : window[1]]
    if fuzz.ratio(plain, "".join(word.plain for word in found)) < 84 or not _same_words(title, found):
        return []
    return [(window, False)]


def _same_words(title: Sequence[Word], found: Sequence[Word]) -> bool:
    """Whether what differs between two near titles is spelling, not a word more or less, nor a number."""
    left, right = [word.plain for word in title], [word.plain for word in found]
    for word in list(left):
        if word in right:
            left.remove(word)
            right.remove(word)
    mine, theirs = "".join(left), "".join(right)
    if any(letter.isdigit() for letter in mine + theirs):
        return False
    if not mine or not theirs:
        return len(mine + theirs) <= 1 or (mine + theirs) in ("the", "an", "and")
    return fuzz.ratio(mine, theirs) >= 65


def _look(
    wanted: Asked, seen: _Title, window: tuple[int, int], exact: bool, own: bool, named_by_channel: bool, topic: bool, label: bool
) -> Reading:
    start, end = window
    taken = set(range(start, end))
    artist = "own" if own else "named" if named_by_channel else ""
    for name in (*wanted.names, *wanted.features):
        for at, to in _names(seen, name, taken):
            if name in wanted.names and not artist and not name.short:
                artist = "named"
            elif name in wanted.names and not artist:
                artist = "short"
            taken |= set(range(at, to)) if not name.short or artist == "short" else set()
    work = False
    for name in wanted.works:
        for at, to in seen.find(name.plain, name.native):
            if taken.isdisjoint(range(at, to)):
                work = True
                taken |= set(range(at, to))
    if not artist and work:
        artist = "work"
    rest = [word for at, word in enumerate(seen.words) if at not in taken]
    known = tags(rest)
    form, official = _form(known)
    spoken = version(rest, known)
    fit = _fit(seen, window, taken, exact)
    rejected, surplus, missing = _compare(wanted, spoken, rest, seen, taken, own or named_by_channel, window)
    return Reading(fit, exact, artist, own, topic, label, rejected, surplus, missing, form, official)


def _names(seen: _Title, name: Name, taken: set[int]) -> list[tuple[int, int]]:
    windows = [window for window in seen.find(name.plain, name.native) if taken.isdisjoint(range(*window))]
    if len(name.plain) <= 2 and name.native == name.plain:
        windows = [(at, to) for at, to in windows if at == 0 or _alone(seen, at, to)]
    if not windows and len(name.plain) >= 6 and not name.short:
        window = seen.near(name.plain)
        if window and taken.isdisjoint(range(*window)):
            found = "".join(word.plain for word in seen.words[window[0] : window[1]])
            if fuzz.ratio(found, name.plain) >= 85:
                windows = [window]
    return windows


def _alone(seen: _Title, at: int, to: int) -> bool:
    segment = seen.words[at].segment
    return all(word.segment != segment or at <= index < to for index, word in enumerate(seen.words))


def _fit(seen: _Title, window: tuple[int, int], taken: set[int], exact: bool) -> float:
    """The song's share of the words that stand together with it; words beyond a name, a bracket or a joining word are apart."""
    beside = 0
    for step, at in ((-1, window[0] - 1), (1, window[1])):
        edge = window[0] if step < 0 else window[1] - 1
        while 0 <= at < len(seen.words):
            word = seen.words[at]
            if word.segment != seen.words[edge].segment or at in taken or word.plain in vocabulary.CONNECTORS:
                break
            if (
                word.plain not in vocabulary.NOISE
                and word.plain not in _TAGWORDS
                and not (len(word.plain) == 4 and word.plain[:2] in ("19", "20") and word.plain.isdigit())
            ):
                beside += len(word.plain)
            at += step
    length = sum(len(word.plain) for word in seen.words[window[0] : window[1]])
    return (1.0 if exact else 0.9) * length / (length + beside)


_TAGWORDS = (
    frozenset(
        word
        for table in (vocabulary.REJECTED, vocabulary.VERSIONS, vocabulary.FORMS)
        for phrases in table.values()
        for phrase in phrases
        for word in phrase
    )
    | vocabulary.REMIXES
    | vocabulary.VARIANTS
)


def _compare(
    wanted: Asked, spoken: Version, rest: Sequence[Word], seen: _Title, taken: set[int], ours: bool, window: tuple[int, int]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    rejected = tuple(sorted(tag for tag in spoken.tags if tag in vocabulary.REJECTED and tag not in wanted.version.tags))
    asked_for = {tag for tag in wanted.version.tags if tag not in vocabulary.FORMS}
    got = {tag for tag in spoken.tags if tag not in vocabulary.FORMS and tag not in vocabulary.REJECTED}
    if any(word.plain in vocabulary.COVERS for word in rest) and not ours and not _ours(wanted, seen, rest, window):
        rejected = (*rejected, "cover")
    variants = {"remix", "variant", "extended"}
    surplus, missing = got - asked_for, asked_for - got
    if asked_for & variants and got & variants:
        surplus, missing = surplus - variants, missing - variants
        mine, theirs = wanted.version.whose, spoken.whose
        credited = {word for name in wanted.names for word in (name.plain,)}
        if (mine and theirs and not _overlap(mine, theirs)) or (not mine and theirs and not _overlap(theirs, credited)):
            surplus |= {"remix"}
    if {"acoustic", "live"} & asked_for and "live" in surplus:
        surplus.discard("live")
    if wanted.version.part and spoken.part and wanted.version.part != spoken.part:
        surplus.add("part")
    if wanted.version.part not in (None, "1") and not spoken.part:
        missing.add("part")
    return rejected, tuple(sorted(surplus)), tuple(sorted(missing))


def _overlap(mine: frozenset[str] | set[str], theirs: frozenset[str] | set[str]) -> bool:
    if mine & theirs:
        return True
    return fuzz.partial_ratio("".join(sorted(mine)), "".join(sorted(theirs))) >= 85


def _ours(wanted: Asked, seen: _Title, rest: Sequence[Word], window: tuple[int, int]) -> bool:
    """Whether the cover that a title speaks of is by our artist: "X - Song (Y cover)", "cover by X", "X cover Y 'song'"."""
    covers = [at for at, word in enumerate(seen.words) if word.plain in vocabulary.COVERS]
    if not covers:
        return True
    cover = covers[0]
    segment = seen.words[cover].segment
    for name in wanted.names:
        for at, to in seen.find(name.plain, name.native):
            if at >= window[0] and to <= window[1]:
                continue
            if (
                to <= cover
                and seen.words[at].segment == 0
                and ((segment > 0 and window[0] >= to) or (segment == 0 and cover + 1 < len(seen.words) and window[0] > cover))
            ):
                return True
            if at > cover and seen.words[at - 1].plain == "by":
                return True
    return False


def _form(known: Sequence[object]) -> tuple[str, bool]:
    names = {tag.name for tag in known}  # type: ignore[attr-defined]
    for form in ("lyric", "visualizer", "audio", "official_video", "video"):
        if form in names:
            return form, "official_video" in names
    return "", False


@lru_cache(maxsize=16384)
def _channel(names: tuple[Name, ...], channel: str | None) -> tuple[bool, bool, bool, bool]:
    """(the artist's own, names the artist, an art track's, a label's)."""
    if not channel:
        return False, False, False, False
    found = words(channel)
    spoken = [word.plain for word in found]
    topic = len(spoken) > 1 and spoken[-1] == "topic"
    label = not {"records", "recordings", "entertainment", "label", "labels", "recordz", "musicgroup"}.isdisjoint(spoken)
    fan = not vocabulary.FANS.isdisjoint(spoken) or (spoken and spoken[-1].endswith(("fan", "fans", "tv", "tribute", "lyrics")))
    base = [word for word in found if word.plain not in vocabulary.CHANNEL_NOISE]
    plain, native = "".join(word.plain for word in base), "".join(word.native for word in base)
    vevo = plain.endswith("vevo") or "vevo" in spoken
    for ending in ("vevo", "official", "channel", "music", "oficial", "band", "ofc"):
        plain = plain.removesuffix(ending) or plain
        native = native.removesuffix(ending) or native
    for beginning in ("official", "the", "iam", "itsme"):
        plain = plain.removeprefix(beginning) or plain
    own = named = False
    for name in names:
        bare = name.plain.removeprefix("the") or name.plain
        bare = bare.removesuffix("music") or bare
        if (plain and (plain == bare or (native == name.native and native)) and not name.short) or (
            vevo and len(bare) >= 4 and bare in plain
        ):
            own = True
        elif len(bare) >= 5 and not name.short and (bare in plain or fuzz.ratio(bare, plain) >= 88):
            own = own or (fuzz.ratio(bare, plain) >= 88 and not fan)
            named = True
    return own and not (fan and not vevo), own or named, topic, label


def wanted(track: Track) -> Asked:
    return asked(track.title, track.artists, track.album)


def kind(reading: Reading, candidate: Candidate) -> Kind:
    """What an upload is, in the contract's words."""
    if "karaoke" in reading.rejected:
        return "karaoke"
    if "cover" in reading.rejected:
        return "cover"
    if reading.rejected:
        return "other"
    for tag, named in (("live", "live"), ("acoustic", "acoustic"), ("remix", "remix"), ("variant", "remix"), ("extended", "remix")):
        if tag in reading.surplus:
            return named  # type: ignore[return-value]
    if reading.surplus:
        return "other"
    if reading.topic:
        return "art_track"
    if reading.form in ("lyric", "visualizer", "audio"):
        return reading.form  # type: ignore[return-value]
    return "official_video" if reading.official else "video"
