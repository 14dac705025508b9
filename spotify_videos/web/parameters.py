"""What a request asks for, read by hand: every message names the parameter, what came and what it may be."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from flask import Request
from werkzeug.datastructures import MIMEAccept, MultiDict
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge, UnsupportedMediaType

from ..errors import InvalidRequest
from ..models import Match, Playlist, Row
from . import files, formats

MOST_ROWS = 10_000
LARGEST_OFFSET = 1_000_000
LARGEST_LIST = 2 * 2**20
LARGEST_PIN = 4096

ID = "([0-9A-Za-z_-]{11})"
HTTP = "(?i:(?:https?://)?)"
SITE = rf"{HTTP}(?i:(?:(?:www|m|music)\.)?youtube(?:-nocookie)?\.com/)"
# Where a video's address has the id: in its query, in its path, or all alone.
ADDRESSES = (
    re.compile(rf"{SITE}(?i:watch)/?\?(?:[!-\"$-~]*&)?v={ID}(?:[&#][!-~]*)?"),
    re.compile(rf"{SITE}(?i:shorts|embed|live|v|e)/{ID}(?:[/?&#][!-~]*)?", re.ASCII),
    re.compile(rf"{HTTP}(?i:(?:www\.)?youtu\.be)/{ID}(?:[/?&#][!-~]*)?", re.ASCII),
    re.compile(ID),
)


@dataclass(frozen=True)
class Format:
    """How an answer is written. `write` is None for a stream, `extension` for what nobody saves as a file."""

    name: str
    media_type: str
    write: Callable[[Playlist, Sequence[tuple[Row, Match]]], bytes] | None
    extension: str | None = None
    charset: str = ""

    @property
    def content_type(self) -> str:
        return self.media_type + self.charset


FORMATS = {
    known.name: known
    for known in (
        Format("json", "application/json", lambda _, found: formats.array(found)),
        Format("ndjson", "application/x-ndjson", None, "ndjson"),
        Format("csv", "text/csv", files.sheet, "csv", "; charset=utf-8"),
        Format("m3u", "audio/x-mpegurl", files.m3u, "m3u", "; charset=utf-8"),
        Format("xspf", "application/xspf+xml", files.xspf, "xspf"),
    )
}
BY_MEDIA_TYPE = {known.media_type: known for known in FORMATS.values()}


@dataclass(frozen=True)
class Asked:
    """A checked request for a list."""

    playlist: str
    num: int
    offset: int
    format: Format
    pending: bool

    @classmethod
    def read(
        cls, query: MultiDict[str, str], default_playlist: str = "", *, num: int = 10, accept: MIMEAccept | None = None
    ) -> Asked:
        """`format` says how to answer, else the `Accept` header does, else it is JSON."""
        accepted = accept and accept.best_match(list(BY_MEDIA_TYPE))
        preferred = BY_MEDIA_TYPE[accepted].name if accepted else "json"
        return cls(
            one(query, "playlist", default_playlist),
            whole(query, "num", num, 1, MOST_ROWS),
            whole(query, "offset", 0, 0, LARGEST_OFFSET),
            FORMATS[choice(query, "format", tuple(FORMATS), preferred)],
            choice(query, "pending", ("0", "1"), "0") == "1",
        )


def one(query: MultiDict[str, str], name: str, default: str) -> str:
    """The parameter's one value. Given twice it is refused, since taking either would surprise somebody."""
    values = query.getlist(name)
    if len(values) > 1:
        raise InvalidRequest(f"`{name}` is given {len(values)} times; give it once.")
    return values[0] if values else default


def whole(query: MultiDict[str, str], name: str, default: int, least: int, most: int) -> int:
    value = one(query, name, str(default))
    # int() alone would take "+1", " 1", "1_0" and other scripts' digits.
    if not (value.isascii() and value.isdigit() and len(value) <= len(str(most)) and least <= int(value) <= most):
        raise InvalidRequest(f"`{name}` must be a whole number from {least} to {most}, not {shown(value)}.")
    return int(value)


def choice(query: MultiDict[str, str], name: str, among: Sequence[str], default: str) -> str:
    value = one(query, name, default)
    if value not in among:
        raise InvalidRequest(f"`{name}` must be {either(among)}, not {shown(value)}.")
    return value


def either(names: Sequence[str]) -> str:
    return " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def shown(value: str) -> str:
    """What came, short enough to be read and without control characters."""
    if not value:
        return "empty"
    return repr(value if len(value) <= 60 else f"{value[:60]}…")


def body(request: Request, takes: Sequence[str], most: int) -> bytes:
    """The request's body, never more than `most` bytes of it. Raise a 415 or 413 that says what is taken."""
    if request.mimetype not in takes:
        came = shown(request.mimetype) if request.mimetype else "nothing"
        raise UnsupportedMediaType(
            f"`Content-Type` must be {either(takes)} here, and says {came}. With curl: `-H 'Content-Type: {takes[-1]}'`."
        )
    if request.content_encoding not in (None, "", "identity"):
        raise UnsupportedMediaType("The body must not be compressed: leave `Content-Encoding` out.")
    # One more, since of a body in chunks, whose length nobody told, Werkzeug silently drops what is over.
    request.max_content_length = most + 1
    with suppress(RequestEntityTooLarge):
        if len(read := _received(request)) <= most:
            return read
    raise RequestEntityTooLarge(f"The body may have {most:,} bytes and not more.")


def _received(request: Request) -> bytes:
    try:
        return request.get_data(cache=False)
    except HTTPException:
        raise
    except Exception:  # noqa: BLE001  # every server has errors of its own for chunks that are none
        raise InvalidRequest("The body breaks off, or is not in the chunks that its headers speak of.") from None


def video_id(told: bytes) -> str:
    """The id in `{"id": …}`, which may be given as any link of YouTube's."""
    try:
        read = json.loads(told)
    except (ValueError, RecursionError):
        raise InvalidRequest('The body must be JSON, such as {"id": "oygrmJFKYZY"}.') from None
    text = read.get("id") if isinstance(read, dict) else None
    if not isinstance(text, str):
        raise InvalidRequest('The body must be an object with the video\'s id or link as `id`, such as {"id": "oygrmJFKYZY"}.')
    for address in ADDRESSES:
        if found := address.fullmatch(text.strip()):
            return found[1]
    raise InvalidRequest(f"`id` must be the eleven characters of a video's id, or a link to a video on YouTube, not {shown(text)}.")
