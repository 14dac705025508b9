"""The page in a real Chromium, against the real service and the stand-in; YouTube's player is stood in for at its own address."""

import base64
import json
import threading
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from werkzeug.serving import make_server

AXE = (Path(__file__).parent / "vendor" / "axe" / "axe.min.js").read_text(encoding="utf-8")
# One transparent pixel.
PICTURE = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==")
PICTURES = {"i.ytimg.com", "i.scdn.co", "mosaic.scdn.co"}
LAPTOP = (1280, 800)


def with_files_read(app):
    """The development server leaves a file open where the browser hangs up before it is sent, so it gets files in one piece."""

    def answer(environ, start_response):
        parts = app(environ, start_response)
        if not environ["PATH_INFO"].startswith("/static/"):
            return parts
        try:
            return [b"".join(parts)]
        finally:
            parts.close()

    return answer


@pytest.fixture
def served():
    """Serve an app on a port of its own while the test runs; answers its address."""
    running = []

    def serve(app, port=0):
        server = make_server("127.0.0.1", port, with_files_read(app), threaded=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        running.append((server, thread))
        return f"http://127.0.0.1:{server.port}"

    yield serve
    for server, thread in running:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def address(served, live):
    """A live service whose page is under test, with an admin."""
    return served(live(admin_token="the-admin", rate_limit=""))


@pytest.fixture
def browse(chromium, address, sandbox):
    """Open a page of the service. It has what it complained of (`complaints`) and every address it asked for (`asked`)."""
    contexts = []

    def stand_in(route):
        url = urlsplit(route.request.url)
        if url.hostname in PICTURES:
            return route.fulfill(body=PICTURE, content_type="image/gif")
        answer = requests.get(f"{sandbox.url}/player{url.path}", timeout=30)
        return route.fulfill(status=answer.status_code, body=answer.content, content_type=answer.headers["Content-Type"])

    def open_page(path="/", size=LAPTOP, at=address, **context):
        contexts.append(chromium.new_context(viewport={"width": size[0], "height": size[1]}, **context))
        page = contexts[-1].new_page()
        page.set_default_timeout(30_000)
        page.complaints, page.asked = [], []
        page.on("console", lambda message: page.complaints.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("request", lambda request: page.asked.append(request.url))
        page.route(lambda url: urlsplit(url).hostname in {"www.youtube.com", *PICTURES}, stand_in)
        page.goto(at + path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def filled(browse):
    """A page whose list is filled: `playlist`, or the songs of a `text` that is typed in."""

    def fill(playlist="top50", num=None, text=None, **how):
        page = browse("/" if text else f"/?playlist={playlist}" + (f"&num={num}" if num else ""), **how)
        if text:
            page.fill("#playlist", text)
            page.click(".go")
        page.wait_for_selector("body:not(.filling) .row")
        return page

    return fill


@pytest.fixture
def playing(filled):
    """A page that plays its first song."""

    def play(*given, **how):
        page = filled(*given, **how)
        page.click(".poster")
        page.wait_for_selector("body.playing")
        return page

    return play


@pytest.fixture
def told():
    """Make a page hear these songs as the answer to every list, whatever anybody has found."""

    def tell(page, *songs, end='{"done":true}\n', headers=None):
        lines = []
        for i, song in enumerate(songs):
            track = {"id": f"{i}", "artists": ["Ann"]}
            lines.append({"artist": "Ann", "title": f"Song {i}", "video": None, "track": track, "position": i} | song)
        body = "".join(f"{json.dumps(line)}\n" for line in lines) + end
        page.unroute("**/spyt*")
        page.route(
            "**/spyt*", lambda route: route.fulfill(body=body, headers={"Content-Type": "application/x-ndjson"} | (headers or {}))
        )

    return tell


@pytest.fixture
def violations():
    """What axe-core finds against WCAG 2.2 A and AA, as rules with the elements that break them."""

    def find(page):
        page.evaluate("window.axe") or page.evaluate(AXE)
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        options = {"runOnly": {"type": "tag", "values": tags}, "resultTypes": ["violations"], "iframes": False}
        found = page.evaluate("(options) => axe.run(document, options)", options)
        return {rule["id"]: [node["html"] for node in rule["nodes"]] for rule in found["violations"]}

    return find
