"""A running stand-in: both platforms behind one address, with latency, faults and counts."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from . import catalogue, search
from .charts import Charts
from .control import control_routes
from .faults import NOT_FOUND, Fault, Faults
from .player import Player
from .server import Server
from .spotify import REGIMES, Regime, Spotify
from .wire import Refusal, Reply, Request, Route, as_json, route
from .youtube import YouTube

ELSEWHERE = route("elsewhere", "GET", "/elsewhere", lambda request, _: as_json({}))
VERBS = tuple(dict.fromkeys(route.verb for route in (*Spotify().routes, *YouTube().routes, *Charts().routes, ELSEWHERE)))


class Sandbox:
    """Both stand-ins, listening. In a `with` it stops at the end.

    `latency` is in seconds, for all verbs, or for one in `latencies`. `calls` counts what was asked by verb, `busiest` the
    most calls under way at once. Where a redirect leads, the verb is "elsewhere".
    """

    def __init__(self, port: int = 0, latency: float = 0.0, regime: Regime = "extended") -> None:
        self.spotify = Spotify()
        self.youtube = YouTube()
        self.player = Player()
        self.regime = regime
        self.latency = latency
        self.latencies: dict[str, float] = {}
        self.faults = Faults()
        self._calls: Counter[str] = Counter()
        self._under_way: Counter[str] = Counter()
        self._busiest: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._routes: tuple[Route, ...] = (*self.spotify.routes, *self.youtube.routes, *Charts().routes, ELSEWHERE)
        self._control = (*control_routes(self, VERBS), *self.player.routes)
        search.prepare()
        self._server = Server(port, self)
        self._server.start()

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        self._server.stop()

    @property
    def url(self) -> str:
        """The address without a slash at its end; those of the APIs have one."""
        return self._server.url

    @property
    def accounts_url(self) -> str:
        return f"{self.url}/accounts/"

    @property
    def spotify_api_url(self) -> str:
        return f"{self.url}/spotify/v1/"

    @property
    def youtube_api_url(self) -> str:
        return f"{self.url}/youtube/v3/"

    @property
    def player_url(self) -> str:
        """The script that stands in for YouTube's IFrame player."""
        return f"{self.url}/player/iframe_api"

    @property
    def archive_url(self) -> str:
        """The whole address of the open archive's copy of the Top 50."""
        return f"{self.url}/archive/{catalogue.TOP_50}.json"

    @property
    def deezer_url(self) -> str:
        return f"{self.url}/deezer/"

    @property
    def regime(self) -> Regime:
        return self.spotify.regime

    @regime.setter
    def regime(self, regime: Regime) -> None:
        if regime not in REGIMES:
            raise ValueError(f"no regime is called {regime!r}; there are {', '.join(REGIMES)}")
        self.spotify.regime = regime

    @property
    def drip_seconds(self) -> float:
        """The pause between two bytes of a dripping answer."""
        return self._server.drip_seconds

    @drip_seconds.setter
    def drip_seconds(self, seconds: float) -> None:
        self._server.drip_seconds = seconds

    @property
    def calls(self) -> Counter[str]:
        with self._lock:
            return self._calls.copy()

    @property
    def busiest(self) -> Counter[str]:
        with self._lock:
            return self._busiest.copy()

    def fault(self, verb: str, fault: str, *, first: int | None = None, every: int = 1) -> None:
        """From now on the calls of a verb go wrong: all, the `first` ones, or every `every`-th. "youtube.*" means all of YouTube's.

        Raise ValueError for a verb or fault that is not there, naming those that are.
        """
        if "*" not in verb and verb not in VERBS:
            raise ValueError(f"no verb is called {verb!r}; there are {', '.join(VERBS)}")
        self.faults.set(verb, Fault(fault, first, every))

    def forget(self) -> None:
        """Count the calls anew."""
        with self._lock:
            self._calls.clear()
            self._busiest.clear()

    def reset(self) -> None:
        """No faults, no counts, nothing spent; regime, latency and tokens stay."""
        self.faults.clear()
        self.youtube.renew()
        self.forget()

    @contextmanager
    def answering(self, request: Request) -> Iterator[tuple[Reply, float]]:
        """What the server sends back, and how many seconds after the request came."""
        found = _find(self._routes, request)
        if found is None:
            yield self._own(request), 0.0
            return
        verb = found[0].verb
        with self._counted(verb):
            yield self.faults.spoil(verb, _reply(found, request)), self.latencies.get(verb, self.latency)

    def _own(self, request: Request) -> Reply:
        if found := _find(self._control, request):
            return _reply(found, request)
        return NOT_FOUND

    @contextmanager
    def _counted(self, verb: str) -> Iterator[None]:
        with self._lock:
            self._calls[verb] += 1
            self._under_way[verb] += 1
            self._busiest[verb] = max(self._busiest[verb], self._under_way[verb])
        try:
            yield
        finally:
            with self._lock:
                self._under_way[verb] -= 1


def start(port: int = 0, latency: float = 0.0, regime: Regime = "extended") -> Sandbox:
    """A stand-in that listens on 127.0.0.1 (port 0: any free one) and answers `latency` seconds after it was asked."""
    return Sandbox(port, latency, regime)


def _find(routes: tuple[Route, ...], request: Request) -> tuple[Route, str] | None:
    """The route of a request, with the id that its path holds."""
    for one in routes:
        if one.method == request.method and (match := one.pattern.fullmatch(request.path)):
            return one, match[1] if match.re.groups else ""
    return None


def _reply(found: tuple[Route, str], request: Request) -> Reply:
    asked, id = found
    try:
        return asked.handler(request, id)
    except Refusal as refusal:
        return refusal.reply
