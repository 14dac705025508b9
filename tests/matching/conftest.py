"""Tracks and candidates in one line each, so that a table of cases reads as a table."""

import pytest

from spotify_videos.matching import judge
from spotify_videos.models import Candidate, Track


@pytest.fixture
def track():
    """Make a track of "Artist; Artist" and a title."""

    def make(artists, title, **told):
        return Track("a-track", title, tuple(name.strip() for name in artists.split(";") if name.strip()), **told)

    return make


@pytest.fixture
def candidate():
    """Make a candidate of "Title @ Channel"; without " @ " nobody tells the channel."""

    def make(line, **told):
        title, _, channel = line.partition(" @ ")
        return Candidate(told.pop("id", line), title, channel or None, **told)

    return make


@pytest.fixture
def verdict(track, candidate):
    """The judgement on the candidates of some lines, for "Artist; Artist" and a title."""

    def decide(artists, title, *lines, **told):
        return judge(track(artists, title, **told), [candidate(line) for line in lines])

    return decide
