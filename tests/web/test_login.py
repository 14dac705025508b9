"""The whole round trip of a sign-in: the service on one side, the stand-in for Spotify over real sockets on the other."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from spotify_videos.sandbox.catalogue import EMPTY_LIST, OWNERS_LIST, PRIVATE_LIST, SHARED_LIST, SOMEONES_LIST

ADMIN = "the-admins-token"
AS_ADMIN = {"Authorization": f"Bearer {ADMIN}"}
SECRET_KEY = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def house(live):
    """Make a process of the service; all of a test share one database."""

    def make(**changes):
        return live(**{"admin_token": ADMIN, "secret_key": SECRET_KEY, "worker": False} | changes)

    return make


@pytest.fixture
def app(house):
    return house()


@pytest.fixture
def page(client):
    """What the page does with Spotify, in the browser of the admin."""
    return Page(client)


class Page:
    def __init__(self, client):
        self.client = client

    def login(self, **headers):
        return self.client.post("/spotify/login", headers=AS_ADMIN | headers)

    def agree(self, answer="agree"):
        """Go to Spotify's page and say yes: the address that it leads back to, from the path on."""
        url = self.login().json["url"]
        back = urlsplit(requests.get(f"{url}&answer={answer}", timeout=30, allow_redirects=False).headers["Location"])
        return f"{back.path}?{back.query}"

    def sign_in(self):
        assert self.client.get(self.agree()).headers["Location"] == "/"

    def playlists(self):
        return self.client.get("/playlists", headers=AS_ADMIN)

    def titles(self, id, **headers):
        response = self.client.get(f"/spyt?playlist={id}&num=5", headers=headers)
        assert response.status_code == 200, response.json
        return [item["title"] for item in response.json]


def cookies(response):
    """The cookies of an answer, each with its attributes in small letters."""
    return [{part.strip().lower() for part in cookie.split(";")} for cookie in response.headers.getlist("Set-Cookie")]


@pytest.mark.parametrize("regime", ["extended", "old", "new", "transitional"])
def test_after_the_round_trip_own_lists_are_there_in_every_regime(sandbox, page, regime):
    sandbox.regime = regime
    page.sign_in()
    assert [one["id"] for one in page.playlists().json] == [OWNERS_LIST, PRIVATE_LIST, SHARED_LIST, EMPTY_LIST]
    for id in (OWNERS_LIST, SHARED_LIST):
        assert len(page.titles(id)) == 5
    assert len(page.titles(PRIVATE_LIST, **AS_ADMIN)) == 5


def test_the_page_goes_where_spotify_asks_for_consent(page):
    response = page.login()
    told = parse_qs(urlsplit(response.json["url"]).query)
    assert told["redirect_uri"] == ["http://127.0.0.1:5000/spotify/callback"]
    assert told["scope"] == ["playlist-read-private playlist-read-collaborative"]
    assert (list(response.json), response.headers["Cache-Control"]) == (["url"], "no-store")


@pytest.mark.parametrize(
    ("base", "redirect", "secure"),
    [
        ("http://127.0.0.1:5000", "http://127.0.0.1:5000/spotify/callback", False),
        ("https://songs.example", "https://songs.example/spotify/callback", True),
        # A proxy that takes HTTPS off, and that nobody told us of.
        ("http://songs.example", "https://songs.example/spotify/callback", True),
    ],
)
def test_the_cookie_is_kept_from_scripts_and_other_sites(house, base, redirect, secure):
    response = house(redirect_uri=redirect).test_client().post("/spotify/login", headers=AS_ADMIN, base_url=base)
    (cookie,) = cookies(response)
    assert {"httponly", "samesite=lax", "max-age=600", "path=/"} <= cookie
    assert ("secure" in cookie) == secure


def test_no_state_is_in_the_cookie_and_no_cookie_in_the_address(page):
    response = page.login()
    (cookie,) = response.headers.getlist("Set-Cookie")
    secret = cookie.partition("=")[2].partition(";")[0]
    assert len(secret) >= 32
    assert secret not in response.json["url"]
    assert parse_qs(urlsplit(response.json["url"]).query)["state"][0] not in cookie


def test_the_way_back_leads_to_the_page_and_takes_the_cookie_along(page):
    response = page.client.get(page.agree())
    assert (response.status_code, response.headers["Location"], response.headers["Cache-Control"]) == (303, "/", "no-store")
    (cookie,) = cookies(response)
    assert "max-age=0" in cookie


