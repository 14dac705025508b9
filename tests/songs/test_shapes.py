from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spotify_videos.errors import OwnerOnly, Problem, UpstreamError
from spotify_videos.models import Row, Track
from spotify_videos.songs import own_id, shapes

ID = "3PfIrDoz19wz7qK7tYeu62"
SONG = {
    "id": ID,
    "name": "Don't Start Now",
    "artists": [{"name": "Dua Lipa"}],
    "album": {"name": "Future Nostalgia", "images": [{"url": "https://i.scdn.co/image/ab67", "width": 300, "height": 300}]},
    "duration_ms": 183_290,
    "external_ids": {"isrc": "GBAHT1901121"},
    "external_urls": {"spotify": "https://open.spotify.com/track/elsewhere"},
    "is_local": False,
    "type": "track",
    "track": True,
    "episode": False,
    "uri": f"spotify:track:{ID}",
}
TOLD = Track(
    id=ID,
    title="Don't Start Now",
    artists=("Dua Lipa",),
    album="Future Nostalgia",
    seconds=183,
    isrc="GBAHT1901121",
    image="https://i.scdn.co/image/ab67",
    url=f"https://open.spotify.com/track/{ID}",
)


def one(**fields: Any) -> Track:
    """The song as `GET /tracks/{id}` tells it, with these fields changed."""
    return shapes.track(SONG | fields).page.rows[0].track


def rows(*entries: Any) -> shapes.Page:
    return shapes.playlist_page({"total": len(entries), "items": list(entries)})


def test_a_song_is_told_whole() -> None:
    assert one() == TOLD


OLD = {"total": 1, "items": [{"track": SONG}]}
NEW = {"total": 1, "items": [{"item": SONG}]}
BOTH = {"total": 1, "items": [{"item": SONG, "track": SONG}]}


@pytest.mark.parametrize(
    "body",
    [{"tracks": OLD}, {"items": NEW}, {"tracks": BOTH, "items": BOTH}, {"items": None, "tracks": OLD}, {"tracks": BOTH}],
    ids=["old", "2026", "in between", "new name, null", "old name, both rows"],
)
def test_each_shape_of_a_playlist_counts_a_song_once(body: dict[str, Any]) -> None:
    head = shapes.playlist({"name": "Mine"} | body)
    assert (head.name, head.page) == ("Mine", shapes.Page(total=1, held=1, rows=(Row(0, TOLD),)))


@pytest.mark.parametrize("body", [{"name": "Mine"}, {"items": None}, {"items": None, "tracks": None}])
def test_a_name_without_rows_is_what_only_the_owner_may_read(body: dict[str, Any]) -> None:
    with pytest.raises(OwnerOnly):
        shapes.playlist(body)


def test_a_total_without_rows_leaves_the_rows_to_be_asked_for() -> None:
    assert shapes.playlist({"tracks": {"href": "https://api.test", "total": 7}}).page == shapes.Page(7, 0, ())


@pytest.mark.parametrize(("public", "private"), [(True, False), (False, True), (None, False), (0, False)])
def test_a_list_is_private_where_spotify_says_that_it_is_not_public(public: Any, private: bool) -> None:
    assert shapes.playlist({"items": NEW, "public": public}).private is private


NO_SONGS = {
    "null": None,
    "row without a track": {"added_at": None},
    "null track": {"track": None, "item": None},
    "episode": {"item": SONG | {"type": "episode", "track": False, "episode": True}},
    "episode in a track's form": {"track": SONG | {"type": "episode"}},
    "episode by its key": {"track": SONG | {"episode": True}},
    "dead track": {"track": SONG | {"name": "", "artists": [{"name": ""}], "album": {"name": "", "images": []}, "duration_ms": 0}},
    "blank name": {"track": SONG | {"name": " \n\0"}},
    "name of the wrong type": {"track": SONG | {"name": 5}},
    "text": "row",
    "list": [SONG],
    "track of the wrong type": {"track": [SONG]},
}


