"""The account over real sockets against the stand-in, with a real database: signing in, renewing, reading, signing out."""

from __future__ import annotations

import gc
import logging
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from subprocess import PIPE
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
import requests_mock
from sqlalchemy import Engine

from spotify_videos.errors import (
    InvalidRequest,
    NotConfigured,
    OwnerOnly,
    PlaylistNotFound,
    Problem,
    UpstreamBusy,
    UpstreamError,
    UpstreamRefused,
    UpstreamTimeout,
)
from spotify_videos.memory import Connected, Vault, open_database
from spotify_videos.sandbox import Sandbox, catalogue, start
from spotify_videos.sandbox.faults import ALL_SHAPES
from spotify_videos.sandbox.spotify import Regime
from spotify_videos.songs import TOP_50, Account, Link, Spotify, shapes
from spotify_videos.upstream import Deadline, Session

SECRET_KEY = "0123456789abcdef0123456789abcdef"
BACK = "http://127.0.0.1:5000/spotify/callback"
REGIMES: tuple[Regime, ...] = ("extended", "old", "new", "transitional")
OWN_LISTS = [catalogue.OWNERS_LIST, catalogue.PRIVATE_LIST, catalogue.SHARED_LIST]
NEVER = "0" * 22
ROOT = Path(__file__).parent.parent.parent


class Process:
    """What one process of the service has of its own: an account and a Spotify. The vault's database is everybody's."""

    def __init__(
        self, sandbox: Sandbox, engine: Engine, timeout: float = 5, client_id: str = "an-id", secret: str = SECRET_KEY
    ) -> None:
        self.session = session = Session(timeout)
        self.vault = Vault(engine, secret)
        self.account = Account.connect(client_id, BACK, sandbox.accounts_url, sandbox.spotify_api_url, self.vault, session)
        self.spotify = Spotify.connect(
            "an-id", "a-secret", sandbox.spotify_api_url, sandbox.accounts_url, session, account=self.account
        )

    def sign_in(self, deadline: float = 30) -> None:
        url, browser = self.account.begin()
        self.account.finish(*agree(url), browser, Deadline(deadline))

    def read(self, id: str, num: int = 100) -> list[str]:
        return [row.track.title for row in self.spotify.read(Link("playlist", id), num, 0, Deadline(30)).rows]

    def seen(self) -> Connected:
        connected = self.vault.connected()
        assert connected
        return connected

    def token(self, refused: str | None = None, deadline: float = 30) -> str:
        return self.account.token(self.seen().generation, Deadline(deadline), refused)


def agree(url: str, answer: str = "agree") -> tuple[str, str]:
    """Say yes on Spotify's page: the state and the code (or the error) that the browser brings back."""
    back = requests.get(f"{url}&answer={answer}", timeout=30, allow_redirects=False).headers["Location"]
    assert back.startswith(BACK)
    told = parse_qs(urlsplit(back).query)
    return told["state"][0], (told.get("code") or told["error"])[0]


@pytest.fixture(scope="module")
def shared() -> Iterator[Sandbox]:
    with start() as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(shared: Sandbox) -> Iterator[Sandbox]:
    yield shared
    shared.reset()
    shared.regime, shared.latency, shared.spotify.token_seconds = "extended", 0.0, 3600.0


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{tmp_path}/spyt.db")
    yield engine
    engine.dispose()


@pytest.fixture
def process(sandbox: Sandbox, engine: Engine) -> Callable[..., Process]:
    """Another process of the service."""
    return lambda **changes: Process(sandbox, engine, **changes)


@pytest.fixture
def one(process: Callable[..., Process]) -> Process:
    return process()


@pytest.fixture
def signed_in(one: Process, sandbox: Sandbox) -> Process:
    one.sign_in()
    sandbox.forget()
    return one


