"""What somebody pasted: which playlist, album or track of Spotify it names. Nothing is fetched."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, cast

from ..config import TOP_50
from ..errors import InvalidRequest
from .ids import ID, is_spotify_id

ListKind = Literal["playlist", "album", "track"]

SHOWN = 60  # Letters of what came that an answer repeats.

_KIND_AND_ID = rf"(?P<kind>playlist|album|track)[/:](?P<id>{ID})"
_HOST = r"(?:https?://)?(?:open|play)\.spotify\.com/(?:intl-[a-z]{2,3}(?:-[a-z]{2,4})?/)?(?:embed/)?"
_URI = re.compile(rf"spotify:(?:user:[^:/\s]+:(?=playlist:))?{_KIND_AND_ID}(?:\?.*)?", re.IGNORECASE | re.ASCII)
_URL = re.compile(rf"{_HOST}(?:user/[^/?#\s]+/(?=playlist/))?{_KIND_AND_ID}/?(?:[?#].*)?", re.IGNORECASE | re.ASCII)
_SHORT = re.compile(r"(?:https?://)?(?:spotify\.link|spotify\.app\.link|spoti\.fi)(?:/.*)?", re.IGNORECASE | re.ASCII)
_OTHER_KIND = re.compile(
    rf"(?:spotify:|{_HOST})(?:user[/:][^/:?#\s]+[/:](?=playlist))?(?P<kind>[a-z]{{2,12}})(?:[/:?#].*)?", re.IGNORECASE | re.ASCII
)
_ELSEWHERE = re.compile(
    r"(?:https?://)?(?:www\.|m\.|music\.|open\.|listen\.|link\.|on\.)?"
    r"(?P<host>youtube\.com|youtu\.be|apple\.com|deezer\.com|deezer\.page\.link|tidal\.com|soundcloud\.com|amazon\.[a-z.]{2,6})(?:[/?#].*)?",
    re.IGNORECASE | re.ASCII,
)
_URL_OF_ANYWHERE = re.compile(r"[a-z][a-z0-9+.-]{0,20}://.*", re.IGNORECASE | re.ASCII)

# What Spotify has that is no list of songs, and what to give instead.
_KINDS = {
    "artist": "an artist, who is no list of songs: give one of their albums, or a playlist",
    "show": "a podcast, which holds no songs: give a playlist, an album or a track",
    "episode": "an episode of a podcast, which holds no songs: give a playlist, an album or a track",
    "user": "a profile: open it and give the link of one of its playlists",
    "collection": "a collection, which Spotify shows to its owner alone: copy its songs into a playlist and give the link of that",
}
_SERVICES = {
    "youtube.com": "YouTube", "youtu.be": "YouTube", "apple.com": "Apple Music", "deezer.com": "Deezer",
    "deezer.page.link": "Deezer", "tidal.com": "Tidal", "soundcloud.com": "SoundCloud",
}  # fmt: skip
_MAY_BE = (
    "`playlist` may be the link of a playlist, an album or a track at https://open.spotify.com/, its URI (spotify:playlist:…), "
    "the bare id of a playlist (22 letters and digits), or top50."
)


@dataclass(frozen=True, slots=True)
class Link:
    """A list of Spotify's. `str(link)` is its URI, the one name for it however it was written."""

    kind: ListKind
    id: str

    def __str__(self) -> str:
        return f"spotify:{self.kind}:{self.id}"


def parse(text: str) -> Link:
    """Return what the text names: an id (a playlist's), a URI, a link in any of Spotify's forms, or `top50`.

    Raise InvalidRequest, which says what came and what `playlist` may be.
    """
    pasted = text.strip()
    if pasted.lower() == "top50":
        return Link("playlist", TOP_50)
    if is_spotify_id(pasted):
        return Link("playlist", pasted)
    if found := _URI.fullmatch(pasted) or _URL.fullmatch(pasted):
        return Link(cast(ListKind, found["kind"].lower()), found["id"])
    raise InvalidRequest(f"{_what_came(pasted)} {_MAY_BE}")


def track_id(text: str) -> str | None:
    """The id of the one track that the text names by its id, URI or link; None where it names none. Nothing is fetched."""
    pasted = text.strip()
    if is_spotify_id(pasted):
        return pasted
    found = _URI.fullmatch(pasted) or _URL.fullmatch(pasted)
    return found["id"] if found and found["kind"].lower() == "track" else None


def _what_came(pasted: str) -> str:
    if not pasted:
        return "`playlist` is empty."
    if _SHORT.fullmatch(pasted):
        return f"`playlist` is a short link, {_shown(pasted)}: open it in a browser and paste the address that it leads to."
    other = _OTHER_KIND.fullmatch(pasted)
    if other and other["kind"].lower() in ("playlist", "album", "track"):
        return f"`playlist` is {_shown(pasted)}, whose end is not an id of 22 letters and digits: maybe a part of it was lost."
    if other:
        kind = other["kind"].lower()
        return f"`playlist` is {_shown(pasted)}, {_KINDS.get(kind, f'a link of the kind {kind}, which is no list of songs')}."
    if elsewhere := _ELSEWHERE.fullmatch(pasted):
        service = _SERVICES.get(elsewhere["host"].lower(), "Amazon Music")
        return (
            f"`playlist` is {_shown(pasted)}, a link to {service}, whose lists are not read here: write its songs down, "
            "`Artist - Title` a line, or export them as CSV, and send that (POST /spyt)."
        )
    if _URL_OF_ANYWHERE.fullmatch(pasted):
        return f"`playlist` is {_shown(pasted)}, which is no playlist, album or track at open.spotify.com."
    return f"`playlist` is {_shown(pasted)}, which names nothing of Spotify's."


def _shown(text: str) -> str:
    """The text as an answer or a log line may hold it: one line, short, nothing that a terminal or a page would obey."""
    plain = "".join(letter if letter.isprintable() and letter not in '<>"`' else "?" for letter in text[: SHOWN + 1])
    return f"“{plain[:SHOWN]}…”" if len(plain) > SHOWN else f"“{plain}”"
