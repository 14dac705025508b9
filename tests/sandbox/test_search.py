"""The search is honest: it finds what was asked for, and does not say which one it is."""

import pytest

from spotify_videos.sandbox import catalogue, invented, uploads
from spotify_videos.sandbox.search import search, words

WITH_VIDEO = [song for song in catalogue.top_50() if uploads.official(song)]


def found(song):
    return [upload.id for upload in search(f"{song.artists[0]} {song.title}")]


@pytest.mark.parametrize("song", [*WITH_VIDEO, *invented.songs(60, 60)], ids=lambda song: song.title)
def test_the_official_video_is_among_the_first_25(song):
    assert uploads.official(song) in found(song)[:25]


@pytest.mark.parametrize("songs", [WITH_VIDEO, invented.songs(200, 200)], ids=["known", "invented"])
def test_the_first_result_is_usually_not_the_right_one(songs):
    right = sum(found(song)[0] == uploads.official(song) for song in songs)
    assert 0 < right < len(songs) / 2


def test_a_search_brings_other_songs_of_the_artist_too():
    titles = [upload.title for upload in search("Dua Lipa We're Good")]
    assert [title for title in titles[:50] if "Don't Start Now" in title or "Levitating" in title]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tiësto The Business", "TIESTO the business"),
        ("ROSALÍA", "rosalia"),
        ("Don't Start Now", "dont start NOW"),
        ("Dua Lipa - Levitating!", "levitating dua lipa"),
    ],
)
def test_case_accents_punctuation_and_order_change_nothing(one, other):
    assert search(one) == search(other) != []


def test_words_of_other_scripts_stay_as_they_are():
    assert words("BTS (방탄소년단) 'Dynamite' Official MV") >= {"bts", "dynamite", "mv"}
    assert len(words("방탄소년단")) == 1


def test_a_word_in_no_song_finds_uploads_that_have_it():
    assert all("karaoke" in f"{upload.title} {upload.channel}".casefold() for upload in search("karaoke"))


@pytest.mark.parametrize("query", ["", "  ", "!?", "xyzzyx"])
def test_a_query_that_fits_nothing_finds_nothing(query):
    assert search(query) == []


def test_rare_words_weigh_more_than_common_ones():
    assert "Coldplay" in search("the coldplay a")[0].title