def test_the_way_to_spotify_asks_to_read_playlists_and_nothing_else(one: Process) -> None:
    url, browser = one.account.begin()
    told = {name: value for name, (value,) in parse_qs(urlsplit(url).query).items()}
    assert told["scope"] == "playlist-read-private playlist-read-collaborative"
    assert (told["response_type"], told["code_challenge_method"], told["redirect_uri"]) == ("code", "S256", BACK)
    assert len(told["state"]) >= 32
    assert browser not in url


def test_every_sign_in_has_its_own_state_browser_and_challenge(one: Process) -> None:
    urls, browsers = zip(*(one.account.begin() for _ in range(3)), strict=True)
    for name in ("state", "code_challenge"):
        assert len({parse_qs(urlsplit(url).query)[name][0] for url in urls}) == 3
    assert len(set(browsers)) == 3


def test_a_sign_in_may_be_finished_in_another_process(process: Callable[..., Process], one: Process) -> None:
    url, browser = process().account.begin()
    process().account.finish(*agree(url), browser, Deadline(30))
    assert one.account.check(Deadline(30))


@pytest.mark.parametrize("missing", ["client_id", "secret"])
def test_a_sign_in_that_lacks_a_setting_names_it(process: Callable[..., Process], missing: str) -> None:
    with pytest.raises(NotConfigured, match={"client_id": "SPOTIPY_CLIENT_ID", "secret": "SECRET_KEY"}[missing]):
        process(**{missing: ""}).account.begin()


def test_a_state_is_no_good_again_elsewhere_or_made_up(sandbox: Sandbox, one: Process) -> None:
    url, browser = one.account.begin()
    state, code = agree(url)
    for wrong in ((state, "another browser"), ("made up", browser), ("", browser), (state, "")):
        with pytest.raises(InvalidRequest, match="another browser"):
            one.account.finish(wrong[0], code, wrong[1], Deadline(30))
    assert (one.account.generation(), sandbox.calls["spotify.token"]) == (None, 0)
    one.account.finish(state, code, browser, Deadline(30))
    generation = one.account.generation()
    with pytest.raises(InvalidRequest):
        one.account.finish(state, code, browser, Deadline(30))
    assert one.account.generation() == generation


def test_a_refused_sign_in_uses_its_state_up_and_changes_nothing(signed_in: Process) -> None:
    generation = signed_in.account.generation()
    url, browser = signed_in.account.begin()
    state, error = agree(url, "cancel")
    assert error == "access_denied"
    signed_in.account.refuse(state, browser)
    with pytest.raises(InvalidRequest):
        signed_in.account.refuse(state, browser)
    assert signed_in.account.generation() == generation


@pytest.mark.parametrize(
    ("fault", "kind", "words"),
    [
        ("400-invalid-grant", UpstreamRefused, "SPOTIPY_REDIRECT_URI"),
        ("400-invalid-client", UpstreamRefused, "SPOTIPY_CLIENT_ID"),
        ("429-long", UpstreamBusy, "15 hours"),
        ("503", UpstreamError, "fault of its own"),
        ("html", UpstreamError, "nonsense"),
        ("hang", UpstreamTimeout, "in time"),
        ("reset", UpstreamError, "cannot be reached"),
    ],
)
def test_a_code_that_brings_no_token_connects_nobody(
    sandbox: Sandbox, process: Callable[..., Process], fault: str, kind: type[Problem], words: str
) -> None:
    sandbox.fault("spotify.token", fault)
    one = process(timeout=1 if fault == "hang" else 5)
    with pytest.raises(kind, match=words) as caught:
        one.sign_in()
    assert (caught.value.source, one.account.generation()) == ("Spotify", None)
    assert sandbox.calls["spotify.token"] == 1


# The one that is left out spoils the rows of lists, of which this answer has none.
@pytest.mark.parametrize("fault", [shape for shape in ALL_SHAPES if shape != "wrong-shape-rows"])
def test_tokens_of_another_shape_connect_nobody(sandbox: Sandbox, one: Process, fault: str) -> None:
    sandbox.fault("spotify.token", fault)
    with pytest.raises(UpstreamError):
        one.sign_in()
    assert one.account.generation() is None


