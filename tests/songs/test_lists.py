from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotify_videos.errors import InvalidRequest
from spotify_videos.models import Row, Track
from spotify_videos.songs import MEDIA_TYPES, Unreadable, own_id, read_list

ID = "3PfIrDoz19wz7qK7tYeu62"
SONG = {"artist": "Dua Lipa", "title": "Don't Start Now"}
PAGE = f"https://open.spotify.com/track/{ID}"


def read(*entries: Any) -> list[Row | Unreadable]:
    return read_list(json.dumps({"tracks": entries}).encode(), "application/json")


def one(**fields: Any) -> Track:
    (row,) = read(SONG | fields)
    assert isinstance(row, Row)
    return row.track


def test_a_song_of_json_has_all_that_is_told() -> None:
    told = one(album="Future Nostalgia", seconds=183, isrc="gb-aht-19-01121", id=ID, artists=["Dua Lipa", "DaBaby"], mood="bright")
    assert told == Track(
        ID, "Don't Start Now", ("Dua Lipa", "DaBaby"), "Future Nostalgia", 183, "GBAHT1901121", url=PAGE, posted=True
    )


def test_a_song_of_json_needs_an_artist_and_a_title_alone() -> None:
    bare = Track(own_id("Dua Lipa", "Don't Start Now"), "Don't Start Now", ("Dua Lipa",), posted=True)
    assert one() == one(album=None, seconds=None, isrc=None, id=None, artists=None) == bare


def test_the_artist_of_json_is_one_whatever_commas_it_holds() -> None:
    assert one(artist="Hello, Goodbye; Hello").artists == ("Hello, Goodbye; Hello",)


@pytest.mark.parametrize("id", [ID, f"spotify:track:{ID}", f"{PAGE}?si=1"])
def test_a_song_may_be_named_by_its_id_uri_or_page(id: str) -> None:
    assert (one(id=id).id, one(id=id).url) == (ID, PAGE)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "x"),
        ("id", f"spotify:album:{ID}"),
        ("id", ""),
        ("isrc", "N/A"),
        ("seconds", 0),
        ("seconds", -3),
        ("seconds", 86_401),
        ("seconds", 10**400),
        ("seconds", float("nan")),
        ("seconds", float("inf")),
        ("album", " "),
    ],
)
def test_what_makes_no_sense_is_left_out(field: str, value: Any) -> None:
    assert one(**{field: value}) == one()


@pytest.mark.parametrize(("told", "seconds"), [(1, 1), (183.5, 184), (0.5, 1), (86_400, 86_400)])
def test_a_length_is_whole_seconds_up_to_a_day(told: float, seconds: int) -> None:
    assert one(seconds=told).seconds == seconds


WRONG = {
    "null": None,
    "text": "Dua Lipa - Levitating",
    "list": ["Dua Lipa", "Levitating"],
    "empty": {},
    "no title": {"artist": "Dua Lipa"},
    "blank title": SONG | {"title": " \0"},
    "no artist": {"title": "Levitating"},
    "blank artist": SONG | {"artist": ""},
    "no artists": {"title": "Levitating", "artists": []},
    "blank artists": SONG | {"artists": ["", " "]},
    "title of the wrong type": SONG | {"title": 99},
    "artist of the wrong type": SONG | {"artist": ["Dua Lipa"]},
    "artists of the wrong type": SONG | {"artists": "Dua Lipa"},
    "one artist of the wrong type": SONG | {"artists": ["Dua Lipa", None]},
    "album of the wrong type": SONG | {"album": {"name": "x"}},
    "isrc of the wrong type": SONG | {"isrc": 5},
    "id of the wrong type": SONG | {"id": 3155776842},
    "seconds as text": SONG | {"seconds": "183"},
    "seconds as truth": SONG | {"seconds": True},
}


