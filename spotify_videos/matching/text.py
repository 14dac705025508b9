"""Writing made comparable: any script in, words in one spelling out, with the places where a title falls into segments."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from anyascii import anyascii

# YouTube's titles end at 100 characters and Spotify's stay far below 500; the rest of a longer one is no title.
# A character takes up to four code points when it is written decomposed.
LONGEST = 500
LONGEST_RAW = 4 * LONGEST

# Letters of other scripts keep their combining marks, which `\w` does not hold (a Devanagari vowel is a mark).
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\u0900-\u0963\u0966-\u0dff\u0e00-\u0e4e\u0e50-\u0fff\u1000-\u109f\u1780-\u17d3\u3099\u309a"
)
_HAN_KANA_HANGUL = (
    "\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3130-\u318f"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_OPENING, _CLOSING = "([{<「『【〈《〔«“„", ")]}>」』】〉》〕»”"
# What stands between two words: brackets, quotes, dashes with spaces or without, bars, stars, more than one space, a tight comma.
_BREAK = re.compile(
    rf"[{re.escape(_OPENING)}]|[{re.escape(_CLOSING)}]|\"|\s+-+\s*|-+\s+|--+|-|\s@\s|[_|:;/\\~*#•·\u2190-\u2bff\U0001f000-\U0001faff]+|\s{{2,}}|\.{{3}}|…|^,$"
)
_WORD = re.compile(rf"([{_HAN_KANA_HANGUL}]+|(?:(?![{_HAN_KANA_HANGUL}_])[\w{_MARKS}])+)")
_ASCII_WORD = re.compile(r"([a-z0-9]+)")
_AFTER = {**dict.fromkeys(_OPENING, "open"), **dict.fromkeys(_CLOSING, "close"), '"': "quote", "-": "tight"}
# Zero-width and direction marks say nothing about the words, and neither do lines drawn through or under them.
_INVISIBLE = re.compile("[\0\u00ad\u034f\u061c\u0332-\u0338\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufe00-\ufe0f\ufeff]+")
_ALIKE: dict[int, str | None] = dict.fromkeys(map(ord, "‐‑‒–—―−－"), "-")
_ALIKE |= {
    **dict.fromkeys(map(ord, "｜¦│"), "|"),
    **dict.fromkeys(map(ord, "×✖✕"), " x "),
    **dict.fromkeys(map(ord, "’‘`´ʼʻ′"), "'"),
}
_QUOTED = re.compile(r"(?<!\w)'(\w[^']*(?:'\w[^']*)*)'(?!\w)")
_INSIDE = re.compile(r"(?<=\w)!(?=\w)")
_HANDLE = re.compile(r"@(\w+?)(?:official|oficial|music|musica|vevo)?\d*(?!\w)")
_CENSORED = re.compile(r"(?<=\w)\*+(?=\w)")
_AND = re.compile(r"\s*&\s*")
_DOLLAR = re.compile(r"\$(?=[^\W\d])|(?<=[^\W\d])\$")
_VOWELS = re.compile("[aeiouwyhjv]")
_SOUNDS = str.maketrans("cqzxf", "kkssp")

# Spellings of one word that differ by more than a slip of the pen.
_SPELLINGS = {
    "wanna": "wantto", "gonna": "goingto", "gotta": "gotto", "u": "you", "ur": "your", "ya": "you", "thru": "through",
    "cuz": "because", "cause": "because", "coz": "because", "luv": "love", "nite": "night", "tonite": "tonight",
    "mr": "mister", "doctor": "dr", "saint": "st", "xmas": "christmas", "versus": "vs", "okay": "ok", "4ever": "forever",
    "fuck": "fk", "fck": "fk", "fucking": "fking", "fcking": "fking", "shit": "sht", "bitch": "btch", "ii": "2", "iii": "3", "iv": "4", "vii": "7", "viii": "8", "hundred": "100", "thousand": "1000",
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
    "eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15", "sixteen": "16", "seventeen": "17", "eighteen": "18",
    "nineteen": "19", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "ninety": "90", "grey": "gray",
}  # fmt: skip
_PARTS = frozenset(("pt", "part", "parts", "pts", "parte", "teil", "chast"))
# "No. 5" and "Number 5" are "5".
_NUMBER = frozenset(("no", "nr", "num", "number"))
_NUMERALS = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "one": "1"}


class Word(NamedTuple):
    """One word: `plain` in ASCII letters and digits, `native` in its own script (the same where that is Latin), `written` as it was.

    `segment` counts the parts a title falls into (0 first), `after` is what began this one: "", "open" (a bracket), "close",
    "quote", "dash", "tight" (a hyphen without spaces), "bar" or "at"; `depth` counts the brackets around it.
    """

    plain: str
    native: str
    written: str
    segment: int
    after: str
    depth: int


def _in_double(quoted: re.Match[str]) -> str:
    return f'"{quoted[1]}"'


def _name_of(handle: re.Match[str]) -> str:
    return handle[1]


def fold(text: str) -> str:
    """`text` in one spelling (case, width, accents composed, dashes, `$` for s), its structure kept; at most 500 characters."""
    text = text[:LONGEST_RAW]
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if text.isascii():
        text = text.casefold().replace("\0", "")
    else:
        text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold()).translate(_ALIKE)
    text = text[:LONGEST]
    if "'" in text:
        text = _QUOTED.sub(_in_double, text).replace("'", "")
    if "&" in text:
        text = _AND.sub(" and ", text)
    if "m/v" in text:
        text = text.replace("m/v", "mv")
    if "!" in text:
        text = _INSIDE.sub("i", text)
    if "@" in text:
        text = _HANDLE.sub(_name_of, text)
    if "*" in text:
        text = _CENSORED.sub("", text)
    if "$" in text:
        text = _DOLLAR.sub("s", text)
    return text


@lru_cache(maxsize=8192)
def _plain(word: str) -> str:
    return "".join(filter(str.isalnum, anyascii(word).lower()))


@lru_cache(maxsize=4096)
def _breaks(gap: str) -> tuple[str, ...]:
    """What stands between two words, in order; () where they belong together."""
    found = _BREAK.findall(gap)
    return tuple([_AFTER.get(piece) or ("dash" if "-" in piece else "at" if "@" in piece else "bar") for piece in found])


class Pieces(NamedTuple):
    """A text in pieces: the gaps before its words, and these as written, in Latin letters ("" where there are none), as in their script."""

    gaps: list[str]
    written: list[str]
    plain: list[str]
    native: list[str]


@lru_cache(maxsize=1024)
def words(text: str) -> tuple[Word, ...]:
    """The words of a title or a name, in order."""
    return assemble(split(text))


def assemble(pieces: Pieces) -> tuple[Word, ...]:
    """The words that have Latin letters, with the places where the text falls into segments."""
    found: list[Word] = []
    segment, after, depth = 0, "", 0
    for gap, written, plain, native in zip(*pieces, strict=True):
        if gap != " " and gap:
            for after in _breaks(gap):
                segment += 1
                depth = depth + 1 if after == "open" else max(0, depth - 1) if after == "close" else depth
        if plain:
            found.append(Word(plain, native, written, segment, after, depth))
    return tuple(found)


def split(text: str) -> Pieces:
    """A text as pieces."""
    folded = fold(text)
    ascii_ = folded.isascii()
    pieces = (_ASCII_WORD if ascii_ else _WORD).split(folded)
    written = pieces[1::2]
    plain = native = [_SPELLINGS.get(word, word) for word in written]
    if not ascii_:
        plain = [word if word.isascii() else _plain(word) for word in native]
        native = [word if _latin(script) else script for script, word in zip(native, plain, strict=True)]
    if not _PARTS.isdisjoint(plain):
        plain = [_NUMERALS.get(word, word) if at and plain[at - 1] in _PARTS else word for at, word in enumerate(plain)]
        plain = ["pt" if word in _PARTS else word for word in plain]
    if not _NUMBER.isdisjoint(plain):
        plain = [
            "" if word in _NUMBER and following.isdigit() else word for word, following in zip(plain, [*plain[1:], ""], strict=True)
        ]
    return Pieces(pieces[:-1:2], written, plain, native)


def letters(found: Iterable[Word]) -> str:
    """The words' ASCII letters without their spaces, which are where spellings differ first ("Night Shift")."""
    return "".join([word.plain for word in found])


@lru_cache(maxsize=8192)
def skeleton(plain: str) -> str:
    """The consonants of a word in Latin letters: Hebrew and Arabic write few vowels, and romanisations differ in the rest."""
    return "".join([sound for sound, _ in groupby(_VOWELS.sub("", plain.translate(_SOUNDS)))])


def _latin(word: str) -> bool:
    return word.isascii() or all(letter < "\u0370" or "\u1e00" <= letter < "\u1f00" for letter in word)
