"""Which spellings, codes and lengths mean the same song."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotify_videos.memory.identity import LONGEST_KEY, claim_keys, isrc, name_key, same_length
from spotify_videos.models import Track


def song(artist: str, title: str) -> Track:
    return Track("id", title, (artist, "A guest"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(("Beyoncé", "Déjà Vu"), ("BEYONCE", "deja vu"), id="accents and case"),
        pytest.param(("Dua Lipa", "Don't Start Now"), ("Dua  Lipa", "Don’t start now!"), id="punctuation and spaces"),
        pytest.param(("Ｙｏａｓｏｂｉ", "アイドル"), ("YOASOBI", "ｱｲﾄﾞﾙ"), id="widths"),
        pytest.param(("Die Ärzte", "Straße"), ("die arzte", "STRASSE"), id="German"),
    ],
)
def test_a_name_is_the_same_however_it_is_written(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert name_key(song(*one)) == name_key(song(*other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(("Artist", "Song"), ("Artist", "Song (Live)"), id="another version"),
        pytest.param(("Artist", "が"), ("Artist", "か"), id="voiced kana"),
        pytest.param(("Artist", "कि"), ("Artist", "का"), id="Indic vowels"),
        pytest.param(("Artist", "!!!"), ("Artist", "???"), id="no letters at all"),
        pytest.param(("Artist", "x" * 300 + "a"), ("Artist", "x" * 300 + "b"), id="far behind"),
        pytest.param(("One", "Two Three"), ("One Two", "Three"), id="artist and title apart"),
    ],
)
def test_different_names_stay_different(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert name_key(song(*one)) != name_key(song(*other))


@pytest.mark.parametrize("artists", [(), ("",), (" ",)])
def test_a_title_without_an_artist_is_no_name(artists: tuple[str, ...]) -> None:
    assert name_key(Track("id", "Intro", artists)) is None


@pytest.mark.parametrize(
    ("written", "code"),
    [("gb-aht-19-01121", "GBAHT1901121"), (" GBAHT1901121 ", "GBAHT1901121"), ("N/A", None), ("0", None), ("", None), (None, None)],
)
def test_only_a_valid_isrc_identifies_a_song(written: str | None, code: str | None) -> None:
    assert isrc(Track("id", "Title", isrc=written)) == code


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [(180, 183, True), (183, 180, True), (180, 184, False), (None, 180, True), (180, None, True), (None, None, True)],
)
def test_lengths_agree_within_three_seconds_or_where_one_is_not_told(one: int | None, other: int | None, agree: bool) -> None:
    assert same_length(one, other) is agree


@given(artist=st.text(), title=st.text())
def test_any_name_has_a_key_that_a_database_can_index(artist: str, title: str) -> None:
    key = name_key(song(artist, title))
    assert key is None or (0 < len(key) <= LONGEST_KEY and "\0" not in key)


def test_a_broken_letter_is_no_obstacle() -> None:
    assert name_key(song("Artist", "\ud800")) != name_key(song("Artist", "\ud801"))


def test_a_song_with_neither_code_nor_name_is_known_by_its_id() -> None:
    assert claim_keys(Track("one", "Intro")) == claim_keys(Track("one", "Outro")) != claim_keys(Track("two", "Intro"))
