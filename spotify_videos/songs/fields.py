"""One field of a song, whoever tells it, as every database and every encoding can hold it."""

from __future__ import annotations

import re

LONGEST_TEXT = 1000
LONGEST_SECONDS = 86_400
# What moves a cursor or ends a line is a blank, and so is what no database holds.
_CONTROLS = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], " ")


def line(told: object) -> str | None:
    """One line of at most 1000 characters, or None where there is nothing to read."""
    if not isinstance(told, str):
        return None
    told = told[:LONGEST_TEXT]
    if not told.isprintable():  # Hardly any line is not, and this is what a list of ten thousand spends its time on.
        told = told.encode(errors="replace").decode().translate(_CONTROLS)
    return " ".join(told.split()) or None


def isrc(told: object) -> str | None:
    """The recording's own number, the same at every service: two letters, three of either kind, seven digits."""
    plain = line(told)
    code = plain.replace("-", "").upper() if plain else ""
    return code if re.fullmatch("[A-Z]{2}[A-Z0-9]{3}[0-9]{7}", code) else None


def seconds(told: float) -> int | None:
    """A length in whole seconds, from 1 to a day; None beyond that, where it is no song's."""
    return int(told + 0.5) if 0.5 <= told <= LONGEST_SECONDS else None


def page_of(id: str) -> str:
    """Where Spotify shows the song of this id of theirs."""
    return f"https://open.spotify.com/track/{id}"
