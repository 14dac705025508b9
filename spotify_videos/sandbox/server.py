"""HTTP/1.1 over plain sockets, because half of what can go wrong happens below HTTP."""

from __future__ import annotations

import os
import select
import socket
import socketserver
import struct
import sys
import threading
import time
from contextlib import AbstractContextManager, suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlsplit

from .wire import Reply, Request

LARGEST_BODY = 2**20
# A socket with these options is reset when it is closed; Windows has them as two shorts.
LINGER_NOT = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)


class Site(Protocol):
    """What the server serves."""

    def answering(self, request: Request) -> AbstractContextManager[tuple[Reply, float]]:
        """The reply, and how many seconds after its request it leaves; the block ends when it has left, or never will."""


class Server(socketserver.ThreadingTCPServer):
    """Binds to this machine alone. `drip_seconds` is the pause between two bytes of a dripping answer."""

    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    request_queue_size = 512

    def __init__(self, port: int, site: Site) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.site = site
        self.drip_seconds = 1.0
        self.stopped = threading.Event()
        self._open: set[socket.socket] = set()
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self.serve_forever, args=(0.02,), name="sandbox", daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Take no more calls and cut those under way."""
        self.stopped.set()
        self.shutdown()
        self._thread.join()
        self.server_close()
        with self._changed:
            for connected in self._open:
                with suppress(OSError):
                    connected.shutdown(socket.SHUT_RDWR)
            self._changed.wait_for(lambda: not self._open, timeout=1)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._changed:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        super().shutdown_request(request)
        with self._changed:
            self._open.discard(request)
            self._changed.notify_all()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no news; anything else is a mistake of ours, and loud."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    rbufsize = 65536

    def do_GET(self) -> None:
        came = time.monotonic()
        with self.server.site.answering(self._request()) as (reply, seconds):
            if (left := came + seconds - time.monotonic()) > 0:
                self.server.stopped.wait(left)
            self._send(reply)

    do_POST = do_PUT = do_DELETE = do_GET  # noqa: N815  # http.server finds them by these names

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is logged: who wants to know asks for the counts."""

    def _request(self) -> Request:
        address = urlsplit(self.path)
        length = self.headers.get("Content-Length", "0")
        body = self.rfile.read(min(int(length), LARGEST_BODY)) if length.isdecimal() and length != "0" else b""
        query = dict(parse_qsl(address.query, keep_blank_values=True))
        headers = {name.lower(): value for name, value in self.headers.items()}
        return Request(self.command, address.path, query, headers, body, self.server.url)

    def _send(self, reply: Reply) -> None:
        {
            "truncated": self._truncated,
            "drip": self._drip,
            "drip-headers": self._drip_headers,
            "reset": self._reset,
            "reset-midway": self._reset_midway,
            "hang": self._hang,
            "flood": self._flood,
        }.get(reply.manner, self._whole)(reply)

    def _head(self, reply: Reply, length: int | None) -> bytes:
        phrase = HTTPStatus(reply.status).phrase
        fields = {"Content-Type": reply.content_type, **reply.headers}
        # An answer of unknown length ends with its connection.
        fields |= {"Connection": "close"} if length is None else {"Content-Length": str(length)}
        lines = (f"HTTP/1.1 {reply.status} {phrase}", *(f"{name}: {value}" for name, value in fields.items()))
        return "\r\n".join((*lines, "", "")).encode("latin-1")

    def _whole(self, reply: Reply) -> None:
        self.connection.sendall(self._head(reply, len(reply.body)) + reply.body)

    def _truncated(self, reply: Reply) -> None:
        self.connection.sendall(self._head(reply, len(reply.body) + 100) + reply.body)
        self.close_connection = True

    def _drip(self, reply: Reply) -> None:
        self.connection.sendall(self._head(reply, len(reply.body)))
        self._slowly(reply.body)

    def _drip_headers(self, reply: Reply) -> None:
        self._slowly(self._head(reply, len(reply.body)) + reply.body)

    def _slowly(self, sent: bytes) -> None:
        for byte in sent:
            if self.server.stopped.wait(self.server.drip_seconds):
                break
            self.connection.sendall(bytes([byte]))
        else:
            return
        self.close_connection = True

    def _reset(self, reply: Reply) -> None:
        """Close with a reset in place of the polite end: what a crashed or overrun machine does."""
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_NOT)
        socket.close(self.connection.detach())

    def _reset_midway(self, reply: Reply) -> None:
        self.connection.sendall(self._head(reply, len(reply.body)) + reply.body[: len(reply.body) // 2])
        # A reset overtakes what was sent just before it, which would make this the same as `reset`.
        self.server.stopped.wait(0.05)
        self._reset(reply)

    def _hang(self, reply: Reply) -> None:
        """Wait until the client loses patience."""
        self.close_connection = True
        while not self.server.stopped.is_set() and self.connection.recv(65536):
            pass

    def _flood(self, reply: Reply) -> None:
        self.close_connection = True
        self.connection.sendall(self._head(reply, None) + reply.body[:-1])
        while not self.server.stopped.is_set():
            select.select([], [self.connection], [], 1)
            self.connection.sendall(b" " * 65536)
