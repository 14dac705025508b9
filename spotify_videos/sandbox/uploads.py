"""What YouTube's stand-in holds: the facts' own uploads, and by rule everything else that people upload around a song."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from functools import cache, lru_cache

from . import catalogue, invented
from .dice import Dice
from .invented import SONGS, SONGS_PER_ARTIST, Song
from .rules import CHOICES, COUNTRIES, LYRIC_CHANNELS, OFFICIAL, OFFICIAL_RULE, RULES, Rule

PREFIX = "zzsv"
# An id of ours counts up in disguise: its seven characters are the upload's number times SHUFFLE modulo the largest prime
# below 2**42, so that it can be read back, and neither its first nor its last character tells what sort of upload it is.
PRIME = 2**42 - 11
SHUFFLE = 2_718_281_828_459
UNSHUFFLE = pow(SHUFFLE, -1, PRIME)
RULES_PER_SONG = 32


@dataclass(frozen=True, slots=True)
class Upload:
    """A video. `blocked` and `allowed` are countries (at most one of the two is given); `seconds` and `views` are whole."""

    id: str
    title: str
    channel: str
    channel_id: str
    seconds: int
    views: int
    by_label: bool
    embeddable: bool
    blocked: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()


def video_id(song: int, rule: int) -> str:
    left = (song * RULES_PER_SONG + rule + 1) * SHUFFLE % PRIME
    # Six bytes make eight characters, of which the first is always A, since the number has 42 bits.
    return PREFIX + urlsafe_b64encode(left.to_bytes(6, "big")).decode()[1:]


@lru_cache(maxsize=20_000)
def find(id: str) -> Upload | None:
    """The upload with this id, None where nobody has uploaded it."""
    if id in _facts():
        return _facts()[id]
    if not re.fullmatch(PREFIX + "[A-Za-z0-9_-]{7}", id):
        return None
    left = int.from_bytes(urlsafe_b64decode("A" + id[len(PREFIX) :]), "big")
    number, rule = divmod(left * UNSHUFFLE % PRIME - 1, RULES_PER_SONG)
    song = catalogue.numbered().get(number)
    return next((upload for upload in of(song) if upload.id == id), None) if song and rule <= len(RULES) else None


@lru_cache(maxsize=2_000)
def of(song: Song) -> tuple[Upload, ...]:
    """All uploads around a song."""
    if song.made_up:
        return _made(song, {OFFICIAL: OFFICIAL_RULE} | RULES)
    known = tuple(_facts()[row["video_id"]] for row in _rows(song))
    there = bool(official(song))
    made = _made(song, {number: rule for number, rule in RULES.items() if there or not rule.recording})
    taken = {_sort(upload) for upload in known}
    return known + tuple(upload for upload in made if _sort(upload) not in taken)


def official(song: Song) -> str | None:
    """The id of the upload that is the right answer to this song; nothing that goes over the wire tells it."""
    if song.made_up:
        return video_id(song.number, OFFICIAL)
    return next((row["video_id"] for row in _rows(song) if row["role"] == "official"), None)


@lru_cache(maxsize=4_000)
def channel_id(title: str) -> str:
    known = {row["channel_title"]: row["channel_id"] for row in catalogue.rows("videos.csv") if row["channel_id"]}
    return known.get(title) or "UC" + Dice("channel", title).letters(22)


def plain(title: str) -> str:
    """The title without its guests, and with its version in brackets, as people type it: "Friday (Dopamine Re-Edit)"."""
    bare = re.sub(r"\s*[(\[](?:feat\.|with) [^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*[)\]]", "", title)
    return re.sub(r" - (.+)$", r" (\1)", bare)


def _sort(upload: Upload) -> tuple[str, str]:
    """What of a song's uploads there is only one: a channel has one art track and one audio of it."""
    return upload.channel, "audio" if "Audio" in upload.title else upload.title


def _rows(song: Song) -> list[dict[str, str]]:
    return [row for row in catalogue.rows("videos.csv") if int(row["song_position"]) == song.number - SONGS]


@cache
def _facts() -> dict[str, Upload]:
    songs = {song.number - SONGS: song for song in catalogue.top_50()}
    return {row["video_id"]: _fact(songs[int(row["song_position"])], row) for row in catalogue.rows("videos.csv")}


def _fact(song: Song, row: dict[str, str]) -> Upload:
    """An upload of the catalogue, its empty cells filled by rule."""
    dice = Dice("fact", row["video_id"])
    role = row["role"]
    own = song.artists[0] if "Official" in row["title"] else f"{song.artists[0]} - Topic"
    channel = row["channel_title"] or (own if role == "audio" or "Official" in row["title"] else dice.among(LYRIC_CHANNELS))
    longer = dice.between(-4, 60) if role == "official" else dice.between(0, 3)
    return Upload(
        id=row["video_id"],
        title=row["title"],
        channel=channel,
        channel_id=row["channel_id"] or channel_id(channel),
        seconds=int(row["seconds"] or song.seconds + longer),
        views=int(row["views"] or _views(dice)),
        by_label=role == "official" or channel == own,
        embeddable=True,
    )


def _made(song: Song, rules: dict[int, Rule]) -> tuple[Upload, ...]:
    title = plain(song.title)
    known = {
        "artist": song.artists[0],
        "artists": ", ".join(song.artists[:3]),
        "title": title,
        "core": title.partition(" (")[0],
    }
    return tuple(_by_rule(song, number, rule, known) for number, rule in rules.items())


def _by_rule(song: Song, number: int, rule: Rule, known: dict[str, str]) -> Upload:
    dice = Dice("upload", song.number, number)
    form, place = dice.among(rule.titles), dice.among(rule.channels)
    words = known | {name: dice.among(choices) for name, choices in CHOICES.items()}
    if "{other}" in form:
        # Far enough away in number to be no song of this artist.
        words["other"] = invented.title((song.number + dice.between(SONGS_PER_ARTIST, SONGS - SONGS_PER_ARTIST)) % SONGS)
    # Whoever is named in the title as the singer or the one at the decks has uploaded it.
    channel = next((words[who] for who in ("dj", "fan") if f"{{{who}}}" in form), place.format_map(words))
    countries = tuple(sorted({dice.among(COUNTRIES) for _ in range(3)})) if dice.happens(6) else ()
    allowed = bool(countries) and dice.happens(30)
    return Upload(
        id=video_id(song.number, number),
        title=form.format_map(words),
        channel=channel,
        channel_id=channel_id(channel),
        seconds=max(1, round(song.seconds * rule.pace) + dice.between(rule.shorter, rule.longer)),
        views=_views(dice),
        by_label=rule.by_label,
        embeddable=dice.happens(94),
        blocked=() if allowed else countries,
        allowed=countries if allowed else (),
    )


def _views(dice: Dice) -> int:
    """Between a thousand and a thousand million, small figures as likely as large ones."""
    digits, zeros = dice.between(1_000, 9_999), "0" * dice.below(6)
    return int(f"{digits}{zeros}")
