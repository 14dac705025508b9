"""Every row of the error table, from what a platform answers to what a caller of GET /spyt gets."""

import json

import pytest

from spotify_videos.sandbox.faults import REPLIES

OWN_LIST = "playlist=0zzOwnersListSandbox01&num=2"
SECOND_PAGE = "playlist=0zzLongList300Sandbox5&num=2&offset=250"
SPOTIFYS_OWN = "playlist=37i9dQZF1DX0kbJZpiYdZl"
BOTH_SETTINGS = "SPOTIPY_CLIENT_ID and SPOTIPY_CLIENT_SECRET"
# A phrase of each platform's own; the sentences that a caller reads are ours.
THEIRS = (
    "Active premium",
    "API key not valid",
    "Quota exceeded",
    "Rate Limit",
    "Too many requests",
    "Resource not found",
    "nternal s",
)

SPOTIFY = {
    "token-400-invalid-client": (502, "upstream_refused", f"does not accept {BOTH_SETTINGS}"),
    "token-400-invalid-grant": (502, "upstream_refused", f"does not accept {BOTH_SETTINGS}"),
    "token-403-premium": (502, "upstream_refused", "does not accept"),
    "token-503": (502, "upstream_error", "a fault of its own"),
    "token-502-html": (502, "upstream_error", "a fault of its own"),
    "token-html": (502, "upstream_error", "Spotify answered"),
    "token-wrong-shape-list": (502, "upstream_error", "Spotify answered"),
    "playlist-401-sign-in": (403, "owner_only", "to its owner alone"),
    "playlist-403-forbidden": (403, "owner_only", "to its owner alone"),
    "playlist-401-expired": (502, "upstream_refused", "the token that it gave us"),
    "playlist-403-premium": (502, "upstream_refused", "has Premium"),
    "playlist-403-premium-json": (502, "upstream_refused", "has Premium"),
    "playlist-404": (404, "playlist_not_found", "no such playlist"),
    "playlist-400-error-string": (404, "playlist_not_found", "no such playlist"),
    "playlist-400-error-type": (404, "playlist_not_found", "no such playlist"),
    "playlist-500": (502, "upstream_error", "a fault of its own"),
    "playlist-500-null-message": (502, "upstream_error", "a fault of its own"),
    "playlist-502-html": (502, "upstream_error", "a fault of its own"),
    "playlist-503": (502, "upstream_error", "a fault of its own"),
    "playlist-html": (502, "upstream_error", "Spotify answered"),
    "playlist-empty": (502, "upstream_error", "Spotify answered"),
    "playlist-not-json": (502, "upstream_error", "Spotify answered"),
    "playlist-wrong-shape-list": (502, "upstream_error", "Spotify answered"),
    "playlist-wrong-shape-null": (502, "upstream_error", "Spotify answered"),
    "playlist-redirect": (502, "upstream_error", "redirect"),
}
BUSY_SPOTIFY = {
    "429-long": (52531, "15 hours"),
    "429-day": (86400, "24 hours"),
    "429-short": (1, "1 seconds"),
    "429-plain": (30, "30 s"),
}
ITEMS = {
    "items-401-sign-in": (403, "owner_only"),
    "items-403-forbidden": (403, "owner_only"),
    "items-404": (404, "playlist_not_found"),
    "items-429-long": (503, "upstream_busy"),
    "items-503": (502, "upstream_error"),
    "items-html": (502, "upstream_error"),
    "items-wrong-shape-string": (502, "upstream_error"),
}
SEARCH = {
    "search-429-per-minute": (503, "upstream_busy", "fewer calls at once"),
    "search-403-rate-limit-exceeded": (503, "upstream_busy", "fewer calls at once"),
    "search-403-user-rate-limit-exceeded": (503, "upstream_busy", "fewer calls at once"),
    "search-400-bad-key": (502, "upstream_refused", "the key in YT_ID"),
    "search-400-key-invalid": (502, "upstream_refused", "the key in YT_ID"),
    "search-403-access-not-configured": (502, "upstream_refused", "enable it in Google's console"),
    "search-403-referrer-blocked": (502, "upstream_refused", "lift its application restriction"),
    "search-403-ip-blocked": (502, "upstream_refused", "lift its application restriction"),
    "search-400-error-string": (502, "upstream_error", "YouTube refused"),
    "search-500": (502, "upstream_error", "YouTube failed"),
    "search-500-null-message": (502, "upstream_error", "YouTube failed"),
    "search-502-html": (502, "upstream_error", "YouTube failed"),
    "search-503": (502, "upstream_error", "YouTube failed"),
    "search-html": (502, "upstream_error", "not JSON"),
    "search-empty": (502, "upstream_error", "not JSON"),
    "search-not-json": (502, "upstream_error", "not JSON"),
    "search-redirect": (502, "upstream_error", "redirect"),
    "search-wrong-shape-list": (502, "upstream_error", "unexpected"),
    "search-wrong-shape-string": (502, "upstream_error", "unexpected"),
}
SPENT = ("search-429-per-day", "search-403-quota-exceeded", "search-403-daily-limit-exceeded")


