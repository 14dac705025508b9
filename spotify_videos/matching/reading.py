"""What a candidate's title and channel say, read with one track in mind: who is named, which version it is, what is left over."""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import NamedTuple

from rapidfuzz import fuzz

from . import who
from . import words as vocabulary
from .names import Channel, channel, is_topic
from .places import Seen, Window, fit, says_no_song, see, windows
from .titles import Asked, Tag, Title, Version, is_version, is_year, parts, tags, version
from .who import Artist

_SURENESS: dict[Artist, int] = {"": 0, "work": 1, "whole": 2, "short": 3, "named": 4}
_CHANGED = frozenset(("remix", "variant", "extended"))
# An older year beside a song is that of the record.
FILMED_BY_FANS = "1967"
_NONE: frozenset[str] = frozenset()


class Reading(NamedTuple):
    """`fit` 0..1 is the song's share of the words that stand with it (0: another song), `exact` whether it is spelled alike.

    `artist` says how the artist is named in the title ("work": their film or album is, "whole": the whole title reappears);
    `version` holds the tags the title bears, of which `surplus` make it another version than asked for and `rejected` no answer;
    `missing` are those that were asked for and are not there; `form` is a key of words.FORMS or ""; `extra` counts the letters
    that nothing explains, `work` is true where their film or album is named, `full` where the song's title has its subtitle.
    """

    fit: float
    exact: bool
    artist: Artist
    channel: Channel
    rejected: frozenset[str]
    surplus: frozenset[str]
    missing: frozenset[str]
    form: str
    version: frozenset[str]
    official: bool
    extra: int
    work: bool
    full: bool


def read(wanted: Asked, title: str, told: str | None) -> Reading:
    """Read a candidate's title and its channel's name. Where the song may stand in several places, the likeliest counts."""
    seen = see(title)
    found = [(way, window, exact) for way in wanted.titles for window, exact in windows(seen, way)]
    if not found:
        form, official = _form(seen.tags)
        rejected = frozenset([tag.name for tag in seen.tags if tag.name in vocabulary.REJECTED])
        return Reading(
            0.0, False, "", Channel(topic=is_topic(told)), rejected, _NONE, _NONE, form, rejected, official, 0, False, False
        )
    whose = channel(wanted.names, told)
    readings = [_look(wanted, seen, way, window, exact, whose) for way, window, exact in found]
    return max(readings, key=lambda one: (bool(one.artist) or whose.own, one.fit, _SURENESS[one.artist], -one.extra))


def _look(wanted: Asked, seen: Seen, title: Title, window: Window, exact: bool, whose: Channel) -> Reading:
    song = set(range(*window))
    names, artist = who.artist(wanted, seen, song)
    work = {at for name in wanted.works for span in who.spans(seen, name) for at in range(*span)} - song
    artist = artist or ("whole" if who.whole(wanted, seen, title) else "work" if work else "")
    names |= {at for name in wanted.features for span in seen.find(name.plain, name.native) for at in range(*span)} - song
    taken = song | names
    known = [tag for tag in seen.tags if (taken | work).isdisjoint(range(tag.start, tag.end))]
    form, official = _form(known)
    cover = any(at not in taken and who.speaks_of_covers(word) for at, word in enumerate(seen.words))
    ours = cover and (whose.own or who.ours(wanted, seen, window, whose))
    spoken = _version(seen, window, taken, known)
    rejected, surplus, missing = _compare(wanted, spoken, seen, ours)
    if surplus == {"variant"} and official and (whose.own or whose.company) and _cut_of_the_video(wanted, spoken):
        surplus = _NONE
    if cover and not ours:
        rejected |= {"cover"}
    if _other_part(title, seen, window):
        surplus |= {"part"}
    if not who.partner(wanted, seen, whose):
        missing |= {"partner"}
    staged, extra = _left_over(seen, taken, work)
    if staged and "live" not in wanted.version.tags and not (whose.own or whose.company or official):
        surplus |= {"live"}
    share = fit(seen, window, taken | work)
    share = share if exact else 0.9 * share
    return Reading(
        share,
        exact,
        artist,
        whose,
        rejected,
        surplus,
        missing,
        form,
        spoken.tags | surplus | rejected,
        official,
        extra,
        bool(work),
        title is wanted.titles[0],
    )


def _form(known: Iterable[Tag]) -> tuple[str, bool]:
    names = {tag.name for tag in known}
    form = next((form for form in vocabulary.FORMS if form in names), "")
    return form, "official_video" in names


# Which version it is.


