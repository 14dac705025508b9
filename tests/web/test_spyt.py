"""GET /spyt as a caller sees it."""

import re

import pytest

# Of the Top 50 there are copies elsewhere, of this one there are none.
LONG_LIST = "0zzLongList300Sandbox5"


def test_a_plain_request_answers_with_ten_items(client, items):
    assert len(items(client.get("/spyt"))) == 10


def test_an_item_has_the_keys_of_the_contract_in_their_order(client, items):
    item = items(client.get("/spyt?num=1"))[0]
    assert list(item) == ["artist", "title", "video", "status", "track"]
    assert list(item["video"])[:3] == ["id", "title", "desc"]
    assert list(item["track"]) == ["id", "url", "artists", "album", "seconds", "isrc", "image"]


def test_the_first_ten_songs_have_their_official_videos_and_fiel_has_none_of_them(client, items):
    songs = items(client.get("/spyt"))
    found = [item["video"]["id"] for item in songs if item["status"] == "matched"]
    assert found == [
        "6swmTBVI83k",
        "tQ0yjYUFKAE",
        "0EVVKs6DQLo",
        "TUVcZfQe-Kw",
        "XK60CAyxqfE",
        "fzeWc3zh01g",
        "MEg-oqI9qmw",
        "adLGHcj_fmA",
        "w2IhccXakkE",
    ]
    assert songs[9]["title"] == "Fiel"
    assert songs[9]["status"] == "other_version"


def test_the_headers_tell_the_whole_list_and_its_neighbours(client):
    headers = client.get("/spyt?num=5&offset=5").headers
    assert headers["X-Total-Count"] == "50"
    assert headers["X-Source"] == "spotify"
    assert 'offset=10>; rel="next"' in headers["Link"]
    assert 'offset=0>; rel="prev"' in headers["Link"]
    assert "watch_videos?video_ids=" in headers["Link"]


def neighbours(response):
    return re.findall(r'<([^>]+)>; rel="(?:next|prev)"', response.headers["Link"])


def test_a_neighbour_is_asked_for_in_the_same_way(client):
    uri = "spotify%3Aplaylist%3A37i9dQZEVXbMDoHDwVN2tF"
    response = client.get("/spyt?playlist=top50&num=5&offset=5&format=csv&pending=1")
    assert neighbours(response) == [
        f"/spyt?format=csv&pending=1&playlist={uri}&num=5&offset=10",
        f"/spyt?format=csv&pending=1&playlist={uri}&num=5&offset=0",
    ]
    assert [client.get(address).status_code for address in neighbours(response)] == [200, 200]


@pytest.mark.parametrize("junk", ["utm=", "playlist=open.spotify.com/playlist/37i9dQZEVXbMDoHDwVN2tF?si="])
def test_what_does_not_count_is_not_said_again(client, junk):
    response = client.get(f"/spyt?num=1&offset=1&{junk}{'%22' * 2000}")
    assert response.status_code == 200
    assert len(response.headers["Link"]) < 400


