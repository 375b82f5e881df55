"""Writes findings as text for people, or as JSON, JUnit XML, SARIF and annotations for programs.

Each format has the id of the rule and the address of its page in the handbook.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote

from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import RULES, make_help_address

SARIF_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def write_report(findings: Iterable[Diagnostic], form: str, suite: str) -> str:
    """Return findings in one of ``FORMATS``; ``suite`` is the command that found them."""
    return FORMATS[form](sorted(set(findings)), suite)


def format_text(findings: Iterable[Diagnostic], with_rules: bool = False) -> str:
    """Return one finding a line, sorted by file and line, each once.

    ``with_rules`` adds the rule in brackets.
    """
    return "\n".join(
        f"{one} [{one.label}]" if with_rules else str(one) for one in sorted(set(findings))
    )


def list_rows(findings: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """Return the findings as plain values."""
    return [
        {
            "rule": one.rule,
            "file": one.file,
            "line": one.line,
            "severity": one.severity,
            "message": one.message,
            "hint": one.hint,
            "ids": list(one.ids),
            "help": make_help_address(one.rule),
        }
        for one in findings
    ]


def format_json(findings: Iterable[Diagnostic], suite: str = "") -> str:
    """Return a JSON list with an object for each finding."""
    return json.dumps(list_rows(findings), ensure_ascii=False, indent=2)


def format_github(findings: Iterable[Diagnostic], suite: str = "") -> str:
    """Return workflow commands of GitHub, which annotate the lines of a change.

    Each is ``::error file=…,line=…,title=…::message``.
    """
    return "\n".join(
        f"::{one.severity} file={_escape_property(one.file)},line={one.line}"
        f",title={_escape_property(one.rule)}"
        f"::{_escape(one.sentence)}%0A{make_help_address(one.rule)}"
        for one in findings
    )


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(",", "%2C").replace(":", "%3A")


def format_junit(findings: Iterable[Diagnostic], suite: str) -> str:
    """Return JUnit XML for CI servers: a test case per finding, which fails if it is an error."""
    # All commands can report, but few write JUnit: importing an XML library would slow all of them.
    from xml.etree import ElementTree

    rows = list(findings)
    failures = [one for one in rows if one.severity == "error"]
    root = ElementTree.Element("testsuites")
    counts = {
        "name": suite,
        "tests": str(max(len(rows), 1)),
        "failures": str(len(failures)),
        "errors": "0",
        "skipped": str(len(rows) - len(failures)),
    }
    element = ElementTree.SubElement(root, "testsuite", counts)
    for one in rows:
        case = ElementTree.SubElement(
            element,
            "testcase",
            {
                "classname": f"{suite}.{one.rule}",
                "name": f"{one.file}:{one.line}",
                "file": one.file,
                "line": str(one.line),
            },
        )
        help_text = f"{one}\n{one.label}: {make_help_address(one.rule)}"
        if one.severity == "error":
            ElementTree.SubElement(
                case, "failure", {"message": one.sentence, "type": one.rule}
            ).text = help_text
        else:
            ElementTree.SubElement(case, "skipped", {"message": one.sentence}).text = help_text
    if not rows:
        ElementTree.SubElement(element, "testcase", {"classname": suite, "name": "everything"})
    ElementTree.indent(root)
    return ElementTree.tostring(root, "unicode", xml_declaration=True)


def format_sarif(findings: Iterable[Diagnostic], suite: str) -> str:
    """Return SARIF 2.1.0 (OASIS), which code hosts show beside the lines of a change.

    It carries the reason and the cure of each rule.
    """
    from importlib.metadata import version

    rows = list(findings)
    ids = sorted({one.rule for one in rows})
    driver = {
        "name": suite,
        "version": version("aviso-notices"),
        "rules": [_format_sarif_rule(rule_id) for rule_id in ids],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_format_sarif_result(one, ids.index(one.rule)) for one in rows],
    }
    return json.dumps(
        {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2
    )


def _format_sarif_rule(rule_id: str) -> dict[str, Any]:
    """Return a rule as SARIF describes it, with its reason, its cure and its help address."""
    rule, address = RULES[rule_id], make_help_address(rule_id)
    is_whole = address.startswith("https://")
    shown = f"[{rule.id}]({address})" if is_whole else f"`{address}`"
    told = f"{rule.why}\n\n{rule.cure}\n\n"
    return {
        "id": rule.id,
        "name": rule.id,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.why},
        "help": {
            "text": f"{told}{address}\n\naviso rule {rule.id}",
            "markdown": f"{told}See {shown}, or type `aviso rule {rule.id}`.",
        },
        # It must be an absolute URI (3.49.12). Without an address on the web, a URN names the rule.
        "helpUri": address if is_whole else f"urn:aviso:rule:{rule.id}",
        "defaultConfiguration": {"level": rule.severity},
    }


def _format_sarif_result(one: Diagnostic, index: int) -> dict[str, Any]:
    place = {
        "artifactLocation": {"uri": quote(one.file)},
        "region": {"startLine": max(one.line, 1)},
    }
    return {
        "ruleId": one.rule,
        "ruleIndex": index,
        "level": one.severity,
        "message": {"text": one.sentence},
        "locations": [{"physicalLocation": place}],
    }


def format_gitlab(findings: Iterable[Diagnostic], suite: str) -> str:
    """Return a code quality report, which GitLab shows at the lines of a change."""
    rows = [
        {
            "description": f"{one.sentence} [{one.rule}] ({make_help_address(one.rule)})",
            "check_name": one.rule,
            "fingerprint": hashlib.sha256(f"{one.rule}|{one}".encode()).hexdigest(),
            "severity": "major" if one.severity == "error" else "minor",
            "location": {"path": one.file, "lines": {"begin": max(one.line, 1)}},
        }
        for one in findings
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


FORMATS: dict[str, Callable[[Iterable[Diagnostic], str], str]] = {
    "text": lambda findings, suite: format_text(findings, with_rules=True),
    "json": format_json,
    "github": format_github,
    "gitlab": format_gitlab,
    "junit": format_junit,
    "sarif": format_sarif,
}
