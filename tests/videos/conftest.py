"""YouTube as a table of answers: a test states only how they deviate."""

from __future__ import annotations

import gc
import traceback
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests_mock

from spotify_videos.errors import QuotaSpent
from spotify_videos.sandbox.faults import REPLIES
from spotify_videos.upstream import Deadline
from spotify_videos.videos import YouTube

KEY = "AIza-a-key-of-youtubes"
UPSTREAMS_OWN_WORDS = "words of theirs"
DAY = date(2026, 11, 24)
MIDNIGHT = datetime(2026, 11, 25, 8, tzinfo=UTC)


class Book:
    """A ledger with as much as a test lets it have, which keeps what was booked and what YouTube declared spent, in order."""

    def __init__(self) -> None:
        self.booked: list[str] = []
        self.declared: list[tuple[str, date]] = []
        self.left = 1_000

    def spend(self, what: str, amount: int = 1, share: Any = None) -> date:
        if self.left < amount:
            raise QuotaSpent(MIDNIGHT)
        self.left -= amount
        self.booked += [what if share is None else f"{what} of {share}"] * amount
        return DAY

    def declare_spent(self, what: str, day: date) -> QuotaSpent:
        self.declared.append((what, day))
        return QuotaSpent(MIDNIGHT)


class Wire:
    """A YouTube whose session answers from a table; a verb that nobody told what to answer has found nothing."""

    api = "https://youtube.test/youtube/v3/"
    key = KEY
    midnight = MIDNIGHT
    day = DAY

    def __init__(self, mocker: requests_mock.Mocker) -> None:
        self._mocker = mocker
        self.ledger = Book()
        self.youtube = self.connect()
        mocker.get(requests_mock.ANY, json={"items": []})

    def connect(self, key: str = KEY, region: str = "") -> YouTube:
        return YouTube.connect(key, self.api, 5.0, pool=4, ledger=self.ledger, region=region)

    @property
    def deadline(self) -> Deadline:
        return Deadline(60)

    def answers(self, path: str, *responses: str | dict[str, Any], **response: Any) -> None:
        """What calls of this path are answered, by the name of a refusal or in the words of requests-mock; several: in turn."""
        told = [_named(one) if isinstance(one, str) else one for one in responses] or [response]
        self._mocker.get(self.api + path, told)

    @property
    def calls(self) -> list[Any]:
        return list(self._mocker.request_history)

    def asked(self) -> list[tuple[str, dict[str, str]]]:
        """Path and query of each call, in order."""
        return [(call.url.split("?")[0].removeprefix(self.api), dict(parse_qsl(urlsplit(call.url).query))) for call in self.calls]


def _named(name: str) -> dict[str, Any]:
    reply = REPLIES[name]
    headers = {"Content-Type": reply.content_type, **reply.headers}
    return {"status_code": reply.status, "content": reply.body, "headers": headers}


@pytest.fixture
def wire() -> Iterator[Wire]:
    with requests_mock.Mocker(case_sensitive=True) as mocker:
        yield Wire(mocker)


@pytest.fixture
def failure(caplog: pytest.LogCaptureFixture) -> Callable[..., Any]:
    """Call something and return what it raises, of this kind; no key and no word of YouTube's is in its texts or in the log."""
    caplog.set_level("DEBUG")
    caplog.set_level("WARNING", "requests_mock.adapter")  # It logs each URL, and is not there where the service runs.

    def fail(kind: type[Exception], call: Callable[[], Any]) -> Any:
        # An answer may be nested so deep that no stack is left; a client of an earlier test that was collected just
        # there could not close its session, and the interpreter would complain about that.
        gc.disable()
        try:
            with pytest.raises(kind) as caught:
                call()
        finally:
            gc.enable()
        error = caught.value
        texts = [*traceback.format_exception(error), repr(error), repr(vars(error)), caplog.text, *map(repr, caplog.records)]
        assert not [word for word in (KEY, UPSTREAMS_OWN_WORDS) for text in texts if word in text]
        return error

    return fail


@pytest.fixture
def fail(wire: Any, verb: str, use: Callable[[], Any], failure: Callable[..., Any]) -> Callable[..., Any]:
    """Make the verb answer so, and return what is raised, of this kind; no secret is in it."""

    def make(kind: type[Exception], *responses: str | dict[str, Any], **response: Any) -> Any:
        wire.answers(verb, *responses, **response)
        return failure(kind, use)

    return make
