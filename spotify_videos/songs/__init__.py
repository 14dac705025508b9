"""Which songs: what somebody pasted, and the list that Spotify holds behind it."""

from ..config import TOP_50
from .account import Account
from .charts import Charts
from .ids import is_track_id, own_id
from .links import Link, parse
from .lists import MEDIA_TYPES, Unreadable, read_list
from .spotify import Spotify

__all__ = [
    "MEDIA_TYPES",
    "TOP_50",
    "Account",
    "Charts",
    "Link",
    "Spotify",
    "Unreadable",
    "is_track_id",
    "own_id",
    "parse",
    "read_list",
]
