"""Who may come in, how often, from whose pages, and what every answer tells a browser to keep away from."""

from __future__ import annotations

import hmac
import logging
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import blake2b, sha256
from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING, Any, Protocol, cast

from flask import Flask, Request, Response, current_app, g, request
from flask_cors import cross_origin
from limits import RateLimitItem, parse
from limits.errors import ConfigurationError
from limits.storage import Storage, storage_from_string
from werkzeug.exceptions import TooManyRequests
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.sansio.utils import host_is_trusted

from ..config import Settings
from ..errors import Forbidden, InvalidRequest, NotConfigured, Unauthorized
from ..memory import Share
from . import formats

# Where a view says nothing else: the page and the documentation have policies of their own.
SAFE = (
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Content-Security-Policy", "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
)
# Open without API_TOKEN. Spotify sends the browser back to the callback, and a browser that is sent brings no token along.
OPEN = {"page.start", "page.static", "api.healthz", "api.readyz", "login.callback"}
UNCOUNTED = {"page.static", "api.healthz", "api.readyz", "metrics.told"}
DOCS = "flasgger."
REDIS = ("redis", "valkey")  # How the schemes begin whose clients wait for as long as nobody tells them otherwise.
COUNTED = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset")
READABLE = ["Age", "Content-Disposition", "ETag", "Link", "Retry-After", "X-Request-ID", "X-Source", "X-Total-Count", *COUNTED]

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

log = logging.getLogger(__name__)

SECONDS_QUIET = 60  # Between two lines in the log about a storage that fails at every request.
SECONDS_TO_COUNT = 2  # Every request waits for its count, and a storage that is away would hold them all.


def _now() -> float:
    return datetime.now(UTC).timestamp()


class Opens(Protocol):
    """An app that reads its settings and builds its parts when it has to, once."""

    def open(self) -> None: ...


class Doors:
    """The settings' doors. Raise NotConfigured where what RATE_LIMIT_STORAGE names cannot be used. `now` is in UTC seconds."""

    def __init__(self, settings: Settings, now: Callable[[], float] = _now) -> None:
        self._admin = settings.admin_token.encode()
        self._api = settings.api_token.encode()
        self._hosts = settings.trusted_hosts
        self._searches = settings.searches_per_client
        self._salt = sha256((settings.secret_key or settings.youtube_key).encode()).digest()
        self._limit: RateLimitItem | None = parse(settings.rate_limit) if settings.rate_limit else None
        self._counters = _counters(settings.rate_limit_storage)
        self._cors = _cors(settings.cors_origins) if settings.cors_origins else None
        self._now = now
        self._quiet_until = 0.0

    def is_admin(self) -> bool:
        """Whether this request brings the admin's token."""
        return bool(self._admin) and hmac.compare_digest(_bearer(), self._admin)

    def require_admin(self) -> None:
        if not self._admin:
            raise Forbidden("This is the admin's, and closed while ADMIN_TOKEN is not set. Set it, and start the service again.")
        if not self.is_admin():
            raise Unauthorized("This is the admin's: send `Authorization: Bearer` and the value of ADMIN_TOKEN.")

    def require_reader(self) -> None:
        """Reading is open to all as long as API_TOKEN is not set."""
        if self._api and not hmac.compare_digest(_bearer(), self._api) and not self.is_admin():
            raise Unauthorized("This service answers only those who send `Authorization: Bearer` and the value of API_TOKEN.")

    def share(self) -> Share | None:
        """The part of the day's searches that this client may cause; None: no limit.

        The address itself is not kept, but its hash under SECRET_KEY, or else under YT_ID: whoever has not the one that is in use
        cannot guess the address back. With neither, nobody searches.
        """
        if self._searches is None:
            return None
        return Share(f"client:{blake2b(client().encode(), digest_size=16, key=self._salt).hexdigest()}", self._searches)

    def let_in(self, request: Request) -> None:
        """Before every request. Raise what keeps it out."""
        if self._hosts and not host_is_trusted(request.host, self._hosts):
            raise InvalidRequest("This service does not go by the name that `Host` has here (TRUSTED_HOSTS).")
        endpoint = request.endpoint or ""
        if endpoint.startswith(DOCS) or request.method == "OPTIONS":
            return
        if self._limit and endpoint not in UNCOUNTED:
            self._count(self._limit)
        if endpoint and endpoint not in OPEN:
            self.require_reader()

    def _count(self, limit: RateLimitItem) -> None:
        """Fixed windows, each from a client's first request in it."""
        key = f"requests/{client()}"
        try:
            used = self._counters.incr(key, limit.get_expiry())
            resets_at = self._counters.get_expiry(key)
        except Exception as error:  # noqa: BLE001  # whatever a storage raises: counting nobody is better than answering nobody
            self._complain(error)
            return
        g.counted = str(limit.amount), str(max(0, limit.amount - used)), str(int(resets_at) + 1)
        if used > limit.amount:
            seconds = formats.seconds_until(datetime.fromtimestamp(resets_at, UTC))
            raise TooManyRequests(
                f"One client may make {limit.amount} requests per {limit.GRANULARITY.name}. Come back in {seconds} s.",
                retry_after=seconds,
            )

    def _complain(self, error: Exception) -> None:
        """Only by the error's name: its text may hold the storage's address, and that a password."""
        if (now := self._now()) >= self._quiet_until:
            self._quiet_until = now + SECONDS_QUIET
            log.warning("requests cannot be counted in RATE_LIMIT_STORAGE (%s); nobody is kept out", type(error).__name__)

    def see_out(self, response: Response) -> Response:
        """After every request: how much of the limit is left, and whether other pages may read this."""
        if counted := g.get("counted"):
            response.headers.extend(zip(COUNTED, counted, strict=True))
        if not self._cors:
            return response
        response.vary.add("Origin")  # Also where none came: a cache must not answer a site with what another caller got.
        return cast(Response, self._cors(lambda: response)())


