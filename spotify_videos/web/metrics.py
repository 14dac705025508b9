"""One small list of what an operator wants to see, at /metrics, in Prometheus' own text."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from flask import Blueprint, Flask, Response, current_app, g, request
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    Metric,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from ..errors import Problem
from ..memory import Counted, Quota
from ..models import Match, Row

PREFIX = "spotify_videos"
SECONDS = (0.005, 0.025, 0.1, 0.5, 1, 2.5, 5, 10, 30)  # REQUEST_DEADLINE is 30 by itself, UPSTREAM_TIMEOUT 5.
NOBODYS = "none"  # The route of an address where there is nothing: whoever tries thousands must not make thousands of metrics.

# What a process counts. With several of them gunicorn.conf.py names a folder in which the client adds up what each has counted.
counted = CollectorRegistry()
disable_created_metrics()  # type: ignore[no-untyped-call]  # several processes cannot tell when they began, so one does not either
requests = Histogram(
    "request_seconds",
    "Seconds until an answer began.",
    ["method", "route", "status"],
    namespace=PREFIX,
    registry=counted,
    buckets=SECONDS,
)
songs = Counter(
    "songs",
    "Songs answered, by status; an answer that is repeated within its minute is counted once.",
    ["status"],
    namespace=PREFIX,
    registry=counted,
)
upstream_calls = Histogram(
    "upstream_call_seconds",
    "Seconds that a try of an upstream's verb took, by how it ended: ok, or the code of what went wrong.",
    ["verb", "result"],
    namespace=PREFIX,
    registry=counted,
    buckets=SECONDS,
)

metrics = Blueprint("metrics", __name__)
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")
_request = lru_cache(maxsize=1000)(requests.labels)  # Looking the labels up takes as long as all the rest.


def init_metrics(app: Flask) -> None:
    """Measure every request, and answer /metrics. The app has its finder and its census when it is asked."""
    app.before_request(_begin)
    app.after_request(_end)
    app.register_blueprint(metrics)


def of_upstream(verb: str, result: str, seconds: float) -> None:
    """For upstream.observe."""
    upstream_calls.labels(verb, result).observe(seconds)


def of_songs(found: Iterable[tuple[Row, Match]]) -> Iterator[tuple[Row, Match]]:
    """The same songs, counted as they pass."""
    for row, match in found:
        songs.labels(match.status).inc()
        yield row, match


@metrics.get("/metrics")
def told() -> Response:
    """What all processes counted, and what the database, which they share, holds at this moment."""
    registry = CollectorRegistry()
    try:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the client has no type for it
    except ValueError:  # No folder is named, so this process is the only one.
        registry.register(counted)
    finder, census = current_app.extensions["finder"], current_app.extensions["census"]
    registry.register(_Now(finder.quota, census.count))
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})


class _Now:
    """Gauges of this moment: had each process counted them, several of them would tell the same several times."""

    def __init__(self, quota: Callable[[], Quota], census: Callable[[], Counted]) -> None:
        self._quota = quota
        self._census = census

    def collect(self) -> Iterator[Metric]:
        try:
            day, counted = self._quota(), self._census()
        except Problem:
            yield _up(0)
        else:
            yield _up(1)
            yield from _figures(day, counted)


def _up(value: int) -> Metric:
    return _gauge("database_up", "1 where the database answers, else 0, and what it would tell is missing.", value)


def _figures(day: Quota, kept: Counted) -> Iterator[Metric]:
    yield _gauge("searches_used", "Searches of YouTube's day that are booked.", day["searches"]["used"])
    yield _gauge("searches_left", "Searches of YouTube's day that are left.", day["searches"]["left"])
    yield _gauge("units_used", "Units of YouTube's day that are booked.", day["units"]["used"])
    yield _gauge("units_left", "Units of YouTube's day that are left.", day["units"]["left"])
    yield _gauge("quota_resets_timestamp_seconds", "When YouTube counts anew, UTC.", day["resets_at"].timestamp())
    yield _gauge("songs_waiting", "Songs that wait for searches.", kept["waiting"])
    yield _gauge("songs_overdue_seconds", "How long the longest waiting song could have been found.", kept["overdue"])
    yield _gauge("oldest_candidates_seconds", "Age of the oldest candidates, which may be kept for 30 days.", kept["oldest"])
    remembered = GaugeMetricFamily(f"{PREFIX}_songs_remembered", "Songs with a verdict or a pin, by status.", labels=["status"])
    for status, count in kept["remembered"].items():
        remembered.add_metric([status], count)
    yield remembered


def _gauge(name: str, what: str, value: float) -> Metric:
    return GaugeMetricFamily(f"{PREFIX}_{name}", what, value=value)


def _begin() -> None:
    g.began = time.perf_counter()


def _end(response: Response) -> Response:
    if began := g.get("began"):  # A request may end before it began for us.
        method = request.method if request.method in METHODS else NOBODYS
        route = request.url_rule.rule if request.url_rule else NOBODYS
        _request(method, route, response.status_code).observe(time.perf_counter() - began)
    return response
