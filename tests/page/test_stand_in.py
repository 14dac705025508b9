"""The demo: YouTube's own player where it can be reached, and a stand-in that speaks as it does where not."""

import pytest
import requests


@pytest.fixture
def demo(live, served, browse):
    """The demo in a browser that reaches nobody but this machine."""
    page = browse("/", at=served(live(sandbox=True, rate_limit="")))
    page.route("https://www.youtube.com/**", lambda route: route.abort())
    return page


@pytest.mark.browser
def test_offline_the_demo_plays_and_complains_of_nothing(demo):
    demo.click("#top50")
    demo.click(".poster b")
    demo.wait_for_selector("body.playing")
    demo.frame_locator("#player iframe").locator("text=A stand-in for YouTube’s player").wait_for()
    demo.click("#fix-now")
    demo.wait_for_selector(".cand")
    assert demo.locator(".thumb img").count() == 0
    assert [text for text in demo.complaints if "youtube.com" not in text] == []


@pytest.mark.browser
def test_online_the_demo_plays_youtubes_own_player(live, served, browse, sandbox):
    page = browse("/", at=served(live(sandbox=True, rate_limit="")))
    # YouTube's frame answers whoever says that they are listening.
    answers = "<script>addEventListener('message', ({ source }) => source.postMessage('{}', '*'))</script>"
    page.route("https://www.youtube.com/embed/M7lc1UVf-VE*", lambda route: route.fulfill(body=answers, content_type="text/html"))
    page.click("#top50")
    page.click(".poster b")
    page.wait_for_selector("body.playing")
    assert page.get_attribute("#player iframe", "src").startswith("https://www.youtube.com/embed/")
    assert sandbox.player.errors == {}


@pytest.mark.parametrize(
    ("id", "error"), [("6swmTBVI83k", 0), ("nobodys-one", 100)], ids=["a-video-that-plays", "a-video-that-is-gone"]
)
def test_it_knows_which_clips_play(sandbox, id, error):
    assert requests.get(f"{sandbox.url}/player/clip/{id}", timeout=30).json()["error"] == error


def test_clips_run_as_long_as_is_asked_for(sandbox):
    address = f"{sandbox.url}/player/clip/6swmTBVI83k"
    assert requests.get(address, timeout=30).json()["seconds"] == 174
    sandbox.player.seconds = 0.5
    assert requests.get(address, timeout=30).json()["seconds"] == 0.5
