"""How the nouns are written into the database: as JSON objects of their fields."""

from __future__ import annotations

import json
from dataclasses import fields
from functools import lru_cache
from typing import Any, TypeVar

from ..models import Candidate, Track, Video

Noun = TypeVar("Noun")
NAMES: dict[type, list[str]] = {kind: [field.name for field in fields(kind)] for kind in (Track, Candidate, Video)}


def encode(value: Track | Candidate | Video | list[Candidate] | None) -> str | None:
    """One noun, or a list of them, as JSON in ASCII, which every database stores as it is; None stays None."""
    return None if value is None else json.dumps(value, default=_fields_of, separators=(",", ":"))


@lru_cache(maxsize=2048)  # The same videos are recalled day after day, and reading one is most of what that costs.
def decode_video(text: str) -> Video:
    return decode(Video, text)


def decode(kind: type[Noun], text: str) -> Noun:
    return _build(kind, json.loads(text))


def decode_list(kind: type[Noun], text: str) -> list[Noun]:
    return [_build(kind, values) for values in json.loads(text)]


def _build(kind: type[Noun], values: dict[str, Any]) -> Noun:
    """Fields that this version does not know are left out, so that an older one can read what a newer one wrote."""
    told: dict[str, Any] = {}
    for name in NAMES[kind]:
        if name in values:
            value = values[name]
            told[name] = tuple(value) if type(value) is list else value
    if kind is Video:
        told["candidate"] = _build(Candidate, told["candidate"])
    return kind(**told)


def _fields_of(noun: Any) -> dict[str, Any]:
    return {name: getattr(noun, name) for name in NAMES[type(noun)]}
