"""Whether two words are one word written twice: a slip of the pen, another transcription, an ending that is swallowed."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Prefix

# From so many letters on, what differs by this is hardly ever another word ("butter" is no "better", nor "brother" a "bother").
LETTERS_TURNED = 5
A_VOWEL_MORE = 6
ANOTHER_VOWEL = 7
A_CONSONANT_MORE = 8
# Letters that a contraction leaves out: "it's", "I'll".
CONTRACTED = 2
# In a title of several words, all others of which agree, one that begins alike may differ by more: it is quoted from memory.
QUOTED = 60
_VOWELS = "aeiou"
_VOICED = str.maketrans("bdgv", "ptkf")
# Transcriptions differ in these, and the ear in none of them; the first letter counts, since "wine" is no "vine".
_SOUNDS = (
    (re.compile(r"(.)\1{2,}"), r"\1"),
    (re.compile("tch"), "ch"),
    (re.compile("ph"), "f"),
    (re.compile("(?<=[^sctp])h"), ""),
    (re.compile("(?<=.)w"), "v"),
    (re.compile("ie$|y"), "i"),
    (re.compile("er$|ah$"), "a"),
    (re.compile("c(?=[eiy])|z"), "s"),
    (re.compile("ck|c(?!h)|q"), "k"),
    (re.compile("oo(?=..)"), "u"),
    (re.compile(r"(.)\1+"), r"\1"),
)
# Words that are sung shorter than they are written.
_SUNG = {
    "ol": "old", "jus": "just", "til": "until", "till": "until", "yea": "yeah", "yeh": "yeah", "em": "them", "bout": "about",
    "gimme": "giveme", "lemme": "letme", "outta": "outof", "kinda": "kindof",
    "ive": "i", "youve": "you", "weve": "we", "theyve": "they",
}  # fmt: skip


@lru_cache(maxsize=4096)
def _sound(word: str) -> str:
    word = _SUNG.get(word, word)
    for written, heard in _SOUNDS:
        word = written.sub(heard, word)
    return word


def heard(word: str) -> str:
    """A word as the ear has it, in one spelling for all scripts."""
    return _sound(word).replace("h", "")


def alike(one: str, other: str, long_title: bool = False) -> bool:
    """Whether these are spellings of one word: alike to the ear, or apart by one slip that makes no other word of it.

    `long_title` says that they stand in a title of several words that agree, where more is forgiven.
    """
    mine, theirs = _sound(one), _sound(other)
    if mine == theirs:
        return True
    if long_title and mine[:1].translate(_VOICED) == theirs[:1].translate(_VOICED) and fuzz.ratio(one, other) >= QUOTED:
        return True
    length = max(len(one), len(other))
    return _slip(one, other, length) or _slip(mine, theirs, length)


def _slip(one: str, other: str, length: int) -> bool:
    shorter, longer = sorted((one, other), key=len)
    at = Prefix.similarity(shorter, longer)
    if len(shorter) == len(longer):
        turned = length >= LETTERS_TURNED and one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
        vowels = at > 0 and one[at] in _VOWELS and other[at] in _VOWELS
        return turned or (length >= ANOTHER_VOWEL and vowels and one[at + 1 :] == other[at + 1 :])
    if not at or longer[at + 1 :] != shorter[at:]:
        return False
    return _may_lack(longer, at, length)


def _may_lack(word: str, at: int, length: int) -> bool:
    """Whether a word is the same without its letter `at`: "lovin'", a plural, a slip in a long one."""
    if at == len(word) - 1 and (word[at] == "s" or word.endswith("ing")):
        return True
    if word[at] in _VOWELS:
        return length >= A_VOWEL_MORE
    return at < len(word) - 1 and length >= A_CONSONANT_MORE


def contracted(one: str, other: str) -> bool:
    """Whether one is the other with a letter or two left out inside: "im" for "iam"."""
    shorter, longer = sorted((one, other), key=len)
    if not 0 < len(longer) - len(shorter) <= CONTRACTED or shorter[:1] != longer[:1] or shorter[-1:] != longer[-1:]:
        return False
    rest = iter(longer)
    return all(letter in rest for letter in shorter)
