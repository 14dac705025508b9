"""Which of several right uploads is played, what kind each is, and which are worth asking details for."""

from dataclasses import replace

import pytest

from spotify_videos.matching import judge, likeliest
from spotify_videos.models import Candidate

# A rule, and the uploads of "Dua Lipa - Levitating", the best first.
BETTER_FIRST = [
    ("own_channel_before_a_fans", "Dua Lipa - Levitating @ Dua Lipa", "Dua Lipa - Levitating @ emma"),
    ("vevo_before_a_fans", "Dua Lipa - Levitating @ DuaLipaVEVO", "Dua Lipa - Levitating @ emma"),
    ("own_audio_before_a_fans_video", "Dua Lipa - Levitating (Audio) @ Dua Lipa", "Dua Lipa - Levitating @ emma"),
    ("a_labels_before_a_fans", "Dua Lipa - Levitating @ Warner Records", "Dua Lipa - Levitating @ emma"),
    ("an_official_video_before_a_plain_one", "Dua Lipa - Levitating (Official Video) @ Dua Lipa",
     "Dua Lipa - Levitating @ Dua Lipa"),
    ("a_plain_video_before_a_visualizer", "Dua Lipa - Levitating @ Dua Lipa", "Dua Lipa - Levitating (Visualizer) @ Dua Lipa"),
    ("a_video_before_a_lyric_clip", "Dua Lipa - Levitating @ Dua Lipa", "Dua Lipa - Levitating (Lyric Video) @ Dua Lipa"),
    ("a_visualizer_before_a_lyric_clip", "Dua Lipa - Levitating (Visualizer) @ Dua Lipa",
     "Dua Lipa - Levitating (Lyrics) @ Dua Lipa"),
    ("a_lyric_clip_before_an_audio", "Dua Lipa - Levitating (Lyrics) @ Dua Lipa", "Dua Lipa - Levitating (Audio) @ Dua Lipa"),
    ("an_audio_before_an_art_track", "Dua Lipa - Levitating (Audio) @ Dua Lipa", "Levitating @ Dua Lipa - Topic"),
    ("an_art_track_before_a_fans_copy", "Levitating @ Dua Lipa - Topic", "Dua Lipa - Levitating @ emma"),
    ("a_labels_video_before_an_own_audio", "Dua Lipa - Levitating (Official Video) @ Warner Records",
     "Dua Lipa - Levitating (Audio) @ Dua Lipa"),
    ("a_labels_before_somebody_elses_on_the_own_channel", "Dua Lipa - Levitating (Lyrics) @ Warner Records",
     "Emma - Levitating @ Dua Lipa"),
    ("the_plain_title_before_one_with_more", "Dua Lipa - Levitating @ Dua Lipa", "Dua Lipa - Levitating (Grey Whistle) @ Dua Lipa"),
    ("the_plain_track_before_a_live_take", "Dua Lipa - Levitating @ emma", "Dua Lipa - Levitating (Live) @ Dua Lipa"),
    ("the_plain_track_before_a_remix", "Levitating @ Dua Lipa - Topic", "Dua Lipa - Levitating (Tropix Remix) @ Dua Lipa"),
    ("a_live_take_before_a_karaoke", "Dua Lipa - Levitating (Live) @ emma", "Dua Lipa - Levitating (Karaoke) @ emma"),
    ("a_cover_before_another_song", "Dua Lipa - Levitating (Cover) @ emma", "Adele - Hello @ AdeleVEVO"),
]  # fmt: skip

