"""The live documentation: `spec.yml` as written at /apispec.json, and Swagger UI by Flasgger at /apidocs/."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from flasgger import Swagger
from flask import Flask, Response, abort, make_response

SPEC = Path(__file__).resolve().parents[2] / "spec.yml"

# Swagger UI draws its icons from data: addresses. Everything else that the page needs is its own.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

View = Callable[..., Any]


@cache
def spec() -> dict[str, Any]:
    """`spec.yml`, parsed; read from disk once."""
    told: dict[str, Any] = yaml.safe_load(SPEC.read_text(encoding="utf-8"))
    return told


class _AsWritten(Swagger):  # type: ignore[misc]  # Flasgger brings no types
    """Flasgger would gather a document of its own from docstrings; ours is the contract, so it is served unchanged."""

    def get_apispecs(self, endpoint: str = "apispec") -> dict[str, Any]:
        return spec()


def init_docs(app: Flask) -> None:
    """Serve the documentation. The app must not sort the keys of its JSON, which Flasgger writes the document with."""
    _AsWritten(
        app,
        config={
            "title": spec()["info"]["title"],
            "specs": [{"endpoint": "apispec", "route": "/apispec.json"}],
            "oauth_redirect": "/apidocs/oauth2-redirect.html",
            "template_folder": str(Path(__file__).parent / "templates"),
            # Flasgger's own Swagger UI is of 2020, has known holes and loads fonts from elsewhere.
            "static_folder": str(files("flask_swagger_ui") / "dist"),
            "static_url_path": "/apidocs/assets",
        },
        decorators=[_guarded],
        merge=True,
    )


def _guarded(view: View) -> View:
    """Put Flasgger's views under our policy. The page to which a sign-in with OAuth returns goes: nobody signs in here so."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Response:
        if view.__name__ == "oauth_redirect":
            abort(404)
        response = make_response(view(*args, **kwargs))
        response.headers["Content-Security-Policy"] = POLICY
        return response

    return guarded
