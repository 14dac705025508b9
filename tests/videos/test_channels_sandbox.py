"""Channels over real sockets, to the stand-in for YouTube."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine

from spotify_videos.errors import QuotaSpent, UpstreamBusy, UpstreamError, UpstreamTimeout
from spotify_videos.memory import ChannelShelf, Ledger, open_database
from spotify_videos.sandbox import invented, uploads
from spotify_videos.upstream import Deadline
from spotify_videos.videos import Channels, YouTube

ARTIST = invented.artist(0)
TIMEOUT = 2.5


@pytest.fixture
def engine(tmp_path: Any) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{tmp_path}/spyt.db")
    yield engine
    engine.dispose()


@pytest.fixture
def ledger(engine: Engine) -> Ledger:
    return Ledger(engine, {"searches": 100, "units": 100})


@pytest.fixture
def youtube(sandbox: Any, ledger: Ledger) -> YouTube:
    return YouTube.connect("a-key", sandbox.youtube_api_url, TIMEOUT, 16, ledger)


@pytest.fixture
def channels(youtube: YouTube, engine: Engine) -> Iterator[Channels]:
    channels = Channels(youtube, ChannelShelf(engine))
    yield channels
    channels.close()


def read(channels: Channels, artist: str = ARTIST) -> list[list[str]]:
    return [[upload.id for upload in told] for told in channels.uploads(artist, Deadline(30))]


def test_every_song_of_an_artist_is_on_a_guessed_channel(sandbox: Any, channels: Channels, ledger: Ledger) -> None:
    told = read(channels)
    songs = {uploads.official(invented.song(0, nth)) for nth in range(invented.SONGS_PER_ARTIST)}
    assert songs <= {id for page in told for id in page}
    assert [len(page) for page in told] == [50, 50, 50]
    assert ledger.quota()["units"]["used"] == sandbox.youtube.spent["units"] == 4 + 3
    assert sandbox.youtube.spent["searches"] == 0


def test_an_artist_whose_handle_nobody_would_guess_is_learnt_from_a_search(
    sandbox: Any, channels: Channels, youtube: YouTube
) -> None:
    sandbox.youtube.guessable = 0
    assert read(channels) == []
    official = uploads.official(invented.song(0, 0))
    found = youtube.search(f"{ARTIST} {invented.song(0, 0).title}", Deadline(30))
    channels.learn(ARTIST, next(candidate for candidate in found if candidate.id == official))
    assert [len(page) for page in read(channels)] == [50, 50, 50]
    assert sandbox.calls["youtube.channels"] == 4


def test_handles_that_hang_hold_nobody_longer_than_one_timeout(sandbox: Any, channels: Channels) -> None:
    sandbox.fault("youtube.channels", "hang")
    began = time.monotonic()
    with pytest.raises(UpstreamTimeout):
        read(channels)
    assert TIMEOUT <= time.monotonic() - began < 3 * TIMEOUT


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("reset", UpstreamError),
        ("html", UpstreamError),
        ("403-rate-limit-exceeded", UpstreamBusy),
        ("403-quota-exceeded", QuotaSpent),
    ],
)
def test_what_keeps_channels_from_being_read_is_raised(sandbox: Any, channels: Channels, fault: str, kind: type[Exception]) -> None:
    sandbox.fault("youtube.playlist_items", fault)
    with pytest.raises(kind):
        read(channels)
