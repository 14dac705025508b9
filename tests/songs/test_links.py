from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotify_videos.errors import InvalidRequest
from spotify_videos.songs import TOP_50, Link, parse
from spotify_videos.songs.links import track_id

ID = "1234567890abcdefABCDEF"
KINDS = ("playlist", "album", "track")
UNDERSTOOD = {
    "id": ID,
    "uri": f"spotify:playlist:{ID}",
    "uri of a user": f"spotify:user:some.body:playlist:{ID}",
    "uri with a query": f"spotify:playlist:{ID}?si=abc",
    "link": f"https://open.spotify.com/playlist/{ID}",
    "without scheme": f"open.spotify.com/playlist/{ID}",
    "http": f"http://open.spotify.com/playlist/{ID}",
    "http, embedded, in a language, of a user": f"http://open.spotify.com/intl-ja/embed/user/x/playlist/{ID}/?si=1#2",
    "loud uri": f"SPOTIFY:PLAYLIST:{ID}",
    "loud": f"HTTPS://OPEN.SPOTIFY.COM/playlist/{ID}",
    "old host": f"https://play.spotify.com/playlist/{ID}",
    "query": f"https://open.spotify.com/playlist/{ID}?si=0123456789abcdef&pt=1",
    "fragment": f"https://open.spotify.com/playlist/{ID}#top",
    "trailing slash": f"https://open.spotify.com/playlist/{ID}/?si=1",
    "language": f"https://open.spotify.com/intl-de/playlist/{ID}",
    "language and country": f"https://open.spotify.com/intl-pt-br/playlist/{ID}",
    "embed": f"https://open.spotify.com/embed/playlist/{ID}?utm_source=generator",
    "embed in a language": f"https://open.spotify.com/intl-es/embed/playlist/{ID}",
    "user": f"https://open.spotify.com/user/some.body/playlist/{ID}",
    "user, escaped": f"https://open.spotify.com/user/j%C3%BCrgen/playlist/{ID}",
    "embed of a user": f"https://open.spotify.com/embed/user/x/playlist/{ID}",
    "blanks around": f" \t\r\n https://open.spotify.com/playlist/{ID}\r\n",
    "blanks around an id": f"\n{ID}\t",
}


@pytest.mark.parametrize("text", UNDERSTOOD.values(), ids=UNDERSTOOD.keys())
def test_every_form_of_a_playlists_link_is_understood(text: str) -> None:
    assert parse(text) == Link("playlist", ID)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "form",
    ["spotify:{}:{}", "https://open.spotify.com/{}/{}", "open.spotify.com/intl-fr/{}/{}?si=1", "open.spotify.com/embed/{}/{}"],
)
def test_albums_and_tracks_have_the_same_forms(kind: str, form: str) -> None:
    assert (parse(form.format(kind, ID)).kind, parse(form.format(kind, ID)).id) == (kind, ID)


def test_top50_is_the_global_top_50() -> None:
    assert parse(" top50 ") == Link("playlist", TOP_50)


