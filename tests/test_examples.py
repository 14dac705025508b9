"""Every command that the documents show does what they say it does; a `curl` is read here as curl reads it, so none is needed."""

import re
import shlex
from argparse import ArgumentParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
TEXT = "\n".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)
CURLS = sorted(set(re.findall(r"`(curl .+?)`", TEXT) + re.findall(r"^\$ (curl .+)$", TEXT, re.MULTILINE)))
COMMANDS = sorted(set(re.findall(r"\.venv/bin/flask (find [^`]+)`", TEXT)))
TRACK = "67BtfxlNbhBmCDR2L2l8qd"
ADMIN = "the-admins-token"

CURL = ArgumentParser()
CURL.add_argument("url")
CURL.add_argument("-X", dest="method")
CURL.add_argument("-H", dest="headers", action="append", default=[])
CURL.add_argument("--data-binary", dest="file")
CURL.add_argument("--json")


@pytest.fixture(autouse=True)
def _songs(tmp_path, monkeypatch):
    """The two files of the README, as it describes them."""
    (tmp_path / "songs.txt").write_text("Dua Lipa - Levitating\n")
    (tmp_path / "songs.csv").write_text("artist,title\nDua Lipa,Levitating\n")
    monkeypatch.chdir(tmp_path)


def test_the_documents_show_how_to_ask():
    assert len(CURLS) >= 6
    assert len(COMMANDS) >= 2


@pytest.mark.parametrize("command", CURLS)
def test_every_curl_of_the_documents_is_answered(live, command):
    client = live(admin_token=ADMIN).test_client()
    client.get("/spyt?num=1")
    told = CURL.parse_args(shlex.split(command.replace("$ADMIN_TOKEN", ADMIN).replace("/…/", f"/{TRACK}/"))[1:])
    headers = dict(header.split(": ", 1) for header in told.headers)
    body = Path(told.file.removeprefix("@")).read_bytes() if told.file else told.json
    if told.json:
        headers["Content-Type"] = "application/json"
    method = told.method or ("POST" if body else "GET")
    answer = client.open(told.url.partition("127.0.0.1:5000")[2], method=method, data=body, headers=headers)
    assert answer.status_code == 200
    songs = answer.json if isinstance(answer.json, list) else [answer.json]
    assert songs
    assert {song["status"] for song in songs} <= {"matched", "pinned", "other_version", "not_found"}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_find_of_the_documents_writes_its_list(live, command):
    result = live().test_cli_runner().invoke(args=shlex.split(command.partition(">")[0]))
    assert result.exit_code in (0, 1)
    assert result.stdout.startswith("position,artist,title" if "csv" in command else "[{")
