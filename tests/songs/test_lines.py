from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotify_videos.errors import InvalidRequest
from spotify_videos.models import Row
from spotify_videos.songs import Unreadable, own_id, read_list


def read(text: str) -> list[Row | Unreadable]:
    return read_list(text.encode(), "text/plain")


def one(text: str) -> tuple[tuple[str, ...], str]:
    (row,) = read(text)
    assert isinstance(row, Row)
    return row.track.artists, row.track.title


DASHES = "-", "–", "—", "―", "−", "‒", "‐", "‑", "－", "--"


@pytest.mark.parametrize("dash", DASHES)
def test_any_dash_with_blanks_around_it_stands_between_artist_and_title(dash: str) -> None:
    assert one(f"Dua Lipa {dash} Levitating") == (("Dua Lipa",), "Levitating")


READ = {
    "tab": ("Dua Lipa\tLevitating", ("Dua Lipa",), "Levitating"),
    "tab before dash": ("Dua Lipa\tLevitating - Remix", ("Dua Lipa",), "Levitating - Remix"),
    "tab and a dash in the name": ("a - ha\tTake On Me", ("a - ha",), "Take On Me"),
    "more cells": ("Dua Lipa\tLevitating\tFuture Nostalgia\t3:23\t2020\t\t", ("Dua Lipa",), "Levitating"),
    "cells after a number": ("4.\tDua Lipa\tLevitating\t3:23", ("Dua Lipa",), "Levitating"),
    "a number for a name": ("311\tAmber", ("311",), "Amber"),
    "blanks": ("  Dua   Lipa  -  Levitating  \r\n", ("Dua Lipa",), "Levitating"),
    "wide blanks": ("米津玄師\u3000-\u3000Lemon", ("米津玄師",), "Lemon"),
    "hyphens within": ("a-ha - Take-On-Me", ("a-ha",), "Take-On-Me"),
    "second dash": ("Queen - Under Pressure - Remastered 2011", ("Queen",), "Under Pressure - Remastered 2011"),
    "bullet": ("- Dua Lipa - Levitating", ("Dua Lipa",), "Levitating"),
    "another bullet": ("• Dua Lipa – Levitating", ("Dua Lipa",), "Levitating"),
    "number of a list": ("7. Dua Lipa - Levitating", ("Dua Lipa",), "Levitating"),
    "number with a bracket": ("7) Dua Lipa - Levitating", ("Dua Lipa",), "Levitating"),
    "number that is the name": ("99 Posse - Curre Curre Guagliò", ("99 Posse",), "Curre Curre Guagliò"),
    "number that is the title": ("Adele - 19", ("Adele",), "19"),
    "byte order mark": ("\ufeffDua Lipa - Levitating", ("Dua Lipa",), "Levitating"),
    "control characters": ("Dua\0 Lipa\x1b[31m - Levi\x07tating", ("Dua Lipa [31m",), "Levi tating"),
}


@pytest.mark.parametrize(("text", "artists", "title"), READ.values(), ids=READ.keys())
def test_a_line_is_read_as_it_is_meant(text: str, artists: tuple[str, ...], title: str) -> None:
    assert one(text) == (artists, title)


ARTISTS = {
    "comma": ("Dua Lipa, DaBaby", ("Dua Lipa", "DaBaby")),
    "no blank": ("Dua Lipa,DaBaby", ("Dua Lipa", "DaBaby")),
    "semicolon": ("Dua Lipa;DaBaby", ("Dua Lipa", "DaBaby")),
    "semicolon and comma": ("Tyler, The Creator;Kali Uchis", ("Tyler, The Creator", "Kali Uchis")),
    "the best known comma": ("Tyler, The Creator", ("Tyler, The Creator",)),
    "among others": ("Kali Uchis, Tyler, the Creator, Bootsy Collins", ("Kali Uchis", "Tyler, the Creator", "Bootsy Collins")),
    "two of the many": ("Ariana Grande, The Weeknd", ("Ariana Grande", "The Weeknd")),
    "surnames": ("Crosby, Stills, Nash & Young", ("Crosby, Stills, Nash & Young",)),
    "elements": ("Earth, Wind & Fire", ("Earth, Wind & Fire",)),
    "first names": ("Peter, Paul and Mary", ("Peter, Paul and Mary",)),
    "a pair among others": ("Rihanna, Simon & Garfunkel Tribute", ("Rihanna", "Simon & Garfunkel Tribute")),
    "number": ("10,000 Maniacs", ("10,000 Maniacs",)),
    "ampersand": ("Simon & Garfunkel", ("Simon & Garfunkel",)),
    "escaped": ("Me\\, Myself, I", ("Me, Myself", "I")),
    "empty ones": ("Dua Lipa,, ;", ("Dua Lipa,,",)),
}


