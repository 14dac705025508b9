"""The settings: what stops a start, and what is said about it."""

import subprocess
import sys
from pathlib import Path

import pytest

from app import _service
from spotify_videos.config import BadSettings, Settings

ROOT = Path(__file__).parent.parent


def test_all_bad_values_are_named_at_once_and_no_secret_with_them():
    with pytest.raises(BadSettings) as caught:
        Settings.load({"PORT": "http", "SANDBOX": "yes", "DATABASE_URL": "mysql://user:password@host/"})
    told = str(caught.value)
    assert "PORT must be a whole number from 1 to 65535, not 'http'." in told
    assert "SANDBOX must be 0 or 1" in told
    assert "DATABASE_URL" in told
    assert "password" not in told


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "+80"),
        ("REGION", "DEU"),
        ("REGION", "1A"),
        ("UPSTREAM_TIMEOUT", "0"),
        ("UPSTREAM_TIMEOUT", "nan"),
        ("REQUEST_DEADLINE", "soon"),
        ("SEARCH_WORKERS", "0"),
        ("SEARCHES_PER_DAY", "-1"),
        ("YOUTUBE_API_URL", "ftp://example.org/"),
    ],
)
def test_a_value_that_cannot_be_is_refused(name, value):
    with pytest.raises(BadSettings, match=name):
        Settings.load({name: value})


def test_an_empty_value_is_the_default():
    assert Settings.load({"PORT": "", "YT_ID": "  "}) == Settings()


def test_no_secret_stands_in_the_settings_repr():
    settings = Settings.load({"YT_ID": "a-youtube-key", "SPOTIPY_CLIENT_SECRET": "a-spotify-secret"})
    assert "a-youtube-key" not in repr(settings)
    assert "a-spotify-secret" not in repr(settings)
    assert set(settings.secrets()) == {"a-youtube-key", "a-spotify-secret"}


@pytest.mark.parametrize("path", ["/spyt", "/", "/readyz"])
def test_bad_settings_are_a_problem_where_no_start_could_stop_over_them(problem, path):
    told = problem(_service(lambda: Settings.load({"PORT": "http"})).test_client().get(path), 503, "not_configured")
    assert "PORT must be" in told["detail"]


def test_a_database_that_cannot_be_opened_is_a_problem(live, problem, tmp_path):
    app = live(database_url=f"sqlite:///{tmp_path}/nowhere/spyt.db")
    problem(app.test_client().get("/spyt"), 503, "not_configured")


def test_importing_the_app_reads_no_setting_and_opens_nothing(tmp_path):
    script = (
        "import os; os.environ['PORT'] = 'http'; from app import app; assert not os.listdir('.'), os.listdir('.'); print(app.name)"
    )
    environment = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "spotify_videos\n", "")


def test_a_bad_setting_stops_python_app_py_in_words(tmp_path):
    done = subprocess.run(
        [sys.executable, str(ROOT / "app.py")], env={"PORT": "http", "SANDBOX": "2"}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "PORT must be" in done.stderr
    assert "SANDBOX must be" in done.stderr
    assert "Traceback" not in done.stderr
