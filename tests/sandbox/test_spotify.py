"""Spotify's stand-in over HTTP: who gets which rows, in which shape, and how they are paged."""

import pytest
import requests
from spotipy.exceptions import SpotifyException

from spotify_videos.sandbox import catalogue, invented
from spotify_videos.sandbox.catalogue import (
    BIG_LIST,
    EMPTY_LIST,
    ODD_LIST,
    OWNER,
    OWNERS_LIST,
    PRIVATE_LIST,
    SHARED_LIST,
    SOMEONES_LIST,
    TOP_50,
)

SONG = catalogue.top_50()[3]
SIGN_IN = {"error": {"status": 401, "message": "Valid user authentication required"}}
EXPIRED = {"error": {"status": 401, "message": "Missing/invalid/expired access token"}}
FORBIDDEN = {"error": {"status": 403, "message": "Forbidden"}}
NOT_FOUND = {"error": {"status": 404, "message": "Resource not found"}}


def ask_token(sandbox, auth=("an-id", "a-secret"), **form):
    return requests.post(
        sandbox.accounts_url + "api/token", auth=auth, data={"grant_type": "client_credentials"} | form, timeout=30
    )


def refused(response, status, body):
    assert (response.status_code, response.json()) == (status, body)


def test_spotipy_reads_a_playlist_with_a_token_of_its_own(spotipy_client, sandbox):
    playlist = spotipy_client.playlist(TOP_50)
    assert (playlist["name"], playlist["tracks"]["total"]) == ("Top 50 - Global", 50)
    assert playlist["tracks"]["items"][3]["track"]["name"] == "Levitating (feat. DaBaby)"
    assert sandbox.calls == {"spotify.token": 1, "spotify.playlist": 1}


def test_spotipy_reads_pages_albums_and_tracks(spotipy_client):
    page = spotipy_client.playlist_items(BIG_LIST, limit=50, offset=9_950)
    assert (len(page["items"]), page["next"]) == (50, None)
    assert spotipy_client.previous(page)["offset"] == 9_900
    assert spotipy_client.track(SONG.id)["name"] == SONG.title
    assert spotipy_client.album(SONG.album_id)["name"] == SONG.album
    assert [track["id"] for track in spotipy_client.album_tracks(SONG.album_id)["items"]] == [SONG.id, catalogue.top_50()[41].id]


def test_spotipy_tells_what_was_refused(spotipy_client):
    with pytest.raises(SpotifyException) as refusal:
        spotipy_client.playlist("0" * 22)
    assert refusal.value.http_status == 404


def test_a_token_is_told_with_its_lifetime(sandbox):
    told = ask_token(sandbox).json()
    assert (told["token_type"], told["expires_in"]) == ("Bearer", 3600)
    assert ask_token(sandbox, auth=None, client_id="an-id", client_secret="a-secret").status_code == 200


@pytest.mark.parametrize("auth", [("wrong", "a-secret"), ("an-id", ""), ("", "a-secret"), None], ids=str)
def test_bad_credentials_get_no_token(sandbox, auth):
    refused(ask_token(sandbox, auth), 400, {"error": "invalid_client", "error_description": "Invalid client"})


def test_an_unknown_grant_gets_no_token(sandbox):
    assert ask_token(sandbox, grant_type="password").json()["error"] == "unsupported_grant_type"


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer nonsense"}, {"Authorization": "Basic YTpi"}], ids=str)
@pytest.mark.parametrize(
    "path", [f"playlists/{TOP_50}", f"playlists/{TOP_50}/items", f"tracks/{SONG.id}", f"albums/{SONG.album_id}"]
)
def test_nothing_is_told_without_a_token(sandbox, path, header):
    refused(requests.get(sandbox.spotify_api_url + path, headers=header, timeout=30), 401, EXPIRED)


def test_a_token_ends_with_its_lifetime_and_when_it_is_revoked(sandbox, spotify):
    sandbox.spotify.token_seconds = 0
    refused(spotify(f"tracks/{SONG.id}"), 401, EXPIRED)
    sandbox.spotify.token_seconds = 3600
    header = {"Authorization": f"Bearer {sandbox.spotify.issue()}"}
    sandbox.spotify.revoke()
    refused(requests.get(f"{sandbox.spotify_api_url}tracks/{SONG.id}", headers=header, timeout=30), 401, EXPIRED)


# Who gets what (an album or a track: everybody, always). "metadata": 200 without a single row.
@pytest.mark.parametrize(
    ("regime", "user", "id", "playlist", "items"),
    [
        ("extended", None, TOP_50, 200, 200),
        ("extended", None, SOMEONES_LIST, 200, 200),
        ("transitional", None, TOP_50, 200, 200),
        ("old", None, SOMEONES_LIST, 200, 200),
        ("old", None, TOP_50, 404, 404),
        ("old", OWNER, TOP_50, 404, 404),
        ("new", None, OWNERS_LIST, "metadata", 401),
        ("new", None, TOP_50, 404, 404),
        ("new", OWNER, TOP_50, 404, 404),
        ("new", OWNER, OWNERS_LIST, 200, 200),
        ("new", OWNER, PRIVATE_LIST, 200, 200),
        ("new", OWNER, SHARED_LIST, 200, 200),
        ("new", OWNER, SOMEONES_LIST, "metadata", 403),
        ("new", "a-stranger", OWNERS_LIST, "metadata", 403),
    ],
)
def test_who_may_read_which_playlist(sandbox, spotify, regime, user, id, playlist, items):
    sandbox.regime = regime
    head, page = spotify(f"playlists/{id}", user), spotify(f"playlists/{id}/items", user)
    told = head.json()
    found = "metadata" if head.status_code == 200 and not told.keys() & {"tracks", "items"} else head.status_code
    assert (found, page.status_code) == (playlist, items)
    wanted = {401: SIGN_IN, 403: FORBIDDEN, 404: NOT_FOUND}
    assert page.status_code == 200 or page.json() == wanted[page.status_code]


