"""How gunicorn serves the app: `gunicorn app:app` reads this by itself."""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
from typing import Any

from gunicorn.arbiter import Arbiter

from spotify_videos.config import BadSettings, Settings
from spotify_videos.errors import Problem

try:
    settings = Settings.load()
except BadSettings as error:
    sys.exit(f"The service does not start, since these settings cannot be:\n{error}")

bind = f"127.0.0.1:{settings.port}"
# A request mostly waits for Spotify and YouTube, so threads serve it best.
worker_class = "gthread"
threads = 32
# One process by itself: lists read within the last minute are kept per process. WEB_CONCURRENCY raises it.
timeout = int(settings.request_deadline) + 30
graceful_timeout = int(settings.request_deadline) + 5
keepalive = 5
# Nobody steers this server through a socket in the home folder.
control_socket_disable = True
# A link pasted with everything that trackers add to it can be long; this is the most that gunicorn allows.
limit_request_line = 8190
# The processes add their counts up in this folder. A reload (SIGHUP) reads this file again, and keeps it.
FOLDER = "PROMETHEUS_MULTIPROC_DIR"
if FOLDER not in os.environ:
    os.environ[FOLDER] = tempfile.mkdtemp(prefix="spotify-videos-metrics-")


def post_worker_init(worker: Any) -> None:
    """Build the parts now, so that the first request does not wait for them; where they cannot be built, nothing starts."""
    try:
        worker.app.callable.serve()
        # What is here now stays; looking through all of it for garbage would stop every thread for a quarter of a second.
        gc.collect()
        gc.freeze()
    except Problem as problem:
        worker.log.error(problem.detail)
        sys.exit(Arbiter.WORKER_BOOT_ERROR)


def worker_exit(_: Any, worker: Any) -> None:
    """Finish what is under way, and give claims and connections back."""
    worker.app.callable.close()


def child_exit(_: Any, worker: Any) -> None:
    """What the process counted stays; what it alone could tell of this moment goes."""
    from prometheus_client.multiprocess import mark_process_dead  # noqa: PLC0415  # it looks for the folder when it is imported

    mark_process_dead(worker.pid)


def on_exit(_: Any) -> None:
    """Nobody adds up any more."""
    shutil.rmtree(os.environ[FOLDER], ignore_errors=True)
