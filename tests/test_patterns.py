"""No regular expression that meets a stranger's text takes much longer than the text is long."""

import importlib
import inspect
import pkgutil
import re
import time

import pytest

import spotify_videos
from spotify_videos.matching.text import LONGEST_RAW

LONG = 5_000
LETTERS = "aA1 \t'\"([)&@$*!-,/:?=#é漢\0\n"
WORDS = ("' ", "a'", "'a ", "a, ", "a & ", "&v=", "user/", "(a", "[a ", "@a", "https://", "=1;", "a1", "official", "spotify:", ". ")
PIECES = [*LETTERS, *WORDS]
# The stand-in reads what this project's own tests ask it.
MODULES = [
    module.name
    for module in pkgutil.walk_packages(spotify_videos.__path__, "spotify_videos.")
    if not any(part in module.name for part in (".sandbox", ".migrations", ".__main__"))
]


def patterns(value):
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list):
        for one in value:
            yield from patterns(one)


def known():
    for name in MODULES:
        module = importlib.import_module(name)
        source = inspect.getsource(module)
        for knob, value in vars(module).items():
            seeks = set(re.findall(rf"\b{knob}\.(\w+)\(", source)) != {"fullmatch"}
            for n, pattern in enumerate(patterns(value)):
                length = LONGEST_RAW if ".matching" in name else LONG
                yield pytest.param(pattern, seeks, length, id=f"{name[15:]}.{knob}.{n}")


@pytest.mark.parametrize(("pattern", "seeks", "length"), list(known()))
def test_a_pattern_takes_no_time_however_its_text_repeats_itself(pattern, seeks, length):
    for piece in PIECES:
        for end in ("", "'"):
            text = piece * (length // len(piece)) + end
            began = time.process_time()
            if seeks:  # All the way through, as `sub`, `split` and a `search` in vain do.
                pattern.sub("", text)
            pattern.fullmatch(text)
            assert time.process_time() - began < 0.2, (piece, end)


def test_the_patterns_are_there_to_be_tried():
    tried = {param.id.split(".")[0] for param in known()}
    assert {"songs", "matching", "web", "memory"} <= tried
