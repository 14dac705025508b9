"""Reads lists from Spotify as somebody who may, the app or a signed-in account, and only the pages that are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Any, TypeVar

import spotipy

from .. import upstream
from ..errors import Problem
from ..models import Playlist, Row
from . import refusals, shapes
from .fresh import Fresh, Made
from .links import Link

PAGE = 50  # The most rows that Spotify gives out at once.
HEAD = 100  # The most that come with a playlist's name (50 in the shape of 2026).
AT_ONCE = 4  # Spotify answers haste with a Retry-After of a day.

Told = TypeVar("Told")
Ask = Callable[[Any], object]


def ask_as(
    client: spotipy.Spotify,
    deadline: upstream.Deadline,
    ask: Ask,
    understand: Callable[[object], Told],
    refusal: Callable[[Exception], Problem | None],
    *,
    verb: str,
) -> Told:
    """One call with a token that is good, and once more with a new one where Spotify takes that token back.

    `refusal` says what it means that spotipy raised this. The client's auth manager has `hold`, as a Token has.
    """

    def once() -> object:
        return upstream.call(refusals.SERVICE, deadline, lambda: ask(client), refusal, verb=verb)

    token = client.auth_manager.hold(deadline)
    with suppress(refusals.TokenRefused):
        return understand(once())
    client.auth_manager.hold(deadline, refused=token)
    return understand(once())


class Reader:
    """What was read in the last minute is kept here, and forgotten with the reader."""

    def __init__(self, client: spotipy.Spotify, pool: Executor, signed_in: bool = False) -> None:
        """`signed_in`: the client stands for an account, and not for the app alone."""
        self._client = client
        self._signed_in = signed_in
        self._heads: Fresh[shapes.Head] = Fresh(pool)
        self._pages: Fresh[shapes.Page] = Fresh(pool)
        self._lists: Made[Playlist] = Made(most=100)

    def read(self, link: Link, num: int, offset: int, deadline: upstream.Deadline) -> Playlist:
        """As Spotify.read. A page is asked only where the head, which the first answer brings along, does not hold it."""
        wanted = range(offset // PAGE, -(-(offset + num) // PAGE))
        first = self._head(link, deadline)
        # No head reaches this far, so the pages need not wait for it: one round trip less.
        early = wanted[: AT_ONCE - 1] if offset >= HEAD and link.kind != "track" else ()
        under_way = {self._page(link, number, deadline): number for number in early}
        head = _result(first, deadline)
        needed = [number for number in wanted if not _holds(head.page, number)]
        pages = self._read(link, needed, under_way, deadline)
        return self._lists.of((link, num, offset), (head, *pages), lambda: _assembled(link, num, offset, head, pages))

    def ask(self, link: Link, ask: Ask, understand: Callable[[object], Told], deadline: upstream.Deadline, verb: str) -> Told:
        """One call about this link, now."""
        refusal = partial(refusals.of_answer, link)
        return ask_as(self._client, deadline, ask, understand, refusal, verb=f"spotify.{verb}")

    def _read(
        self, link: Link, needed: list[int], under_way: dict[Future[shapes.Page], int], deadline: upstream.Deadline
    ) -> list[shapes.Page]:
        """The needed pages. Few are begun at a time: a long list does not ask on after a failure, nor keep short ones waiting."""
        waiting = iter([number for number in needed if number not in under_way.values()])
        under_way = {future: number for future, number in under_way.items() if number in needed}
        pages: list[shapes.Page] = []
        while True:
            under_way |= {self._page(link, number, deadline): number for number in islice(waiting, AT_ONCE - len(under_way))}
            if not under_way:
                return pages
            done, _ = wait(under_way, deadline.left(), FIRST_COMPLETED)
            if not done:
                raise refusals.too_late()
            for future in done:
                pages.append(future.result())
                del under_way[future]

    def _head(self, link: Link, deadline: upstream.Deadline) -> Future[shapes.Head]:
        ask, understand = {
            "playlist": (lambda client: client.playlist(link.id), lambda body: shapes.playlist(body, self._signed_in)),
            "album": (lambda client: client.album(link.id), shapes.album),
            "track": (lambda client: client.track(link.id), shapes.track),
        }[link.kind]
        return self._heads.ask(link, lambda: self.ask(link, ask, understand, deadline, link.kind))

    def _page(self, link: Link, number: int, deadline: upstream.Deadline) -> Future[shapes.Page]:
        first = number * PAGE

        def ask(client: spotipy.Spotify) -> Any:
            return (client.album_tracks if link.kind == "album" else client.playlist_items)(link.id, limit=PAGE, offset=first)

        def understand(body: object) -> shapes.Page:
            return shapes.album_page(body, first) if link.kind == "album" else shapes.playlist_page(body, first)

        verb = "album_tracks" if link.kind == "album" else "items"
        return self._pages.ask((link, number), lambda: self.ask(link, ask, understand, deadline, verb))


def _result(future: Future[Told], deadline: upstream.Deadline) -> Told:
    if not future.done() and not wait([future], deadline.left()).done:
        raise refusals.too_late()
    return future.result()


def _assembled(link: Link, num: int, offset: int, head: shapes.Head, pages: Sequence[shapes.Page]) -> Playlist:
    songs = {row.position: row for page in (head.page, *pages) for row in page.rows}
    rows = (songs[position] for position in range(offset, min(offset + num, head.page.total)) if position in songs)
    return Playlist(link.id, head.name, head.page.total, tuple(_completed(rows, head)), private=head.private)


def _holds(page: shapes.Page, number: int) -> bool:
    """Whether this head leaves nothing of that page to be asked for."""
    return min((number + 1) * PAGE, page.total) <= max(page.held, number * PAGE)


def _completed(rows: Iterator[Row], head: shapes.Head) -> Iterator[Row]:
    """What an album's songs leave out about it, its name and cover, is filled in."""
    for row in rows:
        album, image = row.track.album or head.album, row.track.image or head.image
        yield row if head.album is None else Row(row.position, replace(row.track, album=album, image=image))
