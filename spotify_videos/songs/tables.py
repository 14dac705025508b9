"""Songs in a CSV file, whichever program wrote it: Exportify, TuneMyMusic, Soundiiz, a spreadsheet, this service."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence

from ..errors import InvalidRequest
from ..models import Track
from .fields import isrc, line, seconds
from .lines import artist_and_title, artists, song
from .links import track_id

# What the columns may be called, without case, blanks and punctuation: `Artist Name(s)` is artistnames. The likelier name first.
NAMES = {
    "title": "title tracktitle trackname track songtitle songname song name",
    "artist": "artist artists artistname artistnames trackartist trackartists",
    "album": "album albumname albumtitle",
    "milliseconds": "durationms trackdurationms milliseconds",
    "length": "seconds duration durationseconds durationsec durations length time",
    "isrc": "isrc isrccode",
    "id": "trackuri spotifyuri uri spotifyid spotifytrackid trackid id spotifyurl trackurl tracklink url link",
    # Exportify of old joins names with commas, but tells beside them how many artists there are.
    "artist_uris": "artisturis",
}
DELIMITERS = ",;\t"
BLANK = DELIMITERS + " "  # What a row of empty cells is made of; a spreadsheet may save a hundred thousand of them.
MOST_LINES = 100_000
# Some programs write a line or two before the names of the columns: `sep=;`, `Shazam Library`.
FIRST_LINES = 5
LONGEST_HEADER = 10_000
MOST_LINES_A_ROW = 20  # A quoted cell may hold line breaks; one that holds this many was never closed.
# No song lasts three hours, and some programs say `Duration` and mean milliseconds.
SURELY_MILLISECONDS = 10_000
# As `web/files.py` writes them: what stands before a formula, each run of it read once.
_NO_FORMULA = re.compile(r"""(?<![\s'"])[\s'"]*+(?=[=+\-@＝＋－＠])|\A[\s'"]*[\t\r\n][\s'"]*+""")

Columns = Mapping[str, Sequence[int]]


def read_table(text: str) -> Iterator[Track | str]:
    """Each row's song, or the row as it is written where it names none. Blank rows do not count.

    Raise InvalidRequest where the first lines do not name the columns, or there are more lines than any list has.
    """
    lines = [f"{raw}\n" for raw in text.split("\n") if raw.replace('""', "").strip(BLANK)]
    if len(lines) > MOST_LINES:
        raise InvalidRequest(f"The CSV has more than {MOST_LINES:,} lines: send it in parts.")
    at, delimiter, columns, width = _header(lines)
    while at < len(lines):
        cells, taken = _row(lines, at, delimiter, width)
        if cells and (track := _song(cells, columns)):
            yield track
        elif not cells or any(map(line, cells)):
            yield line("".join(lines[at : at + taken])) or ""
        at += taken


def _header(lines: Sequence[str]) -> tuple[int, str, Columns, int]:
    """Where the rows begin, what stands between cells, the places of the columns we know, and how many columns there are."""
    for at, written in enumerate(lines[:FIRST_LINES], 1):
        delimiter = max(DELIMITERS, key=lambda one: len(_columns(written, one)))
        columns = _columns(written, delimiter)
        if "title" in columns and ("artist" in columns or len(columns) == 1):
            return at, delimiter, columns, len(_cells(written, delimiter))
    raise InvalidRequest(
        "The CSV's first row does not name its columns: it has to hold `artist` and `title` (or `Artist Name(s)` and "
        "`Track Name`), and may hold `album`, `seconds` or `duration`, `isrc` and `id`."
    )


def _columns(written: str, delimiter: str) -> Columns:
    named = [re.sub(r"[\W_]", "", cell).lower() for cell in _cells(written, delimiter)]
    places = {field: [named.index(name) for name in names.split() if name in named] for field, names in NAMES.items()}
    return {field: found for field, found in places.items() if found}


def _cells(written: str, delimiter: str) -> list[str]:
    """A line's cells; [] where it is far too long for the names of columns, which would take their time."""
    if len(written) > LONGEST_HEADER:
        return []
    try:
        return next(csv.reader([written], delimiter=delimiter, skipinitialspace=True), [])
    except csv.Error:
        return []


def _row(lines: Sequence[str], at: int, delimiter: str, width: int) -> tuple[list[str], int]:
    """The cells of the row that begins with this line, and how many lines it takes; [] and one line where a quote is not closed,
    so that it does not swallow the songs below it."""
    if '"' not in lines[at]:
        return lines[at].split(delimiter), 1
    ahead = (lines[place] for place in range(at, min(at + MOST_LINES_A_ROW, len(lines))))
    reader = csv.reader(ahead, delimiter=delimiter, skipinitialspace=True)
    try:
        cells = next(reader)
    except csv.Error:
        return [], 1
    taken = reader.line_num
    if taken > 1 and (len(cells) < width or "".join(lines[at : at + taken]).count('"') % 2):
        return [], 1
    return cells, taken


def _song(cells: Sequence[str], columns: Columns) -> Track | None:
    def told(field: str) -> str | None:
        return next((text for place in columns.get(field, ()) if place < len(cells) if (text := line(_plain(cells[place])))), None)

    title, named = told("title"), told("artist")
    if title and not named:  # A list of videos has no artist of its own: "Rush - YYZ" is a title there.
        return artist_and_title(title)
    uris = told("artist_uris")
    ids = (track_id(cells[place]) for place in columns.get("id", ()) if place < len(cells))
    return song(
        artists(named, uris.count("spotify:artist:") if uris else None) if named else (),
        title,
        album=told("album"),
        seconds=_seconds(told("milliseconds"), told("length")),
        isrc=isrc(told("isrc")),
        id=next(filter(None, ids), ""),
    )


def _plain(cell: str) -> str:
    """A cell without the apostrophes that keep a spreadsheet from running it, or what it takes for a cell in it, as a formula."""
    return _NO_FORMULA.sub(_together, cell) if "'" in cell else cell


def _together(before: re.Match[str]) -> str:
    begins = before.start() == 0 or before.string[before.start() - 1] == ";"
    return re.sub(r"(?<=[\t\r\n])'", "", before[0].removeprefix("'") if begins else before[0])


def _seconds(milliseconds: str | None, length: str | None) -> int | None:
    """The length from `203064` milliseconds, `203` seconds or `3:23`; None where it is written otherwise."""
    if milliseconds and re.fullmatch(r"\d{1,9}", milliseconds, re.ASCII):
        return seconds(int(milliseconds) / 1000)
    if length and re.fullmatch(r"\d{1,9}(?:\.\d{1,9})?", length, re.ASCII):
        number = float(length)
        return seconds(number / 1000 if number >= SURELY_MILLISECONDS else number)
    if length and (clock := re.fullmatch(r"(?:(\d{1,2}):)?(\d{1,3}):(\d\d)", length, re.ASCII)):
        hours, minutes, rest = (int(part or 0) for part in clock.groups())
        return seconds(hours * 3600 + minutes * 60 + rest)
    return None
