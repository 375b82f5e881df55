"""``aviso audit``: tests that the finished sites keep the promises they make."""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path

import click

from aviso.build.output import Output
from aviso.checks.page_weight import HEAVY_PICTURES
from aviso.checks.suppressions import Suppressions
from aviso.cli.audit_report import print_report
from aviso.cli.common import (
    EXIT_CODES,
    explain_missing_packages,
    open_project,
    print_expired,
    select_ids,
)
from aviso.cli.parameters import REPORT_FORMATS, TODAY, add_selection_options
from aviso.core.rules import Selection


@click.command(epilog=EXIT_CODES)
@click.argument("libraries", nargs=-1, metavar="[LIBRARY …]")
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Where the sites are. [default: public/ in the project]",
)
@click.option(
    "--browser",
    "with_browser",
    is_flag=True,
    help="Also open every page in Chromium, with and without JavaScript.",
)
@click.option(
    "--url",
    "address",
    default=None,
    metavar="ADDRESS",
    help="Audit a live site instead of the built files, and report what its host adds, omits or "
    "changes.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(REPORT_FORMATS),
    default="text",
    metavar="FORM",
    help="text for people; json, junit or sarif for programs; github or gitlab for annotations.",
)
@add_selection_options
@TODAY
def audit(
    libraries: tuple[str, ...],
    output: Path | None,
    with_browser: bool,
    address: str | None,
    form: str,
    selection: Selection,
    today: date | None,
) -> None:
    """Test that the finished sites keep the promises they make.

    It reads every published file as a browser does: no file may run code, load from elsewhere, have
    broken links, or have changed since the build. With --browser, it also opens every page and
    watches requests, cookies, calls that store something on the device or identify it, messages,
    the security policy, the layout and barriers (axe-core).
    """
    with explain_missing_packages("audit"):
        from aviso.apps.audit.browser import BrowserUnavailable
        from aviso.cli.audit_run import audit_address, audit_folder

    if address and (libraries or with_browser):
        raise click.UsageError("Use --url by itself: a live site is always opened in the browser.")
    if address and not re.match(r"https?://[^/]+", address):
        raise click.UsageError(
            f'"{address}" is not an address; write it like https://notices.example.org/sonoma/.'
        )
    project = open_project()
    published = Output(output or project.root / "public")
    try:
        found = (
            audit_address(published, address)
            if address
            else audit_folder(published, select_ids(project, libraries), with_browser)
        )
    except BrowserUnavailable as error:
        raise click.ClickException(str(error)) from None
    suppressions = Suppressions.load(project, today)
    looked_for = {HEAVY_PICTURES.id} if not libraries and not address else set()
    unused = list(suppressions.find_unused(found.all, lambda entry: entry.rule_id in looked_for))
    found.keep(lambda some: selection.filter(suppressions.drop_accepted(some)))
    print_report(found, form, selection.filter(unused))
    if not address:
        print_expired(
            project,
            found.pages,
            suppressions.today,
            lambda some: selection.filter(suppressions.drop_accepted(some)),
        )
    sys.exit(1 if found.fails else 0)
