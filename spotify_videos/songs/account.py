"""The Spotify account that is connected: how it signs in, its token, and its own playlists."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any

import requests
import spotipy
from spotipy.cache_handler import MemoryCacheHandler
from spotipy.oauth2 import SpotifyPKCE

from .. import upstream
from ..errors import InvalidRequest, NotConfigured, Problem
from ..memory import Connected, SignIn, Vault
from . import refusals, shapes
from .reader import AT_ONCE, PAGE, ask_as
from .token import keep_quiet

SCOPES = "playlist-read-private playlist-read-collaborative"
MOST_PLAYLISTS = 1000
SECONDS_GOOD = 60  # A token that ends sooner is renewed first, so that none ends on its way.
# As long as nobody else renews what we renew. Whoever renews is done, or has given up, before that.
SECONDS_TO_RENEW = 15.0
SECONDS_BETWEEN_LOOKS = 0.05


@dataclass(frozen=True)
class App:
    """Which app of Spotify's asks, and where. Both URLs end in a slash."""

    client_id: str
    redirect_uri: str
    accounts_url: str
    api_url: str
    session: requests.Session

    def pkce(self) -> Any:
        """Spotipy's authorization code with PKCE, anew for each use, since it keeps one verifier and one token.

        It opens a browser where it gets no code, so it always gets one. Raise NotConfigured where there is no app.
        """
        if not self.client_id:
            raise NotConfigured(
                f"Set SPOTIPY_CLIENT_ID: make an app at {refusals.DASHBOARD} and copy its id.", source=refusals.SERVICE
            )
        pkce = SpotifyPKCE(
            self.client_id,
            self.redirect_uri,
            scope=SCOPES,
            cache_handler=MemoryCacheHandler(),
            requests_session=self.session,
            open_browser=False,
        )
        pkce.OAUTH_AUTHORIZE_URL, pkce.OAUTH_TOKEN_URL = self.accounts_url + "authorize", self.accounts_url + "api/token"
        return pkce


