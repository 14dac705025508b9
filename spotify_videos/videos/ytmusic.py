"""The one door to YouTube Music, through ytmusicapi: unofficial, without a key or a quota, and switched on by whoever wants it."""

from __future__ import annotations

from typing import Any

import requests
import ytmusicapi

from ..errors import Problem, UpstreamBusy, UpstreamError
from ..models import Candidate
from ..upstream import Deadline, Rest, Shared, call
from .refusals import Refused, Session

SERVICE = "YouTube Music"
SECONDS_OF_REST = 5  # What a caller is told after a throttle; nothing tells us.
# What a row of the search is: https://ytmusicapi.readthedocs.io/en/stable/faq.html. Labels and artists bring these two themselves.
OFFICIAL = ("MUSIC_VIDEO_TYPE_OMV", "MUSIC_VIDEO_TYPE_OFFICIAL_SOURCE_MUSIC")
ART_TRACK = "MUSIC_VIDEO_TYPE_ATV"


class YTMusic:
    """A failure is passed over by whoever asks: it is made once, and three of them in a row let the service rest."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._rest = Rest(SERVICE)
        self._opening: Shared[ytmusicapi.YTMusic] = Shared()
        self._client: ytmusicapi.YTMusic | None = None

    @classmethod
    def connect(cls, timeout: float, pool: int) -> YTMusic:
        """`timeout` is in seconds and bounds each call; `pool` is how many may be under way at once. Opens nothing yet."""
        return cls(Session(timeout, pool))

    def search(self, query: str, deadline: Deadline) -> list[Candidate]:
        """About 20 videos that YouTube Music finds for the words, best first. Raise a Problem (its source is None) where it fails.

        `licensed` is true for what a label or an artist uploaded, and for art tracks, else it is not told. The channel of such a
        video is the artist's name as YouTube Music has it, the channel of any other is who uploaded it; no channel's id is told.
        """
        try:
            with self._rest.watching(deadline):
                return call(SERVICE, deadline, lambda: self._ask(query, deadline), _understand, verb="ytmusic.search", attempts=1)
        except Problem as problem:
            problem.source = None  # The contract knows Spotify's and YouTube's names alone.
            raise

    def _ask(self, query: str, deadline: Deadline) -> list[Candidate]:
        try:
            # In any language but "en" this version finds nothing; the limit keeps it from asking for a second page.
            rows = self._connected(deadline).search(query, filter="videos", limit=1)
            return [candidate for row in rows if (candidate := _candidate(row))]
        except requests.RequestException:  # Among these are ValueErrors, too.
            raise
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            raise UpstreamError("YouTube Music answered something unexpected.") from None  # ytmusicapi trusts an answer's shape.

    def _connected(self, deadline: Deadline) -> ytmusicapi.YTMusic:
        """The client, whose headers hold a visitor's id that it fetches from the site's first page, once for all who wait."""
        return self._client or self._opening.ask("client", self._open, deadline)

    def _open(self) -> ytmusicapi.YTMusic:
        client = ytmusicapi.YTMusic(language="en", requests_session=self._session)
        client.base_headers  # noqa: B018  # reading this is what fetches the id
        self._client = client
        return client


def _candidate(row: dict[str, Any]) -> Candidate | None:
    """A row of the search; None where it is no video that could be played now."""
    if not row["videoId"] or not row["isAvailable"]:
        return None
    sort, artists = row["videoType"], row.get("artists") or []
    name = artists[0]["name"] if artists else None
    return Candidate(
        id=row["videoId"],
        title=row["title"],
        # What YouTube calls the channels that it fills with art tracks.
        channel=f"{name} - Topic" if name and sort == ART_TRACK else name,
        seconds=row.get("duration_seconds"),
        licensed=True if sort in (*OFFICIAL, ART_TRACK) else None,
    )


def _understand(error: Exception) -> Problem | None:
    if not isinstance(error, Refused):
        return None
    if error.response.status_code == 429:
        return UpstreamBusy("YouTube Music asks for fewer calls at once. Try again in a moment.", retry_after=SECONDS_OF_REST)
    return UpstreamError("YouTube Music refused the request, or failed.")
