"""A month of a household and of a thousand people on one free key: what is asked for, what is found, and what it costs a day.

    python benchmarks/month.py [--users 1000] [--artists 2000] [--guessable 50] [--days 30] [--searches 100] [--units 10000]

The finder, the worker and everything they remember and book are the real ones, on a clock that runs a month in minutes. YouTube is
an object in this process that answers as the stand-in does. A household is one person with a hundred favourite artists and three
lists of 30 to 60 songs a week, half of whose songs were on an earlier list. The people each have a list of 30 to 60 songs, open it
once a week, and have changed a fifth of it by then; what they choose follows Zipf's law, over artists and over an artist's songs.
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from spotify_videos.finder import Finder  # found beside this folder, installed or not
from spotify_videos.matching import query
from spotify_videos.memory import ChannelShelf, Claims, Ledger, Share, Store, Upkeep, Wanted, open_database
from spotify_videos.memory.ledger import PACIFIC
from spotify_videos.models import Candidate, Row, Track
from spotify_videos.sandbox import invented, uploads
from spotify_videos.sandbox.rules import OFFICIAL, OFFICIAL_RULE, OWN, RULES
from spotify_videos.sandbox.search import words
from spotify_videos.sandbox.uploads import Upload
from spotify_videos.upstream import Deadline
from spotify_videos.videos import Channels
from spotify_videos.videos.channels import handles
from spotify_videos.videos.shapes import Channel, Page
from spotify_videos.worker import Worker

FIRST_DAY = date(2026, 3, 1)  # California sets its clocks on the eighth, so one of its days has 23 hours.
RESULTS, IDS_A_CALL = 25, 50
FAVOURITES = 100
OWN_UPLOADS = {OFFICIAL: OFFICIAL_RULE} | {number: rule for number, rule in RULES.items() if rule.channels == OWN}
SECONDS = 60.0  # Of the real clock, for a list: there is nobody to wait for.

Visits = Sequence[list[Track]]


class Clock:
    """The moment in UTC seconds, as everything here is told it."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class World:
    """Any number of artists with 25 songs each; the first ones, and an artist's first songs, are what most people choose."""

    def __init__(self, artists: int) -> None:
        self.artists = range(artists)
        self._songs = list(accumulate(1 / (nth + 1) for nth in range(invented.SONGS_PER_ARTIST)))
        self.weights = list(accumulate(1 / (number + 1) for number in self.artists))

    def name(self, artist: int) -> str:
        """The stand-in knows 500 names, which differ here by a word before them."""
        more, plain = divmod(artist, invented.ARTISTS)
        return f"{invented.words()['adjectives'][more - 1]} {invented.artist(plain)}" if more else invented.artist(plain)

    @lru_cache(maxsize=20_000)  # noqa: B019  # there is one world, and it lasts
    def song(self, artist: int, nth: int) -> invented.Song:
        song = invented.song(artist, nth)
        return replace(song, artists=(self.name(artist), *song.artists[1:]))

    def draw(self, chance: Random, count: int, artists: Sequence[int], weights: Sequence[float]) -> list[Track]:
        """As many songs, each once, of these artists."""
        drawn: dict[str, Track] = {}
        while len(drawn) < count:
            (artist,) = chance.choices(artists, cum_weights=weights)
            (nth,) = chance.choices(range(invented.SONGS_PER_ARTIST), cum_weights=self._songs)
            song = self.song(artist, nth)
            drawn[song.id] = Track(song.id, song.title, song.artists, song.album, song.seconds, song.isrc)
        return list(drawn.values())

    @staticmethod
    def place(track: Track) -> tuple[int, int]:
        """The artist and which of their songs it is, as its id tells: "zzsyntheticA0042S00007"."""
        return int(track.id[12:16]), int(track.id[17:])


