"""Opening the database, by one or by many, and what its failures look like."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, exc, make_url, text

from spotify_videos.errors import NotConfigured
from spotify_videos.memory import Ledger, Store, open_database
from spotify_videos.memory.database import reading, writing
from spotify_videos.memory.tables import metadata
from spotify_videos.models import Candidate, Match, Track, Video


def test_ten_processes_may_open_an_empty_database_at_once(database_url: str, race: Callable[..., list[str]]) -> None:
    script = "wait(); engine = open_database(sys.argv[1]); Store(engine).check(); engine.dispose()"
    assert race(10, script, database_url) == [""] * 10


def test_the_migrations_make_exactly_the_tables_that_the_code_uses(engine: Engine) -> None:
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_what_was_remembered_is_there_after_opening_again(
    database_url: str, engine: Engine, song: Callable[..., Track], video: Video
) -> None:
    Store(engine).remember(song(), Match("matched", video))
    again = open_database(database_url)
    assert Store(again).recall([song()]) == {song().id: Match("matched", video)}
    again.dispose()


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////nowhere/at/all/spyt.db",
        "sqlite:////dev/null/secret",
        "postgresql+psycopg://me:secret@127.0.0.1:1/nothing",
        "nonsense",
        "nonsense+secret://",
        "sqlite+secret:///x",
    ],
)
def test_a_database_that_cannot_be_opened_is_a_problem_that_keeps_the_url_to_itself(url: str) -> None:
    with pytest.raises(NotConfigured, match="DATABASE_URL") as problem:
        open_database(url)
    assert "secret" not in problem.value.detail
    assert problem.value.__cause__ is None


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear database, " * 100)
    with pytest.raises(NotConfigured):
        open_database(f"sqlite:///{letter}")
    assert letter.read_text() == "Dear database, " * 100


def test_a_database_of_a_newer_version_is_left_alone(database_url: str, engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NotConfigured, match="newer version"):
        open_database(database_url)


def test_a_full_disk_is_a_problem_and_reading_goes_on(tmp_path: Path, song: Callable[..., Track], video: Video) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'spyt.db'}")
    store = Store(engine)
    store.remember(song(), Match("matched", video))
    with reading(engine) as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(NotConfigured):
        store.keep(song(), [Candidate("x" * 11, "A title", description="long " * 10_000)])
    assert store.recall([song()])
    engine.dispose()


def test_a_database_that_went_away_is_a_problem(database_url: str, engine: Engine, request: pytest.FixtureRequest) -> None:
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        engine.dispose()
        Path(url.database or "").write_text("no database any more " * 1000)
    else:
        server = create_engine(request.getfixturevalue("postgresql"), isolation_level="AUTOCOMMIT")
        with server.connect() as connection:
            connection.execute(text(f"DROP DATABASE {url.database} WITH (FORCE)"))
        server.dispose()
    with pytest.raises(NotConfigured, match="DATABASE_URL"):
        Store(engine).check()


def test_a_mistake_of_ours_is_no_problem_of_the_database(engine: Engine) -> None:
    orphan = text("INSERT INTO matches (track_id, at, status) VALUES ('nobody', 0, 'matched')")
    with pytest.raises(exc.IntegrityError), writing(engine) as connection:
        connection.execute(orphan)


def test_a_failed_block_leaves_nothing_behind(engine: Engine) -> None:
    def half_a_deed() -> None:
        with writing(engine) as connection:
            connection.execute(text("INSERT INTO tracks (id, body) VALUES ('half', '{}')"))
            raise LookupError

    with pytest.raises(LookupError):
        half_a_deed()
    assert Store(engine).track("half") is None


def test_readers_do_not_wait_for_a_writer(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(text("INSERT INTO tracks (id, body) VALUES ('new', '{}')"))
        assert Store(engine).track("new") is None


def test_sqlite_loses_nothing_to_a_crash_and_waits_for_its_turn(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'spyt.db'}")
    with reading(engine) as connection:
        told = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "busy_timeout")
        }
    assert told == {"journal_mode": "wal", "synchronous": 1, "busy_timeout": 15_000}
    engine.dispose()


def test_closing_lets_go_of_the_file(tmp_path: Path, threads: Callable[..., list[None]]) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'spyt.db'}")
    threads(40, Store(engine).check)
    engine.dispose()
    # SQLite takes its side files away when the last connection is closed.
    assert [file.name for file in tmp_path.iterdir()] == ["spyt.db"]


def test_a_database_in_memory_is_one_for_all_threads(threads: Callable[..., list[object]]) -> None:
    engine = open_database("sqlite:///:memory:")
    ledger = Ledger(engine, {"searches": 100, "units": 100})
    threads(20, lambda: ledger.spend("searches"))
    assert ledger.quota()["searches"]["used"] == 20
    engine.dispose()