KINDS = [
    ("official_video", "Dua Lipa - Levitating (Official Music Video) @ Dua Lipa"),
    ("official_video", "Dua Lipa - Levitating (Clipe Oficial) @ emma"),
    ("video", "Dua Lipa - Levitating @ Dua Lipa"),
    ("video", "Dua Lipa - Levitating MV @ Dua Lipa"),
    ("visualizer", "Dua Lipa - Levitating (Official Visualiser) @ Dua Lipa"),
    ("lyric", "Dua Lipa - Levitating (Official Lyric Video) @ Dua Lipa"),
    ("lyric", "Dua Lipa - Levitating (Letra) @ emma"),
    ("lyric", "Dua Lipa - Levitating 가사 @ emma"),
    ("audio", "Dua Lipa - Levitating (Official Audio) @ Dua Lipa"),
    ("art_track", "Levitating @ Dua Lipa - Topic"),
    ("live", "Dua Lipa - Levitating (Live) @ Dua Lipa"),
    ("remix", "Dua Lipa - Levitating (Tropix Remix) @ Dua Lipa"),
    ("remix", "Dua Lipa - Levitating (Extended Mix) @ Dua Lipa"),
    ("acoustic", "Dua Lipa - Levitating (Acoustic) @ Dua Lipa"),
    ("cover", "Emma - Levitating (Dua Lipa Cover) @ emma"),
    ("karaoke", "Dua Lipa - Levitating (Karaoke) @ emma"),
    ("other", "Dua Lipa - Levitating | REACTION @ emma"),
    ("other", "Dua Lipa - Levitating (sped up) @ emma"),
    ("other", "Dua Lipa - Levitating (Demo) @ Dua Lipa"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "better", "worse"), BETTER_FIRST, ids=[case[0] for case in BETTER_FIRST])
def test_the_better_upload_comes_first(verdict, rule, better, worse):
    for lines in ((better, worse), (worse, better)):
        judged = verdict("Dua Lipa", "Levitating", *lines)
        assert [one.candidate.id for one in judged.assessed] == [better, worse]


@pytest.mark.parametrize(("kind", "upload"), KINDS)
def test_every_candidate_has_its_kind(verdict, kind, upload):
    assert verdict("Dua Lipa", "Levitating", upload).assessed[0].kind == kind


def test_a_candidate_of_another_song_has_a_kind_too(verdict):
    assert verdict("Dua Lipa", "Levitating", "Adele - Hello (Karaoke) @ emma").assessed[0].kind == "karaoke"


def test_a_version_that_was_asked_for_keeps_its_kind(verdict):
    assert verdict("Dua Lipa", "Levitating - Live", "Dua Lipa - Levitating (Live) @ Dua Lipa").assessed[0].kind == "live"


@pytest.mark.parametrize(
    ("rule", "better", "worse"),
    [
        ("licensed_before_not", {"licensed": True}, {"licensed": False}),
        ("playable_here_before_not", {"embeddable": True}, {"embeddable": False}),
        ("seen_often_before_seldom", {"views": 1_000_000}, {"views": 1_000}),
    ],
    ids=lambda case: case if isinstance(case, str) else "",
)
def test_details_decide_among_equal_titles(track, rule, better, worse):
    found = [Candidate(name, "Dua Lipa - Levitating", "emma", **told) for name, told in (("worse", worse), ("better", better))]
    chosen = judge(track("Dua Lipa", "Levitating"), found).chosen
    assert chosen is not None
    assert chosen.candidate.id == "better"


def test_a_video_that_may_not_be_embedded_is_still_the_song(track):
    found = [
        Candidate("own", "Dua Lipa - Levitating (Official Video)", "Dua Lipa", embeddable=False),
        Candidate("fan", "Dua Lipa - Levitating (Official Video)", "emma", embeddable=True),
    ]
    chosen = judge(track("Dua Lipa", "Levitating"), found).chosen
    assert chosen is not None
    assert chosen.candidate.id == "own"


@pytest.mark.parametrize(
    ("rule", "seconds", "channel", "status"),
    [
        ("the_same_length", 203, "emma", "matched"),
        ("an_intro", 230, "emma", "matched"),
        ("a_story_on_the_own_channel", 263, "Dua Lipa", "matched"),
        ("twice_as_long_on_the_own_channel", 440, "Dua Lipa", "matched"),
        ("two_hours", 7200, "Dua Lipa", "not_found"),
        ("a_snippet", 30, "Dua Lipa", "not_found"),
        ("half_of_it_by_a_fan", 110, "emma", "not_found"),
        ("twice_as_long_by_a_fan", 410, "emma", "not_found"),
        ("no_length_told", None, "emma", "matched"),
        ("no_channel_told_and_the_same_length", 206, None, "matched"),
        ("no_channel_told_and_another_length", 230, None, "not_found"),
    ],
    ids=lambda case: case if isinstance(case, str) and "_" in case else "",
)
def test_length_is_a_gate(track, rule, seconds, channel, status):
    found = [Candidate("a", "Dua Lipa - Levitating", channel, seconds=seconds)]
    assert judge(track("Dua Lipa", "Levitating", seconds=203), found).status == status