@pytest.mark.parametrize("regime", REGIMES)
def test_own_and_shared_playlists_are_read_in_every_regime(sandbox: Sandbox, signed_in: Process, regime: Regime) -> None:
    sandbox.regime = regime
    for id in OWN_LISTS:
        assert len(signed_in.read(id)) == len(catalogue.playlists()[id].entries)


@pytest.mark.parametrize("regime", REGIMES)
def test_a_private_playlist_is_marked_in_every_regime(sandbox: Sandbox, signed_in: Process, regime: Regime) -> None:
    sandbox.regime = regime
    private = [signed_in.spotify.read(Link("playlist", id), 5, 0, Deadline(30)).private for id in OWN_LISTS]
    assert private == [False, True, False]


def test_a_list_that_the_app_may_read_does_not_need_the_account(sandbox: Sandbox, signed_in: Process) -> None:
    sandbox.spotify.accounts.revoke()
    sandbox.spotify.revoke()
    assert len(signed_in.read(catalogue.SOMEONES_LIST)) == 10
    assert sandbox.calls == {"spotify.token": 1, "spotify.playlist": 1}


def test_the_app_is_not_asked_again_for_what_only_the_account_may_read(sandbox: Sandbox, signed_in: Process) -> None:
    sandbox.regime = "new"
    signed_in.read(catalogue.OWNERS_LIST, 5)
    assert sandbox.calls == {"spotify.token": 1, "spotify.playlist": 2}
    signed_in.read(catalogue.OWNERS_LIST, 24)
    assert sandbox.calls == {"spotify.token": 1, "spotify.playlist": 2}


def test_a_list_read_as_the_account_is_the_same_object_for_a_minute(sandbox: Sandbox, signed_in: Process) -> None:
    sandbox.regime = "new"
    first, second = (signed_in.spotify.read(Link("playlist", catalogue.OWNERS_LIST), 5, 0, Deadline(30)) for _ in range(2))
    assert first is second


def test_somebody_elses_list_says_that_the_account_is_not_the_owner(sandbox: Sandbox, signed_in: Process) -> None:
    sandbox.regime = "new"
    with pytest.raises(OwnerOnly, match="signed in is none of them"):
        signed_in.read(catalogue.SOMEONES_LIST)


def test_without_an_account_an_owners_list_says_how_to_connect(sandbox: Sandbox, one: Process) -> None:
    sandbox.regime = "new"
    with pytest.raises(OwnerOnly, match="POST /spotify/login"):
        one.read(catalogue.OWNERS_LIST)


def test_a_list_that_is_nowhere_is_asked_for_twice_and_one_of_spotifys_own_once(sandbox: Sandbox, signed_in: Process) -> None:
    sandbox.regime = "old"
    for id in (NEVER, TOP_50):
        with pytest.raises(PlaylistNotFound):
            signed_in.read(id)
    assert sandbox.calls["spotify.playlist"] == 3


def test_signing_out_forgets_at_once_in_every_process_what_was_read(
    sandbox: Sandbox, signed_in: Process, process: Callable[..., Process]
) -> None:
    sandbox.regime = "new"
    processes = [signed_in, process(), process()]
    for other in processes:
        assert len(other.read(catalogue.PRIVATE_LIST)) == 5
    process().account.forget()
    for other in processes:
        with pytest.raises(OwnerOnly):
            other.read(catalogue.PRIVATE_LIST)
        with pytest.raises(OwnerOnly, match="No Spotify account is connected"):
            other.account.playlists(Deadline(30))
        assert not other.account.check(Deadline(30))


def test_signing_in_again_reads_anew(sandbox: Sandbox, signed_in: Process) -> None:
    sandbox.regime = "new"
    signed_in.read(catalogue.PRIVATE_LIST)
    signed_in.account.forget()
    signed_in.sign_in()
    sandbox.forget()
    assert len(signed_in.read(catalogue.PRIVATE_LIST)) == 5
    assert sandbox.calls["spotify.playlist"] == 1


