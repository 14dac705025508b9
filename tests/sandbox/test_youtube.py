"""YouTube's stand-in over HTTP: what a search tells and what it keeps to itself, details, channels, and the quota."""

import re

import pytest

from spotify_videos.sandbox import catalogue, invented, uploads

ARTIST = invented.artist(1)


def ids(answer):
    return [row["id"]["videoId"] for row in answer.json()["items"]]


def test_python_youtube_searches_and_reads_details(youtube_client, sandbox):
    found = youtube_client.search.list(parts="snippet", q="Dua Lipa Levitating", type="video", max_results=25, return_json=True)
    assert len(found["items"]) == 25
    videos = youtube_client.videos.list(video_id=["TUVcZfQe-Kw"], parts=["snippet", "contentDetails", "status", "statistics"])
    assert videos.items[0].snippet.title == "Dua Lipa - Levitating Featuring DaBaby (Official Music Video)"
    assert videos.items[0].contentDetails.get_video_seconds_duration() > 200
    assert sandbox.calls == {"youtube.search": 1, "youtube.videos": 1}


def test_a_result_of_a_search_tells_neither_length_nor_views(youtube):
    row = youtube("search", q="Fiel", type="video").json()["items"][0]
    assert row.keys() == {"kind", "etag", "id", "snippet"}
    assert row["snippet"].keys() >= {"title", "description", "channelTitle", "channelId", "publishedAt", "thumbnails"}
    assert not re.search("duration|viewCount|embeddable", str(row))


def test_titles_come_escaped_and_descriptions_cut_short(youtube):
    rows = youtube("search", q="Dua Lipa Don't Start Now", type="video", maxResults=50).json()["items"]
    assert [row for row in rows if "Don&#39;t Start Now" in row["snippet"]["title"]]
    assert not [row for row in rows if "'" in row["snippet"]["title"]]
    texts = [row["snippet"]["description"] for row in rows]
    assert max(map(len, texts)) < 160
    assert [text for text in texts if text.endswith(" ...")]


def test_details_are_neither_escaped_nor_cut(youtube):
    whole = youtube("videos", id="oygrmJFKYZY").json()["items"][0]["snippet"]
    assert whole["title"] == "Dua Lipa - Don't Start Now (Official Music Video)"
    id = next(upload.id for upload in uploads.of(invented.song(1, 1)) if len(youtube_text(youtube, upload.id)) > 300)
    assert "&amp;" not in youtube_text(youtube, id)


def youtube_text(youtube, id):
    return youtube("videos", id=id).json()["items"][0]["snippet"]["description"]


def test_without_a_type_a_search_finds_channels_too(youtube):
    kinds = [row["id"]["kind"] for row in youtube("search", q=ARTIST).json()["items"]]
    assert set(kinds) == {"youtube#video", "youtube#channel"}


def test_only_what_may_be_embedded_where_that_is_asked(youtube):
    found = ids(youtube("search", q=ARTIST, type="video", maxResults=50, videoEmbeddable="true"))
    assert found
    assert all(uploads.find(id).embeddable for id in found)
    assert len(found) <= len(ids(youtube("search", q=ARTIST, type="video", maxResults=50)))


def test_pages_of_a_search_follow_each_other(youtube):
    first = youtube("search", q=ARTIST, type="video", maxResults=10)
    second = youtube("search", q=ARTIST, type="video", maxResults=10, pageToken=first.json()["nextPageToken"])
    assert ids(first) + ids(second) == ids(youtube("search", q=ARTIST, type="video", maxResults=20))


def test_a_video_has_the_parts_that_were_asked_for(youtube):
    row = youtube("videos", id="adLGHcj_fmA", part="contentDetails,status,statistics").json()["items"][0]
    assert row.keys() == {"kind", "etag", "id", "contentDetails", "status", "statistics"}
    assert row["contentDetails"]["duration"] == "PT4M9S"
    assert row["statistics"]["viewCount"] == "637665698"
    assert row["status"]["embeddable"] is True


def test_restricted_videos_say_where(youtube):
    made = [upload for song in invented.songs(60, 60) for upload in uploads.of(song) if upload.blocked or upload.allowed][:50]
    rows = youtube("videos", id=",".join(upload.id for upload in made), part="contentDetails").json()["items"]
    told = [row["contentDetails"]["regionRestriction"] for row in rows]
    assert [tuple(next(iter(where.values()))) for where in told] == [upload.blocked or upload.allowed for upload in made]
    assert {next(iter(where)) for where in told} == {"blocked", "allowed"}


