"""docs/operations.md names the metrics that there are, all of them, and only verbs, results and statuses that there are."""

import re
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from spotify_videos import errors

TOLD = (Path(__file__).parent.parent / "docs" / "operations.md").read_text(encoding="utf-8")
CODES = {kind.code for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.Problem)}


@pytest.fixture
def families(client):
    """What a service tells that has been asked for a list, by name."""
    client.get("/spyt?num=1")
    return {family.name: family for family in text_string_to_metric_families(client.get("/metrics").text)}


def test_operations_know_every_metric_and_no_other(families):
    there = {sample.name for family in families.values() for sample in family.samples} | set(families)
    named = set(re.findall(r"\bspotify_videos_\w+", TOLD))
    assert named <= there
    table = TOLD.partition("| Metric |")[2].partition("\n\n")[0]
    explained = {name.removesuffix("_total") for name in re.findall(r"`(spotify_videos_\w+)`", table)}
    assert explained == set(families)


def test_alerts_ask_for_labels_and_values_that_there_are(families):
    labels = {name for family in families.values() for sample in family.samples for name in sample.labels}
    asked = re.findall(r"(\w+)(?:=|!~)\"([^\"]+)\"", TOLD.partition("The few alerts")[2].partition("\n## ")[0])
    assert len(asked) >= 5
    values = {"result": {"ok", "quota_spent", *CODES}, "status": {"500", "failed"}, "route": {"/spyt"}}
    for label, value in asked:
        assert label in labels
        assert set(value.replace("\\", "").split("|")) <= values[label]
