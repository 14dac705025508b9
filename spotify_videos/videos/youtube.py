"""The one door to YouTube's Data API v3, through python-youtube: search.list and videos.list."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Literal, Protocol, TypeVar

import isodate
import pyyoutube
import requests

from ..errors import NotConfigured, Problem, QuotaSpent, UpstreamBusy, UpstreamError, UpstreamRefused
from ..models import Candidate
from ..upstream import Deadline, Session, call
from .regions import REGIONS

SERVICE = "Youtube"
RESULTS = 25  # A search costs the same for any number of results; beyond these hardly any is the song.
IDS_A_CALL = 50  # What videos.list takes for its one unit.
DESCRIPTION = 300  # As much of a description as the contract shows.
SECONDS_OF_REST = 30  # What we tell a caller after a throttle; YouTube itself sends no Retry-After.


Told = TypeVar("Told")
What = Literal["searches", "units"]


class Ledger(Protocol):
    """What this room needs of the ledger: `spend` books before the call or raises QuotaSpent; `declare_spent` believes YouTube."""

    def spend(self, what: What, amount: int = 1) -> date: ...

    def declare_spent(self, what: What, day: date) -> QuotaSpent: ...


class YouTube:
    """`client` is None where no key is configured: every call then says so, and books nothing."""

    def __init__(self, client: pyyoutube.Client | None, ledger: Ledger, region: str = "") -> None:
        self._client = client
        self._ledger = ledger
        self._region = region or None

    @classmethod
    def connect(cls, key: str, api_url: str, timeout: float, pool: int, ledger: Ledger, region: str = "") -> YouTube:
        """`timeout` is in seconds and bounds each call as a whole; `pool` is how many calls may be under way at once."""
        if not key:
            return cls(None, ledger, region)
        client = pyyoutube.Client(api_key=key)
        client.BASE_URL = api_url
        client.session = _Session(timeout, pool)
        return cls(client, ledger, region)

    def search(self, query: str, deadline: Deadline) -> list[Candidate]:
        """Up to 25 uploads that YouTube finds for the words, best first. One call, one search of the day's, never repeated.

        Raise QuotaSpent where the day's searches are used up, a Problem where YouTube fails.
        """
        return self._ask(
            "searches",
            deadline,
            lambda client: client.search.list(
                parts="snippet", q=query, type="video", max_results=RESULTS, region_code=self._region, return_json=True
            ),
            lambda answer: [candidate for item in _items(answer) if (candidate := _found(item))],
            attempts=1,
        )

    def details(self, ids: Sequence[str], deadline: Deadline) -> dict[str, Candidate]:
        """Length, embedding, regions, views and licence of up to 50 videos, by id, for one unit.

        Ids that are missing from the answer are removed or private (YouTube leaves them out without a word).
        """
        return self._ask(
            "units",
            deadline,
            lambda client: client.videos.list(
                parts="snippet,contentDetails,status,statistics", video_id=",".join(ids), max_results=IDS_A_CALL, return_json=True
            ),
            lambda answer: {candidate.id: candidate for item in _items(answer) if (candidate := _told(item))},
        )

    def check(self, deadline: Deadline) -> None:
        """Try the key with the cheapest real call, one unit; raise the Problem it ends in."""
        self.details(["dQw4w9WgXcQ"], deadline)

    def _ask(
        self,
        what: What,
        deadline: Deadline,
        request: Callable[[pyyoutube.Client], Any],
        read: Callable[[Any], Told],
        *,
        attempts: int = 3,
    ) -> Told:
        client = self._client
        if client is None:
            raise NotConfigured("YouTube is not connected: set YT_ID to a key for the YouTube Data API v3.", source=SERVICE)

        def booked() -> Told:
            day = self._ledger.spend(what)
            try:
                answer = request(client)
            except _Refused as refused:
                if _says_day_is_spent(refused.response):
                    raise self._ledger.declare_spent(what, day) from None
                raise
            except (pyyoutube.PyYouTubeException, LookupError, TypeError, AttributeError):
                raise _nonsense() from None  # python-youtube looks into the answer and trusts its shape.
            return read(answer)

        return call(SERVICE, deadline, booked, _understand, attempts=attempts)


class _Refused(Exception):
    """YouTube answered with an error status; python-youtube itself would take a 503 without a JSON error for an answer."""

    def __init__(self, response: requests.Response) -> None:
        super().__init__(response.status_code)
        self.response = response


class _Session(Session):
    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        response = super().send(request, **kwargs)
        if response.status_code >= 400:
            raise _Refused(response)
        return response


def _understand(error: Exception) -> Problem | None:
    """YouTube's errors by their reason: https://developers.google.com/youtube/v3/docs/errors."""
    if not isinstance(error, _Refused):
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


