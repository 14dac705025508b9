"""The vault: what it keeps is encrypted, a state is good once, and of two who renew one sign-in only one has it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine, text

from spotify_videos.errors import NotConfigured
from spotify_videos.memory import Connected, SignIn, Vault

SECRET = "0123456789abcdef0123456789abcdef"
FIRST = SignIn("access-1", "refresh-1", 1_795_554_000.0)
SECOND = SignIn("access-2", "refresh-2", 1_795_557_600.0)


@pytest.fixture
def vault(engine: Engine, clock: Any) -> Vault:
    return Vault(engine, SECRET, now=clock)


@pytest.fixture
def seen(vault: Vault) -> Connected:
    """The first sign-in, as somebody saw it who means to renew it."""
    vault.connect(FIRST)
    return opened(vault)


def opened(vault: Vault) -> Connected:
    connected = vault.connected()
    assert connected
    return connected


def test_nobody_is_signed_in_at_first(vault: Vault) -> None:
    assert (vault.generation(), vault.connected()) == (None, None)


def test_what_was_connected_is_there_for_every_process(engine: Engine, vault: Vault, seen: Connected) -> None:
    assert (seen.sign_in, seen.ended) == (FIRST, False)
    assert opened(Vault(engine, SECRET)) == seen
    assert Vault(engine, SECRET).generation() == seen.generation


def test_every_sign_in_and_every_sign_out_is_a_new_generation(vault: Vault) -> None:
    numbers = []
    for sign_in in (FIRST, SECOND, FIRST):
        vault.connect(sign_in)
        numbers.append(vault.generation())
        vault.forget()
        assert vault.generation() is None
    vault.connect(SECOND)
    assert len({*numbers, vault.generation()}) == 4


def test_nothing_that_is_kept_can_be_read_in_the_database(engine: Engine, vault: Vault, seen: Connected) -> None:
    state, browser = vault.begin("the-verifier")
    with engine.connect() as connection:
        rows = [*connection.execute(text("SELECT * FROM account")), *connection.execute(text("SELECT * FROM sign_ins"))]
    for secret in ("access-1", "refresh-1", "the-verifier", state, browser, SECRET):
        assert secret not in str(rows)


def test_no_token_is_in_what_is_printed(seen: Connected) -> None:
    assert not [secret for secret in ("access-1", "refresh-1", seen.sealed) if secret in f"{seen} {seen!r} {seen.sign_in!r}"]


def test_without_a_secret_key_nothing_is_kept_and_it_is_named(engine: Engine, seen: Connected) -> None:
    bare = Vault(engine, "")
    for ask in (bare.connected, lambda: bare.begin("verifier"), lambda: bare.connect(FIRST)):
        with pytest.raises(NotConfigured, match="SECRET_KEY"):
            ask()
    bare.forget()
    assert bare.connected() is None


def test_another_secret_key_cannot_read_it_and_says_what_to_do(engine: Engine, seen: Connected) -> None:
    with pytest.raises(NotConfigured, match="another SECRET_KEY"):
        Vault(engine, SECRET[::-1]).connected()


def test_a_state_is_good_once(vault: Vault) -> None:
    asked = vault.begin("the-verifier")
    assert [vault.take(*asked), vault.take(*asked)] == ["the-verifier", None]


def test_a_state_is_good_in_another_process(engine: Engine, vault: Vault, clock: Any) -> None:
    assert Vault(engine, SECRET, now=clock).take(*vault.begin("the-verifier")) == "the-verifier"


@pytest.mark.parametrize("browser", ["", "another", "\udce9"])
def test_another_browser_gets_nothing_and_takes_nothing_away(vault: Vault, browser: str) -> None:
    state, own = vault.begin("the-verifier")
    assert vault.take(state, browser) is None
    assert vault.take(own, state) is None
    assert vault.take(state, own) == "the-verifier"


def test_a_state_ends_after_ten_minutes(vault: Vault, clock: Any) -> None:
    late, early = vault.begin("late"), vault.begin("early")
    clock.now += 599
    assert vault.take(*early) == "early"
    clock.now += 1
    assert vault.take(*late) is None


def test_states_that_ended_are_not_kept(engine: Engine, vault: Vault, clock: Any) -> None:
    for _ in range(3):
        vault.begin("verifier")
        clock.now += 600
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM sign_ins")) == 1


def test_signing_out_ends_the_sign_ins_under_way(vault: Vault) -> None:
    asked = vault.begin("verifier")
    vault.forget()
    assert vault.take(*asked) is None


def test_one_state_is_taken_by_one_of_many(vault: Vault, threads: Callable[..., list[Any]]) -> None:
    asked = vault.begin("the-verifier")
    assert sorted(filter(None, threads(8, lambda: vault.take(*asked)))) == ["the-verifier"]


def test_one_of_many_renews_a_sign_in(vault: Vault, seen: Connected, threads: Callable[..., list[Any]]) -> None:
    assert sorted(threads(8, lambda: vault.reserve(seen, 10))) == [False] * 7 + [True]


def test_one_of_many_processes_renews_a_sign_in(database_url: str, engine: Engine, race: Callable[..., list[str]]) -> None:
    Vault(engine, SECRET).connect(FIRST)
    script = """
from spotify_videos.memory import Vault
engine = open_database(sys.argv[1])
vault = Vault(engine, sys.argv[2])
seen = vault.connected()
wait()
print(vault.reserve(seen, 10))
engine.dispose()
"""
    assert sorted(race(4, script, database_url, SECRET)) == ["False\n"] * 3 + ["True\n"]


def test_a_renewal_that_never_ended_is_taken_over(vault: Vault, seen: Connected, clock: Any) -> None:
    assert vault.reserve(seen, 10)
    clock.now += 9
    assert not vault.reserve(seen, 10)
    clock.now += 1
    assert vault.reserve(seen, 10)


def test_a_renewal_that_failed_is_given_back(vault: Vault, seen: Connected) -> None:
    vault.reserve(seen, 10)
    vault.release(seen)
    assert vault.reserve(seen, 10)


def test_renewed_tokens_stand_in_place_of_the_old_and_it_is_the_same_account(vault: Vault, seen: Connected) -> None:
    assert vault.renew(seen, SECOND)
    now = opened(vault)
    assert (now.sign_in, now.generation, now.ended) == (SECOND, seen.generation, False)


def test_who_saw_old_tokens_changes_nothing(vault: Vault, seen: Connected) -> None:
    vault.renew(seen, SECOND)
    assert [vault.reserve(seen, 10), vault.renew(seen, FIRST), vault.end(seen)] == [False] * 3
    assert (opened(vault).sign_in, opened(vault).ended) == (SECOND, False)


def test_what_is_renewed_after_signing_out_is_not_kept(vault: Vault, seen: Connected) -> None:
    vault.forget()
    assert [vault.renew(seen, SECOND), vault.end(seen), vault.connected()] == [False, False, None]


def test_an_ended_sign_in_says_so_until_the_next(vault: Vault, seen: Connected) -> None:
    assert vault.end(seen)
    assert opened(vault) == replace(seen, ended=True)
    vault.connect(SECOND)
    assert not opened(vault).ended
