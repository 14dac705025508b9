from __future__ import annotations

import csv
import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotify_videos.errors import InvalidRequest
from spotify_videos.models import Row, Track
from spotify_videos.songs import Unreadable, own_id, read_list

ID = "7k4t7uLgtOxPwTpFmtJNTY"


def read(text: str) -> list[Row | Unreadable]:
    return read_list(text.encode(), "text/csv")


def tracks(text: str) -> list[Track]:
    rows = read(text)
    assert not [row for row in rows if isinstance(row, Unreadable)]
    return [row.track for row in rows if isinstance(row, Row)]


TUSA = Track(ID, "Tusa", ("KAROL G", "Nicki Minaj"), "KG0516", 201, "QMFME1931211", url=f"https://open.spotify.com/track/{ID}")
FILES = {
    "Exportify of 2026": (
        '"Track URI","Track Name","Album Name","Artist Name(s)","Release Date","Duration (ms)","Popularity","ISRC"\r\n'
        f'spotify:track:{ID},"Tusa","KG0516","KAROL G;Nicki Minaj",2021-03-25,200960,80,QMFME1931211\r\n'
    ),
    "Exportify of old": (
        '"Track URI","Track Name","Artist URI(s)","Artist Name(s)","Album URI","Album Name","Album Artist URI(s)",'
        '"Album Artist Name(s)","Track Duration (ms)","ISRC"\n'
        f'"spotify:track:{ID}","Tusa","spotify:artist:790FomKkXshlbRYZFtlgla, spotify:artist:0hCNtLu0JehylgoiP8L4Gh",'
        '"KAROL G, Nicki Minaj","spotify:album:x","KG0516","spotify:artist:790FomKkXshlbRYZFtlgla",'
        '"KAROL G","200960","QMFME1931211"\n'
    ),
    "TuneMyMusic": (
        "Track name,Artist name,Album,Playlist name,Type,ISRC,Spotify - id\n"
        f'Tusa,"KAROL G, Nicki Minaj",KG0516,Fiesta,Playlist,QMFME1931211,{ID}\n'
    ),
    "Soundiiz": f'title;artist;album;isrc;url\n"Tusa";"KAROL G, Nicki Minaj";"KG0516";"QMFME1931211";https://open.spotify.com/track/{ID}\n',
    "by hand": f"ARTIST,Title,album,Seconds,isrc,ID\nKAROL G; Nicki Minaj,Tusa,KG0516,201,qm-fme-19-31211,{ID}\n",
    "a clock": f"artist\ttitle\talbum\tduration\tisrc\tid\nKAROL G, Nicki Minaj\tTusa\tKG0516\t3:21\tQMFME1931211\t{ID}\n",
    "blanks before quotes": (
        '"TITLE", "ARTIST", "ALBUM", "LENGTH", "ISRC", "URI"\n'
        f'"Tusa", "KAROL G, Nicki Minaj", "KG0516", "201.4", "QMFME1931211", "{ID}"\n'
    ),
    "lines before the header": (
        f"sep=;\n\nArtist;Title;Album;Duration;ISRC;URL\nKAROL G,Nicki Minaj;Tusa;KG0516;200960;QMFME1931211;{ID}\n"
    ),
    "old line ends": f"artist,title,album,time,isrc,id\rKAROL G;Nicki Minaj,Tusa,KG0516,0:03:21,QMFME1931211,{ID}\r",
}


@pytest.mark.parametrize("text", FILES.values(), ids=FILES.keys())
def test_every_programs_columns_are_known(text: str) -> None:
    got = tracks(text)
    if "Exportify" in text or ID not in text:
        assert got == [TUSA]
    (track,) = got
    told = (track.title, track.artists, track.album, track.isrc, track.id, track.url)
    assert told == (TUSA.title, TUSA.artists, TUSA.album, TUSA.isrc, TUSA.id, TUSA.url)


@pytest.mark.parametrize("name", [name for name in FILES if name not in ("TuneMyMusic", "Soundiiz")])
def test_lengths_are_read_in_each_programs_way(name: str) -> None:
    assert tracks(FILES[name])[0].seconds == 201


def length(column: str, cell: str) -> int | None:
    return tracks(f"artist,title,{column}\nA,B,{cell}\n")[0].seconds


