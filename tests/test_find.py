"""`flask find`, `setup` and `rejudge`, as a script meets them: what comes on stdout, what on stderr, and the exit status."""

import json
import stat

import pytest

from spotify_videos.web.parameters import FORMATS

SONGS = {
    "songs.txt": "Dua Lipa - Levitating\nLil Nas X - MONTERO (Call Me By Your Name)\n",
    "songs.csv": "artist,title\nDua Lipa,Levitating\nLil Nas X,MONTERO (Call Me By Your Name)\n",
    "songs.json": '{"tracks": [{"artist": "Dua Lipa", "title": "Levitating"}, '
    '{"artist": "Lil Nas X", "title": "MONTERO (Call Me By Your Name)"}]}',
}


@pytest.fixture
def flask(live):
    """Run a command of the service's: its exit status, what it wrote to stdout and what to stderr."""

    def run(*words, stdin=None, **settings):
        result = live(**settings).test_cli_runner().invoke(args=[str(word) for word in words], input=stdin)
        assert isinstance(result.exception, SystemExit | None)
        return result.exit_code, result.stdout, result.stderr

    return run


def titles(written):
    return [song["title"] for song in json.loads(written)]


def test_a_link_whose_songs_are_all_found_ends_with_0(flask):
    status, written, said = flask("find", "top50", "--num", 3)
    assert (status, [song["status"] for song in json.loads(written)], said) == (0, ["matched"] * 3, "")


@pytest.mark.parametrize("name", SONGS)
def test_a_file_is_read_as_its_name_says(flask, tmp_path, name):
    (tmp_path / name).write_text(SONGS[name])
    status, written, _ = flask("find", tmp_path / name)
    assert (status, titles(written)) == (0, ["Levitating", "MONTERO (Call Me By Your Name)"])


@pytest.mark.parametrize("name", SONGS)
def test_what_comes_by_stdin_is_read_as_what_it_looks_like(flask, name):
    status, written, _ = flask("find", "-", "--num", 1, stdin=SONGS[name])
    assert (status, titles(written)) == (0, ["Levitating"])


@pytest.mark.parametrize("format", FORMATS)
def test_a_list_is_written_as_the_service_answers_it(flask, live, format):
    status, written, _ = flask("find", "top50", "--num", 2, "--format", format)
    answered = live().test_client().get(f"/spyt?playlist=top50&num=2&format={format}").text
    assert status == 0
    assert sorted(written.splitlines()) == sorted(answered.splitlines())  # A stream's lines come as they are found.


@pytest.mark.parametrize("format", ["json", "ndjson"])
def test_a_line_that_names_no_song_keeps_its_place_and_ends_with_1(flask, format):
    status, written, _ = flask("find", "-", "--format", format, stdin="Dua Lipa - Levitating\nno song\n")
    lines = json.loads(written) if format == "json" else [json.loads(line) for line in written.splitlines()]
    assert (status, [line["reason"] for line in lines if line.get("title") == "no song"]) == (1, ["unreadable"])


def test_songs_that_wait_say_until_when_and_how_to_stay(flask, wire):
    wire.nobody_has_a_channel()
    status, written, said = flask("find", "top50", "--num", 2, searches_per_day=0)
    assert (status, [song["status"] for song in json.loads(written)]) == (1, ["deferred"] * 2)
    assert "Today's searches are used up" in said
    assert "--wait" in said


def test_a_song_that_failed_says_why_on_stderr(flask, wire):
    wire.nobody_has_a_channel()
    wire.youtube("search-500", first=1)
    status, written, said = flask("find", "top50", "--num", 3)
    assert (status, [song["status"] for song in json.loads(written)].count("failed")) == (1, 1)
    assert said.startswith("Some songs failed: ")


@pytest.mark.parametrize("what", ["no link at all", "nowhere.csv", "0zzNoSuchListSandbox00"])
def test_an_error_is_one_line_and_ends_with_2(flask, wire, what):
    wire.spotify("playlist-404")
    status, written, said = flask("find", what)
    assert (status, written, len(said.splitlines())) == (2, "", 1)


@pytest.mark.parametrize("words", [["--num", "0"], ["--format", "yaml"]])
def test_an_option_that_cannot_be_ends_with_2(flask, words):
    status, written, said = flask("find", "top50", *words)
    assert (status, written, words[0] in said) == (2, "", True)


def test_what_is_found_is_judged_again_without_asking_anybody(flask, sandbox):
    flask("find", "top50", "--num", 3)
    asked = sum(sandbox.calls.values())
    assert flask("rejudge")[:2] == (0, "0 verdicts changed.\n")
    assert sum(sandbox.calls.values()) == asked


def test_setup_makes_the_secrets_that_are_missing_for_their_owner_alone_and_once(flask, tmp_path):
    file = tmp_path / "env"
    status, said, _ = flask("setup", "--file", file)
    made = file.read_text()
    assert (status, "Wrote ADMIN_TOKEN and SECRET_KEY into env." in said) == (0, True)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    token = dict(line.split("=", 1) for line in made.splitlines())["ADMIN_TOKEN"]
    assert len(token) >= 32
    status, said, _ = flask("setup", "--file", file)
    assert (status, file.read_text()) == (0, made)
    assert said == f"Open this once to be the admin of this page: http://127.0.0.1:5000/#admin={token}\n"
