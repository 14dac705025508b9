"""The stand-in for those who tell the Top 50 without a key: the open archive's daily copy, and Deezer's worldwide Top."""

from __future__ import annotations

from . import catalogue
from .dice import Dice
from .invented import Song
from .shapes import ADDED_AT
from .wire import Json, Reply, Request, Route, as_json, route

DEEZERS_TOP = "3155776842"


class Charts:
    """Both tell the songs of Top 50 Global, Deezer in its own order: from the last to the first."""

    def __init__(self) -> None:
        self.routes: tuple[Route, ...] = (
            route("archive.top50", "GET", rf"/archive/{catalogue.TOP_50}\.json", self.archive),
            route("deezer.tracks", "GET", r"/deezer/playlist/([^/]+)/tracks", self.deezer),
        )

    def archive(self, request: Request, _: str) -> Reply:
        tracks = [_archived(song) for song in catalogue.top_50()]
        snapshot = Dice("snapshot", catalogue.TOP_50).letters(32)
        return as_json({"original_name": "Top 50 - Global", "snapshot_id": snapshot, "tracks": tracks})

    def deezer(self, request: Request, id: str) -> Reply:
        """Deezer tells its errors under HTTP 200."""
        if id != DEEZERS_TOP:
            return as_json({"error": {"type": "DataException", "message": "no data", "code": 800}})
        limit = request.query.get("limit", "25")
        songs = catalogue.top_50()[::-1]
        rows = [_deezers(song) for song in songs[: int(limit) if limit.isdecimal() else 25]]
        return as_json({"data": rows, "total": len(songs)})


def _archived(song: Song) -> Json:
    artists = [
        {"name": name, "url": f"https://open.spotify.com/artist/{id}"}
        for name, id in zip(song.artists, song.artist_ids, strict=True)
    ]
    return {
        "name": song.title,
        "artists": artists,
        "album": {"name": song.album, "url": f"https://open.spotify.com/album/{song.album_id}"},
        "duration_ms": song.milliseconds,
        "url": f"https://open.spotify.com/track/{song.id}",
        "added_at": ADDED_AT,
    }


def _deezers(song: Song) -> Json:
    id = Dice("deezer", song.id).between(1_000_000, 3_000_000_000)
    return {
        "id": id,
        "readable": True,
        "title": song.title,
        "link": f"https://www.deezer.com/track/{id}",
        "duration": song.seconds,
        "explicit_lyrics": False,
        "artist": {"name": song.artists[0], "type": "artist"},
        "album": {"title": song.album, "type": "album"},
        "type": "track",
    }
