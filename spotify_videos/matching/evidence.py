"""The evidence for and against a candidate: named, with a value each and a sentence that a person understands."""

from __future__ import annotations

from typing import NamedTuple

from ..models import Candidate, Kind, Track
from .reading import Reading
from .reading import form as shape
from .versions import Tag
from .words import REJECTED

# What each piece of evidence adds to the score (or takes from it), and why. All that speaks for a video adds up to 1.
WEIGHTS = {
    "title": 0.40,  # without the song's title nothing else counts
    "own_channel": 0.25,  # an artist's channel holds that artist's songs, and hardly ever somebody else's of the same name
    "artist_in_title": 0.15,  # anybody can write a name, but few write it over another artist's song
    "artist_in_credits": 0.15,  # who delivers a recording says whose it is
    "artist_in_channel": 0.15,  # a fan's channel, or one of several members'
    "short_name": 0.10,  # a surname is shared by many
    "work": 0.10,  # a film has several songs, an album is rarely named
    "whole_title": 0.10,  # a long title, repeated to the last bracket, is hardly ever another song's
    "remixer": 0.10,  # few make a version of two songs of one name
    "version": 0.05,  # it says itself that it is the version asked for
    "length": 0.05,  # two recordings of one length are likely the same; a video may well be longer
    "official": 0.05,  # others write "official" too
    "licensed": 0.05,  # YouTube knows whose recording it is
    "spelling": -0.05,  # nearly alike is not alike
    "other_words": -0.40,  # words beside the title make it another one
    "other_length": -0.40,  # a recording of another length is another recording
    "other_version": -0.30,  # the song, but not as it was asked for
    "other_kind": -0.45,  # karaoke, reactions and lessons are no music videos of the song
    "other_performer": -0.45,  # a cover is another recording
    "nobody": -0.20,  # many songs share a title
    "copy": -0.10,  # a fan's copy may go away, and may be altered
}


class Evidence(NamedTuple):
    """One thing that speaks for (value above 0) or against (below 0) a candidate."""

    name: str
    value: float
    text: str


ANOTHER_SONG = (Evidence("title", 0.0, "the title names another song"),)
_WHO = {
    "named": ("artist_in_title", "the title names the artist"),
    "short": ("short_name", "the title names the artist in short"),
    "whole": ("whole_title", "the whole title reappears, to the last bracket"),
    "credited": ("artist_in_credits", "YouTube's credits name the artist"),
    "remixer": ("remixer", "the title names whose version it is"),
    "work": ("work", "the title names the film or album"),
}
_SAID = {
    "karaoke": "it is a karaoke", "reaction": "it is a reaction", "tutorial": "it is a lesson or a play-along",
    "loop": "it is a loop", "altered": "it is sped up, slowed or otherwise altered", "dance": "it is a dance practice or challenge",
    "teaser": "it is a teaser or a montage", "about": "it is about the song, not the song", "collection": "it holds many songs",
    "mashup": "it is a mashup or a parody", "live": "it is a live recording", "acoustic": "it is an acoustic version",
    "instrumental": "it is an instrumental", "acapella": "it is sung a cappella", "demo": "it is a demo or an outtake",
    "orchestral": "it is an orchestral version", "extended": "it is an extended version",
    "reprise": "it is a reprise or an interlude",
    "duet": "it is a duet version", "remix": "it is a remix", "variant": "it is another version", "part": "it is another part",
}  # fmt: skip


_MISSING = {"partner": "the partner who was asked for is not named"}


def gather(reading: Reading, asks_for_version: bool) -> tuple[Evidence, ...]:
    """All that a candidate's title and channel say, as evidence."""
    found = [_evidence("title", "the title names the song")]
    if not reading.exact:
        found.append(_evidence("spelling", "the title is spelled a little differently, or cut short"))
    if reading.fit < 0.89:
        found.append(_evidence("other_words", "other words stand beside the song's title", 1 - reading.fit))
    found += _who(reading)
    found += [_evidence("other_kind", _SAID[tag]) for tag in sorted(reading.rejected - {"cover"})]
    found += [_evidence("other_version", _SAID[tag]) for tag in sorted(reading.surplus)]
    found += [
        _evidence("other_version", _MISSING.get(tag, f"it does not say that {_SAID.get(tag)}, as was asked for"))
        for tag in sorted(reading.missing)
    ]
    if asks_for_version and not reading.surplus and not reading.missing:
        found.append(_evidence("version", "it is the version that was asked for"))
    if reading.official:
        found.append(_evidence("official", "the title calls it the official video"))
    return tuple(found)


