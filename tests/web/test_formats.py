"""The same songs as CSV, M3U, XSPF and NDJSON, whatever their titles hold."""

import csv
import io
import json
import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotify_videos.errors import UpstreamTimeout
from spotify_videos.models import Candidate, Match, Playlist, Row, Track, Video
from spotify_videos.songs import read_list, tables
from spotify_videos.songs.fields import line
from spotify_videos.web import files, formats

XSPF = "{http://xspf.org/ns/0/}"
ANY_TEXT = st.text(st.characters(), max_size=20)  # Half letters (surrogates) and control characters among them.


def found(title="Levitating", artist="Dua Lipa", video="oygrmJFKYZY", seconds=203, position=0, **told):
    track = Track("67BtfxlNbhBmCDR2L2l8qd", title, (artist,), seconds=200, **told)
    return Row(position, track), Match("matched", Video(Candidate(video, title, seconds=seconds), "official_video", 0.9))


def missing(title="Fiel", position=1):
    return Row(position, Track("local-0123456789abcdef", title, ("Nobody",))), Match("not_found")


def listed(*songs, name="Top 50"):
    return Playlist("id", name, len(songs), tuple(row for row, _ in songs))


def parsed(xml):
    return ET.fromstring(xml)  # noqa: S314  # we have just written it


def cells(*songs):
    return list(csv.reader(io.StringIO(files.sheet(listed(*songs), songs).decode(), newline="")))


def test_a_sheet_has_a_row_for_every_song():
    assert cells(found(), missing()) == [
        ["position", "artist", "title", "status", "video_id", "video_url", "video_title", "kind", "score"],
        [
            *("0", "Dua Lipa", "Levitating", "matched", "oygrmJFKYZY", "https://www.youtube.com/watch?v=oygrmJFKYZY"),
            *("Levitating", "official_video", "0.9"),
        ],
        ["1", "Nobody", "Fiel", "not_found", "", "", "", "", ""],
    ]


@pytest.mark.parametrize(
    "title",
    ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "'=1", "''-1", '"=1', "＝1", "＠x", '=HYPERLINK("http://evil.example")'],
)
def test_no_cell_is_run_as_a_formula(title):
    row = cells(found(title=title, artist=title, video="-abcdefghi_"))[1]
    assert row[1] == row[2] == row[6] == f"'{title}"
    assert row[4] == "'-abcdefghi_"


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("foo;=1+1", "foo;'=1+1"),
        ('foo; "@x;bar', "foo;' \"@x;bar"),
        ("=1;-1\t+1", "'=1;'-1\t'+1"),
        ("foo \t\n=1", "foo \t'\n'=1"),
        ("\r=1", "'\r'=1"),
        ("\tfoo", "'\t'foo"),
        ("foo;'=1", "foo;''=1"),
        ("foo; bar=1;x-1", "foo; bar=1;x-1"),
    ],
)
def test_no_part_of_a_cell_is_run_where_a_spreadsheet_would_divide_it(title, written):
    assert files.defused(title) == written


@pytest.mark.parametrize("title", ["Levitating", "'Round Midnight", "1+1", "a=b", "...Baby One More Time", "#1 Crush", "", "日本"])
def test_an_ordinary_title_is_left_as_it_is(title):
    assert files.defused(title) == title


@given(st.text("=-@＝;'\" \t\r\nab", max_size=12))
def test_no_text_has_a_formula_left_anywhere_that_a_spreadsheet_would_divide_it(text):
    parts = re.split(r"[;\t\r\n]", files.defused(text))
    assert not [part for part in parts if re.match(r'[\s"]*[=\-@＝]', part)]


@given(st.one_of(ANY_TEXT, st.text("=-@＝;'\" \t\r\nab", max_size=12)))
def test_what_is_defused_is_taken_back_where_a_list_is_read(text):
    assert tables._plain(files.defused(text)) == text


@given(st.text("=-@＝;'\" \tab", max_size=12))
def test_a_title_is_read_back_as_it_was(title):
    songs = [found(title=f"a{title}"), found(title=f"b;{title}"), found(title=title)]
    read = [row.track.title for row in read_list(files.sheet(listed(*songs), songs), "text/csv") if isinstance(row, Row)]
    assert read == [shown for song, _ in songs if (shown := line(song.track.title))]


@given(st.lists(ANY_TEXT, min_size=1, max_size=5))
def test_a_sheet_is_read_as_it_was_written(titles):
    songs = [found(title=title, position=position) for position, title in enumerate(titles)]
    written = [files.defused(title).encode("utf-8", "replace").decode() for title in titles]
    assert [row[2] for row in cells(*songs)[1:]] == written


def test_m3u_has_an_entry_for_every_found_song():
    songs = found(), missing(), found(title="A\nB", seconds=None), found(title="", artist="Only An Artist")
    assert files.m3u(listed(*songs), songs).decode().splitlines() == [
        "#EXTM3U",
        "#PLAYLIST:Top 50",
        "#EXTINF:203,Dua Lipa - Levitating",
        "https://www.youtube.com/watch?v=oygrmJFKYZY",
        "#EXTINF:200,Dua Lipa - A B",
        "https://www.youtube.com/watch?v=oygrmJFKYZY",
        "#EXTINF:203,Only An Artist",
        "https://www.youtube.com/watch?v=oygrmJFKYZY",
    ]


