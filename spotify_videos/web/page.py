"""The page: press play on a playlist. Without script it is a form that lists the songs, each with a link to its video."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, make_response, render_template, request

from ..config import Settings
from ..errors import NotFound, Problem
from . import api, login
from .parameters import Asked
from .problems import problem_headers

page = Blueprint("page", __name__, template_folder="templates", static_folder="static", static_url_path="/static")

PLAYER = "https://www.youtube.com/iframe_api"
ROWS = 50  # What the form asks for where no script asks for all.
# YouTube's script brings its player in a frame; covers are Spotify's, the other videos' pictures YouTube's. Nothing else may load.
SOURCES = {
    "default-src": "'none'",
    "script-src": "'self' https://www.youtube.com",
    "style-src": "'self'",
    "img-src": "'self' https://i.scdn.co https://mosaic.scdn.co https://i.ytimg.com",
    "connect-src": "'self'",
    "frame-src": "https://www.youtube.com https://www.youtube-nocookie.com",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


@page.get("/")
def start() -> Response:
    """The page as its address asks for it: to start, with a list that the script fills, or with the list itself."""
    if not {"playlist", "list"} & set(request.args):
        return _page("start")
    if _script_fills():
        return _page("room", onward=f"/?{urlencode({**request.args.to_dict(), 'num': ROWS})}")
    return _plain()


def _script_fills() -> bool:
    """A browser that goes to a list gets the room at once. One without script is sent on to the list, which names a number of rows,
    and whoever is no browser gets that directly. Browsers tell that they navigate (Fetch Metadata)."""
    return "num" not in request.args and ("list" in request.args or request.headers.get("Sec-Fetch-Dest") == "document")


def _plain() -> Response:
    """The list in the page itself; a refusal keeps what was typed."""
    if "playlist" not in request.args and "list" in request.args:
        return _page("room", problem=NotFound("This list lives in the browser that made it. Paste its songs here to see it again."))
    try:
        asked = Asked.read(request.args, api.settings().default_playlist, num=ROWS)
        playlist, found = api.find(asked)
    except Problem as problem:
        return _page("room", problem=problem)
    reached = asked.offset + asked.num
    more = f"/?{urlencode({'playlist': asked.playlist, 'num': asked.num, 'offset': reached})}" if reached < playlist.total else None
    return _page("room", found=found, total=playlist.total, more=more)


def _page(view: str, *, problem: Problem | None = None, **told: Any) -> Response:
    settings = api.settings()
    stand_in = current_app.extensions["sandbox"].player_url if settings.sandbox else ""
    html = render_template(
        "page.html",
        view=view,
        problem=problem,
        playlist=request.args.get("playlist", ""),
        num=request.args.get("num", ROWS),
        theme="light" if request.cookies.get("theme") == "light" else "dark",
        player=PLAYER,
        sandbox=settings.sandbox,
        lacks=_lacks(settings),
        told=_told(settings, stand_in),
        modules=_modules(),
        **{"found": [], "total": None, "more": None, "onward": None} | told,
    )
    response = make_response(html, problem.status if problem else 200, problem_headers(problem) if problem else {})
    response.headers["Content-Security-Policy"] = _policy(stand_in)
    response.headers["Referrer-Policy"] = "strict-origin-when-cross-origin"  # Without a referrer YouTube's player refuses to play.
    response.headers["Cache-Control"] = "no-store"
    response.headers["Vary"] = "Cookie, Sec-Fetch-Dest"
    return response


def _policy(stand_in: str) -> str:
    """What may load; in the demo the player's stand-in, too, which comes from its own port."""
    origin = stand_in.rpartition("/player/")[0]
    more = {"script-src", "frame-src"} if origin else ()
    return "; ".join(f"{name} {sources} {origin}" if name in more else f"{name} {sources}" for name, sources in SOURCES.items())


def _lacks(settings: Settings) -> list[str]:
    """What a live service has no credentials for."""
    if settings.sandbox:
        return []
    youtube = settings.youtube_key or settings.ytmusic
    return [name for name, there in (("youtube", youtube), ("spotify", settings.spotify_client_id)) if not there]


def _told(settings: Settings, stand_in: str) -> dict[str, str]:
    """What the script has to know: `data-` attributes of the page, those that are empty left out."""
    can_sign_in = settings.admin_token and settings.secret_key and settings.spotify_client_id
    signed_in = can_sign_in and login.account().generation() is not None
    there = {"sign-in": can_sign_in, "account": signed_in, "locked": settings.api_token}
    told = {"stand-in": stand_in} | {name: "1" for name, value in there.items() if value}
    return {name: value for name, value in told.items() if value}


@cache
def _modules() -> list[str]:
    """The scripts, for the browser to fetch side by side instead of one after another."""
    return sorted(path.name for path in (Path(__file__).parent / "static" / "page").glob("*.js"))
