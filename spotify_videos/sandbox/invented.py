"""Artists and songs that nobody ever heard of, as many as a load test needs, each made from its number alone."""

from __future__ import annotations

from dataclasses import dataclass

from .dice import Dice

FIRST_NAMES = [
    "Mira",
    "Jonas",
    "Elena",
    "Tomas",
    "Nadia",
    "Felix",
    "Ingrid",
    "Mateo",
    "Priya",
    "Casper",
    "Lucia",
    "Anton",
    "Freya",
    "Hugo",
    "Selma",
    "Rafael",
    "Noor",
    "Viktor",
    "Amara",
    "Dario",
    "Linnea",
    "Omar",
    "Tessa",
    "Ruben",
    "Yuki",
]
LAST_NAMES = [
    "Halden",
    "Okafor",
    "Brandt",
    "Castellan",
    "Whitlock",
    "Varga",
    "Lindqvist",
    "Moreau",
    "Satori",
    "Delgado",
    "Kessler",
    "Ashdown",
    "Petrov",
    "Marlowe",
    "Quist",
    "Navarro",
    "Fairweather",
    "Tanaka",
    "Osborne",
    "Rinaldi",
]
ADJECTIVES = [
    "Silver",
    "Crimson",
    "Hollow",
    "Wandering",
    "Broken",
    "Golden",
    "Quiet",
    "Electric",
    "Velvet",
    "Frozen",
    "Burning",
    "Distant",
    "Gentle",
    "Savage",
    "Hidden",
    "Faded",
    "Endless",
    "Midnight",
    "Paper",
    "Crystal",
    "Bitter",
    "Sacred",
    "Restless",
    "Lonely",
    "Amber",
    "Scarlet",
    "Drowning",
    "Fearless",
    "Tangled",
    "Empty",
    "Neon",
    "Rusty",
    "Thunder",
    "Wicked",
    "Tender",
    "Ivory",
    "Stolen",
    "Floating",
    "Ancient",
    "Lucky",
    "Blind",
    "Cosmic",
    "Dusty",
    "Forgotten",
    "Glass",
    "Honest",
    "Icy",
    "Jaded",
    "Kindred",
    "Lavender",
    "Magnetic",
    "Nameless",
    "Orange",
    "Painted",
    "Reckless",
    "Shallow",
    "Tropical",
    "Unspoken",
    "Violet",
    "Weightless",
    "Yellow",
    "Zealous",
    "Aching",
    "Borrowed",
    "Chasing",
    "Dizzy",
    "Elegant",
    "Foolish",
    "Grateful",
    "Humming",
    "Infinite",
    "Jealous",
    "Knotted",
    "Luminous",
    "Marble",
    "Naked",
    "Opaque",
    "Patient",
    "Radiant",
    "Secret",
    "Twisted",
    "Urban",
    "Vacant",
    "Wooden",
    "Young",
    "Blooming",
    "Careless",
    "Daring",
    "Emerald",
    "Fragile",
    "Graceful",
    "Haunted",
    "Innocent",
    "Jagged",
    "Lazy",
    "Mellow",
    "Northern",
    "Obvious",
    "Perfect",
    "Royal",
    "Stubborn",
    "Thirsty",
    "Useless",
    "Vivid",
    "Western",
    "Awkward",
    "Bashful",
    "Cobalt",
    "Dreaming",
    "Eager",
    "Flying",
    "Gloomy",
    "Hungry",
    "Idle",
    "Kissing",
    "Limitless",
    "Modern",
    "Nervous",
    "Ordinary",
    "Pretty",
    "Roaring",
    "Sleepless",
    "Trembling",
    "Upward",
    "Vanishing",
]
NOUNS = [
    "Harbour",
    "Mirror",
    "Garden",
    "Highway",
    "Lantern",
    "Ocean",
    "Window",
    "Shadow",
    "Feather",
    "Mountain",
    "Letter",
    "Engine",
    "Satellite",
    "Whisper",
    "Diamond",
    "Carousel",
    "Desert",
    "Kingdom",
    "Umbrella",
    "Horizon",
    "Avenue",
    "Bridge",
    "Candle",
    "Dancer",
    "Echo",
    "Forest",
    "Guitar",
    "Hurricane",
    "Island",
    "Jungle",
    "Kitchen",
    "Lighthouse",
    "Machine",
    "Needle",
    "Orchid",
    "Pavement",
    "Queen",
    "River",
    "Sailor",
    "Temple",
    "Universe",
    "Valley",
    "Winter",
    "Anchor",
    "Balcony",
    "Cathedral",
    "Daughter",
    "Elevator",
    "Fountain",
    "Gravity",
    "Hotel",
    "Iceberg",
    "Jacket",
    "Keyhole",
    "Lemonade",
    "Monsoon",
    "Notebook",
    "Orchard",
    "Parade",
    "Question",
    "Rooftop",
    "Stranger",
    "Telephone",
    "Uniform",
    "Volcano",
    "Waterfall",
    "Alphabet",
    "Blanket",
    "Compass",
    "Doorway",
    "Evening",
    "Firefly",
    "Galaxy",
    "Holiday",
    "Ink",
    "Journey",
    "Ladder",
    "Medicine",
    "Nightfall",
    "Oxygen",
    "Pendulum",
    "Rainbow",
    "Staircase",
    "Treasure",
    "Village",
    "Wallpaper",
    "Apricot",
    "Bonfire",
    "Chandelier",
    "Disguise",
    "Emergency",
    "Ferry",
    "Glacier",
    "Hourglass",
    "Jigsaw",
    "Kerosene",
    "Labyrinth",
    "Meadow",
    "Nomad",
    "Passport",
]

