"""``aviso hosting``: writes configuration for web servers."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import click

from aviso.apps.hosting.config_templates import ServerSettings
from aviso.apps.hosting.generator import (
    LOGS,
    LOOKED_FOR,
    STALE,
    STATIC,
    find_stale_files,
    generate,
    write_files,
)
from aviso.apps.hosting.hosts import UnknownHost
from aviso.apps.hosting.quoting import CannotQuote
from aviso.checks.suppressions import Suppressions
from aviso.cli.common import EXIT_CODES, open_project, print_expired, refuse_bad_place, select_ids
from aviso.cli.parameters import TODAY, add_selection_options, parse_folder, parse_listener
from aviso.core.diagnostics import Diagnostic, has_errors
from aviso.core.project import Project
from aviso.core.report_formats import format_text
from aviso.core.rules import Selection

# The options of every server except --output, in the order of the help.
OPTIONS = (
    click.option(
        "--check",
        "is_check",
        is_flag=True,
        help="Write nothing; exit with 1 if the file differs from what would be written.",
    ),
    click.option(
        "--root",
        type=parse_folder,
        default=None,
        metavar="FOLDER",
        help="Where the sites are on the server. [default: public/ in the project]",
    ),
    click.option(
        "--logs",
        type=parse_folder,
        default=None,
        metavar="FOLDER",
        help="Where the server keeps its logs. [default: the usual folder of the server]",
    ),
    click.option(
        "--listen",
        type=parse_listener,
        default=None,
        metavar="ADDRESS:PORT",
        help="Serve plain HTTP at this address, behind a proxy that serves HTTPS. "
        "[default: HTTPS, on every address]",
    ),
    click.option(
        "--certificates",
        type=parse_folder,
        default="/etc/letsencrypt/live",
        show_default=True,
        metavar="FOLDER",
        help="The folder that contains a folder for each host, with fullchain.pem and privkey.pem.",
    ),
    click.option(
        "--brotli",
        type=click.Choice(["yes", "no"]),
        default="yes",
        show_default=True,
        help="Whether the server can serve .br files.",
    ),
    add_selection_options,
    TODAY,
)


@click.group()
def hosting() -> None:
    """Write configuration for the web server of the sites: headers, languages, logs."""


def _add_server(name: str, summary: str, default_output: str | None = None) -> None:
    """Add the command of one kind of server; the commands differ only in what they write."""
    output = click.option(
        "--output",
        type=click.Path(path_type=Path),
        default=default_output,
        help=f"Where to write. [default: {default_output or 'the terminal'}]",
    )
    command: Callable[..., None] = partial(_write_configuration, name)
    for option in reversed(
        (click.argument("hosts", nargs=-1, metavar="[HOST …]"), output, *OPTIONS)
    ):
        command = option(command)
    hosting.command(name, epilog=EXIT_CODES, help=summary)(command)


def _write_configuration(
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
    """Write or check one server's configuration, and end with the exit status."""
    if is_check and not output:
        raise click.UsageError("--check compares with a file: name it with --output.")
    project = open_project()
    settings = ServerSettings(
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
    except CannotQuote as error:
        raise click.UsageError(
            f"{error} Name another folder with --root, --logs or --certificates, or rename it."
        ) from None
    _print_problems(project, server, hosts, problems, selection, today)
    if not files:
        sys.exit(1)
    if output and is_check:
        stale = find_stale_files(output, files)
        for path in stale:
            click.echo(
                f"{path} is not what would be written now. "
                f"Write it again, and have the server reload it. [{STALE.id}]"
            )
        sys.exit(1 if stale else 0)
    if output:
        with refuse_bad_place(project, output, is_folder=server == STATIC):
            written = write_files(output, files)
        for path in written:
            click.echo(f"written: {path}", err=True)
    else:
        click.echo(files[""], nl=False)


def _print_problems(
    project: Project,
    server: str,
    hosts: tuple[str, ...],
    problems: list[Diagnostic],
    selection: Selection,
    today: date | None,
) -> None:
    """Print the selected problems that are not accepted; errors are always printed."""
    suppressions = Suppressions.load(project, today)
    left = suppressions.drop_accepted(problems)
    if not hosts and not has_errors(problems):
        looked_for = LOOKED_FOR.get(server, ())
        left += suppressions.find_unused(problems, lambda entry: entry.rule_id in looked_for)
    if left := [one for one in left if one.severity == "error" or selection.keeps(one)]:
        click.echo(format_text(left, with_rules=True), err=True)
    print_expired(
        project,
        select_ids(project, ()),
        suppressions.today,
        lambda some: selection.filter(suppressions.drop_accepted(some)),
    )


_add_server("nginx", "Write a file for /etc/nginx/conf.d/.")
_add_server("apache", "Write a file for /etc/apache2/sites-available/.")
_add_server("caddy", "Write a Caddyfile.")
_add_server(
    "logrotate", "Write a file for /etc/logrotate.d/: logs are deleted when the notice says so."
)
_add_server(
    "static",
    "Write _headers and _redirects for static hosts (Netlify, Cloudflare Pages), "
    "in a folder for each host.",
    "hosting",
)