@pytest.fixture(autouse=True)
def _each_song_needs_a_search(wire):
    wire.nobody_has_a_channel()


@pytest.fixture
def refused(client, problem, caplog):
    """Ask, and return the problem that the answer is: with a sentence of ours, and no secret in the answer or in the log."""

    def ask(query, status, code, source):
        response = client.get(f"/spyt?{query}")
        told = problem(response, status, code)
        assert told["source"] == source
        assert told["detail"].endswith(".")
        assert not [theirs for theirs in THEIRS if theirs in response.text]
        assert not [secret for secret in ("a-spotify-secret", "a-youtube-key") if secret in caplog.text]
        assert response.headers["Cache-Control"] == "no-store"
        return told, response.headers

    return ask


@pytest.mark.parametrize(("deviation", "row"), SPOTIFY.items(), ids=SPOTIFY)
def test_what_spotify_answers_becomes_the_row_of_the_table(refused, wire, deviation, row):
    status, code, said = row
    wire.spotify(deviation)
    told, headers = refused(OWN_LIST, status, code, "Spotify")
    assert said in told["detail"]
    assert "Retry-After" not in headers


@pytest.mark.parametrize("verb", ["token", "playlist"])
@pytest.mark.parametrize(("refusal", "told"), BUSY_SPOTIFY.items(), ids=BUSY_SPOTIFY)
def test_a_busy_spotify_says_when_to_come_back(refused, wire, sandbox, verb, refusal, told):
    seconds, said = told
    wire.spotify(f"{verb}-{refusal}")
    problem, headers = refused(OWN_LIST, 503, "upstream_busy", "Spotify")
    assert headers["Retry-After"] == str(seconds)
    assert said in problem["detail"]
    assert sandbox.calls[f"spotify.{verb}"] == 1


@pytest.mark.parametrize(("deviation", "row"), ITEMS.items(), ids=ITEMS)
def test_a_later_page_that_fails_fails_the_list_before_anything_is_searched(refused, wire, sandbox, deviation, row):
    wire.spotify(deviation)
    refused(SECOND_PAGE, *row, "Spotify")
    assert sandbox.calls["youtube.search"] == 0


def test_a_list_of_spotifys_own_says_that_spotify_hides_it(refused):
    told, _ = refused(SPOTIFYS_OWN, 404, "playlist_not_found", "Spotify")
    assert "one of Spotify's own" in told["detail"]


def test_somebody_elses_list_is_its_owners_alone_to_a_new_app(refused, sandbox):
    sandbox.regime = "new"
    told, _ = refused("playlist=0zzSomeonesListSandbx4", 403, "owner_only", "Spotify")
    assert "album" in told["detail"]


@pytest.mark.parametrize(("deviation", "row"), SEARCH.items(), ids=SEARCH)
def test_what_youtube_answers_to_every_search_becomes_the_row_of_the_table(refused, wire, deviation, row):
    status, code, said = row
    wire.youtube(deviation)
    told, headers = refused(OWN_LIST, status, code, "Youtube")
    assert said in told["detail"]
    assert ("Retry-After" in headers) == (code == "upstream_busy")


@pytest.mark.parametrize("deviation", ["search-429-per-minute", "search-403-rate-limit-exceeded"])
def test_a_throttle_of_youtubes_asks_for_a_minute_at_most(refused, wire, deviation):
    wire.youtube(deviation)
    _, headers = refused(OWN_LIST, 503, "upstream_busy", "Youtube")
    assert 0 < int(headers["Retry-After"]) <= 60


@pytest.mark.parametrize("deviation", SPENT)
def test_a_spent_day_is_no_error_but_songs_that_wait_until_midnight_pacific(client, wire, sandbox, deviation, items):
    wire.youtube(deviation)
    response = client.get(f"/spyt?{OWN_LIST}")
    assert (response.status_code, response.content_type) == (200, "application/json")
    resets_at = client.get("/quota").json["resets_at"]
    assert [(item["status"], item["video"], item["retry_at"]) for item in items(response)] == [("deferred", None, resets_at)] * 2
    assert 0 < int(response.headers["Retry-After"]) <= 25 * 3600
    sandbox.forget()
    client.get(f"/spyt?{OWN_LIST}")
    assert sandbox.calls["youtube.search"] == 0


