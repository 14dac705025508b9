"""Spotify's sign-in as the stand-in has it: the page of consent, codes that are good once, refresh tokens that rotate."""

import base64
import html
import re
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit

import pytest
from spotipy.cache_handler import MemoryCacheHandler
from spotipy.oauth2 import SpotifyOauthError, SpotifyPKCE

from spotify_videos.sandbox.catalogue import EMPTY_LIST, OWNER, OWNERS_LIST, PRIVATE_LIST, SHARED_LIST

BACK = "http://127.0.0.1:5000/spotify/callback"
VERIFIER = "v" * 43
CHALLENGE = base64.urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
ASKED = {
    "client_id": "an-id",
    "response_type": "code",
    "redirect_uri": BACK,
    "code_challenge_method": "S256",
    "code_challenge": CHALLENGE,
    "scope": "playlist-read-private",
    "state": "a state & more",
}


@pytest.fixture
def authorize(sandbox, session):
    """Go to the page of consent; parameters that are None are left out."""

    def go(**changes):
        return session.get(f"{sandbox.accounts_url}authorize", params=ASKED | changes, timeout=30, allow_redirects=False)

    return go


@pytest.fixture
def code(authorize):
    """A new code, as the browser brings it back."""
    return lambda: brought(authorize(answer="agree"))["code"]


@pytest.fixture
def trade(sandbox, session):
    """Ask for tokens: what came, and what for."""

    def ask(grant, **form):
        told = {"grant_type": grant, "client_id": "an-id"} | form
        return session.post(f"{sandbox.accounts_url}api/token", data=told, timeout=30)

    return ask


@pytest.fixture
def tokens(trade, code):
    return trade("authorization_code", code=code(), redirect_uri=BACK, code_verifier=VERIFIER).json()


def brought(response):
    assert response.status_code == 302
    return {name: value for name, (value,) in parse_qs(urlsplit(response.headers["Location"]).query).items()}


def refused(response):
    assert response.status_code == 400
    return response.json()["error"]


def test_the_page_names_the_user_and_leads_back_either_way(sandbox, authorize, session):
    page = authorize()
    assert OWNER in page.text
    links = [html.unescape(link) for link in re.findall('href="([^"]*)"', page.text)]
    answers = [session.get(f"{sandbox.accounts_url}authorize{link}", timeout=30, allow_redirects=False) for link in links]
    assert all(answer.headers["Location"].startswith(BACK) for answer in answers)
    agreed, cancelled = map(brought, answers)
    assert agreed.keys() == {"code", "state"}
    assert cancelled == {"error": "access_denied", "state": "a state & more"}
    assert agreed["state"] == "a state & more"


@pytest.mark.parametrize(
    "changes",
    [
        {"client_id": "wrong"},
        {"client_id": None},
        {"redirect_uri": "http://localhost:5000/spotify/callback"},
        {"redirect_uri": "http://example.com/spotify/callback"},
        {"redirect_uri": None},
        {"response_type": "token"},
        {"code_challenge": None},
        {"code_challenge_method": "plain"},
    ],
    ids=str,
)
def test_what_spotify_would_not_ask_anybody_is_refused(authorize, changes):
    assert authorize(answer="agree", **changes).status_code == 400


@pytest.mark.parametrize("redirect", ["https://example.com/back?a=b", "http://[::1]:80/back", "http://127.0.0.1/back"])
def test_spotify_leads_back_over_https_or_to_the_machine_itself(authorize, redirect):
    assert authorize(answer="agree", redirect_uri=redirect).headers["Location"].startswith(redirect)


def test_a_code_is_traded_once_for_tokens(trade, code):
    form = {"code": code(), "redirect_uri": BACK, "code_verifier": VERIFIER}
    told = trade("authorization_code", **form).json()
    assert (told["token_type"], told["expires_in"], told["scope"]) == ("Bearer", 3600, "playlist-read-private")
    assert told["access_token"] != told["refresh_token"]
    assert refused(trade("authorization_code", **form)) == "invalid_grant"


