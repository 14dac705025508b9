"""Sign-in: the keeper connects Spotify from the page, and the list that asked for it opens."""

import socket

import pytest

pytestmark = pytest.mark.browser

OWNERS = "0zzOwnersListSandbox01"


@pytest.fixture
def keepers(live, served, browse, sandbox):
    """A page that its keeper opened, on a service that can sign in, in the regime in which lists are their owners' alone."""
    sandbox.regime = "new"
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    at = f"http://127.0.0.1:{port}"
    secret = "a secret of more than thirty-two letters"
    app = live(admin_token="the-admin", secret_key=secret, redirect_uri=f"{at}/spotify/callback", rate_limit="")
    served(app, port)
    return browse("/#admin=the-admin", at=at)


def test_an_owners_list_opens_after_sign_in(keepers):
    page = keepers
    page.fill("#playlist", OWNERS)
    page.click(".go")
    page.click("#refusal button:has-text('Sign in with Spotify')")
    page.click("text=Agree")
    page.wait_for_selector("body:not(.filling) .row")
    assert f"playlist={OWNERS}" in page.url
    assert page.inner_text("#listname").endswith("24 songs")


def test_the_accounts_lists_are_on_the_start_page_until_it_is_signed_out(keepers):
    page = keepers
    page.click("#signin")
    page.click("text=Agree")
    page.wait_for_selector(".mine a")
    assert "My songs" in page.inner_text(".mine")
    page.click(".mine a:has-text('My songs')")
    page.wait_for_selector("body:not(.filling) .row")
    page.click("#another")
    page.click("#signin:has-text('Sign out of Spotify')")
    page.wait_for_selector("#signin:has-text('Sign in with Spotify')")
    assert page.locator(".mine").count() == 0
    assert page.complaints == []


def test_who_says_no_is_told_so(keepers):
    page = keepers
    page.click("#signin")
    page.click("text=Cancel")
    page.wait_for_selector("#refusal h2:text-is('Spotify is not connected.')")


def test_others_see_no_sign_in(browse):
    assert browse().is_hidden("#signin")