@pytest.mark.parametrize("regime", REGIMES)
def test_the_library_is_told_in_every_regime(sandbox: Sandbox, signed_in: Process, regime: Regime) -> None:
    sandbox.regime = regime
    told = [asdict(playlist) for playlist in signed_in.account.playlists(Deadline(30))]
    assert [playlist["id"] for playlist in told] == [*OWN_LISTS, catalogue.EMPTY_LIST]
    assert told[1] == {
        "id": catalogue.PRIVATE_LIST,
        "name": "Nobody's business",
        "total": 5,
        "image": None,
        "private": True,
        "url": f"https://open.spotify.com/playlist/{catalogue.PRIVATE_LIST}",
    }


@pytest.mark.parametrize(
    ("fault", "kind", "words"),
    [
        ("403-forbidden", UpstreamRefused, "User Management"),
        ("403-premium", UpstreamRefused, "Premium"),
        ("401-expired", UpstreamRefused, "Sign in again"),
        ("429-long", UpstreamBusy, "15 hours"),
        ("404", UpstreamError, "refuses a question"),
        ("500", UpstreamError, "fault of its own"),
        ("not-json", UpstreamError, "nonsense"),
        ("truncated", UpstreamError, "broke off"),
        ("hang", UpstreamTimeout, "in time"),
    ],
)
def test_a_library_that_does_not_come_is_a_problem(
    sandbox: Sandbox, process: Callable[..., Process], signed_in: Process, fault: str, kind: type[Problem], words: str
) -> None:
    sandbox.fault("spotify.my_playlists", fault)
    other = process(timeout=1 if fault == "hang" else 5)
    for ask in (other.account.playlists, other.account.check):
        with pytest.raises(kind, match=words) as caught:
            ask(Deadline(30))
        assert caught.value.source == "Spotify"


def shelf(total: int, first: int, limit: int) -> dict[str, Any]:
    rows = [{"id": f"{number:022}", "name": f"List {number}"} for number in range(first, min(first + limit, total))]
    return {"total": total, "items": rows}


@pytest.mark.parametrize(("total", "told", "calls"), [(0, 0, 1), (50, 50, 1), (51, 51, 2), (312, 312, 7), (1200, 1000, 20)])
def test_a_long_library_is_told_in_its_order_up_to_a_thousand(
    sandbox: Sandbox, signed_in: Process, total: int, told: int, calls: int
) -> None:
    adapter = requests_mock.Adapter()
    adapter.register_uri(
        "GET",
        f"{sandbox.spotify_api_url}me/playlists",
        json=lambda request, _: shelf(total, int(request.qs["offset"][0]), int(request.qs["limit"][0])),
    )
    signed_in.session.mount(sandbox.spotify_api_url, adapter)
    names = [playlist.name for playlist in signed_in.account.playlists(Deadline(30))]
    assert names == [f"List {number}" for number in range(told)]
    assert len(adapter.request_history) == calls


def test_a_library_that_breaks_off_is_not_asked_for_to_its_end(sandbox: Sandbox, signed_in: Process) -> None:
    adapter, busy = requests_mock.Adapter(), {"status_code": 429, "headers": {"Retry-After": "30"}}
    adapter.register_uri("GET", f"{sandbox.spotify_api_url}me/playlists", [{"json": shelf(1000, 0, 50)}, busy])
    signed_in.session.mount(sandbox.spotify_api_url, adapter)
    with pytest.raises(UpstreamBusy):
        signed_in.account.playlists(Deadline(30))
    assert len(adapter.request_history) < 20


ID = catalogue.OWNERS_LIST


