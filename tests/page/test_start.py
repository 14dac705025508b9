"""The start page: a link, songs or a file in, a list or a sentence with a next step out."""

import re

import pytest

pytestmark = pytest.mark.browser

SONGS = "Dua Lipa - Don't Start Now\nBillie Eilish – Your Power"
CSV = '"Track Name","Artist Name(s)"\r\n"Your Power","Billie Eilish"\r\n"Beyoncé’s own – „Halo“","Beyoncé"\r\n'


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("top50", "playlist=top50"),
        ("  https://open.spotify.com/intl-de/playlist/0zzOwnersListSandbox01?si=abc  ", "playlist=0zzOwnersListSandbox01"),
        ("spotify:album:3PfIrDoz19wz7qK7tYeu62", "playlist=spotify%3Aalbum%3A3PfIrDoz19wz7qK7tYeu62"),
    ],
)
def test_a_link_is_the_address_of_its_list_without_what_follows_people_around(browse, typed, asked):
    page = browse()
    page.fill("#playlist", typed)
    page.press("#playlist", "Enter")
    page.wait_for_url(f"**/?{asked}*")


def test_enter_starts_and_shift_enter_breaks_the_line(browse):
    page = browse()
    page.type("#playlist", "Dua Lipa - Don't Start Now")
    page.press("#playlist", "Shift+Enter")
    page.type("#playlist", "Billie Eilish - Your Power")
    page.press("#playlist", "Enter")
    page.wait_for_selector("body:not(.filling) .row")
    assert page.locator(".row .title").all_inner_texts() == ["Don't Start Now", "Your Power"]


def test_an_empty_field_asks_nobody(browse):
    page = browse()
    page.click(".go")
    assert page.get_attribute("body", "data-view") == "start"
    assert not [url for url in page.asked if "/spyt" in url]


def test_one_song_is_a_list_too(filled):
    page = filled(text="Dua Lipa - Don't Start Now")
    assert page.locator(".row").count() == 1


def test_the_top_50_is_one_press_away(browse):
    page = browse()
    page.click("#top50")
    page.wait_for_selector("body:not(.filling) .row")
    assert page.inner_text("#listname") == "Top 50 - Global 50 songs"
    assert page.complaints == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_csv_file_is_opened_however_a_spreadsheet_wrote_it(browse, encoding):
    page = browse()
    page.set_input_files("#file", {"name": "Friday.csv", "mimeType": "text/csv", "buffer": CSV.encode(encoding)})
    page.wait_for_selector("body:not(.filling) .row")
    assert page.locator(".row .title").all_inner_texts() == ["Your Power", "Beyoncé’s own – „Halo“"]
    assert page.inner_text("#listname") == "Friday 2 songs"


def test_a_dropped_file_is_read(browse):
    page = browse()
    files = page.evaluate_handle(
        """(text) => { const files = new DataTransfer();
        files.items.add(new File([text], "list.txt", { type: "text/plain" })); return files; }""",
        SONGS,
    )
    page.dispatch_event("#playlist", "dragover", {"dataTransfer": files})
    assert page.inner_text("#drop-hint") == "Let go to read the file."
    page.dispatch_event("#playlist", "drop", {"dataTransfer": files})
    page.wait_for_selector("body:not(.filling) .row")
    assert page.locator(".row").count() == 2


@pytest.mark.parametrize(
    ("typed", "says", "steps"),
    [
        ("https://open.spotify.com/playlist/1qkPmXPkjWbVEdFCHxJ9yb", "We cannot find this playlist.", ["Play the Top 50"]),
        ("https://open.spotify.com/artist/6M2wZ9GZgrQXHCFfjv46we", "We cannot read this link.", ["Play the Top 50"]),
        ("0zzEmptyListSandbox007", "This playlist is empty.", ["Play the Top 50"]),
        ("no dash here\nnor here", "We cannot read these songs.", ["Paste the songs", "Play the Top 50"]),
    ],
)
def test_a_refusal_is_a_sentence_with_a_next_step_and_keeps_what_was_typed(browse, typed, says, steps):
    page = browse()
    page.fill("#playlist", typed)
    page.click(".go")
    page.wait_for_selector("#refusal:not([hidden])")
    assert page.inner_text("#refusal h2") == says
    assert page.locator("#refusal button").all_inner_texts() == steps
    assert page.input_value("#playlist") == typed
    assert page.get_attribute("body", "data-view") == "start"


def test_an_owners_list_offers_to_paste_and_to_sign_in_only_to_the_keeper(browse, sandbox):
    sandbox.regime = "new"
    others = ["Paste the songs", "Play the Top 50"]
    for path, steps in (("/", others), ("/#admin=the-admin", ["Sign in with Spotify", *others])):
        page = browse(path)
        page.fill("#playlist", "0zzSomeonesListSandbx4")
        page.click(".go")
        page.wait_for_selector("#refusal:not([hidden])")
        assert page.inner_text("#refusal h2") == "Spotify shows this playlist only to its owner."
        assert page.locator("#refusal button").all_inner_texts() == steps
        assert page.locator(".go:not(.refused .field .go)").count() == 1


def test_the_next_step_of_a_refusal_leads_on(browse):
    page = browse("/?playlist=0zzEmptyListSandbox007")
    page.click("#refusal .go")
    page.wait_for_selector("body:not(.filling) .row")
    assert "playlist=top50" in page.url


def test_a_service_that_is_gone_is_told_as_being_offline_and_the_list_stays(browse):
    page = browse()
    page.route("**/spyt*", lambda route: route.abort())
    page.fill("#playlist", SONGS)
    page.click(".go")
    page.wait_for_selector("#refusal:not([hidden])")
    assert page.inner_text("#refusal h2") == "You are offline."
    assert page.input_value("#playlist") == SONGS


def test_a_service_that_asks_for_a_token_gets_it_from_the_page(live, served, browse):
    page = browse(at=served(live(api_token="a-reader", rate_limit="")))
    assert page.complaints == []
    page.click("#top50")
    page.fill("#refusal input", "a-reader")
    page.press("#refusal input", "Enter")
    page.wait_for_selector("body:not(.filling) .row")
    assert page.evaluate("sessionStorage.token") == "a-reader"
    assert page.complaints == []


def test_without_a_key_the_page_says_which_one_and_where_to_get_it(live, client):
    html = live(youtube_key="").test_client().get("/").text
    assert re.search(r"YouTube is not connected yet. Add <code>YT_ID</code>. <a href=\"https://console.cloud.google.com", html)
    assert "Spotify is not connected yet." in live(spotify_client_id="").test_client().get("/").text
    assert "not connected" not in client.get("/").text
