"""Remembers tracks with their candidates, matches and pins, and recalls them for whoever is the same song."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Engine, Table, and_, delete, or_, select, true, update

from ..errors import NotConfigured
from ..models import Candidate, Match, Status, Track, Video
from .codec import decode, decode_list, decode_video, encode
from .database import insert, reading, upsert, writing
from .identity import name_key
from .lookup import Columns, Found, batches, find, track_row
from .tables import candidates, matches, pins, revision, tracks
from .together import Together

HOUR = 60 * 60
DAY = 24 * HOUR
# YouTube lets its data be kept for 30 days (https://developers.google.com/youtube/terms/developer-policies).
KEPT = 30 * DAY
# A video that is not there today may be there next week.
RETRIED = 7 * DAY
# How long another process's writes may stay unseen by `revision`.
SECONDS_BETWEEN_LOOKS = 1.0
COUNT_UP = update(revision).values(number=revision.c.number + 1)
VERDICTS: tuple[Status, ...] = ("matched", "other_version", "not_found")


class Store:
    """One for all threads; `now` tells the moment in UTC seconds. Every method raises NotConfigured where the database fails."""

    def __init__(self, engine: Engine, now: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._now = now
        self._written = 0
        self._seen: int | None = None
        self._looked_at = 0.0
        self._keeps = Together(self._keep_all)
        self._remembers = Together(self._remember_all)

    def revision(self) -> Hashable:
        """While this stays the same, so does everything that the store answers; with each hour something may have grown too old.

        Take it before the answer is made from the store. A write through this store changes it at once, any other within a second;
        it costs a microsecond, and once a second a question to the database.
        """
        now, written = self._now(), self._written
        if self._seen is None or not 0 <= now - self._looked_at < SECONDS_BETWEEN_LOOKS:
            self._looked_at = now  # Whoever asks meanwhile goes by the last look.
            with reading(self._engine) as connection:
                self._seen = connection.scalar(select(revision.c.number))
        return written, self._seen, int(now // HOUR)

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

    def kept(self, asked: Iterable[Track]) -> dict[str, list[Candidate]]:
        """What YouTube told for these songs in the last 7 days, by track id: [] where it had nothing, no key where nobody asked."""
        return self._told(asked, RETRIED)

    def candidates(self, track_id: str) -> list[Candidate]:
        """What YouTube told for this track's song in the last 30 days."""
        track = self.track(track_id)
        return self._told([track], KEPT).get(track_id, []) if track else []

    def track(self, track_id: str) -> Track | None:
        """The track of this id, where it was looked up, or recalled as another release of what was."""
        with reading(self._engine) as connection:
            body = connection.scalar(select(tracks.c.body).where(tracks.c.id == track_id))
        return decode(Track, body) if body else None

    def keep(self, track: Track, told: Sequence[Candidate]) -> None:
        """Keep what YouTube told just now for this track, in place of what it told before.

        Nothing is kept for a posted track whose id is known as another song's.
        """
        self._keeps((track, told))

    def remember(self, track: Track, match: Match, told: Sequence[Candidate] | None = None, *, of_old: bool = False) -> None:
        """Remember the verdict on this track, in place of the one before: matched, other_version or not_found.

        `told` is what YouTube told, kept in the same write. The verdict is as old as what it stands on: as what was kept where
        nothing is told, or some of it `of_old`. Nothing is kept for a posted track whose id is known as another song's.
        """
        if match.status not in VERDICTS:
            raise ValueError(f"{match.status} is no verdict")
        self._remembers(_Verdict(track, match, told, of_old or told is None))

    def _keep_all(self, paid: Sequence[tuple[Track, Sequence[Candidate]]]) -> Sequence[None]:
        with writing(self._engine) as connection:
            at = self._now()
            known = _note(connection, [track for track, _ in paid], at)
            rows = [_told_row(track, told, at) for track, told in paid if track in known]
            upsert(connection, candidates, *rows)
        return [None] * len(paid)

    def _remember_all(self, verdicts: Sequence[_Verdict]) -> Sequence[None]:
        with self._changing() as connection:
            at = self._now()
            known = _note(connection, [one.track for one in verdicts], at)
            verdicts_of_known = [one for one in verdicts if one.track in known]
            # What YouTube told a while ago may be kept no longer for being judged again.
            old = [one.track for one in verdicts_of_known if one.of_old]
            before = find(connection, old, candidates, [candidates.c.at], at - candidates.c.at < KEPT) if old else {}
            since = {one.track.id: before[one.track.id].at if one.track.id in before else at for one in verdicts_of_known}
            told = [_told_row(one.track, one.told, since[one.track.id]) for one in verdicts_of_known if one.told is not None]
            upsert(connection, candidates, *told)
            upsert(connection, matches, *(_match_row(one.track, one.match, since[one.track.id]) for one in verdicts_of_known))
        return [None] * len(verdicts)

    def pin(self, track: Track, video: Video) -> None:
        """Let this video answer the song, whichever release is asked for, until it is unpinned."""
        with self._changing() as connection:
            at = self._now()
            _unpin(connection, track)
            upsert(connection, tracks, track_row(track, at))
            upsert(connection, pins, {"track_id": track.id, "at": at, "video": encode(video)})

    def unpin(self, track: Track) -> bool:
        """Take the song's pin back; False where it had none."""
        with self._changing() as connection:
            return _unpin(connection, track)

    def check(self) -> None:
        """Raise NotConfigured unless the database answers."""
        with reading(self._engine) as connection:
            connection.execute(select(tracks.c.id).limit(1)).all()

    def close(self) -> None:
        """Close the database's connections; the ledger and the claims of the same database are at their end, too."""
        self._engine.dispose()

    @contextmanager
    def _changing(self) -> Iterator[Connection]:
        """A transaction that changes what is answered, and says so to every process."""
        with writing(self._engine) as connection:
            yield connection
            changed(connection)
        self._written += 1

    def _told(self, asked: Iterable[Track], age: int) -> dict[str, list[Candidate]]:
        found = self._find(asked, candidates, [candidates.c.body], self._now() - candidates.c.at < age)
        return {track_id: decode_list(Candidate, row.body) for track_id, row in found.items()}

    def _find(self, asked: Iterable[Track], table: Table, columns: Columns, fresh: ColumnElement[bool]) -> Found:
        asked = list(asked)
        with reading(self._engine) as connection:
            found = find(connection, asked, table, columns, fresh)
        if relatives := [track for track in asked if track.id in found and found[track.id].track_id != track.id]:
            self.note(relatives)
        return found

    def note(self, asked: Iterable[Track]) -> None:
        """Write down who these ids stand for, where nobody did: so that `track` and `candidates` answer for them, and for a pin."""
        asked = list(asked)
        with reading(self._engine) as connection:
            known = {
                track_id
                for some in batches(asked)
                for track_id in connection.scalars(select(tracks.c.id).where(tracks.c.id.in_([track.id for track in some])))
            }
        if new := [track_row(track, self._now()) for track in asked if track.id not in known]:
            with suppress(NotConfigured), writing(self._engine) as connection:  # What was found is an answer without the note, too.
                connection.execute(insert(connection, tracks).on_conflict_do_nothing(), new)


