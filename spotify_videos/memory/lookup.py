"""Finds what a table holds for tracks: under their own ids, else under another release of the same song."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Column, ColumnElement, Connection, Row, Table, select, union_all

from ..models import Track
from .codec import encode
from .identity import isrc, name_key, same_length
from .tables import tracks

# Values in one list of a question: SQLites before 3.32 take 999 in all, and a song has two identities.
AT_ONCE = 450

One = TypeVar("One")
Columns = Sequence[Column[Any]]
Found = dict[str, Row[Any]]


def find(connection: Connection, asked: Iterable[Track], table: Table, columns: Columns, fresh: ColumnElement[bool]) -> Found:
    """The table's fresh rows for these tracks, by track id; a row's own `track_id` says whose it is."""
    found: Found = {}
    for some in batches(asked):
        names = {track.id: name_key(track) for track in some}
        own = (
            select(tracks.c.name_key, table.c.track_id, *columns)
            .join(table, table.c.track_id == tracks.c.id)
            .where(table.c.track_id.in_(names), fresh)
        )
        # An id that somebody told with another song's name, or that Spotify gave a new one, is another song's.
        found |= {row.track_id: row for row in connection.execute(own) if row.name_key == names[row.track_id]}
        if missing := [track for track in some if track.id not in found]:
            found |= _shared(connection, missing, table, columns, fresh)
    return found


def track_row(track: Track, at: float) -> dict[str, Any]:
    """The track as a row of its table."""
    return {
        "id": track.id,
        "isrc": isrc(track),
        "name_key": name_key(track),
        "seconds": track.seconds,
        "at": at,
        "body": encode(track),
    }


def batches(asked: Iterable[One]) -> Iterator[list[One]]:
    """The tracks, or whatever else, in lists that fit into one question."""
    rest = iter(asked)
    while some := list(islice(rest, AT_ONCE)):
        yield some


def _shared(connection: Connection, asked: Sequence[Track], table: Table, columns: Columns, fresh: ColumnElement[bool]) -> Found:
    codes = {track.id: isrc(track) for track in asked}
    names = {track.id: name_key(track) for track in asked}
    others = (
        select(tracks.c.isrc, tracks.c.name_key, tracks.c.seconds, table.c.at, table.c.track_id, *columns)
        .join(table, table.c.track_id == tracks.c.id)
        .where(fresh)
    )
    # Two questions, each with an index of its own: an OR between them may end in reading the whole table.
    same_code = others.where(tracks.c.isrc.in_(set(codes.values()) - {None}))
    same_name = others.where(tracks.c.name_key.in_(set(names.values()) - {None}))
    by_code, by_name = defaultdict(list), defaultdict(list)
    for row in connection.execute(union_all(same_code, same_name)):
        by_code[row.isrc].append(row)
        by_name[row.name_key].append(row)
    found: Found = {}
    for track in asked:
        code, name = codes[track.id], names[track.id]
        same = by_code[code] if code else []
        same = same + [row for row in (by_name[name] if name else []) if same_length(track.seconds, row.seconds)]
        if same:
            found[track.id] = max(same, key=lambda row: _worth(row, code))
    return found


def _worth(row: Row[Any], code: str | None) -> tuple[bool, bool, float]:
    """Of several releases the one whose video was found, then the one with the same ISRC, then the newest."""
    return getattr(row, "status", None) == "matched", row.isrc == code, row.at
