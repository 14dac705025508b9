from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotify_videos.songs import fields


@pytest.mark.parametrize(
    ("told", "line"),
    [
        (" Don't \r\n\tStart\0Now ", "Don't Start Now"),
        ("a\x1b[31m\x85\u2028b", "a [31m b"),
        ("\ud800", "?"),
        ("米津玄師\u3000Lemon", "米津玄師 Lemon"),
        ("x" * 5000, "x" * 1000),
        (" \x00\x1f\x7f\x9f", None),
        ("", None),
        (None, None),
        (7, None),
    ],
    ids=lambda told: repr(told)[:20],
)
def test_a_line_is_one_line_or_nothing(told: object, line: str | None) -> None:
    assert fields.line(told) == line


@given(st.text(alphabet=st.characters()))
def test_a_line_moves_no_cursor_and_is_its_own_line(text: str) -> None:
    line = fields.line(text)
    if line is not None:
        assert line.encode()
        assert not any(ord(letter) < 0x20 or 0x7F <= ord(letter) < 0xA0 for letter in line)
        assert fields.line(line) == line


@pytest.mark.parametrize(("told", "seconds"), [(0.49, None), (0.5, 1), (2.5, 3), (86_400, 86_400), (86_400.5, None), (-1, None)])
def test_a_length_is_whole_seconds_up_to_a_day(told: float, seconds: int | None) -> None:
    assert fields.seconds(told) == seconds
