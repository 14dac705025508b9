"""A search over everything uploaded: by words, rare ones first, blind to case and accents, and to which upload is right."""

from __future__ import annotations

import math
import re
import unicodedata
from functools import cache, lru_cache

from . import catalogue, uploads
from .dice import Dice
from .invented import Song
from .uploads import Upload

# How many of the songs that a query fits best have their uploads looked through: about 120 uploads, more than a page holds.
SONGS_LOOKED_THROUGH = 6
# The weight of a word that is in no song's name but may be in an upload's ("karaoke", "live").
COMMON_WORD = 2.0
# How far two uploads with the same words may lie apart; more than a word of weight is worth, as on the real site.
LUCK = 0.35


@lru_cache(maxsize=20_000)
def words(text: str) -> frozenset[str]:
    """The words of a text, without case, accents and punctuation; scripts other than Latin stay as they are."""
    folded = unicodedata.normalize("NFKD", text).casefold().replace("'", "").replace("’", "")
    return frozenset(re.findall(r"\w+", "".join(letter for letter in folded if not unicodedata.combining(letter))))


def prepare() -> None:
    """Do once, before anybody asks, what the first search would have to wait for."""
    _index()
    catalogue.numbered()
    for song in catalogue.top_50():
        uploads.of(song)


def search(query: str) -> list[Upload]:
    """The uploads that share a word with `query`, best first. Equal queries bring equal results."""
    asked = {word: _weight(word) for word in words(query)}
    found = [(_rank(upload, asked), upload.id, upload) for song in _songs(asked) for upload in uploads.of(song)]
    return [upload for rank, _, upload in sorted(found, reverse=True) if rank > 0]


def _songs(asked: dict[str, float]) -> list[Song]:
    scores: dict[int, float] = {}
    for word, weight in asked.items():
        for number in _index().get(word, ()):
            scores[number] = scores.get(number, 0.0) + weight
    best = sorted(scores, key=lambda number: (-scores[number], number))[:SONGS_LOOKED_THROUGH]
    return [catalogue.numbered()[number] for number in best] or list(catalogue.top_50())


def _rank(upload: Upload, asked: dict[str, float]) -> float:
    told = _told(upload)
    shared = sum(weight for word, weight in asked.items() if word in told)
    return shared / (8 + len(told)) * (1 - LUCK * _luck(upload.id))


@lru_cache(maxsize=100_000)
def _told(upload: Upload) -> frozenset[str]:
    return words(upload.title) | words(upload.channel)


@lru_cache(maxsize=100_000)
def _luck(id: str) -> float:
    return Dice("luck", id).below(1000) / 1000


def _weight(word: str) -> float:
    songs = len(_index().get(word, ()))
    return math.log(len(catalogue.songs()) / songs) if songs else COMMON_WORD


@cache
def _index() -> dict[str, list[int]]:
    """The numbers of the songs whose title, artists or album have a word."""
    index: dict[str, list[int]] = {}
    for song in catalogue.songs().values():
        for word in words(" ".join((song.title, *song.artists))):
            index.setdefault(word, []).append(song.number)
    return index
