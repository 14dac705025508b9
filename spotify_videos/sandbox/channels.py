"""The channels of YouTube's stand-in: whose they are, by which handle they are found, and what they uploaded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from . import catalogue, invented, uploads
from .clips import published
from .dice import Dice
from .search import words
from .uploads import Upload

Json = Any


@dataclass(frozen=True, slots=True)
class Channel:
    """`handle` begins with @."""

    id: str
    title: str
    handle: str


def by_handle(handle: str, guessable: int) -> Channel | None:
    """The channel with this handle (with or without its @, in any case); `guessable` percent of the invented have their name's."""
    name = handle.removeprefix("@").casefold()
    return _handles(guessable).get(name)


def by_id(id: str, guessable: int) -> Channel | None:
    return next((channel for channel in _handles(guessable).values() if channel.id == id), None)


def row(channel: Channel) -> dict[str, Json]:
    """A channel of channels.list with every part that this stand-in knows."""
    return {
        "kind": "youtube#channel",
        "etag": "sandbox",
        "id": channel.id,
        "snippet": {
            "title": channel.title,
            "description": "",
            "customUrl": channel.handle.lower(),
            "publishedAt": "2014-01-01T00:00:00Z",
        },
        "contentDetails": {"relatedPlaylists": {"likes": "", "uploads": "UU" + channel.id[2:]}},
        "statistics": {"viewCount": "0", "subscriberCount": "0", "hiddenSubscriberCount": False, "videoCount": "0"},
    }


@lru_cache(maxsize=1_000)
def uploads_of(channel_id: str) -> list[Upload]:
    """What the channel uploaded, newest first; [] where there is no such channel."""
    artist = _artists().get(channel_id)
    songs = catalogue.top_50() if artist is None else tuple(invented.song(artist, nth) for nth in range(invented.SONGS_PER_ARTIST))
    own = {upload for song in songs for upload in uploads.of(song) if upload.channel_id == channel_id}
    return sorted(own, key=lambda upload: (published(upload), upload.id), reverse=True)


@cache
def _artists() -> dict[str, int]:
    """The numbers of the invented artists by their channel's id."""
    return {uploads.channel_id(invented.artist(number)): number for number in range(invented.ARTISTS)}


@cache
def _handles(guessable: int) -> dict[str, Channel]:
    """Every channel by its handle without the @, in small letters."""
    found: dict[str, Channel] = {}
    for number in range(invented.ARTISTS):
        title = invented.artist(number)
        _add(found, title, _handle(title, guessed=number * 37 % 100 < guessable))
    for title in dict.fromkeys(upload.channel for song in catalogue.top_50() for upload in uploads.of(song) if upload.by_label):
        _add(found, title, _handle(title, guessed=not title.endswith(" - Topic")))
    return found


def _add(found: dict[str, Channel], title: str, handle: str) -> None:
    found.setdefault(handle.casefold(), Channel(uploads.channel_id(title), title, "@" + handle))


def _handle(title: str, *, guessed: bool) -> str:
    """The name in one word, at times with the ending that artists give it; else one that nobody would think of."""
    dice = Dice("handle", title)
    plain = "".join(sorted(words(title), key=lambda word: title.casefold().find(word)))
    name = re.sub(r"[^A-Za-z0-9]", "", plain)
    return name + dice.among(("", "", "", "official", "music", "VEVO")) if guessed else f"its{dice.letters(4)}{name[:3]}"