@pytest.mark.parametrize("entry", WRONG.values(), ids=WRONG.keys())
def test_a_wrong_entry_keeps_its_place_and_its_words(entry: Any) -> None:
    first, second, third = read(SONG, entry, SONG)
    assert isinstance(second, Unreadable)
    assert second.position == 1
    assert second.text == json.dumps(entry, ensure_ascii=False).replace("\0", " ")
    assert (first.position, third.position) == (0, 2)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "x",
        "[]",
        '"x"',
        "null",
        "{}",
        '{"tracks": null}',
        '{"tracks": {}}',
        '{"tracks": "x"}',
        "[" * 100_000,
        '{"tracks": []}',
        '{"tracks": [1]}',
        f'{{"tracks": [{"9" * 5000}]}}',
        '{"Tracks": [{"artist": "A", "title": "B"}]}',
    ],
)
def test_where_nothing_can_be_read_the_json_is_shown_as_it_should_be(body: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        read_list(body.encode(), "application/json")
    example = caught.value.detail[caught.value.detail.index("{") :]
    assert len(read_list(example.encode(), "application/json")) == 1


def test_an_entry_of_any_depth_is_an_entry() -> None:
    deep = '{"tracks": [{"artist": "A", "title": "B"}, ' + "[" * 900 + "]" * 900 + "]}"
    assert [type(row) for row in read_list(deep.encode(), "application/json")] == [Row, Unreadable]


def test_a_line_that_cannot_be_read_is_answered_by_a_failed_song_with_its_words() -> None:
    row, match = Unreadable(7, "what is this").answer()
    assert (row.position, row.track.artist, row.track.title, row.track.url) == (7, "", "what is this", None)
    assert row.track.id == own_id("", "what is this")
    assert match.status == "failed"
    assert match.problem is not None
    assert (match.problem.code, match.problem.source) == ("unreadable", None)
    assert "what is this" in match.problem.detail


@pytest.mark.parametrize(
    ("content_type", "line"),
    [("text/plain", "A - B\n"), ("text/csv", "A,B\n"), ("application/json", '{"artist": "A", "title": "B"},')],
)
def test_ten_thousand_songs_are_a_list_and_one_more_is_too_many(content_type: str, line: str) -> None:
    frame = {"text/csv": "artist,title\n{}", "application/json": '{{"tracks": [{}]}}'}.get(content_type, "{}")
    assert len(read_list(frame.format((line * 10_000).rstrip(",")).encode(), content_type)) == 10_000
    with pytest.raises(InvalidRequest, match="more than 10,000 songs"):
        read_list(frame.format((line * 10_001).rstrip(",")).encode(), content_type)


TEXT = "Sigur Rós – Hoppípolla"
ENCODED = {
    "utf-8": (TEXT.encode(), "text/plain"),
    "utf-8 with a mark": (TEXT.encode("utf-8-sig"), "text/plain"),
    "utf-16 little": ("\ufeff".encode("utf-16-le") + TEXT.encode("utf-16-le"), "text/plain"),
    "utf-16 big": ("\ufeff".encode("utf-16-be") + TEXT.encode("utf-16-be"), "text/plain"),
    "utf-32": (TEXT.encode("utf-32"), "text/plain"),
    "old Windows": (TEXT.encode("cp1252"), "text/plain"),
    "told": (TEXT.encode("cp1252"), "Text/Plain; Charset=windows-1252"),
    "told in quotes": (TEXT.encode("utf-16-le"), 'text/plain; x=y; charset="UTF-16LE"'),
    "told wrongly": (TEXT.encode("cp1252"), "text/plain; charset=utf-8"),
    "told against the mark": (TEXT.encode("utf-8-sig"), "text/plain; charset=iso-8859-1"),
    "told as nothing we know": (TEXT.encode(), "text/plain; charset=klingon"),
    "told as what is no text": (TEXT.encode(), "text/plain; charset=zip"),
    "told as what is slow": (TEXT.encode(), "text/plain; charset=punycode"),
    "told as what is not there": (TEXT.encode(), "text/plain; charset=iso-8859-99"),
}


@pytest.mark.parametrize(("body", "content_type"), ENCODED.values(), ids=ENCODED.keys())
def test_letters_are_read_in_every_encoding(body: bytes, content_type: str) -> None:
    (row,) = read_list(body, content_type)
    assert isinstance(row, Row)
    assert (row.track.artists, row.track.title) == (("Sigur Rós",), "Hoppípolla")


def test_a_byte_that_no_encoding_has_costs_no_song() -> None:
    assert len(read_list(b"Sigur R\xf3s - \x81\nA - B", "text/plain")) == 2


@pytest.mark.parametrize(
    "content_type", ["", "text/html", "application/x-www-form-urlencoded", "text", "; charset=utf-8", "text/csv2"]
)
def test_another_type_is_told_which_there_are(content_type: str) -> None:
    with pytest.raises(InvalidRequest, match="application/json, text/csv or text/plain"):
        read_list(b"A - B", content_type)


@given(st.binary() | st.text(alphabet=st.characters(exclude_categories=("Cs",))).map(str.encode), st.sampled_from(MEDIA_TYPES))
def test_any_bytes_of_any_type_are_a_list_or_an_invalid_request(body: bytes, content_type: str) -> None:
    try:
        rows = read_list(body, content_type)
    except InvalidRequest as problem:
        assert problem.source is None  # noqa: PT017  # either end is right
        return
    assert [row.position for row in rows] == list(range(len(rows)))


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(alphabet=st.characters(), max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)
FIELDS = st.sampled_from(["artist", "artists", "title", "album", "seconds", "isrc", "id", "x"])


@given(st.lists(ANYTHING | st.dictionaries(FIELDS, ANYTHING | st.just("A") | st.just(["A"])), max_size=4))
def test_whatever_stands_in_any_field_is_a_song_or_an_unreadable_entry(entries: list[Any]) -> None:
    rows = read(SONG, *entries)
    assert len(rows) == 1 + len(entries)
    for row in rows:
        if isinstance(row, Unreadable):
            assert row.text.encode()
        else:
            assert row.track.title.encode()
            assert "".join(row.track.artists).encode()
            assert row.track.seconds is None or 1 <= row.track.seconds <= 86_400


@pytest.mark.parametrize(
    "body", [bytes(range(256)) * 40, b"\x89PNG\r\n\x1a\n" + b"\x00\x01 - \x02\n" * 99], ids=["binary", "picture"]
)
def test_what_is_no_text_is_refused_before_it_costs_a_search(body: bytes) -> None:
    with pytest.raises(InvalidRequest, match="This is no text"):
        read_list(body, "text/plain")