class YouTube:
    """Answers as the client does, from this process, and books each call as the client does."""

    def __init__(self, world: World, ledger: Ledger, guessable: int) -> None:
        self._world = world
        self._ledger = ledger
        self._channels: dict[str, int] = {}
        self._handles: dict[str, int] = {}
        self._given: dict[str, Upload] = {}  # Nobody asks about a video that was not found.
        self._queries: dict[str, tuple[int, int]] = {}
        for artist in world.artists:
            self._channels[uploads.channel_id(world.name(artist))] = artist
            if artist * 37 % 100 < guessable and (guessed := handles(world.name(artist))):
                self._handles[guessed[artist % len(guessed)]] = artist

    def search(self, asked: str, deadline: Deadline, share: Share | None = None) -> list[Candidate]:
        self._ledger.spend("searches", share=share)
        artist, nth = self._queries[asked]
        looked_for = words(asked)
        # The song's own uploads, between those of three other songs of the artist.
        songs = [self._world.song(artist, (nth + other) % invented.SONGS_PER_ARTIST) for other in range(4)]
        found = [upload for song in songs for upload in uploads.of(song)]
        found.sort(key=lambda one: (-len(looked_for & (words(one.title) | words(one.channel))), one.id))
        return self._give(found[:RESULTS])

    def details(self, ids: Sequence[str], deadline: Deadline) -> dict[str, Candidate]:
        self._ledger.spend("units")
        return {id: _in_full(self._given[id]) for id in ids}

    def book(self, units: int) -> date:
        return self._ledger.spend("units", units)

    def channel_by_handle(self, handle: str, deadline: Deadline, booked: date | None = None) -> Channel | None:
        if booked is None:
            self._ledger.spend("units")
        artist = self._handles.get(handle)
        return None if artist is None else Channel(uploads.channel_id(self._world.name(artist)), self._world.name(artist))

    def uploads(self, channel_id: str, page_token: str | None, deadline: Deadline) -> Page:
        self._ledger.spend("units")
        uploaded, first = self._uploaded(channel_id), int(page_token or 0)
        page, last = uploaded[first : first + IDS_A_CALL], first + IDS_A_CALL
        return Page(page, str(last) if last < len(uploaded) else None)

    def expect(self, track: Track) -> None:
        """Whatever is asked for may be searched for."""
        self._queries[query(track)] = self._world.place(track)

    @lru_cache(maxsize=200)  # noqa: B019
    def _uploaded(self, channel_id: str) -> tuple[Candidate, ...]:
        artist = self._channels[channel_id]
        songs = (self._world.song(artist, nth) for nth in range(invented.SONGS_PER_ARTIST))
        # Only these, since what all others upload around a song takes three times as long to make up.
        own = [upload for song in songs for upload in uploads._made(song, OWN_UPLOADS)]
        # By id, which is as good as by chance, and the same each time.
        return tuple(self._give(sorted(own, key=lambda one: one.id)))

    def _give(self, found: Sequence[Upload]) -> list[Candidate]:
        self._given.update((one.id, one) for one in found)
        return [Candidate(one.id, one.title, one.channel, one.channel_id) for one in found]


def _in_full(one: Upload) -> Candidate:
    return Candidate(
        one.id, one.title, one.channel, one.channel_id, "", one.seconds, one.views, one.by_label, one.embeddable, one.blocked
    )


@dataclass
class Day:
    """What a day had. `new`: songs that nobody had asked for before; a service that only remembers spends a search on each."""

    asked: int = 0
    new: int = 0
    at_once: int = 0
    waited: int = 0
    failed: int = 0
    worked: int = 0
    searches: int = 0
    units: int = 0
    waiting: int = 0


HEADINGS = (
    ("asked", "one search a song, as in 2021"),
    ("new", "one search a new song"),
    ("at once", "found at once"),
    ("waited", "told to come back"),
    ("failed", "failed"),
    ("worked", "found or refreshed by the worker meanwhile"),
    ("searches", "searches spent"),
    ("units", "units spent"),
    ("waiting", "songs that wait when the day ends"),
)


class Service:
    """One process of the service, but for the web."""

    def __init__(self, folder: str, world: World, asked: argparse.Namespace) -> None:
        self.clock = clock = Clock()
        engine = open_database(f"sqlite:///{folder}/spyt.db")
        self.ledger = Ledger(engine, {"searches": asked.searches, "units": asked.units}, clock)
        self.wanted = Wanted(engine, clock)
        self._youtube = YouTube(world, self.ledger, asked.guessable)
        self._store, shelf, upkeep = Store(engine, clock), ChannelShelf(engine, clock), Upkeep(engine, clock)
        self._channels = Channels(self._youtube, shelf, calls=8)
        self._claims = Claims(engine, SECONDS, clock)
        # No list is read here, so nobody tells of any.
        parts = (self._youtube, self._channels, None, self._store, self.ledger, self._claims, self.wanted)
        self._finder = Finder(None, None, *parts, workers=16)
        memory = (self._store, upkeep, self.wanted, self.ledger, self._claims)
        self._worker = Worker(self._finder, self._youtube, *memory, searches=50, seconds=SECONDS, expire=[shelf.expire], now=clock)
        self._seen: set[str] = set()

    def visit(self, tracks: list[Track], day: Day) -> None:
        for track in tracks:
            self._youtube.expect(track)
        day.asked += len(tracks)
        day.new += len({track.id for track in tracks} - self._seen)
        self._seen.update(track.id for track in tracks)
        for _, match in self._finder.find([Row(place, track) for place, track in enumerate(tracks)], Deadline(SECONDS)):
            day.at_once += match.status in ("matched", "other_version", "not_found")
            day.waited += match.status == "deferred"
            day.failed += match.status == "failed"

    def work(self, day: Day) -> None:
        while done := self._worker.once():
            day.worked += done

    def close(self) -> None:
        self._channels.close()
        self._claims.close()
        self._store.close()


