"""Ends a call whose time is over by shutting its socket down, which wakes whoever reads from it."""

from __future__ import annotations

import contextvars
import heapq
import socket
import threading
import time
from contextlib import suppress


class Watch:
    """Shuts the socket of the call inside this block down when its time is over, which wakes whoever reads from it."""

    def __init__(self, seconds: float) -> None:
        self.ends_at = time.monotonic() + seconds
        self.late = False
        self._socket: socket.socket | None = None
        self.over = False
        self._lock = threading.Lock()

    def __enter__(self) -> Watch:
        self._token = watch_here.set(self)
        _guard.add(self)
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:  # From here on the socket may serve another call.
            self.over, self._socket = True, None
        watch_here.reset(self._token)

    def __lt__(self, other: Watch) -> bool:
        return self.ends_at < other.ends_at

    def reads_from(self, connected: socket.socket | None) -> None:
        with self._lock:
            self._socket = connected
            if self.late:  # The time was over before there was anything to cut.
                self._shut()

    def cut(self) -> None:
        with self._lock:
            if self.over:
                return
            self.late = True
            self._shut()

    def _shut(self) -> None:
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)


class _Guard:
    """One thread that ends every watch in its time: a thread a call would cost more than all else here."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._watches: list[Watch] = []  # A heap, the one that ends first at its top.
        self._thread: threading.Thread | None = None

    def add(self, watch: Watch) -> None:
        with self._changed:
            heapq.heappush(self._watches, watch)
            if self._thread is None or not self._thread.is_alive():  # A forked process starts without it.
                self._thread = threading.Thread(target=self._run, name="watches", daemon=True)
                self._thread.start()
            elif self._watches[0] is watch:
                self._changed.notify()

    def _run(self) -> None:
        while True:
            with self._changed:
                while self._watches and self._watches[0].over:
                    heapq.heappop(self._watches)
                left = self._watches[0].ends_at - time.monotonic() if self._watches else None
                if left is None or left > 0:
                    self._changed.wait(left)
                    continue
                watch = heapq.heappop(self._watches)
            watch.cut()


_guard = _Guard()
watch_here: contextvars.ContextVar[Watch | None] = contextvars.ContextVar("watch", default=None)
