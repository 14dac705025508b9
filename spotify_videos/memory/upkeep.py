"""What grows old: refreshed in time or deleted, since YouTube lets its data be kept for 30 days.

https://developers.google.com/youtube/terms/developer-policies: after that it is fetched again or deleted, ids and titles included.
Ids that people typed in are theirs, so a pin keeps its id for good, and only what YouTube told of the video grows old.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from sqlalchemy import Column, ColumnElement, Engine, Table, and_, delete, exists, or_, select, update

from ..models import Candidate, Match, Track, Video
from .codec import decode, decode_list, decode_video, encode
from .database import reading, writing
from .lookup import AT_ONCE
from .store import DAY, KEPT, changed
from .tables import candidates, claims, ledger, matches, pins, tracks, wanted

# Five days in which a refresh may fail and be tried again.
DUE = 25 * DAY
# Days whose bookings are kept, for whoever wonders what last week cost.
LEDGER_KEPT = 8 * DAY


class Upkeep:
    """For the worker; `now` tells the moment in UTC seconds. Every method raises NotConfigured where the database fails."""

    def __init__(self, engine: Engine, now: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._now = now

    def due(self, count: int) -> list[tuple[Track, list[Candidate]]]:
        """At most `count` matched songs, each with what YouTube told 25 days ago or earlier, the oldest first.

        Another version is not refreshed: after seven days the song itself is looked for again.
        """
        age = (candidates.c.at <= self._now() - DUE) & (candidates.c.at > self._now() - KEPT)
        asked = (
            select(tracks.c.body.label("track"), candidates.c.body)
            .join(candidates, candidates.c.track_id == tracks.c.id)
            .join(matches, matches.c.track_id == tracks.c.id)
            .where(age, matches.c.status == "matched")
            .order_by(candidates.c.at)
            .limit(count)
        )
        with reading(self._engine) as connection:
            return [(decode(Track, row.track), decode_list(Candidate, row.body)) for row in connection.execute(asked)]

    def forget(self, track: Track) -> None:
        """Delete what was found for this track: nothing of it is there any more, so whoever asks next has it looked up anew."""
        with writing(self._engine) as connection:
            connection.execute(delete(candidates).where(candidates.c.track_id == track.id))
            connection.execute(delete(matches).where(matches.c.track_id == track.id))
            changed(connection)

    def pins_due(self, count: int) -> list[tuple[str, Video]]:
        """At most `count` pins of which YouTube told 25 days ago or earlier, each with its track's id, the oldest first."""
        asked = select(pins.c.track_id, pins.c.video).where(pins.c.at <= self._now() - DUE).order_by(pins.c.at).limit(count)
        with reading(self._engine) as connection:
            return [(row.track_id, decode_video(row.video)) for row in connection.execute(asked)]

    def refresh_pin(self, track_id: str, pinned: Video, told: Candidate | None) -> None:
        """Keep what YouTube told just now of a pinned video, or that it told nothing; a pin that was changed meanwhile stays."""
        video = Video(told or _bare(pinned), pinned.kind, pinned.score)
        with writing(self._engine) as connection:
            same = (pins.c.track_id == track_id) & (pins.c.video == encode(pinned))
            connection.execute(update(pins).where(same).values(at=self._now(), video=encode(video)))
            changed(connection)

    def expire(self) -> int:
        """Delete what is 30 days old, and the traces of days and processes that are over; return how many rows that were."""
        now = self._now()
        for track_id, pinned in self._pins_of(now - KEPT):
            self.refresh_pin(track_id, pinned, None)
        used = or_(*[exists().where(table.c.track_id == tracks.c.id) for table in (matches, candidates, pins)])
        with writing(self._engine) as connection:
            day = datetime.fromtimestamp(now - LEDGER_KEPT, UTC).date()
            days = connection.execute(delete(ledger).where(ledger.c.day < str(day))).rowcount
        return days + sum(
            [
                self._delete(matches, matches.c.track_id, matches.c.at <= now - KEPT),
                self._delete(candidates, candidates.c.track_id, candidates.c.at <= now - KEPT),
                self._delete(tracks, tracks.c.id, and_(tracks.c.at <= now - KEPT, ~used)),
                self._delete(claims, claims.c.key, claims.c.ends_at <= now - DAY),
                self._delete(wanted, wanted.c.song, wanted.c.at <= now - KEPT),
            ]
        )

    def told(self) -> Iterator[tuple[Track, list[Candidate], Match]]:
        """Every verdict with what it stands on, a few hundred at a time, so that one may write meanwhile."""
        last = ""
        while True:
            asked = (
                select(tracks.c.id, tracks.c.body.label("track"), candidates.c.body, matches.c.status, matches.c.video)
                .join(candidates, candidates.c.track_id == tracks.c.id)
                .join(matches, matches.c.track_id == tracks.c.id)
                .where(tracks.c.id > last)
                .order_by(tracks.c.id)
                .limit(AT_ONCE)
            )
            with reading(self._engine) as connection:
                rows = connection.execute(asked).all()
            for row in rows:
                match = Match(row.status, decode_video(row.video) if row.video else None)
                yield decode(Track, row.track), decode_list(Candidate, row.body), match
            if len(rows) < AT_ONCE:
                return
            last = rows[-1].id

    def _pins_of(self, moment: float) -> list[tuple[str, Video]]:
        """The pins that still hold what YouTube told at this moment or earlier."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(pins.c.track_id, pins.c.video).where(pins.c.at <= moment)).all()
        told = [(row.track_id, decode_video(row.video)) for row in rows]
        return [(track_id, video) for track_id, video in told if video.candidate != _bare(video)]

    def _delete(self, table: Table, key: Column[str] | Column[int], old: ColumnElement[bool]) -> int:
        """Delete a few hundred rows at a time, which keeps nobody waiting."""
        deleted = 0
        while True:
            with writing(self._engine) as connection:
                some = connection.scalars(select(key).where(old).limit(AT_ONCE).with_for_update(skip_locked=True)).all()
                # Before the rows were locked, another process may have given one a new life: the condition is asked again.
                deleted += connection.execute(delete(table).where(key.in_(some), old)).rowcount
            if len(some) < AT_ONCE:
                return deleted


def _bare(video: Video) -> Candidate:
    return Candidate(video.candidate.id, "")
