"""Keeps the connected Spotify account and the sign-ins under way, encrypted, for all processes that share the database."""

from __future__ import annotations

import base64
import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import ColumnElement, Engine, delete, select, update

from ..errors import NotConfigured
from .database import reading, writing
from .tables import account, sign_ins

# Who reads Spotify's page of consent takes a minute; a sign-in that was left open must not lie about for long.
SECONDS_TO_SIGN_IN = 600


@dataclass(frozen=True, slots=True)
class SignIn:
    """What Spotify gave for a sign-in; `ends_at` is when the access token ends, in UTC seconds."""

    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    ends_at: float


@dataclass(frozen=True, slots=True)
class Connected:
    """The sign-in as it lay in the vault: the `generation`-th, `ended` where Spotify takes its refresh token no more."""

    generation: int
    sign_in: SignIn
    ended: bool
    sealed: str = field(repr=False)


class Vault:
    """One account for all processes. What is written says what it read before, so of two who renew one sign-in at the same moment
    the second one changes nothing. Every method raises NotConfigured where the database fails."""

    def __init__(self, engine: Engine, secret_key: str, now: Callable[[], float] = time.time) -> None:
        """Without a `secret_key` there is nothing to sign in with, but signing out goes on."""
        self._engine = engine
        self._fernet = Fernet(_derived(secret_key)) if secret_key else None
        self._now = now

    def begin(self, verifier: str) -> tuple[str, str]:
        """Keep a sign-in's verifier for ten minutes. Return its state, and what binds it to the browser that asked.

        Raise NotConfigured without a SECRET_KEY.
        """
        state, browser, now = secrets.token_urlsafe(32), secrets.token_urlsafe(32), self._now()
        row = {"state": _digest(state), "browser": _digest(browser), "ends_at": now + SECONDS_TO_SIGN_IN}
        row["body"] = self._sealed(verifier)
        with writing(self._engine) as connection:
            connection.execute(delete(sign_ins).where(sign_ins.c.ends_at <= now))
            connection.execute(sign_ins.insert(), row)
        return state, browser

    def take(self, state: str, browser: str) -> str | None:
        """The verifier of this state, once and for this browser alone; else None, and nothing has changed."""
        theirs = (sign_ins.c.state == _digest(state)) & (sign_ins.c.browser == _digest(browser))
        with writing(self._engine) as connection:
            body = connection.scalar(delete(sign_ins).where(theirs, sign_ins.c.ends_at > self._now()).returning(sign_ins.c.body))
        return self._opened(body) if body else None

    def generation(self) -> int | None:
        """Another number after every sign-in and every sign-out; None while nobody is signed in. It is one look at one row."""
        with reading(self._engine) as connection:
            return connection.scalar(select(account.c.generation).where(account.c.body.is_not(None)))

    def connected(self) -> Connected | None:
        """The account that is connected now. Raise NotConfigured where SECRET_KEY is not the one it was encrypted with."""
        with reading(self._engine) as connection:
            row = connection.execute(select(account).where(account.c.body.is_not(None))).one_or_none()
        if row is None:
            return None
        access_token, refresh_token, ends_at = json.loads(self._opened(row.body))
        return Connected(row.generation, SignIn(access_token, refresh_token, ends_at), row.ended, row.body)

    def connect(self, sign_in: SignIn) -> None:
        """Let this account be the connected one, in place of any other."""
        self._change(body=self._sealed(sign_in), ended=False, renewing_until=0.0, generation=account.c.generation + 1)

    def forget(self) -> None:
        """Nobody is signed in any more, and no sign-in is under way."""
        with writing(self._engine) as connection:
            connection.execute(delete(sign_ins))
            gone = {"body": None, "ended": False, "renewing_until": 0.0, "generation": account.c.generation + 1}
            connection.execute(update(account).values(gone))

    def reserve(self, seen: Connected, seconds: float) -> bool:
        """Whether renewing what was seen is ours alone for so many seconds; not where another one does it, or has done it."""
        now = self._now()
        return self._change(account.c.body == seen.sealed, account.c.renewing_until <= now, renewing_until=now + seconds)

    def renew(self, seen: Connected, sign_in: SignIn) -> bool:
        """Keep these tokens in place of those that were seen; False where others are kept meanwhile, or nobody is signed in."""
        return self._change(account.c.body == seen.sealed, body=self._sealed(sign_in), ended=False, renewing_until=0.0)

    def end(self, seen: Connected) -> bool:
        """Note that Spotify takes what was seen no more; False where other tokens are kept meanwhile, or nobody is signed in."""
        return self._change(account.c.body == seen.sealed, ended=True, renewing_until=0.0)

    def release(self, seen: Connected) -> None:
        """Let the next one try to renew this."""
        self._change(account.c.body == seen.sealed, renewing_until=0.0)

    def _change(self, *where: ColumnElement[bool], **values: Any) -> bool:
        with writing(self._engine) as connection:
            return connection.execute(update(account).where(*where).values(values)).rowcount == 1

    def _sealed(self, told: str | SignIn) -> str:
        plain = told if isinstance(told, str) else json.dumps([told.access_token, told.refresh_token, told.ends_at])
        return self._key().encrypt(plain.encode()).decode()

    def _opened(self, sealed: str) -> str:
        try:
            return self._key().decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise NotConfigured(
                "The sign-in with Spotify was kept under another SECRET_KEY. Set that one again, or sign out and in anew."
            ) from None

    def _key(self) -> Fernet:
        if self._fernet is None:
            raise NotConfigured(
                "Set SECRET_KEY to 32 characters or more that nobody can guess: they encrypt the sign-in with Spotify that is kept."
            )
        return self._fernet


def _derived(secret: str) -> bytes:
    """A key that is good for this purpose alone, whatever else the secret is used for."""
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"sign-in with Spotify").derive(secret.encode())
    return base64.urlsafe_b64encode(key)


def _digest(secret: str) -> str:
    """What is looked for in the database, where it must not stand as it is."""
    return sha256(secret.encode(errors="replace")).hexdigest()
