"""Is a channel's title an artist's name and nothing else?"""

import pytest

from spotify_videos.matching import judge, same_name

SAME = [
    ("as_it_is", "Nirvana", "Nirvana"),
    ("vevo_joined", "Nirvana", "NirvanaVEVO"),
    ("vevo_apart", "Dua Lipa", "Dua Lipa VEVO"),
    ("vevo_of_two_words", "Dua Lipa", "DuaLipaVEVO"),
    ("topic", "Dua Lipa", "Dua Lipa - Topic"),
    ("official_behind", "Adele", "Adele Official"),
    ("official_before", "PSY", "officialpsy"),
    ("official_in_spanish", "Rosalía", "ROSALÍA Oficial"),
    ("official_channel", "Adele", "Adele Official Channel"),
    ("music_behind", "Sia", "Sia Music"),
    ("music_in_the_name", "Roxy Music", "Roxy Music"),
    ("band_in_the_name", "Dave Matthews Band", "Dave Matthews Band"),
    ("the_left_out", "The Beatles", "Beatles"),
    ("the_added", "Weeknd", "TheWeekndVEVO"),
    ("case_and_accents", "Beyoncé", "beyonce"),
    ("stylised", "A$AP Rocky", "ASAP Rocky VEVO"),
    ("and_as_a_sign", "Simon & Garfunkel", "SimonAndGarfunkelVEVO"),
    ("cyrillic_against_latin", "Кино", "Kino"),
    ("hebrew_against_latin", "Ortega", "אורטגה"),
    ("two_scripts_by_the_latin", "Jay Chou", "周杰倫 Jay Chou"),
    ("two_scripts_by_the_other", "周杰倫", "周杰倫 Jay Chou"),
    ("two_scripts_in_brackets", "BTS", "BTS (방탄소년단)"),
    ("artist_with_brackets", "IU (아이유)", "IU"),
    ("official_in_hangul", "아이유", "아이유 공식"),
    ("only_a_word_of_channels", "Music", "Music"),
]
OTHER = [
    ("a_cover_band", "Adele", "Adele Cover Band"),
    ("fans", "Adele", "Adele Fans"),
    ("fans_joined", "Adele", "AdeleFan"),
    ("fans_in_hangul", "Adele", "Adele 팬"),
    ("lyrics", "Adele", "Adele Lyrics"),
    ("television", "BTS", "BTS TV"),
    ("a_tribute", "ABBA", "ABBA Tribute"),
    ("a_country", "Coldplay", "Coldplay Brasil"),
    ("a_record_label", "Warner", "Warner Records"),
    ("a_name_that_begins_alike", "Future", "Future Islands"),
    ("a_name_that_ends_alike", "Queen", "Dancing Queen"),
    ("a_name_nearly_alike", "Drake", "Drakes"),
    ("a_part_of_two", "Simon & Garfunkel", "Simon"),
    ("another", "Adele", "Sia"),
    ("nothing_told", "Adele", ""),
    ("nothing_asked", "", "Adele"),
    ("nothing_at_all", "", ""),
    ("signs_only", "!!!", "???"),
    ("nothing_but_what_channels_add", "Adele", "Official Music Channel"),
]


@pytest.mark.parametrize(("artist", "channel"), [case[1:] for case in SAME], ids=[case[0] for case in SAME])
def test_the_artists_name_is_theirs(artist, channel):
    assert same_name(artist, channel)


@pytest.mark.parametrize(("artist", "channel"), [case[1:] for case in OTHER], ids=[case[0] for case in OTHER])
def test_a_word_more_is_somebody_elses(artist, channel):
    assert not same_name(artist, channel)


OWN = [
    ("vevo", "Adele - Hello @ AdeleVEVO", True),
    ("their_name", "Hello @ Adele", True),
    ("topic", "Hello @ Adele - Topic", True),
    ("a_label", "Adele - Hello @ Columbia Records", False),
    ("a_fan", "Adele - Hello @ Adele Fans", False),
    ("not_told", "Adele - Hello", False),
]


@pytest.mark.parametrize(("upload", "own"), [case[1:] for case in OWN], ids=[case[0] for case in OWN])
def test_who_owns_the_channel_is_told(track, candidate, upload, own):
    assert judge(track("Adele", "Hello"), [candidate(upload)]).assessed[0].own is own


def test_a_guests_channel_is_not_the_artists_own(track, candidate):
    asked = track("Stormzy; Ed Sheeran", "Own It (feat. Ed Sheeran)")
    theirs, guests = judge(asked, [candidate("Own It @ Stormzy - Topic"), candidate("Own It @ Ed Sheeran - Topic")]).assessed
    told = {one.candidate.channel: (one.passed, one.own) for one in (theirs, guests)}
    assert told == {"Stormzy - Topic": (True, True), "Ed Sheeran - Topic": (True, False)}
