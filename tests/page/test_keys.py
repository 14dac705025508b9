"""The keyboard: everything can be done with it alone, and it never takes what is typed."""

import pytest

pytestmark = pytest.mark.browser

NAME = "#now-title .whole"


@pytest.fixture
def room(playing):
    page = playing(num=3)
    page.evaluate("document.activeElement.blur()")
    return page


def test_space_plays_and_pauses(room):
    room.keyboard.press("Space")
    room.wait_for_selector("body:not(.playing)")
    room.keyboard.press("Space")
    room.wait_for_selector("body.playing")


def test_n_and_p_go_on_and_back(room):
    room.keyboard.press("n")
    room.wait_for_selector(f"{NAME}:text-is('Peaches (feat. Daniel Caesar & Giveon)')")
    room.keyboard.press("p")
    room.wait_for_selector(f"{NAME}:text-is('MONTERO (Call Me By Your Name)')")


def test_arrows_seek_and_change_the_volume_as_on_youtube(room):
    room.evaluate("() => { window.sent = []; window.YT.Player.prototype.send = (call, ...given) => sent.push([call, ...given]); }")
    for key in ("ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"):
        room.keyboard.press(key)
    calls = room.evaluate("sent")
    assert [call for call, *_ in calls] == ["seek", "seek", "volume", "volume"]
    assert calls[0][1] > 5 > calls[1][1]
    assert [volume for _, volume in calls[2:]] == [95, 100]


@pytest.mark.parametrize(("key", "button"), [("s", "shuffle"), ("r", "repeat")])
def test_s_and_r_press_their_buttons(room, key, button):
    room.keyboard.press(key)
    assert room.get_attribute(f"#{button}", "aria-pressed") == "true"
    room.keyboard.press(key)
    assert room.get_attribute(f"#{button}", "aria-pressed") == "false"


@pytest.mark.parametrize(("key", "panel"), [("x", "others"), ("?", "keys")])
def test_x_and_question_mark_open_their_panels_which_take_the_focus_and_give_it_back(room, key, panel):
    room.focus("#next-song")
    room.keyboard.press(key)
    room.wait_for_selector(f"#{panel}:not([hidden])")
    assert room.evaluate("document.activeElement.id") == f"{panel}-title"
    assert room.is_hidden("#side")
    room.keyboard.press("Escape")
    room.wait_for_selector("#side:not([hidden])")
    assert room.evaluate("document.activeElement.tagName") == "BUTTON"
    room.keyboard.press(key)
    room.wait_for_selector(f"#{panel}:not([hidden])")
    room.keyboard.press(key)
    room.wait_for_selector("#side:not([hidden])")


def test_slash_finds_and_what_is_typed_there_is_no_key(room):
    room.keyboard.press("/")
    assert room.evaluate("document.activeElement.id") == "find-field"
    room.keyboard.type("n p t x?")
    assert room.input_value("#find-field") == "n p t x?"
    assert room.inner_text(NAME).startswith("MONTERO")
    assert room.get_attribute("body", "data-view") == "room"
    room.keyboard.press("Escape")
    assert room.is_hidden("#find-field")


def test_space_on_a_button_presses_that_button_and_nothing_else(room):
    room.focus("#shuffle")
    room.keyboard.press("Space")
    assert room.get_attribute("#shuffle", "aria-pressed") == "true"
    assert room.is_visible("body.playing")


def test_keys_can_be_turned_off_and_stay_off(room):
    room.keyboard.press("?")
    room.uncheck("#use-keys")
    room.keyboard.press("Escape")
    room.keyboard.press("n")
    room.keyboard.press("t")
    assert room.inner_text(NAME).startswith("MONTERO")
    assert room.get_attribute("body", "data-view") == "room"
    room.reload()
    assert not room.is_checked("#use-keys")


def test_keys_with_a_modifier_are_the_browsers(room):
    room.keyboard.press("Control+n")
    room.keyboard.press("Alt+t")
    assert room.inner_text(NAME).startswith("MONTERO")
    assert room.get_attribute("body", "data-view") == "room"


@pytest.mark.parametrize("size", [(390, 844), (1280, 800), (2560, 1440)])
def test_from_paste_to_the_last_song_with_the_keyboard_alone(browse, sandbox, size):
    page = browse("/", size=size)
    sandbox.player.seconds = 0.3
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "playlist":
            break
    page.keyboard.insert_text("Dua Lipa - Don't Start Now\nBillie Eilish - Your Power\nPolo G - RAPSTAR")
    page.keyboard.press("Enter")
    page.wait_for_selector("body:not(.filling) .row")
    page.keyboard.press("Space")
    page.wait_for_selector(f"{NAME}:text-is('RAPSTAR')")
    page.wait_for_selector("body:not(.playing)")
    assert page.complaints == []


def test_tab_goes_by_header_controls_and_column_and_is_never_trapped(room):
    seen = []
    room.focus(".skip")
    for _ in range(60):
        room.keyboard.press("Tab")
        seen.append(room.evaluate("document.activeElement.id"))
    stops = ("another", "save", "shuffle", "playpause", "repeat", "fix-now", "tv", "find", "rows", "keysbtn", "theme")
    assert [seen.index(id) for id in stops] == sorted(seen.index(id) for id in stops)


def test_focus_is_always_seen(room):
    for _ in range(16):
        room.keyboard.press("Tab")
        seen = room.evaluate("""() => { const element = document.activeElement;
            if (element.tagName === "IFRAME" || element === document.body) return true;
            const shown = element.matches(".title") ? element.closest(".row") : element, style = getComputedStyle(shown);
            return parseFloat(style.outlineWidth) >= 3 && style.outlineStyle === "solid"; }""")
        assert seen, room.evaluate("document.activeElement.outerHTML")