def init_doors(app: Flask) -> None:
    """Hang the doors in. They open with the app's parts, by `open_doors`. The app is one that Opens."""
    app.before_request(lambda: doors().let_in(plainly(request)))
    app.after_request(_see_out)
    app.wsgi_app = _believing(app, _carefully(app.wsgi_app))  # type: ignore[assignment,method-assign]  # Flask's own way


def _believing(app: Flask, inner: WSGIApplication) -> WSGIApplication:
    """Believe what TRUSTED_PROXIES of our own say about a caller, the first one too, for whom the settings have yet to be read."""

    def believing(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if "settings" not in app.extensions:
            with suppress(Exception):  # The request itself meets it again, and has a number to tell it under.
                cast(Opens, app).open()
        settings: Settings | None = app.extensions.get("settings")
        n = settings.trusted_proxies if settings else 0
        return (ProxyFix(inner, x_for=n, x_proto=n, x_host=n) if n else inner)(environ, start_response)

    return believing


def _carefully(inner: WSGIApplication) -> WSGIApplication:
    """Add to every answer, whatever made it, what a browser should keep from. Below Flask that costs next to nothing."""

    def careful(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Callable[[bytes], object]:
            told = {name for name, _ in headers}
            return start_response(status, [*headers, *(safe for safe in SAFE if safe[0] not in told)], *error)

        return inner(environ, start)

    return careful


def open_doors(app: Flask, settings: Settings) -> Doors:
    """The app's doors from now on. Raise NotConfigured where what RATE_LIMIT_STORAGE names cannot be used."""
    opened = app.extensions["doors"] = Doors(settings)
    return opened


def doors() -> Doors:
    return current_app.extensions["doors"]  # type: ignore[no-any-return]  # Flask's registry is a plain dict


def require_admin() -> None:
    """Raise Forbidden where there is no admin, Unauthorized where it is somebody else."""
    doors().require_admin()


def plainly(proxy: Request) -> Request:
    """The request itself. Each question to Flask's stand-in for it first looks for whose turn it is."""
    found: Request = proxy._get_current_object()  # type: ignore[attr-defined]  # every stand-in of Flask's has it
    return found


def client() -> str:
    """Who is counted as one: an address, or the network of 64 bits that one household or machine has of IPv6."""
    address = request.remote_addr or ""
    if ":" not in address:
        return address
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(known, IPv6Address) and not known.ipv4_mapped:
        return f"{IPv6Address(int(known) >> 64 << 64)}/64"
    return address


def _see_out(response: Response) -> Response:
    """Whatever happened, even where there are no settings to open the doors with."""
    opened: Doors | None = current_app.extensions.get("doors")
    return opened.see_out(response) if opened else response


def _bearer() -> bytes:
    """The token that came, as bytes: HTTP's headers are Latin-1, whatever was meant."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip().encode("latin-1") if scheme.lower() == "bearer" else b""


def _cors(origins: Sequence[str]) -> Callable[..., Any]:
    return cross_origin(
        origins=list(origins),
        allow_headers=["Authorization", "Content-Type", "If-None-Match"],
        expose_headers=READABLE,
        max_age=600,
        automatic_options=False,
        vary_header=False,  # `see_out` has seen to it, for every answer and once.
    )


class Counters:
    """Counts in this process, as limits' own memory does, which to forget what is over starts a thread a hundred times a second."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._windows: dict[str, tuple[float, int]] = {}
        self._swept_at = 0.0

    def incr(self, key: str, expiry: float) -> int:
        """Count one more in the key's window, which lasts `expiry` seconds from its first."""
        now = datetime.now(UTC).timestamp()
        with self._lock:
            if now >= self._swept_at + expiry:
                self._windows = {known: window for known, window in self._windows.items() if window[0] > now}
                self._swept_at = now
            ends_at, used = self._windows.get(key, (0.0, 0))
            if now >= ends_at:
                ends_at, used = now + expiry, 0
            self._windows[key] = ends_at, used + 1
            return used + 1

    def get_expiry(self, key: str) -> float:
        return self._windows[key][0]


def _counters(storage: str) -> Storage | Counters:
    """Flask-Limiter's own engine. Flask-Limiter itself says Retry-After on every answer, and takes as long as a whole warm one."""
    if storage == Settings.rate_limit_storage:
        return Counters()
    patience = {"socket_timeout": SECONDS_TO_COUNT, "socket_connect_timeout": SECONDS_TO_COUNT}
    try:
        return cast(Storage, storage_from_string(storage, **(patience if storage.startswith(REDIS) else {})))
    except ConfigurationError:
        raise NotConfigured(
            "RATE_LIMIT_STORAGE names a storage that cannot be used: `memory://`, or another one whose library is installed."
        ) from None
