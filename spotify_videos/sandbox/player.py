"""YouTube's IFrame player, stood in for: the script a page loads, the frame it opens, and what the frame knows of a clip."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from . import uploads
from .wire import Reply, Request, Route, as_json, route

GONE = 100
EMBEDDING_FORBIDDEN = 150


class Player:
    """Speaks the same calls and events as YouTube's, errors included.

    `seconds` is how long every clip runs (None: as long as YouTube has it), `errors` what YouTube's number for an error is by id of
    a video, `blocked` whether the browser lets nothing play until somebody pressed a button.
    """

    def __init__(self) -> None:
        self.seconds: float | None = None
        self.errors: dict[str, int] = {}
        self.blocked = False
        self.routes: tuple[Route, ...] = (
            route("player", "GET", r"/player/iframe_api", lambda request, _: _file("player.js", "text/javascript")),
            route("player", "GET", r"/player/embed/([\w-]+)", lambda request, _: _file("player.html", "text/html")),
            route("player", "GET", r"/player/clip/([\w-]+)", self.clip),
        )

    def clip(self, _: Request, id: str) -> Reply:
        """What the frame asks before it plays."""
        upload = uploads.find(id)
        error = self.errors.get(id) or (GONE if upload is None else 0 if upload.embeddable else EMBEDDING_FORBIDDEN)
        told = {"title": upload.title, "channel": upload.channel, "seconds": upload.seconds} if upload else {}
        shorter = {} if self.seconds is None else {"seconds": self.seconds}
        return as_json({"title": "", "channel": "", "seconds": 0, "error": error, "blocked": self.blocked} | told | shorter)


def _file(name: str, content_type: str) -> Reply:
    return Reply(200, _read(name), f"{content_type}; charset=utf-8")


@cache
def _read(name: str) -> bytes:
    return (files(__package__) / "data" / name).read_bytes()
