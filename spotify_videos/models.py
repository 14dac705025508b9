"""The nouns: what a list holds, what YouTube has, and which video answers a track."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from .errors import Problem

Kind = Literal[
    "official_video", "video", "visualizer", "lyric", "audio", "art_track", "live", "remix", "acoustic", "cover", "karaoke", "other"
]
Status = Literal["matched", "pinned", "other_version", "not_found", "deferred", "failed"]


@dataclass(frozen=True, slots=True)
class Track:
    """A song as a list tells it. `seconds` is whole, `url` is null where Spotify has no page for it; `posted` says that a caller
    told it, whose id and ISRC may be anybody's."""

    id: str
    title: str
    artists: tuple[str, ...] = ()
    album: str | None = None
    seconds: int | None = None
    isrc: str | None = None
    image: str | None = None
    url: str | None = None
    posted: bool = False

    @property
    def artist(self) -> str:
        """The track's first artist, or "" where it has none."""
        return self.artists[0] if self.artists else ""


@dataclass(frozen=True, slots=True)
class Row:
    """A song in its place: `position` counts the list's rows from 0, those that are no songs included."""

    position: int
    track: Track


@dataclass(frozen=True, slots=True)
class Playlist:
    """The asked part of a list. `total` counts all its rows; `source` is the contract's X-Source.

    `age` is in seconds: how old a copy is that was served because nobody could be asked; None for what was just read.
    """

    id: str
    name: str
    total: int
    rows: tuple[Row, ...]
    source: str = "spotify"
    private: bool = False
    age: int | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """An upload that may be the song's video, as YouTube tells it; None where it was not told.

    A search tells id, title, channel and a shortened description only. `blocked_in` holds ISO 3166 two-letter codes.
    """

    id: str
    title: str
    channel: str | None = None
    channel_id: str | None = None
    description: str = ""
    seconds: int | None = None
    views: int | None = None
    licensed: bool | None = None
    embeddable: bool | None = None
    blocked_in: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Video:
    """The candidate that answers a track. `score` is 0..1, None where a person chose it; `kind` is None, and the candidate's title
    empty, where a person chose what YouTube told nothing about."""

    candidate: Candidate
    kind: Kind | None
    score: float | None


@dataclass(frozen=True, slots=True)
class Match:
    """What became of one track. `video` is there for matched, pinned and other_version; `retry_at` (aware) for deferred;
    `problem` for failed."""

    status: Status
    video: Video | None = None
    retry_at: datetime | None = None
    problem: Problem | None = None
