"""What to ask YouTube for: the artist, the song, and the version where one is asked for."""

from __future__ import annotations

from ..models import Track
from .titles import asked


def query(track: Track) -> str:
    """The words of a search for the track's video."""
    wanted = asked(track.title, track.artists, track.album)
    title = " ".join(word.native for word in wanted.titles[0].words)
    extra = " ".join(sorted(wanted.version.whose | {tag for tag in wanted.version.tags if tag != "variant"}))
    return " ".join(f"{track.artist} {title} {extra}".split())
