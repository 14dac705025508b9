"""How a test in another process steers the stand-in: a few JSON resources below /_control."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from . import catalogue
from .faults import FAULTS
from .wire import Handler, Json, Refusal, Reply, Request, Route, as_json, route

if TYPE_CHECKING:
    from .sandbox import Sandbox

GUIDE = """A stand-in for Spotify and YouTube. It has no data but its own, and is deterministic.

  POST {url}/accounts/api/token          any client id and secret, but "wrong" is wrong
  GET  {url}/accounts/authorize          the page of consent, for {owner}; with "answer": "agree" or "cancel" at once
  GET  {url}/spotify/v1/                 me/playlists, playlists/ID, playlists/ID/items, albums/ID, albums/ID/tracks, tracks/ID
  GET  {url}/youtube/v3/                 search, videos, channels, playlistItems; any key, but "wrong" is wrong
  GET  {url}/archive/{top_50}.json, {url}/deezer/playlist/3155776842/tracks
  GET  {url}/player/iframe_api           a stand-in for YouTube's IFrame player, which opens frames below {url}/player/embed/

Playlists
{lists}

Steering (JSON; GET shows, PUT changes, DELETE goes back)
  {url}/_control/faults     {{"youtube.search": {{"fault": "hang", "first": 3}}}}, or "every": 5, or neither: all calls
  {url}/_control/latency    {{"all": 200, "youtube.search": 500}}, in milliseconds
  {url}/_control/regime     {{"regime": "extended"}}, or "old", "new", "transitional"
  {url}/_control/limits     {{"searches_per_day": 100, "units_per_day": 10000, "token_seconds": 3600, "guessable": 80}}
  {url}/_control/calls      calls by verb, and the most under way at once; DELETE counts anew
  {url}/_control/spent      searches and units used; DELETE is midnight in California
  {url}/_control/tokens     DELETE makes every token too old; PUT {{"user": "{owner}"}} answers a token of that user
  {url}/_control/sign-ins   DELETE makes every refresh token void
  {url}/_control            DELETE: no faults, no counts, nothing spent

Verbs: {verbs}
Faults: {faults}
"""


def guide(url: str, verbs: Iterable[str]) -> str:
    """What there is, for a person."""
    lists = "\n".join(f"  {listing.id}  {listing.what}" for listing in catalogue.playlists().values())
    return GUIDE.format(
        url=url, top_50=catalogue.TOP_50, lists=lists, owner=catalogue.OWNER, verbs=", ".join(verbs), faults=", ".join(FAULTS)
    )


def control_routes(sandbox: Sandbox, verbs: Iterable[str]) -> tuple[Route, ...]:
    def resource(
        name: str, show: Callable[[], Json], change: Callable[[Json], Json] | None, clear: Callable[[], Json] | None
    ) -> list[Route]:
        """The routes of one resource; `change` takes what came as JSON, and may answer something else than the new state."""

        def get(request: Request, _: str) -> Reply:
            return as_json(show())

        def put(request: Request, _: str) -> Reply:
            return as_json((change and change(_object(request))) or show())

        def delete(request: Request, _: str) -> Reply:
            return as_json((clear and clear()) or show())

        handlers: list[tuple[str, Handler, object]] = [("GET", get, show), ("PUT", put, change), ("DELETE", delete, clear)]
        return [route("control", method, f"/_control{name}", _told(handler)) for method, handler, there in handlers if there]

    steering = Steering(sandbox)
    return (
        route(
            "control", "GET", "/", lambda request, _: Reply(200, guide(request.base, verbs).encode(), "text/plain; charset=utf-8")
        ),
        *resource("", steering.all, None, sandbox.reset),
        *resource("/faults", sandbox.faults.told, steering.set_faults, sandbox.faults.clear),
        *resource("/latency", steering.latency, steering.set_latency, steering.no_latency),
        *resource("/regime", steering.regime, steering.set_regime, None),
        *resource("/limits", steering.limits, steering.set_limits, None),
        *resource("/calls", steering.calls, None, sandbox.forget),
        *resource("/spent", lambda: sandbox.youtube.spent, None, sandbox.youtube.renew),
        *resource("/tokens", dict, steering.issue, sandbox.spotify.revoke),
        *resource("/sign-ins", dict, None, sandbox.spotify.accounts.revoke),
    )


class Steering:
    """The state of a sandbox as JSON, and back."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    def all(self) -> Json:
        faults, spent = self._sandbox.faults.told(), self._sandbox.youtube.spent
        return self.regime() | self.limits() | {"latency": self.latency(), "faults": faults, "spent": spent} | self.calls()

    def set_faults(self, told: dict[str, Json]) -> None:
        for verb, fault in told.items():
            if not isinstance(fault, dict) or not isinstance(fault.get("fault"), str):
                raise ValueError('a fault is {"fault": NAME}, with "first" or "every" beside it')
            self._sandbox.fault(verb, fault["fault"], first=fault.get("first"), every=fault.get("every", 1))

    def latency(self) -> Json:
        return {verb: round(seconds * 1000) for verb, seconds in {"all": self._sandbox.latency, **self._sandbox.latencies}.items()}

    def set_latency(self, told: dict[str, Json]) -> None:
        for verb, milliseconds in told.items():
            if verb == "all":
                self._sandbox.latency = float(milliseconds) / 1000
            else:
                self._sandbox.latencies[verb] = float(milliseconds) / 1000

    def no_latency(self) -> None:
        self._sandbox.latency = 0.0
        self._sandbox.latencies.clear()

    def regime(self) -> dict[str, Json]:
        return {"regime": self._sandbox.regime}

    def set_regime(self, told: dict[str, Json]) -> None:
        self._sandbox.regime = told["regime"]

    def limits(self) -> dict[str, Json]:
        youtube = self._sandbox.youtube
        return {
            "searches_per_day": youtube.searches_per_day,
            "units_per_day": youtube.units_per_day,
            "guessable": youtube.guessable,
            "token_seconds": self._sandbox.spotify.token_seconds,
        }

    def set_limits(self, told: dict[str, Json]) -> None:
        if not all(isinstance(value, (int, float)) for value in told.values()) or not told.keys() <= self.limits().keys():
            raise ValueError(f"limits are numbers, and there are {', '.join(self.limits())}")
        for name, value in told.items():
            setattr(self._sandbox.spotify if name == "token_seconds" else self._sandbox.youtube, name, value)

    def calls(self) -> dict[str, Json]:
        return {"calls": dict(self._sandbox.calls), "busiest": dict(self._sandbox.busiest)}

    def issue(self, told: dict[str, Json]) -> Json:
        return {"token": self._sandbox.spotify.issue(told["user"])}


def _object(request: Request) -> dict[str, Json]:
    told = json.loads(request.body)
    if not isinstance(told, dict):
        raise ValueError("a JSON object")
    return told


def _told(handler: Handler) -> Handler:
    """The handler, with what was wrong in the request as its answer."""

    def handle(request: Request, id: str) -> Reply:
        try:
            return handler(request, id)
        except (ValueError, KeyError, TypeError) as error:
            raise Refusal(as_json({"error": str(error)}, 400)) from None

    return handle
