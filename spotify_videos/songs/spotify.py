"""The one door to Spotify, through spotipy: reads a playlist, an album or a track, and only the pages of it that are asked for."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from typing import Any, TypeVar

import spotipy
from spotipy.cache_handler import MemoryCacheHandler
from spotipy.oauth2 import SpotifyClientCredentials

from .. import upstream
from ..errors import NotConfigured, PlaylistNotFound, UpstreamError
from ..models import Playlist, Row
from . import refusals, shapes
from .fresh import Fresh
from .links import Link
from .token import Token

PAGE = 50  # The most rows that Spotify gives out at once.
HEAD = 100  # The most that come with a playlist's name (50 in the shape of 2026).
AT_ONCE = 4  # Spotify answers haste with a Retry-After of a day.
KNOWN = Link("track", "3PfIrDoz19wz7qK7tYeu62")

Told = TypeVar("Told")


class Spotify:
    """`client` is None where `missing` settings keep us from asking: every read then says so."""

    def __init__(self, client: spotipy.Spotify | None, missing: Sequence[str] = refusals.ID_AND_SECRET) -> None:
        """The client's auth manager is a Token. At most four calls are under way at once, whoever waits for them."""
        self._client = client
        self._missing = missing
        pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="spotify")
        self._heads: Fresh[shapes.Head] = Fresh(pool)
        self._pages: Fresh[shapes.Page] = Fresh(pool)

    @classmethod
    def connect(cls, client_id: str, client_secret: str, api_url: str, accounts_url: str, session: upstream.Session) -> Spotify:
        """With an app's id and secret. Both URLs end in a slash. Asks nobody yet; the session's timeout bounds every call."""
        given = zip(refusals.ID_AND_SECRET, (client_id, client_secret), strict=True)
        if missing := [name for name, value in given if not value]:
            return cls(None, missing)
        for name in ("spotipy.client", "spotipy.oauth2"):  # They log the token at DEBUG and Spotify's own words at ERROR.
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        credentials = SpotifyClientCredentials(
            client_id, client_secret, requests_session=session, cache_handler=MemoryCacheHandler()
        )
        credentials.OAUTH_TOKEN_URL = accounts_url + "api/token"
        client = spotipy.Spotify(auth_manager=Token(credentials), requests_session=session)
        client.prefix = api_url
        return cls(client)

    def read(self, link: Link, num: int, offset: int, deadline: upstream.Deadline) -> Playlist:
        """Return the list's rows from `offset` (counted from 0) on, `num` at most; fewer where some are no songs.

        Raise PlaylistNotFound, OwnerOnly, NotConfigured or an upstream's Problem. What was read in the last minute is not
        asked again. A page is asked only where the head, which the first answer brings along, does not hold it.
        """
        self._configured()
        wanted = range(offset // PAGE, -(-(offset + num) // PAGE))
        first = self._head(link, deadline)
        # No head reaches this far, so the pages need not wait for it: one round trip less.
        early = wanted[: AT_ONCE - 1] if offset >= HEAD and link.kind != "track" else ()
        under_way = {self._page(link, number, deadline): number for number in early}
        head = _result(first, deadline)
        needed = [number for number in wanted if not _holds(head.page, number)]
        pages = self._read(link, needed, under_way, deadline)
        songs = {row.position: row for page in (head.page, *pages) for row in page.rows}
        rows = (songs[position] for position in range(offset, min(offset + num, head.page.total)) if position in songs)
        return Playlist(link.id, head.name, head.page.total, tuple(_completed(rows, head)), private=head.private)

    def check(self, deadline: upstream.Deadline) -> None:
        """Try the credentials with the cheapest real call, a track that has been there for years. Raise a Problem or return."""
        try:
            self._ask(KNOWN, lambda client: client.track(KNOWN.id), shapes.track, deadline)
        except PlaylistNotFound:
            raise UpstreamError(
                "Spotify answers, but does not know a song that it should: is SPOTIFY_API_URL right?", source=refusals.SERVICE
            ) from None

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
            "playlist": (lambda client: client.playlist(link.id), shapes.playlist),
            "album": (lambda client: client.album(link.id), shapes.album),
            "track": (lambda client: client.track(link.id), shapes.track),
        }[link.kind]
        return self._heads.ask(link, lambda: self._ask(link, ask, understand, deadline))

    def _page(self, link: Link, number: int, deadline: upstream.Deadline) -> Future[shapes.Page]:
        first = number * PAGE

        def ask(client: spotipy.Spotify) -> Any:
            return (client.album_tracks if link.kind == "album" else client.playlist_items)(link.id, limit=PAGE, offset=first)

        def understand(body: object) -> shapes.Page:
            return shapes.album_page(body, first) if link.kind == "album" else shapes.playlist_page(body, first)

        return self._pages.ask((link, number), lambda: self._ask(link, ask, understand, deadline))

    def _ask(
        self, link: Link, ask: Callable[[Any], object], understand: Callable[[object], Told], deadline: upstream.Deadline
    ) -> Told:
        client = self._configured()

        def once() -> object:
            return upstream.call(refusals.SERVICE, deadline, lambda: ask(client), lambda error: refusals.of_answer(link, error))

        token = client.auth_manager.hold(deadline)
        with suppress(refusals.TokenRefused):
            return understand(once())
        client.auth_manager.hold(deadline, refused=token)
        return understand(once())

    def _configured(self) -> spotipy.Spotify:
        if self._client is None:
            raise NotConfigured(
                f"Set {' and '.join(self._missing)}: make an app at {refusals.DASHBOARD} and copy them from its settings.",
                source=refusals.SERVICE,
            )
        return self._client


def _result(future: Future[Told], deadline: upstream.Deadline) -> Told:
    done, _ = wait([future], deadline.left())
    if not done:
        raise refusals.too_late()
    return future.result()


def _holds(page: shapes.Page, number: int) -> bool:
    """Whether this head leaves nothing of that page to be asked for."""
    return min((number + 1) * PAGE, page.total) <= max(page.held, number * PAGE)


def _completed(rows: Iterator[Row], head: shapes.Head) -> Iterator[Row]:
    """What an album's songs leave out about it, its name and cover, is filled in."""
    for row in rows:
        album, image = row.track.album or head.album, row.track.image or head.image
        yield row if head.album is None else Row(row.position, replace(row.track, album=album, image=image))
