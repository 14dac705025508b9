"""Which channels are an artist's, and what they uploaded: read for units, and kept for the artist's next song."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, Engine, Row, Select, bindparam, case, delete, select, update

from ..models import Candidate, Track
from .database import insert, reading, upsert, writing
from .identity import name_key
from .store import DAY, KEPT
from .tables import channels, uploads
from .together import Together

# A channel that uploads every day is not asked every hour whether it has.
NEWS = DAY
# Nobody has more than their own, their VEVO and perhaps a second band's; a list of wrong ones would only cost time.
MOST_CHANNELS = 4
NOBODY = ""  # The channel of those who have none.

# Some artists' channels with what is kept of them, and what is kept of one. Statements are built here once, since building one
# costs more than asking it.
THEIRS = (
    select(channels.c.artist, channels.c.channel_id.label("of"), channels.c.standing, channels.c.at.label("since"), *uploads.c)
    .outerjoin(uploads, (uploads.c.channel_id == channels.c.channel_id) & (uploads.c.at > bindparam("since")))
    .where(channels.c.artist.in_(bindparam("artists", expanding=True)), channels.c.at > bindparam("since"))
    .order_by(case((channels.c.standing == "learnt", 0), else_=1), channels.c.channel_id)
)
KNOWN_UPLOADS = select(uploads).where(uploads.c.channel_id == bindparam("channel_id"), uploads.c.at > bindparam("since"))
LOCKED_UPLOADS = KNOWN_UPLOADS.with_for_update()
# A channel that YouTube has just told of again is good for another thirty days.
SEEN = (
    update(channels)
    .where(channels.c.channel_id == bindparam("channel"), channels.c.standing != "wrong")
    .values(at=bindparam("now"))
)

# How a channel came to be an artist's: its handle was guessed, a video of theirs was found on it; "wrong" is a namesake's.
Standing = Literal["guessed", "learnt", "wrong"]


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a channel: its uploads, newest first, as deep as `pages` pages were read; `next_page` is YouTube's token for
    the page after them, None where there is none. `stale`: what is newest should be asked again before it is said to be all."""

    channel_id: str
    uploads: tuple[Candidate, ...] = ()
    pages: int = 0
    next_page: str | None = None
    stale: bool = True


