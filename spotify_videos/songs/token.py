"""One access token for all threads: in memory alone, asked for once, renewed a minute before it ends."""

from __future__ import annotations

import logging
import re
import threading
from typing import Any

from .. import upstream
from ..errors import Problem
from . import refusals


def keep_quiet() -> None:
    """Spotipy logs tokens and codes at DEBUG, and Spotify's own words at ERROR: it has nothing to say here."""
    for name in ("spotipy.client", "spotipy.oauth2"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


class Token:
    """Spotipy's `auth_manager`, around its SpotifyClientCredentials, which knows no locks and no deadlines."""

    def __init__(self, credentials: Any) -> None:
        self._credentials = credentials
        self._lock = threading.Lock()
        self._held: dict[str, Any] | None = None
        self._tries = 0
        self._failure: Problem | None = None

    def get_access_token(self, as_dict: bool = False) -> str:
        """What spotipy puts on each call. It asks nobody: `hold` comes before every call."""
        return str(self._held["access_token"]) if self._held else ""

    def hold(self, deadline: upstream.Deadline, refused: str | None = None) -> str:
        """Return a token that is good for another minute, and not the `refused` one.

        Whoever waited while another thread's try failed shares that failure, so that ten callers do not wait ten timeouts.
        """
        tries = self._tries
        if not self._lock.acquire(timeout=deadline.left()):
            raise refusals.too_late()
        try:
            if self._held and self._held["access_token"] != refused and not self._credentials.is_token_expired(self._held):
                return self.get_access_token()
            if self._failure and self._tries > tries:
                raise self._failure
            self._renew(deadline)
            return self.get_access_token()
        finally:
            self._lock.release()

    def _renew(self, deadline: upstream.Deadline) -> None:
        try:
            self._held = upstream.call(refusals.SERVICE, deadline, self._ask, refusals.of_token, verb="spotify.token")
            self._failure = None
        except Problem as problem:
            self._failure = problem
            raise
        finally:
            self._tries += 1

    def _ask(self) -> dict[str, Any]:
        token = self._credentials.get_access_token(as_dict=False, check_cache=False)
        held = self._credentials.cache_handler.get_cached_token()
        if not (isinstance(token, str) and re.fullmatch(r"[!-~]{1,4096}", token) and type(held["expires_in"]) is int):
            raise refusals.nonsense()
        return {"access_token": token, "expires_at": held["expires_at"]}
