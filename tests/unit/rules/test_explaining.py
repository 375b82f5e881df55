"""``aviso rule`` and the handbook explain each rule."""

from __future__ import annotations

from collections.abc import Callable

from click.testing import Result
from scripts.reference import make_rule_pages

from aviso.cli.rule import explain
from aviso.core.rules import find_closest_rule, make_help_address
from tests.support.broken_rules import RULES
from tests.support.paths import ROOT


def test_a_rule_is_explained(aviso: Callable[..., Result]) -> None:
    done = aviso("rule", "i18n/negation")
    rule, reported = RULES["i18n/negation"], " ".join(aviso("rule", "i18n/negation").stdout.split())
    assert done.exit_code == 0
    for text in (rule.why, rule.cure, rule.example, make_help_address(rule.id)):
        assert " ".join(text.split()) in reported


def test_all_rules_or_those_of_a_group_are_listed(aviso: Callable[..., Result]) -> None:
    assert [line.split()[0] for line in aviso("rule").stdout.splitlines()] == list(RULES)
    listed = aviso("rule", "yaml").stdout.splitlines()
    assert len(listed) > 10 and all(line.startswith("yaml/") for line in listed)


def test_only_a_rule_that_is_really_close_is_suggested(aviso: Callable[..., Result]) -> None:
    assert 'Did you mean "i18n/negation"?' in aviso("rule", "negation").stderr
    assert 'Did you mean "facts/two-retentions"?' in aviso("rule", "facts/two-retention").stderr
    for far in ("facts/whatever", "zzz", "pages/xyz"):
        done = aviso("rule", far)
        assert done.exit_code == 2 and "See: aviso rule" in done.stderr
    assert find_closest_rule("facts/heading-id", RULES) == "pages/heading-id"


def test_explaining_a_rule_without_an_example_leaves_no_gap() -> None:
    assert "Example" not in explain(RULES["files/empty"])


def test_the_handbook_is_what_the_rules_say() -> None:
    written = {
        f"rules/{path.name}": path.read_text("utf-8")
        for path in (ROOT / "handbook" / "rules").iterdir()
    }
    assert written == make_rule_pages(RULES.values()), "Type: ./run docs"


def test_the_handbook_has_a_heading_for_each_rule() -> None:
    text = make_rule_pages(RULES.values())
    assert len(RULES) > 100
    for rule in RULES.values():
        file, _, anchor = make_help_address(rule.id).rpartition("/")[2].partition("#")
        assert f"\n## {anchor}\n" in text[f"rules/{file}"]