SONGS_PER_ARTIST = 25
ARTISTS = len(FIRST_NAMES) * len(LAST_NAMES)
SONGS = ARTISTS * SONGS_PER_ARTIST
SONGS_PER_ALBUM = 9
# Coprime with the number of titles, so that every song has a title of its own and neighbours have nothing in common.
STRIDE = 7919


@dataclass(frozen=True, slots=True)
class Song:
    """A song of the world. `number` addresses it; `milliseconds` is its length, `isrc` "" where unknown."""

    number: int
    id: str
    title: str
    artists: tuple[str, ...]
    artist_ids: tuple[str, ...]
    album: str
    album_id: str
    track_number: int
    milliseconds: int
    isrc: str
    made_up: bool

    @property
    def seconds(self) -> int:
        return round(self.milliseconds / 1000)


def artist(number: int) -> str:
    first = number % len(FIRST_NAMES)
    return f"{FIRST_NAMES[first]} {LAST_NAMES[(number // len(FIRST_NAMES) + first) % len(LAST_NAMES)]}"


def artist_id(number: int) -> str:
    return f"zzsyntheticA{number:04}000000"


def album_id(artist_number: int, album: int) -> str:
    return f"zzsyntheticA{artist_number:04}L{album:05}"


def title(number: int) -> str:
    """The bare title of song `number`, distinct from all others."""
    place = number * STRIDE % SONGS
    return f"{ADJECTIVES[place % len(ADJECTIVES)]} {NOUNS[place // len(ADJECTIVES)]}"


def song(artist_number: int, nth: int) -> Song:
    """The `nth` song (0 to 24) of an artist (0 to 499). One in nine has a guest, who is a made-up artist too."""
    number = artist_number * SONGS_PER_ARTIST + nth
    dice = Dice("song", number)
    singers, name = [artist_number], title(number)
    if dice.below(9) == 0:
        singers.append((artist_number + dice.between(1, ARTISTS - 1)) % ARTISTS)
        name += f" (feat. {artist(singers[1])})"
    album, place = divmod(nth, SONGS_PER_ALBUM)
    return Song(
        number=number,
        id=f"zzsyntheticA{artist_number:04}S{nth:05}",
        title=name,
        artists=tuple(map(artist, singers)),
        artist_ids=tuple(map(artist_id, singers)),
        album=title(number - place),
        album_id=album_id(artist_number, album),
        track_number=place + 1,
        milliseconds=dice.between(140_000, 280_000),
        isrc=f"ZZSBX21{number:05}",
        made_up=True,
    )


def songs(count: int, artists: int) -> list[Song]:
    """`count` songs by `artists` artists in turn: at most 500 artists with 25 songs each."""
    if not 1 <= artists <= ARTISTS or not 0 <= count <= artists * SONGS_PER_ARTIST:
        raise ValueError(f"there are {ARTISTS} artists with {SONGS_PER_ARTIST} songs each")
    return [song(index % artists, index // artists) for index in range(count)]
