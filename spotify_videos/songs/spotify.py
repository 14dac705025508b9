"""Reads a playlist, an album or a track, as the app or as the signed-in account."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import spotipy
from spotipy.cache_handler import MemoryCacheHandler
from spotipy.oauth2 import SpotifyClientCredentials

from .. import upstream
from ..errors import NotConfigured, OwnerOnly, PlaylistNotFound, UpstreamError
from ..models import Playlist
from . import refusals, shapes
from .account import Account
from .links import Link
from .reader import AT_ONCE, Reader
from .token import Token, keep_quiet

KNOWN = Link("track", "3PfIrDoz19wz7qK7tYeu62")


class Spotify:
    """`client` is None where `missing` settings keep us from asking: every read then says so."""

    def __init__(
        self,
        client: spotipy.Spotify | None,
        missing: Sequence[str] = refusals.ID_AND_SECRET,
        account: Account | None = None,
    ) -> None:
        """The client's auth manager is a Token. At most four calls are under way at once, whoever waits for them."""
        self._missing = missing
        self._account = account
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="spotify")
        self._app = Reader(client, self._pool) if client else None
        self._lock = threading.Lock()
        self._signed_in: tuple[int | None, Reader | None] = None, None
        self._opened: set[Link] = set()

    @classmethod
    def connect(
        cls,
        client_id: str,
        client_secret: str,
        api_url: str,
        accounts_url: str,
        session: upstream.Session,
        account: Account | None = None,
    ) -> Spotify:
        """With an app's id and secret. Both URLs end in a slash. Asks nobody yet; the session's timeout bounds every call."""
        given = zip(refusals.ID_AND_SECRET, (client_id, client_secret), strict=True)
        if missing := [name for name, value in given if not value]:
            return cls(None, missing)
        keep_quiet()
        credentials = SpotifyClientCredentials(
            client_id, client_secret, requests_session=session, cache_handler=MemoryCacheHandler()
        )
        credentials.OAUTH_TOKEN_URL = accounts_url + "api/token"
        client = spotipy.Spotify(auth_manager=Token(credentials), requests_session=session)
        client.prefix = api_url
        return cls(client, account=account)

    def close(self) -> None:
        """Begin nothing more, and finish what is under way."""
        self._pool.shutdown(cancel_futures=True)

    def read(self, link: Link, num: int, offset: int, deadline: upstream.Deadline) -> Playlist:
        """Return the list's rows from `offset` (counted from 0) on, `num` at most; fewer where some are no songs.

        Raise PlaylistNotFound, OwnerOnly, NotConfigured or an upstream's Problem. What was read in the last minute is not
        asked again, and is the same object as then. The app asks first: what it may read does not depend on anybody's sign-in.
        What only the account may read is forgotten as soon as it is signed out, in whichever process.
        """
        app = self._configured()
        if link in self._opened and (account := self._as_account()):
            return _as_owner(account, link, num, offset, deadline)
        try:
            return app.read(link, num, offset, deadline)
        except (OwnerOnly, PlaylistNotFound):
            if not refusals.may_be_private(link) or not (account := self._as_account()):
                raise
        playlist = _as_owner(account, link, num, offset, deadline)
        self._opened.add(link)
        return playlist

    def check(self, deadline: upstream.Deadline) -> None:
        """Try the credentials with the cheapest real call, a track that has been there for years. Raise a Problem or return."""
        try:
            self._configured().ask(KNOWN, lambda client: client.track(KNOWN.id), shapes.track, deadline, KNOWN.kind)
        except PlaylistNotFound:
            raise UpstreamError(
                "Spotify answers, but does not know a song that it should: is SPOTIFY_API_URL right?", source=refusals.SERVICE
            ) from None

    def _as_account(self) -> Reader | None:
        """Reads as the account that is signed in at this moment; what was read as another one goes with its reader."""
        if self._account is None:
            return None
        generation = self._account.generation()
        with self._lock:
            if self._signed_in[0] != generation:
                client = None if generation is None else self._account.client(generation)
                self._signed_in = generation, client and Reader(client, self._pool, signed_in=True)
                self._opened = set()
            return self._signed_in[1]

    def _configured(self) -> Reader:
        if self._app is None:
            raise NotConfigured(
                f"Set {' and '.join(self._missing)}: make an app at {refusals.DASHBOARD} and copy them from its settings.",
                source=refusals.SERVICE,
            )
        return self._app


def _as_owner(account: Reader, link: Link, num: int, offset: int, deadline: upstream.Deadline) -> Playlist:
    try:
        return account.read(link, num, offset, deadline)
    except OwnerOnly:
        raise refusals.not_the_owner() from None
