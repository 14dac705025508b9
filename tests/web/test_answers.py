"""What is finished is answered again from memory, as long as it holds."""

import sqlite3
from contextlib import closing

import pytest

from spotify_videos.models import Playlist
from spotify_videos.web.answers import Answers, Kept, answer
from spotify_videos.web.parameters import FORMATS, Asked

ASKED = Asked("top50", 10, 0, FORMATS["json"], pending=False)
PLAYLIST = Playlist("id", "name", 0, ())


def key(number=0, length=8):
    return str(number).zfill(length).encode(), None


def kept(size=100, playlist=PLAYLIST, revision=1):
    return Kept(ASKED, playlist, revision, answer(b"x" * size, "application/json"))


def test_an_answer_holds_while_list_and_memory_are_what_they_were():
    other = Playlist("id", "another name", 0, ())
    assert kept().holds(PLAYLIST, 1)
    assert kept().holds(Playlist("id", "name", 0, ()), 1)
    assert not kept().holds(PLAYLIST, 2)
    assert not kept().holds(other, 1)


def test_what_was_not_asked_for_the_longest_goes_first():
    answers = Answers(most=10 * kept().size(key()))
    for number in range(10):
        answers.keep(key(number), kept())
    answers.get(key(0))
    answers.keep(key(10), kept())
    assert [number for number in range(11) if answers.get(key(number)) is None] == [1]


@pytest.mark.parametrize("long", [key(1, 8000), (b"num=1", "text/csv;" * 1000)], ids=["query", "accept"])
def test_what_was_asked_takes_room_too(long):
    answers = Answers(most=10 * kept().size(key()))
    answers.keep(long, kept())
    assert answers.get(long) is None


def test_a_long_answer_does_not_drive_out_the_others():
    answers = Answers(most=10_000)
    answers.keep(key(1), kept())
    answers.keep(key(2), kept(size=5_000))
    assert answers.get(key(2)) is None
    assert answers.get(key(1))


def test_an_answer_that_became_longer_is_counted_once():
    answers = Answers(most=4 * kept().size(key()))
    for _ in range(20):
        answers.keep(key(1), kept())
    answers.keep(key(2), kept())
    assert answers.get(key(1))


@pytest.mark.parametrize("format", ["json", "csv", "m3u", "xspf"])
def test_a_known_list_is_answered_with_the_same_bytes(client, format):
    first, *others = [client.get(f"/spyt?num=5&format={format}") for _ in range(3)]
    for other in others:
        assert other.data == first.data
        assert dict(other.headers) | {"X-Request-ID": "", "X-RateLimit-Remaining": "", "X-RateLimit-Reset": ""} == dict(
            first.headers
        ) | {"X-Request-ID": "", "X-RateLimit-Remaining": "", "X-RateLimit-Reset": ""}


def test_a_known_list_is_answered_without_a_look_into_the_database(client, items, tmp_path):
    first = [items(client.get("/spyt?num=2")) for _ in range(3)][-1]
    with closing(sqlite3.connect(tmp_path / "spyt.db")) as database:
        database.execute("UPDATE matches SET status = 'not_found', video = NULL")
        database.commit()
    assert items(client.get("/spyt?num=2")) == first
    assert {song["status"] for song in items(client.get("/spyt?num=3"))[:2]} == {"not_found"}


def test_a_kept_answer_is_304_where_the_caller_has_it(client):
    tag = [client.get("/spyt?num=2").headers["ETag"] for _ in range(3)][-1]
    response = client.get("/spyt?num=2", headers={"If-None-Match": tag})
    assert (response.status_code, response.data, response.headers["ETag"]) == (304, b"", tag)
    assert response.headers["X-Total-Count"] == "50"


def test_accept_and_format_are_told_apart(client):
    for _ in range(2):
        assert client.get("/spyt?num=1", headers={"Accept": "text/csv"}).mimetype == "text/csv"
        assert client.get("/spyt?num=1").mimetype == "application/json"
        assert client.get("/spyt?num=1&format=m3u", headers={"Accept": "text/csv"}).mimetype == "audio/x-mpegurl"


def test_a_pin_is_seen_at_once(live, items):
    client = live(admin_token="the-admin").test_client()
    track = [items(client.get("/spyt?num=1"))[0]["track"]["id"] for _ in range(3)][-1]
    admin = {"Authorization": "Bearer the-admin"}
    client.put(f"/tracks/{track}/video", json={"id": "oygrmJFKYZY"}, headers=admin)
    assert items(client.get("/spyt?num=1"))[0]["video"]["id"] == "oygrmJFKYZY"
    client.delete(f"/tracks/{track}/video", headers=admin)
    assert items(client.get("/spyt?num=1"))[0]["status"] == "matched"


def test_what_failed_or_waits_is_looked_for_again(client, sandbox, wire, items):
    wire.nobody_has_a_channel()
    sandbox.fault("youtube.search", "500", first=1)
    assert "failed" in [song["status"] for song in items(client.get("/spyt?num=3"))]
    assert "failed" not in [song["status"] for song in items(client.get("/spyt?num=3"))]