def test_unknown_videos_are_silently_absent(youtube):
    rows = youtube("videos", id="nothing,TUVcZfQe-Kw,zzsvAAAAAAA").json()["items"]
    assert [row["id"] for row in rows] == ["TUVcZfQe-Kw"]


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("search", {"q": "x", "maxResults": 51}),
        ("search", {"q": "x", "maxResults": "ten"}),
        ("search", {"q": "x", "pageToken": "nonsense"}),
        ("search", {"q": "x", "part": ""}),
        ("videos", {}),
        ("videos", {"id": ",".join(map(str, range(51)))}),
        ("channels", {}),
    ],
    ids=str,
)
def test_a_call_with_a_mistake_is_refused_and_still_counts(sandbox, youtube, path, query):
    refusal = youtube(path, **query)
    assert (refusal.status_code, refusal.json()["error"]["status"]) == (400, "INVALID_ARGUMENT")
    assert sum(sandbox.youtube.spent.values()) == 1


@pytest.mark.parametrize("key", ["", "wrong"])
@pytest.mark.parametrize("path", ["search", "videos", "channels", "playlistItems"])
def test_a_bad_key_is_refused_in_youtubes_words_and_costs_nothing(sandbox, youtube, path, key):
    refusal = youtube(path, key=key)
    error = refusal.json()["error"]
    assert (refusal.status_code, error["errors"][0]["reason"]) == (400, "badRequest")
    assert error["details"][0]["reason"] == "API_KEY_INVALID"
    assert sandbox.youtube.spent == {"searches": 0, "units": 0}


def test_spent_searches_are_refused_until_midnight_while_videos_still_answer(sandbox, youtube):
    sandbox.youtube.searches_per_day = 2
    assert [youtube("search", q="x").status_code for _ in range(4)] == [200, 200, 429, 429]
    error = youtube("search", q="x").json()["error"]
    assert "limit 'Search Queries per day'" in error["message"]
    assert (error["status"], error["errors"][0]["reason"]) == ("RESOURCE_EXHAUSTED", "rateLimitExceeded")
    assert youtube("videos", id="TUVcZfQe-Kw").status_code == 200
    sandbox.youtube.renew()
    assert youtube("search", q="x").status_code == 200


def test_spent_units_are_refused_while_searches_still_answer(sandbox, youtube):
    sandbox.youtube.units_per_day = 1
    assert [youtube("videos", id="TUVcZfQe-Kw").status_code for _ in range(2)] == [200, 403]
    error = youtube("channels", forHandle="@x").json()["error"]["errors"][0]
    assert (error["reason"], error["domain"]) == ("quotaExceeded", "youtube.quota")
    assert youtube("search", q="x").status_code == 200


@pytest.mark.parametrize("guessable", [0, 50, 80, 100])
def test_as_many_invented_artists_as_set_have_a_handle_that_can_be_guessed(sandbox, youtube, guessable):
    sandbox.youtube.guessable = guessable
    found = 0
    for number in range(0, invented.ARTISTS, 5):
        name = invented.artist(number).replace(" ", "")
        handles = (f"@{name}{ending}" for ending in ("", "VEVO", "official", "music"))
        found += any("items" in youtube("channels", forHandle=handle).json() for handle in handles)
    assert found == guessable


def test_a_handle_that_nobody_has_is_no_error(youtube):
    answer = youtube("channels", forHandle="@nobodyatall")
    assert (answer.status_code, "items" in answer.json()) == (200, False)


def test_a_channel_is_read_through_newest_first_to_its_end(youtube):
    id = uploads.channel_id(ARTIST)
    channel = youtube("channels", id=id, part="snippet,contentDetails").json()["items"][0]
    assert channel["snippet"]["title"] == ARTIST
    listed = channel["contentDetails"]["relatedPlaylists"]["uploads"]
    rows, token = [], None
    while token is None or token:
        page = youtube("playlistItems", playlistId=listed, maxResults=50, **({"pageToken": token} if token else {})).json()
        rows, token = rows + page["items"], page.get("nextPageToken", "")
    dates = [row["snippet"]["publishedAt"] for row in rows]
    videos = {row["snippet"]["resourceId"]["videoId"] for row in rows}
    assert dates == sorted(dates, reverse=True)
    assert {uploads.official(invented.song(1, nth)) for nth in range(25)} <= videos
    assert len(rows) > 100


def test_the_channel_of_a_known_song_holds_its_video(youtube):
    song = next(song for song in catalogue.top_50() if song.title == "Levitating (feat. DaBaby)")
    rows = youtube("playlistItems", playlistId="UU-J-KZfRV8c13fOCkhXdLiQ", part="contentDetails", maxResults=50).json()["items"]
    assert uploads.official(song) in [row["contentDetails"]["videoId"] for row in rows]


def test_uploads_of_nobody_are_not_found(youtube):
    answer = youtube("playlistItems", playlistId="UUnobody")
    assert (answer.status_code, answer.json()["error"]["errors"][0]["reason"]) == (404, "playlistNotFound")
