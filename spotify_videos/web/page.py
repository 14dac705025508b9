"""The page: a plain form that takes a link and lists the songs with their videos, useful without any script."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, render_template, request

from ..errors import Problem
from ..models import Match, Row
from . import api

page = Blueprint("page", __name__, template_folder="templates", static_folder="static", static_url_path="/static")

# Nothing but our own style sheet is needed, so nothing else may load, whatever a title holds.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@page.get("/")
def start() -> Response:
    """The form and, once it was sent, the list; a refusal keeps what was typed."""
    found: list[tuple[Row, Match]] = []
    problem, total = None, None
    if request.args:
        try:
            asked = api.Asked.read(request.args, api.settings().default_playlist)
            playlist, found = api.find(asked)
            total = playlist.total
        except Problem as refused:
            problem = refused
    html = render_template(
        "page.html",
        playlist=request.args.get("playlist", ""),
        num=request.args.get("num", "10"),
        found=found,
        total=total,
        problem=problem,
        sandbox=api.settings().sandbox,
    )
    response = make_response(html, problem.status if problem else 200)
    response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    response.headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response
