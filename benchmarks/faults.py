"""What a caller sees when an upstream fails: every verb with every fault, over real sockets to the stand-in.

`make fault-table` writes the outcomes into docs/operations.md; tests/test_fault_table.py holds the document to them.
"""

from __future__ import annotations

import logging
import shutil
import sys
import tempfile
import threading
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app import create_app  # noqa: E402  # the service's own, found by the line above
from spotify_videos import sandbox as stand_in  # noqa: E402
from spotify_videos.config import Settings  # noqa: E402

DOCUMENT = ROOT / "docs" / "operations.md"
BEGIN, END = "<!-- the fault table: make fault-table -->\n", "<!-- the end of the fault table -->\n"
TIMEOUT, DEADLINE = 2.5, 12.0  # On a machine that does much else, too, what is not silent has to be heard.
SECONDS_TO_RECOVER = 6.0  # A source rests for five at most.
AT_ONCE = 12  # They mostly wait.
SECRETS = ("a-spotify-secret", "a-youtube-key")
KNOWN = "Dua Lipa - Levitating"

OWN, LONG = "/spyt?playlist=0zzOwnersListSandbox01&num=2", "/spyt?playlist=0zzLongList300Sandbox5&num=2"
SONGS = f"{LONG}&offset=20"
# What to ask so that a verb is needed, and what else has to fail for it to be reached.
VERBS: dict[str, tuple[str, dict[str, str]]] = {
    "spotify.token": (OWN, {}),
    "spotify.playlist": (OWN, {}),
    "spotify.items": (f"{LONG}&offset=150", {}),
    "spotify.album": ("/spyt?num=2&playlist=spotify:album:Yb4sQiElLdlowof9TLffB9", {}),
    "spotify.track": ("/spyt?num=2&playlist=spotify:track:67BtfxlNbhBmCDR2L2l8qd", {}),
    "youtube.search": (SONGS, {"youtube.channels": "wrong-shape-object"}),
    "youtube.videos": (SONGS, {"youtube.channels": "wrong-shape-object"}),
    "youtube.channels": (SONGS, {}),
    "youtube.playlist_items": (SONGS, {}),
    "archive.top50": ("/spyt?num=2", {"spotify.playlist": "404"}),
    "deezer.tracks": ("/spyt?num=2", {"spotify.playlist": "404", "archive.top50": "404"}),
}
BROKEN = ("refused", "500", "html", "empty", "not-json", "truncated", "reset")
SHAPES = ("wrong-shape-list", "wrong-shape-object")
SILENT = ("drip", "hang")
SPOTIFYS = ("400-invalid-client", "401-sign-in", "401-expired", "403-forbidden", "403-premium", "404", "429-short", "429-long")
YOUTUBES = (
    *("400-bad-key", "403-access-not-configured", "403-ip-blocked", "403-quota-exceeded", "403-rate-limit-exceeded", "404"),
    *("search-429-per-day", "search-429-per-minute"),
)
FAULTS = {
    "spotify": (*SPOTIFYS, *BROKEN, *SHAPES, *SILENT),
    "youtube": (*YOUTUBES, *BROKEN, *SHAPES, *SILENT),
    "archive": ("404", "429-short", *BROKEN, *SHAPES, *SILENT),
    "deezer": ("404", "429-short", *BROKEN, *SHAPES, *SILENT),
}
ROWS = [(verb, fault) for verb in VERBS for fault in FAULTS[verb.partition(".")[0]]]
CLOSED = "http://127.0.0.1:9/"  # Nobody listens there.

# Which address leads to a verb: all of YouTube's share one, so a refused one is told once, where it decides.
ADDRESSES = {
    "spotify.token": "spotify_accounts_url",
    **dict.fromkeys(("spotify.playlist", "spotify.items", "spotify.album", "spotify.track"), "spotify_api_url"),
    **dict.fromkeys(("youtube.search", "youtube.videos", "youtube.channels", "youtube.playlist_items"), "youtube_api_url"),
    "archive.top50": "archive_url",
    "deezer.tracks": "deezer_url",
}
_opening = threading.Lock()  # Alembic knows one migration at a time in a process, and Python 3.11 one parser of routes.


@dataclass(frozen=True)
class Outcome:
    """What a caller saw; `broken` says which of the promises did not hold."""

    verb: str
    fault: str
    told: str
    broken: tuple[str, ...]


class _Lines(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.getMessage()} {record.exc_info or ''}")


