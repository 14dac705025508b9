"""The documents are true: the spec is valid, complete and served as written; the README knows every setting."""

import json
import re
from dataclasses import fields
from pathlib import Path

import pytest
import yaml
from openapi_spec_validator import validate

from app import create_app
from spotify_videos.config import Settings
from spotify_videos.web.docs import spec

ROOT = Path(__file__).parent.parent
# What a page is made of and where it used to be: nothing to ask for by itself.
UNSPOKEN = {"page.static", "flasgger.static", "flasgger.oauth_redirect", "flasgger.<lambda>"}
LOCKS = ("requirements.txt", "tests/requirements.txt")
NAMES = [knob.metadata["name"] for knob in fields(Settings)]


def test_spec_is_valid_openapi():
    validate(spec())
    assert spec()["openapi"] == "3.0.3"


def test_spec_is_served_as_written(client):
    served = json.loads(client.get("/apispec.json").data, object_pairs_hook=list)
    written = json.loads(json.dumps(yaml.safe_load((ROOT / "spec.yml").read_text())), object_pairs_hook=list)
    assert served == written


def test_spec_knows_every_route_and_no_other():
    app = create_app(Settings())
    routes = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), method.lower())
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.endpoint not in UNSPOKEN
    }
    assert routes == {(path, method) for path, methods in spec()["paths"].items() for method in methods}


@pytest.mark.parametrize("path", spec()["paths"])
def test_every_answer_is_described_with_its_number_and_an_example(path):
    for name, answer in _answers(path):
        assert "X-Request-ID" in answer["headers"], name
        for kind, body in answer.get("content", {}).items():
            assert kind == "text/html" or path == "/apispec.json" or "example" in body or "examples" in body, name


def _answers(path):
    for operation in spec()["paths"][path].values():
        for status, answer in operation["responses"].items():
            name = answer.get("$ref", "").rpartition("/")[2]
            yield f"{path} {status} {name}", spec()["components"]["responses"][name] if name else answer


def test_documentation_page_has_no_door_for_a_sign_in_that_is_not_ours(client):
    assert client.get("/apidocs/oauth2-redirect.html").status_code == 404


def test_readme_knows_every_setting_and_its_default():
    section = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Settings\n")[2].partition("\n## ")[0]
    knobs = [knob.metadata for knob in fields(Settings)]
    rows = [
        f"| `{knob['name']}` | {f'`{default}`' if (default := knob['default']) else 'unset'} | {knob['help']} |" for knob in knobs
    ]
    assert [line for line in section.splitlines() if line.startswith("|")] == [
        "| Variable | Default | What it is |",
        "|---|---|---|",
        *rows,
    ]


def test_example_of_env_names_only_settings_and_gives_no_values():
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    given = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert given
    assert set(given) <= set(NAMES)
    assert not any(given.values())


def test_locks_agree_and_hold_every_requirement():
    service, tests = (dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / file).read_text(), re.MULTILINE)) for file in LOCKS)
    assert {name: tests[name] for name in tests.keys() & service.keys()} == {
        name: service[name] for name in tests.keys() & service.keys()
    }
    for lock, file in ((service, "requirements.in"), (tests, "tests/requirements.in")):
        asked = dict(re.findall(r"^([a-z0-9-]+)(?:\[\w+\])?==(\S+)", (ROOT / file).read_text(), re.MULTILINE))
        assert asked.items() <= lock.items()
