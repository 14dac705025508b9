"""The one door to YouTube's Data API v3, through python-youtube: search, videos, channels and what they uploaded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Literal, TypeVar
from urllib.parse import urlencode

import pyyoutube
import requests

from ..errors import NotConfigured, UpstreamTimeout
from ..memory import Ledger, Share
from ..models import Candidate
from ..upstream import Deadline, Rest, call
from . import shapes
from .refusals import Refused, Session, says_day_is_spent, understand
from .shapes import SERVICE, Channel, Page

RESULTS = 25  # A search costs the same for any number of results; beyond these hardly any is the song.
IDS_A_CALL = 50  # What all other calls have room for, at one unit.

Told = TypeVar("Told")
What = Literal["searches", "units"]


class YouTube:
    """`client` is None where no key is configured: every call then says so, and books nothing.

    A throttle, or three failures in a row, let searches rest for a few seconds, or else what costs units.
    """

    def __init__(self, client: pyyoutube.Client | None, ledger: Ledger, region: str = "") -> None:
        self._client = client
        self._ledger = ledger
        self._region = region or None
        self._rests: dict[What, Rest] = {"searches": Rest(SERVICE), "units": Rest(SERVICE)}

    @classmethod
    def connect(cls, key: str, api_url: str, timeout: float, pool: int, ledger: Ledger, region: str = "") -> YouTube:
        """`timeout` is in seconds and bounds each call as a whole; `pool` is how many calls may be under way at once."""
        if not key:
            return cls(None, ledger, region)
        client = pyyoutube.Client(api_key=key)
        client.BASE_URL = api_url
        client.session = _Session(timeout, pool)
        return cls(client, ledger, region)

    @property
    def connected(self) -> bool:
        """Whether there is a key to ask with."""
        return self._client is not None

    def search(self, query: str, deadline: Deadline, share: Share | None = None) -> list[Candidate]:
        """Up to 25 uploads that YouTube finds for the words, best first. One call, one search of the day's, never repeated.

        `share` is whose part of the day's searches it is. Raise QuotaSpent where they are used up, a Problem where YouTube fails.
        """
        return self._ask(
            "searches",
            deadline,
            lambda client: client.search.list(
                parts="snippet", q=query, type="video", max_results=RESULTS, region_code=self._region, return_json=True
            ),
            shapes.results,
            verb="search",
            attempts=1,
            share=share,
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
            shapes.details,
            verb="videos",
        )

    def book(self, units: int) -> date:
        """Book units for several calls that leave at the same moment; what is returned goes along with each of them.

        Raise QuotaSpent, with nothing booked, where the day has fewer.
        """
        self._configured()
        return self._ledger.spend("units", units)

    def channel_by_handle(self, handle: str, deadline: Deadline, booked: date | None = None) -> Channel | None:
        """The channel with this handle (with its @), or None where nobody has it. One unit, unless it is `booked` already."""
        return self._ask(
            "units",
            deadline,
            lambda client: client.channels.list(
                parts="snippet", for_handle=handle, return_json=True, fields="items(id,snippet/title)"
            ),
            shapes.channel,
            verb="channels",
            booked=booked,
        )

    def uploads(self, channel_id: str, page_token: str | None, deadline: Deadline) -> Page:
        """50 uploads of a channel for one unit: the newest, or those that a page's token stands for.

        Descriptions are left out: with 5,000 letters each they are nearly all of an answer.
        """
        return self._ask(
            "units", deadline, lambda client: _uploads(client, channel_id, page_token), shapes.page, verb="playlist_items"
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
        verb: str,
        attempts: int = 3,
        share: Share | None = None,
        booked: date | None = None,
    ) -> Told:
        client = self._configured()

        def once() -> Told:
            nonlocal booked
            if not deadline.left():  # What is booked must be sent, too.
                raise UpstreamTimeout("There was no time left to ask YouTube. Ask again in a moment.", source=SERVICE)
            day, booked = booked or self._ledger.spend(what, share=share), None
            try:
                answer = request(client)
            except Refused as refused:
                if says_day_is_spent(refused.response):
                    raise self._ledger.declare_spent(what, day) from None
                raise
            except (pyyoutube.PyYouTubeException, LookupError, TypeError, AttributeError, RecursionError):
                raise shapes.nonsense() from None  # python-youtube looks into the answer and trusts its shape.
            return read(answer)

        with self._rests[what].watching(deadline):
            return call(SERVICE, deadline, once, understand, verb=f"youtube.{verb}", attempts=attempts)

    def _configured(self) -> pyyoutube.Client:
        if self._client is None:
            raise NotConfigured("YouTube is not connected: set YT_ID to a key for the YouTube Data API v3.", source=SERVICE)
        return self._client


def _uploads(client: pyyoutube.Client, channel_id: str, page_token: str | None) -> Any:
    """What a channel uploaded is a playlist of nearly its own id; a channel that has nothing to show has no such playlist."""
    try:
        return client.playlistItems.list(
            parts="snippet",
            playlist_id=f"UU{channel_id[2:]}",
            max_results=IDS_A_CALL,
            page_token=page_token,
            return_json=True,
            fields="nextPageToken,items/snippet(title,resourceId,channelId,channelTitle,videoOwnerChannelId,videoOwnerChannelTitle)",
        )
    except Refused as refused:
        if refused.response.status_code == 404:
            return {}
        raise


class _Session(Session):
    def request(self, method: Any, url: Any, params: Any = None, **_: Any) -> requests.Response:  # type: ignore[override]
        """Send a query and nothing else. To prepare one as `requests` prepares any request takes a third of what a call costs."""
        prepared = requests.PreparedRequest()
        told = urlencode({name: value for name, value in params.items() if value is not None})
        prepared.method, prepared.url = method, f"{url}?{told}"
        prepared.prepare_headers(self.headers)
        prepared.prepare_cookies({})
        prepared.prepare_hooks({})
        return self.send(prepared, **self.merge_environment_settings(url, {}, None, None, None))
