"""Artists and songs that nobody ever heard of, as many as a load test needs, each made from its number alone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from .dice import Dice

ARTISTS = 500
SONGS_PER_ARTIST = 25
SONGS = ARTISTS * SONGS_PER_ARTIST
SONGS_PER_ALBUM = 9
# Coprime with the number of titles, so that every song has a title of its own and neighbours have nothing in common.
STRIDE = 7919


@dataclass(frozen=True, slots=True)
class Song:
    """A song of the world. `number` addresses it; `milliseconds` is its length, `isrc` "" where unknown."""

    number: int
    id: str
    title: str
    artists: tuple[str, ...]
    artist_ids: tuple[str, ...]
    album: str
    album_id: str
    track_number: int
    milliseconds: int
    isrc: str
    made_up: bool

    @property
    def seconds(self) -> int:
        return round(self.milliseconds / 1000)


@cache
def words() -> dict[str, list[str]]:
    """What names and titles are made of: 25 first names and 20 last ones, 125 adjectives and 100 nouns."""
    found: dict[str, list[str]] = json.loads((files(__package__) / "data" / "invented.json").read_text(encoding="utf-8"))
    return found


def artist(number: int) -> str:
    first, last = words()["first_names"], words()["last_names"]
    place = number % len(first)
    return f"{first[place]} {last[(number // len(first) + place) % len(last)]}"


def artist_id(number: int) -> str:
    return f"zzsyntheticA{number:04}000000"


def album_id(artist_number: int, album: int) -> str:
    return f"zzsyntheticA{artist_number:04}L{album:05}"


def title(number: int) -> str:
    """The bare title of song `number`, distinct from all others."""
    adjectives, nouns = words()["adjectives"], words()["nouns"]
    noun, adjective = divmod(number * STRIDE % SONGS, len(adjectives))
    return f"{adjectives[adjective]} {nouns[noun]}"


def song(artist_number: int, nth: int) -> Song:
    """The `nth` song (0 to 24) of an artist (0 to 499). One in nine has a guest, who is a made-up artist too."""
    number = artist_number * SONGS_PER_ARTIST + nth
    dice = Dice("song", number)
    singers, name = [artist_number], title(number)
    if dice.below(9) == 0:
        singers.append((artist_number + dice.between(1, ARTISTS - 1)) % ARTISTS)
        name += f" (feat. {artist(singers[1])})"
    album, place = divmod(nth, SONGS_PER_ALBUM)
    return Song(
        number=number,
        id=f"zzsyntheticA{artist_number:04}S{nth:05}",
        title=name,
        artists=tuple(map(artist, singers)),
        artist_ids=tuple(map(artist_id, singers)),
        album=title(number - place),
        album_id=album_id(artist_number, album),
        track_number=place + 1,
        milliseconds=dice.between(140_000, 280_000),
        isrc=f"ZZSBX21{number:05}",
        made_up=True,
    )


def songs(count: int, artists: int) -> list[Song]:
    """`count` songs by `artists` artists in turn: at most 500 artists with 25 songs each."""
    if not 1 <= artists <= ARTISTS or not 0 <= count <= artists * SONGS_PER_ARTIST:
        raise ValueError(f"there are {ARTISTS} artists with {SONGS_PER_ARTIST} songs each")
    return [song(index % artists, index // artists) for index in range(count)]
