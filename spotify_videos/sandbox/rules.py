"""What people upload around a song, one line a sort: titles, channels and lengths."""

from __future__ import annotations

from dataclasses import dataclass

LYRIC_CHANNELS = ("TrendingLyrics", "Pixel Lyrics", "LyricHaven", "Letras Vivas", "7clouds of Words", "Dazed Lyrics")
KARAOKE_CHANNELS = ("Sing Again Karaoke", "Party Karaoke", "Zoom In Karaoke", "KaraFun Night")
FANS = ("emmaplays", "Jonah K", "musiclover4ever", "The Cover Room", "Sofia y su guitarra", "pianobyleo", "HD Music Archive")
DJS = ("Nordlicht", "DJ Kasimir", "Tropix", "Velour", "Basshaus", "Mondo Club")
RIVALS = ("Paper Kites Club", "Johnny Vale", "The Sundials", "Marea Alta", "Ellie Storm", "Kato & The Tides")
PLACES = ("Wembley", "The Roundhouse", "Red Rocks", "the BBC Radio Theatre", "Coachella", "Madison Square Garden")
CITIES = ("Berlin", "Paris", "Madrid", "Chicago", "São Paulo", "Manchester")
YEARS = ("2014", "2015", "2016", "2017", "2018", "2019", "2020", "2021")
COUNTRIES = ("AE", "BR", "CA", "CN", "CU", "DE", "FR", "GB", "IN", "IR", "JP", "KP", "KR", "MX", "RU", "SD", "SY", "TR", "US", "ZA")
# What a title or a channel may name, beside {artist}, {artists}, {title}, {core} (the title without its version) and {other},
# which is another song.
CHOICES = {"fan": FANS, "rival": RIVALS, "dj": DJS, "place": PLACES, "city": CITIES, "year": YEARS}
OWN = ("{artist}",)


@dataclass(frozen=True, slots=True)
class Rule:
    """One sort of upload. Its length is the song's times `pace` plus `shorter`..`longer` seconds.

    `recording`: the whole song is heard as it was recorded, so of a song whose right answer is "none" there is no such upload.
    `by_label`: uploaded by the artist or the label, with its rights cleared.
    """

    titles: tuple[str, ...]
    channels: tuple[str, ...]
    shorter: int
    longer: int
    pace: float = 1.0
    recording: bool = False
    by_label: bool = False


OFFICIAL = 0
OFFICIAL_TITLES = (
    "{artists} - {title} (Official Video)",
    "{artist} - {title} (Official Music Video)",
    "{artist} - {title}",
    "{artists} – {title}",
)
OFFICIAL_RULE = Rule(OFFICIAL_TITLES, OWN, -4, 60, recording=True, by_label=True)

# By number, which is a part of the id of whatever was uploaded by the rule: a new one goes to the end.
RULES = dict(
    enumerate(
        (
            Rule(("{artist} - {title} (Lyrics)", "{title} - {artist} [Lyrics / Letra]"), LYRIC_CHANNELS, 0, 4, recording=True),
            Rule(("{artist} - {title} (Official Audio)", "{artists} - {title} (Audio)"), OWN, 0, 2, recording=True, by_label=True),
            Rule(("{title}",), ("{artist} - Topic",), 0, 1, recording=True, by_label=True),
            Rule(("{artist} - {title} (Official Video)", "{artist} - {title} HD"), FANS, -2, 2, recording=True),
            Rule(("{artist} - {title} (Live at {place})", "{artist} - {title} (Live from {place})"), OWN, -15, 90, by_label=True),
            Rule(("{artist} - {title} - Live in {city} {year}", "{artist} {title} live {city}"), FANS, -20, 120),
            Rule(("{artist} - {title} (Cover by {fan})", "{title} - {artist} (cover)"), FANS, -25, 25),
            Rule(("{fan} - {title} ({artist} Acoustic Cover)", "{title} | piano cover"), FANS, -25, 25),
            Rule(("{artist} - {title} (Karaoke Version)", "{title} (Made Famous By {artist}) [Karaoke]"), KARAOKE_CHANNELS, -2, 6),
            Rule(("FIRST TIME HEARING {artist} - {title} | REACTION", "{artist} {title} REACTION!!"), FANS, 120, 900),
            Rule(("{artist} - {title} (sped up)", "Nightcore - {title} ({artist})"), FANS, -3, 3, pace=0.8),
            Rule(("{artist} - {title} (1 Hour Loop)", "{title} [1 HOUR] - {artist}"), FANS, 3600, 3720, pace=0),
            Rule(("{artist} - {title} (Teaser)", "{artist} - {title} (Official Trailer)"), OWN, 15, 45, pace=0, by_label=True),
            Rule(("How to play {title} by {artist} | Guitar Tutorial", "{artist} - {title} tutorial"), FANS, 240, 900, pace=0),
            Rule(("{artist} - {other} (Official Video)", "{artist} - {other}"), OWN, -40, 60, by_label=True),
            Rule(("{artist} - {other} (Official Music Video)", "{artist} - {other} (Visualizer)"), OWN, -40, 60, by_label=True),
            Rule(("{artist} - {core} ({dj} Remix)",), ("{dj}",), -30, 120),
            Rule(("{rival} - {title} (Official Video)", "{rival} - {title}"), ("{rival}",), -40, 40),
        ),
        1,
    )
)
