"""What a hostile request tries: to make us ask its address, to lead a browser away, to act for a visitor, to write our headers."""

import ast
import inspect
import socket
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote, urlsplit

import pytest

from spotify_videos.web import doors

ADMIN = "the-admins-token"
AS_ADMIN = {"Authorization": f"Bearer {ADMIN}"}
TRACK = "67BtfxlNbhBmCDR2L2l8qd"
ADMINS = [
    ("PUT", f"/tracks/{TRACK}/video"),
    ("DELETE", f"/tracks/{TRACK}/video"),
    ("GET", "/playlists"),
    ("POST", "/spotify/login"),
    ("POST", "/spotify/logout"),
]


@pytest.fixture
def ours(live):
    return live(admin_token=ADMIN, secret_key="0" * 32).test_client()


@pytest.fixture
def trap():
    """An address that nobody should ask; whether somebody did."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)

        def asked():
            try:
                listener.accept()[0].close()
            except TimeoutError:
                return False
            return True

        yield f"127.0.0.1:{listener.getsockname()[1]}", asked


ID = "37i9dQZEVXbMDoHDwVN2tF"
LINKS = [
    "http://{trap}/playlist/" + ID,
    "http://{trap}#open.spotify.com/playlist/" + ID,
    "http://open.spotify.com@{trap}/playlist/" + ID,
    "https://open.spotify.com/playlist/" + ID + "?next=http://{trap}/",
    "https://open.spotify.com/playlist/" + ID + "/../../redirect?to=http://{trap}/",
    "spotify:playlist:" + ID + "?http://{trap}/",
    "gopher://{trap}/_x",
]


@pytest.mark.parametrize("link", LINKS)
def test_no_link_makes_us_ask_its_address(ours, trap, link):
    address, asked = trap
    told = link.format(trap=address)
    assert ours.get("/spyt", query_string={"playlist": told, "num": 1}).status_code in (200, 400)
    ours.post("/spyt", data=f"{told} - {told}", content_type="text/plain")
    ours.post("/spyt", json={"tracks": [{"artist": told, "title": told, "id": told}]})
    ours.put(f"/tracks/{TRACK}/video", json={"id": told}, headers=AS_ADMIN)
    ours.get("/", query_string={"playlist": told})
    assert not asked()


@pytest.mark.parametrize("verb", ["token", "playlist"])
def test_a_redirect_of_spotifys_is_followed_nowhere(live, trap, problem, verb):
    address, asked = trap

    def redirect(listener):
        connection, _ = listener.accept()
        with connection:
            connection.recv(65536)
            connection.sendall(f"HTTP/1.1 307 Elsewhere\r\nLocation: http://{address}/\r\nContent-Length: 0\r\n\r\n".encode())

    with socket.create_server(("127.0.0.1", 0)) as listener, ThreadPoolExecutor(1) as pool:
        pool.submit(redirect, listener)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        setting = {"token": "spotify_accounts_url", "playlist": "spotify_api_url"}[verb]
        answer = live(**{setting: url}).test_client().get("/spyt?playlist=0zzOwnersListSandbox01&num=1")
    problem(answer, 502, "upstream_error")
    assert not asked()


@pytest.mark.parametrize("host", ["127.0.0.1:5000", "evil.example"])
@pytest.mark.parametrize(
    "path",
    [
        *(
            "/spotify/callback?error=access_denied&state=x&next=https://evil.example",
            "/spotify/callback?code=a&state=//evil.example",
        ),
        *("//evil.example/", "//evil.example/spyt", "/%2f%2fevil.example/apidocs", "/\\evil.example/apidocs", "/apidocs"),
        *("//spyt", "//apidocs/", "/?playlist=//evil.example", "/?next=https://evil.example&num=x"),
    ],
)
def test_no_address_of_ours_leads_elsewhere(ours, path, host):
    answer = ours.get(path, base_url=f"http://{host}")
    leads_to = urlsplit(answer.headers.get("Location", ""))
    assert leads_to.netloc in ("", host)
    assert not answer.headers.get("Location", "").startswith(("//", "/\\"))


@pytest.mark.parametrize(("method", "path"), ADMINS)
@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/json"])
def test_a_page_of_another_site_does_nothing_with_a_visitors_cookie(ours, problem, method, path, kind):
    """Whatever a form or a script of theirs can send along: the cookie of a sign-in opens nothing."""
    assert ours.post("/spotify/login", headers=AS_ADMIN).status_code == 200
    headers = {"Origin": "https://evil.example", "Referer": "https://evil.example/", "Sec-Fetch-Site": "cross-site"}
    answer = ours.open(path, method=method, data=b'{"id": "oygrmJFKYZY"}', content_type=kind, headers=headers)
    problem(answer, 401, "unauthorized")
    assert "Access-Control-Allow-Origin" not in answer.headers


INJECTED = "x\r\nSet-Cookie: stolen=1\r\n\r\n<script>"


@pytest.mark.parametrize(
    "path",
    [
        f"/spyt?num=1&format=csv&playlist={quote(INJECTED)}",
        f"/spyt?num=1&format=csv&x={quote(INJECTED)}",
        f"/spyt?num={quote(INJECTED)}",
        f"/tracks/{quote(INJECTED)}/candidates",
        f"/?playlist={quote(INJECTED)}",
        f"/spotify/callback?state={quote(INJECTED)}&error={quote(INJECTED)}",
        f"/{quote(INJECTED)}",
    ],
)
def test_nothing_that_is_asked_becomes_a_header(ours, path):
    answer = ours.get(path)
    assert answer.status_code < 500
    assert "stolen" not in str(answer.headers.getlist("Set-Cookie"))
    assert not [value for _, value in answer.headers if "\r" in value or "\n" in value]
    assert "<script>" not in answer.text or path.startswith("/?") is False


def test_nothing_that_is_posted_becomes_a_header(ours):
    song = {"artist": INJECTED, "title": INJECTED, "album": INJECTED, "id": INJECTED}
    for format in ("json", "ndjson", "csv", "m3u", "xspf"):
        answer = ours.post(f"/spyt?format={format}", json={"tracks": [song]})
        assert not [value for _, value in answer.headers if "stolen" in value or "\n" in value]


def test_tokens_are_compared_in_constant_time_alone():
    tree = ast.parse(inspect.getsource(doors))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    came = [node for node in calls if getattr(node.func, "id", "") == "_bearer"]
    compared = [argument for node in calls if getattr(node.func, "attr", "") == "compare_digest" for argument in node.args]
    assert len(came) >= 2
    assert all(node in compared for node in came)
