"""Every error as `application/problem+json`, in one place (RFC 9457, with the 2021 service's `error` beside it)."""

from __future__ import annotations

import json
import logging
import random
from typing import cast

from flask import Flask, Response, g
from werkzeug.exceptions import HTTPException

from ..errors import InvalidRequest, Problem

MEDIA_TYPE = "application/problem+json"

log = logging.getLogger(__name__)


def init_problems(app: Flask) -> None:
    app.before_request(_number)
    app.after_request(_tell_number)
    app.register_error_handler(Problem, problem_response)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unforeseen)


def problem_headers(problem: Problem) -> dict[str, str]:
    """When to come back, and how to come in (RFC 9110, 15.5.2)."""
    headers = {"Retry-After": str(problem.retry_after)} if problem.retry_after is not None else {}
    return headers | ({"WWW-Authenticate": "Bearer"} if problem.status == 401 else {})


def problem_response(problem: Problem) -> Response:
    response = Response(headers=problem_headers(problem))
    return _fill(response, problem.status, problem.title, problem.code, problem.detail, problem.source)


def _http(error: HTTPException) -> Response:
    """Werkzeug's own: an unknown path, a wrong method. Its headers (`Allow`, `Retry-After`) are kept; a redirect stays one."""
    response = cast(Response, Response.force_type(error.get_response()))
    if response.status_code < 400:
        return response
    if response.status_code == 400:
        return problem_response(InvalidRequest(_sentence(error)))
    name = error.name
    return _fill(response, response.status_code, name, name.lower().replace(" ", "_"), _sentence(error), None)


def _sentence(error: HTTPException) -> str:
    if error.code == 404:
        return "There is nothing at this address. What there is stands at /apidocs/."
    return error.description or error.name


def _unforeseen(error: Exception) -> Response:
    """Say nothing of the inside; the log has it, under the number that the answer carries."""
    log.error("request %s failed", g.request_id, exc_info=error)
    return problem_response(Problem(f"Something went wrong on our side. The log has it under request {g.request_id}."))


def _fill(response: Response, status: int, title: str, code: str, detail: str, source: str | None) -> Response:
    told = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "code": code,
        "detail": detail,
        "error": detail,
        "source": source,
    }
    response.status_code = status
    response.data = json.dumps(told)
    response.content_type = MEDIA_TYPE
    response.headers["Cache-Control"] = "no-store"
    return response


def _number() -> None:
    g.request_id = f"{random.getrandbits(128):032x}"  # No secret, and uuid4 asks the system each time.


def _tell_number(response: Response) -> Response:
    response.headers["X-Request-ID"] = g.request_id
    return response
