"""One session for each service, whose calls end in time whatever the peer does, and read no more than is good for us."""

from __future__ import annotations

import socket
from typing import Any

import requests
import urllib3
from requests.adapters import HTTPAdapter

from .calls import current
from .watch import Watch, watch_here

# Far above any answer of these platforms (a page of 100 tracks is about 300 kB), far below what would hurt us.
LARGEST_ANSWER = 16 * 2**20


class Session(requests.Session):
    """A `requests` session whose every call ends within `timeout` seconds and the deadline, whatever the peer does.

    The timeouts of `requests` bound each single read, so a peer that sends a byte a second is never late for it; here the
    socket is cut. Redirects are not followed (these APIs have none, and the key would travel along), answers have a largest
    size. `pool` is how many calls to one host may be under way at once.
    """

    def __init__(self, timeout: float, pool: int = 10) -> None:
        super().__init__()
        self._timeout = timeout
        self._environment: dict[str, Any] = {}
        self.auth = _as_it_is
        for scheme in ("http://", "https://"):
            self.mount(scheme, _Adapter(pool_connections=4, pool_maxsize=pool))

    def merge_environment_settings(self, url: Any, *told: Any) -> Any:
        """What the environment says about proxies and certificates, looked up once a host: it is a quarter of a call's cost."""
        host = url.partition("://")[2].partition("/")[0]
        if host not in self._environment:
            self._environment[host] = super().merge_environment_settings(url, *told)
        return self._environment[host]

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        deadline = current.get()
        left = min(self._timeout, deadline.left()) if deadline else self._timeout
        if left <= 0:
            raise requests.Timeout("the deadline has passed")
        with Watch(left) as watch:
            try:
                response = super().send(request, **kwargs | {"timeout": left, "stream": True, "allow_redirects": False})
                # This is what `requests` itself does for stream=False, with a bound on the size.
                response._content = _read(response)
            except requests.RequestException as error:
                # `requests` calls it a broken connection when an answer falls silent in its middle.
                silent = any(isinstance(cause, urllib3.exceptions.ReadTimeoutError) for cause in error.args)
                if not (watch.late or silent):
                    raise
                watch.late = True
        if watch.late:  # A cut may look like an error, or like the end of a short answer.
            raise requests.Timeout("the answer took too long")
        if response.is_redirect:
            raise requests.TooManyRedirects("a redirect, which these APIs do not have")
        return response


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Each client brings its own credentials. Without this, `requests` looks for others in a .netrc file at every call."""
    return request


def _read(response: requests.Response) -> bytes:
    body = bytearray()
    for chunk in response.iter_content(65536):
        body += chunk
        if len(body) > LARGEST_ANSWER:
            response.close()
            raise requests.exceptions.ContentDecodingError("the answer is too large")
    return bytes(body)


class _Watched:
    """Tells the watch which socket the answer comes from; urllib3 has no other way to learn it before the answer is there."""

    sock: socket.socket | None

    def getresponse(self) -> Any:
        if watch := watch_here.get():
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
