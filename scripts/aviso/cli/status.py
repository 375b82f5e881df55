"""``aviso status``: lists the project's own entries that replace Aviso's."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator

import click

from aviso.checks.overrides import COPY_THE_SAME, COPY_UNRECORDED, RULES_BY_STATE
from aviso.cli.common import EXIT_CODES, open_project
from aviso.cli.parameters import add_selection_options
from aviso.cli.state_filter import StateFilter, describe_rule
from aviso.core.project import Project
from aviso.core.report_formats import format_text
from aviso.core.rules import Selection
from aviso.model.overrides import STATES, Override, State, find_all_overrides, read_copies

WORDS: dict[State, str] = {
    "changed": "changed in Aviso since it was copied",
    "gone": "no longer in Aviso",
    "unknown": "copied without a record of Aviso's entry",
    "same": "the same as in Aviso; it can be deleted",
    "unchanged": "unchanged in Aviso",
}


@click.command("status", epilog=EXIT_CODES)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="text for people, json for programs.",
)
@add_selection_options
def status_command(form: str, selection: Selection) -> None:
    """List the project's own entries that replace Aviso's, and what has changed in Aviso's since.

    Lines that begin with - are Aviso's entry when it was copied; lines with + are its present
    entry.
    """
    project = open_project()
    copies, problems = read_copies(project)
    if problems:
        raise click.ClickException(format_text(problems, with_rules=True))
    wanted = StateFilter(project, selection)
    found = sorted(
        (
            one
            for one in find_all_overrides(project, copies)
            if wanted.keeps(RULES_BY_STATE.get(one.state), one.files[0], 1)
        ),
        key=lambda one: (STATES.index(one.state), one.entry),
    )
    wanted.warn_of_unused([COPY_UNRECORDED, COPY_THE_SAME])
    if form == "json":
        rows = [_format_row(one) for one in found]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    _print_overrides(project, found)


def _print_overrides(project: Project, found: list[Override]) -> None:
    """Print how each entry compares with Aviso's own, and a summary."""
    for one in found:
        rule = RULES_BY_STATE.get(one.state)
        mark = f" [{rule.id}]" if rule else ""
        click.echo(f"{one.entry}: {WORDS[one.state]} ({', '.join(one.files)}){mark}")
        for line in _format_difference(one):
            click.echo(f"    {line}")
        if one.state in ("changed", "gone"):
            click.echo(f"    When you have dealt with it: aviso override --seen {one.entry}")
    count = len(found)
    changed = sum(one.state in ("changed", "gone") for one in found)
    if project.shared is None:
        click.echo("This is the source folder of Aviso itself, so nothing here is a copy.")
    elif not found:
        click.echo("The project replaces no entry of Aviso.")
    else:
        entries = "entry" if count == 1 else "entries"
        click.echo(f"{count} {entries} of the project's own, {changed} to look at.", err=True)


def _format_difference(override: Override) -> Iterator[str]:
    """Yield the lines that Aviso has changed, file by file if there are several."""
    if override.state == "changed":
        names = sorted(override.before.keys() | override.now.keys())
        for name in names:
            before, now = override.before.get(name, ()), override.now.get(name, ())
            if before != now:
                yield from [name] if len(names) > 1 else []
                lines = list(difflib.unified_diff(before, now, n=0, lineterm=""))[2:]
                yield from (line for line in lines if not line.startswith("@@"))


def _format_row(override: Override) -> dict[str, object]:
    return {
        "kind": override.entry.kind,
        "id": override.entry.id,
        "state": override.state,
        **describe_rule(RULES_BY_STATE.get(override.state)),
        "files": list(override.files),
        "before": {name: list(lines) for name, lines in sorted(override.before.items())},
        "now": {name: list(lines) for name, lines in sorted(override.now.items())},
    }