@pytest.mark.parametrize(
    ("told", "total", "private"),
    [
        ({"public": True, "items": {"total": 24}}, 24, False),
        ({"public": True, "tracks": {"total": 24}}, 24, False),
        ({"public": True, "items": {"total": 24}, "tracks": {"total": 24}}, 24, False),
        ({"public": False}, None, True),
        ({"public": None, "items": None}, None, True),
        ({"items": {"total": -1}}, None, True),
        ({"items": [], "tracks": {"total": "24"}, "name": None, "images": None}, None, True),
    ],
    ids=str,
)
def test_a_playlist_of_the_library_is_private_unless_it_says_otherwise(
    told: dict[str, Any], total: int | None, private: bool
) -> None:
    (summary,) = shapes.shelf({"total": 1, "items": [None, "text", {"id": None}, {"id": ID} | told]}).summaries
    assert (summary.id, summary.total, summary.private) == (ID, total, private)
    assert summary.url == f"https://open.spotify.com/playlist/{ID}"


@pytest.mark.parametrize(("public", "to_app", "to_account"), [(True, False, False), (False, True, True), (None, False, True)])
def test_what_takes_a_sign_in_to_read_is_private_unless_it_says_otherwise(
    public: bool | None, to_app: bool, to_account: bool
) -> None:
    body = {"name": "Mine", "public": public, "items": {"total": 0, "items": []}}
    assert [shapes.playlist(body, signed_in).private for signed_in in (False, True)] == [to_app, to_account]


@pytest.mark.parametrize("fault", ALL_SHAPES)
def test_a_library_of_another_shape_is_nonsense_or_has_gaps(sandbox: Sandbox, signed_in: Process, fault: str) -> None:
    sandbox.fault("spotify.my_playlists", fault)
    try:
        told = signed_in.account.playlists(Deadline(30))
    except UpstreamError:
        return
    assert all(len(playlist.id) == 22 for playlist in told)


def test_a_token_is_renewed_a_minute_before_it_ends(sandbox: Sandbox, signed_in: Process) -> None:
    first = signed_in.token()
    sandbox.spotify.token_seconds = 59
    assert signed_in.token() == first
    signed_in.sign_in()
    sandbox.spotify.token_seconds = 3600
    renewed = signed_in.token()
    assert renewed not in (first, signed_in.token(refused=renewed))
    assert sandbox.calls["spotify.token"] == 3


def test_a_token_that_spotify_takes_back_is_renewed_unnoticed(sandbox: Sandbox, signed_in: Process) -> None:
    sandbox.spotify.revoke()
    assert len(signed_in.account.playlists(Deadline(30))) == 4
    assert sandbox.calls == {"spotify.token": 1, "spotify.my_playlists": 2}


def test_eight_threads_in_four_processes_renew_once(
    sandbox: Sandbox, signed_in: Process, process: Callable[..., Process], at_once: Callable[..., list[Any]]
) -> None:
    old = signed_in.token()
    processes = iter([process() for _ in range(4)] * 2)
    lock = threading.Lock()
    sandbox.latency = 0.1

    def renew() -> str:
        with lock:
            mine = next(processes)
        return mine.token(refused=old)

    tokens = set(at_once(8, renew))
    assert len(tokens) == 1
    assert old not in tokens
    assert sandbox.calls["spotify.token"] == 1


RENEW = """
import sys
from spotify_videos.memory import Vault, open_database
from spotify_videos.songs import Account
from spotify_videos.upstream import Deadline, Session
database, secret, accounts, api, old = sys.argv[1:]
engine = open_database(database)
account = Account.connect("an-id", "http://127.0.0.1/", accounts, api, Vault(engine, secret), Session(5))
generation = account.generation()
print("ready", flush=True)
sys.stdin.readline()
print(account.token(generation, Deadline(60), refused=old))
engine.dispose()
"""


def test_real_processes_renew_once_and_all_have_the_new_token(sandbox: Sandbox, engine: Engine, signed_in: Process) -> None:
    old = signed_in.token()
    arguments = [str(engine.url), SECRET_KEY, sandbox.accounts_url, sandbox.spotify_api_url, old]
    running = [
        subprocess.Popen([sys.executable, "-c", RENEW, *arguments], stdin=PIPE, stdout=PIPE, text=True, cwd=ROOT) for _ in range(3)
    ]
    assert [one.stdout and one.stdout.readline() for one in running] == ["ready\n"] * 3
    sandbox.latency = 0.5
    for one in running:
        assert one.stdin
        one.stdin.write("\n")
        one.stdin.flush()
    tokens = {one.communicate(timeout=120)[0].strip() for one in running}
    assert tokens == {signed_in.token()} != {old}
    assert sandbox.calls["spotify.token"] == 1


