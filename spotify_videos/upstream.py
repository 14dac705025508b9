"""What all outside services share: a deadline, one bounded session, bounded retries, errors in our language, redaction."""

from __future__ import annotations

import contextvars
import logging
import socket
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, TypeVar

import requests
import tenacity
import urllib3
from requests.adapters import HTTPAdapter

from .errors import Problem, UpstreamError, UpstreamTimeout

# Far above any answer of these platforms (a page of 100 tracks is about 300 kB), far below what would hurt us.
LARGEST_ANSWER = 16 * 2**20
ATTEMPTS = 3

Told = TypeVar("Told")


class Deadline:
    """The moment by which an answer is due; on the monotonic clock, so that setting the machine's clock changes nothing."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds until then, never below 0."""
        return max(0.0, self._end - time.monotonic())


# spotipy and python-youtube have no parameter that would carry a deadline to their session, so it reads it from here.
_deadline: contextvars.ContextVar[Deadline | None] = contextvars.ContextVar("deadline", default=None)


def call(
    service: str,
    deadline: Deadline,
    ask: Callable[[], Told],
    understand: Callable[[Exception], Problem | None],
    *,
    attempts: int = ATTEMPTS,
) -> Told:
    """Ask an outside service and return its answer, or raise a Problem in our language.

    `understand` turns what the client library raised for a refusal into a Problem (None: it is not one). Transient failures
    are asked again, `attempts` times in all, never past the deadline. A hang is not: who was silent for a whole timeout
    has had its chance. Nothing is chained to what is raised, since the key is a part of the URL in an upstream's errors.
    """

    def once() -> Told:
        token = _deadline.set(deadline)
        try:
            return ask()
        except Problem:
            raise
        except Exception as error:
            problem = understand(error) or _broken(service, error)
            if problem is None:
                raise
            raise problem from None
        finally:
            _deadline.reset(token)

    try:
        return tenacity.Retrying(
            retry=tenacity.retry_if_exception(lambda error: isinstance(error, UpstreamError) and error.transient),
            stop=tenacity.stop_after_attempt(attempts) | tenacity.stop_before_delay(deadline.left()),
            wait=tenacity.wait_random_exponential(multiplier=0.1, max=1),
            reraise=True,
        )(once)
    except Problem as problem:
        raise problem.with_traceback(None) from None


def _broken(service: str, error: Exception) -> Problem | None:
    """What a failure below HTTP means; None where the error is no upstream's but a mistake of ours."""
    if isinstance(error, (requests.Timeout, urllib3.exceptions.TimeoutError)):
        return UpstreamTimeout(f"{service} did not answer in time. Try again in a moment.", source=service)
    if isinstance(error, requests.JSONDecodeError):
        return UpstreamError(f"{service} answered something that is not JSON.", source=service)
    if isinstance(error, requests.TooManyRedirects):
        return UpstreamError(f"{service} answered with a redirect, which it should not have.", source=service)
    if isinstance(error, (requests.RequestException, urllib3.exceptions.HTTPError, OSError)):
        return UpstreamError(f"{service} cannot be reached, or broke off its answer.", source=service, transient=True)
    return None


class Session(requests.Session):
    """A `requests` session whose every call ends within `timeout` seconds and the deadline, whatever the peer does.

    The timeouts of `requests` bound each single read, so a peer that sends a byte a second is never late for it; here the
    socket is cut. Redirects are not followed (these APIs have none, and the key would travel along), answers have a largest
    size. `pool` is how many calls to one host may be under way at once.
    """

    def __init__(self, timeout: float, pool: int = 10) -> None:
        super().__init__()
        self._timeout = timeout
        for scheme in ("http://", "https://"):
            self.mount(scheme, _Adapter(pool_connections=4, pool_maxsize=pool))

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        deadline = _deadline.get()
        left = min(self._timeout, deadline.left()) if deadline else self._timeout
        if left <= 0:
            raise requests.Timeout("the deadline has passed")
        with _Watch(left) as watch:
            try:
                response = super().send(request, **kwargs | {"timeout": left, "stream": True, "allow_redirects": False})
                # This is what `requests` itself does for stream=False, with a bound on the size.
                response._content = _read(response)
            except requests.RequestException:
                if not watch.late:
                    raise
        if watch.late:  # A cut may look like an error, or like the end of a short answer.
            raise requests.Timeout("the answer took too long")
        if response.is_redirect:
            raise requests.TooManyRedirects("a redirect, which these APIs do not have")
        return response


def _read(response: requests.Response) -> bytes:
    body = bytearray()
    for chunk in response.iter_content(65536):
        body += chunk
        if len(body) > LARGEST_ANSWER:
            response.close()
            raise requests.exceptions.ContentDecodingError("the answer is too large")
    return bytes(body)


class _Watch:
    """Shuts the socket of the call inside this block down when its time is over, which wakes whoever reads from it."""

    def __init__(self, seconds: float) -> None:
        self.late = False
        self._socket: socket.socket | None = None
        self._over = False
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> _Watch:
        self._token = _watch.set(self)
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        with self._lock:  # From here on the socket may serve another call.
            self._over = True
        _watch.reset(self._token)

    def reads_from(self, connected: socket.socket | None) -> None:
        self._socket = connected

    def _cut(self) -> None:
        with self._lock:
            if self._over:
                return
            self.late = True
            if self._socket is not None:
                with suppress(OSError):
                    self._socket.shutdown(socket.SHUT_RDWR)


_watch: contextvars.ContextVar[_Watch | None] = contextvars.ContextVar("watch", default=None)


class _Watched:
    """Tells the watch which socket the answer comes from; urllib3 has no other way to learn it before the answer is there."""

    sock: socket.socket | None

    def getresponse(self) -> Any:
        if watch := _watch.get():
            watch.reads_from(self.sock)
        return super().getresponse()  # type: ignore[misc]  # a mixin for the two classes below


class _HTTPConnection(_Watched, urllib3.connection.HTTPConnection):
    pass


class _HTTPSConnection(_Watched, urllib3.connection.HTTPSConnection):
    pass


class _HTTPPool(urllib3.HTTPConnectionPool):
    ConnectionCls = _HTTPConnection


class _HTTPSPool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _HTTPSConnection


class _Adapter(HTTPAdapter):
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _HTTPPool, "https": _HTTPSPool}


class Redact(logging.Formatter):
    """Blots out every secret in what is logged, tracebacks included: the last door before a line leaves the process."""

    def __init__(self, inner: logging.Formatter, secrets: Iterable[str]) -> None:
        super().__init__()
        self._inner = inner
        self._secrets = sorted((secret for secret in secrets if len(secret) >= 4), key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        line = self._inner.format(record)
        for secret in self._secrets:
            line = line.replace(secret, "[secret]")
        return line
