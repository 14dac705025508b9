"""The objects of the YouTube Data API, field by field as it sends them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from .dice import Dice
from .uploads import Upload

Json = Any

# Where a search breaks a description off, in characters.
CUT = 150


@lru_cache(maxsize=4_000)
def search_row(upload: Upload, channel: bool = False) -> dict[str, Json]:
    """A result of search.list: the title escaped, the description cut short, no length and no views."""
    description = describe(upload)
    short = description if len(description) <= CUT else description[:CUT].rsplit(" ", 1)[0] + " ..."
    snippet = _snippet(upload) | {"title": _escaped(upload.title), "description": short, "liveBroadcastContent": "none"}
    snippet["publishTime"] = snippet["publishedAt"]
    what = {"kind": "youtube#video", "videoId": upload.id}
    if channel:
        what = {"kind": "youtube#channel", "channelId": upload.channel_id}
        snippet["title"] = upload.channel
    return {"kind": "youtube#searchResult", "etag": "sandbox", "id": what, "snippet": snippet}


def video_row(upload: Upload) -> dict[str, Json]:
    """A video of videos.list with every part that this stand-in knows."""
    details: dict[str, Json] = {
        "duration": duration(upload.seconds),
        "dimension": "2d",
        "definition": "hd",
        "caption": "false",
        "licensedContent": upload.by_label,
        "contentRating": {},
        "projection": "rectangular",
    }
    if upload.blocked or upload.allowed:
        details["regionRestriction"] = {"blocked": list(upload.blocked)} if upload.blocked else {"allowed": list(upload.allowed)}
    return {
        "kind": "youtube#video",
        "etag": "sandbox",
        "id": upload.id,
        "snippet": _snippet(upload) | {"categoryId": "10", "tags": [], "liveBroadcastContent": "none"},
        "contentDetails": details,
        "status": {
            "uploadStatus": "processed",
            "privacyStatus": "public",
            "license": "youtube",
            "embeddable": upload.embeddable,
            "publicStatsViewable": True,
            "madeForKids": False,
        },
        "statistics": {"viewCount": str(upload.views), "likeCount": str(upload.views // 60), "favoriteCount": "0"},
    }


def upload_row(upload: Upload, place: int, playlist_id: str) -> dict[str, Json]:
    """A row of playlistItems.list over a channel's uploads."""
    resource = {"kind": "youtube#video", "videoId": upload.id}
    snippet = _snippet(upload) | {"playlistId": playlist_id, "position": place, "resourceId": resource}
    owner = {"videoOwnerChannelTitle": upload.channel, "videoOwnerChannelId": upload.channel_id}
    return {
        "kind": "youtube#playlistItem",
        "etag": "sandbox",
        "id": Dice("row", playlist_id, upload.id).letters(48),
        "snippet": snippet | owner,
        "contentDetails": {"videoId": upload.id, "videoPublishedAt": snippet["publishedAt"]},
        "status": {"privacyStatus": "public"},
    }


def duration(seconds: int) -> str:
    """ISO 8601 as YouTube writes it: 3663 is PT1H1M3S."""
    minutes, left = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    told = "".join(f"{amount}{unit}" for amount, unit in ((hours, "H"), (minutes, "M"), (left, "S")) if amount)
    return f"PT{told}" if told else "P0D"


def published(upload: Upload) -> str:
    dice = Dice("published", upload.id)
    year, month, day = dice.between(2015, 2021), dice.between(1, 12), dice.between(1, 28)
    return f"{year}-{month:02}-{day:02}T{dice.below(24):02}:{dice.below(60):02}:{dice.below(60):02}Z"


def describe(upload: Upload) -> str:
    """What stands under the video; by rule, and the same for the right one as for all others."""
    more = "\n\nSubscribe for more: https://www.example.com/subscribe\n" + "Thanks for watching & listening! " * 12
    return f"{upload.title}\n{upload.channel}" + (more if Dice("describe", upload.id).happens(50) else "")


def _snippet(upload: Upload) -> dict[str, Json]:
    sizes = (("default", "default", 120, 90), ("medium", "mqdefault", 320, 180), ("high", "hqdefault", 480, 360))
    return {
        "publishedAt": published(upload),
        "channelId": upload.channel_id,
        "title": upload.title,
        "description": describe(upload),
        "thumbnails": {
            name: {"url": f"https://i.ytimg.com/vi/{upload.id}/{file}.jpg", "width": width, "height": height}
            for name, file, width, height in sizes
        },
        "channelTitle": upload.channel,
    }


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;").replace("'", "&#39;")
