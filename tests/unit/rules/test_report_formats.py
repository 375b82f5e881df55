"""Every form of a report carries the rule."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema

from aviso.core.report_formats import FORMATS, tell
from aviso.core.rules import help_address
from tests.support.broken_rules import RULES

# The forms

FINDING = RULES["facts/two-retentions"].at("a.yml", 7, "says “5 years”", "Find out.", ("x", "y"))
ERROR = RULES["yaml/tag"].at("b.yml", 1, "uses a tag")


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_carries_the_rule_and_where_it_is_explained(form: str) -> None:
    told = tell([FINDING, ERROR], form, "aviso check")
    for one in (FINDING, ERROR):
        assert one.rule in told
        assert form == "text" or help_address(one.rule) in told.replace("\\/", "/")


def test_text_names_the_ids_by_which_a_warning_is_accepted() -> None:
    assert tell([FINDING], "text", "aviso check").endswith("[facts/two-retentions: x, y]")


def test_sarif_explains_each_rule_and_keeps_to_its_schema() -> None:
    text = tell([FINDING, ERROR], "sarif", "aviso check")
    StaticAnalysisResultsFormatSarifVersion210JsonSchema.model_validate_json(text)
    run = json.loads(text)["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [one["ruleId"] for one in run["results"]] == ["facts/two-retentions", "yaml/tag"]
    for one in run["results"]:
        told = rules[one["ruleIndex"]]
        rule = RULES[one["ruleId"]]
        assert (told["id"], told["fullDescription"]["text"]) == (rule.id, rule.why)
        assert rule.cure in told["help"]["text"]
        assert one["level"] == told["defaultConfiguration"]["level"] == rule.severity


def test_junit_and_gitlab_use_the_rule_as_type_and_name() -> None:
    suite = ElementTree.fromstring(tell([ERROR], "junit", "aviso check"))[0]
    assert suite[0][0].get("type") == "yaml/tag"
    (row,) = json.loads(tell([ERROR], "gitlab", "aviso check"))
    assert row["check_name"] == "yaml/tag"
