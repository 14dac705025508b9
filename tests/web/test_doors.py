"""Who may come in, how often, from whose pages; and what every answer tells a browser."""

import logging

import pytest
from flask import request
from limits.storage import MemoryStorage
from werkzeug.test import Client

from app import create_app
from spotify_videos.config import Settings
from spotify_videos.web.doors import Doors

ADMIN, READER = "the-admins-token", "the-readers-token"
TRACK = "67BtfxlNbhBmCDR2L2l8qd"
DATA = ["/spyt?num=1", "/quota", f"/tracks/{TRACK}/candidates", "/?playlist=top50&num=1"]
OPEN = ["/", "/healthz", "/readyz", "/apidocs/", "/apispec.json", "/static/docs.css"]


def ask(client, path):
    """A file stays open until its answer is read."""
    with client.get(path) as response:
        return response


def bearing(token):
    return {"Authorization": f"Bearer {token}"}


@pytest.mark.parametrize("path", DATA)
def test_where_a_reader_needs_a_token_data_is_closed_without_it(live, path):
    client = live(api_token=READER).test_client()
    for headers in ({}, bearing("another"), bearing(""), {"Authorization": f"Basic {READER}"}, {"Authorization": READER}):
        assert client.get(path, headers=headers).status_code == 401, headers


def test_who_is_not_let_in_is_told_how_to_come_in(live, problem):
    response = live(api_token=READER).test_client().get("/quota")
    assert "API_TOKEN" in problem(response, 401, "unauthorized")["detail"]
    assert response.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("path", ["/spyt?num=1", "/quota", "/?playlist=top50&num=1"])
@pytest.mark.parametrize("headers", [bearing(READER), bearing(ADMIN), {"Authorization": f"bearer   {READER}"}])
def test_the_readers_token_and_the_admins_open_reading(live, path, headers):
    client = live(api_token=READER, admin_token=ADMIN).test_client()
    assert client.get(path, headers=headers).status_code == 200


@pytest.mark.parametrize("path", OPEN)
def test_page_documents_and_signs_of_life_are_open_to_all(live, path):
    assert ask(live(api_token=READER).test_client(), path).status_code == 200


def test_an_answer_that_takes_a_token_is_for_no_shared_cache(live):
    headers = live(api_token=READER).test_client().get("/spyt?num=1", headers=bearing(READER)).headers
    assert headers["Cache-Control"] == "private, max-age=60"


def test_a_token_may_have_letters_of_any_script(live):
    client = live(api_token="schlüssel").test_client()
    assert client.get("/quota", headers={"Authorization": "Bearer schlüssel".encode().decode("latin-1")}).status_code == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_what_is_the_admins_is_closed_where_there_is_none(client, problem, method):
    response = client.open(f"/tracks/{TRACK}/video", method=method, json={"id": "oygrmJFKYZY"}, headers=bearing(""))
    assert "ADMIN_TOKEN" in problem(response, 403, "forbidden")["detail"]


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
@pytest.mark.parametrize("token", ["", "another", READER])
def test_what_is_the_admins_takes_the_admins_token_alone(live, problem, method, token):
    client = live(admin_token=ADMIN, api_token=READER).test_client()
    problem(client.open(f"/tracks/{TRACK}/video", method=method, headers=bearing(token)), 401, "unauthorized")


def test_a_client_that_asks_too_often_is_told_when_to_come_back(live, problem):
    client = live(rate_limit="2 per minute").test_client()
    for left in ("1", "0"):
        headers = client.get("/quota").headers
        assert (headers["X-RateLimit-Limit"], headers["X-RateLimit-Remaining"]) == ("2", left)
        assert "Retry-After" not in headers
    response = client.get("/quota")
    assert "2 requests per minute" in problem(response, 429, "too_many_requests")["detail"]
    assert 1 <= int(response.headers["Retry-After"]) <= 61
    assert int(response.headers["X-RateLimit-Reset"]) > 1_700_000_000


@pytest.mark.parametrize("path", OPEN[1:])
def test_documents_files_and_signs_of_life_are_not_counted(live, path):
    client = live(rate_limit="1 per hour").test_client()
    client.get("/quota")
    assert ask(client, path).status_code == 200


