"""Writing made comparable: any script in, words in one spelling out, with the places where a title falls into segments."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

# YouTube's titles end at 100 characters and Spotify's stay far below 500; the rest of a longer one is no title.
# A character takes up to four code points when it is written decomposed.
LONGEST = 500
LONGEST_RAW = 4 * LONGEST

# Letters of other scripts keep their combining marks, which `\w` does not hold (a Devanagari vowel is a mark).
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
)
_MARKS += "\u0900-\u0963\u0966-\u0dff\u0e00-\u0e4e\u0e50-\u0fff\u1000-\u109f\u1780-\u17d3\u3099\u309a"
_CJK = "\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
_CJK += "\U00020000-\U0003ffff"
_PIECE = re.compile(
    rf"(?P<cjk>[{_CJK}]+)"
    rf"|(?P<word>(?:(?![{_CJK}_])[\w{_MARKS}])+)"
    r"|(?P<open>[(\[{<「『【〈《〔«“„])"
    r"|(?P<close>[)\]}>」』】〉》〕»”])"
    r"|(?P<quote>\")"
    r"|(?P<dash>\s+-+\s*|-+\s+|--+)"
    r"|(?P<bar>[|:;/\\~*•·★☆♪♫●■◆→⟶＊]+|\s{2,}|\.{3})"
    r"|(?P<at>\s@\s)"
)
# Zero-width and direction marks say nothing about the words; an apostrophe belongs to its word.
_INVISIBLE = dict.fromkeys([0, 0xAD, 0x34F, 0x61C, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x332, 0x333, *range(0x200E, 0x2010)])
_INVISIBLE |= dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xFE00, 0xFE10)])
_ALIKE = {**_INVISIBLE, **dict.fromkeys(map(ord, "'’‘`´ʼʻ′"))}
_SINGLE_QUOTES = re.compile(r"(?<!\w)['‘](\w[^'‘’]+(?:['’]\w[^'‘’]*)*)['’](?!\w)")
_ALIKE |= (
    dict.fromkeys(map(ord, "‐‑‒–—―−－"), "-")
    | dict.fromkeys(map(ord, "｜¦│"), "|")
    | {ord("&"): " and ", ord("×"): " x ", ord("✖"): " x "}
)
_INSIDE = re.compile(r"(?<=\w)!(?=\w)")
_DOLLAR = re.compile(r"\$(?=[^\W\d])|(?<=[^\W\d])\$")


@dataclass(frozen=True, slots=True)
class Word:
    """One word: `plain` in ASCII letters, `native` in its own script (the same where that is Latin).

    `segment` counts the parts a title falls into (0 first), `after` is what began this one: "", "open" (a bracket), "close",
    "quote", "dash", "bar" or "at"; `bracket` says that the word stands inside brackets.
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
        text = text.casefold()
    else:
        text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).translate(_INVISIBLE).casefold())
    text = _SINGLE_QUOTES.sub(r'"\1"', text[:LONGEST]).translate(_ALIKE)
    if "!" in text:
        text = _INSIDE.sub("i", text)
    if "$" in text:
        text = _DOLLAR.sub("s", text)
    return text


def plain(text: str) -> str:
    """The ASCII letters and digits that stand for `text`, transliterated."""
    if not text.isascii():
        text = anyascii(text).lower()
    return text if text.isalnum() else "".join(filter(str.isalnum, text))


@lru_cache(maxsize=16384)
def words(text: str) -> tuple[Word, ...]:
    """The words of a title or a name, in order."""
    found: list[Word] = []
    segment, after, depth = 0, "", 0
    for piece in _PIECE.finditer(fold(text)):
        kind = piece.lastgroup
        if kind in ("word", "cjk"):
            native = piece.group()
            if spelled := plain(native):
                found.append(Word(spelled, native if kind == "cjk" or not _latin(native) else spelled, segment, after, depth > 0))
            continue
        segment, after = segment + 1, str(kind)
        if kind == "open":
            depth += 1
        elif kind == "close":
            depth = max(0, depth - 1)
    return tuple(found)


def _latin(word: str) -> bool:
    return word.isascii() or all(letter < "\u0370" or "\u1e00" <= letter < "\u1f00" for letter in word)
