"""The data routes: /spyt, /tracks/{id}/candidates and /video, /quota, /healthz and /readyz."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flask import Blueprint, Response, current_app, request

from ..config import Settings
from ..errors import Forbidden, InvalidRequest, NotFound
from ..finder import UNKNOWN_TRACK, Finder
from ..models import Match, Playlist, Row
from ..songs import MEDIA_TYPES, Unreadable, is_track_id, read_list
from ..upstream import Deadline, Unhurried
from . import answers, formats, parameters
from .answers import Answers, Kept, answer
from .doors import doors, plainly, require_admin
from .metrics import of_songs
from .parameters import Asked

api = Blueprint("api", __name__)
api.record_once(lambda state: state.app.extensions.update(answers=Answers()))

JSON = "application/json"
NOT_KEPT = [("Cache-Control", "no-store")]

Found = tuple[Row, Match]


def finder() -> Finder:
    return current_app.extensions["finder"]  # type: ignore[no-any-return]  # Flask's registry is a plain dict


def settings() -> Settings:
    return current_app.extensions["settings"]  # type: ignore[no-any-return]


@api.get("/spyt")
def spyt() -> Response:
    """A list's songs. What is finished is kept, and not made again while it holds."""
    asks, now = plainly(request), settings()
    all_kept: Answers = current_app.extensions["answers"]
    key = asks.query_string, asks.headers.get("Accept")
    kept = all_kept.get(key)
    asked = kept.asked if kept else Asked.read(asks.args, now.default_playlist, accept=asks.accept_mimetypes)
    deadline = Deadline(now.request_deadline)
    playlist = _playlist(asked, deadline)
    if asked.format.write is None:
        return _stream(asked, playlist, ())
    # Before the songs are looked at, so that what is written meanwhile makes this an old one.
    revision = finder().revision()
    if kept and kept.holds(playlist, revision):
        return kept.answer.response(asks)
    found = _found(playlist, (), deadline)
    made = answers.of(asked, playlist, found, asks, now)
    if not playlist.private and answers.settled(found):
        all_kept.keep(key, Kept(asked, playlist, revision, made))
    return made.response(asks)


@api.post("/spyt")
def posted() -> Response:
    """The same for a list of one's own. What names no song has failed, in its place."""
    asked = Asked.read(request.args, num=parameters.MOST_ROWS, accept=request.accept_mimetypes)
    body = parameters.body(request, MEDIA_TYPES, parameters.LARGEST_LIST)
    told = read_list(body, request.content_type or "")
    part = told[asked.offset : asked.offset + asked.num]
    rows = tuple(row for row in part if isinstance(row, Row))
    unreadable = [line.answer() for line in part if isinstance(line, Unreadable)]
    playlist = Playlist("", "songs", len(told), rows, source="text")
    if asked.format.write is None:
        return _stream(asked, playlist, unreadable)
    found = _found(playlist, unreadable, Deadline(settings().request_deadline))
    return answers.of(asked, playlist, found, request, settings()).response(request)


def find(asked: Asked) -> tuple[Playlist, list[Found]]:
    """The list and its songs in order, each with its match. Raise the failure where every song that was asked for failed."""
    doors().require_reader()
    deadline = Deadline(settings().request_deadline)
    playlist = _playlist(asked, deadline)
    return playlist, _found(playlist, (), deadline)


def _playlist(asked: Asked, deadline: Deadline) -> Playlist:
    playlist = finder().playlist(asked.playlist, asked.num, asked.offset, deadline)
    if playlist.private and not doors().is_admin():
        raise Forbidden(
            "Its owner keeps this list private, so it is shown to the admin alone: send "
            "`Authorization: Bearer` and the value of ADMIN_TOKEN."
        )
    return playlist


def _found(playlist: Playlist, unreadable: Sequence[Found], deadline: Deadline) -> list[Found]:
    found = sorted([*unreadable, *_find(playlist.rows, deadline)], key=lambda pair: pair[0].position)
    if found and all(match.problem for _, match in found):
        _raise_failure([match for _, match in found])
    return found


def _raise_failure(failed: Sequence[Match]) -> None:
    """The first that is not the list's own fault; where all are, the first of these."""
    problems = [match.problem for match in failed if match.problem]
    for problem in problems:
        if not isinstance(problem, InvalidRequest):
            raise problem
    raise InvalidRequest(problems[0].detail)


def _find(rows: Sequence[Row], deadline: Deadline) -> Iterator[Found]:
    return of_songs(finder().find(rows, deadline, doors().share()))


def _stream(asked: Asked, playlist: Playlist, unreadable: Sequence[Found]) -> Response:
    """NDJSON, which begins at once; from then on whatever fails is a line."""
    found = _find(playlist.rows, Unhurried(settings().request_deadline))
    rows = sorted([*playlist.rows, *(row for row, _ in unreadable)], key=lambda row: row.position)
    headers = [
        ("Content-Type", asked.format.content_type),
        *answers.of_list(asked, playlist, request, settings()),
        *NOT_KEPT,
        ("X-Accel-Buffering", "no"),  # nginx would hold the lines back until it has 8 kB of them.
    ]
    return Response(formats.lines(rows, unreadable, found, asked.pending), headers=headers)


@api.get("/tracks/<track_id>/candidates")
def candidates(track_id: str) -> Response:
    if not is_track_id(track_id) or (told := finder().explain(track_id)) is None:
        raise unknown_track()
    return answer(formats.encoded(formats.explanation(*told)), JSON).response(request)


@api.put("/tracks/<track_id>/video")
def pin(track_id: str) -> Response:
    require_admin()
    video_id = parameters.video_id(parameters.body(request, (JSON,), parameters.LARGEST_PIN))
    if not is_track_id(track_id):
        raise unknown_track()
    track, match = finder().pin(track_id, video_id, Deadline(settings().request_deadline))
    return answer(formats.encoded(formats.item(Row(0, track), match)), JSON, NOT_KEPT).response(request)


@api.delete("/tracks/<track_id>/video")
def unpin(track_id: str) -> Response:
    """Taking back a pin that is not there is no mistake, a track that nobody knows is one."""
    require_admin()
    if not is_track_id(track_id) or (not finder().unpin(track_id) and finder().explain(track_id) is None):
        raise unknown_track()
    return Response(status=204)


def unknown_track() -> NotFound:
    return NotFound(UNKNOWN_TRACK)


@api.get("/quota")
def quota() -> Response:
    return answer(formats.encoded(formats.quota(finder().quota())), JSON, NOT_KEPT).response(request)


@api.get("/healthz")
def healthz() -> Response:
    return _well()


@api.get("/readyz")
def readyz() -> Response:
    finder().check()
    return _well()


def _well() -> Response:
    return answer(formats.encoded({"status": "ok"}), JSON).response(request)
