"""TV mode: the picture as large as the screen allows, words for four metres, and nothing in the way."""

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def tv(playing):
    def switch(size=(1920, 1080)):
        page = playing(num=3, size=size)
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("t")
        page.wait_for_selector("body[data-view=tv]")
        return page

    return switch


def test_the_picture_is_as_large_as_the_band_lets(tv):
    box = tv().locator("#player iframe").bounding_box()
    assert box["width"] >= 1640
    assert box["width"] / box["height"] == pytest.approx(16 / 9, abs=0.02)


def test_the_band_tells_the_song_and_the_next_one_without_guests(tv):
    page = tv()
    page.wait_for_selector("body.still")
    assert page.locator("#now-title .short").is_visible()
    assert page.inner_text("#now-by") == "Lil Nas X"
    assert page.inner_text("#next-title").split() == ["Peaches", "Justin", "Bieber"]
    for line in ("#now-title", "#now-by", "#next-title"):
        size = page.eval_on_selector(line, "(element) => parseFloat(getComputedStyle(element).fontSize) / innerHeight")
        assert size >= 0.036, line


def test_the_pointer_hides_and_comes_back_with_the_controls(tv):
    page = tv()
    page.wait_for_selector("body.still")
    assert page.evaluate("getComputedStyle(document.body).cursor") == "none"
    assert page.is_hidden("#playpause")
    page.mouse.move(300, 300)
    page.mouse.move(700, 1000)
    page.wait_for_selector("#playpause")
    page.click("#tv")
    page.wait_for_selector("body[data-view=room]")


def test_the_screen_is_full_and_stays_awake(browse):
    page = browse()
    page.add_init_script("""Object.defineProperty(navigator, "wakeLock", { value: { request: async (what) => {
        window.awake = what; return { release: async () => { window.awake = null; } }; } } });""")
    page.goto(page.url + "?playlist=top50&num=2")
    page.wait_for_selector("body:not(.filling) .row")
    page.keyboard.press("t")
    page.wait_for_function("() => document.fullscreenElement && window.awake === 'screen'")
    page.keyboard.press("t")
    page.wait_for_function("() => !document.fullscreenElement && window.awake === null")


def test_escape_leaves_it(tv):
    page = tv()
    page.keyboard.press("Escape")
    page.wait_for_selector("body[data-view=room]")


def test_keys_work_there(tv):
    page = tv()
    page.keyboard.press("n")
    page.wait_for_selector("#now-title .short:text-is('Peaches')")


@pytest.mark.parametrize("size", [(1280, 800), (2560, 1080), (390, 844), (3840, 2160)])
def test_the_band_holds_its_words_on_every_screen(tv, size):
    page = tv(size)
    for part in ("#now-title", "#now-by", "#playpause", "#next-song", "#tv", "#player iframe"):
        box = page.locator(part).bounding_box()
        assert box["x"] >= -1, part
        assert box["y"] >= -1, part
        assert box["x"] + box["width"] <= size[0] + 1, part
        assert box["y"] + box["height"] <= size[1] + 1, part
