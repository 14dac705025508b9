"""A stand-in for Spotify and YouTube that speaks their HTTP, with latency and faults on demand.

In a process of its own: `python -m spotify_videos.sandbox`. In this one:

    with start() as sandbox:
        sandbox.fault("youtube.search", "hang", first=3)
        ...
        assert sandbox.calls["youtube.search"] == 50
"""

from .sandbox import Sandbox, start

__all__ = ["Sandbox", "start"]
