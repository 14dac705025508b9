"""What Spotify's refusals mean, in our language: one sentence for the caller each, never Spotify's own text."""

from __future__ import annotations

import requests

from ..errors import OwnerOnly, PlaylistNotFound, Problem, UpstreamBusy, UpstreamError, UpstreamRefused, UpstreamTimeout
from .links import Link

SERVICE = "Spotify"
ID_AND_SECRET = ("SPOTIPY_CLIENT_ID", "SPOTIPY_CLIENT_SECRET")
DASHBOARD = "https://developer.spotify.com/dashboard"
SPOTIFYS_OWN = "37i9dQZ"  # What the ids of its own lists begin with.
SECONDS_OF_REST = 30  # Where Spotify asks us to wait and does not say how long.
LONGEST_REST = 7 * 86400  # Beyond a week it is no number of seconds to believe.


class TokenRefused(UpstreamRefused):
    """The access token is not good any more, though by the clock it should be: a new one may help, once."""


class SignInEnded(UpstreamRefused):
    """Spotify takes the refresh token no more: six months have passed since the account agreed, or it was taken back."""


def of_token(error: Exception) -> Problem | None:
    """What it means that the call for a token raised this; None where it was no answer of Spotify's."""
    response = _response(error)
    if isinstance(error, UnicodeEncodeError) or (response is not None and response.status_code in (400, 401, 403)):
        return UpstreamRefused(
            f"Spotify does not accept {' and '.join(ID_AND_SECRET)}: compare them with those of your app at {DASHBOARD}.",
            source=SERVICE,
        )
    return _of_any(error, response)


def of_answer(link: Link, error: Exception) -> Problem | None:
    """What it means that a call for this list raised this; None where it was no answer of Spotify's."""
    response = _response(error)
    if response is not None and response.status_code in (400, 404):  # 400 is what an id gets that is well formed and impossible.
        return not_found(link)
    if response is not None and response.status_code in (401, 403):
        return _of_closed_door(link, response.status_code, _message(response))
    return _of_any(error, response)


def of_sign_in(error: Exception) -> Problem | None:
    """What it means that trading a code, or a refresh token, for an access token raised this."""
    response = _response(error)
    if response is None or response.status_code not in (400, 401, 403):
        return _of_any(error, response)
    if _message(response) == "invalid_grant":
        return sign_in_ended()
    return UpstreamRefused(
        f"Spotify does not take SPOTIPY_CLIENT_ID for a sign-in: compare it with the id of your app at {DASHBOARD}.", source=SERVICE
    )


def of_code(error: Exception) -> Problem | None:
    """What it means that trading the code of a sign-in for tokens raised this."""
    problem = of_sign_in(error)
    if not isinstance(problem, SignInEnded):
        return problem
    return UpstreamRefused(
        "Spotify does not take the code that this sign-in brought back: it may have been too late. Begin again; and compare "
        f"SPOTIPY_REDIRECT_URI with the redirect URIs of your app at {DASHBOARD}.",
        source=SERVICE,
    )


def of_account(error: Exception) -> Problem | None:
    """What it means that a call for the account's own playlists raised this."""
    response = _response(error)
    if response is None or response.status_code not in (401, 403):
        return _of_any(error, response)
    if response.status_code == 401:
        return TokenRefused("Spotify does not accept the token of this sign-in. Sign in again.", source=SERVICE)
    if "premium" in _message(response):
        return premium()
    return UpstreamRefused(
        f"Spotify forbids this to the account that is signed in: at {DASHBOARD}, under User Management of your app, it has to be "
        "named, with its mail address.",
        source=SERVICE,
    )


def _of_closed_door(link: Link, status: int, message: str) -> Problem:
    if status == 403 and "premium" in message:
        return premium()
    if link.kind == "playlist" and (status, message) in ((401, "valid user authentication required"), (403, "forbidden")):
        return owner_only()
    if status == 401:
        return TokenRefused(f"Spotify does not accept the token that it gave us: see your app at {DASHBOARD}.", source=SERVICE)
    return UpstreamRefused(f"Spotify forbids this to your app: see what it may do at {DASHBOARD}.", source=SERVICE)


def _of_any(error: Exception, response: requests.Response | None) -> Problem | None:
    if response is None:
        # With no answer that is an error, this is spotipy stumbling over an answer of a shape that it does not expect.
        return nonsense() if isinstance(error, (AttributeError, LookupError, TypeError, ValueError, RecursionError)) else None
    if response.status_code == 429:
        seconds = _retry_after(response)
        return UpstreamBusy(f"Spotify asks us to come back in {_spelled(seconds)}.", source=SERVICE, retry_after=seconds)
    if response.status_code >= 500:
        return UpstreamError("Spotify has a fault of its own just now. Try again in a moment.", source=SERVICE, transient=True)
    return UpstreamError("Spotify refuses a question that it should know.", source=SERVICE)


