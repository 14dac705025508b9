"""The service as a whole, over real sockets to the stand-in for both platforms."""

import json

import pytest

from app import create_app
from spotify_videos import sandbox as stand_in
from spotify_videos.config import Settings


@pytest.fixture
def sandbox():
    with stand_in.start() as running:
        yield running


@pytest.fixture
def live(sandbox, tmp_path):
    """Make a service with credentials, pointed at the stand-in: exactly the code that runs live. Settings by keyword."""
    made = []

    def make(**changes):
        told = {
            "spotify_client_id": "an-id",
            "spotify_client_secret": "a-spotify-secret",
            "youtube_key": "a-youtube-key",
            "database_url": f"sqlite:///{tmp_path}/spyt.db",
            "spotify_api_url": sandbox.spotify_api_url,
            "spotify_accounts_url": sandbox.accounts_url,
            "youtube_api_url": sandbox.youtube_api_url,
            "upstream_timeout": 1.0,
            "request_deadline": 5.0,
        }
        made.append(create_app(Settings(**told | changes)))
        return made[-1]

    yield make
    for app in made:
        app.close()


@pytest.fixture
def app(live):
    return live()


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture
def problem():
    """Check that an answer is a problem as the contract has it, and return its body."""

    def check(response, status, code):
        assert (response.status_code, response.content_type) == (status, "application/problem+json")
        told = json.loads(response.data)
        assert list(told) == ["type", "title", "status", "code", "detail", "error", "source"]
        assert (told["status"], told["code"], told["type"]) == (status, code, "about:blank")
        assert told["detail"] == told["error"]
        assert response.headers["X-Request-ID"]
        for secret in (b"a-spotify-secret", b"a-youtube-key"):
            assert secret not in response.data
        return told

    return check
