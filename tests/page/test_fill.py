"""Filling: every song at once, its video when it is found, and a way to stop."""

from itertools import pairwise

import pytest

pytestmark = pytest.mark.browser

# Adds up every shift of the layout that nobody caused.
WATCH_SHIFTS = """() => { window.shift = 0;
    const add = (entry) => { if (!entry.hadRecentInput) window.shift += entry.value; };
    new PerformanceObserver((list) => list.getEntries().forEach(add))
        .observe({ type: "layout-shift", buffered: true }); }"""
SCROLL = "(part) => { const rows = document.getElementById('rows'); rows.scrollTop = rows.scrollHeight * part; }"
WATCH_WORDS = """() => { window.heard = [];
    new MutationObserver(() => heard.push(performance.now()))
        .observe(document.getElementById("heard"), { childList: true, characterData: true, subtree: true }); }"""
SEARCH = "https://www.youtube.com/results?search_query="


@pytest.fixture
def slow(sandbox):
    """Each call to YouTube takes as long as a person needs to look."""
    sandbox.latencies |= {"youtube.search": 2.5, "youtube.channels": 2.5}


def test_songs_are_there_before_their_videos(browse, slow):
    page = browse("/?playlist=top50")
    page.wait_for_selector(".row")
    assert page.inner_text("#side-title") == "Finding the videos"
    assert page.inner_text("#counts") == "0 of 50."
    assert page.locator(".row.wait").count() > 10
    assert page.locator(".wall .sleeve").count() == 50
    assert page.locator(".wall .lit").count() == 0
    page.wait_for_selector("body:not(.filling)")
    assert page.inner_text("#side-title") == "Up next"
    assert page.locator(".row.wait").count() == 0
    assert page.locator(".wall .lit").count() > 40


def test_playing_can_start_with_the_first_one_found(browse, sandbox):
    sandbox.fault("youtube.search", "hang", every=2)
    page = browse("/?playlist=top50&num=8")
    page.click(".poster b")
    page.wait_for_selector("body.filling.playing")


def test_stop_ends_the_work_and_go_on_takes_it_up_again(browse, sandbox, slow):
    page = browse("/?playlist=top50")
    page.wait_for_selector(".row")
    with page.expect_event("requestfailed", lambda request: "/spyt" in request.url):
        page.click("#stop")
    page.wait_for_selector("body:not(.filling)")
    assert page.inner_text("#stop") == "Go on"
    known = page.inner_text("#counts")
    page.wait_for_timeout(3000)
    assert page.inner_text("#counts") == known
    sandbox.latencies.clear()
    page.click("#stop")
    page.wait_for_selector("body:not(.filling) #find:not([hidden])")
    assert page.locator(".row.wait").count() == 0


def test_nothing_moves_while_videos_arrive(browse, sandbox):
    sandbox.latencies["youtube.search"] = 0.5
    page = browse("/")
    page.evaluate(WATCH_SHIFTS)
    page.fill("#playlist", "top50")
    page.click(".go")
    page.wait_for_selector("body:not(.filling) .row")
    page.wait_for_timeout(300)
    assert page.evaluate("shift") < 0.01


def test_what_is_not_found_says_so_and_leads_to_a_search(filled):
    page = filled(text="Dua Lipa - Don't Start Now\nNobody At All - A Song That Nobody Sang")
    row = page.locator(".row.none")
    assert row.locator(".note").inner_text() == "Not found"
    assert row.locator("a").get_attribute("href") == f"{SEARCH}Nobody%20At%20All%20A%20Song%20That%20Nobody%20Sang"
    assert page.inner_text("#counts") == "1 video. 1 not found."


def test_a_line_that_cannot_be_read_stands_in_its_place(filled):
    page = filled(text="Dua Lipa - Don't Start Now\nno dash at all\nBillie Eilish - Your Power")
    assert page.locator(".row .title").all_inner_texts() == ["Don't Start Now", "no dash at all", "Your Power"]
    assert page.locator(".row.none .note").inner_text() == "We cannot read this line"


