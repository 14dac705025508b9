"""Ways in and out over HTTP: formats, lists of one's own, pins."""

import io
import json

import pytest
from werkzeug.test import EnvironBuilder

ADMIN = {"Authorization": "Bearer the-admin"}
TEXT = "Dua Lipa - Levitating\nno dash in this line\n# a comment\n\nDoja Cat - Kiss Me More\n"


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("application/json", "application/json"),
        ("application/x-ndjson", "application/x-ndjson"),
        ("text/csv", "text/csv"),
        ("audio/x-mpegurl", "audio/x-mpegurl"),
        ("application/xspf+xml", "application/xspf+xml"),
        ("text/csv;q=0.5, application/xspf+xml", "application/xspf+xml"),
        ("text/html, application/xml;q=0.9, */*;q=0.8", "application/json"),
        ("image/png", "application/json"),
        ("", "application/json"),
    ],
)
def test_accept_says_how_to_answer(client, accept, media_type):
    assert client.get("/spyt?num=1", headers={"Accept": accept}).mimetype == media_type


@pytest.mark.parametrize("format", ["csv", "m3u", "xspf", "ndjson"])
def test_what_people_save_has_a_name(client, format):
    told = client.get(f"/spyt?num=1&format={format}").headers["Content-Disposition"]
    assert told.startswith(f'attachment; filename="Top 50 - Global.{format}"')


def test_what_programs_read_has_none(client):
    assert "Content-Disposition" not in client.get("/spyt?num=1").headers


def lines(response):
    assert response.mimetype == "application/x-ndjson"
    return [json.loads(line) for line in response.text.splitlines()]


def test_a_stream_tells_every_song_and_its_number(client):
    response = client.get("/spyt?num=5&offset=5&format=ndjson&pending=1")
    *songs, last = lines(response)
    assert sorted(song["position"] for song in songs) == sorted([*range(5, 10)] * 2)
    assert [song["status"] for song in songs[:5]] == ["pending"] * 5
    assert (last["done"], last["total"]) == (True, 5)
    assert response.headers["X-Total-Count"] == "50"
    assert response.headers["Cache-Control"] == "no-store"
    assert 'rel="next"' in response.headers["Link"]


def test_a_stream_whose_list_fails_is_an_error(client, sandbox, problem):
    sandbox.fault("spotify.playlist", "404")
    problem(client.get("/spyt?format=ndjson&playlist=spotify:playlist:0zzOddRowsListSandbox8"), 404, "playlist_not_found")


def test_a_stream_whose_songs_all_fail_stays_a_stream(client, sandbox, wire):
    wire.nobody_has_a_channel()
    sandbox.fault("youtube.search", "400-bad-key")
    *songs, last = lines(client.get("/spyt?format=ndjson&num=2"))
    assert {song["reason"] for song in songs} == {"upstream_refused"}
    assert last["failed"] == 2


def test_what_nobody_waits_for_is_not_looked_up(live, sandbox, wire):
    wire.nobody_has_a_channel()
    sandbox.latency = 0.05
    app = live(search_workers=2)
    response = app.test_client().get("/spyt?format=ndjson&num=50", buffered=False)
    next(response.iter_encoded())
    response.close()
    app.close()
    assert sandbox.calls["youtube.search"] < 15


@pytest.mark.parametrize("pending", ["2", "yes", ""])
def test_pending_is_0_or_1(client, problem, pending):
    assert "`pending`" in problem(client.get(f"/spyt?pending={pending}"), 400, "invalid_request")["detail"]


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (TEXT, "text/plain"),
        (TEXT.encode("utf-16"), "text/plain; charset=utf-16"),
        ("artist,title\nDua Lipa,Levitating\n,no dash in this line\nDoja Cat,Kiss Me More\n", "text/csv"),
        (
            json.dumps(
                {
                    "tracks": [
                        {"artist": "Dua Lipa", "title": "Levitating"},
                        {"x": 1},
                        {"artist": "Doja Cat", "title": "Kiss Me More"},
                    ]
                }
            ),
            "application/json",
        ),
    ],
)
def test_a_list_of_ones_own_is_answered_in_its_order(client, body, content_type, items):
    response = client.post("/spyt", data=body, content_type=content_type)
    assert [(song["artist"], song["status"]) for song in items(response)] == [
        ("Dua Lipa", "matched"),
        ("", "failed"),
        ("Doja Cat", "matched"),
    ]
    assert response.json[1]["reason"] == "unreadable"
    assert response.json[1]["video"] is None
    assert response.headers["X-Source"] == "text"
    assert response.headers["X-Total-Count"] == "3"
    assert response.headers["Cache-Control"] == "no-store"


