"""Everything that goes wrong out there, by name: the platforms' own refusals word for word, nonsense, and broken connections."""

from __future__ import annotations

import itertools
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from typing import get_args

from .wire import Json, Manner, Reply, as_json

SEARCHES = (
    "Quota exceeded for quota metric 'Search Queries' and limit 'Search Queries per {window}' of service 'youtube.googleapis.com'"
)


def spotify_error(status: int, message: str, **more: str) -> Reply:
    return as_json({"error": {"status": status, "message": message, **more}}, status)


def spotify_busy(seconds: int) -> Reply:
    refusal = spotify_error(429, "Too many requests", reason="QUOTA_EXCEEDED")
    return replace(refusal, headers={"Retry-After": str(seconds)})


def oauth_error(code: str, description: str) -> Reply:
    return as_json({"error": code, "error_description": description}, 400)


def youtube_error(code: int, message: str, reason: str, *, domain: str = "global", status: str = "", detail: str = "") -> Reply:
    """An error of the Data API; `reason` is its old name, `detail` the one in ErrorInfo."""
    error: dict[str, Json] = {
        "code": code,
        "message": message,
        "errors": [{"message": message, "domain": domain, "reason": reason}],
    }
    if status:
        error["status"] = status
    if detail:
        error["details"] = [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": detail, "domain": "googleapis.com"}]
    return as_json({"error": error}, code)


def searches_spent(window: str) -> Reply:
    message = SEARCHES.format(window=window) + " for consumer 'project_number:1'."
    return youtube_error(429, message, "rateLimitExceeded", status="RESOURCE_EXHAUSTED", detail="RATE_LIMIT_EXCEEDED")


def _forbidden(message: str, reason: str, detail: str = "") -> Reply:
    return youtube_error(403, message, reason, status="PERMISSION_DENIED" if detail else "", detail=detail)


def _over(message: str, reason: str) -> Reply:
    return youtube_error(403, message, reason, domain="youtube.quota" if reason == "quotaExceeded" else "usageLimits")


PREMIUM = "Active premium subscription required for the owner of the app."
BAD_KEY = youtube_error(
    400, "API key not valid. Please pass a valid API key.", "badRequest", status="INVALID_ARGUMENT", detail="API_KEY_INVALID"
)
UNITS_SPENT = _over(
    'The request cannot be completed because you have exceeded your <a href="/youtube/v3/getting-started#quota">quota</a>.',
    "quotaExceeded",
)
EXPIRED = spotify_error(401, "Missing/invalid/expired access token")
SIGN_IN = spotify_error(401, "Valid user authentication required")
FORBIDDEN = spotify_error(403, "Forbidden")
NOT_FOUND = spotify_error(404, "Resource not found")
INVALID_CLIENT = oauth_error("invalid_client", "Invalid client")

REPLIES: dict[str, Reply] = {
    "401-sign-in": SIGN_IN,
    "401-expired": EXPIRED,
    "403-forbidden": FORBIDDEN,
    "403-premium": Reply(403, PREMIUM.encode(), "text/plain; charset=utf-8"),
    "403-premium-json": spotify_error(403, PREMIUM),
    "404": NOT_FOUND,
    "429-long": spotify_busy(52531),
    "429-day": spotify_busy(86400),
    "429-short": spotify_busy(1),
    "429-plain": Reply(429, b"Too many requests", "text/plain; charset=utf-8", {"Retry-After": "30"}),
    "400-invalid-client": INVALID_CLIENT,
    "400-invalid-grant": oauth_error("invalid_grant", "Refresh token revoked"),
    "400-error-string": as_json({"error": "something went wrong"}, 400),
    "400-error-type": as_json({"error": {"type": "OAuthException", "description": "something went wrong"}}, 400),
    "search-429-per-day": searches_spent("day"),
    "search-429-per-minute": youtube_error(
        429,
        "Quota exceeded for quota metric 'Queries' and limit 'Queries per minute per user' of service 'youtube.googleapis.com' "
        "for consumer 'project_number:1'.",
        "rateLimitExceeded",
        status="RESOURCE_EXHAUSTED",
        detail="RATE_LIMIT_EXCEEDED",
    ),
    "403-quota-exceeded": UNITS_SPENT,
    "403-daily-limit-exceeded": _over("Daily Limit Exceeded.", "dailyLimitExceeded"),
    "403-rate-limit-exceeded": _over("Rate Limit Exceeded", "rateLimitExceeded"),
    "403-user-rate-limit-exceeded": _over("User Rate Limit Exceeded", "userRateLimitExceeded"),
    "400-bad-key": BAD_KEY,
    "400-key-invalid": youtube_error(400, "Bad Request", "keyInvalid", domain="usageLimits"),
    "403-access-not-configured": _forbidden(
        "YouTube Data API v3 has not been used in project 1 before or it is disabled.", "accessNotConfigured", "SERVICE_DISABLED"
    ),
    "403-referrer-blocked": _forbidden("Requests from referer <empty> are blocked.", "forbidden", "API_KEY_HTTP_REFERRER_BLOCKED"),
    "403-ip-blocked": _forbidden("The provided API key has an IP address restriction.", "forbidden", "API_KEY_IP_ADDRESS_BLOCKED"),
    "500": as_json({"error": {"status": 500, "code": 500, "message": "Internal server error"}}, 500),
    "500-null-message": as_json({"error": {"code": 500, "message": None}}, 500),
    "502-html": Reply(502, b"<html><title>502 Bad Gateway</title></html>", "text/html"),
    "503": as_json({"error": {"status": 503, "code": 503, "message": "Service unavailable"}}, 503),
    "html": Reply(200, b"<!doctype html><title>Welcome</title><p>Please sign in to this network.", "text/html"),
    "empty": Reply(200, b""),
    "not-json": Reply(200, b'{"items": [{"id": '),
    "redirect": Reply(302, b"", headers={"Location": "/elsewhere"}),
    "wrong-shape-list": as_json([]),
    "wrong-shape-string": as_json("text"),
    "wrong-shape-null": as_json(None),
    "wrong-shape-number": as_json(7),
    "wrong-shape-object": as_json({}),
}
OTHER_TYPES: tuple[Json, ...] = (None, 7, "text", True, [], {}, -1.5, [None], {"id": 7})


def _fields(body: Json, odd: Json) -> Json:
    """Every field of the outermost object is something else."""
    return dict.fromkeys(body, odd) if isinstance(body, dict) else odd


def _rows(body: Json, odd: Json) -> Json:
    """The outer levels stand, and every row of every list is something else."""
    if isinstance(body, dict):
        return {name: _rows(value, odd) for name, value in body.items()}
    return [odd for _ in body] if isinstance(body, list) else body


def _leaves(body: Json, odd: Json) -> Json:
    """Every object and list stands, and each value in them is something else."""
    if isinstance(body, dict):
        return {name: _leaves(value, odd) for name, value in body.items()}
    return [_leaves(value, odd) for value in body] if isinstance(body, list) else odd


SHAPES: dict[str, Callable[[Json, Json], Json]] = {
    "wrong-shape-fields": _fields,
    "wrong-shape-rows": _rows,
    "wrong-shape-leaves": _leaves,
}
MANNERS = tuple(manner for manner in get_args(Manner) if manner != "whole")
ALL_SHAPES = tuple(name for name in (*REPLIES, *SHAPES) if name.startswith("wrong-shape"))
FAULTS = (*REPLIES, *SHAPES, "wrong-shape", *MANNERS)


@dataclass
class Fault:
    """Which calls of a verb go wrong, and how: the `first` ones (None: all), of those every `every`-th."""

    fault: str
    first: int | None = None
    every: int = 1
    _count: itertools.count[int] = field(default_factory=lambda: itertools.count(1), repr=False)

    def __post_init__(self) -> None:
        if self.fault not in FAULTS:
            raise ValueError(f"no fault is called {self.fault!r}; there are {', '.join(FAULTS)}")
        if not isinstance(self.every, int) or self.every < 1 or not (self.first is None or isinstance(self.first, int)):
            raise ValueError("first and every are whole numbers")

    def spoil(self, reply: Reply) -> Reply:
        """What becomes of this call's reply. The calls are counted from 1."""
        call = next(self._count)
        if (self.first is not None and call > self.first) or call % self.every:
            return reply
        turn = call // self.every - 1
        name = ALL_SHAPES[turn % len(ALL_SHAPES)] if self.fault == "wrong-shape" else self.fault
        if name in REPLIES:
            return REPLIES[name]
        if name in SHAPES:
            body = json.loads(reply.body or b"null")
            return as_json(SHAPES[name](body, OTHER_TYPES[turn % len(OTHER_TYPES)]))
        return replace(reply, manner=name)  # type: ignore[arg-type]  # it is one of MANNERS, as was checked above


class Faults:
    """The faults that are switched on, by verb or pattern of verbs ("youtube.*"); a verb's own goes before a pattern's."""

    def __init__(self) -> None:
        self._on: dict[str, Fault] = {}
        self._lock = threading.Lock()

    def set(self, verb: str, fault: Fault) -> None:
        with self._lock:
            self._on[verb] = fault

    def clear(self, verb: str | None = None) -> None:
        with self._lock:
            if verb is None:
                self._on.clear()
            else:
                self._on.pop(verb, None)

    def spoil(self, verb: str, reply: Reply) -> Reply:
        with self._lock:
            own = self._on.get(verb)
            fault = own or next((fault for pattern, fault in self._on.items() if fnmatchcase(verb, pattern)), None)
            return fault.spoil(reply) if fault else reply

    def told(self) -> dict[str, Json]:
        with self._lock:
            return {verb: {"fault": fault.fault, "first": fault.first, "every": fault.every} for verb, fault in self._on.items()}