def test_another_version_is_told_as_what_it_is(filled):
    page = filled()
    assert page.locator(".row", has_text="Fiel").locator(".note").inner_text() in ("Live", "Another version", "Remix", "Acoustic")


def test_songs_that_wait_say_until_when_and_that_they_come_by_themselves(live, served, browse):
    page = browse("/?playlist=top50&num=10", at=served(live(searches_per_day=2, units_per_day=2, rate_limit="")))
    page.wait_for_selector("body:not(.filling) .row.later")
    assert " at " in page.locator(".row.later .note").first.inner_text()
    assert page.inner_text("#word h2") in ("The rest comes tomorrow.", "The rest comes later today.")
    assert "YouTube allows 2 searches a day." in page.inner_text("#word p")
    assert page.inner_text("#quota").startswith("No searches left today. More ")
    assert page.locator("#word button").count() == 0


def test_a_song_that_failed_can_be_tried_again(browse, told):
    page = browse()
    told(page, {"status": "failed", "reason": "upstream_timeout"}, {"status": "not_found"})
    page.click("#top50")
    page.wait_for_selector("#counts:has-text('0 videos. 1 not found. 1 did not work.')")
    told(page, {"status": "not_found"}, {"status": "not_found"})
    page.click(".row .again")
    page.wait_for_selector("#counts:has-text('0 videos. 2 not found.')")


def test_a_stream_that_breaks_off_keeps_its_songs_and_can_go_on(browse, told):
    page = browse()
    told(page, {"status": "not_found"}, {"status": "pending"}, end='{"position":2,"tit')
    page.click("#top50")
    page.wait_for_selector("#now-facts:has-text('The answer broke off. Your list stays here.')")
    assert page.inner_text("#counts") == "1 of 2. 1 not found."
    told(page, {"status": "not_found"}, {"status": "not_found"})
    page.click("#stop:has-text('Go on')")
    page.wait_for_selector("#counts:has-text('0 videos. 2 not found.')")


def test_only_the_rows_that_are_seen_are_drawn(browse, told):
    page = browse()
    told(page, *({"status": "not_found", "title": f"Song {i}"} for i in range(2000)))
    page.click("#top50")
    page.wait_for_selector("body:not(.filling) .row")
    assert page.inner_text("#counts") == "0 videos. 2,000 not found."
    for part in (0.5, 1):
        page.evaluate(SCROLL, part)
        page.wait_for_timeout(200)
        assert page.locator(".row").count() < 60
    assert page.locator(".row", has_text="Song 1999").is_visible()
    assert page.locator(".row", has_text="Song 1999").get_attribute("aria-setsize") == "2000"


def test_the_list_goes_by_the_name_that_the_answer_gives_it(browse, told):
    page = browse()
    name = "attachment; filename=\"Friday.ndjson\"; filename*=UTF-8''Friday%20at%20ours%20%E2%80%93%20%D8%B5%D9%8A%D9%81.ndjson"
    told(page, {"status": "not_found"}, headers={"Content-Disposition": name})
    page.click("#top50")
    page.wait_for_selector("#listname span:text-is('Friday at ours – صيف')")


def test_find_shows_the_songs_whose_words_match_without_accents(filled):
    page = filled()
    page.click("#find")
    page.keyboard.type("telepatia")
    page.wait_for_selector("#counts:has-text('1 of 50 songs.')")
    assert page.locator(".row .title").all_inner_texts() == ["telepatía"]
    page.keyboard.press("Escape")
    page.wait_for_selector("#counts:has-text('videos')")
    assert page.evaluate("document.activeElement.id") == "find"


def test_a_screen_reader_hears_of_progress_at_most_every_five_seconds(browse, sandbox):
    sandbox.latencies["youtube.search"] = 0.2
    page = browse("/")
    page.evaluate(WATCH_WORDS)
    page.click("#top50")
    page.wait_for_selector("body:not(.filling) .row")
    page.wait_for_timeout(6000)
    times = page.evaluate("heard")
    assert times
    assert all(later - earlier > 4900 for earlier, later in pairwise(times))
    assert page.inner_text("#heard") == page.inner_text("#counts")