def test_who_says_no_comes_back_to_the_page_and_nothing_has_changed(page, problem):
    back = page.agree("cancel")
    response = page.client.get(back)
    assert (response.status_code, response.headers["Location"]) == (303, "/?signin=refused")
    assert page.client.get(response.headers["Location"]).status_code == 200
    problem(page.client.get(back), 400, "invalid_request")
    problem(page.playlists(), 403, "owner_only")


def test_a_state_used_again_is_refused_and_the_account_stays(page, problem):
    back = page.agree()
    assert page.client.get(back).status_code == 303
    problem(page.client.get(back), 400, "invalid_request")
    assert page.playlists().status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?code=a-code",
        "?state=a-state",
        "?code=a-code&state=",
        "?code=a-code&state=made-up",
        "?error=access_denied",
        "?error=access_denied&state=made-up",
        "?code=a-code&error=access_denied&state=made-up",
        "?code=a-code&state=made-up&state=twice",
    ],
)
def test_a_way_back_without_a_state_of_ours_changes_nothing(sandbox, page, problem, query):
    url = page.login().json["url"]
    problem(page.client.get(f"/spotify/callback{query}"), 400, "invalid_request")
    assert sandbox.calls["spotify.token"] == 0
    state = parse_qs(urlsplit(url).query)["state"][0]
    assert page.client.get(f"/spotify/callback?error=access_denied&state={state}").status_code == 303


@pytest.mark.parametrize("parameter", ["code=another", "error=access_denied"])
def test_a_state_with_both_an_answer_and_its_opposite_is_not_used_up(page, problem, parameter):
    back = page.agree()
    problem(page.client.get(f"{back}&{parameter}"), 400, "invalid_request")
    assert page.client.get(back).headers["Location"] == "/"


def test_a_state_from_another_browser_is_refused_and_stays_good_in_its_own(app, page, problem):
    back = page.agree()
    stranger = app.test_client()
    told = problem(stranger.get(back), 400, "invalid_request")
    assert "Begin again at http://127.0.0.1:5000/." in told["detail"]
    Page(stranger).login()
    problem(stranger.get(back), 400, "invalid_request")
    assert page.client.get(back).headers["Location"] == "/"


def test_the_way_back_may_reach_another_process(house, page):
    (cookie,) = page.login().headers.getlist("Set-Cookie")
    other = house().test_client()
    name, _, secret = cookie.partition(";")[0].partition("=")
    back = page.agree()
    other.set_cookie(name, page.client.get_cookie(name).value)
    assert secret != page.client.get_cookie(name).value
    assert other.get(back).headers["Location"] == "/"
    assert page.playlists().status_code == 200


@pytest.mark.parametrize(("method", "path"), [("POST", "/spotify/login"), ("POST", "/spotify/logout"), ("GET", "/playlists")])
def test_the_account_is_the_admins_alone(house, client, problem, method, path):
    told = problem(client.open(path, method=method), 401, "unauthorized")
    assert "ADMIN_TOKEN" in told["detail"]
    problem(client.open(path, method=method, headers={"Authorization": "Bearer wrong"}), 401, "unauthorized")
    closed = house(admin_token="").test_client()
    problem(closed.open(path, method=method, headers=AS_ADMIN), 403, "forbidden")


def test_the_way_back_is_open_where_reading_is_not(house):
    page = Page(house(api_token="the-readers-token").test_client())
    page.sign_in()
    assert page.playlists().status_code == 200


@pytest.mark.parametrize(
    ("setting", "named"), [({"secret_key": ""}, "SECRET_KEY"), ({"spotify_client_id": ""}, "SPOTIPY_CLIENT_ID")], ids=["key", "id"]
)
def test_a_sign_in_that_lacks_a_setting_names_it(house, problem, setting, named):
    page = Page(house(**setting).test_client())
    response = page.login()
    assert named in problem(response, 503, "not_configured")["detail"]
    assert not cookies(response)
    told = problem(page.playlists(), 403, "owner_only")
    assert "POST /spotify/login" in told["detail"]
    assert page.client.post("/spotify/logout", headers=AS_ADMIN).status_code == 204


def test_a_private_list_is_the_admins_alone(sandbox, page, problem):
    page.sign_in()
    for sandbox.regime in ("new", "extended"):
        response = page.client.get(f"/spyt?playlist={PRIVATE_LIST}", headers=AS_ADMIN)
        assert (response.status_code, response.headers["Cache-Control"]) == (200, "no-store")
        problem(page.client.get(f"/spyt?playlist={PRIVATE_LIST}"), 403, "forbidden")
        problem(page.client.get(f"/spyt?playlist={PRIVATE_LIST}&format=ndjson"), 403, "forbidden")


