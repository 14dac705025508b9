"""YouTube's stand-in: search, videos, channels and their uploads, with the quota of a free key."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from . import channels, faults, uploads
from .clips import search_row, upload_row, video_row
from .search import search
from .uploads import Upload
from .wire import Json, Refusal, Reply, Request, Route, as_json, route

Thing = TypeVar("Thing")

# This key is the wrong one; every other is right.
WRONG_KEY = "wrong"


class YouTube:
    """`searches_per_day` and `units_per_day` are what is left to spend until `renew`; no day ends here by itself."""

    def __init__(self, searches_per_day: int = 100, units_per_day: int = 10_000) -> None:
        self.searches_per_day = searches_per_day
        self.units_per_day = units_per_day
        # The share of the invented artists whose channel has a handle that can be guessed, in percent.
        self.guessable = 80
        self._spent = {"searches": 0, "units": 0}
        self._lock = threading.Lock()
        self.routes: tuple[Route, ...] = (
            route("youtube.search", "GET", r"/youtube/v3/search", self.search),
            route("youtube.videos", "GET", r"/youtube/v3/videos", self.videos),
            route("youtube.channels", "GET", r"/youtube/v3/channels", self.channels),
            route("youtube.playlist_items", "GET", r"/youtube/v3/playlistItems", self.playlist_items),
        )

    @property
    def spent(self) -> dict[str, int]:
        """Searches and units since the last `renew`."""
        with self._lock:
            return dict(self._spent)

    def renew(self) -> None:
        """Midnight in California."""
        with self._lock:
            self._spent = dict.fromkeys(self._spent, 0)

    def search(self, request: Request, _: str) -> Reply:
        self._pay(request, "searches", self.searches_per_day, faults.searches_spent("day"))
        self._parts(request)
        found = search(request.query.get("q", ""))
        if request.query.get("videoEmbeddable") == "true":
            found = [upload for upload in found if upload.embeddable]
        answer = _paged(request, found, search_row, "youtube#searchListResponse", total=1_000_000)
        if request.query.get("type") != "video":
            # Without type=video a search finds channels as well, and their rows have no videoId.
            answer["items"][1:1] = [search_row(upload, channel=True) for upload in found[:1]]
        return as_json(answer | {"regionCode": request.query.get("regionCode", "US")})

    def videos(self, request: Request, _: str) -> Reply:
        self._pay(request, "units", self.units_per_day, faults.UNITS_SPENT)
        parts = self._parts(request)
        ids = [id for id in request.query.get("id", "").split(",") if id]
        if not ids:
            raise Refusal(_invalid("No filter selected. Expected one of: chart, id, myRating", "missingRequiredParameter"))
        if len(ids) > 50:
            raise Refusal(_invalid("The request specifies an invalid filter parameter.", "invalidFilters"))
        known = [upload for id in dict.fromkeys(ids) if (upload := uploads.find(id))]
        rows = [_only(video_row(upload), parts) for upload in known]
        page = {"totalResults": len(rows), "resultsPerPage": len(rows)}
        return as_json({"kind": "youtube#videoListResponse", "etag": "sandbox", "items": rows, "pageInfo": page})

    def channels(self, request: Request, _: str) -> Reply:
        """One handle or up to 50 ids a call; what nobody has is no error, and leaves `items` away."""
        self._pay(request, "units", self.units_per_day, faults.UNITS_SPENT)
        parts = self._parts(request)
        handle, ids = request.query.get("forHandle", ""), [id for id in request.query.get("id", "").split(",") if id]
        if bool(handle) == bool(ids):
            raise Refusal(_invalid("No filter selected. Expected one of: forHandle, id", "missingRequiredParameter"))
        found = [channels.by_handle(handle, self.guessable)] if handle else [channels.by_id(id, self.guessable) for id in ids[:50]]
        rows = [_only(channels.row(channel), parts) for channel in found if channel]
        body = {
            "kind": "youtube#channelListResponse",
            "etag": "sandbox",
            "pageInfo": {"totalResults": len(rows), "resultsPerPage": 5},
        }
        return as_json(body | ({"items": rows} if rows else {}))

    def playlist_items(self, request: Request, _: str) -> Reply:
        """What a channel uploaded, newest first."""
        self._pay(request, "units", self.units_per_day, faults.UNITS_SPENT)
        parts = self._parts(request)
        id = request.query.get("playlistId", "")
        uploaded = channels.uploads_of("UC" + id[2:]) if id.startswith("UU") else []
        if not uploaded:
            message = "The playlist identified with the request's <code>playlistId</code> parameter cannot be found."
            raise Refusal(faults.youtube_error(404, message, "playlistNotFound", domain="youtube.playlistItem"))
        rows = list(enumerate(uploaded))
        show = partial(_upload, playlist_id=id, parts=parts)
        return as_json(_paged(request, rows, show, "youtube#playlistItemListResponse", total=len(rows)))

    def _pay(self, request: Request, purse: str, limit: int, refusal: Reply) -> None:
        """Every call counts, one with mistakes in it too, but not one without a good key."""
        key = request.query.get("key", "")
        if not key or key == WRONG_KEY:
            raise Refusal(faults.BAD_KEY)
        with self._lock:
            if self._spent[purse] >= limit:
                raise Refusal(refusal)
            self._spent[purse] += 1

    @staticmethod
    def _parts(request: Request) -> frozenset[str]:
        parts = frozenset(part.strip() for part in request.query.get("part", "").split(",") if part.strip())
        if not parts:
            raise Refusal(_invalid("No part selected.", "missingRequiredParameter"))
        return parts


def _invalid(message: str, reason: str) -> Reply:
    return faults.youtube_error(400, message, reason, domain="youtube.parameter", status="INVALID_ARGUMENT")


def _only(row: dict[str, Json], parts: frozenset[str]) -> dict[str, Json]:
    return {name: value for name, value in row.items() if name in ("kind", "etag", "id") or name in parts}


def _upload(placed: tuple[int, Upload], playlist_id: str, parts: frozenset[str]) -> Json:
    place, upload = placed
    return _only(upload_row(upload, place, playlist_id), parts)


def _paged(request: Request, things: list[Thing], show: Callable[[Thing], Json], kind: str, *, total: int) -> dict[str, Json]:
    """One page of up to 50 rows (5 where no number is asked); a page token is the place where the next page begins."""
    asked, token = request.query.get("maxResults", "5"), request.query.get("pageToken", "")
    if not (asked.isdecimal() and int(asked) <= 50):
        raise Refusal(_invalid(f"Invalid value '{asked[:20]}'. Values must be within the range: [0, 50]", "invalidParameter"))
    start = _place(token) if token else 0
    if start is None:
        raise Refusal(_invalid("The request specifies an invalid page token.", "invalidPageToken"))
    size = int(asked)
    body: dict[str, Json] = {"kind": kind, "etag": "sandbox", "pageInfo": {"totalResults": total, "resultsPerPage": size}}
    if size > 0 and start + size < len(things):
        body["nextPageToken"] = _token(start + size)
    if start:
        body["prevPageToken"] = _token(max(0, start - size))
    return body | {"items": [show(thing) for thing in things[start : start + size]]}


def _token(place: int) -> str:
    return f"CA{place:04X}QAA"


def _place(token: str) -> int | None:
    try:
        return int(token.removeprefix("CA").removesuffix("QAA"), 16)
    except ValueError:
        return None