class Account:
    """Nothing of it is kept in this process: every process finds in the vault what the others left there."""

    def __init__(self, app: App, vault: Vault, now: Callable[[], float] = time.time) -> None:
        """`now` is in UTC seconds."""
        self._app = app
        self._vault = vault
        self._now = now

    @classmethod
    def connect(
        cls, client_id: str, redirect_uri: str, accounts_url: str, api_url: str, vault: Vault, session: upstream.Session
    ) -> Account:
        """With an app's id alone; asks nobody yet. Both URLs end in a slash; the session's timeout bounds every call."""
        keep_quiet()
        return cls(App(client_id, redirect_uri, accounts_url, api_url, _lent(session)), vault)

    def begin(self) -> tuple[str, str]:
        """Where to send the browser, and the secret that it has to bring along when it comes back.

        Raise NotConfigured where there is no app or no SECRET_KEY.
        """
        pkce = self._app.pkce()
        pkce.get_pkce_handshake_parameters()
        state, browser = self._vault.begin(pkce.code_verifier)
        return pkce.get_authorize_url(state), browser

    def finish(self, state: str, code: str, browser: str, deadline: upstream.Deadline) -> None:
        """Trade the code that the browser brought back for tokens, and connect the account.

        Raise InvalidRequest where the state is not this browser's, or was used before, and whatever Spotify's answer means.
        """
        pkce = self._app.pkce()
        pkce.code_verifier, pkce.code_challenge = self._verifier(state, browser), "sent at the beginning"
        # A code is good once, so it is not sent twice.
        upstream.call(
            refusals.SERVICE,
            deadline,
            lambda: pkce.get_access_token(code, check_cache=False),
            refusals.of_code,
            verb="spotify.token",
            attempts=1,
        )
        self._vault.connect(self._understood(pkce.cache_handler.get_cached_token()))

    def refuse(self, state: str, browser: str) -> None:
        """End a sign-in to which the person, or Spotify, said no. Raise InvalidRequest as `finish` does."""
        self._verifier(state, browser)

    def forget(self) -> None:
        """Sign out, in every process."""
        self._vault.forget()

    def generation(self) -> int | None:
        """Which account this is, counted by sign-ins and sign-outs; None while none is connected. A look at the database."""
        return self._vault.generation()

    def client(self, generation: int) -> spotipy.Spotify:
        """Spotipy with the token of that account, for as long as it is the connected one."""
        client = spotipy.Spotify(auth_manager=SignedIn(self, generation), requests_session=self._app.session)
        client.prefix = self._app.api_url
        return client

    def playlists(self, deadline: upstream.Deadline) -> list[shapes.Summary]:
        """What Spotify shows in the account's library, 1000 at most. Raise OwnerOnly where no account is connected."""
        generation = self.generation()
        if generation is None:
            raise refusals.not_signed_in()
        client = self.client(generation)

        def page(first: int) -> shapes.Shelf:
            def ask(client: spotipy.Spotify) -> Any:
                return client.current_user_playlists(limit=PAGE, offset=first)

            return ask_as(client, deadline, ask, shapes.shelf, refusals.of_account, verb="spotify.my_playlists")

        first = page(0)
        others = range(PAGE, min(first.total, MOST_PLAYLISTS), PAGE)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            pages = [first, *pool.map(page, others)]
        return list(chain.from_iterable(page.summaries for page in pages))

    def check(self, deadline: upstream.Deadline) -> bool:
        """Try the sign-in with one cheap call: False where there is none, a Problem where it does not work."""
        generation = self.generation()
        if generation is None:
            return False
        client = self.client(generation)
        one = partial(spotipy.Spotify.current_user_playlists, limit=1)
        ask_as(client, deadline, one, shapes.shelf, refusals.of_account, verb="spotify.my_playlists")
        return True

    def token(self, generation: int, deadline: upstream.Deadline, refused: str | None = None) -> str:
        """An access token of that account which is good for another minute, and is not the `refused` one.

        Spotify gives a new refresh token with every access token, and the old one is void then: of all threads and processes
        only one renews, and the others wait for what it keeps. Raise OwnerOnly where another account is connected by now, or
        none, SignInEnded where Spotify takes the refresh token no more.
        """
        while True:
            seen = self._vault.connected()
            if seen is None or seen.generation != generation:
                raise refusals.not_signed_in()
            if seen.ended:
                raise refusals.sign_in_ended()
            if seen.sign_in.access_token != refused and seen.sign_in.ends_at - self._now() > SECONDS_GOOD:
                return seen.sign_in.access_token
            if self._vault.reserve(seen, SECONDS_TO_RENEW):
                if fresh := self._renewed(seen, deadline):
                    return fresh.access_token
            elif not deadline.left():
                raise refusals.too_late()
            else:
                time.sleep(min(SECONDS_BETWEEN_LOOKS, deadline.left()))

    def _renewed(self, seen: Connected, deadline: upstream.Deadline) -> SignIn | None:
        """New tokens in place of those that were seen; None where the vault holds others meanwhile, which count."""
        in_time = upstream.Deadline(min(deadline.left(), SECONDS_TO_RENEW - 1))
        try:
            told = upstream.call(
                refusals.SERVICE,
                in_time,
                lambda: self._app.pkce().refresh_access_token(seen.sign_in.refresh_token),
                refusals.of_sign_in,
                verb="spotify.token",
            )
            fresh = self._understood(told)
        except refusals.SignInEnded:
            if self._vault.end(seen):
                raise
            return None
        except Problem:
            self._vault.release(seen)
            raise
        return fresh if self._vault.renew(seen, fresh) else None

    def _verifier(self, state: str, browser: str) -> str:
        if verifier := self._vault.take(state, browser):
            return verifier
        raise InvalidRequest(
            "This sign-in is not known: it is older than ten minutes, was finished before, or began in another browser or under "
            f"another address. Begin again at {self._app.redirect_uri.removesuffix('spotify/callback')}."
        )

    def _understood(self, told: dict[str, Any]) -> SignIn:
        """The tokens of an answer, in which everything may be of another kind."""
        seconds = told.get("expires_in")
        if type(seconds) is not int:
            raise refusals.nonsense()
        ends_at = self._now() + max(0, min(seconds, 86_400))
        return SignIn(_token(told.get("access_token")), _token(told.get("refresh_token")), ends_at)


class SignedIn:
    """Spotipy's `auth_manager` for one account: it never has a token of another one."""

    def __init__(self, account: Account, generation: int) -> None:
        self._account = account
        self._generation = generation
        self._token = ""

    def get_access_token(self, as_dict: bool = False) -> str:
        """What spotipy puts on each call. It asks nobody: `hold` comes before every call."""
        return self._token

    def hold(self, deadline: upstream.Deadline, refused: str | None = None) -> str:
        """Return a token that is good for another minute, and not the `refused` one."""
        self._token = self._account.token(self._generation, deadline, refused)
        return self._token


def _lent(session: upstream.Session) -> requests.Session:
    """Spotipy closes a session with whatever held it, and this one has connections that others use."""
    lent = requests.Session()
    lent.send = session.send  # type: ignore[method-assign]
    # Without these two a `.netrc` would put its own password in the token's place.
    lent.auth = session.auth
    lent.merge_environment_settings = session.merge_environment_settings  # type: ignore[method-assign,assignment]
    return lent


def _token(told: object) -> str:
    if not (isinstance(told, str) and re.fullmatch(r"[!-~]{1,4096}", told)):
        raise refusals.nonsense()
    return told
