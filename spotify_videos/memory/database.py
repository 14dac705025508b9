"""Opens the database and brings its tables up to date; reading and writing go through here, so that its failures are Problems."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from functools import cache
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import URL, Connection, Engine, QueuePool, Table, create_engine, event, exc, func, make_url, select
from sqlalchemy.dialects import postgresql, sqlite

from ..errors import NotConfigured

# Seconds that SQLite waits for another process's write to end; each of ours takes about a millisecond.
BUSY = 15
# Any number will do, as long as nobody else who uses this PostgreSQL server takes the same.
MIGRATION_LOCK = 0x5359_5654

_log = logging.getLogger(__name__)


def open_database(url: str) -> Engine:
    """An engine on the database of this SQLAlchemy URL, its tables made or brought up to date; `dispose()` closes it.

    Any number of processes may open an empty one at the same moment. Raise NotConfigured where it cannot be opened.
    """
    try:
        parsed = make_url(url)
        engine = _sqlite(parsed) if parsed.get_backend_name() == "sqlite" else _postgresql(parsed)
    except (exc.ArgumentError, ImportError):
        raise NotConfigured("DATABASE_URL is no database that this service can use.") from None
    try:
        _migrate(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection to read with. Raise NotConfigured where the database fails."""
    options = engine.get_execution_options().get("reads", {})
    with _failures_are_problems(), engine.connect() as connection:
        yield connection.execution_options(**options)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that is committed at the end of the block. Raise NotConfigured where the database fails."""
    one_at_a_time = engine.get_execution_options().get("one_writer", nullcontext())
    with _failures_are_problems(), one_at_a_time, engine.connect() as connection, connection.execution_options(writes=True).begin():
        yield connection


def upsert(connection: Connection, table: Table, *rows: Mapping[str, Any]) -> None:
    """Insert the rows, each in place of the one with the same primary key."""
    if rows:
        connection.execute(_upserts(connection.dialect.name, table), rows)


def insert(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """The dialect's own INSERT, which has ON CONFLICT."""
    return _insert(connection.dialect.name, table)


@cache  # Writing the statement takes longer than running it.
def _upserts(dialect: str, table: Table) -> postgresql.Insert | sqlite.Insert:
    statement = _insert(dialect, table)
    told = {column.name: statement.excluded[column.name] for column in table.columns if not column.primary_key}
    return statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=told)


def _insert(dialect: str, table: Table) -> postgresql.Insert | sqlite.Insert:
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


@contextmanager
def _failures_are_problems() -> Iterator[None]:
    try:
        yield
    except (exc.IntegrityError, exc.ProgrammingError, exc.DataError):  # These are mistakes of ours, not the database's.
        raise
    except (exc.DBAPIError, exc.TimeoutError) as error:
        _log.error("The database failed: %s", getattr(error, "orig", None) or type(error).__name__)
        raise NotConfigured("The database cannot be reached or written; the log says why, DATABASE_URL says where it is.") from None


def _sqlite(url: URL) -> Engine:
    # A database in memory lives in its one connection; for a file, every thread that wants one gets one.
    in_memory = url.database in (None, "", ":memory:")
    pool: dict[str, Any] = {"pool_size": 1, "max_overflow": 0} if in_memory else {"pool_size": 32, "max_overflow": -1}
    engine = create_engine(
        url,
        poolclass=QueuePool,
        connect_args={"timeout": BUSY, "check_same_thread": False},
        # SQLite has one writer at a time, and who finds it busy polls; within the process a lock is fairer and quicker.
        execution_options={"one_writer": threading.Lock()},
        **pool,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        connection.isolation_level = None  # Else Python's driver begins transactions at moments of its own choice.
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A transaction that read first cannot wait for its turn to write: SQLite would call it locked at once.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")

    return engine


def _postgresql(url: URL) -> Engine:
    return create_engine(
        url,
        pool_size=8,
        max_overflow=24,
        pool_timeout=BUSY,
        pool_pre_ping=True,
        # Each question sees what is committed, in a transaction or out of one, and out of one it saves two round trips.
        execution_options={"reads": {"isolation_level": "AUTOCOMMIT"}},
    )


def _migrate(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", f"{__package__}:migrations")
    with writing(engine) as connection:  # On SQLite this already keeps all others out.
        if connection.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(MIGRATION_LOCK)))
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError:
            raise NotConfigured("The database was made by a newer version of this service, which this one cannot read.") from None
