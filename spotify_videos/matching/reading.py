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
from .versions import Tag
from .who import Artist

_SURENESS: dict[Artist, int] = {"": 0, "work": 1, "whole": 2, "remixer": 2, "short": 3, "named": 4}


class Reading(NamedTuple):
    """`fit` 0..1 is the song's share of the words that stand with it, `exact` whether it is spelled alike.

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


Place = tuple[Title, Window, bool]


def places(wanted: Asked, seen: Seen) -> list[Place]:
    """Where the song may stand in a title: which way to write it, which words, and whether they are spelled alike."""
    return [(way, window, exact) for way in wanted.titles for window, exact in windows(seen, way)]


def read(wanted: Asked, seen: Seen, found: list[Place], told: str | None) -> Reading:
    """Read a candidate's title and its channel's name. Where the song may stand in several places, the likeliest counts."""
    whose = channel(wanted.names, told)
    readings = [_look(wanted, seen, way, window, exact, whose) for way, window, exact in found]
    return max(readings, key=lambda one: (bool(one.artist) or whose.own, one.fit, _SURENESS[one.artist], -one.extra))


def _look(wanted: Asked, seen: Seen, title: Title, window: Window, exact: bool, whose: Channel) -> Reading:
    song = set(range(*window))
    names, artist = who.artist(wanted, seen, song)
    guests = {at for name in wanted.features for span in seen.find(name.plain, name.native) for at in range(*span)} - song
    work = {at for name in wanted.works for span in who.spans(seen, name) for at in range(*span)} - song
    taken = song | names | guests
    known = [tag for tag in seen.tags if (taken | work).isdisjoint(range(tag.start, tag.end))]
    shape, official = form(known)
    cover = covers.cover(wanted, seen, window, names | guests, whose)
    spoken = compare.speaks(seen, window, taken, known)
    rejected, surplus, missing = compare.compare(wanted, spoken, seen, cover == "ours")
    if not artist:
        same = "remix" in wanted.version.tags and len("".join(spoken.whose & wanted.version.whose)) >= 5
        artist = (
            "whole" if who.whole(wanted, seen, title) else "remixer" if same and not surplus | missing else "work" if work else ""
        )
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
    unknown = compare.unknown(seen, taken | work)
    staged = "stage" in surplus or compare.staged(seen, taken, unknown)
    if staged and "live" not in wanted.version.tags | wanted.free and not (whose.own or whose.company or official):
        surplus |= {"live"}
    surplus, missing = surplus - {"stage"}, missing - {"stage"}
    share = fit(seen, window, taken | work)
    return Reading(
        share if exact else 0.9 * share,
        exact,
        artist,
        whose,
        rejected,
        surplus,
        missing,
        shape,
        spoken.tags | surplus | rejected,
        official,
        sum(len(seen.words[at].plain) for at in unknown),
        bool(work),
        title is wanted.titles[0],
    )


def form(known: Iterable[Tag]) -> tuple[str, bool]:
    """What is seen while the song is heard, a key of words.FORMS or "", and whether the title calls it the official video."""
    names = {tag.name for tag in known}
    return next((form for form in vocabulary.FORMS if form in names), ""), "official_video" in names
