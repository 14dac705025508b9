"""The stand-in as a program: `python -m spotify_videos.sandbox --port 8099 --latency 200`."""

from __future__ import annotations

import argparse
import signal
import threading

from . import start
from .control import guide
from .sandbox import VERBS
from .spotify import REGIMES


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8099, help="where to listen on 127.0.0.1; 0 takes any free one (default: 8099)")
    parser.add_argument(
        "--latency", type=float, default=0, metavar="MS", help="milliseconds from a call to its answer (default: 0)"
    )
    parser.add_argument("--regime", choices=REGIMES, default="extended", help="what kind of Spotify app asks (default: extended)")
    parser.add_argument("--searches", type=int, default=100, metavar="N", help="searches until they are spent (default: 100)")
    parser.add_argument("--units", type=int, default=10_000, metavar="N", help="units until they are spent (default: 10000)")
    parser.add_argument(
        "--guessable", type=int, default=80, metavar="PERCENT", help="invented artists with a guessable handle (default: 80)"
    )
    parser.add_argument(
        "--fault", action="append", default=[], metavar="VERB=FAULT", help="what goes wrong on every call; may be repeated"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m spotify_videos.sandbox",
        description="A stand-in for Spotify and YouTube.",
        epilog=guide("URL", VERBS),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    arguments(parser)
    told = parser.parse_args()
    faults = [fault.partition("=") for fault in told.fault]
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    try:
        sandbox = start(told.port, told.latency / 1000, told.regime)
    except OSError as error:
        parser.error(f"port {told.port}: {error.strerror}")
    with sandbox:
        sandbox.youtube.searches_per_day, sandbox.youtube.units_per_day = told.searches, told.units
        sandbox.youtube.guessable = told.guessable
        try:
            for verb, _, name in faults:
                sandbox.fault(verb, name)
        except ValueError as error:
            parser.error(str(error))
        print(f"The sandbox listens on {sandbox.url}", flush=True)
        stop.wait()


if __name__ == "__main__":
    main()
