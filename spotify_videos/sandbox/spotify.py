"""Spotify's stand-in: tokens, playlists, albums and tracks, as each of the three regimes of 2026 shows them."""

from __future__ import annotations

import base64
import itertools
import threading
import time
from typing import Literal, get_args
from urllib.parse import parse_qs

from . import catalogue, faults
from .accounts import WRONG_CLIENT, Accounts
from .catalogue import Listing
from .dice import Dice
from .invented import Song
from .shapes import album_object, album_row, paging, playlist_head, row, summary, track_object
from .wire import Json, Refusal, Reply, Request, Route, as_json, route

# transitional: what an app of the extended quota sees while both names of every field are in use.
Regime = Literal["extended", "old", "new", "transitional"]
REGIMES: tuple[Regime, ...] = get_args(Regime)
EMBEDDED = {"extended": 100, "old": 100, "transitional": 100, "new": 50}


class Spotify:
    """`regime` says what kind of app is asking; `token_seconds` how long a token is good."""

    def __init__(self) -> None:
        self.regime: Regime = "extended"
        self.token_seconds = 3600.0
        self.accounts = Accounts(self._told_token)
        self._tokens: dict[str, tuple[float, str | None]] = {}
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        one = r"([^/]+)"
        self.routes: tuple[Route, ...] = (
            route("spotify.token", "POST", r"/accounts/api/token", self.token),
            route("spotify.authorize", "GET", r"/accounts/authorize", self.accounts.authorize),
            route("spotify.my_playlists", "GET", r"/spotify/v1/me/playlists", self.my_playlists),
            route("spotify.playlist", "GET", rf"/spotify/v1/playlists/{one}", self.playlist),
            route("spotify.items", "GET", rf"/spotify/v1/playlists/{one}/items", self.items),
            route("spotify.items", "GET", rf"/spotify/v1/playlists/{one}/tracks", self.old_items),
            route("spotify.album", "GET", rf"/spotify/v1/albums/{one}", self.album),
            route("spotify.album_tracks", "GET", rf"/spotify/v1/albums/{one}/tracks", self.album_tracks),
            route("spotify.track", "GET", rf"/spotify/v1/tracks/{one}", self.track),
        )

    def issue(self, user: str | None = None) -> str:
        """A new token: an app's own, or one that stands for `user` (catalogue.OWNER is the one who has lists)."""
        with self._lock:
            token = Dice("token", user, next(self._numbers)).letters(60)
            self._tokens[token] = (time.monotonic() + self.token_seconds, user)
        return token

    def revoke(self) -> None:
        """No token given out so far is good any more."""
        with self._lock:
            self._tokens.clear()

    def token(self, request: Request, _: str) -> Reply:
        form = {name: values[-1] for name, values in parse_qs(request.body.decode("utf-8", "replace")).items()}
        # With PKCE it is the verifier that shows who asks, and no secret.
        if form.get("grant_type") == "authorization_code":
            return self.accounts.by_code(form)
        if form.get("grant_type") == "refresh_token":
            return self.accounts.by_refresh_token(form)
        client, secret = _credentials(request.headers.get("authorization", ""))
        client, secret = client or form.get("client_id", ""), secret or form.get("client_secret", "")
        if not client or not secret or client == WRONG_CLIENT:
            return faults.INVALID_CLIENT
        if form.get("grant_type") != "client_credentials":
            return faults.oauth_error("unsupported_grant_type", "grant_type parameter is missing or unsupported")
        return as_json(self._told_token(None))

    def my_playlists(self, request: Request, _: str) -> Reply:
        """What the user of the token owns, or may add to."""
        user = self._user(request)
        if user is None:
            raise Refusal(faults.SIGN_IN)
        own = [listing for listing in catalogue.playlists().values() if _belongs(listing, user)]
        offset, limit = _window(request, 50)
        href = f"{request.base}/spotify/v1"
        names = {"new": ("items",), "transitional": ("tracks", "items")}.get(self.regime, ("tracks",))
        rows = [summary(listing, f"{href}/playlists/{listing.id}", names) for listing in own[offset : offset + limit]]
        return as_json(paging(rows, offset, limit, len(own), f"{href}/users/{user}/playlists"))

    def playlist(self, request: Request, id: str) -> Reply:
        user = self._user(request)
        listing = self._listing(id)
        href = f"{request.base}/spotify/v1/playlists/{id}"
        body = playlist_head(listing, href)
        if self._shows_songs(listing, user):
            page = self._page(listing, 0, EMBEDDED[self.regime], f"{href}/items", request.base)
            if self.regime != "new":
                body["tracks"] = self._page(listing, 0, EMBEDDED[self.regime], f"{href}/tracks", request.base)
            if self.regime in ("new", "transitional"):
                body["items"] = page
        return as_json(body)

    def items(self, request: Request, id: str, most: int = 50, part: str = "items") -> Reply:
        user = self._user(request)
        listing = self._listing(id)
        if not self._shows_songs(listing, user):
            return faults.FORBIDDEN if user else faults.SIGN_IN
        offset, limit = _window(request, most)
        href = f"{request.base}/spotify/v1/playlists/{id}/{part}"
        return as_json(self._page(listing, offset, limit, href, request.base))

    def old_items(self, request: Request, id: str) -> Reply:
        """The path of before 2026, with pages of up to 100, which new apps do not have."""
        if self.regime == "new":
            self._user(request)
            return faults.NOT_FOUND
        return self.items(request, id, most=100, part="tracks")

    def album(self, request: Request, id: str) -> Reply:
        self._user(request)
        songs = self._songs_of(id)
        href = f"{request.base}/spotify/v1/albums/{id}"
        body = album_object(songs, request.base)
        body["tracks"] = paging([album_row(song, request.base) for song in songs[:50]], 0, 50, len(songs), f"{href}/tracks")
        return as_json(body)

    def album_tracks(self, request: Request, id: str) -> Reply:
        self._user(request)
        songs = self._songs_of(id)
        offset, limit = _window(request, 50)
        href = f"{request.base}/spotify/v1/albums/{id}/tracks"
        rows = [album_row(song, request.base) for song in songs[offset : offset + limit]]
        return as_json(paging(rows, offset, limit, len(songs), href))

    def track(self, request: Request, id: str) -> Reply:
        self._user(request)
        song = catalogue.songs().get(id)
        return as_json(track_object(song, request.base)) if song else faults.NOT_FOUND

    def _user(self, request: Request) -> str | None:
        """Who the token stands for, None where for the app alone; refused where it is none of ours, or too old."""
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        end, user = self._tokens.get(token, (0.0, None))
        if kind.lower() != "bearer" or end <= time.monotonic():
            raise Refusal(faults.EXPIRED)
        return user

    def _listing(self, id: str) -> Listing:
        listing = catalogue.playlists().get(id)
        if listing is None or (listing.editorial and self.regime in ("old", "new")):
            raise Refusal(faults.NOT_FOUND)
        return listing

    def _songs_of(self, id: str) -> list[Song]:
        if id not in catalogue.albums():
            raise Refusal(faults.NOT_FOUND)
        return catalogue.albums()[id]

    def _shows_songs(self, listing: Listing, user: str | None) -> bool:
        return self.regime != "new" or (user is not None and _belongs(listing, user))

    def _told_token(self, user: str | None) -> dict[str, Json]:
        return {"access_token": self.issue(user), "token_type": "Bearer", "expires_in": int(self.token_seconds)}

    def _page(self, listing: Listing, offset: int, limit: int, href: str, base: str) -> Json:
        names = {"new": ("item",), "transitional": ("track", "item")}.get(self.regime, ("track",))
        rows = [row(entry, names, base) for entry in listing.entries[offset : offset + limit]]
        return paging(rows, offset, limit, len(listing.entries), href)


def _belongs(listing: Listing, user: str) -> bool:
    return user == listing.owner or user in listing.collaborators


def _credentials(header: str) -> tuple[str, str]:
    """Client id and secret of an HTTP Basic header, blank where there is none."""
    kind, _, encoded = header.partition(" ")
    if kind.lower() != "basic":
        return "", ""
    try:
        client, _, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
    except ValueError:
        return "", ""
    return client, secret


def _window(request: Request, most: int) -> tuple[int, int]:
    """The asked offset and limit (20 where none is asked); refused outside of what Spotify takes."""
    try:
        offset, limit = int(request.query.get("offset", 0)), int(request.query.get("limit", 20))
    except ValueError:
        raise Refusal(faults.spotify_error(400, "Invalid number")) from None
    if not 1 <= limit <= most:
        raise Refusal(faults.spotify_error(400, "Invalid limit"))
    if offset < 0:
        raise Refusal(faults.spotify_error(400, "Invalid offset"))
    return offset, limit