@pytest.mark.parametrize(
    ("column", "cell", "seconds"),
    [
        ("seconds", "183", 183),
        ("seconds", "183.5", 184),
        ("duration", "3:45", 225),
        ("duration", "1:02:03", 3723),
        ("Duration (ms)", "203064", 203),
        ("Duration", "203064", 203),
        ("Time", "225", 225),
        ("Duration (s)", "225", 225),
        ("seconds", "0", None),
        ("seconds", "-5", None),
        ("Duration (ms)", "99999999999", None),
        ("Duration (ms)", "400", None),
        ("duration", "25:00:00", None),
        ("duration", "three minutes", None),
        ("duration", "3:5", None),
        ("seconds", "1e3", None),
        ("seconds", "١٢", None),
        ("seconds", "", None),
    ],
)
def test_a_length_that_makes_no_sense_is_left_out(column: str, cell: str, seconds: int | None) -> None:
    assert length(column, cell) == seconds


@pytest.mark.parametrize(
    "id", ["3155776842", "spotify:local:a:b:c:1", "https://youtu.be/oygrmJFKYZY", "https://evil.com/track/" + ID, ""]
)
def test_an_id_that_is_none_of_spotifys_is_left_out(id: str) -> None:
    (track,) = tracks(f"artist,title,id\nDua Lipa,Levitating,{id}\n")
    assert (track.id, track.url) == (own_id("Dua Lipa", "Levitating"), None)


def test_of_several_ids_the_one_of_spotify_counts() -> None:
    (track,) = tracks(f"artist,title,id,url,Spotify - id\nA,B,123,https://www.deezer.com/track/1,{ID}\n")
    assert track.id == ID


def test_the_number_of_artists_says_whether_a_comma_is_part_of_a_name() -> None:
    header = "Track Name,Artist URI(s),Artist Name(s)\n"
    (one,) = tracks(f'{header}X,spotify:artist:a,"Hello, I\'m Somebody"\n')
    (two,) = tracks(f'{header}X,"spotify:artist:a, spotify:artist:b","Tyler\\, The Creator, Kali Uchis"\n')
    assert (one.artists, two.artists) == (("Hello, I'm Somebody",), ("Tyler, The Creator", "Kali Uchis"))


def test_a_title_that_holds_the_artist_is_read_as_a_line() -> None:
    (track,) = tracks("Track name,Artist name,Album\nRush - YYZ,,\n")
    assert (track.artists, track.title) == (("Rush",), "YYZ")


def test_titles_alone_are_lines() -> None:
    assert [track.title for track in tracks("Title\nRush - YYZ\nAdele - Hello\n")] == ["YYZ", "Hello"]


def test_line_breaks_within_quotes_are_blanks() -> None:
    first, second = tracks('artist,title\n"Dua\r\nLipa","Don\'t ""Start""\nNow"\nAdele,Hello\n')
    assert (first.artists, first.title, second.title) == (("Dua Lipa",), 'Don\'t "Start" Now', "Hello")


def test_blank_rows_do_not_count() -> None:
    assert [row.position for row in read("artist,title\nA,B\n\n,,\n \nC,D\n")] == [0, 1]


BAD_ROWS = {
    "no title": ("Adele,", "Adele,"),
    "no artist": (",Hello", ",Hello"),
    "one cell": ("Adele", "Adele"),
    "nothing readable": ("\x01\x02,Hello", ",Hello"),
    "quote that is not closed": ('"Adele,Hello', '"Adele,Hello'),
    "quote in the last cell": ('Adele,"Hello', 'Adele,"Hello'),
    "a quoted cell without end": (f'"Adele","{"x" * 200_000}"', None),
}


@pytest.mark.parametrize(("row", "shown"), BAD_ROWS.values(), ids=BAD_ROWS.keys())
def test_a_bad_row_keeps_its_place_and_loses_no_other(row: str, shown: str | None) -> None:
    first, second, third, fourth = read(f'artist,title\nA,B\n{row}\n"C","D"\nE,F\n')
    assert isinstance(second, Unreadable)
    assert second.position == 1
    assert second.text == shown or (shown is None and second.text.startswith('"Adele","xxx'))
    assert [row.track.artist for row in (first, third, fourth) if isinstance(row, Row)] == ["A", "C", "E"]


def test_a_quote_that_is_closed_in_another_row_costs_that_row_alone() -> None:
    rows = read('artist,title,album\n"Adele,Hello,25\nA,B,"C"\n"Dua Lipa",Levitating,"FN"\n')
    assert [type(row) for row in rows] == [Unreadable, Row, Row]


