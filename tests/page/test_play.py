"""The show: one song after another in one player, and a way on where a video cannot play."""

import pytest

pytestmark = pytest.mark.browser

FORMS = ("official_video", "video", "lyric", "audio", "art_track", "visualizer")
MONTERO = "6swmTBVI83k"


def title(page):
    return page.inner_text("#now-title .whole")


def wait_for_song(page, name):
    page.wait_for_selector(f'#now-title .whole:text-is("{name}")')


def frame_of(page):
    return page.frame_locator("#player iframe")


def test_a_list_plays_through_and_then_rests(filled, sandbox):
    sandbox.player.seconds = 0.2
    page = filled(num=3)
    page.evaluate("""() => { window.songs = [];
        new MutationObserver(() => songs.push(document.title)).observe(document.querySelector("title"), { childList: true }); }""")
    page.click(".poster")
    page.wait_for_selector(".row[data-place='2'][aria-current]")
    page.wait_for_selector("body:not(.playing) #playpause[aria-label='Play']")
    assert page.evaluate("songs") == [
        "MONTERO (Call Me By Your Name) – Lil Nas X",
        "Peaches (feat. Daniel Caesar & Giveon) – Justin Bieber, Daniel Caesar, Giveon",
        "Kiss Me More (feat. SZA) – Doja Cat, SZA",
    ]
    page.click("#playpause")
    page.wait_for_selector("body.playing")
    assert page.complaints == []


def test_there_is_one_player_and_it_stays_for_good(playing):
    page = playing(num=4)
    page.evaluate("window.first = document.querySelector('#player iframe')")
    page.click("#next-song")
    wait_for_song(page, "Peaches (feat. Daniel Caesar & Giveon)")
    page.locator(".row .title").nth(3).click()
    wait_for_song(page, "Levitating (feat. DaBaby)")
    assert page.evaluate("document.querySelectorAll('iframe').length === 1 && document.querySelector('#player iframe') === first")


def test_next_and_previous_and_any_row(playing):
    page = playing(num=5)
    assert title(page) == "MONTERO (Call Me By Your Name)"
    page.click("#next-song")
    wait_for_song(page, "Peaches (feat. Daniel Caesar & Giveon)")
    page.click("#prev-song")
    wait_for_song(page, "MONTERO (Call Me By Your Name)")
    page.locator(".row .title").nth(4).click()
    wait_for_song(page, "i n t e r l u d e")
    assert page.locator(".row[aria-current] .title").inner_text() == "i n t e r l u d e"
    frame_of(page).locator("#title", has_text="J. Cole").wait_for()


@pytest.mark.parametrize("code", [2, 5, 100, 101, 150])
def test_a_video_that_cannot_play_gives_way_to_the_next_best_one(filled, sandbox, code):
    sandbox.player.errors = {MONTERO: code}
    page = filled(num=2)
    page.click(".poster")
    page.wait_for_selector("body.playing")
    assert page.inner_text("#now-facts") == "The first video cannot play here. This is the next best one."
    assert title(page) == "MONTERO (Call Me By Your Name)"
    frame_of(page).locator("#title", has_text="MONTERO (Call Me By Your Name)").wait_for()


def test_what_takes_its_place_is_the_song_and_never_a_cover_or_another_version(filled, sandbox, client):
    page = filled(num=1)
    told = client.get("/tracks/67BtfxlNbhBmCDR2L2l8qd/candidates").json["candidates"]
    songs = [row["id"] for row in told if row["kind"] in FORMS and row["score"] >= 0.4]
    sandbox.player.errors = dict.fromkeys(songs, 150)
    page.click(".poster")
    page.wait_for_selector(".notice:has-text('No video of this list can play here.')")


def test_a_song_of_which_no_video_plays_gives_way_to_the_next_song(filled, sandbox, client):
    page = filled(num=2)
    told = client.get("/tracks/67BtfxlNbhBmCDR2L2l8qd/candidates").json["candidates"]
    sandbox.player.errors = {row["id"]: 101 for row in told}
    page.click(".poster")
    wait_for_song(page, "Peaches (feat. Daniel Caesar & Giveon)")
    assert page.inner_text("#now-facts") == "No video of this song can play here. Here is the next song."


