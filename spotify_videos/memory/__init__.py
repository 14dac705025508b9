"""What is known and what it cost: tracks, candidates, matches, pins, the day's searches and units, claims, and the account."""

from .account import Connected, SignIn, Vault
from .census import Census, Counted
from .channels import ChannelShelf, Kept
from .claims import Claims
from .database import open_database
from .ledger import WORKERS, Ledger, Quota, Share
from .store import Store
from .upkeep import Upkeep
from .wanted import Wanted

__all__ = [
    "WORKERS",
    "Census",
    "ChannelShelf",
    "Claims",
    "Connected",
    "Counted",
    "Kept",
    "Ledger",
    "Quota",
    "Share",
    "SignIn",
    "Store",
    "Upkeep",
    "Vault",
    "Wanted",
    "open_database",
]
