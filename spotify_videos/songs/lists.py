"""A list of one's own, as text, CSV or JSON: which songs it names, and which of its lines name none."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

from ..errors import InvalidRequest
from ..models import Match, Row, Track
from .fields import isrc, line, seconds
from .ids import own_id
from .lines import read_text, song
from .links import track_id
from .tables import read_table

MOST_SONGS = 10_000
_JSON_EXAMPLE = '{"tracks": [{"artist": "Dua Lipa", "title": "Levitating"}]}'
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # It begins as UTF-16's does, so it comes first.
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Of Python's codecs only those in which lists are written: some others take minutes for two megabytes, or are no text.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_CHARSET = re.compile(
    r"""charset\s*=\s*["']?(utf-?8|utf-?16(?:[lb]e)?|us-ascii|iso-8859-\d{1,2}|windows-125\d|shift_jis|euc-jp|euc-kr|gbk|gb18030|"""
    r"""big5|koi8-[ru])\b""",
    re.IGNORECASE | re.ASCII,
)


class UnreadableLine(InvalidRequest):
    """One line of a list that names no song; the list's others are not its fault."""

    code = "unreadable"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A line that names no song, in its place: `position` counts songs and such lines from 0, as a Row's does."""

    position: int
    text: str

    def answer(self) -> tuple[Row, Match]:
        """What stands in its place in the answer: a failed song whose title is the line."""
        problem = UnreadableLine(f"This names no song: “{self.text[:100]}”. Write it as `Artist - Title`.")
        return Row(self.position, Track(own_id("", self.text), self.text)), Match("failed", problem=problem)


def read_list(body: bytes, content_type: str) -> list[Row | Unreadable]:
    """Return the list's songs and unreadable lines in order. `content_type` is as in HTTP, with or without a charset:
    text/plain, text/csv or application/json.

    Raise InvalidRequest where nothing can be read at all, or there are more than 10,000 songs.
    """
    media_type = content_type.partition(";")[0].strip().lower()
    if media_type not in _READERS:
        raise InvalidRequest(f"A list is {', '.join(MEDIA_TYPES[:-1])} or {MEDIA_TYPES[-1]}.")
    read, example = _READERS[media_type]
    rows: list[Row | Unreadable] = []
    text = _text(body, content_type)
    if len(_CONTROLS.findall(text)) > max(20, len(text) / 50):  # Else each line of a picture would cost a search.
        raise InvalidRequest(f"This is no text. {example}")
    for position, told in enumerate(read(text)):
        if position == MOST_SONGS:
            raise InvalidRequest(f"The list has more than {MOST_SONGS:,} songs, which is the most at once: send it in parts.")
        rows.append(Row(position, replace(told, posted=True)) if isinstance(told, Track) else Unreadable(position, told))
    if not any(isinstance(row, Row) for row in rows):
        link = " A link is no list: ask with `GET /spyt?playlist=` and the link." if "open.spotify.com/" in text else ""
        raise InvalidRequest(f"{'Nothing in the list names a song' if rows else 'The list is empty'}. {example}{link}")
    return rows


def _text(body: bytes, content_type: str) -> str:
    """What was typed, whatever its encoding, with one kind of line end.

    A byte order mark is believed first, then the charset that was told, then UTF-8; what none of them fits is of old Windows.
    """
    marked = [encoding for mark, encoding in _BYTE_ORDER_MARKS if body.startswith(mark)]
    told = _CHARSET.search(content_type)
    text = body.decode("latin-1")
    for encoding in (*marked[:1], *([told[1]] if told else ()), "utf-8", "cp1252"):
        with suppress(UnicodeDecodeError, LookupError):
            text = body.decode(encoding)
            break
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _read_json(text: str) -> Iterator[Track | str]:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        raise InvalidRequest(f"The list is not JSON. It looks like this: {_JSON_EXAMPLE}") from None
    entries = told.get("tracks") if isinstance(told, dict) else None
    if not isinstance(entries, list):
        raise InvalidRequest(f"The JSON has no list of `tracks`. It looks like this: {_JSON_EXAMPLE}")
    for entry in entries:
        yield _entry(entry) or _written(entry)


def _entry(told: object) -> Track | None:
    """The song of one entry. Keys that we do not know are nobody's; a value of the wrong type makes it unreadable; what is
    of the right type and makes no sense (an id that is none of Spotify's) is left out."""
    if not isinstance(told, dict):
        return None
    texts = {name: told.get(name) for name in ("title", "artist", "album", "isrc", "id")}
    names, length = told.get("artists"), told.get("seconds")
    if names in (None, []):
        names = [texts["artist"]]
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        return None
    if not all(value is None or isinstance(value, str) for value in texts.values()) or type(length) not in (int, float, type(None)):
        return None
    return song(
        tuple(plain for name in names if (plain := line(name))),
        line(texts["title"]),
        album=line(texts["album"]),
        seconds=None if length is None else seconds(length),
        isrc=isrc(texts["isrc"]),
        id=track_id(texts["id"] or "") or "",
    )


def _written(entry: object) -> str:
    try:
        return line(json.dumps(entry, ensure_ascii=False)) or ""
    except RecursionError:
        return "[…]"


_READERS: dict[str, tuple[Callable[[str], Iterator[Track | str]], str]] = {
    "application/json": (_read_json, f"It looks like this: {_JSON_EXAMPLE}"),
    "text/csv": (read_table, "Every row needs an artist and a title below the columns' names, such as `Dua Lipa,Levitating`."),
    "text/plain": (read_text, "Write a song a line as `Artist - Title`, such as `Dua Lipa - Levitating`."),
}
MEDIA_TYPES = tuple(_READERS)
