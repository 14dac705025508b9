"""What is known and what it cost: tracks, candidates, matches, pins, the day's searches and units, and who looks for what."""

from .claims import Claims
from .database import open_database
from .ledger import Ledger, Quota
from .store import Store

__all__ = ["Claims", "Ledger", "Quota", "Store", "open_database"]
