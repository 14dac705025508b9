"""What Spotify's ids look like, and the id of our own for a song that has none."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

ID = "[0-9A-Za-z]{22}"
TRACK_ID = re.compile(rf"{ID}|local-[0-9a-f]{{16}}")


def is_spotify_id(text: object) -> bool:
    """Whether this is 22 characters of base 62, which is what all of Spotify's ids are."""
    return isinstance(text, str) and re.fullmatch(ID, text) is not None


def is_track_id(text: str) -> bool:
    """Whether this can be a track's id, Spotify's or ours."""
    return TRACK_ID.fullmatch(text) is not None


def own_id(artist: str, title: str) -> str:
    """Return `local-` and 16 hexadecimal digits, the same for one artist and title on every machine and day.

    Case, width of letters and blanks make no difference: a list typed by hand and a local file mean the same song.
    """
    words = "\0".join(" ".join(unicodedata.normalize("NFKC", part).casefold().split()) for part in (artist, title))
    return "local-" + blake2b(words.encode(errors="replace"), digest_size=8).hexdigest()
