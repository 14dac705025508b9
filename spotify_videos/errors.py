"""What can go wrong, each with its status and code (the contract of every answer that is not a 200).

Problem                     500  internal_error
├── InvalidRequest          400  invalid_request
├── Unauthorized            401  unauthorized        our own doors: who are you?
├── Forbidden               403  forbidden           our own doors: not you, or not here
├── OwnerOnly               403  owner_only
├── NotFound                404  not_found
│   └── PlaylistNotFound    404  playlist_not_found
├── UpstreamError           502  upstream_error      failed, or answered nonsense
├── UpstreamRefused         502  upstream_refused    bad credentials, or a setting on the platform's side
├── NotConfigured           503  not_configured
├── UpstreamBusy            503  upstream_busy       asks us to come back later
└── UpstreamTimeout         504  upstream_timeout
QuotaSpent                  a song's value (`deferred`), never an answer of its own
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar


class Problem(Exception):
    """Something that ends in `application/problem+json`. `detail` is a sentence for the caller, never an upstream's own text."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "internal_error"
    title: ClassVar[str] = "Internal error"

    def __init__(self, detail: str, *, source: str | None = None, retry_after: int | None = None) -> None:
        """`source` is "Spotify", "Youtube" or None; `retry_after` is in seconds."""
        super().__init__(detail)
        self.detail = detail
        self.source = source
        self.retry_after = retry_after


class InvalidRequest(Problem):
    status, code, title = 400, "invalid_request", "Invalid request"


class Unauthorized(Problem):
    status, code, title = 401, "unauthorized", "Unauthorized"


class Forbidden(Problem):
    status, code, title = 403, "forbidden", "Forbidden"


class OwnerOnly(Problem):
    status, code, title = 403, "owner_only", "Only its owner can read this playlist"


class NotFound(Problem):
    status, code, title = 404, "not_found", "Not found"


class PlaylistNotFound(NotFound):
    code, title = "playlist_not_found", "Playlist not found"


class UpstreamError(Problem):
    """`transient` where the same call may well succeed a moment later (a 5xx, a broken connection)."""

    status, code, title = 502, "upstream_error", "An outside service failed"

    def __init__(self, detail: str, *, source: str | None = None, transient: bool = False) -> None:
        super().__init__(detail, source=source)
        self.transient = transient


class UpstreamRefused(Problem):
    status, code, title = 502, "upstream_refused", "An outside service refused us"


class NotConfigured(Problem):
    status, code, title = 503, "not_configured", "Not configured"


class UpstreamBusy(Problem):
    status, code, title = 503, "upstream_busy", "An outside service is busy"


class UpstreamTimeout(Problem):
    status, code, title = 504, "upstream_timeout", "An outside service did not answer in time"


class QuotaSpent(Exception):
    """Today's searches or units are used up; `retry_at` (aware, UTC) is when YouTube counts anew."""

    def __init__(self, retry_at: datetime) -> None:
        super().__init__(f"spent until {retry_at.isoformat()}")
        self.retry_at = retry_at
