"""Take away: files, YouTube, a link that leads back, and an address that survives what browsers do."""

import csv
import io
import json

import pytest

pytestmark = pytest.mark.browser

SONGS = "Dua Lipa - Don't Start Now\nBillie Eilish - Your Power\nPolo G - RAPSTAR"


def saved(page, entry):
    page.click("#save")
    with page.expect_download() as download:
        page.click(f"#savemenu button:has-text('{entry}')")
    return download.value.suggested_filename, download.value.path().read_text(encoding="utf-8")


def test_the_list_is_saved_in_every_format(filled):
    page = filled(num=3)
    name, text = saved(page, "CSV")
    assert name == "Top 50 - Global.csv"
    assert [row["video_id"] for row in csv.DictReader(io.StringIO(text))] == ["6swmTBVI83k", "tQ0yjYUFKAE", "0EVVKs6DQLo"]
    assert saved(page, "M3U")[1].startswith("#EXTM3U")
    assert "<playlist" in saved(page, "XSPF")[1]
    assert [item["video"]["id"] for item in json.loads(saved(page, "JSON")[1])] == ["6swmTBVI83k", "tQ0yjYUFKAE", "0EVVKs6DQLo"]


def test_a_list_of_ones_own_is_saved_too_but_has_no_link_to_share(filled):
    page = filled(text=SONGS)
    assert len(json.loads(saved(page, "JSON")[1])) == 3
    page.click("#save")
    assert page.locator("#savemenu button:has-text('Copy'):visible").count() == 0


def test_youtube_takes_fifty_at_a_time(browse, told):
    page = browse()
    video = {
        "id": "6swmTBVI83k",
        "title": "x",
        "channel": "x",
        "seconds": 1,
        "kind": "video",
        "url": "https://www.youtube.com/watch?v=6swmTBVI83k",
    }
    told(page, *({"status": "matched", "video": video} for _ in range(120)))
    page.click("#top50")
    page.wait_for_selector("body:not(.filling) .row")
    page.click("#save")
    links = page.locator("#savemenu a")
    assert links.locator("small").all_inner_texts() == ["Songs 1 to 50", "Songs 51 to 100", "Songs 101 to 120"]
    assert len(links.nth(2).get_attribute("href").partition("video_ids=")[2].split(",")) == 20


def test_a_copied_link_leads_another_browser_to_the_same_place(browse, address):
    page = browse("/?playlist=top50&num=3", permissions=["clipboard-read", "clipboard-write"])
    page.wait_for_selector("body:not(.filling) .row")
    page.locator(".row .title").nth(1).click()
    page.wait_for_selector("body.playing")
    page.click("#save")
    page.click("#savemenu button:has-text('Copy')")
    page.wait_for_selector("#now-facts:has-text('Link copied.')")
    link = page.evaluate("navigator.clipboard.readText()")
    other = browse(link.removeprefix(address))
    other.wait_for_selector("#now-title .whole:text-is('Peaches (feat. Daniel Caesar & Giveon)')")


def test_a_reload_comes_back_to_the_list_and_the_song(filled):
    page = filled(num=50)
    page.evaluate("document.getElementById('rows').scrollTop = 1e6")
    page.click(".row .title >> text=We're Good")
    page.wait_for_selector("body.playing")
    page.reload()
    page.wait_for_selector("body:not(.filling) .row")
    page.wait_for_selector('#now-title .whole:text-is("We\'re Good")')
    assert page.is_visible(".row >> text=We're Good")
    page.click(".poster")
    page.wait_for_selector("body.playing")
    assert page.inner_text(".row[aria-current] .title") == "We're Good"


def test_a_pasted_list_survives_a_reload_and_is_in_no_address(filled, browse, address):
    page = filled(text=SONGS)
    page.reload()
    page.wait_for_selector("body:not(.filling) .row")
    assert page.locator(".row .title").all_inner_texts() == ["Don't Start Now", "Your Power", "RAPSTAR"]
    assert "Dua" not in page.url
    other = browse(page.url.removeprefix(address))
    other.wait_for_selector("#refusal h2:text-is('This list is not in this tab.')")


def test_back_and_forward_go_from_list_to_list(filled):
    page = filled(num=2)
    page.click("#another")
    page.fill("#playlist", SONGS)
    page.click(".go")
    page.wait_for_selector("#songs:has-text('RAPSTAR')")
    page.go_back()
    page.wait_for_selector("body[data-view=start]")
    page.go_back()
    page.wait_for_selector("#songs:has-text('MONTERO')")
    page.go_forward()
    page.go_forward()
    page.wait_for_selector("#songs:has-text('RAPSTAR')")
    assert page.complaints == []


def test_the_admins_token_leaves_the_address_at_once_and_stays_in_the_tab(browse):
    page = browse("/#admin=the-admin")
    assert page.evaluate("location.href").endswith("/")
    assert page.evaluate("[sessionStorage.admin, localStorage.length, document.cookie]") == ["the-admin", 0, ""]
    assert not any("the-admin" in url for url in page.asked if "#" not in url)
