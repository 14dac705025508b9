"""What is kept of artists' channels, and for how long."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine, select

from spotify_videos.memory import ChannelShelf, Kept
from spotify_videos.memory.tables import channels
from spotify_videos.memory.tables import uploads as uploaded
from spotify_videos.models import Candidate

DAY = 24 * 60 * 60
OWN, VEVO, NAMESAKE = "UC-own", "UC-vevo", "UC-namesake"


@pytest.fixture
def shelf(engine: Engine, clock: Callable[[], float]) -> ChannelShelf:
    return ChannelShelf(engine, clock)


def uploads(*ids: str, channel: str = OWN) -> tuple[Candidate, ...]:
    return tuple(Candidate(id, f"Title of {id} “…”", "Dua Lipa", channel) for id in ids)


def ids(kept: Kept) -> list[str]:
    return [upload.id for upload in kept.uploads]


def of(shelf: ChannelShelf, artist: str = "Dua Lipa") -> list[str] | None:
    kept = shelf.of(artist)
    return None if kept is None else [one.channel_id for one in kept]


# Whose a channel is.


def test_nothing_is_known_of_an_artist_whom_nobody_asked_for(shelf: ChannelShelf) -> None:
    assert shelf.of("Dua Lipa") is None


def test_guessed_channels_are_the_artists_however_the_name_is_written(shelf: ChannelShelf) -> None:
    shelf.guess("Beyoncé", [VEVO, OWN])
    assert shelf.of("BEYONCE ") == [Kept(OWN), Kept(VEVO)]


def test_who_has_no_channel_is_known_to_have_none_for_thirty_days(shelf: ChannelShelf, clock: Any) -> None:
    shelf.guess("Dua Lipa", [])
    clock.now += 30 * DAY - 1
    assert shelf.of("Dua Lipa") == []
    clock.now += 1
    assert shelf.of("Dua Lipa") is None


def test_a_guess_after_thirty_days_counts_anew(shelf: ChannelShelf, clock: Any) -> None:
    shelf.guess("Dua Lipa", [OWN])
    clock.now += 31 * DAY
    shelf.guess("Dua Lipa", [OWN])
    assert of(shelf) == [OWN]


def test_a_channel_that_a_search_taught_is_the_artists(shelf: ChannelShelf) -> None:
    shelf.guess("Dua Lipa", [])
    shelf.learn("Dua Lipa", OWN)
    assert of(shelf) == [OWN]


def test_a_guessed_channel_that_did_not_have_what_another_own_one_has_is_a_namesakes(shelf: ChannelShelf) -> None:
    shelf.guess("Dua Lipa", [NAMESAKE])
    shelf.learn("Dua Lipa", OWN)
    assert of(shelf) == [OWN]


def test_a_namesake_stays_found_out_when_it_is_guessed_again(shelf: ChannelShelf) -> None:
    shelf.guess("Dua Lipa", [NAMESAKE])
    shelf.learn("Dua Lipa", OWN)
    shelf.guess("Dua Lipa", [NAMESAKE])
    assert of(shelf) == [OWN]


def test_what_was_taken_for_a_namesakes_is_the_artists_when_a_search_says_so(shelf: ChannelShelf) -> None:
    shelf.guess("Dua Lipa", [VEVO])
    shelf.learn("Dua Lipa", OWN)
    shelf.learn("Dua Lipa", VEVO)
    assert of(shelf) == [OWN, VEVO]


def test_a_winner_on_one_of_two_guessed_channels_leaves_the_other_alone(shelf: ChannelShelf) -> None:
    shelf.guess("Dua Lipa", [OWN, VEVO])
    shelf.learn("Dua Lipa", VEVO)
    assert of(shelf) == [VEVO, OWN]


def test_a_namesake_of_one_artist_may_be_anothers_own(shelf: ChannelShelf) -> None:
    shelf.guess("Nirvana", [NAMESAKE])
    shelf.guess("Nirvana UK", [NAMESAKE])
    shelf.learn("Nirvana", OWN)
    assert (of(shelf, "Nirvana"), of(shelf, "Nirvana UK")) == ([OWN], [NAMESAKE])


def test_what_is_learnt_again_is_good_for_another_thirty_days(shelf: ChannelShelf, clock: Any) -> None:
    shelf.learn("Dua Lipa", OWN)
    clock.now += 20 * DAY
    shelf.learn("Dua Lipa", OWN)
    clock.now += 20 * DAY
    assert of(shelf) == [OWN]


def test_a_channel_that_is_read_again_and_again_stays_the_artists(shelf: ChannelShelf, clock: Any) -> None:
    shelf.guess("Dua Lipa", [NAMESAKE])
    shelf.learn("Dua Lipa", OWN)
    shelf.keep(Kept(OWN), uploads("a"), None)
    for _ in range(3):
        clock.now += 20 * DAY
        shelf.keep(shelf.channel(OWN), uploads("a"), None)
    assert of(shelf) == [OWN]


def test_no_more_than_four_channels_are_an_artists(shelf: ChannelShelf) -> None:
    shelf.guess("Dua Lipa", [f"UC-{number}" for number in range(8)])
    shelf.learn("Dua Lipa", "UC-7")
    assert of(shelf) == ["UC-7", "UC-0", "UC-1", "UC-2"]


@pytest.mark.parametrize("artist", ["", "!!!", "米津玄師", "x" * 5000, "\ud800", "\0"])
def test_any_name_can_be_an_artists(shelf: ChannelShelf, artist: str) -> None:
    shelf.guess(artist, [OWN])
    shelf.learn(artist, OWN)
    assert of(shelf, artist) == [OWN]


# What a channel uploaded.


def test_a_first_page_is_kept_with_the_way_to_the_next(shelf: ChannelShelf) -> None:
    kept = shelf.keep(Kept(OWN), uploads("b", "a"), "page two")
    assert kept == shelf.channel(OWN) == Kept(OWN, uploads("b", "a"), 1, "page two", stale=False)


def test_uploads_come_along_with_the_artists_channels(shelf: ChannelShelf) -> None:
    shelf.guess("Dua Lipa", [OWN, VEVO])
    shelf.keep(Kept(VEVO), uploads("v", channel=VEVO), None)
    assert shelf.of("Dua Lipa") == [Kept(OWN), Kept(VEVO, uploads("v", channel=VEVO), 1, None, stale=False)]


def test_older_pages_follow_the_newer_ones(shelf: ChannelShelf) -> None:
    first = shelf.keep(Kept(OWN), uploads("d", "c"), "two")
    second = shelf.keep(first, uploads("c", "b", "a"), None)  # Of which one moved on since an upload came in between.
    assert (ids(second), second.pages, second.next_page) == (["d", "c", "b", "a"], 2, None)


def test_a_page_that_others_have_read_meanwhile_is_not_counted_twice(shelf: ChannelShelf) -> None:
    first = shelf.keep(Kept(OWN), uploads("c"), "two")
    theirs = shelf.keep(first, uploads("b"), "three")
    assert shelf.keep(first, uploads("b"), "three") == theirs == shelf.channel(OWN)


def test_what_is_newest_is_stale_after_a_day(shelf: ChannelShelf, clock: Any) -> None:
    shelf.keep(Kept(OWN), uploads("a"), None)
    clock.now += DAY - 1
    assert not shelf.channel(OWN).stale
    clock.now += 1
    assert shelf.channel(OWN).stale


def test_a_newest_page_that_is_read_again_leaves_the_older_ones_kept(shelf: ChannelShelf, clock: Any) -> None:
    shelf.keep(shelf.keep(Kept(OWN), uploads("c", "b"), "two"), uploads("a"), "three")
    clock.now += DAY
    kept = shelf.keep(shelf.channel(OWN), uploads("d", "c"), "two again")
    assert kept == Kept(OWN, uploads("d", "c", "b", "a"), 2, "three", stale=False) == shelf.channel(OWN)


def test_a_newest_page_that_knows_nothing_of_what_is_kept_begins_anew(shelf: ChannelShelf, clock: Any) -> None:
    shelf.keep(shelf.keep(Kept(OWN), uploads("b"), "two"), uploads("a"), None)
    clock.now += 20 * DAY
    assert shelf.keep(shelf.channel(OWN), uploads("z", "y"), "two again") == Kept(
        OWN, uploads("z", "y"), 1, "two again", stale=False
    )
    clock.now += 20 * DAY
    assert ids(shelf.channel(OWN)) == ["z", "y"]


@pytest.mark.parametrize("again", [False, True])
def test_uploads_are_kept_for_thirty_days_even_where_new_ones_came(shelf: ChannelShelf, clock: Any, again: bool) -> None:
    shelf.keep(Kept(OWN), uploads("a"), None)
    clock.now += 20 * DAY
    if again:
        shelf.keep(shelf.channel(OWN), uploads("b", "a"), None)
    clock.now += 10 * DAY
    assert shelf.channel(OWN) == Kept(OWN)


def test_a_channel_without_uploads_is_known_to_have_none(shelf: ChannelShelf) -> None:
    assert shelf.keep(Kept(OWN), [], None) == Kept(OWN, (), 1, None, stale=False) == shelf.channel(OWN)


def test_many_threads_that_keep_the_same_page_agree(shelf: ChannelShelf, threads: Callable[..., list[Kept]]) -> None:
    first = shelf.keep(Kept(OWN), uploads("b"), "two")
    expected = Kept(OWN, uploads("b", "a"), 2, None, stale=False)
    assert threads(16, lambda: shelf.keep(first, uploads("a"), None)) == [expected] * 16


def test_what_is_too_old_is_deleted_and_nothing_else(shelf: ChannelShelf, engine: Engine, clock: Any) -> None:
    shelf.guess("Dua Lipa", [OWN])
    shelf.keep(Kept(OWN), uploads("a"), None)
    clock.now += 29 * DAY
    shelf.guess("Adele", [VEVO])
    shelf.keep(Kept(VEVO), uploads("b", channel=VEVO), None)
    clock.now += 1 * DAY
    shelf.expire()
    with engine.connect() as connection:
        left = [connection.scalars(select(table.c.channel_id)).all() for table in (channels, uploaded)]
    assert left == [[VEVO], [VEVO]]
