"""What YouTube's stand-in holds: the facts' own uploads, and by rule everything else that people upload around a song."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from . import catalogue, invented
from .dice import BASE64URL, Dice
from .invented import SONGS, Song

PREFIX = "zzsv"
# An id of ours counts up in disguise: its seven characters are the upload's number times SHUFFLE modulo the largest prime
# below 2**42, so that it can be read back, and neither its first nor its last character tells what sort of upload it is.
PRIME = 2**42 - 11
SHUFFLE = 2_718_281_828_459
UNSHUFFLE = pow(SHUFFLE, -1, PRIME)
RULES_PER_SONG = 32
OFFICIAL = 0

LYRIC_CHANNELS = ("TrendingLyrics", "Pixel Lyrics", "LyricHaven", "Letras Vivas", "7clouds of Words", "Dazed Lyrics")
KARAOKE_CHANNELS = ("Sing Again Karaoke", "Party Karaoke", "Zoom In Karaoke", "KaraFun Night")
FANS = (
    "emmaplays",
    "Jonah K",
    "musiclover4ever",
    "The Cover Room",
    "Sofia y su guitarra",
    "pianobyleo",
    "HD Music Archive",
    "xoLaura",
)
DJS = ("Nordlicht", "DJ Kasimir", "Tropix", "Velour", "Basshaus", "Mondo Club")
RIVALS = ("Paper Kites Club", "Johnny Vale", "The Sundials", "Marea Alta", "Ellie Storm", "Kato & The Tides")
PLACES = ("Wembley", "The Roundhouse", "Red Rocks", "the BBC Radio Theatre", "Coachella", "Madison Square Garden")
CITIES = ("Berlin", "Paris", "Madrid", "Chicago", "São Paulo", "Manchester")
COUNTRIES = ["AE", "BR", "CA", "CN", "CU", "DE", "FR", "GB", "IN", "IR", "JP", "KP", "KR", "MX", "RU", "SD", "SY", "TR", "US", "ZA"]


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


@dataclass(frozen=True, slots=True)
class Rule:
    """One sort of upload. Its length is the song's times `pace` plus `shorter`..`longer` seconds; `recording` where the whole
    song is heard as it was recorded, which nobody may have uploaded of a song whose right answer is that there is none."""

    titles: tuple[str, ...]
    channels: tuple[str, ...]
    shorter: int = 0
    longer: int = 0
    pace: float = 1.0
    recording: bool = False
    by_label: bool = False


OFFICIAL_RULE = Rule(
    (
        "{artists} - {title} (Official Video)",
        "{artist} - {title} (Official Music Video)",
        "{artist} - {title}",
        "{artists} – {title}",
    ),
    ("{artist}",),
    -4,
    60,
    by_label=True,
)
RULES = (
    Rule(("{artist} - {title} (Lyrics)", "{title} - {artist} [Lyrics / Letra]"), LYRIC_CHANNELS, 0, 4, recording=True),
    Rule(
        ("{artist} - {title} (Official Audio)", "{artists} - {title} (Audio)"), ("{artist}",), 0, 2, recording=True, by_label=True
    ),
    Rule(("{title}",), ("{artist} - Topic",), 0, 1, recording=True, by_label=True),
    Rule(("{artist} - {title} (Official Video)", "{artist} - {title} HD", "{artist} - {title}"), FANS, -2, 2, recording=True),
    Rule(("{artist} - {title} (Live at {place})", "{artist} - {title} (Live from {place})"), ("{artist}",), -15, 90, by_label=True),
    Rule(("{artist} - {title} - Live in {city} {year}", "{artist} {title} live {city}"), FANS, -20, 120),
    Rule(("{artist} - {title} (Cover by {fan})", "{title} - {artist} (cover)"), FANS, -25, 25),
    Rule(("{fan} - {title} ({artist} Acoustic Cover)", "{title} | piano cover"), FANS, -25, 25),
    Rule(("{artist} - {title} (Karaoke Version)", "{title} (Originally Performed By {artist}) [Karaoke]"), KARAOKE_CHANNELS, -2, 6),
    Rule(("FIRST TIME HEARING {artist} - {title} | REACTION", "{artist} {title} REACTION!!"), FANS, 120, 900),
    Rule(("{artist} - {title} (sped up)", "Nightcore - {title} ({artist})"), FANS, -3, 3, pace=0.8),
    Rule(("{artist} - {title} (1 Hour Loop)", "{title} [1 HOUR] - {artist}"), FANS, 3600, 3720, pace=0),
    Rule(("{artist} - {title} (Teaser)", "{artist} - {title} (Official Trailer)"), ("{artist}",), 15, 45, pace=0, by_label=True),
    Rule(("How to play {title} by {artist} | Guitar Tutorial", "{artist} - {title} piano tutorial EASY"), FANS, 240, 900, pace=0),
    Rule(("{artist} - {other} (Official Video)", "{artist} - {other}"), ("{artist}",), -40, 60, by_label=True),
    Rule(
        ("{artist} - {another} (Official Music Video)", "{artist} - {another} (Visualizer)"), ("{artist}",), -40, 60, by_label=True
    ),
    Rule(("{artist} - {core} ({dj} Remix)",), DJS, -30, 120),
    Rule(("{rival} - {title} (Official Video)", "{rival} - {title}"), ("{rival}",), -40, 40),
)


def video_id(song: int, rule: int) -> str:
    left = (song * RULES_PER_SONG + rule + 1) * SHUFFLE % PRIME
    return PREFIX + "".join(BASE64URL[left >> shift & 63] for shift in range(36, -1, -6))


@lru_cache(maxsize=20_000)
def find(id: str) -> Upload | None:
    """The upload with this id, None where nobody has uploaded it."""
    if id in _facts():
        return _facts()[id]
    if len(id) != len(PREFIX) + 7 or not id.startswith(PREFIX) or not set(id) <= set(BASE64URL):
        return None
    left = sum(BASE64URL.index(letter) << shift for letter, shift in zip(id[len(PREFIX) :], range(36, -1, -6), strict=True))
    number, rule = divmod(left * UNSHUFFLE % PRIME - 1, RULES_PER_SONG)
    song = catalogue.numbered().get(number)
    return next((upload for upload in of(song) if upload.id == id), None) if song and rule <= len(RULES) else None


@lru_cache(maxsize=4_000)
def of(song: Song) -> tuple[Upload, ...]:
    """All uploads around a song, in an order that tells nothing."""
    return tuple(sorted(_of(song), key=lambda upload: Dice("order", upload.id).below(2**32)))


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


def _of(song: Song) -> list[Upload]:
    if song.made_up:
        return [_made(song, OFFICIAL, OFFICIAL_RULE), *(_made(song, number, rule) for number, rule in enumerate(RULES, 1))]
    known = [_facts()[row["video_id"]] for row in _rows(song)]
    there = bool(official(song))
    taken = {(upload.title, upload.channel) for upload in known}
    made = [_made(song, number, rule) for number, rule in enumerate(RULES, 1) if there or not rule.recording]
    return known + [upload for upload in made if (upload.title, upload.channel) not in taken]


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


def _made(song: Song, number: int, rule: Rule) -> Upload:
    dice = Dice("upload", song.number, number)
    fan, rival = dice.among(FANS), dice.among(RIVALS)
    title = plain(song.title)
    words = {
        "artist": song.artists[0],
        "artists": ", ".join(song.artists[:3]),
        "title": title,
        "core": title.partition(" (")[0],
        "fan": fan,
        "rival": rival,
        "dj": dice.among(DJS),
        "place": dice.among(PLACES),
        "city": dice.among(CITIES),
        "year": dice.between(2014, 2021),
        "other": invented.title(dice.below(SONGS)),
        "another": invented.title(dice.below(SONGS)),
    }
    form, channel = dice.among(rule.titles), dice.among(rule.channels).format_map(words)
    # Whoever is named in the title as the singer or the one at the decks has uploaded it.
    channel = next((str(words[who]) for who in ("dj", "fan") if f"{{{who}}}" in form), channel)
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
