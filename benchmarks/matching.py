"""The matcher beside simpler ones, on labelled pools: right, wrong and unanswered per suite, and what each part of it is worth.

    python benchmarks/matching.py                     the project's own pools (benchmarks/pools)
    python benchmarks/matching.py --pools FILE        others of the same form, JSON lines, .gz or not
    python benchmarks/matching.py --ablation          each part switched off, and what is lost without it
    python benchmarks/matching.py --record TABLE      keep the figures of a table of per cents, a suite a line, in matching.json
    python benchmarks/matching.py --check TABLE       exit 1 where a suite falls below what was kept

A pool is {"id", "suite", "track", "candidates", "accept": [ids of right answers]}; where "accept" is empty, no answer is right.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import importlib
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from rapidfuzz import fuzz

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from spotify_videos.matching import judge  # noqa: E402  # found beside this folder, installed or not
from spotify_videos.models import Candidate, Track  # noqa: E402

KEPT = HERE / "matching.json"
ROW = re.compile(r"(\w+)\s+(\d+)\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)\s")
# The figures are rounded to a tenth of a per cent.
ROUNDING = 0.05
PARTS = (
    "text",
    "names",
    "channels",
    "versions",
    "titles",
    "seen",
    "spelling",
    "places",
    "who",
    "covers",
    "compare",
    "reading",
    "evidence",
    "glance",
    "judge",
)
MODULES = {part: importlib.import_module(f"spotify_videos.matching.{part}") for part in PARTS}


class Pool(NamedTuple):
    """A track, what a search might bring, and which of it is right."""

    suite: str
    track: Track
    candidates: list[Candidate]
    accept: list[str]


def read(paths: Iterable[Path]) -> list[Pool]:
    """The pools of some files."""
    pools = []
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            pools += [pool(json.loads(line)) for line in lines]
    return pools


def pool(told: dict[str, Any]) -> Pool:
    """One line as a pool."""
    track, whole = told["track"], lambda seconds: round(seconds) if seconds else None
    return Pool(
        told["suite"],
        Track("", track["title"], tuple(track["artists"]), track.get("album"), whole(track.get("seconds"))),
        [
            Candidate(one["id"], one["title"], one.get("channel"), seconds=whole(one.get("seconds")), views=one.get("views"))
            for one in told["candidates"]
        ],
        told["accept"],
    )


def first_result(track: Track, candidates: list[Candidate]) -> str | None:
    return candidates[0].id if candidates else None


def token_set_ratio(track: Track, candidates: list[Candidate]) -> str | None:
    asked = f"{track.artist} {track.title}".casefold()
    return max(candidates, key=lambda one: fuzz.token_set_ratio(asked, one.title.casefold())).id if candidates else None


def ours(track: Track, candidates: list[Candidate]) -> str | None:
    verdict = judge(track, candidates)
    return verdict.chosen.candidate.id if verdict.chosen and verdict.status == "matched" else None


Matcher = Callable[[Track, list[Candidate]], "str | None"]


def score(pools: list[Pool], matcher: Matcher) -> dict[str, tuple[float, float, float]]:
    """Per cent right, wrong and unanswered of each suite."""
    tally: dict[str, Counter[str]] = {}
    for one in pools:
        chosen = matcher(one.track, one.candidates)
        result = "none" if chosen is None else "right" if chosen in one.accept else "wrong"
        tally.setdefault(one.suite, Counter())["right" if chosen is None and not one.accept else result] += 1
    return {
        suite: (100 * count["right"] / count.total(), 100 * count["wrong"] / count.total(), 100 * count["none"] / count.total())
        for suite, count in tally.items()
    }


def compare(pools: list[Pool]) -> None:
    matchers: dict[str, Matcher] = {"first result": first_result, "token_set_ratio": token_set_ratio, "ours": ours}
    forget()
    started = time.process_time()
    tables = {name: score(pools, matcher) for name, matcher in matchers.items() if name != "ours"}
    started = time.process_time()
    tables["ours"] = score(pools, ours)
    took = time.process_time() - started
    print(f"{'right / wrong / none in per cent':34}" + "".join(f"{name:>24}" for name in matchers))
    for suite, count in Counter(one.suite for one in pools).items():
        shares = ("{:5.1f} / {:5.1f} / {:5.1f}".format(*tables[name][suite]) for name in matchers)
        print(f"{suite:24}{count:6}    " + "".join(f"{share:>24}" for share in shares))
    each = sum(len(one.candidates) for one in pools) / len(pools)
    print(f"{len(pools) / took:.0f} pools a second of processor time, {each:.0f} candidates each")


def forget() -> None:
    """Empty what the matcher has worked out before."""
    for module in MODULES.values():
        for value in vars(module).values():
            if hasattr(value, "cache_clear"):
                value.cache_clear()


@contextlib.contextmanager
def without(part: str, name: str, instead: Any) -> Iterator[None]:
    """The matcher with one piece replaced by `instead`."""
    owner: Any = MODULES[part]
    *path, last = name.split(".")
    for step in path:
        owner = getattr(owner, step)
    kept = getattr(owner, last)
    setattr(owner, last, instead)
    forget()
    try:
        yield
    finally:
        setattr(owner, last, kept)
        forget()


def pieces() -> dict[str, tuple[str, str, Any]]:
    """What can be switched off: its name, and what then stands in which place."""
    names, channels, versions, compare = (MODULES[part] for part in ("names", "channels", "versions", "compare"))
    told, phrases, speaks = channels.channel, versions._TAGS, compare.speaks
    found: dict[str, tuple[str, str, Any]] = {
        "channel as artist": ("reading", "channel", lambda *asked: told(*asked)._replace(own=False, names=False)),
        "channels of karaoke": ("reading", "channel", lambda *asked: told(*asked)._replace(karaoke=False)),
        "channel preference": ("judge", "_standing", lambda candidate, reading: 0),
        "form preference": ("judge", "KINDS", _Flat()),
        "titles nearly alike": ("seen", "Seen.near", lambda *asked: None),
        "near words held apart": ("places", "_same_spelled", lambda left, right, several: True),
        "other scripts by sound": ("seen", "Seen.sounding", lambda *asked: []),
        "titles cut off": ("places", "_cut_off", lambda seen, plain: None),
        "titles abridged": ("places", "_abridged", lambda seen, title: None),
        "other words beside the title": ("reading", "fit", lambda seen, window, explained: 1.0),
        "credits split and shortened": ("titles", "credit", lambda artist: names.credit(artist)[:1]),
        "names in any order": ("who", "_scattered", lambda wanted, seen, taken: set()),
        "a whole title that reappears": ("who", "whole", lambda wanted, seen, title: False),
        "names word by word": ("who", "_same_person", lambda name, seen, window: True),
        "the bracket as a title": ("titles", "_subtitle", lambda full, core: []),
        "films and albums": ("titles", "_album", lambda album: []),
        "partners": ("who", "partner", lambda wanted, seen, whose: True),
        "whose remix": ("compare", "_same_hands", lambda wanted, spoken, seen: True),
        "where it was live": ("compare", "where", lambda found, known: frozenset()),
        "cuts of the video": ("compare", "cut_of_the_video", lambda wanted, spoken: False),
        "parts": ("compare", "other_part", lambda title, seen, window: False),
        "places, dates and years": ("compare", "staged", lambda seen, taken, unknown: False),
        "covers told": ("covers", "_speaks_of_covers", lambda seen, at: False),
        "who covers whom": ("covers", "_ours", lambda *asked: False),
        "channels that name themselves": ("covers", "_names_itself", lambda wanted, seen, whose: False),
        "artists in brackets": ("covers", "_only_in_brackets", lambda seen, names: False),
        "length": ("evidence", "length", lambda track, candidate, own: None),
        "remixes and variants": ("compare", "speaks", _no_kinds(speaks)),
    }
    vocabulary = versions.vocabulary
    for tag in (*vocabulary.REJECTED, *vocabulary.VERSIONS, *vocabulary.NO_VERSIONS):
        kept = {phrase: told for phrase, told in phrases.items() if told != tag}
        found[f"tag: {tag}"] = ("versions", "_TAGS", kept)
    return found


class _Flat(tuple[str, ...]):
    """A preference among kinds that has none."""

    def index(self, *_: object) -> int:
        return 0


def _no_kinds(version: Callable[..., Any]) -> Callable[..., Any]:
    def read_no_kinds(*told: Any) -> Any:
        spoken = version(*told)
        return spoken._replace(tags=spoken.tags - {"remix", "variant"}, whose=frozenset())

    return read_no_kinds


def ablate(pools: list[Pool]) -> None:
    """For each piece: the points of right that each suite loses without it (gains are negative), where any does."""
    forget()
    whole = score(pools, ours)
    print(f"{'points of right lost without':34}suites that change")
    for name, (part, place, instead) in pieces().items():
        with without(part, place, instead):
            less = score(pools, ours)
        lost = {suite: whole[suite][0] - less[suite][0] for suite in whole}
        wrong = {suite: less[suite][1] - whole[suite][1] for suite in whole}
        told = [
            f"{suite} {lost[suite]:+.1f} (wrong {wrong[suite]:+.1f})"
            for suite in whole
            if abs(lost[suite]) >= ROUNDING or abs(wrong[suite]) >= ROUNDING
        ]
        print(f"{name:34}{', '.join(told) or 'nothing here'}")


def figures(table: Path) -> dict[str, dict[str, float]]:
    """The suites of a printed table: name, number of pools, right, wrong, none in per cent."""
    rows = (ROW.match(line) for line in table.read_text(encoding="utf-8").splitlines())
    return {row[1]: {"pools": int(row[2]), "right": float(row[3]), "wrong": float(row[4])} for row in rows if row}


def check(table: Path) -> int:
    """1 where a suite is worse than what was kept, and say which."""
    now, kept, worse = figures(table), json.loads(KEPT.read_text(encoding="utf-8")), 0
    for suite, then in kept.items():
        if suite not in now:
            print(f"{suite} is not in the table.")
        elif now[suite]["right"] < then["right"] - ROUNDING or now[suite]["wrong"] > then["wrong"] + ROUNDING:
            print(f"{suite} fell: right {then['right']} -> {now[suite]['right']}, wrong {then['wrong']} -> {now[suite]['wrong']}")
        else:
            continue
        worse += 1
    print(f"{len(kept) - worse} of {len(kept)} suites are as good as what {KEPT.name} keeps.")
    return int(worse > 0)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pools", type=Path, nargs="+", default=sorted((HERE / "pools").glob("*.jsonl")))
    parser.add_argument("--ablation", action="store_true")
    parser.add_argument("--record", type=Path, metavar="TABLE")
    parser.add_argument("--check", type=Path, metavar="TABLE")
    asked = parser.parse_args()
    if asked.check:
        return check(asked.check)
    if asked.record:
        KEPT.write_text(json.dumps(figures(asked.record), indent=2) + "\n", encoding="utf-8")
        return 0
    (ablate if asked.ablation else compare)(read(asked.pools))
    return 0


if __name__ == "__main__":
    sys.exit(main())
