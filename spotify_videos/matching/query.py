"""What to ask YouTube for: the artist, the song, and the version where one is asked for."""

from __future__ import annotations

from ..models import Track
from .titles import asked

# More than this no title holds that could be found by it.
LONGEST = 150


def query(track: Track) -> str:
    """The words of a search for the track's video."""
    wanted = asked(track.title, track.artists, track.album)
    title = [word.written for word in wanted.titles[0].words] if wanted.titles else []
    return " ".join([*track.artist.split(), *title, *wanted.says])[:LONGEST].rstrip()
