"""The commands, as a person at a terminal meets them."""

import re

import pytest

SECRETS = ("a-spotify-secret", "a-youtube-key", "spyt.db")


@pytest.fixture
def doctor(live, sandbox):
    """Run `flask doctor` with these settings: its exit status, and its lines by name. It tells no secret and never searches."""

    def run(**settings):
        app = live(**settings)
        result = app.test_cli_runner().invoke(args=["doctor"])
        assert isinstance(result.exception, SystemExit | None)
        assert not [secret for secret in SECRETS if secret in result.output]
        assert sandbox.calls["youtube.search"] == 0
        return result.exit_code, {line.split(" ")[1].rstrip(":"): line for line in result.output.splitlines()}

    return run


def test_where_all_works_the_doctor_says_so_and_is_content(doctor):
    status, lines = doctor()
    assert status == 0
    assert [lines[name] for name in ("Database", "Spotify", "YouTube")] == [
        "✓ Database works.",
        "✓ Spotify works.",
        "✓ YouTube works.",
    ]
    told = "is not used: no account is connected. A new Spotify app shows a playlist to its owner alone."
    assert lines["Sign-in"] == f"✓ Sign-in {told}"
    assert lines["Worker"].endswith("0 songs wait for it.")


def test_the_doctor_makes_one_cheap_call_with_each_credential(doctor, sandbox):
    doctor()
    assert sandbox.calls == {"spotify.token": 1, "spotify.track": 1, "youtube.videos": 1}
    assert sandbox.youtube.spent == {"searches": 0, "units": 1}


def test_without_keys_the_doctor_names_the_settings_and_asks_nobody(doctor, sandbox):
    status, lines = doctor(spotify_client_id="", spotify_client_secret="", youtube_key="")
    assert (status, lines["Database"]) == (1, "✓ Database works.")
    assert lines["Spotify"].startswith("✗ Spotify: Set SPOTIPY_CLIENT_ID and SPOTIPY_CLIENT_SECRET: make an app at https://")
    assert lines["YouTube"] == "✗ YouTube: YouTube is not connected: set YT_ID to a key for the YouTube Data API v3."
    assert not sandbox.calls


def test_a_bad_key_is_told_and_the_rest_is_tried_all_the_same(doctor):
    status, lines = doctor(youtube_key="wrong")
    assert (status, lines["Spotify"]) == (1, "✓ Spotify works.")
    assert lines["YouTube"].startswith("✗ YouTube: YouTube refuses the key in YT_ID: check that")


def test_bad_credentials_of_spotify_are_told_and_the_rest_is_tried_all_the_same(doctor):
    status, lines = doctor(spotify_client_id="wrong")
    assert (status, lines["YouTube"]) == (1, "✓ YouTube works.")
    assert lines["Spotify"].startswith("✗ Spotify: Spotify does not accept SPOTIPY_CLIENT_ID and SPOTIPY_CLIENT_SECRET")


@pytest.mark.parametrize(
    ("deviation", "said"),
    [
        ("track-403-premium", "Premium"),
        ("track-403-forbidden", "forbids this to your app"),
        ("track-401-expired", "does not accept the token"),
        ("track-429-long", "come back in 15 hours"),
        ("track-404", "is SPOTIFY_API_URL right?"),
        ("track-503", "a fault of its own"),
        ("token-hang", "did not answer in time"),
        ("track-html", "Spotify answered"),
        ("track-reset", "cannot be reached"),
    ],
)
def test_what_ails_spotify_is_told_in_words(doctor, wire, deviation, said):
    wire.spotify(deviation)
    status, lines = doctor(upstream_timeout=2.5)
    assert (status, lines["Spotify"][:11], lines["YouTube"]) == (1, "✗ Spotify: ", "✓ YouTube works.")
    assert said in lines["Spotify"]


@pytest.mark.parametrize(
    ("deviation", "said"),
    [
        ("videos-400-bad-key", "refuses the key in YT_ID"),
        ("videos-403-access-not-configured", "enable it in Google's console"),
        ("videos-403-ip-blocked", "lift its application restriction"),
        ("videos-403-rate-limit-exceeded", "fewer calls at once"),
        ("videos-500-null-message", "YouTube failed"),
        ("videos-hang", "did not answer in time"),
        ("videos-empty", "not JSON"),
        ("videos-truncated", "broke off its answer"),
    ],
)
def test_what_ails_youtube_is_told_in_words(doctor, wire, deviation, said):
    wire.youtube(deviation)
    status, lines = doctor(upstream_timeout=2.5)
    assert (status, lines["Spotify"], lines["YouTube"][:11]) == (1, "✓ Spotify works.", "✗ YouTube: ")
    assert said in lines["YouTube"]


@pytest.mark.parametrize("deviation", ["videos-403-quota-exceeded", "videos-403-daily-limit-exceeded"])
def test_units_that_youtube_calls_spent_come_back_at_a_time_that_is_told(doctor, wire, deviation):
    wire.youtube(deviation)
    status, lines = doctor()
    assert status == 1
    assert re.search(r"^✗ YouTube: today's units are used up\. There are more from .*[0-9]{2}:[0-9]{2}.* on\.$", lines["YouTube"])


def test_units_that_our_own_count_calls_spent_cost_no_call(doctor, sandbox):
    status, lines = doctor(units_per_day=0)
    assert (status, sandbox.calls["youtube.videos"]) == (1, 0)
    assert "used up" in lines["YouTube"]


def test_spent_searches_do_not_make_a_key_a_bad_one(doctor):
    assert doctor(searches_per_day=0)[0] == 0


def test_a_database_that_cannot_be_opened_is_the_first_thing_to_mend(doctor, sandbox, tmp_path):
    status, lines = doctor(database_url=f"sqlite:///{tmp_path}/no/such/folder/spyt.db")
    assert (status, list(lines)) == (2, ["Database"])
    assert lines["Database"].startswith("✗ ")
    assert "DATABASE_URL" in lines["Database"]
    assert not sandbox.calls