def _says_day_is_spent(response: requests.Response) -> bool:
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
    except (ValueError, LookupError, TypeError, AttributeError):
        return set(), ""


def _nonsense() -> UpstreamError:
    """A 200 whose body is not of the documented shape."""
    return UpstreamError("YouTube answered something unexpected.", source=SERVICE)


def _items(answer: Any) -> Iterator[dict[str, Any]]:
    """The rows of an answer. Nobody found comes as `items: []` or without the key."""
    items = answer.get("items", []) if isinstance(answer, dict) else None
    if not isinstance(items, list):
        raise _nonsense()
    return (item for item in items if isinstance(item, dict))


def _part(item: dict[str, Any], name: str) -> dict[str, Any]:
    part = item.get(name)
    return part if isinstance(part, dict) else {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _found(item: dict[str, Any]) -> Candidate | None:
    """A row of search.list; None where it is no video that could be played now. Titles come HTML-escaped, descriptions do not."""
    snippet = _part(item, "snippet")
    video_id = _text(_part(item, "id").get("videoId"))
    if not video_id or not snippet or snippet.get("liveBroadcastContent") in ("live", "upcoming"):
        return None
    return Candidate(
        id=video_id,
        title=html.unescape(_text(snippet.get("title"))),
        channel=html.unescape(_text(snippet.get("channelTitle"))) or None,
        channel_id=_text(snippet.get("channelId")) or None,
        description=_text(snippet.get("description"))[:DESCRIPTION],
    )


def _told(item: dict[str, Any]) -> Candidate | None:
    """A row of videos.list; None where it is private. Any part may be missing, and is then not told."""
    snippet, status = _part(item, "snippet"), _part(item, "status")
    content, statistics = _part(item, "contentDetails"), _part(item, "statistics")
    video_id = _text(item.get("id"))
    if not video_id or status.get("privacyStatus") == "private":
        return None
    views = _text(statistics.get("viewCount"))
    embeddable, licensed = status.get("embeddable"), content.get("licensedContent")
    return Candidate(
        id=video_id,
        title=_text(snippet.get("title")),
        channel=_text(snippet.get("channelTitle")) or None,
        channel_id=_text(snippet.get("channelId")) or None,
        description=_text(snippet.get("description"))[:DESCRIPTION],
        seconds=_seconds(_text(content.get("duration"))),
        views=int(views) if views.isdecimal() else None,
        licensed=licensed if isinstance(licensed, bool) else None,
        embeddable=embeddable if isinstance(embeddable, bool) else None,
        blocked_in=_blocked(content) if content else None,
    )


def _seconds(duration: str) -> int | None:
    """ISO 8601 to seconds. A live stream has the length P0D, which is none."""
    try:
        length = isodate.parse_duration(duration)
    except (isodate.ISO8601Error, ArithmeticError, ValueError):
        return None
    return (round(length.total_seconds()) or None) if isinstance(length, timedelta) else None


def _blocked(content: dict[str, Any]) -> tuple[str, ...]:
    """`regionRestriction` names where a video is blocked, or the only places where it is allowed."""
    restriction = _part(content, "regionRestriction")
    if isinstance(allowed := restriction.get("allowed"), list):
        return tuple(sorted(REGIONS - set(_codes(allowed))))
    blocked = restriction.get("blocked")
    return tuple(sorted(_codes(blocked))) if isinstance(blocked, list) else ()


def _codes(values: Iterable[Any]) -> Iterator[str]:
    return (value for value in values if isinstance(value, str))
