"""Songs that ask at about the same time share a call."""

import threading

import pytest

from spotify_videos.errors import UpstreamError
from spotify_videos.models import Candidate
from spotify_videos.upstream import Deadline
from spotify_videos.videos import Details


class Told:
    """Answers for every id but "gone", and keeps what was asked."""

    def __init__(self, failure=None):
        self.asked = []
        self.failure = failure

    def details(self, ids, deadline):
        self.asked.append(ids)
        if self.failure:
            raise self.failure
        return {id: Candidate(id, f"title of {id}") for id in ids if id != "gone"}


def at_once(details, wanted):
    answers = {}

    def ask(number, ids):
        try:
            answers[number] = details.tell(ids, Deadline(30))
        except UpstreamError as error:
            answers[number] = error

    threads = [threading.Thread(target=ask, args=pair) for pair in enumerate(wanted)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [answers[number] for number in range(len(wanted))]


def test_ten_songs_with_five_candidates_each_cost_one_call():
    youtube = Told()
    songs = [[f"{song}-{number}" for number in range(5)] for song in range(10)]
    answers = at_once(Details(youtube, seconds_open=5), songs)
    assert [sorted(answer) for answer in answers] == songs
    assert [len(ids) for ids in youtube.asked] == [50]


def test_an_id_that_two_songs_share_is_asked_once():
    youtube = Told()
    at_once(Details(youtube, seconds_open=0.3), [["a", "b"], ["b", "c"]])
    assert youtube.asked == [["a", "b", "c"]]


def test_a_song_gets_its_own_ids_alone_and_none_that_is_gone():
    youtube = Told()
    assert list(Details(youtube, seconds_open=0).tell(["a", "gone"], Deadline(30))) == ["a"]


def test_no_call_has_more_than_fifty_ids():
    youtube = Told()
    at_once(Details(youtube, seconds_open=0.2), [[f"{song}-{number}" for number in range(30)] for song in range(3)])
    assert [len(ids) for ids in youtube.asked] == [30, 30, 30]


@pytest.mark.parametrize("songs", [1, 3])
def test_a_failure_is_told_to_all_who_wait(songs):
    failure = UpstreamError("no", source="Youtube")
    answers = at_once(Details(Told(failure), seconds_open=0.2), [[str(song)] for song in range(songs)])
    assert answers == [failure] * songs
