"""Who is looking a song up right now, so that two who ask for one unknown song cost one search."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from uuid import uuid4

from sqlalchemy import ColumnElement, Engine, Select, bindparam, delete, select, update

from ..errors import Problem
from ..models import Track
from .database import insert, reading, writing
from .identity import claim_keys
from .lookup import batches
from .tables import claims
from .together import Together


def _in_order(which: ColumnElement[bool]) -> Select[int]:
    """The keys of these claims, locked in the order in which `take` locks them (where the database locks rows at all)."""
    return select(claims.c.key).where(which).order_by(claims.c.key).with_for_update()


SONGS = claims.c.key.in_(bindparam("keys", expanding=True)) & claims.c.ticket.in_(bindparam("mine", expanding=True))
RELEASE = delete(claims).where(claims.c.key.in_(_in_order(SONGS)))


class Claims:
    """Claims of one process, in a database that all share. A claim ends when it is released, or with its lease; a thread renews
    the leases while the process lives, so that only the claims of a dead one can be taken over."""

    def __init__(self, engine: Engine, lease_seconds: float, now: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._lease = lease_seconds
        self._now = now
        self._holder = uuid4().hex
        self._held: dict[int, str] = {}  # Our claims with their tickets. What is not in here ends with its lease.
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._heartbeat: threading.Thread | None = None
        self._releases = Together(self._release_all)

    def take(self, tracks: Iterable[Track]) -> set[str]:
        """The ids of those tracks whose song is ours to look up from now on, until `release`.

        Left out is a song that anybody looks up already, in this process or another, and a second track of the same song.
        """
        ticket, now = uuid4().hex, self._now()
        with reading(self._engine) as connection:  # Who waits for others asks again and again, and need not write for it.
            held = set(connection.scalars(select(claims.c.key).where(claims.c.ends_at > now)))
        wanted = _one_a_song(tracks, held)
        if not wanted:
            return set()
        ends_at = now + self._lease
        # In one order everywhere, so that two takers never wait for each other.
        rows = [{"key": key, "holder": self._holder, "ticket": ticket, "ends_at": ends_at} for key in sorted(wanted)]
        with writing(self._engine) as connection:
            statement = insert(connection, claims)
            told = {name: statement.excluded[name] for name in ("holder", "ticket", "ends_at")}
            # Between the look and this, others may have come first: the condition decides.
            free = claims.c.ends_at <= now
            connection.execute(statement.on_conflict_do_update(index_elements=[claims.c.key], set_=told, where=free), rows)
            ours = set(connection.scalars(select(claims.c.key).where(claims.c.ticket == ticket)))
            lost = {track_id for key, track_id in wanted.items() if key not in ours}
            if halves := [key for key in ours if wanted[key] in lost]:
                connection.execute(delete(claims).where(claims.c.key.in_(halves)))
        taken = set(wanted.values()) - lost
        with self._lock:
            self._held |= {key: ticket for key, track_id in wanted.items() if track_id in taken}
            if taken and self._heartbeat is None:
                self._heartbeat = threading.Thread(target=self._beat, name="claims", daemon=True)
                self._heartbeat.start()
        return taken

    def release(self, track: Track) -> None:
        """Give up what `take` gave; a claim that was taken over meanwhile stays with its new holder."""
        keys = claim_keys(track)
        with self._lock:
            tickets = {self._held.pop(key) for key in keys if key in self._held}
        if tickets:
            self._releases((keys, tickets))

    def _release_all(self, given_up: Sequence[tuple[list[int], set[str]]]) -> Sequence[None]:
        with writing(self._engine) as connection:
            keys, mine = {key for some, _ in given_up for key in some}, {ticket for _, some in given_up for ticket in some}
            connection.execute(RELEASE, {"keys": list(keys), "mine": list(mine)})
        return [None] * len(given_up)

    def renew(self) -> None:
        """Make every lease of ours a whole one again; the heartbeat does this three times a lease."""
        with self._lock:
            keys = sorted(self._held)
        for some in batches(keys):
            with writing(self._engine) as connection:
                mine = _in_order(claims.c.key.in_(some) & (claims.c.holder == self._holder))
                connection.execute(update(claims).where(claims.c.key.in_(mine)).values(ends_at=self._now() + self._lease))

    def close(self) -> None:
        """End the heartbeat and give up every claim."""
        self._closed.set()
        if self._heartbeat:
            self._heartbeat.join()
        with self._lock:
            held, self._held = bool(self._held), {}
        if held:
            with writing(self._engine) as connection:
                connection.execute(delete(claims).where(claims.c.key.in_(_in_order(claims.c.holder == self._holder))))

    def _beat(self) -> None:
        while not self._closed.wait(self._lease / 3):
            with suppress(Problem):  # It is logged, and the database may be back for the next beat.
                self.renew()


def _one_a_song(tracks: Iterable[Track], held: set[int]) -> dict[int, str]:
    """The keys to claim, each with the id of its track, without those that are held; of two tracks that may be the same song the
    first one counts."""
    wanted: dict[int, str] = {}
    for track in tracks:
        keys = claim_keys(track)
        if not any(key in held or key in wanted for key in keys):
            wanted |= dict.fromkeys(keys, track.id)
    return wanted
