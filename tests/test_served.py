"""What a hostile peer does to the server itself, over a raw socket, and what the machine can see of its secrets."""

import http.client
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SECRETS = {
    "ADMIN_TOKEN": "secret-admin-token",
    "SECRET_KEY": "secret-key-secret-key-secret-key-32",
    "YT_ID": "secret-youtube-key",
    "SPOTIPY_CLIENT_SECRET": "secret-of-spotify",
    "API_TOKEN": "secret-readers-token",
}
MOST = 2 * 2**20
PATHS = ("/", "/spyt?num=1", "/quota", "/playlists", "/nowhere", "/readyz", "/healthz", "/apispec.json")


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    return tmp_path_factory.mktemp("served") / "log"


@pytest.fixture(scope="module")
def served(log):
    """A service under gunicorn, as `make run` serves it: its process and where it listens."""
    with log.open("wb") as out, socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
        free.close()
        told = {
            "SANDBOX": "1",
            "WORKER": "0",
            "PORT": str(port),
            "DATABASE_URL": f"sqlite:///{log.parent}/spyt.db",
            "RATE_LIMIT": "",
        }
        command = [sys.executable, "-m", "gunicorn", "app:app"]
        process = subprocess.Popen(command, stderr=out, stdout=out, cwd=ROOT, env=os.environ | SECRETS | told)
    while "Listening at" not in log.read_text():
        assert process.poll() is None, log.read_text()
    yield process, ("127.0.0.1", port)
    process.terminate()
    process.wait(30)


@pytest.fixture
def send(served):
    """Write bytes to a connection of their own; all that came back until it was closed."""

    def send(*parts):
        with socket.create_connection(served[1], timeout=20) as connection:
            try:
                for part in parts:
                    connection.sendall(part)
                connection.shutdown(socket.SHUT_WR)
            except OSError:
                pass  # It may have hung up already; what it said before is there to be read.
            came = b""
            try:
                while some := connection.recv(65536):
                    came += some
            except ConnectionError:
                pass
        return came.decode("latin-1")

    return send


def statuses(came):
    return [int(status) for status in re.findall(r"^HTTP/1\.1 (\d{3})", came, re.MULTILINE)]


HEAD = f"POST /spyt HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nAuthorization: Bearer {SECRETS['API_TOKEN']}\r\n"
SMUGGLED = f"GET /quota HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {SECRETS['API_TOKEN']}\r\n\r\n"


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", id="a length and chunks"),
        pytest.param("Content-Length: 0\r\nContent-Length: 60\r\n\r\n", id="two lengths"),
        pytest.param("Content-Length: -1\r\n\r\n", id="a negative length"),
        pytest.param("Content-Length: +0\r\n\r\n", id="a length with a sign"),
        pytest.param("Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", id="chunks wrapped"),
        pytest.param("Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n", id="a blank before the colon"),
        pytest.param("Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n", id="a negative chunk"),
    ],
)
def test_a_body_of_two_minds_is_refused_and_no_request_is_found_behind_it(send, headers):
    assert statuses(send(f"{HEAD}{headers}{SMUGGLED}".encode())) in ([400], [501], [])


def test_a_body_shorter_than_its_length_is_no_list(send):
    assert all(status in (400, 200) for status in statuses(send(f"{HEAD}Content-Length: 1000\r\n\r\nDua Lipa - Lev".encode())))
    assert statuses(send(SMUGGLED.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n").encode())) == [200]


def test_a_length_that_is_too_large_is_refused_before_the_body_comes(send):
    assert statuses(send(f"{HEAD}Content-Length: {10**12}\r\nConnection: close\r\n\r\n".encode())) == [413]


def test_chunks_without_end_are_refused_at_the_largest_size(send):
    chunk = b"10000\r\n" + b"#" * 65536 + b"\r\n"
    came = send(
        f"{HEAD}Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n".encode(), *[chunk] * (MOST // 65536 + 8), b"0\r\n\r\n"
    )
    assert statuses(came) in ([413], [])  # Who still writes when the server hangs up may not get to read why.


@pytest.mark.parametrize(
    "line", ["GET /" + "a" * 9000 + " HTTP/1.1\r\nHost: x", "GET /quota HTTP/1.1\r\nHost: x\r\nX: " + "a" * 70_000]
)
def test_a_head_that_is_too_long_is_refused(send, line):
    assert statuses(send(f"{line}\r\n\r\n".encode()))[0] in (400, 414, 431)


def test_no_secret_is_in_a_process_list_an_answer_or_the_log(served, log, send):
    process, (host, port) = served
    connection = http.client.HTTPConnection(host, port, timeout=20)
    answers = []
    for path in (*PATHS, f"/spyt?playlist={SECRETS['ADMIN_TOKEN']}"):
        connection.request("GET", path, headers={"Authorization": f"Bearer {SECRETS['API_TOKEN']}"})
        answer = connection.getresponse()
        # What was asked may be said back; what was set may not.
        answers.append(f"{answer.getheaders()}" + answer.read().decode().replace(path.partition("playlist=")[2] or "\0", ""))
    connection.close()
    tree = [process.pid, *map(int, children(process.pid))]
    shown = [Path(f"/proc/{pid}/cmdline").read_text() for pid in tree] if Path("/proc/self/cmdline").exists() else []
    for text in (*answers, *shown, log.read_text()):
        assert not [name for name, secret in SECRETS.items() if secret in text]


def children(pid):
    return subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False).stdout.split()
