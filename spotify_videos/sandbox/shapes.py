"""The objects of Spotify's Web API, field by field as it sends them."""

from __future__ import annotations

from typing import Any

from .catalogue import Entry, Listing, albums
from .dice import Dice
from .invented import Song

Json = Any

ADDED_AT = "2021-05-09T00:26:00Z"


def paging(rows: list[Json], offset: int, limit: int, total: int, href: str) -> dict[str, Json]:
    def url(start: int) -> str:
        return f"{href}?offset={start}&limit={limit}"

    return {
        "href": url(offset),
        "items": rows,
        "limit": limit,
        "next": url(offset + limit) if offset + limit < total else None,
        "offset": offset,
        "previous": url(max(0, offset - limit)) if offset else None,
        "total": total,
    }


def playlist_head(listing: Listing, href: str) -> dict[str, Json]:
    """A playlist without its songs, which is all that some apps get."""
    return {
        "collaborative": bool(listing.collaborators),
        "description": listing.description,
        "external_urls": {"spotify": f"https://open.spotify.com/playlist/{listing.id}"},
        "followers": {"href": None, "total": 0},
        "href": href,
        "id": listing.id,
        "images": [],
        "name": listing.name,
        "owner": _person(listing.owner),
        "primary_color": None,
        "public": listing.public,
        "snapshot_id": Dice("snapshot", listing.id).letters(32),
        "type": "playlist",
        "uri": f"spotify:playlist:{listing.id}",
    }


def summary(listing: Listing, href: str, names: tuple[str, ...]) -> dict[str, Json]:
    """A playlist in a user's library; how many songs it has stands under each of `names` ("tracks", "items", or both)."""
    return playlist_head(listing, href) | {name: {"href": f"{href}/{name}", "total": len(listing.entries)} for name in names}


def row(entry: Entry, names: tuple[str, ...], base: str) -> Json:
    """A row of a playlist; the song stands under each of `names` ("track", "item", or both)."""
    thing: Json
    if isinstance(entry, Song):
        thing, local, added = track_object(entry, base) | {"episode": False, "track": True}, False, True
    elif not entry.whole:
        return None
    else:
        thing, local, added = entry.thing, entry.local, not entry.local
    return {
        "added_at": ADDED_AT if added else None,
        "added_by": _person("somebody") if added else None,
        "is_local": local,
        "primary_color": None,
        **dict.fromkeys(names, thing),
        "video_thumbnail": {"url": None},
    }


def track_object(song: Song, base: str) -> dict[str, Json]:
    return album_row(song, base) | {"album": _album(song, base), "external_ids": {"isrc": song.isrc} if song.isrc else {}}


def album_row(song: Song, base: str) -> dict[str, Json]:
    """A track as its album lists it: without the album and the ISRC."""
    return {
        "artists": _artists(song.artists, song.artist_ids, base),
        "disc_number": 1,
        "duration_ms": song.milliseconds,
        "explicit": False,
        "external_urls": {"spotify": f"https://open.spotify.com/track/{song.id}"},
        "href": f"{base}/spotify/v1/tracks/{song.id}",
        "id": song.id,
        "is_local": False,
        "name": song.title,
        "preview_url": None,
        "track_number": song.track_number,
        "type": "track",
        "uri": f"spotify:track:{song.id}",
    }


def album_object(songs: list[Song], base: str) -> dict[str, Json]:
    """An album without its tracks; it has at least one."""
    return _album(songs[0], base) | {"external_ids": {}, "label": ""}


def _album(song: Song, base: str) -> dict[str, Json]:
    return {
        "album_type": "album",
        "artists": _artists(song.artists[:1], song.artist_ids[:1], base),
        "external_urls": {"spotify": f"https://open.spotify.com/album/{song.album_id}"},
        "href": f"{base}/spotify/v1/albums/{song.album_id}",
        "id": song.album_id,
        "images": _images(song) if song.made_up else [],
        "name": song.album,
        "release_date": "2021-04-01",
        "release_date_precision": "day",
        "total_tracks": len(albums()[song.album_id]),
        "type": "album",
        "uri": f"spotify:album:{song.album_id}",
    }


def _images(song: Song) -> list[Json]:
    """Three sizes, largest first; nobody has such pictures, so the songs of the demo have none."""
    name = Dice("image", song.album_id).letters(24, "0123456789abcdef")
    sizes = ((640, "b273"), (300, "1e02"), (64, "4851"))
    return [{"height": size, "url": f"https://i.scdn.co/image/ab67616d0000{kind}{name}", "width": size} for size, kind in sizes]


def _artists(names: tuple[str, ...], ids: tuple[str, ...], base: str) -> list[Json]:
    return [
        {
            "external_urls": {"spotify": f"https://open.spotify.com/artist/{id}"},
            "href": f"{base}/spotify/v1/artists/{id}",
            "id": id,
            "name": name,
            "type": "artist",
            "uri": f"spotify:artist:{id}",
        }
        for name, id in zip(names, ids, strict=True)
    ]


def _person(id: str) -> dict[str, Json]:
    return {
        "display_name": id.title(),
        "external_urls": {"spotify": f"https://open.spotify.com/user/{id}"},
        "href": f"https://api.spotify.com/v1/users/{id}",
        "id": id,
        "type": "user",
        "uri": f"spotify:user:{id}",
    }
