"""Writing made comparable: any script in, words in one spelling out, with the places where a title falls into segments."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from anyascii import anyascii

from .words import NUMERALS, PARTS, SPELLINGS

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
_BREAK = re.compile(
    rf"([{re.escape(_OPENING)}]|[{re.escape(_CLOSING)}]|\"|\s+-+\s*|-+\s+|--+|-|\s@\s|[|:;/\\~*#•·★☆♪♫●■◆→⟶]+|\s{{2,}}|\.{{3}}|…)"
)
_WORD = re.compile(rf"[{_HAN_KANA_HANGUL}]+|(?:(?![{_HAN_KANA_HANGUL}_])[\w{_MARKS}])+")
_ASCII_WORD = re.compile(r"[a-z0-9]+")
_AFTER = {**dict.fromkeys(_OPENING, "open"), **dict.fromkeys(_CLOSING, "close"), '"': "quote", "-": "tight"}
# Zero-width and direction marks say nothing about the words, and neither do lines drawn through or under them.
_INVISIBLE = dict.fromkeys(
    [0, 0xAD, 0x34F, 0x61C, *range(0x332, 0x339), *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060]
    + [*range(0x2066, 0x206A), *range(0xFE00, 0xFE10), 0xFEFF]
)
_ALIKE: dict[int, str | None] = dict.fromkeys(map(ord, "‐‑‒–—―−－"), "-")
_ALIKE |= {
    **dict.fromkeys(map(ord, "｜¦│"), "|"),
    **dict.fromkeys(map(ord, "×✖✕"), " x "),
    **dict.fromkeys(map(ord, "’‘`´ʼʻ′"), "'"),
}
_QUOTED = re.compile(r"(?<!\w)'(\w[^']*(?:'\w[^']*)*)'(?!\w)")
_INSIDE = re.compile(r"(?<=\w)!(?=\w)")
_DOLLAR = re.compile(r"\$(?=[^\W\d])|(?<=[^\W\d])\$")


class Word(NamedTuple):
    """One word: `plain` in ASCII letters and digits, `native` in its own script (the same where that is Latin).

    `segment` counts the parts a title falls into (0 first), `after` is what began this one: "", "open" (a bracket), "close",
    "quote", "dash", "tight" (a hyphen without spaces), "bar" or "at"; `bracket` says that the word stands inside brackets.
    """

    plain: str
    native: str
    segment: int
    after: str
    bracket: bool


def fold(text: str) -> str:
    """`text` in one spelling (case, width, accents composed, dashes, `$` for s), its structure kept; at most 500 characters."""
    text = text[:LONGEST_RAW]
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if text.isascii():
        text = text.casefold().replace("\0", "")
    else:
        text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text.translate(_INVISIBLE)).casefold()).translate(_ALIKE)
    text = text[:LONGEST]
    if "'" in text:
        text = _QUOTED.sub(r'"\1"', text).replace("'", "")
    if "&" in text:
        text = text.replace("&", " and ")
    if "!" in text:
        text = _INSIDE.sub("i", text)
    if "$" in text:
        text = _DOLLAR.sub("s", text)
    return text


@lru_cache(maxsize=16384)
def _plain(word: str) -> str:
    return "".join(filter(str.isalnum, anyascii(word).lower()))


@lru_cache(maxsize=16384)
def words(text: str) -> tuple[Word, ...]:
    """The words of a title or a name, in order."""
    found: list[Word] = []
    after, depth, part = "", 0, False
    folded = fold(text)
    pattern = _ASCII_WORD if folded.isascii() else _WORD
    for segment, piece in enumerate(_BREAK.split(folded)):
        if segment % 2:
            after = _AFTER.get(piece) or ("dash" if "-" in piece else "at" if "@" in piece else "bar")
            depth = depth + 1 if after == "open" else max(0, depth - 1) if after == "close" else depth
            continue
        for native in pattern.findall(piece):
            if native.isascii():
                native = plain = SPELLINGS.get(native, native)
            else:
                plain = _plain(native)
                native = plain if _latin(native) else native
            if not plain:
                continue
            if part:
                plain = NUMERALS.get(plain, plain)
            part = plain in PARTS
            found.append(Word("pt" if part else plain, native, segment, after, depth > 0))
    return tuple(found)


def letters(found: Iterable[Word]) -> str:
    """The words' ASCII letters without their spaces, which are where spellings differ first ("Night Shift")."""
    return "".join([word.plain for word in found])


def _latin(word: str) -> bool:
    return word.isascii() or all(letter < "\u0370" or "\u1e00" <= letter < "\u1f00" for letter in word)