@pytest.mark.parametrize(
    "changes", [{"code_verifier": "w" * 43}, {"redirect_uri": BACK + "/"}, {"client_id": "another"}, {"code": "made-up"}], ids=str
)
def test_a_code_is_good_for_who_asked_for_it_alone(trade, code, changes):
    form = {"code": code(), "redirect_uri": BACK, "code_verifier": VERIFIER} | changes
    assert refused(trade("authorization_code", **form)) == "invalid_grant"


def test_a_refresh_token_is_good_once(trade, tokens):
    again = trade("refresh_token", refresh_token=tokens["refresh_token"]).json()
    assert {again["access_token"], again["refresh_token"]}.isdisjoint({tokens["access_token"], tokens["refresh_token"]})
    assert refused(trade("refresh_token", refresh_token=tokens["refresh_token"])) == "invalid_grant"
    assert trade("refresh_token", refresh_token=again["refresh_token"]).status_code == 200


def test_a_refresh_token_is_its_apps_alone(trade, tokens):
    assert refused(trade("refresh_token", refresh_token=tokens["refresh_token"], client_id="another")) == "invalid_grant"
    assert trade("refresh_token", refresh_token=tokens["refresh_token"]).status_code == 200


def test_a_sign_in_that_was_taken_back_is_no_more(sandbox, session, trade, tokens):
    session.delete(f"{sandbox.url}/_control/sign-ins", timeout=30)
    assert refused(trade("refresh_token", refresh_token=tokens["refresh_token"])) == "invalid_grant"


@pytest.mark.parametrize(
    ("regime", "names"), [("extended", {"tracks"}), ("old", {"tracks"}), ("new", {"items"}), ("transitional", {"tracks", "items"})]
)
def test_a_user_sees_own_and_shared_playlists(sandbox, spotify, regime, names):
    sandbox.regime = regime
    told = spotify("me/playlists", OWNER, limit=50).json()
    assert [listing["id"] for listing in told["items"]] == [OWNERS_LIST, PRIVATE_LIST, SHARED_LIST, EMPTY_LIST]
    assert [listing["public"] for listing in told["items"]] == [True, False, True, True]
    assert {name: told["items"][0][name]["total"] for name in names} == dict.fromkeys(names, 24)
    assert told["items"][0].keys() & {"tracks", "items"} == names


def test_a_library_comes_in_pages(spotify):
    told = spotify("me/playlists", OWNER, limit=3, offset=3).json()
    assert ([listing["id"] for listing in told["items"]], told["total"]) == ([EMPTY_LIST], 4)
    assert spotify("me/playlists", OWNER, limit=51).status_code == 400


def test_an_app_has_no_playlists_of_its_own(spotify):
    refusal = spotify("me/playlists")
    assert (refusal.status_code, refusal.json()["error"]["message"]) == (401, "Valid user authentication required")


def test_spotipy_signs_in_and_renews(sandbox, session):
    pkce = SpotifyPKCE("an-id", BACK, scope="playlist-read-private", cache_handler=MemoryCacheHandler(), requests_session=session)
    pkce.OAUTH_AUTHORIZE_URL, pkce.OAUTH_TOKEN_URL = sandbox.accounts_url + "authorize", sandbox.accounts_url + "api/token"
    back = session.get(pkce.get_authorize_url("a-state") + "&answer=agree", timeout=30, allow_redirects=False)
    pkce.get_access_token(brought(back)["code"], check_cache=False)
    first = pkce.cache_handler.get_cached_token()
    assert pkce.refresh_access_token(first["refresh_token"])["refresh_token"] != first["refresh_token"]
    with pytest.raises(SpotifyOauthError, match="invalid_grant"):
        pkce.refresh_access_token(first["refresh_token"])


def test_the_page_may_fail_like_everything_else(sandbox, authorize, spotify):
    sandbox.fault("spotify.authorize", "503")
    sandbox.fault("spotify.my_playlists", "403-forbidden")
    assert (authorize().status_code, spotify("me/playlists", OWNER).status_code) == (503, 403)