def test_a_list_of_which_nothing_plays_comes_to_rest(filled, sandbox, client, items):
    page = filled(num=3)
    rows = [item["track"]["id"] for item in items(client.get("/spyt?num=3"))]
    ids = [row["id"] for track in rows for row in client.get(f"/tracks/{track}/candidates").json["candidates"]]
    sandbox.player.errors = dict.fromkeys(ids, 150)
    page.click("#repeat")
    page.click(".poster")
    page.wait_for_selector(".notice:has-text('No video of this list can play here.')")


def test_where_the_browser_blocks_autoplay_one_press_plays(filled, sandbox):
    sandbox.player.blocked = True
    page = filled(num=1)
    page.click(".poster")
    page.wait_for_selector(".notice:has-text('Your browser wants you to press play.')")
    assert page.get_attribute("#playpause", "aria-label") == "Play"
    page.click("#playpause")
    page.wait_for_selector("body.playing")


def test_a_player_that_does_not_load_is_told(browse):
    page = browse()
    page.route("https://www.youtube.com/iframe_api", lambda route: route.abort())
    page.click("#top50")
    page.click(".poster b")
    page.wait_for_selector(".notice:has-text('YouTube’s player does not load here.')")


def test_repeat_goes_round(playing, sandbox):
    page = playing(num=2)
    page.click("#next-song")
    wait_for_song(page, "Peaches (feat. Daniel Caesar & Giveon)")
    page.click("#next-song")
    assert title(page) == "Peaches (feat. Daniel Caesar & Giveon)"
    page.click("#repeat")
    page.click("#next-song")
    wait_for_song(page, "MONTERO (Call Me By Your Name)")


def test_shuffle_plays_every_song_once(playing):
    page = playing(num=8)
    page.click("#shuffle")
    seen = [title(page)]
    for _ in range(7):
        page.click("#next-song")
        page.wait_for_function("(last) => document.querySelector('#now-title .whole').textContent !== last", arg=seen[-1])
        seen.append(title(page))
    assert len(set(seen)) == 8
    page.click("#next-song")
    assert title(page) == seen[-1]


def test_the_keys_of_a_headset_skip(browse):
    page = browse()
    page.add_init_script("navigator.mediaSession.setActionHandler = (name, act) => { (window.handlers ??= {})[name] = act; }")
    page.goto(page.url + "?playlist=top50&num=3")
    page.click(".poster b")
    page.wait_for_selector("body.playing")
    page.evaluate("handlers.nexttrack()")
    wait_for_song(page, "Peaches (feat. Daniel Caesar & Giveon)")
    page.evaluate("handlers.previoustrack()")
    wait_for_song(page, "MONTERO (Call Me By Your Name)")
    assert page.evaluate("navigator.mediaSession.metadata.title") == "MONTERO (Call Me By Your Name)"


def test_the_wall_takes_the_colour_of_the_song(playing):
    page = playing(num=3)
    before = page.get_attribute(".light.on", "class")
    page.click("#next-song")
    wait_for_song(page, "Peaches (feat. Daniel Caesar & Giveon)")
    assert page.get_attribute(".light.on", "class") != before
    assert page.locator(".light.on").count() == 1


@pytest.mark.parametrize("size", [(320, 640), (390, 844), (844, 390), (820, 1180), (1280, 800), (2560, 1440)])
def test_the_player_is_never_smaller_than_youtube_asks_and_never_covered(playing, size):
    page = playing(num=3, size=size)
    covered = """() => { const frame = document.querySelector("#player iframe"), box = frame.getBoundingClientRect(), at = [];
        for (let x = 1; x < 10; x++) for (let y = 1; y < 10; y++)
            at.push(document.elementFromPoint(box.left + box.width * x / 10, box.top + box.height * y / 10));
        return [box.width, box.height, at.every((element) => element === frame)]; }"""
    for key in ("", "x", "?", "t"):
        page.evaluate("document.activeElement.blur()")
        if key:
            page.keyboard.press(key)
        width, height, free = page.evaluate(covered)
        assert (width >= 200, height >= 200, free) == (True, True, True), key
        page.keyboard.press("Escape")


def test_another_list_takes_the_same_player(playing):
    page = playing(num=2)
    page.click("#another")
    page.fill("#playlist", "Billie Eilish - Your Power")
    page.click(".go")
    wait_for_song(page, "Your Power")
    page.click("#playpause")
    page.wait_for_selector("body.playing")
    frame_of(page).locator("#title", has_text="Your Power").wait_for()
    assert page.locator("iframe").count() == 1
