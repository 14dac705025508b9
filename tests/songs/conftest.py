"""Spotify as a table of answers: a test states only how they deviate."""

from __future__ import annotations

import gc
import threading
import time
import traceback
from collections.abc import Callable
from typing import Any

import pytest
import requests_mock

from spotify_videos.errors import Problem
from spotify_videos.models import Playlist
from spotify_videos.songs import Link, Spotify
from spotify_videos.upstream import Deadline, Session

ID = "1234567890abcdefABCDEF"
SECRETS = ("app-id-7f3a", "app-secret-9c1e", "access-token-44d0", "YXBwLWlkLTdmM2E6YXBwLXNlY3JldC05YzFl")
UPSTREAMS_OWN_WORDS = "words of theirs"


class Wire:
    """A Spotify whose session answers from a table. By default it has a list (and an album) of 300 songs, in the shape of 2026."""

    api = "https://api.test/v1/"
    accounts = "https://accounts.test/"
    playlist = Link("playlist", ID)
    album = Link("album", ID)
    track = Link("track", "3PfIrDoz19wz7qK7tYeu62")  # The one that the check asks for.
    verbs = ("token", "playlist", "items", "album", "album_tracks", "track")

    def __init__(self, total: int = 300, shape: str = "new") -> None:
        self.total, self.shape = total, shape
        self.in_flight = self.most_in_flight = 0
        self.latency = 0.0
        self._lock = threading.Lock()
        self.adapter = requests_mock.Adapter()
        session = Session(timeout=5)
        session.mount("https://", self.adapter)
        self.spotify = Spotify.connect(SECRETS[0], SECRETS[1], self.api, self.accounts, session)
        self._tokens = 0
        for verb, body in (
            ("token", self._token),
            ("playlist", lambda request: self.playlist_body()),
            ("items", lambda request: self.page_body(*self._asked(request))),
            ("album", lambda request: self.album_body()),
            ("album_tracks", lambda request: self.page_body(*self._asked(request), row=self.song)),
            ("track", lambda request: self.song(1)),
        ):
            self.answers(verb, json=self._slowly(body))

    @property
    def deadline(self) -> Deadline:
        return Deadline(60)

    def url(self, verb: str) -> str:
        paths = {
            "playlist": "playlists/{}",
            "items": "playlists/{}/items",
            "album": "albums/{}",
            "track": f"tracks/{self.track.id}",
        }
        paths["album_tracks"] = "albums/{}/tracks/"
        return self.accounts + "api/token" if verb == "token" else self.api + paths[verb].format(ID)

    def answers(self, verb: str, *responses: dict[str, Any], **response: Any) -> None:
        """What the verb answers, in the words of requests-mock; several: one after the other."""
        self.adapter.register_uri("POST" if verb == "token" else "GET", self.url(verb), list(responses) or [response])

    def use(self, verb: str) -> Playlist:
        """Read what needs this verb."""
        link = {"album": self.album, "album_tracks": self.album, "track": self.track}.get(verb, self.playlist)
        return self.spotify.read(link, 60, 40, self.deadline)

    def asked(self) -> list[str]:
        """What was asked after the token, in order of arrival: `playlists/…/items?limit=50&offset=100` as `items 100`."""
        names = {self.url(verb).rstrip("/"): verb for verb in self.verbs}
        calls = [
            (names[call.url.split("?")[0].rstrip("/")], call.qs.get("offset", [""])[0]) for call in self.adapter.request_history
        ]
        return [f"{verb} {offset}".strip() for verb, offset in calls if verb != "token"]

    def calls(self, verb: str) -> list[Any]:
        return [call for call in self.adapter.request_history if call.url.split("?")[0] == self.url(verb)]

    def song(self, number: int, **fields: Any) -> dict[str, Any]:
        return {
            "id": f"{number:022}",
            "name": f"Song {number}",
            "artists": [{"name": "Dua Lipa"}, {"name": "DaBaby"}],
            "album": {"name": "Future Nostalgia", "images": [{"url": f"https://i.test/{w}", "width": w} for w in (640, 300, 64)]},
            "duration_ms": 183_290,
            "external_ids": {"isrc": "gbaht1901121"},
            "type": "track",
            "track": True,
            "episode": False,
        } | fields

    def row(self, number: int) -> dict[str, Any]:
        return {"is_local": False, "item" if self.shape == "new" else "track": self.song(number)}

    def page_body(self, offset: int, limit: int = 50, row: Callable[[int], Any] | None = None) -> dict[str, Any]:
        rows = [(row or self.row)(number) for number in range(offset, min(offset + limit, self.total))]
        return {"limit": limit, "offset": offset, "total": self.total, "items": rows, "next": None}

    def playlist_body(self) -> dict[str, Any]:
        old, new = {"tracks": self.page_body(0, 100)}, {"items": self.page_body(0, 50)}
        return {"id": ID, "name": "Mine", "public": True} | {"old": old, "new": new, "both": old | new, "metadata": {}}[self.shape]

    def album_body(self) -> dict[str, Any]:
        images = [{"url": "https://i.test/cover", "width": 300}]
        return {"id": ID, "name": "The Album", "images": images, "tracks": self.page_body(0, row=self.bare_song)}

    def bare_song(self, number: int) -> dict[str, Any]:
        return {name: value for name, value in self.song(number).items() if name not in ("album", "external_ids")}

    def _token(self, request: Any) -> dict[str, Any]:
        self._tokens += 1
        return {"access_token": f"{SECRETS[2]}-{self._tokens}", "token_type": "Bearer", "expires_in": 3600}

    def _asked(self, request: Any) -> tuple[int, int]:
        return int(request.qs["offset"][0]), int(request.qs["limit"][0])

    def _slowly(self, body: Callable[[Any], Any]) -> Callable[[Any, Any], Any]:
        def answer(request: Any, context: Any) -> Any:
            with self._lock:
                self.in_flight += 1
                self.most_in_flight = max(self.most_in_flight, self.in_flight)
            time.sleep(self.latency)
            with self._lock:
                self.in_flight -= 1
            return body(request)

        return answer