def test_wrong_tokens_are_counted_too(live):
    client = live(rate_limit="1 per hour", api_token=READER).test_client()
    assert [client.get("/quota", headers=bearing(guess)).status_code for guess in ("one", "two")] == [401, 429]


def statuses(app, addresses, **headers):
    client = app.test_client()
    return [client.get("/quota", environ_base={"REMOTE_ADDR": address}, headers=headers).status_code for address in addresses]


def test_each_client_is_counted_alone(live):
    assert statuses(live(rate_limit="1 per hour"), ["192.0.2.1", "192.0.2.2", "192.0.2.1"]) == [200, 200, 429]


def test_a_network_of_ipv6_is_one_client_and_another_is_another(live):
    addresses = ["2001:db8::1", "2001:db8::2:3", "2001:db8:0:1::1"]
    assert statuses(live(rate_limit="1 per hour"), addresses) == [200, 429, 200]


def test_without_a_limit_nobody_is_counted(live):
    response = live(rate_limit="").test_client().get("/quota")
    assert "X-RateLimit-Limit" not in response.headers


def test_a_storage_that_cannot_be_used_is_named(live, problem):
    app = live(rate_limit_storage="nowhere://")
    assert "RATE_LIMIT_STORAGE" in problem(app.test_client().get("/quota"), 503, "not_configured")["detail"]


class Gone(MemoryStorage):
    """A storage that cannot be reached, as one whose scheme begins like Redis's."""

    STORAGE_SCHEME = "redis+gone"
    told = None

    def __init__(self, uri, wrap_exceptions=False, **options):
        super().__init__(uri, wrap_exceptions)
        Gone.told = options

    def incr(self, key, expiry, amount=1):
        raise ConnectionError("no way to redis+gone://user:a-password@nowhere")


def test_a_storage_over_the_network_is_not_waited_for_longer_than_two_seconds():
    Doors(Settings(rate_limit_storage="redis+gone://nowhere"))
    assert Gone.told == {"socket_timeout": 2, "socket_connect_timeout": 2}


def test_a_storage_that_is_away_keeps_nobody_out(live):
    response = live(rate_limit="1 per hour", rate_limit_storage="redis+gone://nowhere").test_client().get("/quota")
    assert response.status_code == 200
    assert "X-RateLimit-Limit" not in response.headers


def test_a_storage_that_is_away_is_told_once_a_minute_in_one_line(app, caplog):
    now = [1000.0]
    doors = Doors(Settings(rate_limit_storage="redis+gone://nowhere"), now=lambda: now[0])
    with app.test_request_context("/quota"):
        for now[0] in (1000.0, 1001.0, 1059.0, 1060.0, 1119.0):
            doors.let_in(request)
    records = [record for record in caplog.records if record.name.endswith("doors")]
    assert [(record.levelno, record.exc_info, "ConnectionError" in record.getMessage()) for record in records] == [
        (logging.WARNING, None, True)
    ] * 2
    assert "a-password" not in caplog.text


@pytest.mark.parametrize("secret", ["secret_key", "youtube_key"])
def test_a_clients_address_cannot_be_guessed_back_without_a_secret(app, secret):
    with app.test_request_context("/quota", environ_base={"REMOTE_ADDR": "192.0.2.1"}):
        names = {Doors(Settings(searches_per_client=5, **{secret: value * 32})).share().name for value in "abb"}
    assert len(names) == 2
    assert not [name for name in names if "192.0.2.1" in name]


def from_another_proxy(app, forwarded):
    return Client(app).get("/quota", headers={"X-Forwarded-For": forwarded}).status_code


def test_a_proxy_is_believed_only_where_there_is_one(live):
    fooled, behind = live(rate_limit="1 per hour"), live(rate_limit="1 per hour", trusted_proxies=1)
    assert [from_another_proxy(fooled, address) for address in ("192.0.2.1", "192.0.2.2")] == [200, 429]
    assert [from_another_proxy(behind, address) for address in ("192.0.2.1", "192.0.2.2")] == [200, 200]
    assert from_another_proxy(behind, "192.0.2.9, 192.0.2.1") == 429