def _who(reading: Reading) -> list[Evidence]:
    found = []
    if reading.channel.own:
        found.append(_evidence("own_channel", "uploaded by the artist's own channel"))
    if reading.artist:
        found.append(_evidence(*_WHO[reading.artist]))
    elif reading.channel.names and not reading.channel.own:
        found.append(_evidence("artist_in_channel", "the channel bears the artist's name"))
    if not found:
        # What is left over beside a song's title is hardly ever anything but a name.
        found.append(_evidence("nobody", "the title names another artist" if reading.extra else "the artist is named nowhere"))
    if "cover" in reading.rejected:
        found.append(_evidence("other_performer", "it is a cover by somebody else"))
    elif not (reading.channel.own or reading.channel.company or reading.channel.topic or reading.official):
        found.append(_evidence("copy", "uploaded by a channel that is not known to be the artist's or a label's"))
    return found


def length(track: Track, candidate: Candidate, own: bool) -> Evidence | None:
    """What the lengths say; None where one is not told or they neither agree nor differ by much.

    A video may have an intro or a story: an artist's own may be twice as long. Where nobody tells the channel, only the same
    length (to 8 s) speaks for the same recording.
    """
    if not track.seconds or not candidate.seconds:
        return None
    apart, ratio = candidate.seconds - track.seconds, candidate.seconds / track.seconds
    if candidate.channel is None:
        least, most = track.seconds - 8, track.seconds + 8
    elif own:
        least, most = int(track.seconds * 0.6), int(track.seconds * 2.2)
    else:
        least, most = int(track.seconds * 0.75), int(track.seconds * 1.9)
    if not least <= candidate.seconds <= most:
        return _evidence("other_length", f"{abs(apart)} seconds {'longer' if apart > 0 else 'shorter'} than the song")
    if abs(apart) <= 8:
        return _evidence("length", "as long as the song")
    return Evidence("length", 0.0, f"{ratio:.0%} of the song's length, as videos may be")


def licensed() -> Evidence:
    """For a candidate whose recording YouTube knows to be licensed."""
    return _evidence("licensed", "YouTube knows whose recording it is")


def kind(reading: Reading) -> Kind:
    """What an upload is, in the contract's words; a version before a form, since that is what is heard."""
    if "karaoke" in reading.version:
        return "karaoke"
    if "cover" in reading.rejected:
        return "cover"
    if reading.rejected:
        return "other"
    for tag, known in _VERSIONS.items():
        if tag in reading.version:
            return known
    return "other" if reading.surplus else form(reading)


def form(reading: Reading) -> Kind:
    """What is seen while the song is heard, whichever version it is."""
    return "art_track" if reading.channel.topic else _FORMS.get(reading.form, "video")


def kind_of_another(known: list[Tag], topic: bool) -> Kind:
    """What an upload of another song is."""
    if known:
        names = {tag.name for tag in known}
        if "karaoke" in names:
            return "karaoke"
        if not names.isdisjoint(REJECTED):
            return "other"
    return "art_track" if topic else _FORMS.get(shape(known)[0], "video") if known else "video"


_VERSIONS: dict[str, Kind] = {
    "live": "live", "acoustic": "acoustic", "remix": "remix", "extended": "remix", "instrumental": "karaoke"
}  # fmt: skip
_FORMS: dict[str, Kind] = {"lyric": "lyric", "visualizer": "visualizer", "audio": "audio", "official_video": "official_video"}


def _evidence(name: str, text: str, share: float = 1.0) -> Evidence:
    return Evidence(name, WEIGHTS[name] * share, text)
