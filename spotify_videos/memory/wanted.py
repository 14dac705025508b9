"""Songs that wait for tomorrow's searches: each is a row until it is found, so that whoever dies meanwhile loses none."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Engine, Select, delete, func, select, update

from ..models import Track
from .codec import decode, encode
from .database import insert, reading, writing
from .identity import song_key
from .lookup import batches
from .tables import wanted

# More than a free key finds in two weeks; a list that is longer must not keep all others waiting for months.
MOST = 2000


class Wanted:
    """For all processes that share the database. Every method raises NotConfigured where it fails."""

    def __init__(self, engine: Engine, now: Callable[[], float] = time.time, most: int = MOST) -> None:
        self._engine = engine
        self._now = now
        self._most = most

    def add(self, tracks: Iterable[Track]) -> None:
        """Let these songs wait, the first one first, and before all that were asked for earlier; the oldest ones too many go."""
        rows: dict[int, dict[str, Any]] = {}
        now = self._now()
        for place, track in enumerate(islice(tracks, self._most)):
            # A list's songs were asked for at one moment, and its first ones are listened to first.
            song = song_key(track)
            rows.setdefault(song, {"song": song, "at": now - place / 1e6, "not_before": 0.0, "body": encode(track)})
        if not rows:
            return
        with writing(self._engine) as connection:
            statement = insert(connection, wanted)
            again = {name: statement.excluded[name] for name in ("at", "body")}
            # In one order everywhere, so that two who write the same rows never wait for each other.
            connection.execute(
                statement.on_conflict_do_update(index_elements=[wanted.c.song], set_=again), [rows[key] for key in sorted(rows)]
            )
            too_many = select(wanted.c.song).order_by(wanted.c.at.desc()).offset(self._most)
            _delete(connection, connection.scalars(_unlocked(too_many)).all())

    def take(self, count: int, lease: float) -> list[Track]:
        """At most `count` songs whose turn may come, the newest request first; nobody else gets them for `lease` seconds."""
        now = self._now()
        ready = wanted.c.not_before <= now
        with reading(self._engine) as connection:  # Who finds none, and looks every minute, need not write for it.
            if connection.scalar(select(wanted.c.song).where(ready).limit(1)) is None:
                return []
        with writing(self._engine) as connection:
            # SQLite lets nobody else write until this is committed; PostgreSQL passes over the rows that another one is taking.
            newest = select(wanted.c.song, wanted.c.body).where(ready).order_by(wanted.c.at.desc()).limit(count)
            rows = connection.execute(_unlocked(newest)).all()
            taken = wanted.c.song.in_([row.song for row in rows])
            connection.execute(update(wanted).where(taken).values(not_before=now + lease))
        return [decode(Track, row.body) for row in rows]

    def postpone(self, tracks: Iterable[Track], seconds: float) -> None:
        """Give songs back that were taken and not found: their turn may come again in so many seconds."""
        with writing(self._engine) as connection:
            for some in batches(sorted(map(song_key, tracks))):
                turn = update(wanted).where(wanted.c.song.in_(_in_order(some)))
                connection.execute(turn.values(not_before=self._now() + seconds))

    def done(self, tracks: Iterable[Track]) -> None:
        """These songs are found, and wait no longer."""
        with writing(self._engine) as connection:
            _delete(connection, map(song_key, tracks))

    def count(self) -> int:
        """How many songs wait, those in hand included."""
        with reading(self._engine) as connection:
            return connection.scalar(select(func.count()).select_from(wanted)) or 0


def _unlocked(rows: Select[int] | Select[int, str]) -> Select[int] | Select[int, str]:
    return rows.with_for_update(skip_locked=True)


def _in_order(songs: Sequence[int]) -> Select[int]:
    return select(wanted.c.song).where(wanted.c.song.in_(songs)).order_by(wanted.c.song).with_for_update()


def _delete(connection: Connection, songs: Iterable[int]) -> None:
    for some in batches(sorted(songs)):
        connection.execute(delete(wanted).where(wanted.c.song.in_(_in_order(some))))
