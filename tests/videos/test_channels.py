"""An artist's channels: which handles are guessed, how far uploads are read, and what is never asked twice."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

import pytest

from spotify_videos.errors import NotConfigured, QuotaSpent, UpstreamError
from spotify_videos.memory import ChannelShelf, open_database
from spotify_videos.models import Candidate
from spotify_videos.upstream import Deadline
from spotify_videos.videos import Channels
from spotify_videos.videos.channels import handles
from spotify_videos.videos.shapes import Channel, Page

DAY = 24 * 60 * 60
MIDNIGHT = datetime(2026, 11, 25, 8, tzinfo=UTC)


class World:
    """A YouTube of few channels, by handle; each has pages of uploads. It keeps what was asked, and can make callers wait for each
    other: `together` calls leave at the same moment, or not at all."""

    def __init__(self) -> None:
        self.channels: dict[str, Channel] = {}
        self.pages: dict[str, list[list[str]]] = {}
        self.asked: list[str] = []
        self.units = 0
        self.failures: dict[str, Exception] = {}
        self.together: threading.Barrier | None = None

    def add(self, handle: str, title: str, *pages: list[str]) -> str:
        id = f"UC{handle}"
        self.channels[handle] = Channel(id, title)
        self.pages[id] = list(pages)
        return id

    def book(self, units: int) -> date:
        self.units += units
        return date(2026, 11, 24)

    def channel_by_handle(self, handle: str, deadline: Deadline, booked: date) -> Channel | None:
        self._ask(handle)
        return self.channels.get(handle)

    def uploads(self, channel_id: str, page_token: str | None, deadline: Deadline) -> Page:
        self.units += 1
        self._ask(f"{channel_id} {page_token or 0}")
        number, pages = int(page_token or 0), self.pages[channel_id]
        told = tuple(Candidate(id, f"{id} by them", "Them", channel_id) for id in (pages[number] if pages else []))
        return Page(told, str(number + 1) if number + 1 < len(pages) else None)

    def _ask(self, what: str) -> None:
        self.asked.append(what)
        if self.together:
            self.together.wait(30)
        if what in self.failures:
            raise self.failures[what]


class Clock:
    now = 1_795_550_400.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def shelf(clock: Clock) -> Iterator[ChannelShelf]:
    engine = open_database("sqlite:///:memory:")
    yield ChannelShelf(engine, clock)
    engine.dispose()


@pytest.fixture
def channels(world: World, shelf: ChannelShelf) -> Iterator[Channels]:
    channels = Channels(world, shelf)  # type: ignore[arg-type]  # it does what a YouTube does
    yield channels
    channels.close()


@pytest.fixture
def read(channels: Channels) -> Callable[..., list[list[str]]]:
    """The ids of an artist's uploads, step by step, as many steps as a test wants."""

    def read(artist: str = "Dua Lipa", steps: int | None = None) -> list[list[str]]:
        return [[upload.id for upload in told] for told in islice(channels.uploads(artist, Deadline(30)), steps)]

    return read


# Which handles.


@pytest.mark.parametrize(
    ("artist", "name"),
    {
        "Dua Lipa": "dualipa",
        "Beyoncé": "beyonce",
        "A$AP Rocky": "asaprocky",
        "Simon & Garfunkel": "simonandgarfunkel",
        "AC/DC": "acdc",
        "  The Weeknd ": "theweeknd",
        "Sigur Rós": "sigurros",
        "Кино": "кино",
        "방탄소년단": "방탄소년단",
        "ガガガSP": "ガガガsp",
        "हनी सिंह": "हनीसिंह",
        "blink-182": "blink182",
    }.items(),
)
def test_a_handle_is_the_name_in_one_word_of_its_own_script(artist: str, name: str) -> None:
    assert handles(artist) == [f"@{name}", f"@{name}VEVO", f"@{name}official", f"@{name}music"]


@pytest.mark.parametrize(
    ("artist", "guessed"),
    [
        ("", []),
        ("!!!", []),
        ("U2", ["@u2VEVO", "@u2official", "@u2music"]),
        ("x" * 24, ["@" + "x" * 24, "@" + "x" * 24 + "VEVO", "@" + "x" * 24 + "music"]),
        ("x" * 31, []),
        ("x" * 100_000, []),
    ],
    ids=["nothing", "no letter", "too short alone", "too long with an ending", "too long", "far too long"],
)
def test_no_handle_is_guessed_that_youtube_does_not_allow(artist: str, guessed: list[str]) -> None:
    assert handles(artist) == guessed


