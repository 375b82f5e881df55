"""Each finding has a rule, and each rule is declared once."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click import Context

from aviso.cli.main import main
from aviso.cli.rule_registry import MODULES
from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import GROUPS, Rule
from tests.support.broken_rules import RULES
from tests.support.paths import ROOT

PACKAGE = ROOT / "scripts" / "aviso"
CORE = {"core/diagnostics.py", "core/rules.py"}


# What rules are


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_says_what_why_and_what_to_do(rule: Rule) -> None:
    for text in (rule.why, rule.cure):
        assert re.match(r"[A-Z“]", text) and text.endswith((".", "…")) and len(text.split()) >= 8
    assert rule.summary[0].isupper() and not rule.summary.endswith(".")
    assert rule.found_by.removeprefix("aviso ") in main.list_commands(Context(main))


def test_no_two_rules_say_the_same() -> None:
    assert len({rule.summary for rule in RULES.values()}) == len(RULES)
    assert len({rule.why for rule in RULES.values()}) == len(RULES)
    assert {rule.group for rule in RULES.values()} == set(GROUPS)


def test_an_id_stands_once_and_in_its_form() -> None:
    with pytest.raises(ValueError, match="two rules have the id"):
        Rule("files/empty", "A", "B", "C")
    for wrong in ("files", "files/", "files/Empty", "file/empty", "files/empty-"):
        with pytest.raises(ValueError, match="is not an id"):
            Rule(wrong, "A", "B", "C")


def test_every_module_with_rules_is_listed() -> None:
    found = {
        "aviso." + path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", ".")
        for path in PACKAGE.rglob("*.py")
        if re.search(r"\bRule\(\s*f?\"", path.read_text("utf-8"))
        and path.relative_to(PACKAGE).as_posix() not in CORE
    }
    assert found == set(MODULES)


# Every finding has a rule


def findings_made(path: Path) -> Iterator[tuple[ast.Call, bool]]:
    """Each call that makes a finding, and whether a ``Rule.check`` around it stamps its rule."""

    def visit(node: ast.AST, is_stamped: bool) -> Iterator[tuple[ast.Call, bool]]:
        if isinstance(node, ast.FunctionDef):
            is_stamped = is_stamped or any(
                isinstance(one, ast.Attribute) and one.attr == "check"
                for one in node.decorator_list
            )
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in ("Diagnostic", "make_diagnostic", "make_problem", "_make_problem"):
                yield node, is_stamped
        for inner in ast.iter_child_nodes(node):
            yield from visit(inner, is_stamped)

    yield from visit(ast.parse(path.read_text("utf-8")), False)


def names_a_rule(call: ast.Call) -> bool:
    """Tell whether a call hands on a rule, or a whole fault, which has one."""
    values = [*call.args, *(keyword.value for keyword in call.keywords)]
    return any(
        isinstance(one, ast.Starred)
        or (isinstance(one, ast.Name) and (one.id.isupper() or one.id == "rule"))
        or (isinstance(one, ast.Attribute) and one.attr == "rule")
        for one in values
    )


def test_no_finding_is_made_without_a_rule() -> None:
    made = [
        (f"{path.relative_to(PACKAGE).as_posix()}:{call.lineno}", call, is_stamped)
        for path in PACKAGE.rglob("*.py")
        if path.relative_to(PACKAGE).as_posix() not in CORE
        for call, is_stamped in findings_made(path)
    ]
    assert len(made) > 50
    assert [place for place, call, stamped in made if not (stamped or names_a_rule(call))] == []


def test_a_check_stamps_its_rule_on_what_has_none() -> None:
    mine, other = RULES["pages/id-twice"], RULES["pages/statement-not-used"]

    @mine.check
    def check() -> Iterator[Diagnostic]:
        yield Diagnostic("a.md", 1, "twice")
        yield other.at("a.md", 2, "not used")

    assert [(one.rule, one.severity) for one in check()] == [
        ("pages/id-twice", "error"),
        ("pages/statement-not-used", "warning"),
    ]