def test_an_unchanged_answer_is_304(client):
    first = client.get("/spyt?num=2")
    assert client.get("/spyt?num=2", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_asking_again_within_a_minute_asks_nobody(client, sandbox):
    client.get("/spyt")
    sandbox.forget()
    client.get("/spyt")
    assert sum(sandbox.calls.values()) == 0


def test_the_default_request_reads_one_page(client, sandbox):
    client.get("/spyt")
    assert sandbox.calls["spotify.token"] == 1
    assert sum(count for verb, count in sandbox.calls.items() if verb.startswith("spotify.")) == 2


def test_an_unknown_song_costs_one_search_at_most_and_songs_share_the_calls_for_details(client, sandbox, wire, items):
    wire.nobody_has_a_channel()
    sandbox.latency = 0.1
    assert len(items(client.get("/spyt?num=50"))) == 50
    assert 0 < sandbox.calls["youtube.search"] <= 50
    assert sandbox.calls["youtube.videos"] <= 25


@pytest.mark.parametrize(
    ("query", "names"),
    [
        pytest.param("num=ten", "`num` must be a whole number from 1 to 10000, not 'ten'.", id="num-in-words"),
        pytest.param("num=0", "`num`", id="num-too-small"),
        pytest.param("num=10001", "`num`", id="num-too-large"),
        pytest.param("num=", "empty", id="num-empty"),
        pytest.param("num=%2B5", "`num`", id="num-with-a-plus"),
        pytest.param("num=%D9%A3", "`num`", id="num-in-other-digits"),
        pytest.param("num=1&num=2", "given 2 times", id="num-twice"),
        pytest.param("offset=-1", "`offset`", id="offset-negative"),
        pytest.param("offset=1000001", "`offset`", id="offset-too-large"),
        pytest.param("format=yaml", "`format`", id="format-unknown"),
        pytest.param("playlist=nonsense", "playlist", id="playlist-unreadable"),
        pytest.param("playlist=", "playlist", id="playlist-empty"),
    ],
)
def test_a_bad_parameter_is_named_with_what_it_may_be(client, problem, query, names):
    assert names in problem(client.get(f"/spyt?{query}"), 400, "invalid_request")["detail"]


def test_an_unknown_address_is_a_problem(client, problem):
    problem(client.get("/nowhere"), 404, "not_found")


def test_a_wrong_method_says_which_are_allowed(client, problem):
    response = client.delete("/spyt")
    problem(response, 405, "method_not_allowed")
    assert "GET" in response.headers["Allow"]


def test_a_song_that_fails_is_a_value(client, sandbox, wire, items):
    wire.nobody_has_a_channel()
    sandbox.fault("youtube.search", "500", first=1)
    failed = [item for item in items(client.get("/spyt?num=3")) if item["status"] == "failed"]
    assert [(item["reason"], item["video"]) for item in failed] == [("upstream_error", None)]


def test_where_every_song_fails_the_answer_is_that_failure(client, sandbox, wire, problem):
    wire.nobody_has_a_channel()
    sandbox.fault("youtube.search", "400-bad-key")
    assert problem(client.get("/spyt?num=2"), 502, "upstream_refused")["source"] == "Youtube"


def test_spent_searches_say_when_to_come_back(live, wire, items):
    wire.nobody_has_a_channel()
    response = live(searches_per_day=1).test_client().get("/spyt?num=3")
    assert sorted(item["status"] for item in items(response)).count("deferred") == 2
    assert int(response.headers["Retry-After"]) > 0
    assert all(item["retry_at"] for item in response.json if item["status"] == "deferred")


def test_what_is_known_is_answered_when_youtube_is_gone(client, sandbox, items):
    client.get("/spyt?num=3")
    sandbox.fault("youtube.*", "hang")
    assert {item["status"] for item in items(client.get("/spyt?num=3"))} <= {"matched", "other_version", "not_found"}


@pytest.mark.parametrize(
    ("missing", "names"),
    [("spotify_client_id", "SPOTIPY_CLIENT_ID"), ("youtube_key", "YT_ID")],
)
def test_a_missing_credential_is_named(live, problem, missing, names):
    response = live(**{missing: ""}).test_client().get(f"/spyt?playlist={LONG_LIST}&num=1")
    assert names in problem(response, 503, "not_configured")["detail"]


@pytest.mark.parametrize(
    ("verb", "fault", "status", "code"),
    [
        ("spotify.playlist", "hang", 504, "upstream_timeout"),
        ("spotify.playlist", "drip", 504, "upstream_timeout"),
        ("spotify.playlist", "html", 502, "upstream_error"),
        ("spotify.playlist", "503", 502, "upstream_error"),
        ("spotify.playlist", "403-premium", 502, "upstream_refused"),
        ("spotify.playlist", "429-long", 503, "upstream_busy"),
        ("spotify.token", "hang", 504, "upstream_timeout"),
        ("youtube.search", "hang", 504, "upstream_timeout"),
        ("youtube.search", "reset", 502, "upstream_error"),
    ],
)
def test_a_fault_of_an_upstream_ends_in_its_answer(client, sandbox, wire, problem, verb, fault, status, code):
    wire.nobody_has_a_channel()
    sandbox.fault(verb, fault)
    problem(client.get(f"/spyt?playlist={LONG_LIST}&num=2"), status, code)


def test_quota_counts_what_was_spent(client):
    client.get("/spyt?num=2")
    told = client.get("/quota").json
    assert told["searches"] == {"limit": 100, "used": 2, "left": 98}
    assert told["units"]["used"] >= 1
    assert told["resets_at"].endswith("Z")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_it_says_that_it_is_well(client, path):
    assert client.get(path).json == {"status": "ok"}


def test_candidates_tell_why_this_video(client):
    client.get("/spyt?num=1")
    told = client.get("/tracks/67BtfxlNbhBmCDR2L2l8qd/candidates").json
    assert told["status"] == "matched"
    assert [row["id"] for row in told["candidates"] if row["chosen"]] == ["6swmTBVI83k"]
    assert all(row["evidence"] for row in told["candidates"] if row["chosen"])


def test_candidates_of_an_unknown_track_are_not_found(client, problem):
    problem(client.get("/tracks/unknown/candidates"), 404, "not_found")


def test_the_page_lists_the_songs_with_links(client):
    html = client.get("/?playlist=top50&num=3").text
    assert "https://www.youtube.com/watch?v=6swmTBVI83k" in html


def test_the_page_keeps_what_was_typed_and_says_what_is_wrong(client):
    response = client.get("/?playlist=<b>x</b>")
    assert response.status_code == 400
    assert "&lt;b&gt;x&lt;/b&gt;" in response.text
    assert "<b>x" not in response.text
