"""What comes over the wire and what goes back, for both stand-ins."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

Json = Any

# How an answer leaves: in one piece, or spoiled in a way that only a socket can be.
Manner = Literal["whole", "truncated", "drip", "drip-headers", "reset", "reset-midway", "hang", "flood"]


@dataclass(frozen=True, slots=True)
class Request:
    """Of a repeated parameter the last one is in `query`; header names are lower case; `base` is our own address."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes
    base: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    body: bytes
    content_type: str = "application/json; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    manner: Manner = "whole"


class Refusal(Exception):
    """Ends a call early with the reply that says why."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.status)
        self.reply = reply


Handler = Callable[[Request, str], Reply]


@dataclass(frozen=True, slots=True)
class Route:
    """`pattern` matches a whole path; its group, if there is one, is the id that the handler gets."""

    verb: str
    method: str
    pattern: re.Pattern[str]
    handler: Handler


def as_json(body: Json, status: int = 200, **headers: str) -> Reply:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return Reply(status, text.encode(), headers={name.replace("_", "-"): value for name, value in headers.items()})


def route(verb: str, method: str, pattern: str, handler: Handler) -> Route:
    """spotipy ends some paths with a slash, and the real services do not mind."""
    return Route(verb, method, re.compile(pattern + "/?"), handler)