def test_one_client_cannot_spend_everybodys_searches(live, wire, items):
    wire.nobody_has_a_channel()
    app = live(searches_per_client=1)
    told = [
        sorted(song["status"] == "deferred" for song in items(app.test_client().get(path, environ_base={"REMOTE_ADDR": address})))
        for address, path in (("192.0.2.1", "/spyt?num=3"), ("192.0.2.2", "/spyt?num=3"))
    ]
    assert [sum(deferred) for deferred in told] == [2, 1]


def test_a_host_that_is_not_ours_is_refused(live, problem):
    client = live(trusted_hosts=("videos.example", ".example.org")).test_client()
    assert "TRUSTED_HOSTS" in problem(client.get("/quota", base_url="http://evil.example"), 400, "invalid_request")["detail"]
    for ours in ("http://videos.example", "http://videos.example:8080", "http://any.example.org"):
        assert client.get("/quota", base_url=ours).status_code == 200


def test_scripts_of_other_sites_are_let_in_only_where_they_are_named(live):
    closed, opened = live().test_client(), live(cors_origins=("https://a.example", "https://b.example")).test_client()
    asked = {"Origin": "https://a.example"}
    assert "Access-Control-Allow-Origin" not in closed.get("/quota", headers=asked).headers
    headers = opened.get("/quota", headers=asked).headers
    assert headers["Access-Control-Allow-Origin"] == "https://a.example"
    assert "X-Total-Count" in headers["Access-Control-Expose-Headers"]
    assert {"Age", "Link"} <= set(headers["Access-Control-Expose-Headers"].split(", "))
    assert "Access-Control-Allow-Origin" not in opened.get("/quota", headers={"Origin": "https://evil.example"}).headers


@pytest.mark.parametrize("path", ["/spyt?num=1", "/spyt?num=1&format=ndjson", "/quota", "/nowhere"])
@pytest.mark.parametrize("origin", ["https://a.example", "https://evil.example", None])
@pytest.mark.parametrize("origins", [("https://a.example",), ("https://a.example", "https://b.example")], ids=len)
def test_where_sites_are_named_every_answer_differs_by_who_asks(live, origins, origin, path):
    client = live(cors_origins=origins).test_client()
    for _ in range(2):
        headers = client.get(path, headers={"Origin": origin} if origin else {}).headers
        assert ", ".join(headers.getlist("Vary")).split(", ").count("Origin") == 1
    assert "Origin" not in live().test_client().get(path).headers.get("Vary", "")


def test_a_browser_may_ask_beforehand_without_a_token(live):
    client = live(cors_origins=("https://a.example",), api_token=READER, rate_limit="1 per hour").test_client()
    asked = {"Origin": "https://a.example", "Access-Control-Request-Method": "POST"}
    for header in ("content-type", "authorization"):
        headers = client.options("/spyt", headers=asked | {"Access-Control-Request-Headers": header}).headers
        assert header in headers["Access-Control-Allow-Headers"].lower()


def test_a_refusal_can_be_read_by_the_site_that_is_let_in(live):
    client = live(cors_origins=("https://a.example",), api_token=READER).test_client()
    response = client.get("/quota", headers={"Origin": "https://a.example"})
    assert (response.status_code, response.headers["Access-Control-Allow-Origin"]) == (401, "https://a.example")


@pytest.mark.parametrize("path", ["/spyt?num=1", "/spyt?num=1&format=ndjson", "/spyt?num=x", "/nowhere", *OPEN])
def test_every_answer_tells_a_browser_what_to_keep_from(client, path):
    headers = ask(client, path).headers
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert all(len(headers.getlist(name)) == 1 for name in ("X-Content-Type-Options", "Content-Security-Policy", "X-Request-ID"))


def test_a_service_that_cannot_open_says_so_safely(problem):
    response = create_app(Settings(database_url="sqlite:////nowhere/at/all.db")).test_client().get("/quota")
    problem(response, 503, "not_configured")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
