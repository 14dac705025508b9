"""The story from songs to matches, with every part real and the platforms behind sockets."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from spotify_videos.errors import NotFound, UpstreamError, UpstreamTimeout
from spotify_videos.models import Row
from spotify_videos.upstream import Deadline

IN_FULL = ("official_video", "video")
LONG_LIST = "0zzLongList300Sandbox5"


@pytest.fixture
def finders(live):
    """Make a finder with these settings; all share one database."""

    def make(**settings):
        app = live(**{"request_deadline": 60.0} | settings)
        app.open()
        return app.extensions["finder"]

    return make


@pytest.fixture
def finder(finders):
    return finders()


@pytest.fixture
def rows(finder):
    """The rows of a list."""

    def read(num, link="top50", offset=0):
        return finder.playlist(link, num, offset, Deadline(30)).rows

    return read


def find(finder, rows, seconds=30.0):
    """What became of each song, by its place."""
    return {row.position: match for row, match in finder.find(rows, Deadline(seconds))}


def statuses(matches):
    return [matches[position].status for position in sorted(matches)]


def by_artists(rows, count):
    """So many songs of each artist who has as many."""
    songs = {}
    for row in rows:
        songs.setdefault(row.track.artist, []).append(row)
    return [many[:count] for many in songs.values() if len(many) >= count]


# What is answered.


def test_every_row_is_answered_once(finder, rows):
    answered = [row.position for row, _ in finder.find(rows(12, offset=3), Deadline(30))]
    assert sorted(answered) == list(range(3, 15))


def test_no_rows_are_no_answers_and_ask_nobody(finder, sandbox):
    assert list(finder.find([], Deadline(30))) == []
    assert not sandbox.calls


@pytest.mark.parametrize(
    "other", [{}, {"id": "another-id"}, {"id": "another-id", "isrc": None}], ids=["same id", "same ISRC", "same name"]
)
def test_the_same_song_in_two_rows_is_searched_once_and_answered_twice(finder, rows, sandbox, wire, other):
    wire.nobody_has_a_channel()
    row = rows(1)[0]
    found = find(finder, [row, Row(7, replace(row.track, **other))])
    assert (statuses(found), found[0].video, sandbox.calls["youtube.search"]) == (["matched"] * 2, found[7].video, 1)


def test_what_is_remembered_is_answered_before_anything_is_asked(finder, rows, sandbox):
    known = {row.position for row in rows(3)}
    find(finder, rows(3))
    sandbox.forget()
    answers = finder.find(rows(8), Deadline(30))
    assert {next(answers)[0].position for _ in known} == known
    assert sum(count for verb, count in sandbox.calls.items() if verb.startswith("youtube.")) == 0
    assert len(list(answers)) == 5


def test_what_was_not_found_is_remembered_too(finder, rows, sandbox, wire):
    wire.youtube("search-wrong-shape-object")
    wire.nobody_has_a_channel()
    assert statuses(find(finder, rows(2))) == ["not_found"] * 2
    sandbox.forget()
    assert statuses(find(finder, rows(2))) == ["not_found"] * 2
    assert sandbox.calls["youtube.search"] == 0


def test_what_failed_is_not_remembered_and_found_the_next_time(finder, rows, wire):
    wire.nobody_has_a_channel()
    wire.youtube("search-500", first=1)
    failed = find(finder, rows(1))[0]
    assert (failed.status, failed.video, type(failed.problem)) == ("failed", None, UpstreamError)
    assert statuses(find(finder, rows(1))) == ["matched"]


# What it costs.


def test_a_song_that_its_artists_channel_has_in_full_costs_no_search(finder, rows, sandbox):
    assert statuses(find(finder, rows(1, offset=3))) == ["matched"]
    assert (sandbox.calls["youtube.channels"] > 0, sandbox.calls["youtube.search"]) == (True, 0)


def test_a_search_teaches_where_the_next_songs_of_the_artist_are(finder, rows, sandbox):
    sandbox.youtube.guessable = 0
    for first, *others in by_artists(rows(312, LONG_LIST), 3)[:5]:
        find(finder, [first])
        sandbox.forget()
        found = find(finder, others)
        second_best = [match for match in found.values() if match.video is None or match.video.kind not in IN_FULL]
        assert sandbox.calls["youtube.search"] == len(second_best) < len(others)


def test_a_song_whose_units_are_spent_is_judged_by_what_the_search_told(finders, rows):
    found = find(finders(units_per_day=0), rows(2))
    assert [(match.status, match.video.candidate.seconds) for match in found.values()] == [("matched", None)] * 2


def test_songs_without_searches_left_wait_until_the_day_ends(finders, rows, sandbox, wire):
    wire.nobody_has_a_channel()
    finder = finders(searches_per_day=2)
    found = find(finder, rows(5))
    waiting = [match for match in found.values() if match.status == "deferred"]
    assert [(match.retry_at, match.video) for match in waiting] == [(finder.quota()["resets_at"], None)] * 3
    assert finder.quota()["searches"] == {"limit": 2, "used": 2, "left": 0}
    assert sandbox.calls["youtube.search"] == 2


def test_a_search_that_was_paid_for_is_judged_later_where_it_could_not_be_at_once(finders, rows, sandbox, wire):
    wire.nobody_has_a_channel()
    wire.youtube("videos-hang")
    hasty = finders(request_deadline=3.0, upstream_timeout=60.0)
    find(hasty, rows(3), seconds=3)
    assert sandbox.calls["youtube.search"] == 3
    sandbox.reset()
    assert statuses(find(finders(), rows(3))) == ["matched"] * 3
    assert sandbox.calls["youtube.search"] == 0


# Deadlines, and callers who leave.


def test_by_the_deadline_every_song_has_its_answer(finder, rows, wire):
    wire.nobody_has_a_channel()
    wire.youtube("search-hang", every=2)
    songs, began = rows(10), time.monotonic()
    found = find(finder, songs, seconds=3)
    assert time.monotonic() - began < 3 + 1
    late = [match.problem for match in found.values() if match.status == "failed"]
    assert (len(found), len(late), {type(problem) for problem in late}) == (10, 5, {UpstreamTimeout})


def test_a_deadline_that_has_passed_leaves_what_is_known(finder, rows, sandbox):
    find(finder, rows(2))
    songs = rows(4)
    sandbox.forget()
    found = find(finder, songs, seconds=0)
    assert [status == "failed" for status in statuses(found)] == [False, False, True, True]
    assert not sandbox.calls


def test_who_stops_listening_stops_what_has_not_begun_and_what_has_is_remembered(finders, rows, sandbox, wire):
    wire.nobody_has_a_channel()
    finder, songs = finders(search_workers=1), rows(20)
    sandbox.latencies["youtube.search"] = 0.4
    answers = finder.find(songs, Deadline(30))
    next(answers)
    answers.close()
    time.sleep(1)
    searched = sandbox.calls["youtube.search"]
    time.sleep(1)
    assert sandbox.calls["youtube.search"] == searched < 20
    sandbox.latencies.clear()
    assert "failed" not in statuses(find(finder, songs))
    assert sandbox.calls["youtube.search"] <= 20


# Races.


def test_eight_callers_of_one_unknown_list_cost_one_search_a_song(finders, rows, sandbox, wire):
    wire.nobody_has_a_channel()
    sandbox.latency = 0.05
    finder = finders()
    songs, together = rows(15), threading.Barrier(8)

    def ask(_):
        together.wait()
        return find(finder, songs)

    with ThreadPoolExecutor(8) as pool:
        first, *others = pool.map(ask, range(8))
    assert sandbox.calls["youtube.search"] == 15
    assert all(statuses(other) == statuses(first) for other in others)
    assert "failed" not in statuses(first)


def test_who_waits_for_what_another_finds_does_not_wait_for_the_deadline(finder, rows, wire):
    wire.nobody_has_a_channel()
    together = threading.Barrier(8)

    def seconds(row):
        together.wait()
        began = time.monotonic()
        assert len(find(finder, [row])) == 1
        return time.monotonic() - began

    with ThreadPoolExecutor(8) as pool:
        for row in rows(30):
            assert max(pool.map(seconds, [row] * 8)) < 10


def test_two_services_on_one_database_cost_one_search_a_song(finders, rows, sandbox, wire):
    wire.nobody_has_a_channel()
    sandbox.latency = 0.05
    songs, together = rows(15), threading.Barrier(2)
    services = [finders(), finders()]

    def ask(service):
        together.wait()
        return find(service, songs)

    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(ask, services)
    assert (sandbox.calls["youtube.search"], statuses(one)) == (15, statuses(other))
    assert "failed" not in statuses(one)


# Pins and reasons.


def test_a_pin_wins_over_what_was_found_until_it_is_taken_back(finder, rows):
    row = rows(1)[0]
    found = find(finder, [row])[0]
    track, pinned = finder.pin(row.track.id, "dQw4w9WgXcQ", Deadline(30))
    assert (track.id, pinned.status, pinned.video.candidate.id, pinned.video.score) == (row.track.id, "pinned", "dQw4w9WgXcQ", None)
    again = find(finder, [row])[0]
    assert (again.status, again.video.candidate.id) == ("pinned", "dQw4w9WgXcQ")
    assert finder.unpin(row.track.id)
    assert find(finder, [row])[0].video.candidate.id == found.video.candidate.id
    assert not finder.unpin(row.track.id)


def test_a_pin_needs_no_look_up(finder, rows, wire):
    row = rows(1)[0]
    find(finder, [row])
    wire.youtube("videos-500")
    candidate = finder.pin(row.track.id, "dQw4w9WgXcQ", Deadline(30))[1].video.candidate
    assert (candidate.id, candidate.seconds, candidate.embeddable) == ("dQw4w9WgXcQ", None, None)


def test_a_song_that_waits_can_be_pinned(finders, rows):
    finder, row = finders(searches_per_day=0, units_per_day=0), rows(1)[0]
    assert statuses(find(finder, [row])) == ["deferred"]
    assert finder.explain(row.track.id)[1].status == "deferred"
    finder.pin(row.track.id, "dQw4w9WgXcQ", Deadline(30))
    assert statuses(find(finder, [row])) == ["pinned"]


def test_only_a_track_that_somebody_asked_for_can_be_pinned(finder):
    with pytest.raises(NotFound):
        finder.pin("3PfIrDoz19wz7qK7tYeu62", "dQw4w9WgXcQ", Deadline(30))
    assert not finder.unpin("3PfIrDoz19wz7qK7tYeu62")


def test_why_this_video_is_told_with_the_others_that_were_there(finder, rows, wire):
    wire.nobody_has_a_channel()
    row = rows(1)[0]
    assert finder.explain(row.track.id) is None
    answered = find(finder, [row])[0]
    track, match, judgement = finder.explain(row.track.id)
    assert (track, match.video.candidate.id) == (row.track, answered.video.candidate.id)
    assert judgement.assessed[0].candidate.id == answered.video.candidate.id
    assert len(judgement.assessed) > 5


def test_songs_that_were_claimed_and_not_begun_are_anybodys_again(finders, rows, sandbox):
    sandbox.latency = 0.2
    finder, songs = finders(search_workers=1), rows(20)
    answers = finder.find(songs, Deadline(0.1))
    assert {match.status for _, match in answers} == {"failed"}
    began = time.monotonic()
    sandbox.latency = 0
    assert "failed" not in statuses(find(finders(), songs))
    assert time.monotonic() - began < 10