@pytest.mark.parametrize("entry", NO_SONGS.values(), ids=NO_SONGS.keys())
def test_a_row_that_is_no_song_is_left_out_and_counted(entry: Any) -> None:
    page = rows({"item": SONG}, entry, {"item": SONG})
    assert (page.total, page.held, [row.position for row in page.rows]) == (3, 3, [0, 2])


def test_a_local_file_is_a_song_with_an_id_of_its_own() -> None:
    local = SONG | {"id": None, "is_local": True, "external_urls": {}, "external_ids": {}, "album": {"name": "", "images": []}}
    (row,) = rows({"is_local": True, "track": local}).rows
    assert (row.track.id, row.track.url) == (own_id("Dua Lipa", "Don't Start Now"), None)
    assert (row.track.album, row.track.image, row.track.isrc) == (None, None, None)


@pytest.mark.parametrize("id", [None, "", "short", 5, True, ["x"], ID + "\n", "../../../../etc/passwd"])
def test_a_song_without_an_id_of_spotifys_has_no_page_there(id: Any) -> None:
    song = one(id=id)
    assert (song.id, song.url) == (own_id("Dua Lipa", "Don't Start Now"), None)


@pytest.mark.parametrize("artists", [None, [], {}, "Dua Lipa", [None], ["Dua Lipa"], [{"name": None}], [{"name": " "}], [{}]])
def test_a_song_without_an_artist_is_a_song(artists: Any) -> None:
    assert (one(artists=artists).artists, one(artists=artists).artist) == ((), "")


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        (183499, 183),
        (183500, 184),
        (500, 1),
        (499, None),
        (0, None),
        (-5, None),
        (None, None),
        ("183", None),
        (True, None),
        (150000.0, None),
        (10**30, None),
    ],
)
def test_a_length_is_whole_seconds_or_not_told(told: Any, seconds: int | None) -> None:
    assert one(duration_ms=told).seconds == seconds


@pytest.mark.parametrize(
    ("told", "isrc"),
    [
        ({"isrc": "gb-aht-19-01121"}, "GBAHT1901121"),
        ({"isrc": "GBAHT190112"}, None),
        ({"isrc": 5}, None),
        ({"isrc": None}, None),
        ({}, None),
        ([], None),
        (None, None),
    ],
)
def test_an_isrc_is_in_its_one_form_or_not_told(told: Any, isrc: str | None) -> None:
    assert one(external_ids=told).isrc == isrc


def image(width: Any, url: Any = None) -> dict[str, Any]:
    return {"url": url or f"https://i.scdn.co/image/{width}", "width": width, "height": width}


@pytest.mark.parametrize(
    ("images", "chosen"),
    [
        ([image(640), image(300), image(64)], "https://i.scdn.co/image/300"),
        ([image(64), image(640)], "https://i.scdn.co/image/64"),
        ([image(None), image(640)], "https://i.scdn.co/image/None"),
        ([image("640")], "https://i.scdn.co/image/640"),
        ([image(300, "http://i.scdn.co/image/1")], None),
        ([image(300, "javascript:alert(1)")], None),
        ([image(300, 'https://i.scdn.co/"><script>')], None),
        ([image(300, 5), image(64)], "https://i.scdn.co/image/64"),
        ([None, "x", {}], None),
        ([], None),
        (None, None),
        ({"url": "x"}, None),
    ],
)
def test_the_cover_is_the_one_of_about_300_pixels(images: Any, chosen: str | None) -> None:
    assert one(album={"name": "A", "images": images}).image == chosen


def test_text_is_one_line_that_every_database_and_encoding_holds() -> None:
    title = one(name="Don't\r\n Start\0 Now \ud800" + "x" * 5000).title
    assert title.startswith("Don't Start Now ?x")
    assert len(title) <= 1000
    assert title.encode()
    assert title.isprintable()


