"""The rows that break whoever takes a playlist for a list of songs, as recorded answers of Spotify show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Json = Any


@dataclass(frozen=True)
class OddRow:
    """A row of a playlist that is no plain song. `thing` stands where a song would; `whole` False: the row itself is null."""

    name: str
    thing: dict[str, Json] | None
    local: bool = False
    whole: bool = True


def _track(name: str, artist: str, album: str, **changes: Json) -> dict[str, Json]:
    """A track object whose every id is null, as Spotify tells a local file."""
    return {
        "album": {
            "album_type": None,
            "artists": [],
            "external_urls": {},
            "href": None,
            "id": None,
            "images": [],
            "name": album,
            "release_date": None,
            "release_date_precision": None,
            "type": "album",
            "uri": None,
        },
        "artists": [{"external_urls": {}, "href": None, "id": None, "name": artist, "type": "artist", "uri": None}],
        "disc_number": 0,
        "duration_ms": 201_000,
        "explicit": False,
        "external_ids": {},
        "external_urls": {},
        "href": None,
        "id": None,
        "is_local": False,
        "name": name,
        "track_number": 0,
        "type": "track",
        "uri": "spotify:local:::",
    } | changes


_SHOW = {"id": "0zzPodcastSandbox00001", "name": "A podcast", "publisher": "Somebody", "type": "show"}

ODD_ROWS = (
    OddRow("null row", None, whole=False),
    OddRow("null track", None),
    OddRow(
        "episode",
        {
            "id": "0zzEpisodeSandbox00001",
            "name": "Episode 1: how it began",
            "description": "In which two people talk.",
            "duration_ms": 3_600_000,
            "explicit": False,
            "external_urls": {"spotify": "https://open.spotify.com/episode/0zzEpisodeSandbox00001"},
            "images": [],
            "release_date": "2021-05-01",
            "show": _SHOW,
            "type": "episode",
            "uri": "spotify:episode:0zzEpisodeSandbox00001",
        },
    ),
    OddRow(
        "episode in a track's form",
        _track(
            "Episode 2: how it went on",
            "A podcast",
            "A podcast",
            id="0zzEpisodeSandbox00002",
            type="episode",
            duration_ms=2_400_000,
        ),
    ),
    OddRow("local file", _track("Demo of 1997", "The Neighbours", "Garage", is_local=True), local=True),
    OddRow("local file with blanks", _track("Track 07", "", "", is_local=True), local=True),
    OddRow(
        "dead track", _track("", "", "", id="0zzDeadTrackSandbox001", uri="spotify:track:0zzDeadTrackSandbox001", duration_ms=0)
    ),
    OddRow("track without an id", _track("Vanished", "Mira Halden", "Vanished")),
    OddRow(
        "unplayable here",
        _track(
            "Only Elsewhere",
            "Felix Moreau",
            "Only Elsewhere",
            id="0zzElsewhereSandbox001",
            uri="spotify:track:0zzElsewhereSandbox001",
            is_playable=False,
            linked_from={"id": "0zzElsewhereSandbox002", "type": "track", "uri": "spotify:track:0zzElsewhereSandbox002"},
        ),
    ),
)
