"""What Spotify's answers hold, in all their shapes: every field may be missing or of another kind."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..models import Row, Track
from .fields import isrc, line, page_of
from .ids import is_spotify_id, own_id
from .refusals import nonsense, owner_only

# Spotify's lists end at about 10,000 rows; a total beyond this is a broken answer.
LARGEST_TOTAL = 1_000_000
LONGEST_MILLISECONDS = 7 * 86_400_000
# Covers come 640, 300 and 64 pixels wide. Beside a song in a list 300 is sharp on every screen, at a quarter of the bytes of 640.
IMAGE_WIDTH = 300


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list: `held` is how many came, those that are no songs included; `total` is how many there are."""

    total: int
    held: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """What the first answer for a list tells. `album` and `image` are what the songs of an album leave out about it."""

    name: str
    page: Page
    private: bool = False
    album: str | None = None
    image: str | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """A playlist in an account's library; `total` counts its rows, None where that was not told."""

    id: str
    name: str
    total: int | None
    image: str | None
    private: bool
    url: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """Some playlists of an account's library; `total` is how many it holds."""

    total: int
    summaries: tuple[Summary, ...]


def playlist(body: object, signed_in: bool = False) -> Head:
    """Of `GET /playlists/{id}`: rows under `items` since 2026, under `tracks` before, in between under both.

    Raise OwnerOnly where neither is there: to an app of 2026 a key shows the name alone. What it takes a sign-in to read is
    private unless Spotify says that it is not.
    """
    told = _fields(body)
    rows = [told[name] for name in ("items", "tracks") if told.get(name) is not None]
    if not rows:
        raise owner_only()
    public = told.get("public")
    private = public is not True if signed_in else public is False
    return Head(name=line(told.get("name")) or "", page=playlist_page(rows[0], most=100), private=private)


def playlist_page(body: object, first: int = 0, most: int = 50) -> Page:
    """Of `GET /playlists/{id}/items`, asked from row `first` on."""
    return _page(body, first, most, _listed)


def album(body: object) -> Head:
    """Of `GET /albums/{id}`."""
    told = _fields(body)
    name = line(told.get("name"))
    return Head(name=name or "", page=album_page(told.get("tracks")), album=name, image=_image(told.get("images")))


def album_page(body: object, first: int = 0) -> Page:
    """Of `GET /albums/{id}/tracks`, asked from row `first` on: tracks without their album and without ISRC."""
    return _page(body, first, 50, _track)


def track(body: object) -> Head:
    """Of `GET /tracks/{id}`: a list of one."""
    song = _track(_fields(body))
    return Head(name=song.title if song else "", page=Page(total=1, held=1, rows=(Row(0, song),) if song else ()))


def shelf(body: object) -> Shelf:
    """Of `GET /me/playlists`: what has no id is left out."""
    told = _fields(body)
    total, entries = told.get("total"), told.get("items")
    if type(total) is not int or not 0 <= total <= LARGEST_TOTAL or not isinstance(entries, list):
        raise nonsense()
    return Shelf(total, tuple(_summary(entry) for entry in entries if isinstance(entry, dict) and is_spotify_id(entry.get("id"))))


def _summary(told: dict[str, Any]) -> Summary:
    songs = told.get("items") or told.get("tracks")
    total = songs.get("total") if isinstance(songs, dict) else None
    return Summary(
        id=told["id"],
        name=line(told.get("name")) or "",
        total=total if type(total) is int and 0 <= total <= LARGEST_TOTAL else None,
        image=_image(told.get("images")),
        private=told.get("public") is not True,
        url=f"https://open.spotify.com/playlist/{told['id']}",
    )


def _page(body: object, first: int, most: int, understand: Callable[[Any], Track | None]) -> Page:
    told = _fields(body)
    total, entries = told.get("total"), told.get("items", [])
    if type(total) is not int or not 0 <= total <= LARGEST_TOTAL or not isinstance(entries, list):
        raise nonsense()
    songs = [understand(entry) for entry in entries[:most]]
    rows = tuple(Row(position, song) for position, song in enumerate(songs, first) if song)
    return Page(total=max(total, first + len(songs)), held=len(songs), rows=rows)


def _fields(body: object) -> dict[str, Any]:
    if not isinstance(body, dict):
        raise nonsense()
    return body


def _listed(entry: object) -> Track | None:
    """The song of a playlist's row, which in 2026 carries it as `item`, as `track`, or as both."""
    return _track(entry.get("item") or entry.get("track")) if isinstance(entry, dict) else None


def _track(told: object) -> Track | None:
    """A song, or None: a row may be null or an episode (in a track's form, too), and a dead track is one without a name."""
    if not isinstance(told, dict) or told.get("type") not in (None, "track") or told.get("episode") is True:
        return None
    title = line(told.get("name"))
    if not title:
        return None
    artists = tuple(
        name for artist in _list(told.get("artists")) if isinstance(artist, dict) and (name := line(artist.get("name")))
    )
    album = told["album"] if isinstance(told.get("album"), dict) else {}
    id = told["id"] if is_spotify_id(told.get("id")) else None
    return Track(
        id=id or own_id(artists[0] if artists else "", title),
        title=title,
        artists=artists,
        album=line(album.get("name")),
        seconds=_seconds(told.get("duration_ms")),
        isrc=isrc(told["external_ids"].get("isrc")) if isinstance(told.get("external_ids"), dict) else None,
        image=_image(album.get("images")),
        url=page_of(id) if id else None,
    )


def _list(told: object) -> list[Any]:
    return told if isinstance(told, list) else []


def _seconds(milliseconds: object) -> int | None:
    if type(milliseconds) is not int or not 0 < milliseconds <= LONGEST_MILLISECONDS:
        return None
    return (milliseconds + 500) // 1000 or None


def _image(told: object) -> str | None:
    """The cover whose width is nearest to IMAGE_WIDTH; one that does not tell its width counts as just right."""
    images = [image for image in _list(told) if isinstance(image, dict) and _is_address(image.get("url"))]
    widths = [image["width"] if type(image.get("width")) is int else IMAGE_WIDTH for image in images]
    nearest = min(range(len(images)), key=lambda index: abs(widths[index] - IMAGE_WIDTH), default=None)
    return None if nearest is None else str(images[nearest]["url"])


def _is_address(url: object) -> bool:
    return isinstance(url, str) and re.fullmatch(r"https://[\w.-]+/[\w./~%?=&+-]{0,500}", url, re.ASCII) is not None
