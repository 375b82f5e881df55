"""Writes a report on links as text for people, or in a format for programs."""

from __future__ import annotations

import json
from itertools import groupby

from aviso.apps.links.checker import CheckedAddress, Report
from aviso.core.diagnostics import Diagnostic
from aviso.core.report_formats import format_text, list_rows
from aviso.core.report_formats import write_report as tell_problems
from aviso.core.rules import make_help_address
from aviso.core.web.classification import GROUPS

HEADINGS = {
    "broken": "Broken: nobody can read these",
    "moved": "Moved permanently: write the new address (aviso links --fix does)",
    "insecure": "Insecure: write https (aviso links --fix does)",
    "refused": "Refused to a program: a person must look",
    "unsure": "Unsure: nothing to do unless it lasts for days, or the page is not the one",
}


def write_report(report: Report, form: str, more: list[Diagnostic]) -> str:
    """Write the report as text, json, github, gitlab, junit or sarif.

    ``more`` are problems of data/accepted.yml.
    """
    if form == "text":
        return _format_text(report, more)
    if form == "json":
        return _format_json(report, more)
    rows = [
        problem
        for finding in report.findings
        if not finding.accepted
        for problem in finding.list_problems()
    ]
    return tell_problems([*rows, *more], form, "aviso links")


def _format_text(report: Report, more: list[Diagnostic]) -> str:
    open_findings = [finding for finding in report.findings if not finding.accepted]
    parts = [format_text(more, with_rules=True)] if more else []
    for group, findings in groupby(open_findings, key=lambda finding: finding.group):
        parts.append(
            f"{HEADINGS[group]}\n" + "\n".join(_format_paragraph(finding) for finding in findings)
        )
    return "\n\n".join(parts)


def _format_paragraph(finding: CheckedAddress) -> str:
    places = [f"    {use}" for use in finding.uses]
    hint = f"\n    {finding.verdict.hint}" if finding.verdict.hint else ""
    return "\n".join(
        [f"  {finding.address}", f"    {finding.message} [{finding.rule.id}]{hint}", *places]
    )


def _format_json(report: Report, more: list[Diagnostic]) -> str:
    rows = [
        {
            "address": finding.address,
            "rule": finding.rule.id,
            "help": make_help_address(finding.rule.id),
            "group": finding.group,
            "severity": finding.severity,
            "message": finding.message,
            "hint": finding.verdict.hint,
            "new_address": finding.verdict.new_address or None,
            "days": finding.days,
            "accepted": finding.accepted or None,
            "places": [{"file": use.file, "line": use.line} for use in finding.uses],
        }
        for finding in report.findings
    ]
    summary = {
        "pages": report.looked_at,
        "asked": report.asked,
        "not_looked_at": report.unknown,
        "invented": report.invented,
        "has_network": report.has_network,
    }
    return json.dumps(
        {"summary": summary, "findings": rows, "suppressions": list_rows(more)},
        ensure_ascii=False,
        indent=2,
    )


def summarize(report: Report) -> str:
    """Say in one line how many addresses were checked, and with what result."""
    counts = {
        group: sum(finding.group == group and not finding.accepted for finding in report.findings)
        for group in GROUPS
    }
    found = ", ".join(f"{count} {group}" for group, count in counts.items() if count) or "all sound"
    accepted = sum(bool(finding.accepted) for finding in report.findings)
    parts = [f"{report.looked_at} external addresses: {found}", f"{report.asked} requested now"]
    parts += [f"{accepted} accepted"] if accepted else []
    parts += [f"{report.unknown} not checked yet"] if report.unknown else []
    parts += [f"{report.invented} example addresses left out"] if report.invented else []
    warning = " There seems to be no network, so no conclusions were drawn."
    return f"{'; '.join(parts)}.{'' if report.has_network else warning}"
