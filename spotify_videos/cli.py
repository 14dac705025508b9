"""The commands: `flask find`, `doctor`, `setup`, `worker` and `rejudge`."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from .config import DOTENV, Settings, write_secrets
from .errors import InvalidRequest, Problem, QuotaSpent
from .finder import Finder
from .models import Match, Playlist, Row
from .songs import Unreadable, read_list
from .upstream import Deadline, Unhurried
from .web import formats, parameters
from .worker import rejudge as judge_again

Found = tuple[Row, Match]

INTERRUPTED = 130  # What a shell calls a command that Ctrl-C ended.
NOBODY_SIGNED_IN = "is not used: no account is connected. A new Spotify app shows a playlist to its owner alone."
SECONDS_AFTER_RESET = 5  # YouTube's clock and ours differ a little.


def init_cli(app: Flask) -> None:
    for command in (find, doctor, setup, worker, rejudge):
        app.cli.add_command(command)


@click.command()
@click.argument("what", metavar="LINK|FILE|-")
@click.option("--num", type=click.IntRange(1, parameters.MOST_ROWS), default=parameters.MOST_ROWS, help="How many songs; all.")
@click.option("--format", "name", type=click.Choice(list(parameters.FORMATS)), default="json", help="How to write them; json.")
@click.option("--wait", is_flag=True, help="Stay until YouTube's day is over where its searches are spent, and finish the list.")
@with_appcontext
def find(what: str, num: int, name: str, wait: bool) -> None:
    """Write a list's songs with their videos to stdout.

    LINK is a Spotify link, FILE a list of songs as text, CSV or JSON, - the same from stdin. The exit status is 0 where all were
    found, 1 where some are missing, 2 after an error.
    """
    with _opened() as parts:
        seconds = parts["settings"].request_deadline
        try:
            playlist, unreadable = _list(parts["finder"], what, num, seconds)
            status = _write(parts["finder"], playlist, unreadable, parameters.FORMATS[name], wait, seconds)
        except KeyboardInterrupt:
            click.echo("\nStopped. What was found is kept: the same command goes on from there.", err=True)
            status = INTERRUPTED
    sys.exit(status)


@click.command()
@with_appcontext
def doctor() -> None:
    """Try the database and each credential with one cheap real call (never a search), and say what to do."""
    try:
        current_app.open()  # type: ignore[attr-defined]  # the Service of app.py
    except Problem as problem:
        click.echo(f"✗ Database: {problem.detail}")
        sys.exit(2)
    working = [examine(name, check) for name, check in _checks(current_app.extensions)]  # Each, whatever the one before it said.
    sys.exit(0 if all(working) else 1)


@click.command()
@click.option("--file", type=click.Path(path_type=Path, dir_okay=False), default=DOTENV, help="Another file than .env.")
@with_appcontext
def setup(file: Path) -> None:
    """Make the secrets that are missing in .env, and say how the admin comes in."""
    if written := write_secrets(file):
        click.echo(f"Wrote {' and '.join(written)} into {file.name}.")
    settings = Settings.load(file=file)
    click.echo(f"Open this once to be the admin of this page: http://127.0.0.1:{settings.port}/#admin={settings.admin_token}")


@click.command()
@with_appcontext
def worker() -> None:
    """Finish songs that wait for tomorrow's searches and refresh what grows old, until stopped."""
    stop = threading.Event()
    for signum in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signum, lambda *_: stop.set())
    with _opened() as parts:
        click.echo("Working. Ctrl-C ends it.", err=True)
        parts["worker"].run(stop)
    click.echo("Stopped. What is not finished is another worker's, or this one's next time.", err=True)


@click.command()
@with_appcontext
def rejudge() -> None:
    """Judge every song again by what YouTube told of it, without asking anybody: after an update of the matcher."""
    with _opened() as parts:
        click.echo(f"{judge_again(parts['store'], parts['upkeep'])} verdicts changed.")


@contextmanager
def _opened() -> Iterator[dict[str, Any]]:
    """The service's parts, for as long as the block lasts. A Problem ends the command in one line."""
    try:
        current_app.open()  # type: ignore[attr-defined]
        yield current_app.extensions
    except Problem as problem:
        click.echo(problem.detail, err=True)
        sys.exit(2)
    finally:
        current_app.close()  # type: ignore[attr-defined]