@pytest.fixture(scope="session")
def wires() -> type[Wire]:
    return Wire


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture(params=Wire.verbs)
def verb(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def failure(wire: Wire, verb: str, caplog: pytest.LogCaptureFixture) -> Callable[..., Problem]:
    """Make the verb answer so, and return the Problem that comes of it; no secret and no word of Spotify's is in any text."""
    caplog.set_level("DEBUG")

    def fail(*responses: dict[str, Any], **response: Any) -> Problem:
        wire.answers(verb, *responses, **response)
        # An answer may be nested so deep that no stack is left; a client of an earlier test that was collected just
        # there could not close its session, and the interpreter would complain about that.
        gc.disable()
        try:
            with pytest.raises(Problem) as caught:
                wire.use(verb)
        finally:
            gc.enable()
        texts = [*traceback.format_exception(caught.value), caplog.text]
        assert not [word for word in (*SECRETS, UPSTREAMS_OWN_WORDS) for text in texts if word in text]
        assert caught.value.source == "Spotify"
        return caught.value

    return fail


@pytest.fixture
def at_once() -> Callable[[int, Callable[[], Any]], list[Any]]:
    """Call something in this many threads at one moment; what each returned or raised."""

    def run(threads: int, call: Callable[[], Any]) -> list[Any]:
        together, ends = threading.Barrier(threads), []

        def one() -> None:
            together.wait()
            try:
                ends.append(call())
            except Problem as error:
                ends.append(error)

        running = [threading.Thread(target=one) for _ in range(threads)]
        for thread in running:
            thread.start()
        for thread in running:
            thread.join()
        return ends

    return run
