"""The data routes: GET /spyt, GET /tracks/{id}/candidates, GET /quota, /healthz and /readyz."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, json, request
from werkzeug.datastructures import MultiDict

from ..config import Settings
from ..errors import NotFound
from ..finder import Finder
from ..models import Match, Playlist, Row
from ..upstream import Deadline
from . import formats, parameters

api = Blueprint("api", __name__)

SECONDS_FRESH = 60  # As long as a list that was read is not read again.
VIDEOS_A_LINK = 50  # What youtube.com/watch_videos takes.


@dataclass(frozen=True)
class Asked:
    """A checked request for a list."""

    playlist: str
    num: int
    offset: int

    @classmethod
    def read(cls, query: MultiDict[str, str], default_playlist: str) -> Asked:
        parameters.choice(query, "format", parameters.FORMATS)
        return cls(
            parameters.one(query, "playlist", default_playlist),
            parameters.whole(query, "num", 10, 1, parameters.MOST_ROWS),
            parameters.whole(query, "offset", 0, 0, parameters.LARGEST_OFFSET),
        )


def finder() -> Finder:
    return current_app.extensions["finder"]  # type: ignore[no-any-return]  # Flask's registry is a plain dict


def settings() -> Settings:
    return current_app.extensions["settings"]  # type: ignore[no-any-return]


@api.get("/spyt")
def spyt() -> Response:
    asked = Asked.read(request.args, settings().default_playlist)
    playlist, found = find(asked)
    response = json_response([formats.item(row, match) for row, match in found])
    return _with_headers(response, asked, playlist, [match for _, match in found])


def find(asked: Asked) -> tuple[Playlist, list[tuple[Row, Match]]]:
    """The list and its songs in order, each with its match. Raise the failure where every song that was asked for failed."""
    deadline = Deadline(settings().request_deadline)
    playlist = finder().playlist(asked.playlist, asked.num, asked.offset, deadline)
    found = sorted(finder().find(playlist.rows, deadline), key=lambda pair: pair[0].position)
    problems = [match.problem for _, match in found]
    if problems and all(problems):
        raise problems[0]  # type: ignore[misc]  # all() has just said that it is a Problem
    return playlist, found


def json_response(told: Any) -> Response:
    """JSON with an ETag; letters as they are, since half of all titles are not in ASCII."""
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    response = Response(body, content_type="application/json")
    response.set_etag(blake2b(body, digest_size=16).hexdigest())
    return response


def _with_headers(response: Response, asked: Asked, playlist: Playlist, matches: list[Match]) -> Response:
    headers = response.headers
    headers["X-Total-Count"] = str(playlist.total)
    headers["X-Source"] = "sandbox" if settings().sandbox else playlist.source
    headers["Vary"] = "Accept, Authorization"
    if links := [*_neighbours(asked, playlist.total), *_play_link(matches)]:
        headers["Link"] = ", ".join(links)
    waiting = [match.retry_at for match in matches if match.retry_at]
    settled = not waiting and not any(match.problem for match in matches)
    if waiting:
        headers["Retry-After"] = str(formats.seconds_until(min(waiting)))
    headers["Cache-Control"] = "no-store" if playlist.private else f"public, max-age={SECONDS_FRESH}" if settled else "no-cache"
    return conditional(response)


def conditional(response: Response) -> Response:
    """304 where the caller has these bytes. Werkzeug adds a `Date` for it, which the server adds again."""
    response.make_conditional(request)
    response.headers.pop("Date", None)
    return response


def _neighbours(asked: Asked, total: int) -> list[str]:
    """`Link`s to the rows before and after these, where there are any (RFC 8288)."""

    def link(offset: int, num: int, relation: str) -> str:
        query = {**request.args.to_dict(), "num": num, "offset": offset}
        return f'<{request.path}?{urlencode(query)}>; rel="{relation}"'

    links = []
    if asked.offset + asked.num < total:
        links.append(link(asked.offset + asked.num, asked.num, "next"))
    if asked.offset:
        before = max(0, asked.offset - asked.num)
        links.append(link(before, min(asked.num, asked.offset), "prev"))
    return links


def _play_link(matches: list[Match]) -> list[str]:
    ids = [match.video.candidate.id for match in matches if match.video][:VIDEOS_A_LINK]
    return [f'<https://www.youtube.com/watch_videos?video_ids={",".join(ids)}>; rel="alternate"'] if ids else []


@api.get("/tracks/<track_id>/candidates")
def candidates(track_id: str) -> Response:
    if (told := finder().explain(track_id)) is None:
        raise NotFound("Nobody has asked for this track yet: ask for a list that holds it first.")
    return conditional(json_response(formats.explanation(*told)))


@api.get("/quota")
def quota() -> Response:
    response = json_response(formats.quota(finder().quota()))
    response.headers["Cache-Control"] = "no-store"
    return response


@api.get("/healthz")
def healthz() -> Response:
    return json_response({"status": "ok"})


@api.get("/readyz")
def readyz() -> Response:
    finder().check()
    return json_response({"status": "ok"})