def month(service: Service, days: int, visits: Callable[[int], Visits], chance: Random) -> Iterator[Day]:
    """Each day in turn: its visits at any moment, and every hour what the worker finds to do."""
    for number in range(days):
        day, begin, end = Day(), _midnight(number), _midnight(number + 1)
        at = sorted((begin + chance.random() * (end - begin - 1), tracks) for tracks in visits(number))
        for hour in range(round(end - begin) // 3600):
            service.clock.now = begin + hour * 3600
            service.work(day)
            while at and at[0][0] < begin + (hour + 1) * 3600:
                service.clock.now, tracks = at.pop(0)
                service.visit(tracks, day)
        quota = service.ledger.quota()
        day.searches, day.units, day.waiting = quota["searches"]["used"], quota["units"]["used"], service.wanted.count()
        yield day


def _midnight(number: int) -> float:
    return datetime.combine(FIRST_DAY + timedelta(days=number), clock_time(), PACIFIC).timestamp()


def household(world: World, chance: Random) -> Callable[[int], Visits]:
    favourites = list(dict.fromkeys(chance.choices(world.artists, cum_weights=world.weights, k=20 * FAVOURITES)))[:FAVOURITES]
    weights = list(accumulate(1 / (place + 1) for place in range(len(favourites))))
    known: dict[str, Track] = {}

    def visits(_: int) -> Visits:
        if chance.random() >= 3 / 7:
            return []
        size = chance.randint(30, 60)
        old = chance.sample(list(known.values()), min(len(known), size // 2))
        tracks = {track.id: track for track in (*old, *world.draw(chance, size, favourites, weights))}
        known.update(tracks)
        return [list(tracks.values())[:size]]

    return visits


def people(count: int, world: World, chance: Random) -> Callable[[int], Visits]:
    lists: dict[int, list[Track]] = {}

    def opened(person: int) -> list[Track]:
        before = lists.get(person, [])
        size = len(before) or chance.randint(30, 60)
        kept = chance.sample(before, len(before) * 4 // 5)
        tracks = {track.id: track for track in (*kept, *world.draw(chance, size, world.artists, world.weights))}
        lists[person] = list(tracks.values())[:size]
        return lists[person]

    return lambda day: [opened(person) for person in range(day % 7, count, 7)]


def table(what: str, days: Iterator[Day], together: int) -> None:
    """A line for every `together` days, and one for all."""
    print(f"\n{what}\n" + f"{'day':>8}" + "".join(f"{heading:>10}" for heading, _ in HEADINGS), flush=True)
    every: list[Day] = []
    for number, day in enumerate(days, 1):
        every.append(day)
        if number % together == 0:
            _line(f"{number - together + 1}-{number}" if together > 1 else str(number), every[-together:])
    if rest := len(every) % together:
        _line(f"{len(every) - rest + 1}-{len(every)}", every[-rest:])
    _line("all", every)


def _line(name: str, days: Sequence[Day]) -> None:
    *sums, _ = (sum(column) for column in zip(*map(astuple, days), strict=True))
    print(f"{name:>8}" + "".join(f"{figure:>10,}" for figure in (*sums, days[-1].waiting)), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    for name, default, what in (
        ("users", 1_000, "people who share the key in the second table; 0 leaves it out"),
        ("artists", 2_000, "artists in the world, each with 25 songs"),
        ("guessable", 50, "how many artists of a hundred have a handle that can be guessed"),
        ("days", 30, "days"),
        ("searches", 100, "searches a day"),
        ("units", 10_000, "units a day"),
        ("seed", 7, "of what people choose"),
    ):
        parser.add_argument(f"--{name}", type=int, default=default, help=f"{what} (default: {default})")
    asked = parser.parse_args()
    logging.disable(logging.WARNING)  # A day that is spent is a line of the table.
    world = World(asked.artists)
    for what, kind, together in (("A household", household, 7), (f"{asked.users:,} people", people, 1)):
        chance = Random(asked.seed)
        visits = kind(world, chance) if kind is household else people(asked.users, world, chance)
        if kind is household or asked.users:
            with tempfile.TemporaryDirectory() as folder:
                service = Service(folder, world, asked)
                table(what, month(service, asked.days, visits, chance), together)
                service.close()
    print("\n" + "\n".join(f"{heading:>10}  {meaning}" for heading, meaning in HEADINGS))


if __name__ == "__main__":
    main()
