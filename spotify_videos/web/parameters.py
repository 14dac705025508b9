"""The query of a request, read by hand: every message names the parameter, what came and what it may be."""

from __future__ import annotations

from collections.abc import Sequence

from werkzeug.datastructures import MultiDict

from ..errors import InvalidRequest

MOST_ROWS = 10_000
LARGEST_OFFSET = 1_000_000
FORMATS = ("json",)


def one(query: MultiDict[str, str], name: str, default: str) -> str:
    """The parameter's one value. Given twice it is refused, since taking either would surprise somebody."""
    values = query.getlist(name)
    if len(values) > 1:
        raise InvalidRequest(f"`{name}` is given {len(values)} times; give it once.")
    return values[0] if values else default


def whole(query: MultiDict[str, str], name: str, default: int, least: int, most: int) -> int:
    value = one(query, name, str(default))
    # int() alone would take "+1", " 1", "1_0" and other scripts' digits.
    if not (value.isascii() and value.isdigit() and len(value) <= len(str(most)) and least <= int(value) <= most):
        raise InvalidRequest(f"`{name}` must be a whole number from {least} to {most}, not {shown(value)}.")
    return int(value)


def choice(query: MultiDict[str, str], name: str, among: Sequence[str]) -> str:
    value = one(query, name, among[0])
    if value not in among:
        raise InvalidRequest(f"`{name}` must be {' or '.join(among)}, not {shown(value)}.")
    return value


def shown(value: str) -> str:
    """What came, short enough to be read and without control characters."""
    if not value:
        return "empty"
    return repr(value if len(value) <= 60 else f"{value[:60]}…")
