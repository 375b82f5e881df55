"""The verbs that write configuration for web servers."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from aviso.cli.common import EXIT_CODES, TODAY, main, open_project, selects_rules, writing_to
from aviso.core.rules import Selection


@main.group()
def hosting() -> None:
    """Write ready configuration for the web server that hands out the sites: headers, languages, logs."""


def _server(name: str, summary: str, default_output: str | None = None) -> None:
    """Add the verb of one kind of server; they differ in what is written only."""

    @hosting.command(name, epilog=EXIT_CODES, help=summary)
    @click.argument("hosts", nargs=-1, metavar="[HOST …]")
    @click.option(
        "--output",
        type=click.Path(path_type=Path),
        default=default_output,
        help=f"Where to write. [default: {default_output or 'the terminal'}]",
    )
    @click.option(
        "--check",
        "is_check",
        is_flag=True,
        help="Write nothing; end with 1 if what is there is not what would be written.",
    )
    @click.option(
        "--root",
        default=None,
        metavar="FOLDER",
        help="Where the sites are on the server. [default: public/ in the project]",
    )
    @click.option(
        "--logs",
        default=None,
        metavar="FOLDER",
        help="Where the server keeps its logs. [default: the usual folder of the server]",
    )
    @click.option(
        "--listen",
        default=None,
        metavar="ADDRESS:PORT",
        help="Speak plain HTTP there, to a proxy that speaks HTTPS. [default: HTTPS, on every address]",
    )
    @click.option(
        "--certificates",
        default="/etc/letsencrypt/live",
        show_default=True,
        metavar="FOLDER",
        help="A folder for each host, with fullchain.pem and privkey.pem.",
    )
    @click.option(
        "--brotli",
        type=click.Choice(["yes", "no"]),
        default="yes",
        show_default=True,
        help="Whether the server can hand out .br files.",
    )
    @selects_rules
    @TODAY
    def write_configuration(**given: Any) -> None:
        _hosting(name, **given)

    del write_configuration


_server("nginx", "Write a file for /etc/nginx/conf.d/.")
_server("apache", "Write a file for /etc/apache2/sites-available/.")
_server("caddy", "Write a Caddyfile.")
_server(
    "logrotate", "Write a file for /etc/logrotate.d/: logs are deleted when the notice says so."
)
_server(
    "static",
    "Write _headers and _redirects for static hosts (Netlify, Cloudflare Pages), in a folder for each host.",
    "hosting",
)


def _hosting(
    server: str,
    hosts: tuple[str, ...],
    output: Path | None,
    is_check: bool,
    root: str | None,
    logs: str | None,
    listen: str | None,
    certificates: str,
    brotli: str,
    selection: Selection,
    today: date | None,
) -> None:
    from aviso.apps.hosting.config_templates import Settings
    from aviso.apps.hosting.generator import (
        LOGS,
        LOOKED_FOR,
        find_stale_files,
        generate,
        write_files,
    )
    from aviso.apps.hosting.hosts import UnknownHost
    from aviso.checks.suppressions import Suppressions
    from aviso.core.diagnostics import has_errors
    from aviso.core.report_formats import as_text

    if is_check and not output:
        raise click.UsageError("--check compares with a file: name it with --output.")
    project = open_project()
    settings = Settings(
        root or str(project.root / "public"),
        logs or LOGS.get(server, ""),
        listen,
        certificates,
        brotli == "yes",
    )
    try:
        files, problems = generate(project, server, settings, hosts)
    except UnknownHost as error:
        raise click.UsageError(str(error)) from None
    suppressions = Suppressions.load(project, today)
    left = suppressions.drop_accepted(problems)
    if not hosts and not has_errors(problems):
        looked_for = LOOKED_FOR.get(server, ())
        left += suppressions.find_unused(problems, lambda entry: entry.rule_id in looked_for)
    # What stops the command is always told.
    if left := [one for one in left if one.severity == "error" or selection.keeps(one)]:
        click.echo(as_text(left, with_rules=True), err=True)
    if not files:
        sys.exit(1)
    if is_check:
        stale = find_stale_files(output, files)
        for path in stale:
            click.echo(
                f"{path} is not what would be written now. Write it anew, and have the server read it again."
            )
        sys.exit(1 if stale else 0)
    if output:
        with writing_to(project, output):
            written = write_files(output, files)
        for path in written:
            click.echo(f"written: {path}", err=True)
    else:
        click.echo(files[""], nl=False)
