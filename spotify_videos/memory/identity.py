"""Who is the same song: same ISRC, or same first artist and title with a length that agrees or is not told."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from ..models import Track

# A country, a registrant, a year and a number: ISO 3901. Lists hold "N/A" and the like too, which identify nothing.
ISRC = re.compile(r"[A-Z]{2}[A-Z0-9]{3}[0-9]{7}")
# Releases of one recording differ by a second or two of silence.
SAME_LENGTH = 3
# PostgreSQL indexes no value above 2,700 bytes, and a posted title may be longer.
LONGEST_KEY = 200


def isrc(track: Track) -> str | None:
    """The track's ISRC as ISO 3901 writes it without hyphens; None where it has no valid one, or a caller told it: one who tells a
    song under another's code must not change what all others are answered."""
    if track.posted:
        return None
    code = (track.isrc or "").replace("-", "").strip().upper()
    return code if ISRC.fullmatch(code) else None


def name_key(track: Track) -> str | None:
    """First artist and title without case, accents and punctuation; None where no artist is told: a title alone is no song."""
    artist = _words(track.artist)
    if not artist:
        return None
    key = f"{artist} / {_words(track.title)}"
    return key if len(key) <= LONGEST_KEY else _digest(key).hex()


def same_length(one: int | None, other: int | None) -> bool:
    """Whether two lengths in seconds may be the same recording's; a length that nobody told agrees with all."""
    return one is None or other is None or abs(one - other) <= SAME_LENGTH


def claim_keys(track: Track) -> list[int]:
    """The numbers, 64 bits and signed, that stand for this song while it is looked up; two songs with one of them in common may be
    the same."""
    return sorted({_number(identity) for identity in _identities(track)})


def song_key(track: Track) -> int:
    """One number of 64 bits, signed, for one song; releases that tell different things of themselves may still have two."""
    code, name = isrc(track), name_key(track)
    return _number(f"isrc {code}" if code else f"name {name} {track.seconds}" if name else f"id {track.id}")


def _identities(track: Track) -> Iterator[str]:
    code, name = isrc(track), name_key(track)
    if code:
        yield f"isrc {code}"
    if name:
        yield f"name {name}"
    if not code and not name:
        yield f"id {track.id}"


@lru_cache(maxsize=32768)  # The same songs are asked for day after day.
def _words(text: str) -> str:
    """The letters and digits of a name, a space wherever something else stood; the name as it is where it has neither ("!!!")."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    # Accents on Latin, Greek and Cyrillic letters go; the vowel signs of Indic scripts and the voicing marks of kana are letters.
    kept = "".join(
        letter if letter.isalnum() or unicodedata.category(letter).startswith("M") else " "
        for letter in plain
        if not "\u0300" <= letter <= "\u036f"
    )
    words = " ".join(kept.split())
    return words or (_digest(plain.strip()).hex() if plain.strip() else "")


def _number(identity: str) -> int:
    return int.from_bytes(_digest(identity), signed=True)


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