class ChannelShelf:
    """One for all threads; `now` tells the moment in UTC seconds. Every method raises NotConfigured where the database fails.

    All of it is good for 30 days since YouTube told it, as its rules for its data have it.
    """

    def __init__(self, engine: Engine, now: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._now = now
        self._reads = Together(self._read_all)
        self._guesses = Together(self._guess_all)
        self._learns = Together(self._learn_all)

    def of(self, artist: str) -> list[Kept] | None:
        """What is kept of the artist's channels, [] where they are known to have none, None where nobody has looked."""
        return self._reads(artist)

    def _read_all(self, artists: Sequence[str]) -> Sequence[list[Kept] | None]:
        rows: dict[str, list[Row[Any]]] = defaultdict(list)
        with reading(self._engine) as connection:
            for row in connection.execute(THEIRS, {"artists": [_key(artist) for artist in artists], "since": self._now() - KEPT}):
                rows[row.artist].append(row)
        return [self._theirs(rows[key]) if (key := _key(artist)) in rows else None for artist in artists]

    def _theirs(self, rows: Sequence[Row[Any]]) -> list[Kept]:
        theirs = [row for row in rows if row.standing != "wrong" and row.of != NOBODY][:MOST_CHANNELS]
        return [self._kept(row.of, row) for row in theirs]

    def channel(self, channel_id: str) -> Kept:
        """What is kept of this channel."""
        with reading(self._engine) as connection:
            return self._kept(channel_id, self._row(connection, KNOWN_UPLOADS, channel_id))

    def guess(self, artist: str, channel_ids: Iterable[str]) -> None:
        """Keep what the guessed handles led to; none at all is worth keeping too."""
        self._guesses((artist, sorted(set(channel_ids))))

    def _guess_all(self, guesses: Sequence[tuple[str, list[str]]]) -> Sequence[None]:
        at = self._now()
        rows = [
            {"artist": _key(artist), "channel_id": channel_id, "standing": "guessed", "at": at}
            for artist, channel_ids in guesses
            for channel_id in channel_ids or [NOBODY]
        ]
        with writing(self._engine) as connection:
            statement = insert(connection, channels)
            told = {name: statement.excluded[name] for name in ("standing", "at")}
            # What was learnt meanwhile is worth more than a guess.
            old = channels.c.at <= at - KEPT
            connection.execute(
                statement.on_conflict_do_update(index_elements=list(channels.primary_key), set_=told, where=old), rows
            )
        return [None] * len(guesses)

    def learn(self, artist: str, channel_id: str) -> None:
        """Keep that a song of the artist's was found on this channel.

        Where nobody had thought of it, the channels that were only guessed, and did not have the song, are taken for namesakes'.
        """
        self._learns((_key(artist), channel_id))

    def _learn_all(self, learnt: Sequence[tuple[str, str]]) -> Sequence[None]:
        at = self._now()
        with reading(self._engine) as connection:
            rows = connection.execute(THEIRS, {"artists": [key for key, _ in learnt], "since": at - KEPT})
            known = {(row.artist, row.of): row for row in rows}
        new = [one for one in learnt if not ((row := known.get(one)) and row.standing == "learnt" and at - row.since < NEWS)]
        if new:
            with writing(self._engine) as connection:
                rows_of_new = ({"artist": key, "channel_id": id, "standing": "learnt", "at": at} for key, id in new)
                upsert(connection, channels, *rows_of_new)
                surprised = [one[0] for one in new if one not in known or known[one].standing == "wrong"]
                guessed = channels.c.artist.in_(surprised) & (channels.c.standing == "guessed")
                connection.execute(update(channels).where(guessed).values(standing="wrong"))
        return [None] * len(learnt)

    def keep(self, before: Kept, told: Sequence[Candidate], next_page: str | None) -> Kept:
        """Keep a page of uploads that was read: the newest where `before` was stale, else the one after those that were kept then.

        Return what is kept now, which is more where others have read on meanwhile.
        """
        with writing(self._engine) as connection:
            row = self._row(connection, LOCKED_UPLOADS, before.channel_id)
            kept = self._kept(before.channel_id, row)
            if not before.stale and kept.pages != before.pages:
                return kept
            if before.stale and {upload.id for upload in told}.isdisjoint(upload.id for upload in kept.uploads):
                row, kept = None, Kept(before.channel_id)  # Between the two some may be missing, so it begins anew.
            now = _with_newest(kept, told, next_page) if before.stale else _with_older(kept, told, next_page)
            if before.stale and row:
                connection.execute(SEEN, {"channel": now.channel_id, "now": self._now()})
            values = {
                "channel_id": now.channel_id,
                "title": (told[0].channel if told else row and row.title) or "",
                "at": row.at if row else self._now(),
                "read_at": row.read_at if row and not before.stale else self._now(),
                "pages": now.pages,
                "next_page": now.next_page,
                "body": json.dumps([(upload.id, upload.title) for upload in now.uploads], separators=(",", ":")),
            }
            upsert(connection, uploads, values)
        return now

    def expire(self) -> None:
        """Delete what is older than YouTube lets it be kept."""
        with writing(self._engine) as connection:
            for table in (channels, uploads):
                connection.execute(delete(table).where(table.c.at <= self._now() - KEPT))

    def _row(self, connection: Connection, asked: Select[Any], channel_id: str) -> Row[Any] | None:
        return connection.execute(asked, {"channel_id": channel_id, "since": self._now() - KEPT}).first()

    def _kept(self, channel_id: str, row: Row[Any] | None) -> Kept:
        if row is None or row.body is None:
            return Kept(channel_id)
        told = tuple(Candidate(id, title, row.title, channel_id) for id, title in json.loads(row.body))
        return Kept(channel_id, told, row.pages, row.next_page, stale=self._now() - row.read_at >= NEWS)


def _with_newest(kept: Kept, told: Sequence[Candidate], next_page: str | None) -> Kept:
    """The way to older ones stays the one that is known."""
    ids = {upload.id for upload in told}
    older = (upload for upload in kept.uploads if upload.id not in ids)
    pages, next_page = (kept.pages, kept.next_page) if kept.pages else (1, next_page)
    return Kept(kept.channel_id, (*told, *older), pages, next_page, stale=False)


def _with_older(kept: Kept, told: Sequence[Candidate], next_page: str | None) -> Kept:
    """YouTube counts its pages from the newest upload, so one that came meanwhile has moved some of the last page onto this one."""
    ids = {upload.id for upload in kept.uploads}
    older = (upload for upload in told if upload.id not in ids)
    return Kept(kept.channel_id, (*kept.uploads, *older), kept.pages + 1, next_page, stale=False)


def _key(artist: str) -> str:
    """The artist as a song without a title has it."""
    return name_key(Track("", "", (artist,))) or NOBODY