def test_an_unreadable_line_stands_with_its_text(client, items):
    assert items(client.post("/spyt", data=TEXT, content_type="text/plain"))[1]["title"] == "no dash in this line"


def test_a_list_of_ones_own_can_be_taken_in_parts(client, items):
    response = client.post("/spyt?num=1&offset=2", data=TEXT, content_type="text/plain")
    assert [song["title"] for song in items(response)] == ["Kiss Me More"]
    assert 'offset=1>; rel="prev"' in response.headers["Link"]


def test_a_list_of_ones_own_can_be_a_stream(client):
    *songs, last = lines(client.post("/spyt?format=ndjson&pending=1", data=TEXT, content_type="text/plain"))
    assert [(song["position"], song["status"]) for song in songs[:4]] == [
        (0, "pending"),
        (1, "pending"),
        (2, "pending"),
        (1, "failed"),
    ]
    assert (last["total"], last["matched"], last["failed"]) == (3, 2, 1)


@pytest.mark.parametrize("body", ["", "# nothing\n", "no dash at all"])
def test_a_list_that_names_no_song_is_an_error_that_shows_how(client, problem, body):
    assert "Artist - Title" in problem(client.post("/spyt", data=body, content_type="text/plain"), 400, "invalid_request")["detail"]


def test_a_part_that_names_no_song_is_an_error(client, problem):
    problem(client.post("/spyt?num=1&offset=1", data=TEXT, content_type="text/plain"), 400, "invalid_request")


def test_a_list_of_ones_own_needs_no_spotify_and_known_songs_no_youtube(live, tmp_path, items):
    with_key = live().test_client()
    with_key.post("/spyt", data=TEXT, content_type="text/plain")
    without = live(spotify_client_id="", spotify_client_secret="", youtube_key="").test_client()
    assert items(without.post("/spyt", data=TEXT, content_type="text/plain"))[0]["status"] == "matched"


@pytest.mark.parametrize("content_type", [None, "application/x-www-form-urlencoded", "image/png", "application/jsonx"])
def test_a_body_of_another_kind_is_told_what_is_taken(client, problem, content_type):
    detail = problem(client.post("/spyt", data=TEXT, content_type=content_type), 415, "unsupported_media_type")["detail"]
    assert all(kind in detail for kind in ("application/json", "text/csv", "text/plain"))


def test_a_compressed_body_is_refused(client, problem):
    response = client.post("/spyt", data=TEXT, content_type="text/plain", headers={"Content-Encoding": "gzip"})
    problem(response, 415, "unsupported_media_type")


@pytest.mark.parametrize("told", [True, False], ids=["with its length", "in chunks"])
def test_two_megabytes_are_taken_and_a_byte_more_is_not(client, problem, told):
    line = b"Dua Lipa - Levitating\n"
    full = line + b"#" * (2 * 2**20 - len(line))

    def post(body):
        environ = EnvironBuilder("/spyt", method="POST", input_stream=io.BytesIO(body), content_type="text/plain").get_environ()
        length = {"CONTENT_LENGTH": str(len(body))} if told else {"wsgi.input_terminated": True}
        return client.open(environ | length)

    assert post(full).status_code == 200
    assert "2,097,152" in problem(post(full + b"#"), 413, "request_entity_too_large")["detail"]


@pytest.fixture
def pinning(live):
    client = live(admin_token="the-admin").test_client()
    client.get("/spyt?num=1")
    return client


TRACK = "67BtfxlNbhBmCDR2L2l8qd"


