"""Filters the findings of a command: those selected on the command line and not accepted."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import click

from aviso.checks.suppressions import Suppressions
from aviso.core.diagnostics import Diagnostic
from aviso.core.project import Project
from aviso.core.report_formats import format_text
from aviso.core.rules import Rule, Selection, make_help_address


class StateFilter:
    """The filter of a command that shows states instead of diagnostics, such as `aviso due`."""

    def __init__(self, project: Project, selection: Selection, today: date | None = None) -> None:
        self._selection = selection
        self._suppressions = Suppressions.load(project, today)
        self._found: list[Diagnostic] = []

    def keeps(self, rule: Rule | None, file: str, line: int) -> bool:
        """Tell whether a state that breaks a rule at a place should be shown.

        A state that breaks no rule is shown unless rules were selected.
        """
        if rule is None:
            return self._selection.keeps_rule("")
        found = rule.at(file, line, rule.summary)
        self._found.append(found)
        return self._selection.keeps(found) and bool(self._suppressions.drop_accepted([found]))

    def warn_of_unused(self, rules: Collection[Rule]) -> None:
        """Print the entries of data/accepted.yml for ``rules`` that match nothing.

        Call it only after a complete run.
        """
        ids = {rule.id for rule in rules}
        unused = self._suppressions.find_unused(self._found, lambda one: one.rule_id in ids)
        if text := format_text(self._selection.filter(unused), with_rules=True):
            click.echo(text, err=True)


def describe_rule(rule: Rule | None) -> dict[str, str | None]:
    """Return the fields of a JSON object for its rule; None if it breaks no rule."""
    return {
        "rule": rule.id if rule else None,
        "severity": rule.severity if rule else None,
        "help": make_help_address(rule.id) if rule else None,
    }
