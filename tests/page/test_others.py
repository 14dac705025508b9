"""Not this one: the other videos with their reasons, one's own, and the keeper's choice for good."""

import pytest

pytestmark = pytest.mark.browser

LINKS = [
    "https://www.youtube.com/watch?v=oygrmJFKYZY&t=3",
    "https://youtu.be/oygrmJFKYZY?si=x",
    "youtube.com/shorts/oygrmJFKYZY",
    "https://music.youtube.com/watch?v=oygrmJFKYZY",
    "https://www.youtube.com/embed/oygrmJFKYZY",
    "oygrmJFKYZY",
]
NO_LINKS = ["https://example.com/watch?v=oygrmJFKYZY", "https://youtube.com.evil.example/watch?v=oygrmJFKYZY", "hello", ""]


@pytest.fixture
def others(playing):
    def open_panel():
        page = playing(num=2)
        page.click("#fix-now")
        page.wait_for_selector(".cand")
        return page

    return open_panel


@pytest.fixture
def keepers(browse):
    """The panel of the first song, as the page's keeper sees it."""
    page = browse("/?playlist=top50&num=2#admin=the-admin")
    page.wait_for_selector("body:not(.filling) .row")
    page.click("#fix-now")
    page.wait_for_selector(".cand")
    return page


def test_every_other_video_has_its_picture_kind_channel_length_and_reasons(others):
    page = others()
    first = page.locator(".cand").first
    assert first.locator("h3").inner_text() == "Official video"
    assert first.locator(".by").first.inner_text() == "LilNasXVEVO, 2:54"
    assert "Uploaded by the artist's own channel" in first.locator(".why").inner_text()
    assert first.get_attribute("aria-current") == "true"
    assert "https://i.ytimg.com/vi/6swmTBVI83k/mqdefault.jpg" in page.asked
    sizes = page.evaluate("[...document.querySelectorAll('.thumb')].map((one) => [one.offsetWidth, one.offsetHeight])")
    assert all(width >= 120 and height >= 70 for width, height in sizes)
    assert page.locator(".why .but").count() > 0


def test_choosing_one_plays_it_at_once_and_goes_back_to_the_list(others):
    page = others()
    page.locator(".cand").nth(1).locator(".thumb").click()
    page.wait_for_selector("#side:not([hidden])")
    page.wait_for_selector("#now-facts:has-text('Sound only')")
    page.frame_locator("#player iframe").locator("#title", has_text="(Audio)").wait_for()


def test_any_row_has_its_own_other_videos(others):
    page = others()
    page.keyboard.press("Escape")
    row = page.locator(".row").nth(1)
    row.hover()
    row.locator(".fix").click()
    page.wait_for_selector("#others-for:has-text('Choose one for Peaches')")
    page.wait_for_selector(".cand")
    page.locator(".cand").nth(1).locator(".thumb").click()
    page.wait_for_selector(".row[data-place='1'][aria-current]")


@pytest.mark.parametrize("link", LINKS)
def test_any_youtube_link_plays(others, link):
    page = others()
    page.fill("#mine", link)
    page.press("#mine", "Enter")
    page.wait_for_selector("#side:not([hidden])")
    page.frame_locator("#player iframe").locator("#title", has_text="Don't Start Now").wait_for()


@pytest.mark.parametrize("link", NO_LINKS)
def test_what_is_no_youtube_link_is_told_and_stays(others, link):
    page = others()
    page.fill("#mine", link)
    page.press("#mine", "Enter")
    assert page.inner_text("#better-said") == "This is not a YouTube link."
    assert page.input_value("#mine") == link


def test_always_is_the_keepers_alone(others):
    page = others()
    assert page.locator(".pinit:visible").count() == 0


def test_the_keeper_pins_a_video_and_takes_the_pin_back(keepers, address):
    page = keepers
    second = page.locator(".cand").nth(1)
    chosen = second.locator(".name").inner_text()
    second.locator(".pinit").click()
    page.wait_for_selector("#now-facts:has-text('Saved. We always use this one now.')")
    item = page.request.get(f"{address}/spyt?num=1").json()[0]
    assert (item["status"], item["video"]["title"]) == ("pinned", chosen)
    page.reload()
    page.wait_for_selector("body:not(.filling) .row")
    page.click("#fix-now")
    page.click(".cand[aria-current] .pinit:has-text('Do not use it always')")
    page.wait_for_selector("#now-facts:has-text('Taken back.')")
    assert page.request.get(f"{address}/spyt?num=1").json()[0]["video"]["id"] == "6swmTBVI83k"
    assert page.complaints == []


def test_the_keeper_pins_any_youtube_link(keepers, address):
    keepers.fill("#mine", "https://youtu.be/oygrmJFKYZY")
    keepers.click("#better-pin")
    keepers.wait_for_selector("#now-facts:has-text('Saved.')")
    assert keepers.request.get(f"{address}/spyt?num=1").json()[0]["video"]["id"] == "oygrmJFKYZY"


def test_a_song_that_was_not_found_can_be_put_right(filled):
    page = filled(text="Nobody At All - A Song That Nobody Sang\nDua Lipa - Don't Start Now")
    page.click(".row .title >> text=Don't Start Now")
    page.wait_for_selector("body.playing")
    row = page.locator(".row.none")
    row.hover()
    row.locator(".fix").click()
    page.fill("#mine", "https://youtu.be/fzeWc3zh01g")
    page.press("#mine", "Enter")
    page.wait_for_selector(".row[data-place='0'][aria-current]")
    page.frame_locator("#player iframe").locator("#title", has_text="Your Power").wait_for()