@pytest.mark.parametrize(("written", "artists"), ARTISTS.values(), ids=ARTISTS.keys())
def test_several_artists_are_told_apart_and_one_with_a_comma_stays_one(written: str, artists: tuple[str, ...]) -> None:
    assert one(f"{written} - A Song")[0] == artists


def test_blank_lines_and_comments_are_skipped_and_not_counted() -> None:
    assert [row.position for row in read("# my songs\n\nA - B\r\n \t \r\n#C - D\rE - F\n")] == [0, 1]


def test_a_line_that_cannot_be_read_keeps_its_place_and_its_words() -> None:
    first, second, third = read("A - B\n what  is\x00  - \nC - D")
    assert second == Unreadable(1, "what is -")
    assert [row.position for row in (first, third)] == [0, 2]


@pytest.mark.parametrize(
    "text", ["Levitating", "Dua Lipa-Levitating", "- Levitating", "Dua Lipa -", "\t\tLevitating", ";; - Levitating"]
)
def test_half_a_song_is_none(text: str) -> None:
    assert [type(row) for row in read(f"A - B\n{text}")] == [Row, Unreadable]


def test_one_line_that_begins_with_a_number_and_a_dot_is_no_numbered_list() -> None:
    rows = read("3. Liga - Hymne\nDua Lipa - Levitating\nAdele - Hello")
    assert [row.track.artist for row in rows if isinstance(row, Row)] == ["3. Liga", "Dua Lipa", "Adele"]


def test_a_numbered_list_may_have_a_heading_and_count_down() -> None:
    rows = read("My favourites\n3. Adele - Hello\n2. Dua Lipa - Levitating\n1. Abba - SOS")
    assert [row.track.artist for row in rows if isinstance(row, Row)] == ["Adele", "Dua Lipa", "Abba"]


def test_a_song_has_an_id_of_its_own_and_no_page() -> None:
    (row,) = read("Dua Lipa, DaBaby - Levitating")
    assert isinstance(row, Row)
    assert (row.track.id, row.track.url) == (own_id("Dua Lipa", "Levitating"), None)


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing\n", "hello", "\0\x01", "A\nB\nC"])
def test_where_no_line_can_be_read_it_is_said_what_one_looks_like(text: str) -> None:
    with pytest.raises(InvalidRequest, match="`Dua Lipa - Levitating`"):
        read(text)


def test_ten_thousand_lines_are_read_in_well_under_a_second() -> None:
    text = "\n".join(f"{place}. Artist Number {place % 400} – Some Title {place} (feat. Ólafur)" for place in range(10_000))
    began = time.process_time()
    rows = read(text)
    assert time.process_time() - began < 1
    assert len(rows) == 10_000


@pytest.mark.parametrize("piece", [" - ", "\t", ", ", "a, ", "\\,", "-", "1. ", "a & ", "\n", "\r"])
def test_two_megabytes_of_anything_take_little_time(piece: str) -> None:
    began = time.process_time()
    try:
        read("A - B\n" + piece * (2**21 // len(piece)))
    except InvalidRequest as problem:
        assert "10,000" in problem.detail  # noqa: PT017  # either end is right
    assert time.process_time() - began < 2


@given(st.text(alphabet=st.characters()).map(lambda text: text.encode("utf-8", "surrogatepass")) | st.binary())
def test_any_bytes_are_songs_or_an_invalid_request(body: bytes) -> None:
    try:
        rows = read_list(body, "text/plain")
    except InvalidRequest as problem:
        assert problem.detail.isprintable()  # noqa: PT017  # either end is right
        return
    assert [row.position for row in rows] == list(range(len(rows)))
    for row in rows:
        texts = (row.text,) if isinstance(row, Unreadable) else (*row.track.artists, row.track.title)
        assert all(text and text.encode() and len(text) <= 1000 and not set("\0\n\r\t\x1b") & set(text) for text in texts)