@pytest.mark.parametrize("total", [None, "7", -1, 7.0, True, [], {}, 10**7, float("nan"), float("inf")])
def test_a_total_that_is_no_number_of_rows_is_nonsense(total: Any) -> None:
    with pytest.raises(UpstreamError, match="nonsense"):
        shapes.playlist_page({"total": total, "items": []})


@pytest.mark.parametrize(
    "body", [None, [], "x", 5, True, {}, {"total": 1, "items": {}}, {"total": 1, "items": None}, {"total": 1, "items": "x"}]
)
def test_a_page_of_the_wrong_shape_is_nonsense(body: Any) -> None:
    with pytest.raises(UpstreamError, match="nonsense"):
        shapes.playlist_page(body)


def test_a_page_counts_from_where_it_was_asked_and_holds_no_more_than_was_asked() -> None:
    page = shapes.playlist_page({"total": 500, "offset": 0, "items": [{"item": SONG}] * 60}, first=100)
    assert (page.held, page.rows[0].position, page.rows[-1].position) == (50, 100, 149)


def test_a_list_holds_at_least_the_rows_that_came() -> None:
    assert shapes.playlist_page({"total": 0, "items": [{"item": SONG}] * 3}, first=50).total == 53


def test_an_albums_head_tells_its_name_and_cover() -> None:
    bare = {"id": ID, "name": "Don't Start Now", "artists": [{"name": "Dua Lipa"}], "duration_ms": 183_290, "type": "track"}
    head = shapes.album({"name": "Future Nostalgia", "images": [image(300)], "tracks": {"total": 1, "items": [bare]}})
    assert (head.name, head.album, head.image) == ("Future Nostalgia", "Future Nostalgia", "https://i.scdn.co/image/300")
    assert (head.page.rows[0].track.title, head.page.rows[0].track.album) == ("Don't Start Now", None)


@pytest.mark.parametrize("song", [SONG | {"type": "episode"}, SONG | {"name": ""}, {}])
def test_a_track_that_is_no_song_is_a_list_of_one_row_without_songs(song: Any) -> None:
    assert shapes.track(song).page == shapes.Page(total=1, held=1, rows=())


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(alphabet=st.characters(), max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["items", "track", "name", "id", "total", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)
BODIES: tuple[tuple[Callable[[Any], shapes.Head | shapes.Page], Any], ...] = (
    (shapes.playlist, {"name": "Mine", "public": True, "tracks": BOTH, "items": BOTH}),
    (shapes.playlist, {"name": "Mine", "tracks": OLD}),
    (shapes.playlist_page, NEW),
    (shapes.album, {"name": "A", "images": [image(300)], "tracks": {"total": 1, "items": [SONG]}}),
    (shapes.album_page, {"total": 1, "items": [SONG]}),
    (shapes.track, SONG),
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inner:
        yield from places(item, (*path, key))


def changed(value: Any, path: tuple[Any, ...], other: Any) -> Any:
    if not path:
        return other
    copied = copy.copy(value)
    copied[path[0]] = changed(value[path[0]], path[1:], other)
    return copied


@settings(max_examples=400)
@given(st.data())
def test_whatever_stands_in_any_field_ends_in_songs_or_a_problem(data: st.DataObject) -> None:
    understand, body = data.draw(st.sampled_from(BODIES))
    for _ in range(data.draw(st.integers(1, 3))):
        body = changed(body, data.draw(st.sampled_from(list(places(body)))), data.draw(ANYTHING))
    try:
        told = understand(body)
    except Problem:
        return
    page = told.page if isinstance(told, shapes.Head) else told
    assert 0 <= page.held <= page.total
    for row in page.rows:
        assert row.track.title
        assert 0 <= row.position < page.total
        assert row.track.seconds is None or 0 < row.track.seconds < 10**6
        json.dumps(repr(row)).encode()
