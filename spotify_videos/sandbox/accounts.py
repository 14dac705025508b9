"""Spotify's page of consent and the tokens it leads to: authorization code with PKCE, as an app without a secret asks for it."""

from __future__ import annotations

import base64
import html
import itertools
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlencode, urlsplit

from .catalogue import OWNER
from .dice import Dice
from .faults import oauth_error
from .wire import Json, Reply, Request, as_json

SECONDS_OF_A_CODE = 600
# This client id is the wrong one whatever its secret; every other pair is right.
WRONG_CLIENT = "wrong"
# Spotify takes no `localhost`, and no plain http but to the machine itself.
REDIRECTS = re.compile(r"https://[^/?#\s]+\S*|http://(?:127\.0\.0\.1|\[::1\])(?::\d+)?(?:/\S*)?")
CONSENT = """<!doctype html><html lang="en"><title>Connect to Spotify (sandbox)</title>
<h1>Connect to Spotify</h1>
<p>This is the stand-in for Spotify. An app wants to read the playlists of {user}: {scope}.</p>
<p><a href="{agree}">Agree</a> <a href="{cancel}">Cancel</a></p></html>
"""


@dataclass(frozen=True)
class Code:
    """What a code was given out for, and until when it is good (seconds of the monotonic clock)."""

    client: str
    redirect: str
    challenge: str
    scope: str
    end: float


@dataclass(frozen=True)
class Grant:
    """What a refresh token stands for."""

    client: str
    scope: str


class Accounts:
    """Everybody who comes to the page is the catalogue's OWNER. `issue` makes an access token for a user."""

    def __init__(self, issue: Callable[[str | None], dict[str, Json]]) -> None:
        self._issue = issue
        self._codes: dict[str, Code] = {}
        self._grants: dict[str, Grant] = {}
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()

    def revoke(self) -> None:
        """The user takes back what was agreed to, or six months have passed: no refresh token is good any more."""
        with self._lock:
            self._grants.clear()

    def authorize(self, request: Request, _: str) -> Reply:
        """The page with its two links; each leads back here with `answer`, and from here to the app."""
        query = request.query
        if wrong := _wrong(query):
            return Reply(400, wrong.encode(), "text/plain; charset=utf-8")
        told = {"state": query["state"]} if "state" in query else {}
        match query.get("answer"):
            case "agree":
                return _back(query["redirect_uri"], {"code": self._code(query), **told})
            case "cancel":
                return _back(query["redirect_uri"], {"error": "access_denied", **told})
        links = {answer: html.escape(f"?{urlencode({**query, 'answer': answer})}") for answer in ("agree", "cancel")}
        page = CONSENT.format(user=OWNER, scope=html.escape(query.get("scope", "")) or "the public ones", **links)
        return Reply(200, page.encode(), "text/html; charset=utf-8")

    def by_code(self, form: dict[str, str]) -> Reply:
        """Tokens for a code, which is good once, and for whoever knows what its challenge was made of."""
        with self._lock:
            code = self._codes.pop(form.get("code", ""), None)
        if code is None or code.end <= time.monotonic():
            return oauth_error("invalid_grant", "Invalid authorization code")
        if form.get("client_id") != code.client:
            return oauth_error("invalid_grant", "Invalid client")
        if form.get("redirect_uri") != code.redirect:
            return oauth_error("invalid_grant", "Invalid redirect URI")
        if _challenge(form.get("code_verifier", "")) != code.challenge:
            return oauth_error("invalid_grant", "code_verifier was incorrect")
        return self._tokens(Grant(code.client, code.scope))

    def by_refresh_token(self, form: dict[str, str]) -> Reply:
        """New tokens, the refresh token among them: the old one is void from here on."""
        with self._lock:
            grant = self._grants.get(form.get("refresh_token", ""))
            if grant is None or form.get("client_id") != grant.client:
                return oauth_error("invalid_grant", "Refresh token revoked")
            del self._grants[form["refresh_token"]]
        return self._tokens(grant)

    def _tokens(self, grant: Grant) -> Reply:
        refresh_token = self._letters("refresh", 80)
        with self._lock:
            self._grants[refresh_token] = grant
        return as_json(self._issue(OWNER) | {"refresh_token": refresh_token, "scope": grant.scope})

    def _code(self, query: dict[str, str]) -> str:
        code = self._letters("code", 60)
        end = time.monotonic() + SECONDS_OF_A_CODE
        with self._lock:
            self._codes[code] = Code(
                query["client_id"], query["redirect_uri"], query["code_challenge"], query.get("scope", ""), end
            )
        return code

    def _letters(self, what: str, count: int) -> str:
        with self._lock:
            return Dice(what, next(self._numbers)).letters(count)


def _wrong(query: dict[str, str]) -> str | None:
    """What Spotify would not show its page for."""
    if query.get("client_id", "") in ("", WRONG_CLIENT):
        return "INVALID_CLIENT: Invalid client"
    if not REDIRECTS.fullmatch(query.get("redirect_uri", "")):
        return "INVALID_CLIENT: Insecure redirect URI"
    if query.get("response_type") != "code":
        return "response_type must be code"
    if query.get("code_challenge_method") != "S256" or len(query.get("code_challenge", "")) != 43:
        return "code_challenge must be there, and code_challenge_method S256"
    return None


def _back(redirect: str, told: dict[str, str]) -> Reply:
    joint = "&" if urlsplit(redirect).query else "?"
    return Reply(302, b"", headers={"Location": f"{redirect}{joint}{urlencode(told)}"})


def _challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")