def test_a_bare_title_without_channel_needs_the_very_length(track):
    for seconds, status in ((203, "matched"), (215, "not_found")):
        found = [Candidate("a", "Levitating", seconds=seconds)]
        assert judge(track("Dua Lipa", "Levitating", seconds=203), found).status == status


def test_nothing_found_is_not_found(track):
    judged = judge(track("Dua Lipa", "Levitating"), [])
    assert (judged.status, judged.chosen, judged.assessed) == ("not_found", None, ())


def test_other_version_holds_the_version_that_is_there(verdict):
    judged = verdict("Dua Lipa", "Levitating", "Dua Lipa - Levitating (Live) @ emma", "Adele - Hello @ Adele")
    assert judged.status == "other_version"
    assert judged.chosen is not None
    assert (judged.chosen.kind, judged.chosen.passed) == ("live", False)


def test_likeliest_brings_at_most_as_many_as_asked(track, candidate):
    found = [candidate(f"Dua Lipa - Levitating (Lyrics) {number} @ fan {number}") for number in range(25)]
    assert len(likeliest(track("Dua Lipa", "Levitating"), found, 5)) == 5
    assert likeliest(track("Dua Lipa", "Levitating"), found[:2], 5) == likeliest(track("Dua Lipa", "Levitating"), found[1::-1], 5)
    assert likeliest(track("Dua Lipa", "Levitating"), found, 0) == []


def test_the_winner_is_among_the_likeliest(track, candidate):
    noise = [upload.replace("emma", f"emma{number}") for number in range(6) for _, _, upload in BETTER_FIRST]
    best = candidate("Dua Lipa - Levitating (Official Video) @ Dua Lipa")
    assert likeliest(track("Dua Lipa", "Levitating"), [*map(candidate, noise), best], 1) == [best]


def test_evidence_says_why_in_words(verdict):
    judged = verdict(
        "Dua Lipa",
        "Levitating",
        "Dua Lipa - Levitating (Official Video) @ Dua Lipa",
        "Adele - Hello @ AdeleVEVO",
        "Emma - Levitating (Dua Lipa Cover) @ emma",
        "Dua Lipa - Levitating (Live) @ emma",
    )
    said = {one.candidate.id: {evidence.text for evidence in one.evidence} for one in judged.assessed}
    assert said["Dua Lipa - Levitating (Official Video) @ Dua Lipa"] == {
        "the title names the song",
        "uploaded by the artist's own channel",
        "the title names the artist",
        "the title calls it the official video",
    }
    assert said["Adele - Hello @ AdeleVEVO"] == {"the title names another song"}
    assert "it is a cover by somebody else" in said["Emma - Levitating (Dua Lipa Cover) @ emma"]
    assert "it is a live recording" in said["Dua Lipa - Levitating (Live) @ emma"]


@pytest.mark.parametrize(
    ("upload", "text"),
    [
        ("Adele - Levitating @ somebody", "the title names another artist"),
        ("Levitating @ somebody", "the artist is named nowhere"),
        ("Lipa - Levitating @ somebody", "the title names the artist in short"),
        ("Dua Lipa - Levitatng @ somebody", "the title is spelled a little differently, or cut short"),
        ("Dua Lipa - Levitating Together Now @ somebody", "other words stand beside the song's title"),
        ("Levitating @ Dua Lipa Updates", "the channel bears the artist's name"),
        ("Dua Lipa - Levitating @ somebody", "uploaded by a channel that is not known to be the artist's or a label's"),
        ("Dua Lipa - Levitating (Karaoke) @ somebody", "it is a karaoke"),
        ("Dua Lipa - Levitating (Tropix Remix) @ somebody", "it is a remix"),
    ],
)
def test_evidence_tells(verdict, upload, text):
    assert text in [evidence.text for evidence in verdict("Dua Lipa", "Levitating", upload).assessed[0].evidence]


