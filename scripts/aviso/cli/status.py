"""``aviso status``: lists what the project has in place of what comes with Aviso."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator

import click

from aviso.cli.common import EXIT_CODES, open_project
from aviso.core.project import Project
from aviso.core.report_formats import format_text
from aviso.model.overrides import STATES, Override, State, find_all_overrides, read_copies

WORDS: dict[State, str] = {
    "changed": "changed in Aviso since it was copied",
    "gone": "no longer in Aviso",
    "unknown": "copied without a record of what Aviso said",
    "same": "says what Aviso says; it can be deleted",
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
def status_command(form: str) -> None:
    """List what the project has in place of what comes with Aviso, and what has changed since.

    Lines that begin with - are what Aviso said when the entry was copied, those with + what it says
    now.
    """
    project = open_project()
    copies, problems = read_copies(project)
    if problems:
        raise click.ClickException(format_text(problems))
    found = sorted(
        find_all_overrides(project, copies), key=lambda one: (STATES.index(one.state), one.entry)
    )
    if form == "json":
        rows = [_format_row(one) for one in found]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    _print_overrides(project, found)


def _print_overrides(project: Project, found: list[Override]) -> None:
    """Print what each entry is in comparison with Aviso's own, and a summary."""
    for one in found:
        click.echo(f"{one.entry}: {WORDS[one.state]} ({', '.join(one.files)})")
        for line in _format_difference(one):
            click.echo(f"    {line}")
        if one.state in ("changed", "gone"):
            click.echo(f"    When you have seen to it: aviso override --seen {one.entry}")
    count = len(found)
    changed = sum(one.state in ("changed", "gone") for one in found)
    if project.shared is None:
        click.echo("This is the source folder of Aviso itself, so nothing here is a copy.")
    elif not found:
        click.echo("The project has nothing in place of what comes with Aviso.")
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
        "files": list(override.files),
        "before": {name: list(lines) for name, lines in sorted(override.before.items())},
        "now": {name: list(lines) for name, lines in sorted(override.now.items())},
    }
