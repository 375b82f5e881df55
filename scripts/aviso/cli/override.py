"""The verbs of what comes with Aviso: copy an entry to edit it, and see what has changed since."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from aviso.cli.common import EXIT_CODES, main, open_project
from aviso.model.upstream import KINDS

if TYPE_CHECKING:
    from aviso.model.overrides import Override, State

WORDS: dict[State, str] = {
    "changed": "changed in Aviso since it was copied",
    "gone": "no longer in Aviso",
    "unknown": "copied without a record of what Aviso said",
    "same": "says what Aviso says; it can be deleted",
    "unchanged": "unchanged in Aviso",
}


@main.command("override", epilog=EXIT_CODES)
@click.argument("kind", type=click.Choice(list(KINDS)), metavar="KIND")
@click.argument("identifier", metavar="ID")
@click.option(
    "--seen",
    "is_seen",
    is_flag=True,
    help="Copy nothing: record that you have looked at what Aviso says now.",
)
def override_command(kind: str, identifier: str, is_seen: bool) -> None:
    """Copy one thing that comes with Aviso into the project, to change it there.

    \b
    vendor hoopla                          a company
    law ny-cplr-4509                       a law
    term recipients/police                 a word of a vocabulary, or of the glossary
    page about                             a page of every notice; _front/index: the front page
    text what-a-warrant-is                 a text that pages take in
    template partials/notice/vendors.html  a template, or the style sheet
    word untranslated.title                a word of the interface

    From then on, the project's own goes before Aviso's. `aviso status` says when Aviso's has
    changed.
    """
    from aviso.apps.override import CannotOverride, mark_as_seen, override

    project = open_project()
    try:
        if is_seen:
            mark_as_seen(project, kind, identifier)
            click.echo(f"{kind} {identifier}: compared with what Aviso says now.")
            return
        written = override(project, kind, identifier)
    except CannotOverride as error:
        raise click.UsageError(str(error)) from None
    for path in written:
        click.echo(f"written: {project.name_of(path)}")
    click.echo("Next: edit it, and type `aviso check`.")


@main.command("status", epilog=EXIT_CODES)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="text for people, json for programs.",
)
def status_command(form: str) -> None:
    """List what the project has in the place of what comes with Aviso, and what has changed since.

    Lines that begin with - are what Aviso said when the entry was copied, those with + what it says
    now.
    """
    from aviso.core.report_formats import as_text
    from aviso.model.overrides import STATES, all_overrides, read_copies

    project = open_project()
    copies, problems = read_copies(project)
    if problems:
        raise click.ClickException(as_text(problems))
    found = sorted(
        all_overrides(project, copies), key=lambda one: (STATES.index(one.state), one.entry)
    )
    if form == "json":
        rows = [_as_row(one) for one in found]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for one in found:
        click.echo(f"{one.entry}: {WORDS[one.state]} ({', '.join(one.files)})")
        for line in _difference(one):
            click.echo(f"    {line}")
        if one.state in ("changed", "gone"):
            click.echo(f"    When you have seen to it: aviso override --seen {one.entry}")
    count = len(found)
    changed = sum(one.state in ("changed", "gone") for one in found)
    if project.shared is None:
        click.echo("Nothing comes from elsewhere here: Aviso is made from this folder.")
    elif not found:
        click.echo("The project has nothing in the place of what comes with Aviso.")
    else:
        entries = "entry" if count == 1 else "entries"
        click.echo(f"{count} {entries} of the project's own, {changed} to look at.", err=True)


def _difference(override: Override) -> Iterator[str]:
    """The lines that Aviso has changed, file by file where there are several."""
    if override.state == "changed":
        names = sorted(override.before.keys() | override.now.keys())
        for name in names:
            before, now = override.before.get(name, ()), override.now.get(name, ())
            if before != now:
                yield from [name] if len(names) > 1 else []
                lines = list(difflib.unified_diff(before, now, n=0, lineterm=""))[2:]
                yield from (line for line in lines if not line.startswith("@@"))


def _as_row(override: Override) -> dict[str, object]:
    return {
        "kind": override.entry.kind,
        "id": override.entry.id,
        "state": override.state,
        "files": list(override.files),
        "before": {name: list(lines) for name, lines in sorted(override.before.items())},
        "now": {name: list(lines) for name, lines in sorted(override.now.items())},
    }
