"""The documents are true: the spec is valid, complete and served as written; the README knows every setting."""

import importlib.util
import json
import re
import tomllib
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


def test_version_is_the_same_wherever_it_is_told():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    released = re.findall(r"^## (\d\S*)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert (spec()["info"]["version"], released[0]) == (version, version)


def test_every_line_of_the_threat_model_names_tests_that_are_there():
    rows = [line.split("|") for line in (ROOT / "SECURITY.md").read_text(encoding="utf-8").splitlines() if "`tests/" in line]
    assert len(rows) >= 12
    for row in rows:
        for path, test in re.findall(r"`(tests/[\w/.]+)(?:::(\w+))?`", row[-2]):
            assert (ROOT / path).exists(), path
            assert not test or f"def {test}(" in (ROOT / path).read_text(encoding="utf-8"), test


def test_a_hole_that_is_known_fails_the_audit_and_what_nobody_could_ask_is_said():
    found = importlib.util.spec_from_file_location("audit", ROOT / ".ci" / "audit.py")
    audit = importlib.util.module_from_spec(found)
    found.loader.exec_module(audit)
    hole = {"id": "PYSEC-1", "fix_versions": ["2"]}
    assert audit.verdict({"dependencies": [{"name": "flask", "version": "1", "vulns": [hole]}]}) == (
        1,
        "Known vulnerabilities:\nflask 1: PYSEC-1, mended in 2",
    )
    for told in (None, {"dependencies": [{"name": "flask", "skip_reason": "not found on PyPI"}]}):
        assert audit.verdict(told)[1].startswith("NOT AUDITED")
    assert audit.verdict({"dependencies": [{"name": "flask", "version": "3", "vulns": []}]}) == (
        0,
        "1 libraries have no known vulnerability.",
    )
