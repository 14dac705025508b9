"""What YouTube's answers mean: rows of search.list, videos.list, channels.list and playlistItems.list as our nouns."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import isodate

from ..errors import UpstreamError
from ..models import Candidate
from .regions import REGIONS

SERVICE = "Youtube"
DESCRIPTION = 300  # As much of a description as the contract shows.
GONE = ("Private video", "Deleted video")  # What playlistItems.list calls a video that nobody can see.


@dataclass(frozen=True, slots=True)
class Channel:
    """Somebody's place on YouTube."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Page:
    """Up to 50 uploads of a channel, newest first; `next_page` is the token for those before them, None where there are none."""

    uploads: tuple[Candidate, ...] = ()
    next_page: str | None = None


def nonsense() -> UpstreamError:
    """A 200 whose body is not of the documented shape."""
    return UpstreamError("YouTube answered something unexpected.", source=SERVICE)


def results(answer: Any) -> list[Candidate]:
    """What search.list found, best first."""
    return [candidate for item in _items(answer) if (candidate := _found(item))]


def details(answer: Any) -> dict[str, Candidate]:
    """What videos.list tells, by id. Videos that are gone are left out, but the list itself never is."""
    if isinstance(answer, dict) and "items" not in answer:
        raise nonsense()
    return {candidate.id: candidate for item in _items(answer) if (candidate := _told(item))}


def channel(answer: Any) -> Channel | None:
    """The channel that channels.list was asked for; None where there is none."""
    for item in _items(answer):
        if (id := _text(item.get("id"))) and (title := _text(_part(item, "snippet").get("title"))):
            return Channel(id, title)
    return None


def page(answer: Any) -> Page:
    """A page of playlistItems.list over a channel's uploads, without those that are private or deleted."""
    uploads = tuple(upload for item in _items(answer) if (upload := _uploaded(_part(item, "snippet"))))
    return Page(uploads, _text(answer.get("nextPageToken")) or None)


def _items(answer: Any) -> Iterator[dict[str, Any]]:
    """The rows of an answer. Nobody found comes as `items: []` or without the key."""
    items = answer.get("items", []) if isinstance(answer, dict) else None
    if not isinstance(items, list):
        raise nonsense()
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


def _uploaded(snippet: dict[str, Any]) -> Candidate | None:
    """A row of playlistItems.list; None where it is no public video. Titles are not escaped; what is gone has no owner."""
    video_id, owner = _text(_part(snippet, "resourceId").get("videoId")), _text(snippet.get("videoOwnerChannelId"))
    if not video_id or (not owner and _text(snippet.get("title")) in GONE):
        return None
    return Candidate(
        id=video_id,
        title=_text(snippet.get("title")),
        channel=_text(snippet.get("videoOwnerChannelTitle")) or _text(snippet.get("channelTitle")) or None,
        channel_id=owner or _text(snippet.get("channelId")) or None,
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
