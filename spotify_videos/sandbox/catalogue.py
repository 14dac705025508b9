"""What Spotify's stand-in holds: the songs of 9 May 2021 and the invented ones, their albums, and lists of every sort."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from . import invented
from .dice import BASE62, Dice
from .invented import SONGS, Song
from .oddities import ODD_ROWS, OddRow

TOP_50 = "37i9dQZEVXbMDoHDwVN2tF"
OWNERS_LIST = "0zzOwnersListSandbox01"
PRIVATE_LIST = "0zzPrivateListSandbox2"
SHARED_LIST = "0zzSharedListSandbox03"
SOMEONES_LIST = "0zzSomeonesListSandbx4"
LONG_LIST = "0zzLongList300Sandbox5"
BIG_LIST = "0zzBigList10000Sandbx6"
EMPTY_LIST = "0zzEmptyListSandbox007"
ODD_LIST = "0zzOddRowsListSandbox8"

# The account whose sign-in a user token stands for.
OWNER = "sandbox-owner"

Entry = Song | OddRow


@dataclass(frozen=True)
class Listing:
    """A playlist as the stand-in keeps it; `collaborators` may read it with a user token as its owner may."""

    id: str
    name: str
    owner: str
    entries: Sequence[Entry]
    public: bool = True
    collaborators: frozenset[str] = frozenset()
    description: str | None = ""
    what: str = ""

    @property
    def editorial(self) -> bool:
        """Spotify's own lists are hidden from every app outside the extended quota."""
        return self.owner == "spotify"


@cache
def rows(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file in the package's data."""
    text = (files(__package__) / "data" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def top_50() -> tuple[Song, ...]:
    """The songs of Top 50 Global on 9 May 2021, in that day's order."""
    return tuple(map(_song, rows("songs.csv")))


@cache
def songs() -> dict[str, Song]:
    """Every song of the world by its Spotify id."""
    made_up = (invented.song(artist, nth) for artist in range(invented.ARTISTS) for nth in range(invented.SONGS_PER_ARTIST))
    return {song.id: song for song in (*made_up, *top_50())}


@cache
def numbered() -> dict[int, Song]:
    return {song.number: song for song in songs().values()}


@cache
def albums() -> dict[str, list[Song]]:
    """The songs of every album, in album order, by the album's Spotify id."""
    found: dict[str, list[Song]] = {}
    for song in songs().values():
        found.setdefault(song.album_id, []).append(song)
    return found


@cache
def playlists() -> dict[str, Listing]:
    known, made_up = top_50(), invented.songs
    mixed = [*known[:12:2], *made_up(18, 18)]
    listings = (
        Listing(TOP_50, "Top 50 - Global", "spotify", known, what="Top 50 Global of 9 May 2021, Spotify's own"),
        Listing(OWNERS_LIST, "My songs", OWNER, mixed, what="24 songs, the owner's own and public"),
        Listing(PRIVATE_LIST, "Nobody's business", OWNER, mixed[:5], public=False, what="5 songs, the owner's own and private"),
        Listing(
            SHARED_LIST, "Road trip", "a-friend", mixed[5:15], collaborators=frozenset([OWNER]), what="10 songs, collaborative"
        ),
        Listing(SOMEONES_LIST, "Party", "somebody", mixed[10:20], what="10 songs, somebody else's and public"),
        Listing(LONG_LIST, "Long", "somebody", made_up(312, 120), description=None, what="312 invented songs by 120 artists"),
        Listing(BIG_LIST, "Everything", "somebody", made_up(10_000, 400), what="10,000 invented songs by 400 artists"),
        Listing(EMPTY_LIST, "Nothing yet", OWNER, (), what="no songs"),
        Listing(ODD_LIST, "Odd ones", "somebody", _between_odd_rows(known), description=None, what="every odd row there is"),
    )
    return {listing.id: listing for listing in listings}


def _between_odd_rows(known: Sequence[Song]) -> list[Entry]:
    """A proper song first, after every odd row, and so last."""
    entries: list[Entry] = [known[0]]
    for odd, song in zip(ODD_ROWS, known[1:], strict=False):
        entries += [odd, song]
    return entries


def _song(row: dict[str, str]) -> Song:
    artists = tuple(row["artists"].split(";"))
    number = int(row["position"])
    return Song(
        number=SONGS + number,
        id=row["spotify_id"],
        title=row["title"],
        artists=artists,
        artist_ids=tuple(Dice("artist", name).letters(22, BASE62) for name in artists),
        album=row["album"],
        album_id=Dice("album", row["album"], artists[0]).letters(22, BASE62),
        track_number=number,
        milliseconds=int(row["duration_ms"]),
        isrc=row["isrc"],
        made_up=False,
    )