def test_evidence_tells_what_was_asked_for(verdict):
    def said(upload):
        return [evidence.text for evidence in verdict("Dua Lipa", "Levitating - Live", upload).assessed[0].evidence]

    assert "it is the version that was asked for" in said("Dua Lipa - Levitating (Live) @ Dua Lipa")
    assert "it does not say that it is a live recording, as was asked for" in said("Dua Lipa - Levitating @ Dua Lipa")


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (203, "as long as the song"),
        (7200, "6997 seconds longer than the song"),
        (230, "113% of the song's length, as videos may be"),
    ],
)
def test_evidence_tells_the_length(track, seconds, text):
    found = [Candidate("a", "Dua Lipa - Levitating", "Dua Lipa", seconds=seconds)]
    judged = judge(track("Dua Lipa", "Levitating", seconds=203), found)
    assert text in [evidence.text for evidence in judged.assessed[0].evidence]


def test_the_score_is_the_sum_of_the_evidence(verdict):
    judged = verdict("Dua Lipa", "Levitating", *[upload for _, *uploads in BETTER_FIRST for upload in uploads])
    for one in judged.assessed:
        assert one.score == pytest.approx(min(1, max(0, sum(evidence.value for evidence in one.evidence))))
        assert all(evidence.name and evidence.text for evidence in one.evidence)


def test_the_better_its_case_the_higher_a_score(verdict):
    judged = verdict("Dua Lipa", "Levitating", "Dua Lipa - Levitating (Official Video) @ Dua Lipa", "Dua Lipa - Levitating @ emma")
    assert judged.assessed[0].score > judged.assessed[1].score


def test_other_songs_are_not_worth_their_details(track, candidate):
    found = [candidate("Dua Lipa - Levitating @ Dua Lipa"), candidate("Dua Lipa - Hallucinate @ Dua Lipa")]
    assert likeliest(track("Dua Lipa", "Levitating"), found, 5) == found[:1]


def test_of_an_artists_many_uploads_the_song_is_among_the_likeliest(track, candidate):
    others = [candidate(f"Dua Lipa - Another Song {number} (Official Video) @ Dua Lipa") for number in range(240)]
    versions = [candidate(f"Dua Lipa - Levitating ({kind}) @ Dua Lipa") for kind in ("Live", "Lyric Video", "Audio", "Remix")]
    video = candidate("Dua Lipa - Levitating (Official Music Video) @ Dua Lipa")
    likely = likeliest(track("Dua Lipa", "Levitating"), [*others, *versions, video], 25)
    assert likely[0] == video
    assert set(likely) == {video, *versions}


def test_of_a_hundred_copies_the_artists_own_is_the_likeliest(track, candidate):
    copies = [
        candidate(f"Dua Lipa - Levitating {copy} @ somebody {number}")
        for number, copy in enumerate(["", "(Lyrics)", "(Live)"] * 40)
    ]
    video = candidate("Dua Lipa - Levitating [Official Music Video] @ DuaLipaVEVO")
    assert likeliest(track("Dua Lipa", "Levitating"), [*copies, video], 1) == [video]


def test_what_details_tell_can_be_judged_from_the_likeliest_alone(track, candidate):
    asked = track("Dua Lipa", "Levitating", seconds=203)
    found = [candidate(f"Dua Lipa - Levitating (Lyrics) {number} @ fan {number}") for number in range(20)]
    found += [candidate("Dua Lipa - Levitating (Official Video) @ Dua Lipa"), candidate("Adele - Hello @ Adele")]
    told = [replace(one, seconds=205, licensed=True) for one in likeliest(asked, found, 5)]
    everything = [replace(one, seconds=205, licensed=True) for one in found]
    assert judge(asked, told).chosen == judge(asked, everything).chosen
