"""What YouTube is asked for."""

import pytest

from spotify_videos.matching import query

QUERIES = [
    ("the_artist_comes_first", "Dua Lipa", "Levitating", "Dua Lipa levitating"),
    ("the_first_artist_is_enough", "Riton; Nightcrawlers", "Friday", "Riton friday"),
    ("no_remaster", "Queen", "Bohemian Rhapsody - Remastered 2011", "Queen bohemian rhapsody"),
    ("no_remaster_in_brackets", "Journey", "Believin (2022 Remaster)", "Journey believin"),
    ("no_mix_of_a_year", "The Beatles", "Sun - 2019 Mix", "The Beatles sun"),
    ("no_radio_edit", "Blur", "Song 2 - Radio Edit", "Blur song 2"),
    ("no_single_version", "Wham!", "Last Christmas - Single Version", "Wham! last christmas"),
    ("no_deluxe", "Adele", "Hello (Deluxe Edition)", "Adele hello"),
    ("no_mono", "The Kinks", "Lola - Mono", "The Kinks lola"),
    ("no_guests", "Justin", "Peaches (feat. Daniel Caesar & Giveon)", "Justin peaches"),
    ("no_guests_without_brackets", "Rihanna", "Work feat. Drake", "Rihanna work"),
    ("no_guests_in_nested_brackets", "Tion", "Body (Remix) [feat. E1 (3x3) & Buni]", "Tion body remix"),
    ("a_remix_when_asked_for", "Travis", "Goosebumps - Remix", "Travis goosebumps remix"),
    ("whose_remix", "Daya", "Bad Girl - JVKE Remix", "Daya bad girl jvke remix"),
    ("live_where", "The Kinks", "Lola - Live at Providence, 1979", "The Kinks lola live at providence 1979"),
    ("acoustic", "Kodaline", "Brother - Acoustic", "Kodaline brother acoustic"),
    ("a_version_without_its_remaster", "Velvet", "Jane - Acoustic; 2015 Remaster", "Velvet jane acoustic"),
    ("the_film", "Pritam", 'Kahani (From "Laal Singh")', "Pritam kahani laal singh"),
    ("a_subtitle", "Stones", "(I Can't Get No) Satisfaction", "Stones i cant get no satisfaction"),
    ("its_own_script", "YOASOBI", "夜に駆ける", "YOASOBI 夜に駆ける"),
    ("words_as_they_are_written", "Blue", "I Wanna Be", "Blue i wanna be"),
    ("a_title_that_is_a_version", "Nobody", "(Live)", "Nobody live"),
    ("no_artist", "", "Hello", "hello"),
    ("nothing", "", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "artists", "title", "asked"), QUERIES, ids=[case[0] for case in QUERIES])
def test_a_query_asks_for(track, rule, artists, title, asked):
    assert query(track(artists, title)) == asked


def test_a_query_never_grows_without_bound(track):
    assert len(query(track("Somebody", "word " * 10_000))) <= 150
