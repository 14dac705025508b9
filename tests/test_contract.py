"""The service keeps to `spec.yml`: what its schemas allow is taken, what they forbid is refused, every answer is as described."""

import ast
import json
import re
from pathlib import Path

import hypothesis
import pytest
import schemathesis
from hypothesis import strategies as st
from openapi_schema_validator import OAS30Validator

from app import create_app
from spotify_videos.config import Settings
from spotify_videos.errors import InvalidRequest
from spotify_videos.songs import parse
from spotify_videos.web.docs import spec
from spotify_videos.web.parameters import video_id

ADMIN = "the-admins-token"
ACCEPTANCE = [schemathesis.checks.negative_data_rejection, schemathesis.checks.positive_data_acceptance]
# It would ask over a network of its own; tests/web/test_doors.py holds who may come in.
WITHOUT = [schemathesis.checks.ignored_auth]
PATTERN, VIDEO = (spec()["components"]["schemas"][name]["pattern"] for name in ("PlaylistText", "VideoText"))
contract = schemathesis.openapi.from_dict(spec())


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    """One service for all examples, on the built-in stand-in."""
    database = f"sqlite:///{tmp_path_factory.mktemp('contract')}/spyt.db"
    made = create_app(
        Settings(sandbox=True, database_url=database, admin_token=ADMIN, secret_key="0" * 32, rate_limit="", worker=False)
    )
    made.test_client().get("/spyt")  # So that some tracks are known.
    yield made
    made.close()


@contract.parametrize()
@hypothesis.settings(max_examples=60, deadline=None, derandomize=True)
def test_service_keeps_its_contract(case, service):
    admin = {"Authorization": f"Bearer {ADMIN}"} if case.operation.definition.raw.get("security") == [{"admin": []}] else {}
    # A list of one's own is read as far as it can be read: what its body may be is described, not enforced.
    # No schema can say that a state is good once, and for one browser; nor that a page without a playlist looks at nothing else.
    free = case.operation.label in ("POST /spyt", "GET /spotify/callback", "GET /")
    case.call_and_validate(app=service, headers=admin, excluded_checks=WITHOUT + ACCEPTANCE * free)


def parses(text):
    try:
        return bool(parse(text))
    except InvalidRequest:
        return False


@hypothesis.settings(max_examples=300, derandomize=True)
@hypothesis.given(st.from_regex(PATTERN))
def test_every_playlist_that_the_spec_allows_is_understood(text):
    assert parses(text)


def is_video(text):
    try:
        return bool(video_id(json.dumps({"id": text}).encode()))
    except InvalidRequest:
        return False


@hypothesis.settings(max_examples=300, derandomize=True)
@hypothesis.given(st.from_regex(VIDEO))
def test_every_link_to_a_video_that_the_spec_allows_is_understood(text):
    assert is_video(text)


ID = st.from_regex("[0-9A-Za-z]{21,23}", fullmatch=True)
HOSTS = (
    "https:// HTTPS:// ftp:// open.spotify.com play.spotify.com Open.Spotify.Com evil.com open.spotify.comx spotify spotify.link"
)
KINDS = "playlist album Album track artist episode user top50 Top50 intl-de/ intl-pt-br/ embed/ me / : ? # ?si=1"
BLANKS = (" ", "\t", "\r", "\n", "\v", "\x1c", "\xa0", "\x85", "\u2003", "\u200b", "\ufeff", "\0")
PIECES = st.one_of(st.sampled_from(HOSTS.split() + KINDS.split() + list(BLANKS)), ID)


@st.composite
def nearly(draw, pattern, pieces):
    """A link as the spec allows it, with a piece put in and a letter or two taken out somewhere."""
    link = draw(st.from_regex(pattern))
    at = draw(st.integers(0, len(link)))
    return link[:at] + draw(pieces) + link[at + draw(st.integers(0, 2)) :]


@hypothesis.settings(max_examples=600, derandomize=True)
@hypothesis.given(st.one_of(nearly(PATTERN, PIECES), st.lists(PIECES, max_size=12).map("".join), st.text()))
@hypothesis.example("open.spotify.com/user/me/album/37i9dQZEVXbMDoHDwVN2tF")
@hypothesis.example("https://evil.com/open.spotify.com/playlist/37i9dQZEVXbMDoHDwVN2tF")
def test_playlist_is_understood_exactly_where_the_spec_allows_it(text):
    assert parses(text) == bool(re.search(PATTERN, text))


SITES = "https:// HTTP:// www. m. music. youtube.com youtube-nocookie.com youtu.be / evil.com"
PATHS = "watch watch/ ? ?v= ?list=PL1 &v= shorts/ embed/ # &t=1"
VIDEO_PIECES = st.one_of(
    st.sampled_from([*SITES.split(), *PATHS.split(), *BLANKS]), st.from_regex("[0-9A-Za-z_-]{10,12}", fullmatch=True)
)


