"""What one request's look-ups promise: an answer for every song, whatever fails behind them."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from spotify_videos.errand import Errand
from spotify_videos.errors import NotConfigured
from spotify_videos.memory import Claims, open_database
from spotify_videos.models import Match, Track
from spotify_videos.upstream import Deadline

SONGS = [Track("a", "One", ("A",)), Track("b", "Two", ("B",))]


class ClosedClaims(Claims):
    """Of a database that went away after the claims were made."""

    def release(self, track):
        raise NotConfigured("The database cannot be reached.")


@pytest.fixture
def errand(tmp_path, request):
    engine = open_database(f"sqlite:///{tmp_path}/spyt.db")
    claims = getattr(request, "param", Claims)(engine, 10)
    with ThreadPoolExecutor(2) as pool:
        yield Errand(pool, claims, Deadline(30), None)
    claims.close()
    engine.dispose()


@pytest.mark.parametrize("errand", [ClosedClaims], indirect=True)
def test_every_song_has_its_answer_though_the_database_went_away(errand):
    assert errand.claim(SONGS) == SONGS
    errand.begin(lambda errand, tracks: [errand.answer(track, Match("not_found")) for track in tracks], SONGS)
    answers = dict(answer for _ in SONGS if errand for answer in errand.answers(2))
    assert {track.id: match.status for track, match in answers.items()} == {"a": "not_found", "b": "not_found"}
    assert not errand


def test_what_a_look_up_raises_is_the_answer_of_the_songs_that_it_left(errand):
    def work(errand, tracks):
        errand.answer(tracks[0], Match("matched"))
        raise ZeroDivisionError

    errand.claim(SONGS)
    errand.begin(work, SONGS)
    answers = dict(answer for _ in SONGS if errand for answer in errand.answers(2))
    assert [match.status for match in answers.values()] == ["matched", "failed"]


def test_songs_that_were_claimed_and_not_begun_are_free_after_the_end(errand):
    errand.claim(SONGS)
    assert sorted(errand.stop()) == ["a", "b"]
    assert errand.claim(SONGS) == SONGS
