"""Dice that fall the same way in every process and on every machine: what is made up is made up by rule."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

Thing = TypeVar("Thing")

BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


class Dice:
    """A stream of choices that depends on nothing but the key it was made with; good for about forty throws."""

    __slots__ = ("_left",)

    def __init__(self, *key: object) -> None:
        self._left = int.from_bytes(blake2b("\0".join(map(str, key)).encode()).digest(), "big")

    def below(self, sides: int) -> int:
        """A whole number from 0 to `sides` - 1."""
        self._left, thrown = divmod(self._left, sides)
        return thrown

    def among(self, things: Sequence[Thing]) -> Thing:
        return things[self.below(len(things))]

    def between(self, least: int, most: int) -> int:
        """A whole number from `least` to `most`, both included."""
        return least + self.below(most - least + 1)

    def happens(self, percent: int) -> bool:
        return self.below(100) < percent

    def letters(self, count: int, alphabet: str = BASE64URL) -> str:
        return "".join(self.among(alphabet) for _ in range(count))