@pytest.mark.parametrize("fault", ["500", "html", "403-quota-exceeded", "403-rate-limit-exceeded", "wrong-shape-list", "reset"])
def test_where_only_the_details_fail_what_the_search_told_decides(client, wire, fault, items):
    wire.youtube(f"videos-{fault}")
    found = items(client.get("/spyt?num=2"))
    assert [(item["status"], item["video"]["seconds"]) for item in found] == [("matched", None)] * 2


@pytest.mark.parametrize("deviation", ["search-400-bad-key", "search-500", "search-html", "search-reset"])
def test_one_song_that_fails_is_a_value_with_the_code_of_its_row(client, wire, deviation, items):
    wire.youtube(deviation, first=1)
    found = items(client.get(f"/spyt?{OWN_LIST}"))
    failed = [(item["reason"], item["video"]) for item in found if item["status"] == "failed"]
    assert failed == [(SEARCH.get(deviation, (502, "upstream_error"))[1], None)]


@pytest.mark.parametrize(
    ("missing", "named", "source"),
    [
        ({"spotify_client_id": ""}, "SPOTIPY_CLIENT_ID", "Spotify"),
        ({"spotify_client_secret": ""}, "SPOTIPY_CLIENT_SECRET", "Spotify"),
        ({"spotify_client_id": "", "spotify_client_secret": "", "youtube_key": ""}, BOTH_SETTINGS, "Spotify"),
        ({"youtube_key": ""}, "YT_ID", "Youtube"),
    ],
    ids=str,
)
def test_a_missing_credential_is_named_the_lists_before_the_videos(live, problem, sandbox, missing, named, source):
    told = problem(live(**missing).test_client().get(f"/spyt?{OWN_LIST}"), 503, "not_configured")
    assert (told["source"], named in told["detail"]) == (source, True)
    assert sandbox.calls["youtube.search"] == 0


def test_a_database_that_cannot_be_opened_is_a_problem_that_tells_no_path(live, problem, tmp_path):
    response = live(database_url=f"sqlite:///{tmp_path}/no/such/folder/spyt.db").test_client().get("/spyt")
    assert "DATABASE_URL" in problem(response, 503, "not_configured")["detail"]
    assert "folder" not in response.text


@pytest.mark.parametrize("path", ["/spyt/", "/nowhere", "/tracks", "/static/../app.py", "/%00"])
def test_an_unknown_address_is_a_problem_that_says_where_to_look(client, problem, path):
    told = problem(client.get(path), 404, "not_found")
    assert (told["source"], "/apidocs/" in told["detail"]) == (None, True)


@pytest.mark.parametrize("path", ["/spyt", "/quota", "/healthz"])
@pytest.mark.parametrize("method", ["DELETE", "PATCH"])
def test_a_wrong_method_says_which_are_allowed(client, problem, method, path):
    response = client.open(path, method=method)
    assert problem(response, 405, "method_not_allowed")["source"] is None
    assert {"GET", "HEAD"} <= set(response.headers["Allow"].split(", "))


def test_what_nobody_foresaw_tells_nothing_of_the_inside_and_is_logged_once(app, problem, caplog):
    @app.get("/unforeseen")
    def unforeseen():
        raise RuntimeError("a-youtube-key is in a word of ours")

    response = app.test_client().get("/unforeseen")
    told = problem(response, 500, "internal_error")
    request_id = response.headers["X-Request-ID"]
    assert request_id in told["detail"]
    assert not [inside for inside in ("RuntimeError", "a word of ours", "Traceback", "test_errors") if inside in response.text]
    (record,) = [record for record in caplog.records if record.levelname == "ERROR"]
    assert (request_id in record.getMessage(), record.exc_info[0]) == (True, RuntimeError)
    assert "a word of ours" in caplog.text
    assert "a-youtube-key" not in caplog.text


def test_every_request_has_a_number_of_its_own(client):
    assert client.get("/nowhere").headers["X-Request-ID"] != client.get("/nowhere").headers["X-Request-ID"]


def test_every_refusal_of_the_platforms_is_in_the_table():
    covered = {name.partition("-")[2] for name in (*SPOTIFY, *ITEMS, *SEARCH, *SPENT)} | set(BUSY_SPOTIFY) | {*SEARCH, *SPENT}
    own_shapes = {name for name in REPLIES if name.startswith("wrong-shape")}
    assert set(REPLIES) - own_shapes <= covered


def test_the_words_of_the_platforms_that_must_not_show_are_theirs():
    bodies = "".join(json.dumps(reply.body.decode()) for reply in REPLIES.values())
    assert [theirs for theirs in THEIRS if theirs not in bodies] == []
