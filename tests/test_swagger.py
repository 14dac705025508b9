"""The live documentation in a real Chromium: it shows, it asks, and it loads nothing from elsewhere."""

import threading

import pytest
from werkzeug.serving import make_server

from spotify_videos.web.docs import spec

pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium):
    page = chromium.new_page()
    page.complaints, page.asked = [], []
    page.on("console", lambda message: page.complaints.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("request", lambda request: page.asked.append(request.url))
    yield page
    page.close()


@pytest.fixture
def address(app):
    """The service on a port of its own, while the test runs."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def opened(page, address):
    """The documentation, shown; `page.complaints` and `page.asked` tell what went wrong and what was loaded."""
    page.goto(f"{address}/apidocs/")
    page.wait_for_selector("#operations-songs-find")
    return page


def test_documentation_shows_every_operation_without_a_complaint(opened, address):
    assert opened.locator(".opblock").count() == sum(len(methods) for methods in spec()["paths"].values())
    assert opened.complaints == []
    assert all(url.startswith((address, "data:")) for url in opened.asked)


def test_trying_it_out_answers_in_the_page(opened):
    opened.click("#operations-songs-find .opblock-summary-control")
    opened.click("#operations-songs-find .try-out__btn")
    opened.click("#operations-songs-find .execute")
    answer = opened.locator("#operations-songs-find .live-responses-table .response").first
    assert answer.locator(".response-col_status").inner_text().startswith("200")
    assert "MONTERO" in answer.locator(".highlight-code").first.inner_text()
    assert opened.complaints == []


def test_foreign_document_is_not_loaded_by_address(page, address):
    page.goto(f"{address}/apidocs/?url=https://example.com/evil.json")
    page.wait_for_selector("#operations-songs-find")
    assert all(url.startswith((address, "data:")) for url in page.asked)
