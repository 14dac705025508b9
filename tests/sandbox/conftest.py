"""The stand-in, asked over real sockets: by `requests`, and by the clients that the service uses."""

import pytest
import pyyoutube
import requests
import spotipy
from spotipy.cache_handler import MemoryCacheHandler
from spotipy.oauth2 import SpotifyClientCredentials


@pytest.fixture
def session():
    with requests.Session() as session:
        adapter = requests.adapters.HTTPAdapter(pool_maxsize=100)
        session.mount("http://", adapter)
        yield session


@pytest.fixture
def token(sandbox):
    """A new token: the app's own, or that of a user."""
    return sandbox.spotify.issue


@pytest.fixture
def spotify(sandbox, session, token):
    """Ask Spotify's Web API: an answer for a path, its parameters, and a user's token where one is named."""

    def ask(path, user=None, **query):
        headers = {"Authorization": f"Bearer {token(user)}"}
        return session.get(sandbox.spotify_api_url + path, params=query, headers=headers, timeout=30)

    return ask


@pytest.fixture
def youtube(sandbox, session):
    """Ask the YouTube Data API with a good key."""

    def ask(path, **query):
        return session.get(sandbox.youtube_api_url + path, params={"key": "a-key", "part": "snippet"} | query, timeout=30)

    return ask


@pytest.fixture
def spotipy_client(sandbox, session):
    class Credentials(SpotifyClientCredentials):
        OAUTH_TOKEN_URL = sandbox.accounts_url + "api/token"

    manager = Credentials("an-id", "a-secret", cache_handler=MemoryCacheHandler(), requests_session=session, requests_timeout=30)
    client = spotipy.Spotify(auth_manager=manager, requests_session=session, requests_timeout=30)
    client.prefix = sandbox.spotify_api_url
    return client


@pytest.fixture
def youtube_client(sandbox):
    client = pyyoutube.Client(api_key="a-key", timeout=30)
    client.BASE_URL = sandbox.youtube_api_url
    with client.session:
        yield client