@given(ANY_TEXT, ANY_TEXT)
def test_m3u_keeps_its_lines_whatever_the_titles_hold(title, name):
    written = files.m3u(listed(found(title=title), name=name), [found(title=title)]).decode()
    assert [line[:5] for line in written.splitlines() if not line.startswith("#PLAYLIST:")] == ["#EXTM", "#EXTI", "https"]


def test_xspf_has_a_track_for_every_found_song():
    songs = found(album="Future & Nostalgia", image="https://i.scdn.co/image/x", url="https://open.spotify.com/track/x"), missing()
    root = parsed(files.xspf(listed(*songs), songs))
    assert (root.tag, root.get("version"), root.findtext(f"{XSPF}title")) == (f"{XSPF}playlist", "1", "Top 50")
    assert [{part.tag.removeprefix(XSPF): part.text for part in track} for track in root.iter(f"{XSPF}track")] == [
        {
            "location": "https://www.youtube.com/watch?v=oygrmJFKYZY",
            "title": "Levitating",
            "creator": "Dua Lipa",
            "album": "Future & Nostalgia",
            "duration": "203000",
            "image": "https://i.scdn.co/image/x",
            "info": "https://open.spotify.com/track/x",
        }
    ]


@given(ANY_TEXT, ANY_TEXT)
def test_xspf_is_valid_xml_whatever_the_titles_hold(title, name):
    songs = [found(title=title, artist=title, album=title)]
    root = parsed(files.xspf(listed(*songs, name=name), songs))
    assert len(list(root.iter(f"{XSPF}track"))) == 1


@given(ANY_TEXT)
def test_json_is_utf8_whatever_the_titles_hold(title):
    assert json.loads(formats.array([found(title=title)]))[0]["title"] == title.encode("utf-8", "replace").decode()


@pytest.mark.parametrize(
    ("name", "plain", "full"),
    [
        ("Top 50 - Global", "Top 50 - Global", "Top%2050%20-%20Global"),
        ("Été à Nîmes", "Ete a Nimes", "%C3%89t%C3%A9%20%C3%A0%20N%C3%AEmes"),
        ("日本の曲", "songs", "%E6%97%A5%E6%9C%AC%E3%81%AE%E6%9B%B2"),
        ('../../etc/"passwd"\r\nX: y', "etc passwd X y", "etc%20passwd%20X%20y"),
        ("", "songs", "songs"),
        ("...", "songs", "songs"),
    ],
)
def test_a_file_is_named_after_its_list(name, plain, full):
    assert files.disposition(name, "csv") == f"attachment; filename=\"{plain}.csv\"; filename*=UTF-8''{full}.csv"


@given(ANY_TEXT)
def test_a_file_name_breaks_out_of_nothing(name):
    assert re.fullmatch(r"attachment; filename=\"[ -~]+\.csv\"; filename\*=UTF-8''[!-~]+\.csv", files.disposition(name, "csv"))
    assert files.disposition(name, "csv").count('"') == 2


def lines(songs, rows=None, unreadable=(), pending=False):
    rows = rows or [row for row, _ in songs]
    return [json.loads(line) for line in b"".join(formats.lines(rows, unreadable, iter(songs), pending)).splitlines()]


def test_a_stream_tells_each_song_with_its_place_and_ends_with_their_number():
    told = lines([missing(position=1), found(position=0)])
    assert [(line["position"], line["status"]) for line in told[:-1]] == [(1, "not_found"), (0, "matched")]
    assert list(told[0]) == ["artist", "title", "video", "status", "track", "position"]
    others = {"pinned": 0, "other_version": 0, "deferred": 0, "failed": 0}
    assert told[-1] == {"done": True, "total": 2, "matched": 1, "not_found": 1, **others}


def test_a_stream_may_tell_every_song_before_it_is_known():
    told = lines([missing(position=1), found(position=0)], rows=[found(position=0)[0], missing(position=1)[0]], pending=True)
    assert [(line["position"], line["status"]) for line in told[:-1]] == [
        (0, "pending"),
        (1, "pending"),
        (1, "not_found"),
        (0, "matched"),
    ]
    assert told[0]["video"] is None


def test_an_empty_list_is_a_stream_of_its_last_line():
    assert [line["total"] for line in lines([])] == [0]


@pytest.mark.parametrize(
    ("broken", "reason"),
    [(UpstreamTimeout("late"), "upstream_timeout"), (RuntimeError("a secret"), "internal_error")],
)
def test_a_stream_that_breaks_off_tells_what_it_owes_as_failed(broken, reason):
    rows = [found(position=position)[0] for position in range(3)]

    def breaks_off():
        yield found(position=1)
        raise broken

    body = b"".join(formats.lines(rows, (), breaks_off(), pending=False))
    told = [json.loads(line) for line in body.splitlines()]
    assert [(line["position"], line.get("reason")) for line in told[:-1]] == [(1, None), (0, reason), (2, reason)]
    assert (told[-1]["matched"], told[-1]["failed"]) == (1, 2)
    assert b"a secret" not in body


def test_who_stops_listening_stops_the_work():
    stopped = []

    def endless():
        try:
            while True:
                yield found()
        finally:
            stopped.append(True)

    stream = formats.lines([found()[0]], (), endless(), pending=False)
    next(stream)
    stream.close()
    assert stopped == [True]
