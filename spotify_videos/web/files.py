"""How matches are written for people to save: a sheet (CSV) and playlists for players (M3U, XSPF)."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import quote
from xml.etree import ElementTree as ET

from ..models import Match, Playlist, Row

Found = Iterable[tuple[Row, Match]]

COLUMNS = ("position", "artist", "title", "status", "video_id", "video_url", "video_title", "kind", "score")
XSPF = "http://xspf.org/ns/0/"
# The blanks, quotes and apostrophes before what a spreadsheet would take for a formula, in full width too; and those that a cell
# begins with where a tab or a line's end is among them. Each run of them is read once, however long it is.
FORMULA = re.compile(r"""(?<![\s'"])[\s'"]*+(?=[=+\-@＝＋－＠])|\A[\s'"]*[\t\r\n][\s'"]*+""")
# Without any of these no formula begins, which is quickly seen of nearly every text.
SUSPECT = re.compile(r"""\A[\s'"=+\-@＝＋－＠]|[;\t\r\n]""")
# Every character that XML 1.0 cannot hold, not even escaped (https://www.w3.org/TR/xml/#charsets).
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NOT_IN_A_NAME = re.compile(r'[\x00-\x1f\x7f-\x9f"*/:<>?\\|]+')


def sheet(playlist: Playlist, found: Found) -> bytes:
    """CSV (RFC 4180) in UTF-8, a row a song."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row, match in found:
        cells = row.position, row.track.artist, row.track.title, match.status, *_video_cells(match)
        writer.writerow([defused(cell) if isinstance(cell, str) else cell for cell in cells])
    return text.getvalue().encode("utf-8", "replace")


def defused(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would run: where the cell begins, and where it would end for one whose separator
    is not the comma, after a semicolon (an Excel in German), a tab or a line's end. Taking one off at each of these places where
    one stands before a formula gives it back: what was there already is counted in, so that no two texts become the same."""
    return FORMULA.sub(_apart, cell) if SUSPECT.search(cell) else cell


def _apart(before: re.Match[str]) -> str:
    begins = before.start() == 0 or before.string[before.start() - 1] == ";"
    return ("'" if begins else "") + re.sub(r"(?<=[\t\r\n])", "'", before[0])


def _video_cells(match: Match) -> tuple[str | float | None, ...]:
    if not match.video:
        return (None,) * 5
    candidate = match.video.candidate
    return candidate.id, address(candidate.id), candidate.title, match.video.kind, match.video.score


def m3u(playlist: Playlist, found: Found) -> bytes:
    """Extended M3U in UTF-8; -1 seconds where nobody told."""
    lines = ["#EXTM3U", *([f"#PLAYLIST:{name}"] if (name := _one_line(playlist.name)) else [])]
    for row, match in found:
        if match.video:
            length = match.video.candidate.seconds or row.track.seconds or -1
            song = " - ".join(filter(None, (row.track.artist, row.track.title)))
            lines += [f"#EXTINF:{length},{_one_line(song)}", address(match.video.candidate.id)]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def xspf(playlist: Playlist, found: Found) -> bytes:
    """XSPF version 1 (https://www.xspf.org/spec), which counts milliseconds."""
    root = ET.Element("playlist", {"version": "1", "xmlns": XSPF})
    _add(root, "title", playlist.name)
    songs = ET.SubElement(root, "trackList")
    for row, match in found:
        if match.video:
            song = ET.SubElement(songs, "track")
            seconds = match.video.candidate.seconds or row.track.seconds
            _add(song, "location", address(match.video.candidate.id))
            _add(song, "title", row.track.title)
            _add(song, "creator", row.track.artist)
            _add(song, "album", row.track.album)
            _add(song, "duration", str(seconds * 1000) if seconds else None)
            _add(song, "image", row.track.image)
            _add(song, "info", row.track.url)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'.encode()


def _add(parent: ET.Element, name: str, text: str | None) -> None:
    if text:
        ET.SubElement(parent, name).text = NOT_XML.sub("", text)


def disposition(name: str, extension: str) -> str:
    """`Content-Disposition` with the list's name: plain letters for old clients, all of them for the others (RFC 6266, 8187)."""
    name = NOT_IN_A_NAME.sub(" ", name.encode("utf-8", "ignore").decode())
    name = " ".join(name.split())[:100].strip(". ") or "songs"
    plain = " ".join(unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().split()).strip(". ") or "songs"
    return f"attachment; filename=\"{plain}.{extension}\"; filename*=UTF-8''{quote(name)}.{extension}"


def address(video_id: str) -> str:
    return f"https://www.youtube.com/watch?v={video_id}"


def _one_line(text: str) -> str:
    return " ".join(re.sub(r"[\x00-\x1f\x7f\x85\u2028\u2029]", " ", text).split())
