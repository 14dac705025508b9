"""What YouTube's refusals mean, as Problems; YouTube tells them apart by the reason in the body, at times by its message alone."""

from __future__ import annotations

from typing import Any

import requests

from .. import upstream
from ..errors import Problem, UpstreamBusy, UpstreamError, UpstreamRefused
from .shapes import SERVICE

SECONDS_OF_REST = 30  # What we tell a caller after a throttle; YouTube itself sends no Retry-After.


class Refused(Exception):
    """An answer with an error status. The client libraries read its body first, and stumble over what is no JSON, or take it for an
    answer."""

    def __init__(self, response: requests.Response) -> None:
        super().__init__(response.status_code)
        self.response = response


class Session(upstream.Session):
    """Raises Refused before a client library sees the answer."""

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        response = super().send(request, **kwargs)
        if response.status_code >= 400:
            raise Refused(response)
        return response


def understand(error: Exception) -> Problem | None:
    """YouTube's errors by their reason: https://developers.google.com/youtube/v3/docs/errors."""
    if not isinstance(error, Refused):
        return None
    status = error.response.status_code
    reasons, _ = _reasons(error.response)
    if status == 429 or reasons & {"rateLimitExceeded", "userRateLimitExceeded"}:
        return UpstreamBusy(
            "YouTube asks for fewer calls at once. Try again in a moment.", source=SERVICE, retry_after=SECONDS_OF_REST
        )
    if reasons & {"accessNotConfigured", "SERVICE_DISABLED"}:
        return UpstreamRefused(
            "The YouTube Data API v3 is not enabled for the project of the key in YT_ID: enable it in Google's console.",
            source=SERVICE,
        )
    if reasons & {"API_KEY_HTTP_REFERRER_BLOCKED", "API_KEY_IP_ADDRESS_BLOCKED"}:
        return UpstreamRefused(
            "The key in YT_ID is restricted to other websites or addresses: lift its application restriction.", source=SERVICE
        )
    if reasons & {"API_KEY_INVALID", "keyInvalid"} or status in (401, 403):
        return UpstreamRefused(
            "YouTube refuses the key in YT_ID: check that it is whole and may use the YouTube Data API v3.", source=SERVICE
        )
    if status >= 500:
        return UpstreamError("YouTube failed. Try again in a moment.", source=SERVICE, transient=True)
    return UpstreamError("YouTube refused the request.", source=SERVICE)


def says_day_is_spent(response: requests.Response) -> bool:
    """A short throttle has the status and the reason of a spent search bucket; only the window in the message tells them apart."""
    reasons, message = _reasons(response)
    units_spent = response.status_code == 403 and reasons & {"quotaExceeded", "dailyLimitExceeded"}
    return bool(units_spent) or (response.status_code == 429 and "per day" in message)


def _reasons(response: requests.Response) -> tuple[set[str], str]:
    """Every reason in the error body, old form and new, and its message; nothing where it is no such body."""
    try:
        error = response.json()["error"]
        rows = [*(error.get("errors") or []), *(error.get("details") or [])]
        return {str(row.get("reason")) for row in rows}, str(error.get("message"))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return set(), ""
