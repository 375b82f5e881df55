"""Runs ``aviso links --inside``: from the folder of the built sites to what is printed and the exit status."""

from __future__ import annotations

from pathlib import Path

import click

from aviso.checks.built_links import check_output, count_pages
from aviso.core.diagnostics import has_errors
from aviso.core.project import Project
from aviso.core.report_formats import tell
from aviso.core.rules import Selection


def run(project: Project, output: Path, form: str, selection: Selection) -> int:
    """Check what is built, print the problems, and return the exit status."""
    problems = selection.of(check_output(output, project))
    text = tell(problems, form, "aviso links --inside")
    if text:
        click.echo(text)
    click.echo(
        f"{count_pages(output)} pages: {len(problems) or 'no'} addresses that lead nowhere.",
        err=True,
    )
    return 1 if has_errors(problems) else 0