NOT_UNDERSTOOD = {
    "nothing": ("", "is empty"),
    "blanks": (" \t\n", "is empty"),
    "words": ("my favourite songs", "names nothing"),
    "a digit short": (ID[1:], "names nothing"),
    "a digit long": (ID + "a", "names nothing"),
    "another host": (f"https://evil.com/playlist/{ID}", "no playlist, album or track at open.spotify.com"),
    "our host in the path": (f"https://evil.com/open.spotify.com/playlist/{ID}", "at open.spotify.com"),
    "our host in the path, no scheme": (f"evil.com/open.spotify.com/playlist/{ID}", "names nothing"),
    "our host as a user": (f"https://open.spotify.com@evil.com/playlist/{ID}", "at open.spotify.com"),
    "our host as a subdomain": (f"https://open.spotify.com.evil.com/playlist/{ID}", "at open.spotify.com"),
    "a host that ends like ours": (f"https://evilopen.spotify.com/playlist/{ID}", "at open.spotify.com"),
    "dots that are none": (f"https://openXspotify.com/playlist/{ID}", "at open.spotify.com"),
    "another scheme": (f"file://open.spotify.com/playlist/{ID}", "at open.spotify.com"),
    "javascript": (f"javascript://open.spotify.com/playlist/{ID}", "at open.spotify.com"),
    "a path that climbs": (f"https://open.spotify.com/../playlist/{ID}", "at open.spotify.com"),
    "more behind the id": (f"https://open.spotify.com/playlist/{ID}/../../x", "22 letters and digits"),
    "a second line": (f"spotify:playlist:{ID}\nx", "names nothing"),
    "the start page": ("https://open.spotify.com/", "at open.spotify.com"),
    "a port": (f"https://open.spotify.com:443/playlist/{ID}", "at open.spotify.com"),
    "another port": (f"http://open.spotify.com:8080/playlist/{ID}", "at open.spotify.com"),
    "a password": (f"https://a:b@open.spotify.com/playlist/{ID}", "at open.spotify.com"),
    "an address": (f"http://127.0.0.1/playlist/{ID}", "at open.spotify.com"),
    "artist": (f"https://open.spotify.com/artist/{ID}", "give one of their albums, or a playlist"),
    "artist's uri": (f"spotify:artist:{ID}", "give one of their albums, or a playlist"),
    "show": (f"https://open.spotify.com/intl-de/show/{ID}?si=1", "a podcast, which holds no songs"),
    "episode": (f"spotify:episode:{ID}", "an episode of a podcast"),
    "user": ("https://open.spotify.com/user/somebody", "a profile: open it and give the link of one of its playlists"),
    "user's uri": ("spotify:user:somebody", "a profile: open it"),
    "liked songs": ("https://open.spotify.com/collection/tracks", "copy its songs into a playlist"),
    "another kind": ("https://open.spotify.com/concert/abc", "of the kind concert"),
    "short link": ("https://spotify.link/AbCdEf", "open it in a browser and paste the address"),
    "another short link": ("spoti.fi/3xyz", "open it in a browser"),
    "the app's short link": ("https://spotify.app.link/AbCdEf?x=1", "open it in a browser"),
    "video": (
        "https://www.youtube.com/watch?v=oygrmJFKYZY",
        "a link to YouTube, whose lists are not read here: write its songs down",
    ),
    "short video link": ("https://youtu.be/oygrmJFKYZY", "a link to YouTube"),
    "music video": ("music.youtube.com/playlist?list=PL1", "a link to YouTube"),
    "apple": ("https://music.apple.com/us/playlist/a/pl.1", "a link to Apple Music"),
    "deezer": ("https://www.deezer.com/en/playlist/3155776842", "a link to Deezer"),
    "deezer's short link": ("https://link.deezer.com/s/abc", "a link to Deezer"),
    "tidal": ("https://listen.tidal.com/playlist/abc", "a link to Tidal"),
    "soundcloud": ("https://on.soundcloud.com/abc", "a link to SoundCloud"),
    "amazon": ("https://music.amazon.co.uk/playlists/abc", "a link to Amazon Music"),
    "a host that ends like YouTube's": ("https://evilyoutube.com/x", "at open.spotify.com"),
    "album of a user": (f"spotify:user:x:album:{ID}", "a profile"),
    "lost half of the id": ("https://open.spotify.com/playlist/1234567890", "22 letters and digits"),
    "lost half of a user's": ("https://open.spotify.com/user/x/playlist/1234567890", "22 letters and digits"),
    "no id": ("https://open.spotify.com/album", "22 letters and digits"),
}


@pytest.mark.parametrize(("text", "said"), NOT_UNDERSTOOD.values(), ids=NOT_UNDERSTOOD.keys())
def test_what_is_not_understood_says_what_came_and_what_it_may_be(text: str, said: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        parse(text)
    first, _, may_be = caught.value.detail.partition("`playlist` may be")
    assert said in first
    assert "open.spotify.com" in may_be
    assert "top50" in may_be
    assert caught.value.source is None


def test_what_came_is_shown_short_and_harmless() -> None:
    with pytest.raises(InvalidRequest) as caught:
        parse("<script>\x1b[31m\u202e" + "x" * 5000)
    assert "“?script??[31m?xxx" in caught.value.detail
    assert len(caught.value.detail) < 400


@given(st.sampled_from(KINDS), st.text("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=22, max_size=22))
def test_a_links_own_text_leads_back_to_it(kind: str, id: str) -> None:
    link = parse(f"https://open.spotify.com/{kind}/{id}?si=x")
    assert (link.kind, link.id) == (kind, id)
    assert parse(str(link)) == link


@pytest.mark.parametrize(
    "text", [ID, f"spotify:track:{ID}", f" https://open.spotify.com/intl-de/track/{ID}?si=1 ", f"open.spotify.com/embed/track/{ID}"]
)
def test_a_track_is_named_by_its_id_uri_or_link(text: str) -> None:
    assert track_id(text) == ID


@pytest.mark.parametrize(
    "text", ["", "7", f"spotify:album:{ID}", f"https://evil.com/track/{ID}", "spotify:local:a:b:c:183", "top50"]
)
def test_whatever_names_no_track_has_no_id(text: str) -> None:
    assert track_id(text) is None


PIECES = st.sampled_from(
    [
        "https://",
        "open.spotify.com",
        "/",
        ":",
        "spotify",
        "user",
        "playlist",
        "embed",
        "intl-de",
        ID,
        "?",
        "#",
        "\n",
        "é",
        "evil.com",
        "[",
    ]
)


@given(st.one_of(st.text(alphabet=st.characters()), st.lists(PIECES, max_size=12).map("".join)))
def test_any_text_is_a_link_or_an_invalid_request(text: str) -> None:
    try:
        end: Link | InvalidRequest = parse(text)
    except InvalidRequest as problem:
        end = problem
    if isinstance(end, Link):
        assert parse(str(end)) == end
    else:
        assert end.detail.isprintable()
        assert len(end.detail) < 500


@pytest.mark.parametrize("piece", ["spotify:user:", "open.spotify.com/", "/user/x", ":", "a", "https://", "www.", "amazon."])
def test_a_hundred_thousand_letters_take_no_time(piece: str) -> None:
    began = time.process_time()
    with pytest.raises(InvalidRequest):
        parse("https://open.spotify.com/user/" + piece * 20_000)
    assert time.process_time() - began < 0.5
