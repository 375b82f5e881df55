"""Every form of a report carries the rule."""

from __future__ import annotations

import email.message
import json
from types import SimpleNamespace
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema

from aviso.core import rules as core_rules
from aviso.core.report_formats import FORMATS, write_report
from aviso.core.rules import make_help_address
from tests.support.broken_rules import RULES

# The forms

FINDING = RULES["facts/two-retentions"].at("a.yml", 7, "says “5 years”", "Find out.", ("x", "y"))
ERROR = RULES["yaml/tag"].at("b.yml", 1, "uses a tag")


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_carries_the_rule_and_where_it_is_explained(form: str) -> None:
    reported = write_report([FINDING, ERROR], form, "aviso check")
    for one in (FINDING, ERROR):
        assert one.rule in reported
        assert form == "text" or make_help_address(one.rule) in reported.replace("\\/", "/")


def test_text_names_the_ids_by_which_a_warning_is_accepted() -> None:
    assert write_report([FINDING], "text", "aviso check").endswith("[facts/two-retentions: x, y]")


def test_sarif_explains_each_rule_and_keeps_to_its_schema() -> None:
    text = write_report([FINDING, ERROR], "sarif", "aviso check")
    StaticAnalysisResultsFormatSarifVersion210JsonSchema.model_validate_json(text)
    run = json.loads(text)["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [one["ruleId"] for one in run["results"]] == ["facts/two-retentions", "yaml/tag"]
    for one in run["results"]:
        reported = rules[one["ruleIndex"]]
        rule = RULES[one["ruleId"]]
        assert (reported["id"], reported["fullDescription"]["text"]) == (rule.id, rule.why)
        assert rule.cure in reported["help"]["text"]
        assert one["level"] == reported["defaultConfiguration"]["level"] == rule.severity


VCS = {"url": "https://forge.example.org/a.git", "vcs_info": {"vcs": "git", "commit_id": "0a1b"}}


@pytest.mark.parametrize(
    ("project_url", "origin", "handbook"),
    [
        ("", None, ""),
        (
            "Repository, https://forge.example.org/aviso/",
            VCS,
            "https://forge.example.org/aviso/blob/v1.2.3/handbook/rules/",
        ),
        ("", VCS, "https://forge.example.org/a/blob/0a1b/handbook/rules/"),
        ("", {"url": "file:///clone", "dir_info": {}}, ""),
    ],
)
def test_sarif_says_of_each_rule_where_it_is_explained(
    monkeypatch: pytest.MonkeyPatch,
    project_url: str,
    origin: dict[str, object] | None,
    handbook: str,
) -> None:
    """SARIF 2.1.0, 3.49.12: helpUri is absolute; the handbook has an address or not."""
    metadata = email.message.Message()
    if project_url:
        metadata["Project-URL"] = project_url
    installed = SimpleNamespace(
        metadata=metadata,
        version="1.2.3",
        read_text=lambda name: json.dumps(origin) if origin else None,
    )
    monkeypatch.setattr("importlib.metadata.distribution", lambda name: installed)
    core_rules._find_handbook.cache_clear()
    try:
        run = json.loads(write_report([FINDING, ERROR], "sarif", "aviso check"))["runs"][0]
        rules = run["tool"]["driver"]["rules"]
        assert {told["id"] for told in rules} == {FINDING.rule, ERROR.rule}
        for told in rules:
            parts = urlsplit(told["helpUri"])
            assert parts.scheme and told["id"].split("/")[1] in told["helpUri"]
            assert make_help_address(told["id"]) in told["help"]["text"]
            assert make_help_address(told["id"]) in told["help"]["markdown"]
            if handbook:
                assert told["helpUri"] == f"{handbook}{told['id'].replace('/', '.md#')}"
    finally:
        core_rules._find_handbook.cache_clear()


def test_junit_and_gitlab_use_the_rule_as_type_and_name() -> None:
    suite = ElementTree.fromstring(write_report([ERROR], "junit", "aviso check"))[0]
    assert suite[0][0].get("type") == "yaml/tag"
    (row,) = json.loads(write_report([ERROR], "gitlab", "aviso check"))
    assert row["check_name"] == "yaml/tag"
