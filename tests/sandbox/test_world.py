"""What the stand-ins hold is made by rule, and the rules keep their word."""

import os
import re
import subprocess
import sys

import pytest

from spotify_videos.sandbox import catalogue, invented, uploads
from spotify_videos.sandbox.dice import Dice

KNOWN = catalogue.top_50()
WITHOUT_VIDEO = {"Fiel", "Am", "911", "Goosebumps - Remix", "WITHOUT YOU (with Miley Cyrus)"}
INVENTED = invented.songs(40, 20)


def test_dice_with_one_key_fall_alike_and_with_another_differently():
    thrown = [[Dice(*key).below(10**9) for _ in range(3)] for key in (("a", 1), ("a", 1), ("a", 2), ("a1",))]
    assert thrown[0] == thrown[1]
    assert len({tuple(row) for row in thrown}) == 3


def test_the_world_is_the_same_in_every_process():
    told = "from spotify_videos.sandbox import search, catalogue, uploads as u, invented as i;"
    told += "print([u.of(s) for s in (*catalogue.top_50()[:5], *i.songs(5, 5))], search.search('Dua Lipa Levitating'))"
    worlds = {
        subprocess.run(
            [sys.executable, "-c", told], env=os.environ | {"PYTHONHASHSEED": seed}, check=True, capture_output=True, timeout=120
        ).stdout
        for seed in ("1", "2")
    }
    assert len(worlds) == 1


def test_every_list_album_and_song_has_an_id_that_a_link_can_hold():
    ids = [*catalogue.playlists(), *catalogue.albums(), *catalogue.songs()]
    assert [id for id in ids if not re.fullmatch("[0-9A-Za-z]{22}", id)] == []
    assert len(ids) == len(set(ids))


def test_the_lists_have_the_lengths_they_say():
    lengths = {id: len(listing.entries) for id, listing in catalogue.playlists().items()}
    assert lengths[catalogue.TOP_50] == 50
    assert lengths[catalogue.BIG_LIST] == 10_000
    assert lengths[catalogue.LONG_LIST] == 312
    assert lengths[catalogue.EMPTY_LIST] == 0


def test_invented_artists_and_titles_are_all_distinct():
    assert len({invented.artist(number) for number in range(invented.ARTISTS)}) == invented.ARTISTS
    assert len({invented.title(number) for number in range(invented.SONGS)}) == invented.SONGS


def test_invented_songs_are_as_many_by_as_many_artists_as_asked():
    songs = invented.songs(2_400, 500)
    assert len({song.id for song in songs}) == 2_400
    assert len({song.artists[0] for song in songs}) == 500


@pytest.mark.parametrize(("count", "artists"), [(26, 1), (1, 0), (1, 501), (-1, 5)], ids=str)
def test_more_invented_songs_than_there_are_is_an_error(count, artists):
    with pytest.raises(ValueError, match="500 artists"):
        invented.songs(count, artists)


@pytest.mark.parametrize("song", [*KNOWN, *INVENTED], ids=lambda song: song.title)
def test_each_upload_is_found_again_by_its_id(song):
    assert [uploads.find(upload.id) for upload in uploads.of(song)] == list(uploads.of(song))


@pytest.mark.parametrize(
    "id", ["zzsvAAAAAAA", "zzsv_______", "zzsv", "dQw4w9WgXcQ", "", "zzsv\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9"]
)
def test_an_id_that_nobody_uploaded_is_found_nowhere(id):
    assert uploads.find(id) is None


def test_nothing_in_an_id_tells_the_right_upload_from_the_others():
    right, wrong = zip(
        *[(uploads.official(song), uploads.video_id(song.number, 1)) for song in invented.songs(500, 100)], strict=True
    )
    for letter in range(4, 11):
        assert len({id[letter] for id in right}) > 32
        assert len({id[letter] for id in right} & {id[letter] for id in wrong}) > 32


def test_an_official_video_runs_from_4_s_shorter_to_60_s_longer_than_its_song():
    for song in (*KNOWN, *INVENTED):
        if video := uploads.official(song):
            assert -4 <= uploads.find(video).seconds - song.seconds <= 63


def test_the_44_official_videos_play_everywhere():
    videos = [uploads.find(video) for song in KNOWN if (video := uploads.official(song))]
    assert len(videos) == 44
    assert all(video.embeddable and not video.blocked and not video.allowed for video in videos)


def test_of_a_song_without_an_official_video_nobody_uploaded_the_recording():
    bare = [song for song in KNOWN if not uploads.official(song)]
    assert {song.title for song in bare} > WITHOUT_VIDEO
    assert len(bare) == 6
    for song in bare:
        own = [upload.title for upload in uploads.of(song) if upload.channel in {song.artists[0], f"{song.artists[0]} - Topic"}]
        plain = [
            title for title in own if uploads.plain(song.title) in title and not re.search(r"\((Live|Teaser|Official Tr)", title)
        ]
        assert plain == []
        assert not [upload for upload in uploads.of(song) if "yrics" in upload.title]


def test_the_right_upload_has_no_twin_on_its_own_channel():
    for song in (*KNOWN, *INVENTED):
        sorts = [(upload.channel, "audio" if "Audio)" in upload.title else upload.title) for upload in uploads.of(song)]
        assert len(sorts) == len(set(sorts))


def test_every_sort_of_distractor_stands_around_a_song():
    titles = " ".join(f"{upload.title} {upload.channel}" for song in INVENTED for upload in uploads.of(song)).casefold()
    sorts = "lyrics|audio|topic|live|cover|karaoke|reaction|nightcore|hour|teaser|tutorial|remix|sped|visualizer|acoustic"
    assert set(re.findall(sorts, titles)) == set(sorts.split("|"))


def test_some_uploads_cannot_be_embedded_and_some_are_blocked_somewhere():
    made = [upload for song in INVENTED for upload in uploads.of(song)]
    for few in (
        [upload for upload in made if not upload.embeddable],
        [upload for upload in made if upload.blocked],
        [upload for upload in made if upload.allowed],
    ):
        assert 0 < len(few) < len(made) / 8


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("Peaches (feat. Daniel Caesar & Giveon)", "Peaches"),
        ("Save Your Tears (with Ariana Grande) (Remix)", "Save Your Tears (Remix)"),
        ("Friday (feat. Mufasa & Hypeman) - Dopamine Re-Edit", "Friday (Dopamine Re-Edit)"),
        ("Body (Remix) [feat. ArrDee, E1 (3x3), ZT (3x3) & Darkoo]", "Body (Remix)"),
        ("MONTERO (Call Me By Your Name)", "MONTERO (Call Me By Your Name)"),
    ],
)
def test_people_leave_the_guests_out_of_a_title(title, plain):
    assert uploads.plain(title) == plain