@pytest.mark.parametrize(
    "told",
    [
        "oygrmJFKYZY",
        " oygrmJFKYZY\n",
        "https://www.youtube.com/watch?v=oygrmJFKYZY",
        "https://www.youtube.com/watch?list=PL1&v=oygrmJFKYZY&t=10s#x",
        "HTTPS://M.YouTube.com/watch?v=oygrmJFKYZY",
        "youtube.com/watch?v=oygrmJFKYZY",
        "https://music.youtube.com/watch?v=oygrmJFKYZY&si=abc",
        "https://youtu.be/oygrmJFKYZY?t=10",
        "https://www.youtube.com/shorts/oygrmJFKYZY",
        "https://www.youtube.com/embed/oygrmJFKYZY?autoplay=1",
        "https://www.youtube-nocookie.com/embed/oygrmJFKYZY",
        "https://www.youtube.com/live/oygrmJFKYZY?si=x",
    ],
)
def test_a_pin_takes_an_id_or_any_link_to_a_video(pinning, told):
    response = pinning.put(f"/tracks/{TRACK}/video", json={"id": told}, headers=ADMIN)
    assert response.status_code == 200
    assert (response.json["status"], response.json["video"]["id"]) == ("pinned", "oygrmJFKYZY")
    assert response.json["video"]["score"] is None
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "told",
    [
        '{"id": "too-short"}',
        '{"id": "https://evil.example/watch?v=oygrmJFKYZY"}',
        '{"id": "https://youtube.com.evil.example/watch?v=oygrmJFKYZY"}',
        '{"id": "https://www.youtube.com/oygrmJFKYZY"}',
        '{"id": "https://www.youtube.com/playlist?list=oygrmJFKYZY"}',
        '{"id": "https://www.youtube.com/watch?v=oygrmJFKYZYx"}',
        '{"id": null}',
        '{"video": "oygrmJFKYZY"}',
        '["oygrmJFKYZY"]',
        "{",
        "[" * 4000,
        "",
    ],
)
def test_what_is_no_video_is_refused_with_an_example(pinning, problem, told):
    response = pinning.put(f"/tracks/{TRACK}/video", data=told, content_type="application/json", headers=ADMIN)
    assert "id" in problem(response, 400, "invalid_request")["detail"]


def test_a_pin_costs_no_search_and_works_without_youtube(pinning, sandbox):
    sandbox.forget()
    sandbox.fault("youtube.*", "reset")
    video = pinning.put(f"/tracks/{TRACK}/video", json={"id": "abcdefghijk"}, headers=ADMIN).json["video"]
    assert sandbox.calls["youtube.search"] == 0
    assert {name: value for name, value in video.items() if value is not None} == {
        "id": "abcdefghijk",
        "url": "https://www.youtube.com/watch?v=abcdefghijk",
    }


def test_a_pin_answers_until_it_is_taken_back(pinning, items):
    pinning.put(f"/tracks/{TRACK}/video", json={"id": "abcdefghijk"}, headers=ADMIN)
    assert items(pinning.get("/spyt?num=1"))[0]["video"]["id"] == "abcdefghijk"
    for _ in range(2):
        response = pinning.delete(f"/tracks/{TRACK}/video", headers=ADMIN)
        assert (response.status_code, response.data) == (204, b"")
    assert items(pinning.get("/spyt?num=1"))[0]["status"] == "matched"


def test_a_track_that_nobody_asked_for_cannot_be_pinned(pinning, problem):
    problem(pinning.put("/tracks/unknown/video", json={"id": "abcdefghijk"}, headers=ADMIN), 404, "not_found")
    problem(pinning.delete("/tracks/unknown/video", headers=ADMIN), 404, "not_found")


def test_a_pin_that_is_no_json_or_too_long_is_refused(pinning, problem):
    problem(pinning.put(f"/tracks/{TRACK}/video", data="abcdefghijk", headers=ADMIN), 415, "unsupported_media_type")
    response = pinning.put(f"/tracks/{TRACK}/video", json={"id": "x" * 5000}, headers=ADMIN)
    problem(response, 413, "request_entity_too_large")