# Whose channels.


def test_handles_are_asked_at_the_same_time(world: World, read: Any) -> None:
    world.together = threading.Barrier(4)
    assert read() == []
    assert sorted(world.asked) == ["@dualipa", "@dualipaVEVO", "@dualipamusic", "@dualipaofficial"]


def test_a_channel_counts_when_its_title_is_the_artists_name(world: World, read: Any) -> None:
    world.add("@dualipa", "Dua Lipa Fans Brasil", ["fan"])
    world.add("@dualipamusic", "DUA LIPA", ["own"])
    assert read() == [["own"]]


def test_both_channels_of_an_artist_are_read_at_the_same_time(world: World, read: Any) -> None:
    world.add("@dualipa", "Dua Lipa", ["o2"], ["o1"])
    world.add("@dualipaVEVO", "DuaLipaVEVO", ["v2"], ["v1"])
    read(steps=0)
    assert [sorted(step) for step in read()] == [["o2", "v2"], ["o1", "v1"]]


def test_pages_of_two_channels_do_not_wait_for_each_other(world: World, shelf: ChannelShelf, read: Any) -> None:
    shelf.guess("Dua Lipa", [world.add("@one", "Dua Lipa", ["a"]), world.add("@two", "Dua Lipa", ["b"])])
    world.together = threading.Barrier(2)
    assert [sorted(step) for step in read()] == [["a", "b"]]


def test_who_has_no_channel_is_not_guessed_again_for_thirty_days(world: World, read: Any, clock: Clock) -> None:
    assert read() == read() == []
    assert (len(world.asked), world.units) == (4, 4)
    clock.now += 30 * DAY
    read()
    assert len(world.asked) == 8


def test_two_handles_of_one_channel_are_one_channel(world: World, read: Any) -> None:
    world.add("@dualipa", "Dua Lipa", ["a"])
    world.channels["@dualipaofficial"] = world.channels["@dualipa"]
    assert read() == [["a"]]


def test_a_song_without_an_artist_has_no_channel_and_costs_nothing(world: World, read: Any) -> None:
    assert (read(""), world.asked) == ([], [])


# How far they are read.


def test_what_is_kept_comes_first_and_costs_nothing(world: World, read: Any) -> None:
    world.add("@dualipa", "Dua Lipa", ["c"], ["b"], ["a"])
    assert read(steps=2) == [["c"], ["b"]]
    world.asked.clear()
    assert read(steps=1) == [["c", "b"]]
    assert world.asked == []
    assert read() == [["c", "b"], ["a"]]
    assert len(world.asked) == 1


def test_who_stops_listening_stops_the_reading(world: World, read: Any) -> None:
    world.add("@dualipa", "Dua Lipa", ["c"], ["b"], ["a"])
    read(steps=1)
    assert [what for what in world.asked if what.startswith("UC")] == ["UC@dualipa 0"]


def test_a_channel_is_read_five_pages_deep(world: World, read: Any) -> None:
    world.add("@dualipa", "Dua Lipa", *([str(number)] for number in range(9)))
    assert read() == [["0"], ["1"], ["2"], ["3"], ["4"]]
    assert read() == [["0", "1", "2", "3", "4"]]


def test_the_newest_uploads_are_asked_again_after_a_day_and_only_while_a_song_is_missing(
    world: World, read: Any, clock: Clock
) -> None:
    channel = world.add("@dualipa", "Dua Lipa", ["b", "a"])
    read()
    world.pages[channel] = [["c", "b"]]
    clock.now += DAY
    asked = len(world.asked)
    assert read(steps=1) == [["b", "a"]]
    assert len(world.asked) == asked
    assert read() == [["b", "a"], ["c"]]
    assert len(world.asked) == asked + 1


def test_an_empty_channel_is_read_once_a_day(world: World, read: Any) -> None:
    world.add("@dualipa", "Dua Lipa")
    assert read() == [[]]
    assert read() == []


# Who asks at the same time.


