"""What a candidate's title and channel say, read with one track in mind: who is named, which version it is, what is left over."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from . import compare, covers, who
from . import words as vocabulary
from .channels import Channel, channel
from .places import fit, windows
from .seen import Seen, Window
from .titles import Asked, Title
from .versions import Tag, Version
from .who import Artist

_SURENESS: dict[Artist, int] = {"": 0, "work": 1, "whole": 2, "remixer": 2, "credited": 2, "short": 3, "named": 4}


class Reading(NamedTuple):
    """`fit` 0..1 is the song's share of the words that stand with it, `exact` whether it is spelled alike.

    `artist` says how the artist is named in the title ("work": their film or album is, "whole": the whole title reappears);
    `version` holds the tags the title bears, of which `surplus` make it another version than asked for and `rejected` no answer;
    `missing` are those that were asked for and are not there; `form` is a key of words.FORMS or ""; `extra` counts the letters
    that nothing explains, `work` is true where their film or album is named, `full` where the song's title has its subtitle,
    `another` where somebody else's name leads and the artist's is nowhere.
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
    another: bool


Place = tuple[Title, Window, bool]


def places(wanted: Asked, seen: Seen) -> list[Place]:
    """Where the song may stand in a title: which way to write it, which words, and whether they are spelled alike."""
    return [(way, window, exact) for way in wanted.titles for window, exact in windows(seen, way)]


def read(wanted: Asked, seen: Seen, found: list[Place], told: str | None, credits: str = "") -> Reading:
    """Read a candidate's title and its channel's name. Where the song may stand in several places, the likeliest counts.

    `credits` is the description of an art track, in which YouTube names everybody: "Title · Artist · Artist".
    """
    whose = channel(wanted.names, told)
    readings = [_look(wanted, seen, place, whose) for place in found]
    if credits and who.credited(wanted, credits):
        readings = [one._replace(artist=one.artist or "credited") for one in readings]
    return max(readings, key=lambda one: (bool(one.artist) or whose.own, one.fit, _SURENESS[one.artist], -one.extra))


def _look(wanted: Asked, seen: Seen, place: Place, whose: Channel) -> Reading:
    title, window, exact = place
    song = set(range(*window))
    names, artist = who.artist(wanted, seen, song)
    names |= {at for guest in wanted.features for span in seen.find(guest.plain, guest.native) for at in range(*span)} - song
    work = {at for name in wanted.works for span in who.spans(seen, name) for at in range(*span)} - song
    taken = song | names
    known = [tag for tag in seen.tags if (taken | work).isdisjoint(range(tag.start, tag.end)) and not _of_a_name(wanted, seen, tag)]
    shape, official = form(known)
    spoken = compare.speaks(seen, window, taken, known)
    unknown = compare.unknown(seen, taken | work)
    staged = compare.staged(seen, taken, unknown)
    cover = covers.cover(wanted, seen, window, names, whose)
    rejected, surplus, missing = _differences(wanted, seen, place, whose, spoken, official, staged, cover)
    if not artist:
        same = spoken.whose & wanted.version.whose if "remix" in wanted.version.tags and not surplus | missing else ()
        if who.whole(wanted, seen, title):
            artist = "whole"
        elif len("".join(same)) >= 5:
            artist = "remixer"
        elif work:
            artist = "work"
    share = fit(seen, window, taken | work)
    return Reading(
        fit=share if exact else 0.9 * share,
        exact=exact,
        artist=artist,
        channel=whose,
        rejected=rejected,
        surplus=surplus,
        missing=missing,
        form=shape,
        version=spoken.tags | surplus | rejected,
        official=official,
        extra=sum(len(seen.words[at].plain) for at in unknown),
        work=bool(work),
        full=title is wanted.titles[0],
        another=artist in ("", "work") and any(at < window[0] for at in unknown),
    )


def _of_a_name(wanted: Asked, seen: Seen, tag: Tag) -> bool:
    """Whether what says a version in two words and more is a part of the artist's name: "Late Show Singers"."""
    said = {word.plain for word in seen.words[tag.start : tag.end]}
    return len(said) > 1 and any(said <= name.parts for name in wanted.names)


def _differences(
    wanted: Asked, seen: Seen, place: Place, whose: Channel, spoken: Version, official: bool, staged: bool, cover: covers.Cover
) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """(what makes it no answer, what makes it another version, what was asked for and is not there)."""
    title, window, _ = place
    rejected, surplus, missing = compare.compare(wanted, spoken, seen, cover == "ours")
    if cover == "theirs":
        rejected |= {"cover"}
    if whose.karaoke:
        rejected |= {"karaoke"}
    if (whose.own or (official and whose.company)) and compare.cut_of_the_video(wanted, spoken):
        surplus -= {"variant"}
    if compare.other_part(title, seen, window):
        surplus |= {"part"}
    if not who.partner(wanted, seen, whose):
        missing |= {"partner"}
    # Who has the rights names a tour, a stadium or a year for other reasons.
    live = (staged or "stage" in surplus) and not (whose.own or whose.company or official or cover == "ours")
    if live and "live" not in wanted.version.tags | wanted.free:
        surplus |= {"live"}
    return rejected, surplus - {"stage"}, missing - {"stage"}


def form(known: Iterable[Tag]) -> tuple[str, bool]:
    """What is seen while the song is heard, a key of words.FORMS or "", and whether the title calls it the official video."""
    names = {tag.name for tag in known}
    return next((form for form in vocabulary.FORMS if form in names), ""), "official_video" in names
