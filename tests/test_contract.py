"""The service keeps to `spec.yml`: what its schemas allow is taken, what they forbid is refused, every answer is as described."""

import re

import hypothesis
import pytest
import schemathesis
from hypothesis import strategies as st

from app import create_app
from spotify_videos.config import Settings
from spotify_videos.errors import InvalidRequest
from spotify_videos.songs import parse
from spotify_videos.web.docs import spec

PATTERN = spec()["components"]["schemas"]["PlaylistText"]["pattern"]
contract = schemathesis.openapi.from_dict(spec())


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    """One service for all examples, on the built-in stand-in."""
    made = create_app(Settings(sandbox=True, database_url=f"sqlite:///{tmp_path_factory.mktemp('contract')}/spyt.db"))
    yield made
    made.close()


@contract.parametrize()
@hypothesis.settings(max_examples=60, deadline=None, derandomize=True)
def test_service_keeps_its_contract(case, service):
    case.call_and_validate(app=service)


def parses(text):
    try:
        return bool(parse(text))
    except InvalidRequest:
        return False


@hypothesis.settings(max_examples=300, derandomize=True)
@hypothesis.given(st.from_regex(PATTERN))
def test_every_playlist_that_the_spec_allows_is_understood(text):
    assert parses(text)


ID = st.from_regex("[0-9A-Za-z]{21,23}", fullmatch=True)
HOSTS = (
    "https:// HTTPS:// ftp:// open.spotify.com play.spotify.com Open.Spotify.Com evil.com open.spotify.comx spotify spotify.link"
)
KINDS = "playlist album Album track artist episode user top50 Top50 intl-de/ intl-pt-br/ embed/ me / : ? # ?si=1"
BLANKS = (" ", "\t", "\r", "\n", "\v", "\x1c", "\xa0", "\x85", "\u2003", "\u200b", "\ufeff", "\0")
PIECES = st.one_of(st.sampled_from(HOSTS.split() + KINDS.split() + list(BLANKS)), ID)


@st.composite
def nearly_links(draw):
    """A link as the spec allows it, with a piece put in and a letter or two taken out somewhere."""
    link = draw(st.from_regex(PATTERN))
    at = draw(st.integers(0, len(link)))
    return link[:at] + draw(PIECES) + link[at + draw(st.integers(0, 2)) :]


@hypothesis.settings(max_examples=600, derandomize=True)
@hypothesis.given(st.one_of(nearly_links(), st.lists(PIECES, max_size=12).map("".join), st.text()))
@hypothesis.example("open.spotify.com/user/me/album/37i9dQZEVXbMDoHDwVN2tF")
@hypothesis.example("https://evil.com/open.spotify.com/playlist/37i9dQZEVXbMDoHDwVN2tF")
def test_playlist_is_understood_exactly_where_the_spec_allows_it(text):
    assert parses(text) == bool(re.search(PATTERN, text))


def answer(app, path, query=None, **at):
    """Ask, and hold all of the answer (status, headers, body) to the spec."""
    case = contract[path]["GET"].Case(query=query or {}, path_parameters=at)
    return case.call_and_validate(app=app, excluded_checks=[schemathesis.checks.not_a_server_error])


@pytest.mark.parametrize(
    ("verb", "fault", "first", "status", "told"),
    [
        pytest.param("spotify.playlist", "404", None, 404, "playlist_not_found", id="no such list"),
        pytest.param("spotify.playlist", "403-forbidden", None, 403, "owner_only", id="somebody else's list"),
        pytest.param("spotify.playlist", "html", None, 502, "upstream_error", id="nonsense for a list"),
        pytest.param("spotify.token", "400-invalid-client", None, 502, "upstream_refused", id="bad credentials"),
        pytest.param("spotify.playlist", "429-long", None, 503, "upstream_busy", id="asked to come back"),
        pytest.param("spotify.playlist", "hang", None, 504, "upstream_timeout", id="no answer"),
        pytest.param("youtube.search", "400-bad-key", None, 502, "upstream_refused", id="bad key"),
        pytest.param("youtube.search", "search-429-per-day", None, 200, "deferred", id="searches spent"),
        pytest.param("youtube.search", "500", 1, 200, "failed", id="one search failed"),
        pytest.param("youtube.videos", "403-quota-exceeded", None, 200, "matched", id="no details"),
    ],
)
def test_answer_is_as_described_when_an_upstream_fails(sandbox, app, verb, fault, first, status, told):
    sandbox.fault(verb, fault, first=first)
    given = answer(app, "/spyt", {"num": 3})
    assert given.status_code == status
    assert told in ([song["status"] for song in given.json()] if status == 200 else [given.json()["code"]])


@pytest.mark.parametrize("playlist", ["0zzOddRowsListSandbox8", "0zzEmptyListSandbox007", "0zzLongList300Sandbox5"])
def test_answer_is_as_described_for_every_kind_of_list(app, playlist):
    for song in answer(app, "/spyt", {"playlist": playlist, "num": 50}).json():
        assert answer(app, "/tracks/{track_id}/candidates", track_id=song["track"]["id"]).status_code == 200


def test_answer_is_as_described_without_credentials(live):
    app = live(spotify_client_id="", spotify_client_secret="")
    assert answer(app, "/spyt").json()["code"] == "not_configured"
