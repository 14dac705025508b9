"""Assembly only: settings → parts → Flask. `app` is for gunicorn and tests, `create_app` for `flask run`."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import Flask
from pythonjsonlogger.json import JsonFormatter

from spotify_videos import sandbox, upstream
from spotify_videos.cli import init_cli
from spotify_videos.config import BadSettings, Settings
from spotify_videos.errors import InvalidRequest, NotConfigured
from spotify_videos.finder import Finder
from spotify_videos.memory import Census, ChannelShelf, Claims, Ledger, Store, Upkeep, Vault, Wanted, open_database
from spotify_videos.songs import Account, Charts, Spotify, parse
from spotify_videos.upstream import Redact, Session
from spotify_videos.videos import Channels, YouTube, YTMusic
from spotify_videos.web.api import api
from spotify_videos.web.docs import init_docs
from spotify_videos.web.doors import init_doors, open_doors
from spotify_videos.web.login import login
from spotify_videos.web.metrics import init_metrics, of_upstream
from spotify_videos.web.page import page
from spotify_videos.web.problems import init_problems
from spotify_videos.worker import Worker

CALLS_A_LOOK_UP = 4  # An artist's handles are all guessed at the same moment.


class Service(Flask):
    """A Flask app whose parts are built when it starts to serve, so that importing it reads no secret and opens nothing."""

    def __init__(self, settings: Callable[[], Settings]) -> None:
        super().__init__("spotify_videos", static_folder=None)
        self.json.sort_keys = False  # type: ignore[attr-defined]  # the default provider has it, its base class has not
        self._settings = settings
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._working: threading.Thread | None = None

    def open(self) -> None:
        """Build the parts, once. Raise NotConfigured where a setting cannot be or the database cannot be opened."""
        with self._lock:
            if "finder" in self.extensions:
                return
            try:
                settings = self._settings()
            except BadSettings as error:
                raise NotConfigured(f"The service has settings that cannot be. {error}") from None
            _log_without_secrets(settings)
            if settings.sandbox:
                settings = self._against_sandbox(settings)
            self.extensions["settings"] = settings
            open_doors(self, settings)
            self.extensions |= _parts(settings)

    def serve(self) -> None:
        """Open, and do the worker's work, too, in a thread, unless the settings leave that to `flask worker`."""
        self.open()
        with self._lock:
            if self.extensions["settings"].worker and self._working is None:
                self._working = threading.Thread(
                    target=self.extensions["worker"].run, args=(self._stop,), name="worker", daemon=True
                )
                self._working.start()

    def close(self) -> None:
        """Finish what is under way and give everything back."""
        self._stop.set()
        if self._working:
            self._working.join()
        with self._lock:
            if finder := self.extensions.pop("finder", None):
                finder.close()
            if stand_in := self.extensions.pop("sandbox", None):
                stand_in.stop()

    def _against_sandbox(self, settings: Settings) -> Settings:
        stand_in = self.extensions["sandbox"] = self.extensions.get("sandbox") or sandbox.start()
        self.logger.warning("SANDBOX=1: this is demo data from a stand-in for Spotify and YouTube, not the real ones.")
        # What the demo found must never be taken for what YouTube has, so it has a database of its own.
        own = settings.database_url != Settings.database_url
        return replace(
            settings,
            spotify_client_id="sandbox",
            spotify_client_secret="sandbox",  # noqa: S106  # the stand-in takes any
            youtube_key="sandbox",
            spotify_api_url=stand_in.spotify_api_url,
            spotify_accounts_url=stand_in.accounts_url,
            youtube_api_url=stand_in.youtube_api_url,
            archive_url=stand_in.archive_url,
            deezer_url=stand_in.deezer_url,
            ytmusic=False,
            database_url=settings.database_url if own else "sqlite:///spyt-sandbox.db",
        )


def create_app(settings: Settings | None = None) -> Service:
    """The whole service. Without settings they are read now, and a bad one ends the start."""
    if settings is None:
        try:
            settings = _load()
        except BadSettings as error:
            sys.exit(f"The service does not start, since these settings cannot be:\n{error}")
    return _service(lambda: settings)


def _load() -> Settings:
    settings = Settings.load()
    try:
        parse(settings.default_playlist)
    except InvalidRequest as problem:
        raise BadSettings(f"DEFAULT_PLAYLIST must be as a request's. {problem.detail}") from None
    return settings


def _service(settings: Callable[[], Settings]) -> Service:
    service = Service(settings)
    init_metrics(service)
    upstream.observe(of_upstream)
    init_problems(service)
    service.before_request(service.serve)  # After the request has its number, so that what keeps us from opening is a problem, too.
    init_doors(service)
    service.register_blueprint(api)
    service.register_blueprint(login)
    service.register_blueprint(page)
    init_docs(service)
    init_cli(service)
    return service


def _parts(settings: Settings) -> dict[str, Any]:
    """What the views and the commands find in the app's `extensions`."""
    engine = open_database(settings.database_url)
    store, shelf, wanted, upkeep = Store(engine), ChannelShelf(engine), Wanted(engine), Upkeep(engine)
    ledger = Ledger(engine, {"searches": settings.searches_per_day, "units": settings.units_per_day})
    # A third of a deadline: who waits for a caller that died still has time to find the song itself.
    claims = Claims(engine, settings.request_deadline / 3)
    session = Session(settings.upstream_timeout)
    calls = settings.search_workers * CALLS_A_LOOK_UP
    account = Account.connect(
        settings.spotify_client_id,
        settings.redirect_uri,
        settings.spotify_accounts_url,
        settings.spotify_api_url,
        Vault(engine, settings.secret_key),
        session,
    )
    spotify = Spotify.connect(
        settings.spotify_client_id,
        settings.spotify_client_secret,
        settings.spotify_api_url,
        settings.spotify_accounts_url,
        session,
        account,
    )
    youtube = YouTube.connect(
        settings.youtube_key,
        settings.youtube_api_url,
        settings.upstream_timeout,
        pool=calls,
        ledger=ledger,
        region=settings.region,
    )
    finder = Finder(
        spotify,
        Charts.connect(settings.archive_url, settings.deezer_url, session),
        youtube,
        Channels(youtube, shelf, calls),
        YTMusic.connect(settings.upstream_timeout, settings.search_workers) if settings.ytmusic else None,
        store,
        ledger,
        claims,
        wanted,
        settings.search_workers,
    )
    worker = Worker(
        finder,
        youtube,
        store,
        upkeep,
        wanted,
        ledger,
        claims,
        settings.searches_for_worker,
        settings.request_deadline,
        expire=[shelf.expire],
    )
    parts = {"finder": finder, "worker": worker, "account": account, "store": store, "upkeep": upkeep, "wanted": wanted}
    return parts | {"census": Census(engine)}


def _log_without_secrets(settings: Settings) -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for handler in logging.getLogger().handlers:
        if settings.log_format == "json":
            handler.setFormatter(JsonFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        handler.setFormatter(Redact.around(handler.formatter, settings.secrets()))
    for name in ("urllib3", "spotipy", "alembic", "werkzeug"):  # They log URLs, and the key is a part of YouTube's.
        logging.getLogger(name).setLevel(logging.WARNING)


app = _service(_load)


if __name__ == "__main__":
    service = create_app()
    try:
        service.serve()
    except NotConfigured as problem:
        sys.exit(problem.detail)
    port = service.extensions["settings"].port
    print(f"Serving on http://127.0.0.1:{port} (Ctrl-C ends it)", flush=True)  # noqa: T201  # a person waits for this line
    try:
        service.run(port=port, threaded=True)
    finally:
        service.close()