def outcomes() -> list[Outcome]:
    """Every row, many at a time, each with a stand-in and a service of its own."""
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(AT_ONCE) as pool:
        known = Path(folder) / "known.db"
        with stand_in.start() as platforms:
            app = _service(platforms, known, upstream_timeout=10.0, request_deadline=30.0)
            if not _knows(app.test_client()):
                raise RuntimeError("a song that should be known by now is not")
            app.close()
        heard = _Lines()
        logging.getLogger().addHandler(heard)
        try:
            found = list(pool.map(lambda row: _outcome(*row, known, Path(folder) / f"{'-'.join(row)}.db"), ROWS))
        finally:
            logging.getLogger().removeHandler(heard)
    leaked = [line for line in heard.lines if any(secret in line for secret in SECRETS)]
    return [*found, Outcome("log", "all", "", tuple(leaked))] if leaked else found


def _outcome(verb: str, fault: str, known: Path, database: Path) -> Outcome:
    shutil.copy(known, database)
    path, others = VERBS[verb]
    with stand_in.start() as platforms:
        for other, how in others.items():
            platforms.fault(other, how)
        refused = fault == "refused"
        if not refused:
            platforms.fault(verb, fault)
        app = _service(platforms, database, **({ADDRESSES[verb]: CLOSED} if refused else {}))
        try:
            client, broken = app.test_client(), []
            began = time.monotonic()
            answer = client.get(path)
            if time.monotonic() - began > DEADLINE + 1:
                broken.append("late")
            if not refused and not platforms.calls[verb]:
                broken.append("not asked")
            if any(secret in f"{answer.headers}{answer.text}" for secret in SECRETS):
                broken.append("tells a secret")
            if not _knows(client):
                broken.append("known songs are not answered")
            told = _told(answer)
            platforms.faults.clear(verb)
            if (
                not refused and "deferred" not in told and not _recovers(client, path)
            ):  # A day that is spent is spent until midnight.
                broken.append("does not recover")
        finally:
            app.close()
    return Outcome(verb, fault, told, tuple(broken))


def _knows(client) -> bool:
    answer = client.post("/spyt", data=KNOWN, content_type="text/plain")
    return answer.status_code == 200 and answer.json[0]["status"] == "matched"


def _recovers(client, path: str) -> bool:
    until = time.monotonic() + SECONDS_TO_RECOVER
    while time.monotonic() < until:
        answer = client.get(path)
        if answer.status_code == 200 and all(item["status"] != "failed" for item in answer.json):
            return True
        time.sleep(0.25)
    return False


def _service(platforms, database: Path, **changes):
    told = {
        "spotify_client_id": "an-id",
        "spotify_client_secret": SECRETS[0],
        "youtube_key": SECRETS[1],
        "database_url": f"sqlite:///{database}",
        "spotify_api_url": platforms.spotify_api_url,
        "spotify_accounts_url": platforms.accounts_url,
        "youtube_api_url": platforms.youtube_api_url,
        "archive_url": platforms.archive_url,
        "deezer_url": platforms.deezer_url,
        "worker": False,
        "rate_limit": "",
        "upstream_timeout": TIMEOUT,
        "request_deadline": DEADLINE,
    }
    with _opening:
        app = create_app(Settings(**told | changes))
        app.open()
    return app


def _told(answer) -> str:
    if answer.status_code != 200:
        return f"{answer.status_code} `{answer.json['code']}`"
    statuses = sorted({item["status"] for item in answer.json})
    return f"200, every song {' or '.join(f'`{status}`' for status in statuses)}" if statuses else "200, an empty list"


def table(found: list[Outcome]) -> str:
    """For each verb a line an outcome, with the faults that lead to it."""
    lines = ["| What is asked | What goes wrong | What a caller gets |", "|---|---|---|"]
    for verb in VERBS:
        by_outcome = defaultdict(list)
        for one in found:
            if one.verb == verb:
                by_outcome[one.told].append(f"`{one.fault}`")
        lines += [f"| `{verb}` | {', '.join(faults)} | {told} |" for told, faults in sorted(by_outcome.items())]
    return "\n".join(lines) + "\n"


def written() -> str:
    """The table as it stands in the document."""
    return DOCUMENT.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]


if __name__ == "__main__":
    began = time.monotonic()
    all_found = outcomes()
    document = DOCUMENT.read_text(encoding="utf-8")
    before, _, rest = document.partition(BEGIN)
    DOCUMENT.write_text(before + BEGIN + table(all_found) + END + rest.partition(END)[2], encoding="utf-8")
    print(f"{len(all_found)} rows in {time.monotonic() - began:.0f} s")
    for one in all_found:
        if one.broken:
            print(one.verb, one.fault, one.told, *one.broken)
    sys.exit(any(one.broken for one in all_found))