class _Verdict(NamedTuple):
    """What `remember` was told; `of_old` where it stands on what was kept before."""

    track: Track
    match: Match
    told: Sequence[Candidate] | None
    of_old: bool


def _told_row(track: Track, told: Sequence[Candidate], at: float) -> dict[str, Any]:
    return {"track_id": track.id, "at": at, "body": encode(list(told))}


def _match_row(track: Track, match: Match, at: float) -> dict[str, Any]:
    return {"track_id": track.id, "at": at, "status": match.status, "video": encode(match.video)}


def _note(connection: Connection, asked: Sequence[Track], at: float) -> set[Track]:
    """Write the tracks down, and return them without those that are posted and whose id is known as another song's."""
    names = _names(connection, asked)
    sure = {track.id: track for track in asked if not track.posted}
    # What was found for the song of the old name is not this one's.
    if renamed := [track.id for track in sure.values() if names.get(track.id, name_key(track)) != name_key(track)]:
        for table in (matches, candidates):
            connection.execute(delete(table).where(table.c.track_id.in_(renamed)))
    upsert(connection, tracks, *(track_row(track, at) for track in sure.values()))
    names |= {track.id: name_key(track) for track in sure.values()}
    if posted := [track for track in asked if track.posted]:
        connection.execute(insert(connection, tracks).on_conflict_do_nothing(), [track_row(track, at) for track in posted])
        names |= _names(connection, posted)
    return {track for track in asked if names[track.id] == name_key(track)}


def _names(connection: Connection, asked: Sequence[Track]) -> dict[str, str | None]:
    ids = [track.id for track in asked]
    return {row.id: row.name_key for row in connection.execute(select(tracks.c.id, tracks.c.name_key).where(tracks.c.id.in_(ids)))}


def changed(connection: Connection) -> None:
    """Count the revision up; the last thing a transaction does, since all that change something wait for this row."""
    connection.execute(COUNT_UP)


def _unpin(connection: Connection, track: Track) -> bool:
    was = False
    while pin := find(connection, [track], pins, [], true()).get(track.id):
        connection.execute(delete(pins).where(pins.c.track_id == pin.track_id))
        was = True
    return was
