"""The answer to a list: its headers, and those answers that are finished, kept for whoever asks the same in the same minute."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Request, Response
from werkzeug.datastructures import Headers

from ..config import Settings
from ..models import Match, Playlist, Row
from ..songs import parse
from . import files, formats
from .parameters import Asked

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

SECONDS_FRESH = 60  # As long as a list that was read is not read again.
VIDEOS_A_LINK = 50  # What youtube.com/watch_videos takes.
MOST_BYTES = 32 * 2**20

Pairs = list[tuple[str, str]]
Key = tuple[bytes, str | None]  # A query as it came, and its `Accept`.


class Ready(Response):
    """Has all its headers already, its length among them, so that none has to be looked for on the way out."""

    def get_wsgi_headers(self, environ: WSGIEnvironment) -> Headers:
        return self.headers if self.status_code == 200 else super().get_wsgi_headers(environ)


@dataclass(frozen=True, slots=True)
class Answer:
    body: bytes
    headers: Pairs

    def response(self, request: Request) -> Response:
        """The answer, or 304 where the caller has it already."""
        response = Ready([self.body], headers=self.headers)
        if "If-None-Match" in request.headers:
            response.make_conditional(request)
            response.headers.pop("Date", None)  # Werkzeug adds it for a 304, and the server adds it again.
        return response


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer, what was asked, and what it was made of: a list, and what was known of its songs then."""

    asked: Asked
    playlist: Playlist
    revision: Hashable
    answer: Answer

    def holds(self, playlist: Playlist, revision: Hashable) -> bool:
        """Whether the same would be answered now. A list that is not read again is the same object, which is quickly seen."""
        return self.revision == revision and (self.playlist is playlist or self.playlist == playlist)

    def size(self, key: Key) -> int:
        """Its bytes and its key's, which a caller can make as long as a server allows (and of which it holds the list's link once
        more), and about what the list takes that it keeps alive."""
        query, accept = key
        return len(self.answer.body) + 2 * len(query) + len(accept or "") + 500 * (len(self.playlist.rows) + 2)


class Answers:
    """At most `most` bytes of them, the one that was not asked for the longest out first."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._bytes = 0
        self._kept: OrderedDict[Key, Kept] = OrderedDict()

    def get(self, key: Key) -> Kept | None:
        with self._lock:
            if kept := self._kept.get(key):
                self._kept.move_to_end(key)
            return kept

    def keep(self, key: Key, kept: Kept) -> None:
        with self._lock:
            self._forget(key)
            if kept.size(key) > self._most // 4:  # One long list must not drive out all the others.
                return
            self._kept[key] = kept
            self._bytes += kept.size(key)
            while self._bytes > self._most:
                self._forget(next(iter(self._kept)))

    def _forget(self, key: Key) -> None:
        if gone := self._kept.pop(key, None):
            self._bytes -= gone.size(key)


def answer(body: bytes, content_type: str, headers: Iterable[tuple[str, str]] = ()) -> Answer:
    tag = blake2b(body, digest_size=16).hexdigest()
    known = [("Content-Type", content_type), ("Content-Length", str(len(body))), ("ETag", f'"{tag}"')]
    return Answer(body, [*known, *headers])


def of(asked: Asked, playlist: Playlist, found: Sequence[tuple[Row, Match]], request: Request, settings: Settings) -> Answer:
    """The whole answer, in the format that was asked for."""
    assert asked.format.write is not None  # noqa: S101  # a stream has no whole
    headers = [*of_list(asked, playlist, request, settings, found), *_of_songs(playlist, found, settings)]
    return answer(asked.format.write(playlist, found), asked.format.content_type, headers)


def settled(found: Iterable[tuple[Row, Match]]) -> bool:
    """Whether asking again in a moment would bring the same."""
    return not any(match.retry_at or match.problem for _, match in found)


def of_list(
    asked: Asked, playlist: Playlist, request: Request, settings: Settings, found: Sequence[tuple[Row, Match]] = ()
) -> Pairs:
    """The headers that are known as soon as the list is; with what was `found`, the link that plays it."""
    headers = [
        ("X-Total-Count", str(playlist.total)),
        ("X-Source", "sandbox" if settings.sandbox and playlist.source != "text" else playlist.source),
        ("Vary", "Accept, Authorization"),
    ]
    if playlist.age is not None:
        headers.append(("Age", str(playlist.age)))
    if links := [*_neighbours(asked, playlist, request), *_play_link(found)]:
        headers.append(("Link", ", ".join(links)))
    if asked.format.extension:
        headers.append(("Content-Disposition", files.disposition(playlist.name, asked.format.extension)))
    return headers


def _of_songs(playlist: Playlist, found: Sequence[tuple[Row, Match]], settings: Settings) -> Pairs:
    headers = []
    if waiting := [match.retry_at for _, match in found if match.retry_at]:
        headers.append(("Retry-After", str(formats.seconds_until(min(waiting)))))
    # Where reading takes a token, no cache that others read from may keep the answer.
    fresh = f"{'private' if settings.api_token else 'public'}, max-age={SECONDS_FRESH}" if settled(found) else "no-cache"
    headers.append(("Cache-Control", "no-store" if playlist.private or playlist.source == "text" else fresh))
    return headers


def _neighbours(asked: Asked, playlist: Playlist, request: Request) -> list[str]:
    """`Link`s to the rows before and after these, where there are any (RFC 8288). Of what was given they say again what counts,
    the list by the shortest name for it: what else somebody writes into an address must not come back in a header."""
    same = {"format": asked.format.name, "pending": int(asked.pending)}
    if playlist.source != "text":  # A list of one's own is in the body.
        same["playlist"] = str(parse(asked.playlist))
    same = {name: value for name, value in same.items() if name in request.args}

    def link(offset: int, num: int, relation: str) -> str:
        return f'<{request.path}?{urlencode({**same, "num": num, "offset": offset})}>; rel="{relation}"'

    links = []
    if asked.offset + asked.num < playlist.total:
        links.append(link(asked.offset + asked.num, asked.num, "next"))
    if asked.offset:
        before = max(0, asked.offset - asked.num)
        links.append(link(before, min(asked.num, asked.offset), "prev"))
    return links


def _play_link(found: Sequence[tuple[Row, Match]]) -> list[str]:
    ids = [match.video.candidate.id for _, match in found if match.video][:VIDEOS_A_LINK]
    return [f'<https://www.youtube.com/watch_videos?video_ids={",".join(ids)}>; rel="alternate"'] if ids else []
