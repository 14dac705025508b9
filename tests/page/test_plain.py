"""What the server sends: the list itself to who runs no script, the room at once to who does."""

import pytest


def navigates(client, path):
    return client.get(path, headers={"Sec-Fetch-Dest": "document"})


def test_a_list_is_listed_with_links_where_a_number_of_rows_is_named(client):
    html = navigates(client, "/?playlist=top50&num=3").text
    assert html.count("https://www.youtube.com/watch?v=") == 3
    assert "The next songs" in html


def test_who_is_no_browser_gets_the_list_directly(client):
    assert client.get("/?playlist=top50").text.count("https://www.youtube.com/watch?v=") > 40


def test_a_browser_gets_the_room_at_once_and_without_script_is_sent_on(client, sandbox):
    html = navigates(client, "/?playlist=top50&song=3").text
    assert 'data-view="room"' in html
    assert '<meta http-equiv="refresh" content="0; url=/?playlist=top50&amp;song=3&amp;num=50">' in html
    assert sum(sandbox.calls.values()) == 0


def test_a_refusal_keeps_what_was_typed_and_is_never_html(client):
    response = client.get("/?playlist=<b>x</b>")
    assert response.status_code == 400
    assert "&lt;b&gt;x&lt;/b&gt;" in response.text
    assert "<b>x" not in response.text


@pytest.mark.parametrize("query", ["playlist=top50&num=0", "playlist=0zzNobodysListSandbx99", "playlist="])
def test_a_problem_has_its_status(client, query):
    assert client.get(f"/?{query}").status_code in (400, 404)


def test_the_list_is_closed_where_reading_is(live):
    response = live(api_token="a-reader").test_client().get("/?playlist=top50")
    assert response.status_code == 401
    assert "watch?v=" not in response.text


def test_the_start_page_asks_nobody(client, sandbox):
    assert client.get("/").status_code == 200
    assert sum(sandbox.calls.values()) == 0


def test_the_policy_lets_nothing_in_but_what_the_player_and_covers_need(client):
    headers = client.get("/").headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self' https://www.youtube.com"
    assert policy["style-src"] == "'self'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"


def test_the_page_has_no_inline_script_or_style(client):
    html = client.get("/").text
    assert "<style" not in html
    assert " style=" not in html
    assert " onclick" not in html
    assert html.count("<script") == html.count('<script type="module" src=')


def test_live_the_player_is_youtubes_and_has_no_stand_in(client):
    html = client.get("/").text
    assert 'data-player="https://www.youtube.com/iframe_api"' in html
    assert "data-stand-in" not in html
    assert "A demo with songs" not in html


def test_the_demo_says_so_and_has_a_stand_in_for_the_player(live):
    response = live(sandbox=True).test_client().get("/")
    assert "A demo with songs from May 2021." in response.text
    stand_in = response.text.partition('data-stand-in="')[2].partition('"')[0]
    assert stand_in.endswith("/player/iframe_api")
    assert stand_in.removesuffix("/player/iframe_api") in response.headers["Content-Security-Policy"]


@pytest.mark.browser
@pytest.mark.parametrize("path", ["/?playlist=top50&num=5", "/?playlist=top50"])
def test_without_script_a_list_has_its_links(browse, path):
    page = browse(path, java_script_enabled=False)
    page.wait_for_selector(".plain li a")
    assert page.is_visible("#playlist")
    assert page.is_hidden("#room")
    assert page.locator(".plain li").count() >= 5


@pytest.mark.browser
def test_without_script_the_form_leads_to_the_songs(browse):
    page = browse("/", java_script_enabled=False)
    page.fill("#playlist", "top50")
    page.click(".go")
    page.wait_for_selector(".plain li a")
    assert page.locator(".plain li").count() == 50


def test_a_refusal_of_the_page_says_how_to_come_in(live):
    response = live(api_token="a-reader").test_client().get("/?playlist=top50")
    assert (response.status_code, response.headers["WWW-Authenticate"]) == (401, "Bearer")


def test_a_list_that_another_browser_holds_is_not_taken_for_the_default_one(client):
    response = client.get("/?list=abc&num=50")
    assert response.status_code == 404
    assert "This list lives in the browser that made it." in response.text
