"""Songs as people write them down: `Artist - Title`, a line each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..models import Track
from .fields import line, page_of
from .ids import own_id

# A hyphen, the dashes and the minus sign, each as some keyboard or program writes it.
_DASH = re.compile(r" (?:--|[-‐‑‒–—―−－]) ")
_BULLET = re.compile(r"^[-*•·–—]\s+")
_NUMBER = re.compile(r"^\d{1,5}[.)]\s+")
_CELLS = 4  # A number, an artist and a title may be read from a line with tabs; what follows is nobody's.
# No comma between names: the one in 10,000 Maniacs, one that Exportify marks as a name's own, and the best known of all.
_BETWEEN_NAMES = re.compile(r"(?<!\\),(?!(?<=\d,)\d)(?! ?The Creator\b)", re.IGNORECASE)
# Crosby, Stills, Nash & Young; Earth, Wind & Fire; Peter, Paul and Mary.
_BAND_OF_SURNAMES = re.compile(r"\w+(?:, \w+)+,? (?:&|and) \w+", re.IGNORECASE)


def read_text(text: str) -> Iterator[Track | str]:
    """Each line's song, or the line itself where it names none. Blank lines and those that begin with `#` do not count."""
    written = [raw.strip() for raw in text.split("\n") if raw and (plain := line(raw)) and not plain.startswith("#")]
    # One line that begins with "2." may be anybody; most of a list that do are numbered.
    numbered = 2 * sum(_NUMBER.match(raw) is not None for raw in written) > len(written)
    for raw in written:
        bare = _BULLET.sub("", _NUMBER.sub("", raw) if numbered else raw)
        yield artist_and_title(bare) or line(raw) or ""


def artist_and_title(written: str) -> Track | None:
    """The song of one line, `Artist - Title` or the two with a tab between them; None where it is neither."""
    if "\t" in written:
        cells = [told for cell in written.split("\t", _CELLS)[:_CELLS] if (told := line(cell))]
        if len(cells) > 2 and cells[0].rstrip(".)").isdecimal():
            del cells[0]
        return song(artists(cells[0]), cells[1]) if len(cells) > 1 else None
    parts = _DASH.split(line(written) or "", maxsplit=1)
    return song(artists(parts[0]), parts[1]) if len(parts) == 2 else None


def artists(written: str, count: int | None = None) -> tuple[str, ...]:
    """The names in `Dua Lipa, DaBaby` or `Dua Lipa;DaBaby`; "Tyler, The Creator" is one. `count` is how many there are, if told."""
    if ";" in written:
        names = written.split(";")
    elif count == 1 or _BAND_OF_SURNAMES.fullmatch(written):
        names = [written]
    else:
        names = _BETWEEN_NAMES.split(written)
    return tuple(told for name in names if (told := line(name.replace("\\,", ","))))


def song(
    names: Sequence[str],
    title: str | None,
    album: str | None = None,
    seconds: int | None = None,
    isrc: str | None = None,
    id: str = "",
) -> Track | None:
    """The song, under Spotify's `id` where that is known, else under one of our own; None without an artist and a title."""
    if not names or not title:
        return None
    return Track(
        id=id or own_id(names[0], title),
        title=title,
        artists=tuple(names),
        album=album,
        seconds=seconds,
        isrc=isrc,
        url=page_of(id) if id else None,
    )
