"""Real sockets: what a peer can do to a call, and that the call ends in time all the same."""

import logging
import socket
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from spotify_videos.errors import Problem, UpstreamError, UpstreamRefused, UpstreamTimeout
from spotify_videos.upstream import Deadline, Redact, Session, call

OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"


@pytest.fixture
def peer():
    """Serve each connection by a function of its socket; the URL that reaches it is returned."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)
    over = threading.Event()
    threads = []

    def serve(behave):
        def accept():
            while not over.is_set():
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                thread = threading.Thread(target=handle, args=(connection,))
                threads.append(thread)
                thread.start()

        def handle(connection):
            with connection:
                try:
                    connection.recv(65536)
                    behave(connection, over)
                except OSError:
                    pass  # The client may cut the connection; that is what is tested.

        thread = threading.Thread(target=accept)
        threads.append(thread)
        thread.start()
        return f"http://127.0.0.1:{listener.getsockname()[1]}/"

    yield serve
    over.set()
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    for thread in threads:
        thread.join()


def drip(connection, over):
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    while not over.wait(0.05):
        connection.sendall(b"x")


def drip_headers(connection, over):
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not over.wait(0.05):
        connection.sendall(b"x")


def hang(connection, over):
    over.wait(30)


def ask(url, *, timeout=5.0, deadline=20.0, attempts=1, understand=lambda error: None):
    with Session(timeout) as session:
        return call(
            "Youtube", Deadline(deadline), lambda: session.get(url).json(), understand, verb="youtube.videos", attempts=attempts
        )


@pytest.mark.parametrize("behave", [drip, drip_headers, hang])
def test_a_call_ends_as_a_whole_within_its_timeout(peer, behave):
    url, began = peer(behave), time.monotonic()
    with pytest.raises(UpstreamTimeout):
        ask(url, timeout=0.3)
    assert time.monotonic() - began < 4


def test_the_deadline_bounds_a_call_that_its_timeout_would_allow(peer):
    url, began = peer(hang), time.monotonic()
    with pytest.raises(UpstreamTimeout):
        ask(url, timeout=60, deadline=0.3)
    assert time.monotonic() - began < 4


def test_no_call_is_made_after_the_deadline():
    with pytest.raises(UpstreamTimeout):
        ask("http://127.0.0.1:1/", deadline=0)


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{", id="truncated"),
        pytest.param(b"", id="closed"),
        pytest.param(b"nonsense\r\n\r\n", id="not-http"),
        pytest.param(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", id="redirect"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhtml", id="not-json"),
    ],
)
def test_a_broken_answer_is_an_upstream_error(peer, answer):
    url = peer(lambda connection, over: connection.sendall(answer))
    with pytest.raises(UpstreamError):
        ask(url)


def test_an_endless_answer_is_given_up_at_its_largest_size(peer):
    def flood(connection, over):
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while not over.is_set():
            connection.sendall(b"x" * 65536)

    with pytest.raises(UpstreamError):
        ask(peer(flood), timeout=60, deadline=60)


def test_a_transient_failure_is_asked_again_at_most_twice():
    asked = []

    def fail():
        asked.append(1)
        raise requests.ConnectionError("https://example.org/?key=SECRET")

    with pytest.raises(UpstreamError) as caught:
        call("Youtube", Deadline(20), fail, lambda error: None, verb="youtube.videos")
    assert len(asked) == 3
    assert "SECRET" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_a_failure_is_not_asked_again_when_it_is_none_of_the_moment():
    asked = []

    def refuse():
        asked.append(1)
        raise KeyError

    with pytest.raises(UpstreamRefused):
        call("Youtube", Deadline(20), refuse, lambda error: UpstreamRefused("no"), verb="youtube.videos")
    assert len(asked) == 1


def test_a_mistake_of_ours_stays_one():
    with pytest.raises(ZeroDivisionError):
        call("Youtube", Deadline(20), lambda: 1 / 0, lambda error: None, verb="youtube.videos")


def test_a_call_that_recovers_is_answered(peer):
    tries = []

    def twice(connection, over):
        tries.append(1)
        if len(tries) > 1:
            connection.sendall(OK)

    assert ask(peer(twice), attempts=3) == {}


def test_connections_are_used_again(peer):
    connections = []

    def serve(connection, over):
        connections.append(connection)
        connection.sendall(OK)
        while connection.recv(65536):
            connection.sendall(OK)

    url = peer(serve)
    with Session(20) as session:
        for _ in range(3):
            call("Youtube", Deadline(20), lambda: session.get(url).json(), lambda error: None, verb="youtube.videos")
    assert len(connections) == 1


def test_a_redirect_is_not_followed_and_not_asked_again(peer):
    asked = []

    def redirect(connection, over):
        asked.append(connection)
        connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

    with pytest.raises(UpstreamError):
        ask(peer(redirect), attempts=3)
    assert len(asked) == 1


def test_no_secret_is_logged_not_even_in_a_traceback():
    formatter = Redact(logging.Formatter("%(message)s"), ["SECRET", "", "abc"])
    try:
        raise Problem("key=SECRET")
    except Problem:
        record = logging.LogRecord("x", logging.ERROR, "x", 1, "at %s", ("SECRET",), sys.exc_info())
    line = formatter.format(record)
    assert "SECRET" not in line
    assert line.startswith("at [secret]")


def test_many_calls_at_once_each_end_in_their_own_time(peer):
    url, began = peer(hang), time.monotonic()
    ended = []

    def fail(timeout):
        with pytest.raises(UpstreamTimeout):
            ask(url, timeout=timeout)
        ended.append((time.monotonic() - began, timeout))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(fail, [0.3, 3.5] * 4))
    assert all(timeout <= passed < timeout + 3 for passed, timeout in ended)


def test_credentials_in_a_netrc_file_are_not_sent(peer, tmp_path, monkeypatch):
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password SECRET")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    url = peer(lambda connection, over: connection.sendall(OK))
    with Session(20) as session:
        assert "Authorization" not in session.get(url).request.headers


def test_a_proxy_of_the_environment_is_used(peer, monkeypatch):
    monkeypatch.setenv("http_proxy", peer(lambda connection, over: connection.sendall(OK)))
    monkeypatch.setenv("no_proxy", "")
    assert ask("http://service.invalid/") == {}