def _version(seen: Seen, window: Window, taken: Set[int], known: Iterable[Tag]) -> Version:
    """The version a title speaks of. An artist's name counts where it owns a remix, in brackets or a segment of its own."""
    names = frozenset([tag.name for tag in known if is_version(tag)])
    neutral = {at for tag in known if tag.name == "neutral" for at in range(tag.start, tag.end)}
    speaking = {at for at, word in enumerate(seen.words) if word.plain in vocabulary.KINDS} - taken - neutral
    if not speaking:
        return Version(names)
    song = set(range(*window))
    whole = {at for places in parts(seen.words) if song.isdisjoint(places) and not speaking.isdisjoint(places) for at in places}
    found = [word for at, word in enumerate(seen.words) if at not in taken or at in whole]
    spoken = version(found, tags(found))
    return Version(names | (spoken.tags & _CHANGED), spoken.whose)


def _compare(wanted: Asked, spoken: Version, seen: Seen, our_cover: bool) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """(tags that make it no answer, tags that make it another version, tags asked for that are not there)."""
    mine, theirs = wanted.version.tags, spoken.tags
    surplus, missing = theirs - mine, mine - theirs
    if mine & _CHANGED and theirs & _CHANGED:
        surplus, missing = surplus - _CHANGED, missing - _CHANGED
        if not _same_hands(wanted, spoken):
            surplus |= {"remix"}
    if wanted.version.whose and wanted.version.whose <= {word.plain for word in seen.words}:
        missing -= {"variant"}
    if "live" in missing and any(word.plain in vocabulary.ALMOST_LIVE for word in seen.words):
        missing -= {"live"}
    if our_cover:
        surplus -= vocabulary.FREE_IN_COVERS
    if wanted.several and not any(word.plain == "version" for word in seen.words):
        surplus -= {"duet"}
    if mine & theirs & vocabulary.PLAYED:
        surplus -= vocabulary.PLAYED
    rejected = surplus & vocabulary.REJECTED.keys()
    return rejected, surplus - rejected, missing - vocabulary.OFTEN_UNSAID


def _cut_of_the_video(wanted: Asked, spoken: Version) -> bool:
    """Whether the version is none of the recording: a member's cut, a performance, a colour; the artist's own is ("Taylor's")."""
    told = {word.removesuffix("s") for word in spoken.whose} | spoken.whose
    artists = {part for name in wanted.names for part in name.parts}
    return told.isdisjoint(vocabulary.OF_THE_RECORDING | artists) and not any(word.isdigit() for word in told)


def _same_hands(wanted: Asked, spoken: Version) -> bool:
    """Whether two remixes are by the same people: most words of the longer credit are in the other."""
    mine, theirs = wanted.version.whose, spoken.whose
    if not mine and theirs:
        credited = "".join([name.plain for name in (*wanted.names, *wanted.features)])
        return all(word in credited for word in theirs)
    if not mine or not theirs:
        return True
    shared = sum(any(word == other or fuzz.ratio(word, other) >= 84 for other in theirs) for word in mine)
    joined = fuzz.ratio("".join(sorted(mine)), "".join(sorted(theirs))) >= 85
    return joined or shared / max(len(mine), len(theirs)) > 0.5


def _other_part(title: Title, seen: Seen, window: Window) -> bool:
    """Whether the song's title, or the two words after it, name another part than the one asked for."""
    for at in range(window[0], min(window[1] + 1, len(seen.words) - 1)):
        if seen.words[at].plain == "pt" and seen.words[at + 1].plain.isdigit():
            return seen.words[at + 1].plain != (title.part or "1")
    return False


# What is left over.


def _left_over(seen: Seen, taken: Set[int], work: Set[int]) -> tuple[bool, int]:
    """(whether a date, or a place with a year, says that this was played on a stage; the letters that nothing explains)."""
    unknown: set[int] = set()
    years: set[int] = set()
    released: set[int] = set()
    dated, extra = False, 0
    for at, word in enumerate(seen.words):
        if at in taken:
            continue
        if word.plain in vocabulary.RELEASES:
            released.add(word.segment)
        if is_year(word.plain) and word.plain >= FILMED_BY_FANS and (not at or seen.words[at - 1].plain != "of"):
            years.add(word.segment)
            before = [other.plain for other in seen.words[max(0, at - 2) : at]]
            dated = dated or (len(before) == 2 and all(one.isdigit() and len(one) <= 2 for one in before))
        elif (
            at not in seen.tagged and at not in work and len(word.plain) > 1 and not word.plain.isdigit() and not says_no_song(word)
        ):
            unknown.add(word.segment)
            extra += len(word.plain)
    first = seen.words[0].segment
    return dated or any(segment in unknown and segment != first for segment in years - released), extra
