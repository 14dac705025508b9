"""The settings, one line a knob; nothing else reads the environment."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from dotenv import dotenv_values, set_key

DOTENV = Path(__file__).resolve().parent.parent / ".env"
TOP_50 = "37i9dQZEVXbMDoHDwVN2tF"
ARCHIVE = f"https://raw.githubusercontent.com/mackorone/spotify-playlist-archive-2/main/playlists/pretty/{TOP_50}.json"


class BadSettings(Exception):
    """Names every setting whose value cannot be, and what it may be; no value of a secret is in it."""


def text(value: str) -> str:
    return value.strip()


def switch(value: str) -> bool:
    if value.strip() not in ("0", "1"):
        raise ValueError("0 or 1")
    return value.strip() == "1"


def whole(least: int, most: int) -> Callable[[str], int]:
    def parse(value: str) -> int:
        if not (value.strip().isdecimal() and value.strip().isascii() and least <= int(value) <= most):
            raise ValueError(f"a whole number from {least} to {most}")
        return int(value)

    return parse


def seconds(value: str) -> float:
    try:
        number = float(value)
    except ValueError:
        number = 0.0
    if not 0.01 <= number <= 600:
        raise ValueError("a number of seconds from 0.01 to 600")
    return number


def region(value: str) -> str:
    code = value.strip().upper()
    if code and not (len(code) == 2 and code.isascii() and code.isalpha()):
        raise ValueError("a country's two-letter code, such as DE")
    return code


def url(value: str) -> str:
    if not value.strip().startswith(("http://", "https://")):
        raise ValueError("a URL that begins with http:// or https://")
    return value.strip().rstrip("/") + "/"


def database(value: str) -> str:
    if not value.strip().startswith(("sqlite:///", "postgresql+psycopg://")):
        raise ValueError("a URL that begins with sqlite:/// or postgresql+psycopg://")
    return value.strip()


def exact_url(value: str) -> str:
    return url(value).rstrip("/")


def callback(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s?#]+/spotify/callback", value.strip()):
        raise ValueError("a URL that ends in /spotify/callback")
    return value.strip()


def names(value: str) -> tuple[str, ...]:
    return tuple(name for name in re.split(r"[\s,]+", value.strip()) if name)


def allowance(value: str) -> int | None:
    return whole(0, 10_000_000)(value) if value.strip() else None


def long_secret(value: str) -> str:
    if 0 < len(value.strip()) < 32:
        raise ValueError("32 characters or more")
    return value.strip()


def limit(value: str) -> str:
    """As Flask-Limiter writes it; nothing is no limit."""
    if value.strip() and not re.fullmatch(r"[1-9][0-9]{0,8} per (second|minute|hour|day)", value.strip()):
        raise ValueError("such as 120 per minute, or nothing for no limit")
    return value.strip()


def log_format(value: str) -> str:
    if value.strip() not in ("text", "json"):
        raise ValueError("text or json")
    return value.strip()


def knob(
    name: str, default: str, help: str, parse: Callable[[str], Any] = text, *, secret: bool = False, may_be_empty: bool = False
) -> Any:
    """One setting. `default` is written as a person would write it in `.env`; an empty value is the default, unless it may be."""
    return field(
        default=parse(default),
        repr=not secret,
        metadata={"name": name, "default": default, "help": help, "parse": parse, "secret": secret, "may_be_empty": may_be_empty},
    )


@dataclass(frozen=True)
class Settings:
    spotify_client_id: str = knob("SPOTIPY_CLIENT_ID", "", "the id of your Spotify app, for Spotify's lists")
    spotify_client_secret: str = knob("SPOTIPY_CLIENT_SECRET", "", "and its secret", secret=True)
    youtube_key: str = knob("YT_ID", "", "the key for the YouTube Data API v3", secret=True)
    database_url: str = knob("DATABASE_URL", "sqlite:///spyt.db", "where found videos are remembered", database, secret=True)
    redirect_uri: str = knob(
        "SPOTIPY_REDIRECT_URI",
        "http://127.0.0.1:5000/spotify/callback",
        "where Spotify sends the browser back after sign-in",
        callback,
    )
    admin_token: str = knob("ADMIN_TOKEN", "", "opens the admin's routes; without it they are closed", secret=True)
    api_token: str = knob("API_TOKEN", "", "closes the data routes to all who do not send it", secret=True)
    secret_key: str = knob(
        "SECRET_KEY", "", "32 characters or more, which encrypt Spotify's sign-in; needed for it", long_secret, secret=True
    )
    port: int = knob("PORT", "5000", "the port to serve on", whole(1, 65535))
    default_playlist: str = knob(
        "DEFAULT_PLAYLIST", TOP_50, "the list of a request that names none (this one is the Top 50 Global)"
    )
    region: str = knob("REGION", "", "a country's two-letter code: search as from there", region)
    searches_per_day: int = knob("SEARCHES_PER_DAY", "100", "the YouTube searches your key allows a day", whole(0, 10_000_000))
    units_per_day: int = knob("UNITS_PER_DAY", "10000", "the YouTube units it allows for all else", whole(0, 1_000_000_000))
    searches_per_client: int | None = knob(
        "SEARCHES_PER_CLIENT", "", "the searches that one client may cause a day; unset: no limit", allowance
    )
    searches_for_worker: int = knob(
        "SEARCHES_FOR_WORKER", "50", "the searches a day that finish songs which waited", whole(0, 10_000_000)
    )
    worker: bool = knob("WORKER", "1", "1: a thread finishes songs that waited; 0 where `flask worker` runs beside it", switch)
    upstream_timeout: float = knob("UPSTREAM_TIMEOUT", "5", "seconds that one call to an outside service may take", seconds)
    request_deadline: float = knob(
        "REQUEST_DEADLINE", "30", "seconds after which a request is answered with what is known", seconds
    )
    search_workers: int = knob("SEARCH_WORKERS", "64", "searches under way at once in a process", whole(1, 1000))
    spotify_api_url: str = knob("SPOTIFY_API_URL", "https://api.spotify.com/v1/", "Spotify's Web API", url)
    spotify_accounts_url: str = knob("SPOTIFY_ACCOUNTS_URL", "https://accounts.spotify.com/", "where Spotify gives out tokens", url)
    youtube_api_url: str = knob("YOUTUBE_API_URL", "https://www.googleapis.com/youtube/v3/", "YouTube's Data API", url)
    archive_url: str = knob("ARCHIVE_URL", ARCHIVE, "an open archive's daily copy of the Top 50 Global", exact_url)
    deezer_url: str = knob("DEEZER_URL", "https://api.deezer.com/", "Deezer's API, for its worldwide Top", url)
    ytmusic: bool = knob("YTMUSIC", "0", "1: ask YouTube Music before a search (unofficial, needs no key)", switch)
    sandbox: bool = knob("SANDBOX", "0", "1: play against the built-in stand-in for both platforms", switch)
    rate_limit: str = knob(
        "RATE_LIMIT", "120 per minute", "requests that one client may make; empty: no limit", limit, may_be_empty=True
    )
    rate_limit_storage: str = knob(
        "RATE_LIMIT_STORAGE", "memory://", "where requests are counted; the default counts in each process", secret=True
    )
    cors_origins: tuple[str, ...] = knob(
        "CORS_ORIGINS", "", "the sites whose scripts may ask, with spaces between; unset: none", names
    )
    trusted_hosts: tuple[str, ...] = knob("TRUSTED_HOSTS", "", "the names this service goes by; unset: any", names)
    trusted_proxies: int = knob("TRUSTED_PROXIES", "0", "how many proxies of yours stand before it", whole(0, 10))
    log_format: str = knob("LOG_FORMAT", "text", "text, or json for machines", log_format)

    @classmethod
    def load(cls, environment: Mapping[str, str] | None = None, file: Path = DOTENV) -> Settings:
        """From the environment, which wins over the file `.env` beside `app.py`. Raise BadSettings with all that is wrong."""
        given = environment if environment is not None else {**dotenv_values(file), **os.environ}
        values, wrong = {}, []
        for knob in fields(cls):
            name, parse = knob.metadata["name"], knob.metadata["parse"]
            told = given.get(name)
            if told is None or not (told.strip() or knob.metadata["may_be_empty"]):
                continue
            try:
                values[knob.name] = parse(told)
            except ValueError as error:
                came = "what it is set to" if knob.metadata["secret"] else repr(told)
                wrong.append(f"{name} must be {error}, not {came}.")
        if wrong:
            raise BadSettings("\n".join(wrong))
        return cls(**values)

    def secrets(self) -> list[str]:
        """The values that no log line and no answer may hold."""
        return [value for knob in fields(self) if knob.metadata["secret"] and (value := getattr(self, knob.name)) != knob.default]


def write_secrets(file: Path = DOTENV) -> list[str]:
    """Write the secrets that nobody else can give, the admin's token and the key for Spotify's sign-in, where they are missing.

    Return the names of those written. The file is its owner's alone.
    """
    known = {**dotenv_values(file), **os.environ}
    missing = [name for name in ("ADMIN_TOKEN", "SECRET_KEY") if not known.get(name)]
    if missing:
        file.touch(mode=0o600)
    for name in missing:
        set_key(file, name, secrets.token_urlsafe(32), quote_mode="never")
    return missing