@pytest.mark.parametrize(
    "text", ["", "Dua Lipa,Levitating\nAdele,Hello\n", "artist,album\nA,B\n", "position,name2\n1,2\n", '{"tracks": []}', "\0", '"']
)
def test_a_file_that_does_not_name_its_columns_is_told_which_it_may_have(text: str) -> None:
    with pytest.raises(InvalidRequest, match=r"`artist` and `title`.*`Track Name`.*`isrc` and `id`"):
        read(text)


@pytest.mark.parametrize("text", ["artist,title\n", "artist,title\n,\n", "artist,title\nAdele,\n"])
def test_where_no_row_can_be_read_it_is_said_what_one_looks_like(text: str) -> None:
    with pytest.raises(InvalidRequest, match="`Dua Lipa,Levitating`"):
        read(text)


@pytest.mark.parametrize(
    ("cell", "title"), [("'=1+1", "=1+1"), ("'-", "-"), ("''Heroes'", "''Heroes'"), ("'Til I Die", "'Til I Die"), ("''+4", "'+4")]
)
def test_an_apostrophe_that_keeps_a_cell_from_being_run_is_taken_off(cell: str, title: str) -> None:
    assert tracks(f"artist,title\nA,{cell}\n")[0].title == title


def test_our_own_answer_is_a_list_again() -> None:
    header = "position,artist,title,status,video_id,video_url,video_title,kind,score\r\n"
    row = '3,Dua Lipa,"Levitating (feat. ""DaBaby"")",matched,oygrmJFKYZY,https://youtu.be/oygrmJFKYZY,X - Y,video,0.97\r\n'
    (track,) = tracks(header + row)
    title = 'Levitating (feat. "DaBaby")'
    assert track == Track(own_id("Dua Lipa", title), title, ("Dua Lipa",), posted=True)


def test_ten_thousand_rows_are_read_in_about_the_time_of_ten_thousand_lines() -> None:
    rows = (
        f'spotify:track:{place:022},"Title ""{place}""","Artist {place % 400}, B",200000,USRC17{place:07}'
        for place in range(10_000)
    )
    text = "Track URI,Track Name,Artist Name(s),Duration (ms),ISRC\n" + "\n".join(rows)
    began = time.process_time()
    assert len(read(text)) == 10_000
    assert time.process_time() - began < 1.5


@pytest.mark.parametrize("piece", ['"', '"\n', '","', ",", ";", "\n", '""\n', 'a,"', "'"])
def test_two_megabytes_of_anything_take_little_time(piece: str) -> None:
    began = time.process_time()
    try:
        rows = read("artist,title\n" + piece * (2**21 // len(piece)))
    except InvalidRequest:
        rows = []
    assert len(rows) <= 10
    assert time.process_time() - began < 2


@pytest.mark.parametrize("piece", ["a,", '"",', "title,artist;", "\t", "_"])
def test_two_megabytes_in_the_first_line_take_little_time(piece: str) -> None:
    began = time.process_time()
    with pytest.raises(InvalidRequest, match="does not name its columns"):
        read(piece * (2**21 // len(piece)))
    assert time.process_time() - began < 1


CELLS = st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=20)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=8), st.sampled_from(",;\t"))
def test_whatever_a_csv_writer_writes_is_read_row_by_row(cells: list[tuple[str, str]], delimiter: str) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([("artist", "title"), ("first", "row"), *cells])
    rows = read(text.getvalue())
    assert len(rows) == 1 + sum(bool("".join(f"{artist}{title}".split()).strip('",;')) for artist, title in cells)


@given(st.text(alphabet=st.sampled_from("artist,title;\"\n\t\r x\0='"), max_size=60) | st.text(alphabet=st.characters()))
def test_any_text_below_a_header_is_songs_or_an_invalid_request(text: str) -> None:
    try:
        rows = read_list(f"artist,title\n{text}".encode("utf-8", "surrogatepass"), "text/csv")
    except InvalidRequest as problem:
        assert problem.detail.isprintable()  # noqa: PT017  # either end is right
        return
    assert [row.position for row in rows] == list(range(len(rows)))
    assert all(row.text.encode() and row.text for row in rows if isinstance(row, Unreadable))
