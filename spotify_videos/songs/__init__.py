"""Which songs: what somebody pasted, and the list that Spotify holds behind it."""

from ..config import TOP_50
from .ids import own_id
from .links import Link, parse
from .spotify import Spotify

__all__ = ["TOP_50", "Link", "Spotify", "own_id", "parse"]