def test_connections_are_kept_for_the_next_call(sandbox: Sandbox, engine: Engine) -> None:
    closed = []

    class Watched(Session):
        def close(self) -> None:
            closed.append(self)

    account = Account.connect("an-id", BACK, sandbox.accounts_url, sandbox.spotify_api_url, Vault(engine, SECRET_KEY), Watched(5))
    url, browser = account.begin()
    account.finish(*agree(url), browser, Deadline(30))
    account.playlists(Deadline(30))
    gc.collect()
    assert closed == []


def test_rotating_goes_on_for_as_long_as_it_is_used(sandbox: Sandbox, signed_in: Process, process: Callable[..., Process]) -> None:
    other, tokens = process(), [signed_in.token()]
    for turn in range(6):
        tokens.append((other, signed_in)[turn % 2].token(refused=tokens[-1]))
    assert len(set(tokens)) == 7


@pytest.mark.parametrize("id", [catalogue.OWNERS_LIST, NEVER])
def test_an_ended_sign_in_is_told_as_what_it_is_and_spotify_is_asked_once(
    sandbox: Sandbox, signed_in: Process, process: Callable[..., Process], id: str
) -> None:
    sandbox.regime = "new"
    sandbox.spotify.revoke()
    sandbox.spotify.accounts.revoke()
    for other in (signed_in, process()):
        with pytest.raises(UpstreamRefused, match=r"six months.*Sign in again"):
            other.read(id)
        with pytest.raises(UpstreamRefused, match=r"six months.*Sign in again"):
            other.account.playlists(Deadline(30))
    assert sandbox.calls["spotify.my_playlists"] == 0
    signed_in.sign_in()
    assert len(process().read(catalogue.OWNERS_LIST)) == 24


def test_who_sends_a_void_refresh_token_looks_into_the_vault_again(
    sandbox: Sandbox, engine: Engine, signed_in: Process, process: Callable[..., Process]
) -> None:
    other, quick = process(), []

    class Asleep(Vault):
        """Stands still for longer than its turn lasts, and another one takes over meanwhile."""

        def reserve(self, seen: Connected, seconds: float) -> bool:
            ours = super().reserve(seen, seconds)
            self.release(seen)
            quick.append(other.token(refused=seen.sign_in.access_token))
            return ours

    session = Session(5)
    slow = Account.connect("an-id", BACK, sandbox.accounts_url, sandbox.spotify_api_url, Asleep(engine, SECRET_KEY), session)
    assert slow.token(other.seen().generation, Deadline(30), refused=other.token()) == quick[0] == signed_in.token()
    assert sandbox.calls["spotify.token"] == 2


def test_tokens_that_come_late_bring_an_ended_sign_in_back(
    sandbox: Sandbox, signed_in: Process, process: Callable[..., Process]
) -> None:
    old, other, renewed = signed_in.token(), process(), []
    sandbox.latencies["spotify.token"] = 2
    slow = threading.Thread(target=lambda: renewed.append(signed_in.token(refused=old)))
    slow.start()
    assert _wait(lambda: sandbox.calls["spotify.token"] == 1)
    sandbox.latencies.clear()
    other.vault.release(other.seen())
    with pytest.raises(UpstreamRefused, match="Sign in again"):
        other.token(refused=old)
    slow.join()
    assert renewed == [other.token()] != [old]


FAILURES: dict[str, dict[str, Any]] = {
    "its own fault": {"status_code": 503},
    "busy": {"status_code": 429, "headers": {"Retry-After": "30"}},
    "silence": {"exc": requests.ReadTimeout},
    "nobody there": {"exc": requests.ConnectionError},
    "no JSON": {"text": "<p>Please sign in to this network."},
    "no token": {"json": {"expires_in": 3600}},
    "bad credentials": {"status_code": 400, "json": {"error": "invalid_client"}},
}


