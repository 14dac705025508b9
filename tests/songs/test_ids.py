from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotify_videos.songs.ids import is_spotify_id, own_id


def test_the_id_of_our_own_is_the_same_on_every_machine() -> None:
    assert own_id("Dua Lipa", "Don't Start Now") == "local-01eb9ae4855ff90d"


@pytest.mark.parametrize(
    ("artist", "title"), [("DUA LIPA", "don't start now"), (" Dua  Lipa ", "Don't Start\tNow"), ("Ｄua Lipa", "Don't Start Now")]
)
def test_case_blanks_and_width_make_no_other_song(artist: str, title: str) -> None:
    assert own_id(artist, title) == own_id("Dua Lipa", "Don't Start Now")


def test_what_the_artist_is_called_does_not_run_into_the_title() -> None:
    assert own_id("A B", "C") != own_id("A", "B C")


@given(st.text(alphabet=st.characters()), st.text(alphabet=st.characters()))
def test_any_text_has_an_id_that_is_none_of_spotifys(artist: str, title: str) -> None:
    made = own_id(artist, title)
    assert re.fullmatch("local-[0-9a-f]{16}", made)
    assert not is_spotify_id(made)


@pytest.mark.parametrize(
    "text",
    ["1234567890abcdefABCDE", "1234567890abcdefABCDEFG", "1234567890abcdefABCDE-", "1234567890abcdefABCDEF\n", "١" * 22, None, 5],
)
def test_anything_but_22_base62_characters_is_no_id(text: object) -> None:
    assert not is_spotify_id(text)
