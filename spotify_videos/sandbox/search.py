"""A search over everything uploaded: by words, rare ones first, blind to case and accents, and to which upload is right."""

from __future__ import annotations

import math
import re
import unicodedata
from functools import cache, lru_cache
from heapq import nsmallest
from zlib import crc32

from . import catalogue, uploads
from .invented import Song
from .uploads import Upload

# How many of the songs that a query fits best have their uploads looked through: about 75 uploads, more than a page holds.
SONGS_LOOKED_THROUGH = 4
# The weight of a word that is in no song's name but may be in an upload's ("karaoke", "live").
COMMON_WORD = 2.0
# Of two uploads with the same words the lucky one comes first, and luck knows nothing of which one is right.
LUCK = 0.3
# A title with few words besides the asked ones comes before one with many, but not far.
PLENTY = 20
WORD = re.compile(r"\w+")


def words(text: str) -> frozenset[str]:
    """The words of a text, without case, accents and punctuation; scripts other than Latin stay as they are."""
    if not text.isascii():
        text = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return frozenset(WORD.findall(text.casefold().replace("'", "").replace("’", "")))


def prepare() -> None:
    """Do once, before anybody asks, what the first list and the first search would have to wait for."""
    _index()
    catalogue.numbered()
    catalogue.playlists()
    for song in catalogue.top_50():
        _told(song)


def search(query: str) -> list[Upload]:
    """The uploads that share a word with `query`, best first. Equal queries bring equal results."""
    asked = {word: _weight(word) for word in words(query)}
    found = []
    for song in _songs(asked):
        for upload, told, luck in _told(song):
            if shared := sum(weight for word, weight in asked.items() if word in told):
                found.append((shared * luck / (PLENTY + len(told)), upload.id, upload))
    found.sort(reverse=True)
    return [upload for *_, upload in found]


def _songs(asked: dict[str, float]) -> list[Song]:
    """The songs that fit best, of equal ones those that come first in the world; where none fits, all of the catalogue."""
    scores: dict[int, float] = {}
    for word, weight in asked.items():
        for number in _index().get(word, ()):
            scores[number] = scores.get(number, 0.0) + weight
    best = nsmallest(SONGS_LOOKED_THROUGH, ((-score, number) for number, score in scores.items()))
    return [catalogue.numbered()[number] for _, number in best] or list(catalogue.top_50())


@lru_cache(maxsize=2_000)
def _told(song: Song) -> list[tuple[Upload, frozenset[str], float]]:
    """The uploads around a song, each with the words that it is found by and its luck."""
    return [
        (upload, words(upload.title) | words(upload.channel), 1 - LUCK * (crc32(upload.id.encode()) % 1000) / 1000)
        for upload in uploads.of(song)
    ]


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