def test_many_who_want_the_same_artist_share_the_calls(world: World, channels: Channels) -> None:
    world.add("@dualipa", "Dua Lipa", ["b"], ["a"])
    started = threading.Barrier(8)

    def ask(_: int) -> list[str]:
        started.wait(30)
        return [upload.id for told in channels.uploads("Dua Lipa", Deadline(30)) for upload in told]

    world.together = threading.Barrier(4, action=lambda: setattr(world, "together", None))
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(8))) == [["b", "a"]] * 8
    assert sorted(world.asked[:4]) == sorted(handles("Dua Lipa"))
    assert world.asked.count("UC@dualipa 1") == 1


def test_a_page_that_another_process_kept_meanwhile_is_not_asked(world: World, channels: Channels, shelf: ChannelShelf) -> None:
    world.add("@dualipa", "Dua Lipa", ["b"], ["a"])
    reading = channels.uploads("Dua Lipa", Deadline(30))
    assert [upload.id for upload in next(reading)] == ["b"]
    shelf.keep(shelf.channel("UC@dualipa"), [Candidate("from there", "x", "Dua Lipa", "UC@dualipa")], None)
    world.asked.clear()
    assert [upload.id for upload in next(reading)] == ["from there"]
    assert world.asked == []


# What fails.


def test_a_handle_that_fails_does_not_hide_a_channel_that_another_one_has(world: World, read: Any) -> None:
    world.failures["@dualipa"] = UpstreamError("no", source="Youtube")
    world.add("@dualipaVEVO", "DuaLipaVEVO", ["a"])
    assert read() == [["a"]]


def test_a_guess_that_failed_is_not_taken_for_no_channel(world: World, read: Any) -> None:
    world.failures["@dualipa"] = UpstreamError("no", source="Youtube")
    with pytest.raises(UpstreamError):
        read()
    world.failures.clear()
    world.add("@dualipa", "Dua Lipa", ["a"])
    assert read() == [["a"]]


def test_a_channel_that_fails_is_passed_over_and_asked_again_by_the_next(world: World, read: Any) -> None:
    world.add("@dualipa", "Dua Lipa", ["a"])
    world.add("@dualipaVEVO", "DuaLipaVEVO", ["b"])
    world.failures["UC@dualipa 0"] = UpstreamError("no", source="Youtube")
    assert read() == [["b"]]
    world.failures.clear()
    assert read() == [["b"], ["a"]]


@pytest.mark.parametrize(
    "failure", [UpstreamError("no"), NotConfigured("no"), QuotaSpent(MIDNIGHT)], ids=["fails", "no key", "spent"]
)
def test_where_no_channel_can_be_read_on_the_reason_is_raised(world: World, read: Any, failure: Exception) -> None:
    world.add("@dualipa", "Dua Lipa", ["a"])
    world.failures["UC@dualipa 0"] = failure
    with pytest.raises(type(failure)):
        read()


# What a search teaches.


def won(channel_id: str | None, title: str | None) -> Candidate:
    return Candidate("won", "Dua Lipa - New Rules (Official Video)", title, channel_id)


def test_the_channel_of_a_winner_is_read_for_the_next_song(world: World, channels: Channels, read: Any) -> None:
    channel = world.add("@unthinkable", "Dua Lipa", ["a"])
    assert read() == []
    channels.learn("Dua Lipa", won(channel, "Dua Lipa"))
    assert read() == [["a"]]


@pytest.mark.parametrize(
    ("channel_id", "title"),
    [
        (None, "Dua Lipa"),
        ("UC1", None),
        ("UC1", "Dua Lipa - Topic"),
        ("UC1", "Warner Records"),
        ("UC1", "Dua Lipa Fans"),
    ],
)
def test_a_channel_that_is_not_the_artists_own_teaches_nothing(
    channels: Channels, shelf: ChannelShelf, channel_id: str | None, title: str | None
) -> None:
    channels.learn("Dua Lipa", won(channel_id, title))
    assert shelf.of("Dua Lipa") is None


def test_a_namesake_is_not_read_once_the_artists_own_channel_is_known(world: World, channels: Channels, read: Any) -> None:
    world.add("@dualipa", "Dua Lipa", ["namesake"])
    own = world.add("@unthinkable", "Dua Lipa", ["own"])
    assert read() == [["namesake"]]
    channels.learn("Dua Lipa", won(own, "Dua Lipa"))
    assert read() == [["own"]]