@pytest.mark.parametrize("answer", FAILURES.values(), ids=FAILURES.keys())
def test_a_renewal_that_failed_leaves_the_sign_in_to_the_next(
    sandbox: Sandbox, engine: Engine, signed_in: Process, answer: dict[str, Any]
) -> None:
    session, adapter, vault = Session(5), requests_mock.Adapter(), Vault(engine, SECRET_KEY)
    adapter.register_uri("POST", f"{sandbox.accounts_url}api/token", **answer)
    session.mount(sandbox.accounts_url, adapter)
    unlucky = Account.connect("an-id", BACK, sandbox.accounts_url, sandbox.spotify_api_url, vault, session)
    old, generation = signed_in.token(), signed_in.seen().generation
    with pytest.raises(Problem) as caught:
        unlucky.token(generation, Deadline(30), refused=old)
    assert caught.value.source == "Spotify"
    began = time.monotonic()
    assert signed_in.token(refused=old) != old
    assert time.monotonic() - began < 10  # A turn that was not given back would end after 15.


def test_waiting_for_somebody_elses_renewal_ends_at_the_deadline(signed_in: Process) -> None:
    old = signed_in.token()
    assert signed_in.vault.reserve(signed_in.seen(), 10)
    began = time.monotonic()
    with pytest.raises(UpstreamTimeout):
        signed_in.token(refused=old, deadline=0.2)
    assert time.monotonic() - began < 2


def test_what_is_renewed_while_somebody_signs_out_is_forgotten(sandbox: Sandbox, signed_in: Process) -> None:
    seen, ends = signed_in.seen(), []
    sandbox.latencies["spotify.token"] = 2

    def renew() -> None:
        try:
            signed_in.account.token(seen.generation, Deadline(30), seen.sign_in.access_token)
        except Problem as problem:
            ends.append(problem)

    renewing = threading.Thread(target=renew)
    renewing.start()
    assert _wait(lambda: sandbox.calls["spotify.token"] == 1)
    signed_in.account.forget()
    renewing.join()
    sandbox.latencies.clear()
    assert [type(end) for end in ends] == [OwnerOnly]
    assert signed_in.vault.connected() is None


def test_no_token_of_another_account_is_ever_used(signed_in: Process) -> None:
    before = signed_in.seen().generation
    signed_in.sign_in()
    with pytest.raises(OwnerOnly):
        signed_in.account.token(before, Deadline(30))


def test_no_secret_is_logged_told_or_written_to_disk(
    sandbox: Sandbox,
    process: Callable[..., Process],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.chdir(tmp_path)
    caplog.set_level(logging.DEBUG)
    one = process()
    url, browser = one.account.begin()
    state, code = agree(url)
    one.account.finish(state, code, browser, Deadline(30))
    first = one.seen().sign_in
    one.token(refused=first.access_token)
    sandbox.spotify.accounts.revoke()
    with pytest.raises(UpstreamRefused) as caught:
        one.token(refused=one.seen().sign_in.access_token)
    tokens = [first.access_token, first.refresh_token, one.seen().sign_in.access_token, one.seen().sign_in.refresh_token]
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith("urllib3")]
    texts = [*ours, *traceback.format_exception(caught.value), *map(repr, (one.account, one.seen(), first))]
    assert not [secret for secret in (*tokens, code, state, browser, SECRET_KEY) for text in texts if secret in text]
    assert {path.name.partition("-")[0] for path in tmp_path.iterdir()} == {"spyt.db"}
    assert not [secret for secret in (*tokens, state, browser) if secret.encode() in (tmp_path / "spyt.db").read_bytes()]


def _wait(come: Callable[[], bool]) -> bool:
    end = time.monotonic() + 30
    while not come() and time.monotonic() < end:
        time.sleep(0.01)
    return come()
