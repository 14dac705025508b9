"""What holds for any text and any candidates."""

import random
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spotify_videos.matching import judge, likeliest, query
from spotify_videos.matching.text import fold, words
from spotify_videos.models import Candidate, Track

WORDS = st.sampled_from(
    [
        *(
            "Dua",
            "Lipa",
            "Levitating",
            "-",
            "(",
            ")",
            "[",
            "]",
            "|",
            "'",
            '"',
            "’",
            "&",
            "Official",
            "Video",
            "Live",
            "Remix",
            "Cover",
        ),
        *("Karaoke", "feat.", "DaBaby", "Pt.", "2", "The", "2020", "é", "ñ", "Å", "봄날", "晴天", "ночь", "فيروز", "हो"),
    ]
)
TITLES = st.one_of(st.lists(WORDS, max_size=12).map(" ".join), st.text(max_size=60))
NAMES = st.one_of(
    st.sampled_from(["Dua Lipa", "DuaLipaVEVO", "Dua Lipa - Topic", "emma", "Warner Records", "周杰倫"]), st.text(max_size=20)
)
SECONDS = st.one_of(st.none(), st.integers(0, 100_000))
TRACKS = st.builds(
    Track, st.just("t"), TITLES, st.lists(NAMES, max_size=3).map(tuple), album=st.one_of(st.none(), TITLES), seconds=SECONDS
)
CANDIDATES = st.lists(
    st.builds(
        Candidate,
        st.text("abcdefgh", min_size=1, max_size=6),
        TITLES,
        NAMES,
        seconds=SECONDS,
        views=st.one_of(st.none(), st.integers(0, 10**10)),
        licensed=st.one_of(st.none(), st.booleans()),
        embeddable=st.one_of(st.none(), st.booleans()),
    ),
    max_size=8,
    unique_by=lambda one: one.id,
)


@given(TRACKS, CANDIDATES)
def test_a_score_lies_within_0_and_1(track, candidates):
    for one in judge(track, candidates).assessed:
        assert 0 <= one.score <= 1


@given(TRACKS, CANDIDATES, st.randoms())
def test_the_order_of_candidates_does_not_matter(track, candidates, chance: random.Random):
    shuffled = list(candidates)
    chance.shuffle(shuffled)
    assert judge(track, shuffled) == judge(track, candidates)
    assert likeliest(track, shuffled, 5) == likeliest(track, candidates, 5)


@given(TRACKS, CANDIDATES)
def test_a_worse_candidate_never_changes_the_winner(track, candidates):
    judged = judge(track, candidates)
    best_first = [one.candidate for one in judged.assessed]
    for count in range(1, len(best_first) + 1):
        fewer = judge(track, best_first[:count])
        assert (fewer.status, fewer.chosen) == (judged.status, judged.chosen)


@given(TRACKS, CANDIDATES)
def test_the_verdict_is_told_by_the_best(track, candidates):
    judged = judge(track, candidates)
    assert (judged.status == "matched") == any(one.passed for one in judged.assessed)
    assert (judged.chosen is None) == (judged.status == "not_found")
    assert judged.chosen in (None, *judged.assessed[:1])
    assert len(judged.assessed) == len(candidates)


@given(st.lists(WORDS, max_size=10).map(" ".join), st.lists(WORDS, max_size=12).map(" ".join), NAMES)
def test_case_does_not_matter(title, upload, channel):
    def verdict(change):
        track = Track("t", change(title), (change("Dua Lipa"),))
        one = judge(track, [Candidate("a", change(upload), channel)]).assessed[0]
        return one.passed, one.kind, one.score, one.evidence

    assert verdict(str.upper) == verdict(str.lower) == verdict(str)


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
@given(TITLES, TITLES, NAMES)
def test_the_unicode_form_does_not_matter(form, title, upload, channel):
    def verdict(change):
        track = Track("t", change(title), (change(channel),))
        one = judge(track, [Candidate("a", change(upload), change(channel))]).assessed[0]
        return one.passed, one.kind, one.score, one.evidence

    assert verdict(lambda text: unicodedata.normalize(form, text)) == verdict(lambda text: text)


@settings(max_examples=300)
@given(st.text(), st.text(), st.text(), st.text())
def test_any_text_goes_in_and_no_exception_comes_out(title, artist, upload, channel):
    track = Track("t", title, (artist,), title)
    judge(track, [Candidate("a", upload, channel), Candidate("b", title, artist), Candidate("c", f"{artist} - {title}")])
    query(track)


@given(st.text(max_size=300))
def test_words_are_plain_letters_in_rising_segments(text):
    found = words(text)
    assert all(word.plain.isascii() and word.plain.isalnum() for word in found)
    assert [word.segment for word in found] == sorted(word.segment for word in found)
    assert all(word.depth >= 0 for word in found)


AWKWARD = {
    "plain": "la ",
    "combining_marks": "e\u0301\u0323\u0302",
    "marks_in_the_wrong_order": "\u0301\u0323",
    "right_to_left_marks": "\u202e\u200fabc\u202c",
    "nulls": "\0",
    "brackets_that_never_close": "(",
    "quotes": "'a ",
    "dashes": " - ",
    "ampersands": "&amp;",
    "entities_in_entities": "&amp;amp;",
    "spaces": " ",
    "commas": "a,",
    "exclamation_marks": "a!",
    "han": "晴",
    "emoji": "👨‍👩‍👧‍👦",
    "featuring": " feat. ",
    "parts": " pt 2 ",
    "covers": " cover by x ",
    "remixes": " x remix ",
}


def seconds_for(unit: str, length: int) -> float:
    text = (unit * (length // len(unit) + 1))[:length]
    track = Track("t", text, (text, "Dua Lipa"), text)
    candidates = [Candidate("a", text, text), Candidate("b", f"Dua Lipa - {text}", "Dua Lipa"), Candidate("c", text[::-1], None)]
    started = time.process_time()
    judge(track, candidates)
    query(track)
    return time.process_time() - started


@pytest.mark.parametrize("unit", AWKWARD.values(), ids=AWKWARD.keys())
def test_time_grows_no_faster_than_the_length(unit):
    short = min(seconds_for(unit, 5_000 + extra) for extra in range(3))
    long = min(seconds_for(unit, 50_000 + extra) for extra in range(3))
    assert long < 10 * short + 0.1


@pytest.mark.parametrize("unit", AWKWARD.values(), ids=AWKWARD.keys())
def test_no_more_of_a_title_is_read_than_a_title_may_hold(unit):
    assert len(fold(unit * 50_000)) <= 2_000