@pytest.mark.parametrize(
    ("regime", "fields", "names", "limit"),
    [
        ("extended", {"tracks"}, {"track"}, 100),
        ("old", {"tracks"}, {"track"}, 100),
        ("new", {"items"}, {"item"}, 50),
        ("transitional", {"tracks", "items"}, {"track", "item"}, 100),
    ],
)
def test_each_regime_has_its_names(sandbox, spotify, regime, fields, names, limit):
    sandbox.regime = regime
    told = spotify(f"playlists/{OWNERS_LIST}", OWNER).json()
    rows = [row for field in fields for row in told[field]["items"]]
    rows += spotify(f"playlists/{OWNERS_LIST}/items", OWNER).json()["items"]
    assert told.keys() & {"tracks", "items"} == fields
    assert {told[field]["limit"] for field in fields} == {limit}
    assert all(row.keys() & {"track", "item"} == names for row in rows)


def test_a_track_object_in_a_playlist_says_that_it_is_no_episode(spotify):
    track = spotify(f"playlists/{TOP_50}").json()["tracks"]["items"][0]["track"]
    assert (track["track"], track["episode"], track["type"]) == (True, False, "track")


def test_a_track_has_all_that_spotify_tells(spotify):
    told = spotify(f"tracks/{SONG.id}").json()
    assert [artist["name"] for artist in told["artists"]] == ["Dua Lipa", "DaBaby"]
    assert (told["duration_ms"], told["external_ids"], told["is_local"]) == (203064, {}, False)
    made_up = spotify(f"tracks/{invented.song(7, 3).id}").json()
    assert made_up["external_ids"] == {"isrc": "ZZSBX2100178"}
    assert [image["width"] for image in made_up["album"]["images"]] == [640, 300, 64]


def test_following_next_reads_every_row_once(spotify, session, token):
    page = spotify(f"playlists/{BIG_LIST}/items", limit=50, offset=9_800).json()
    names = [row["track"]["name"] for row in page["items"]]
    while page["next"]:
        page = session.get(page["next"], headers={"Authorization": f"Bearer {token()}"}, timeout=30).json()
        names += [row["track"]["name"] for row in page["items"]]
    assert names == [song.title for song in invented.songs(10_000, 400)[9_800:]]


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("items", {"limit": 50}, 200),
        ("items", {"limit": 51}, 400),
        ("items", {"limit": 0}, 400),
        ("items", {"offset": -1}, 400),
        ("items", {"limit": "many"}, 400),
        ("items", {"offset": 20_000}, 200),
        ("tracks", {"limit": 100}, 200),
        ("tracks", {"limit": 101}, 400),
    ],
)
def test_pages_have_the_sizes_that_spotify_allows(spotify, path, query, status):
    assert spotify(f"playlists/{BIG_LIST}/{path}", **query).status_code == status


def test_new_apps_do_not_have_the_old_path(sandbox, spotify):
    sandbox.regime = "new"
    assert spotify(f"playlists/{OWNERS_LIST}/tracks", OWNER).status_code == 404


def test_an_empty_playlist_has_no_rows_and_no_next_page(spotify):
    page = spotify(f"playlists/{EMPTY_LIST}").json()["tracks"]
    assert (page["items"], page["total"], page["next"]) == ([], 0, None)


def test_a_private_playlist_says_so(spotify):
    assert spotify(f"playlists/{PRIVATE_LIST}").json()["public"] is False
    assert spotify(f"playlists/{OWNERS_LIST}").json()["public"] is True


def test_the_odd_list_holds_every_row_that_breaks_people(spotify):
    rows = spotify(f"playlists/{ODD_LIST}").json()["tracks"]["items"]
    tracks = [row["track"] for row in rows if row]
    assert None in rows
    assert None in tracks
    things = [track for track in tracks if track]
    assert [thing["type"] for thing in things].count("episode") == 2
    assert [thing for thing in things if thing["type"] == "episode" and "album" in thing]
    assert [row["track"]["artists"][0]["name"] for row in rows if row and row["is_local"]] == ["The Neighbours", ""]
    assert [thing for thing in things if thing["id"] and not thing["name"] and thing["duration_ms"] == 0]
    assert [thing for thing in things if thing["id"] is None and not thing["is_local"]]
    assert [thing for thing in things if thing.get("is_playable") is False and "linked_from" in thing]


@pytest.mark.parametrize(
    "path", ["playlists/nothing", "albums/nothing", "albums/nothing/tracks", "tracks/nothing", "artists/any", "me"]
)
def test_what_is_not_there_is_not_found(spotify, path):
    refused(spotify(path), 404, NOT_FOUND)


def test_a_regime_that_is_not_there_is_an_error(sandbox):
    with pytest.raises(ValueError, match="extended"):
        sandbox.regime = "ancient"
