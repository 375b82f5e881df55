"""Turns named findings into the forms that other programs read: JUnit XML and SARIF beside those of ``aviso.core.diagnostics``."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from importlib.metadata import version
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

from aviso.core.diagnostics import FORMATS, Diagnostic

# A problem with the name of the rule that found it.
Finding = tuple[str, Diagnostic]
SARIF_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def tell(findings: Iterable[Finding], form: str, suite: str) -> str:
    """Write findings as text, json, github, gitlab, junit or sarif."""
    rows = list(findings)
    if form in FORMATS:
        return FORMATS[form]([problem for _, problem in rows])
    return {"junit": as_junit, "sarif": as_sarif, "gitlab": as_gitlab}[form](rows, suite)


def as_junit(findings: Iterable[Finding], suite: str) -> str:
    """JUnit XML as CI servers read it: a case for each place, failed where the finding is an error."""
    rows = sorted(set(findings))
    failures = [problem for _, problem in rows if problem.severity == "error"]
    root = ElementTree.Element("testsuites")
    counts = {
        "name": suite,
        "tests": str(max(len(rows), 1)),
        "failures": str(len(failures)),
        "errors": "0",
        "skipped": str(len(rows) - len(failures)),
    }
    element = ElementTree.SubElement(root, "testsuite", counts)
    for rule, problem in rows:
        case = ElementTree.SubElement(
            element,
            "testcase",
            {
                "classname": f"{suite}.{rule}",
                "name": f"{problem.file}:{problem.line}",
                "file": problem.file,
                "line": str(problem.line),
            },
        )
        if problem.severity == "error":
            ElementTree.SubElement(
                case, "failure", {"message": problem.sentence, "type": rule}
            ).text = str(problem)
        else:
            ElementTree.SubElement(case, "skipped", {"message": problem.sentence})
    if not rows:
        ElementTree.SubElement(element, "testcase", {"classname": suite, "name": "everything"})
    ElementTree.indent(root)
    return ElementTree.tostring(root, "unicode", xml_declaration=True)


def as_sarif(findings: Iterable[Finding], suite: str) -> str:
    """SARIF 2.1.0 (OASIS), which code hosts show beside the lines of a change."""
    rows = sorted(set(findings))
    rules = sorted({rule for rule, _ in rows})
    driver = {
        "name": suite,
        "version": version("aviso-notices"),
        "rules": [{"id": rule, "name": rule} for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(rule, problem, rules.index(rule)) for rule, problem in rows],
    }
    return json.dumps(
        {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2
    )


def _sarif_result(rule: str, problem: Diagnostic, index: int) -> dict[str, Any]:
    place = {
        "artifactLocation": {"uri": quote(problem.file)},
        "region": {"startLine": max(problem.line, 1)},
    }
    return {
        "ruleId": rule,
        "ruleIndex": index,
        "level": problem.severity,
        "message": {"text": problem.sentence},
        "locations": [{"physicalLocation": place}],
    }


def as_gitlab(findings: Iterable[Finding], suite: str) -> str:
    """A code quality report, which GitLab shows at the lines of a change."""
    rows = [
        {
            "description": problem.sentence,
            "check_name": f"{suite}: {rule}",
            "fingerprint": hashlib.sha256(f"{rule}|{problem}".encode()).hexdigest(),
            "severity": "major" if problem.severity == "error" else "minor",
            "location": {"path": problem.file, "lines": {"begin": max(problem.line, 1)}},
        }
        for rule, problem in sorted(set(findings))
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)