def test_an_owners_list_says_how_to_connect_before_and_whose_it_is_afterwards(sandbox, page, problem):
    sandbox.regime = "new"
    told = problem(page.client.get(f"/spyt?playlist={OWNERS_LIST}"), 403, "owner_only")
    assert "sign in with Spotify" in told["detail"]
    page.sign_in()
    assert len(page.titles(OWNERS_LIST)) == 5
    told = problem(page.client.get(f"/spyt?playlist={SOMEONES_LIST}"), 403, "owner_only")
    assert "none of them" in told["detail"]


def test_logging_out_forgets_at_once_in_every_process(sandbox, house, page, problem):
    sandbox.regime = "new"
    page.sign_in()
    pages = [page, Page(house().test_client()), Page(house().test_client())]
    for other in pages:
        other.titles(OWNERS_LIST)
        other.titles(PRIVATE_LIST, **AS_ADMIN)
    assert page.client.post("/spotify/logout", headers=AS_ADMIN).status_code == 204
    for other in pages:
        problem(other.client.get(f"/spyt?playlist={OWNERS_LIST}&num=5"), 403, "owner_only")
        problem(other.client.get(f"/spyt?playlist={PRIVATE_LIST}&num=5", headers=AS_ADMIN), 403, "owner_only")
        problem(other.playlists(), 403, "owner_only")


def has_ended(page, problem):
    for response in (page.playlists(), page.client.get(f"/spyt?playlist={OWNERS_LIST}")):
        told = problem(response, 502, "upstream_refused")
        assert (told["source"], "Sign in again" in told["detail"]) == ("Spotify", True)


def test_a_sign_in_that_was_taken_back_is_told_as_that_until_the_next(sandbox, page, problem):
    sandbox.regime = "new"
    page.sign_in()
    sandbox.spotify.revoke()
    sandbox.spotify.accounts.revoke()
    has_ended(page, problem)
    page.sign_in()
    assert len(page.titles(OWNERS_LIST)) == 5


def test_a_sign_in_that_is_too_old_is_told_as_that_and_not_tried_again(sandbox, page, problem):
    """After six months Spotify takes the token no more, which it says as it says any other invalid grant."""
    sandbox.regime = "new"
    page.sign_in()
    sandbox.spotify.revoke()
    sandbox.fault("spotify.token", "400-invalid-grant")
    problem(page.playlists(), 502, "upstream_refused")
    sandbox.faults.clear()  # Were it tried again, it would be taken now.
    has_ended(page, problem)
    page.sign_in()
    assert len(page.titles(OWNERS_LIST)) == 5


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        ("400-invalid-grant", 502, "upstream_refused"),
        ("html", 502, "upstream_error"),
        ("429-long", 503, "upstream_busy"),
        ("hang", 504, "upstream_timeout"),
    ],
)
def test_a_code_that_brings_no_token_is_a_problem_and_connects_nobody(sandbox, page, problem, fault, status, code):
    back = page.agree()
    sandbox.fault("spotify.token", fault)
    problem(page.client.get(back), status, code)
    problem(page.playlists(), 403, "owner_only")


def test_another_secret_key_says_what_to_do(house, page, problem):
    page.sign_in()
    other = Page(house(secret_key=SECRET_KEY[::-1]).test_client())
    assert "SECRET_KEY" in problem(other.playlists(), 503, "not_configured")["detail"]
    other.sign_in()
    assert other.playlists().status_code == 200


def test_nothing_secret_is_in_an_answer_or_the_log(sandbox, page, caplog):
    caplog.set_level("DEBUG")
    back = page.agree()
    answers = [page.client.get(back), page.playlists(), page.client.get("/quota")]
    access, refresh = set(sandbox.spotify._tokens), set(sandbox.spotify.accounts._grants)
    assert access
    assert refresh
    sandbox.spotify.accounts.revoke()
    sandbox.spotify.revoke()
    answers.append(page.playlists())
    (code,) = parse_qs(urlsplit(back).query)["code"]
    for text in (caplog.text, *(json.dumps(dict(answer.headers)) + answer.text for answer in answers)):
        assert not [secret for secret in (code, ADMIN, SECRET_KEY, *access, *refresh) if secret in text]