@hypothesis.settings(max_examples=600, derandomize=True)
@hypothesis.given(st.one_of(nearly(VIDEO, VIDEO_PIECES), st.lists(VIDEO_PIECES, max_size=8).map("".join), st.text()))
@hypothesis.example("https://evil.example/watch?v=oygrmJFKYZY")
@hypothesis.example("https://www.youtube.com/oygrmJFKYZY")
def test_a_video_is_understood_exactly_where_the_spec_allows_it(text):
    assert is_video(text) == bool(re.search(VIDEO, text))


def sentences():
    """What the code can say, as patterns; those that are hardly more than their gaps left out."""
    for path in (Path(__file__).parent.parent / "spotify_videos").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            parts = node.values if isinstance(node, ast.JoinedStr) else [node]
            fixed = [part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else None for part in parts]
            if sum(len(part or "") for part in fixed) >= 20:
                yield "".join(".+" if part is None else re.escape(part) for part in fixed)


def test_every_example_of_a_problem_says_what_the_code_says():
    answers = [answer["content"]["application/problem+json"] for answer in spec()["components"]["responses"].values()
               if "application/problem+json" in answer.get("content", {})]  # fmt: skip
    told = [
        example["value"]
        for answer in answers
        for example in answer.get("examples", {"only": {"value": answer.get("example")}}).values()
    ]
    assert len(told) > 15
    assert all(one["detail"] == one["error"] for one in told)
    said = re.compile("|".join(sentences()), re.DOTALL)
    assert [one["detail"] for one in told if not said.fullmatch(one["detail"])] == []


def test_headers_that_count_requests_are_described_wherever_they_come(app):
    for path in ("/spyt", "/quota", "/spyt?num=0", "/tracks/unknown/candidates"):
        sent = {name for name, _ in app.test_client().get(path).headers if name.startswith("X-RateLimit")}
        operation = spec()["paths"][path.partition("?")[0].replace("unknown", "{track_id}")]["get"]
        assert len(sent) == 3
        for answer in operation["responses"].values():
            described = spec()["components"]["responses"][answer["$ref"].rpartition("/")[2]] if "$ref" in answer else answer
            assert sent <= described["headers"].keys()


def as_described(told, name):
    """Hold a value to a schema of the spec, which is in OpenAPI's dialect."""
    OAS30Validator({"$ref": f"#/components/schemas/{name}", "components": spec()["components"]}).validate(told)


@pytest.mark.parametrize("pending", ["0", "1"])
def test_every_line_of_a_stream_is_as_described(app, sandbox, wire, pending):
    wire.nobody_has_a_channel()
    sandbox.fault("youtube.search", "500", first=1)
    told = [json.loads(line) for line in app.test_client().get(f"/spyt?num=5&format=ndjson&pending={pending}").text.splitlines()]
    assert {"failed", "matched"} <= {line.get("status") for line in told}
    for line in told:
        as_described(line, "Line")
        assert "position" in line or "done" in line


def test_a_posted_list_and_a_pin_are_as_described(live):
    client = live(admin_token=ADMIN).test_client()
    told = client.post("/spyt", data="Dua Lipa - Levitating\nno song", content_type="text/plain").json
    for song in told:
        as_described(song, "Item")
    path = f"/tracks/{told[0]['track']['id']}/video"
    for video in ("oygrmJFKYZY", "AAAAAAAAAAA"):  # One that YouTube tells of, and one that it does not.
        as_described(client.put(path, json={"id": video}, headers={"Authorization": f"Bearer {ADMIN}"}).json, "Found")


@pytest.mark.parametrize("format", ["json", "ndjson", "csv", "m3u", "xspf"])
def test_every_format_is_as_described(app, format):
    assert answer(app, "/spyt", {"num": 2, "format": format}).status_code == 200


def test_what_is_kept_out_is_as_described(live):
    app = live(api_token="a-token", rate_limit="2 per hour")
    for path in ("/spyt", "/quota"):
        assert answer(app, path).status_code == 401
    assert answer(app, "/quota").status_code == 429


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
def test_answer_is_as_described_when_an_upstream_fails(sandbox, wire, app, verb, fault, first, status, told):
    wire.nobody_has_a_channel()
    sandbox.fault(verb, fault, first=first)
    given = answer(app, "/spyt", {"playlist": "0zzLongList300Sandbox5", "num": 3})
    assert given.status_code == status
    assert told in ([song["status"] for song in given.json()] if status == 200 else [given.json()["code"]])


@pytest.mark.parametrize("playlist", ["0zzOddRowsListSandbox8", "0zzEmptyListSandbox007", "0zzLongList300Sandbox5"])
def test_answer_is_as_described_for_every_kind_of_list(app, playlist):
    for song in answer(app, "/spyt", {"playlist": playlist, "num": 50}).json():
        assert answer(app, "/tracks/{track_id}/candidates", track_id=song["track"]["id"]).status_code == 200


def test_answer_is_as_described_without_credentials(live):
    app = live(spotify_client_id="", spotify_client_secret="")
    assert answer(app, "/spyt", {"playlist": "0zzLongList300Sandbox5"}).json()["code"] == "not_configured"
