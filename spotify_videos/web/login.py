"""Sign-in with Spotify: the way there, the way back, out again, and the playlists of whoever is connected."""

from __future__ import annotations

from dataclasses import asdict

from flask import Blueprint, Response, current_app, redirect, request

from ..errors import InvalidRequest
from ..songs import Account
from ..upstream import Deadline
from . import formats, parameters
from .api import settings
from .doors import require_admin

login = Blueprint("login", __name__)

COOKIE = "sign-in"
SECONDS = 600  # As long as the sign-in itself is known.


def account() -> Account:
    return current_app.extensions["account"]  # type: ignore[no-any-return]  # Flask's registry is a plain dict


@login.post("/spotify/login")
def begin() -> Response:
    """Where to go, and a cookie without which the way back is closed."""
    require_admin()
    url, browser = account().begin()
    response = _told({"url": url})
    _bind(response, browser, SECONDS)
    return response


@login.get("/spotify/callback")
def callback() -> Response:
    """Spotify sends the browser here, with a code or with the reason why there is none."""
    state, code, error = (parameters.one(request.args, name, "") for name in ("state", "code", "error"))
    browser = request.cookies.get(COOKIE, "")
    if bool(code) == bool(error):
        raise InvalidRequest("Spotify sends the browser back with `state` and with either `code` or `error`; begin at the page.")
    if error:
        account().refuse(state, browser)
    else:
        account().finish(state, code, browser, Deadline(settings().request_deadline))
    response = current_app.make_response(redirect("/?signin=refused" if error else "/", 303))
    response.headers["Cache-Control"] = "no-store"
    _bind(response, "", 0)
    return response


@login.post("/spotify/logout")
def logout() -> Response:
    """Signing out where nobody is signed in is no mistake."""
    require_admin()
    account().forget()
    return Response(status=204)


@login.get("/playlists")
def playlists() -> Response:
    require_admin()
    return _told([asdict(playlist) for playlist in account().playlists(Deadline(settings().request_deadline))])


def _told(told: object) -> Response:
    return Response(formats.encoded(told), content_type="application/json", headers={"Cache-Control": "no-store"})


def _bind(response: Response, browser: str, seconds: int) -> None:
    """The cookie of the browser that asked (RFC 6749, 10.12). It has to come along from Spotify's page: Lax, not Strict."""
    secure = request.is_secure or settings().redirect_uri.startswith("https://")
    response.set_cookie(COOKIE, browser, max_age=seconds, secure=secure, httponly=True, samesite="Lax")
