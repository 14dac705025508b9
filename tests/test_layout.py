"""The rooms stand as they are drawn: arrows only point down, and each outside library has one door."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "spotify_videos"
FLOORS = (
    "errors sandbox __init__ | models | config upstream matching memory | songs videos | errand | finder | worker | web | cli | app"
)
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS.split(" | ")) for room in rooms.split()}
DOORS = {
    "flask": "web/ cli app", "werkzeug": "web/", "click": "cli", "flasgger": "web/docs", "yaml": "web/docs",
    "prometheus_client": "web/metrics",
    "limits": "web/doors", "flask_cors": "web/doors", "spotipy": "songs/spotify songs/token songs/reader songs/account",
    "pyyoutube": "videos/youtube", "ytmusicapi": "videos/ytmusic", "requests": "upstream songs/ videos/",
    "tenacity": "upstream", "urllib3": "upstream", "sqlalchemy": "memory/", "alembic": "memory/",
    "cryptography": "memory/account", "rapidfuzz": "matching/", "anyascii": "matching/", "dotenv": "config",
    "os.environ": "config", "os.getenv": "config", "time": "upstream web/metrics cli worker memory/ songs/ sandbox/",
}  # fmt: skip
MODULES = {path.relative_to(PACKAGE).with_suffix("").as_posix(): path for path in PACKAGE.rglob("*.py")} | {
    "app": PACKAGE.parent / "app.py"
}


def names(module: str) -> set[str]:
    """What a module imports, in full, and the environment where it reads it."""
    nodes = list(ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))))
    here = [] if module == "app" else ["spotify_videos", *module.split("/")[:-1]]
    found = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    found |= {f"os.{node.attr}" for node in nodes if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv")}
    for node in (node for node in nodes if isinstance(node, ast.ImportFrom)):
        start = here[: len(here) + 1 - node.level] if node.level else []
        found |= {".".join([*start, *filter(None, [node.module]), alias.name]) for alias in node.names}
    return found


@pytest.mark.parametrize("module", MODULES)
def test_arrows_point_down_and_libraries_come_in_by_their_door(module: str) -> None:
    room = module.split("/", maxsplit=1)[0]
    for name in names(module):
        ours, _, inside = name.removeprefix("spotify_videos.").partition(".")
        if name.startswith("spotify_videos.") and ours != room:
            assert FLOOR[ours] < FLOOR[room], f"{module} imports {name}, which is no floor below"
            assert "." not in inside or room == "app", f"{module} reaches into the room {ours}: {name}"
        for door in (places for library, places in DOORS.items() if f"{name}.".startswith(f"{library}.")):
            assert f"{module}/".startswith(tuple(f"{place}/".replace("//", "/") for place in door.split())), (
                f"{module} imports {name}"
            )
