"""Remembers tracks with their candidates, matches and pins, and recalls them for whoever is the same song."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress

from sqlalchemy import ColumnElement, Connection, Engine, Table, and_, delete, or_, select, true

from ..errors import NotConfigured
from ..models import Candidate, Match, Status, Track, Video
from .codec import decode, decode_list, decode_video, encode
from .database import insert, reading, upsert, writing
from .lookup import Columns, Found, batches, find, track_row
from .tables import candidates, matches, pins, tracks

DAY = 24 * 60 * 60
# YouTube lets its data be kept for 30 days (https://developers.google.com/youtube/terms/developer-policies).
KEPT = 30 * DAY
# A video that is not there today may be there next week.
RETRIED = 7 * DAY
VERDICTS: tuple[Status, ...] = ("matched", "other_version", "not_found")


class Store:
    """One for all threads; `now` tells the moment in UTC seconds. Every method raises NotConfigured where the database fails."""

    def __init__(self, engine: Engine, now: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._now = now

    def pinned(self, asked: Iterable[Track]) -> dict[str, Match]:
        """What somebody chose for these tracks, or for another release of the same song, by track id."""
        with reading(self._engine) as connection:
            if connection.scalar(select(pins.c.track_id).limit(1)) is None:  # So it is in most houses, and asking this is cheap.
                return {}
        found = self._find(asked, pins, [pins.c.video], true())
        return {track_id: Match("pinned", decode_video(row.video)) for track_id, row in found.items()}

    def recall(self, asked: Iterable[Track]) -> dict[str, Match]:
        """What was found for these tracks, or for another release of the same song, by track id: videos of the last 30 days,
        `not_found` and `other_version` of the last 7."""
        age = self._now() - matches.c.at
        fresh = or_(age < RETRIED, and_(age < KEPT, matches.c.status == "matched"))
        found = self._find(asked, matches, [matches.c.status, matches.c.video], fresh)
        return {track_id: Match(row.status, decode_video(row.video) if row.video else None) for track_id, row in found.items()}

    def kept(self, track: Track) -> list[Candidate] | None:
        """What YouTube told for this song in the last 7 days; None where nobody asked, [] where it had nothing."""
        return self._told(track, RETRIED)

    def candidates(self, track_id: str) -> list[Candidate]:
        """What YouTube told for this track's song in the last 30 days."""
        track = self.track(track_id)
        return (self._told(track, KEPT) if track else None) or []

    def track(self, track_id: str) -> Track | None:
        """The track of this id, where it was looked up, or recalled as another release of what was."""
        with reading(self._engine) as connection:
            body = connection.scalar(select(tracks.c.body).where(tracks.c.id == track_id))
        return decode(Track, body) if body else None

    def keep(self, track: Track, told: Sequence[Candidate]) -> None:
        """Keep what YouTube told for this track, in place of what it told before."""
        with writing(self._engine) as connection:
            upsert(connection, tracks, track_row(track))
            upsert(connection, candidates, {"track_id": track.id, "at": self._now(), "body": encode(list(told))})

    def remember(self, track: Track, match: Match) -> None:
        """Remember the verdict on this track, in place of the one before: matched, other_version or not_found."""
        if match.status not in VERDICTS:
            raise ValueError(f"{match.status} is no verdict")
        verdict = {"track_id": track.id, "at": self._now(), "status": match.status, "video": encode(match.video)}
        with writing(self._engine) as connection:
            upsert(connection, tracks, track_row(track))
            upsert(connection, matches, verdict)

    def pin(self, track: Track, video: Video) -> None:
        """Let this video answer the song, whichever release is asked for, until it is unpinned."""
        with writing(self._engine) as connection:
            _unpin(connection, track)
            upsert(connection, tracks, track_row(track))
            upsert(connection, pins, {"track_id": track.id, "at": self._now(), "video": encode(video)})

    def unpin(self, track: Track) -> bool:
        """Take the song's pin back; False where it had none."""
        with writing(self._engine) as connection:
            return _unpin(connection, track)

    def check(self) -> None:
        """Raise NotConfigured unless the database answers."""
        with reading(self._engine) as connection:
            connection.execute(select(tracks.c.id).limit(1)).all()

    def close(self) -> None:
        """Close the database's connections; the ledger and the claims of the same database are at their end, too."""
        self._engine.dispose()

    def _told(self, track: Track, age: int) -> list[Candidate] | None:
        row = self._find([track], candidates, [candidates.c.body], self._now() - candidates.c.at < age).get(track.id)
        return decode_list(Candidate, row.body) if row else None

    def _find(self, asked: Iterable[Track], table: Table, columns: Columns, fresh: ColumnElement[bool]) -> Found:
        asked = list(asked)
        with reading(self._engine) as connection:
            found = find(connection, asked, table, columns, fresh)
        if relatives := [track for track in asked if track.id in found and found[track.id].track_id != track.id]:
            self._introduce(relatives)
        return found

    def _introduce(self, relatives: Sequence[Track]) -> None:
        """Note which song these ids stand for, so that `track` and `candidates` answer for them too."""
        with reading(self._engine) as connection:
            known = {
                track_id
                for some in batches(relatives)
                for track_id in connection.scalars(select(tracks.c.id).where(tracks.c.id.in_([track.id for track in some])))
            }
        if new := [track_row(track) for track in relatives if track.id not in known]:
            with suppress(NotConfigured), writing(self._engine) as connection:  # What was found is an answer without the note, too.
                connection.execute(insert(connection, tracks).on_conflict_do_nothing(), new)


def _unpin(connection: Connection, track: Track) -> bool:
    was = False
    while pin := find(connection, [track], pins, [], true()).get(track.id):
        connection.execute(delete(pins).where(pins.c.track_id == pin.track_id))
        was = True
    return was
