"""The stand-ins for the open archive and for Deezer over HTTP: their shapes, their errors, their faults."""

import pytest
import requests

from spotify_videos.sandbox import catalogue

SONGS = catalogue.top_50()
TOP = "playlist/3155776842/tracks"


def get(url, **query):
    return requests.get(url, params=query, timeout=30)


def test_the_archive_tells_a_song_as_the_real_one_does(sandbox):
    told = get(sandbox.archive_url).json()
    assert (told["original_name"], len(told["tracks"])) == ("Top 50 - Global", 50)
    track = told["tracks"][3]
    assert track.keys() == {"name", "artists", "album", "duration_ms", "url", "added_at"}
    assert (track["name"], track["url"]) == (SONGS[3].title, f"https://open.spotify.com/track/{SONGS[3].id}")
    assert [artist["name"] for artist in track["artists"]] == ["Dua Lipa", "DaBaby"]
    assert track["album"]["name"] == SONGS[3].album


@pytest.mark.parametrize(("query", "rows"), [({}, 25), ({"limit": 50}, 50), ({"limit": 3}, 3), ({"limit": 500}, 50)])
def test_deezer_tells_as_many_as_are_asked_for(sandbox, query, rows):
    told = get(sandbox.deezer_url + TOP, **query).json()
    assert (len(told["data"]), told["total"]) == (rows, 50)
    first = told["data"][0]
    assert (first["title"], first["duration"], first["artist"]["name"]) == (
        SONGS[-1].title,
        SONGS[-1].seconds,
        SONGS[-1].artists[0],
    )


def test_deezer_refuses_under_http_200(sandbox):
    answer = get(sandbox.deezer_url + "playlist/1/tracks")
    assert (answer.status_code, answer.json()["error"]["code"]) == (200, 800)


def test_both_are_counted_and_go_wrong_on_demand(sandbox):
    sandbox.fault("archive.top50", "503", first=1)
    assert [get(sandbox.archive_url).status_code for _ in range(2)] == [503, 200]
    sandbox.fault("deezer.*", "html")
    assert get(sandbox.deezer_url + TOP).text.startswith("<!doctype")
    assert sandbox.calls == {"archive.top50": 2, "deezer.tracks": 1}


def test_the_guide_names_both(sandbox):
    guide = get(sandbox.url).text
    assert sandbox.archive_url in guide
    assert sandbox.deezer_url + TOP in guide