def nonsense() -> UpstreamError:
    return UpstreamError("Spotify answered nonsense. Try again in a moment.", source=SERVICE)


def too_late() -> UpstreamTimeout:
    return UpstreamTimeout("Spotify did not answer in time. Try again in a moment.", source=SERVICE)


def premium() -> UpstreamRefused:
    return UpstreamRefused(
        f"Spotify answers an app only while the account that made it has Premium: see your app at {DASHBOARD}.", source=SERVICE
    )


def owner_only() -> OwnerOnly:
    """Spotify's rule for apps made since February 2026: their key reads a playlist's name, not its songs."""
    return OwnerOnly(
        "Spotify shows the songs of this playlist to its owner alone. If it is yours, sign in with Spotify: the button is on the "
        "admin's page, or POST /spotify/login with the admin's token tells where to go. If it is not, send its songs as text (POST "
        "/spyt). The link of an album or of a track works as it is.",
        source=SERVICE,
    )


def not_the_owner() -> OwnerOnly:
    """The same rule, for the account that is signed in."""
    return OwnerOnly(
        "Spotify shows the songs of this playlist to its owner and to those who may add to it, and the account that is signed in "
        "is none of them. Sign in with another one, copy its songs into a playlist of yours, or send them as text (POST /spyt).",
        source=SERVICE,
    )


def not_signed_in() -> OwnerOnly:
    return OwnerOnly(
        "No Spotify account is connected. Sign in with Spotify: the button is on the admin's page, or POST /spotify/login with the "
        "admin's token tells where to go.",
        source=SERVICE,
    )


def sign_in_ended() -> SignInEnded:
    """https://developer.spotify.com/documentation/web-api/tutorials/refreshing-tokens: six months since June 2026."""
    return SignInEnded(
        "The sign-in with Spotify has ended: it lasts six months at most, and can be taken back before that. Sign in again.",
        source=SERVICE,
    )


def may_be_private(link: Link) -> bool:
    """Whether a playlist that the app cannot find or read may be somebody's own; Spotify's own lists are nobody's."""
    return link.kind == "playlist" and not link.id.startswith(SPOTIFYS_OWN)


def not_found(link: Link) -> PlaylistNotFound:
    """Since November 2024 Spotify hides its own lists from all but a few apps."""
    if link.kind == "playlist" and link.id.startswith(SPOTIFYS_OWN):
        return PlaylistNotFound(
            "This playlist is one of Spotify's own, and Spotify hides those from apps like this one. "
            "Copy its songs into a playlist of yours and give the link of that.",
            source=SERVICE,
        )
    if link.kind == "playlist":
        return PlaylistNotFound(
            "Spotify has no such playlist, or it is private: if it is yours, sign in with Spotify.", source=SERVICE
        )
    return PlaylistNotFound(f"Spotify has no such {link.kind}.", source=SERVICE)


def _response(error: BaseException | None) -> requests.Response | None:
    """The answer behind an error. spotipy loses status and headers here and there, but always raises while it handles
    the error of `requests` that holds them. An error of `requests` itself is not about an older one."""
    while error is not None and not isinstance(error, requests.RequestException):
        error = error.__context__
    return error.response if isinstance(error, requests.HTTPError) else None


def _message(response: requests.Response) -> str:
    """Spotify's own word for what is wrong, in small letters; for telling cases apart, never for showing."""
    try:
        told = response.json()
    except (ValueError, RecursionError):
        return response.content[:500].decode(errors="replace").lower()
    error = told.get("error") if isinstance(told, dict) else None
    message = error.get("message") if isinstance(error, dict) else error
    return message.lower() if isinstance(message, str) else ""


def _retry_after(response: requests.Response) -> int:
    told = response.headers.get("Retry-After", "").strip()
    seconds = int(told) if told.isascii() and told.isdecimal() and len(told) < 10 else 0
    return seconds if 0 < seconds <= LONGEST_REST else SECONDS_OF_REST


def _spelled(seconds: int) -> str:
    for unit, name in ((3600, "hours"), (60, "minutes")):
        if seconds >= 2 * unit:
            return f"{-(-seconds // unit)} {name}"
    return f"{seconds} seconds"
