"""How gunicorn serves the app: `gunicorn app:app` reads this by itself."""

from __future__ import annotations

import sys
from typing import Any

from spotify_videos.config import BadSettings, Settings

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
# A link pasted with everything that trackers add to it can be long; this is the most that gunicorn allows.
limit_request_line = 8190


def post_worker_init(worker: Any) -> None:
    """Build the parts now, so that the first request does not wait for them."""
    worker.app.callable.open()
