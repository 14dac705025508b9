"""The rooms stand as they are drawn: arrows only point down, and each outside library has one door."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent
MODULES = [ROOT / "app.py", *sorted((ROOT / "spotify_videos").rglob("*.py"))]
FLOORS = [
    {"errors"},
    {"models"},
    {"config", "upstream", "matching", "memory"},
    {"songs", "videos"},
    {"finder", "sandbox"},
    {"web", "cli"},
    {"app"},
]
DOORS = {
    "flask": {"web", "cli", "app"},
    "werkzeug": {"web"},
    "click": {"cli"},
    "flasgger": {"web/docs"},
    "yaml": {"web/docs"},
    "spotipy": {"songs/spotify", "songs/token"},
    "pyyoutube": {"videos/youtube"},
    "sqlalchemy": {"memory"},
    "alembic": {"memory"},
    "tenacity": {"upstream"},
    "urllib3": {"upstream"},
    "rapidfuzz": {"matching"},
    "anyascii": {"matching"},
    "dotenv": {"config"},
}


def imports(path: Path) -> set[str]:
    """What a module imports: `.room` for ours, the bare name for an outside library."""
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) + 1 - node.level]) if node.level else ""
            whole = f"{base}.{node.module or ''}".strip(".")
            found |= {f"{whole}.{alias.name}" for alias in node.names}
    return found