def _list(finder: Finder, what: str, num: int, seconds: float) -> tuple[Playlist, list[Found]]:
    """The songs behind a link, in a file or on stdin, and the lines of it that name none."""
    file = Path(what)
    if file.suffix.lower() in (".txt", ".csv", ".json") and not file.is_file():
        raise InvalidRequest(f"There is no file {what}.")
    if what != "-" and not file.is_file():
        return finder.playlist(what, num, 0, Deadline(seconds)), []
    body = sys.stdin.buffer.read() if what == "-" else file.read_bytes()
    told = read_list(body, _media_type(file.suffix.lower(), body))[:num]
    rows = tuple(row for row in told if isinstance(row, Row))
    return Playlist("", file.stem, len(told), rows, source="text"), [row.answer() for row in told if isinstance(row, Unreadable)]


def _media_type(suffix: str, body: bytes) -> str:
    """What the file's name says, else what it looks like: an object, a table with the column of the artists, or lines."""
    head = body.lstrip(b"\xef\xbb\xbf \t\r\n")
    if suffix == ".json" or head.startswith(b"{"):
        return "application/json"
    first = head.partition(b"\n")[0].lower()
    table = b"artist" in first and any(mark in first for mark in (b",", b";", b"\t"))
    return "text/csv" if suffix == ".csv" or (suffix != ".txt" and table) else "text/plain"


def _write(
    finder: Finder, playlist: Playlist, unreadable: Sequence[Found], form: parameters.Format, wait: bool, seconds: float
) -> int:
    """Write the songs in this format to stdout, and return the exit status."""
    matches: list[Match] = []

    def found() -> Iterator[Found]:
        with click.progressbar(
            length=len(playlist.rows), label="Finding the videos", file=sys.stderr, hidden=not sys.stderr.isatty()
        ) as bar:
            for row, match in _find(finder, playlist.rows, wait, seconds):
                matches.append(match)
                bar.update(1)
                yield row, match

    if form.write is None:
        rows = sorted([*playlist.rows, *(row for row, _ in unreadable)], key=lambda row: row.position)
        for line in formats.lines(rows, unreadable, found(), pending=False):
            click.echo(line, nl=False)
    else:
        told = sorted([*unreadable, *found()], key=lambda pair: pair[0].position)
        click.echo(form.write(playlist, told), nl=False)
    if reasons := {match.problem.detail for match in matches if match.problem}:
        click.echo("Some songs failed: " + " ".join(sorted(reasons)), err=True)
    if reset := next((match.retry_at for match in matches if match.retry_at), None):
        click.echo(f"Today's searches are used up. The rest comes after {_local(reset)}; --wait stays until then.", err=True)
    return 0 if not unreadable and all(match.video for match in matches) else 1


def _find(finder: Finder, rows: Sequence[Row], wait: bool, seconds: float) -> Iterator[Found]:
    """The songs as they are found; with `wait` no song is deferred, since we stay until it is found."""
    while rows:
        waiting: list[Row] = []
        reset: datetime | None = None
        for row, match in finder.find(rows, Unhurried(seconds)):
            if wait and match.retry_at:
                waiting.append(row)
                reset = match.retry_at
            else:
                yield row, match
        if reset:
            click.echo(f"\n{len(waiting)} songs wait for YouTube's next day, which begins {_local(reset)}.", err=True)
            time.sleep(max(0.0, (reset - datetime.now(UTC)).total_seconds()) + SECONDS_AFTER_RESET)
        rows = waiting


def _local(moment: datetime) -> str:
    return f"{moment.astimezone():%d %B %H:%M %Z}"


def _checks(parts: Mapping[str, Any]) -> list[tuple[str, Callable[[], Any]]]:
    finder, seconds = parts["finder"], parts["settings"].upstream_timeout * 3
    return [
        ("Database", finder.check),
        ("Spotify", lambda: finder.check_spotify(Deadline(seconds))),
        ("Sign-in", lambda: None if parts["account"].check(Deadline(seconds)) else NOBODY_SIGNED_IN),
        ("YouTube", lambda: finder.check_youtube(Deadline(seconds))),
        ("Worker", lambda: _waiting(parts)),
    ]


def _waiting(parts: Mapping[str, Any]) -> str:
    where = "a thread of the service" if parts["settings"].worker else "`flask worker`, which has to run beside the service"
    return f"is {where}; {parts['wanted'].count()} songs wait for it."


def examine(name: str, check: Callable[[], Any]) -> bool:
    """Say in one line whether it works and, where it does not, what to do."""
    try:
        told = check()
    except Problem as problem:
        click.echo(f"✗ {name}: {problem.detail}")
        return False
    except QuotaSpent as spent:
        click.echo(f"✗ {name}: today's units are used up. There are more from {_local(spent.retry_at)} on.")
        return False
    click.echo(f"✓ {name} {told or 'works.'}")
    return True
