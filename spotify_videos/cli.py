"""The commands: `flask doctor`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import click
from flask import Flask

from .errors import Problem, QuotaSpent
from .upstream import Deadline


def init_cli(app: Flask) -> None:
    @app.cli.command("doctor")
    def doctor() -> None:
        """Try the database and each credential with one cheap real call (never a search), and say what to do."""
        try:
            app.open()  # type: ignore[attr-defined]  # the Service of app.py
        except Problem as problem:
            click.echo(f"✗ Database: {problem.detail}")
            sys.exit(2)
        working = [examine(name, check) for name, check in _checks(app)]  # Each is tried, whatever the one before it said.
        sys.exit(0 if all(working) else 1)


def _checks(app: Flask) -> list[tuple[str, Callable[[], None]]]:
    finder, seconds = app.extensions["finder"], app.extensions["settings"].upstream_timeout * 3
    return [
        ("Database", finder.check),
        ("Spotify", lambda: finder.check_spotify(Deadline(seconds))),
        ("YouTube", lambda: finder.check_youtube(Deadline(seconds))),
    ]


def examine(name: str, check: Callable[[], Any]) -> bool:
    """Say in one line whether it works and, where it does not, what to do."""
    try:
        check()
    except Problem as problem:
        click.echo(f"✗ {name}: {problem.detail}")
        return False
    except QuotaSpent as spent:
        click.echo(f"✗ {name}: today's units are used up. There are more from {spent.retry_at:%d %B %H:%M} UTC on.")
        return False
    click.echo(f"✓ {name} works.")
    return True
