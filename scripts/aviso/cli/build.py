"""The verbs that make sites, publish them and look at them."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from aviso.apps.audit.gate import ReleaseGate

from aviso.cli.common import (
    EXIT_CODES,
    FORMS,
    TODAY,
    Shard,
    alone,
    extra_packages,
    known_ids,
    main,
    not_accepted,
    open_project,
    output_in,
    selects_rules,
)
from aviso.core.rules import Selection


@main.command(epilog=EXIT_CODES)
@click.argument("libraries", nargs=-1, metavar="[LIBRARY …]")
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Where the sites go. [default: public/ in the project]",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=None,
    help="How many processes work at once. [default: one for each processor]",
)
@click.option(
    "--all",
    "is_forced",
    is_flag=True,
    help="Make every site anew, also those that have not changed.",
)
@click.option(
    "--explain", is_flag=True, help="Say of each library why it was made or left as it is."
)
@click.option(
    "--shard",
    type=Shard(),
    default=None,
    metavar="K/N",
    help="Only the K-th of N even parts of the list; join the outputs with `aviso publish`.",
)
@click.option(
    "--dask",
    "scheduler",
    default=None,
    metavar="ADDRESS",
    help="Have the workers of this Dask scheduler make the sites (tcp://host:8786).",
)
@click.option(
    "--compress",
    "is_compressed",
    is_flag=True,
    help="Also write compressed files (.br, .gz) beside the originals, for web servers.",
)
@click.option(
    "--prove",
    "is_proven",
    is_flag=True,
    help="Open every page in Chromium first, and publish only what keeps its promise; the site shows the proof.",
)
@click.option(
    "--stock",
    "is_stock",
    is_flag=True,
    help="Have MkDocs itself write the pages: slower, the same bytes.",
)
def build(
    libraries: tuple[str, ...],
    output: Path | None,
    jobs: int | None,
    is_forced: bool,
    explain: bool,
    shard: tuple[int, int] | None,
    scheduler: str | None,
    is_compressed: bool,
    is_proven: bool,
    is_stock: bool,
) -> None:
    """Build the sites into public/: all of them, or those that you name; only what has changed.

    A library with problems keeps the site that it had; the others are published.
    """
    from aviso.build.executors import choose_executor
    from aviso.build.incremental import BuildOptions, build_sites
    from aviso.build.shards import select_shard
    from aviso.cli.progress import report

    if is_stock and is_proven:
        raise click.UsageError(
            "--stock and --prove cannot go together: MkDocs knows nothing of the proof."
        )
    if is_stock and scheduler:
        raise click.UsageError(
            "--stock and --dask cannot go together: the workers of a cluster have no MkDocs project."
        )
    project = open_project()
    wanted = known_ids(project, libraries)
    if shard:
        wanted = select_shard(wanted, *shard)
    target = output_in(project, output)
    runner = choose_executor(jobs, len(wanted), scheduler)
    with alone(target), _prover(is_proven) as prove:
        order = BuildOptions(is_forced, is_stock, is_compressed, prove)
        with closing(build_sites(project, wanted, target, runner, order)) as outcomes:
            left = not_accepted(project)
            sys.exit(report(outcomes, len(wanted), target.folder, explain, left))


@contextmanager
def _prover(is_proven: bool) -> Iterator[ReleaseGate | None]:
    """What opens sites in a browser before they are published, if that is asked for."""
    if not is_proven:
        yield None
        return
    with extra_packages("audit"):
        from aviso.apps.audit.browser import NoBrowser
        from aviso.apps.audit.gate import open_release_gate
    try:
        with open_release_gate(date.today()) as prove:
            yield prove
    except NoBrowser as error:
        raise click.ClickException(str(error)) from None


@main.command(epilog=EXIT_CODES)
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
    help="Audit a live site in place of what was built: what its host added, left out or changed.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    default="text",
    metavar="FORM",
    help="text for people; json, junit or sarif for programs; github or gitlab for annotations.",
)
@selects_rules
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
    """Look at the finished sites: do they keep the promise that they print?

    Every file that was published is read as a browser reads it: nothing runs, loads from elsewhere or leads nowhere, and
    nothing was changed since the build. With --browser, every page is opened: requests, cookies, calls that keep something
    on the device or tell it from others, messages, the security policy, the layout and barriers (axe-core) are watched.
    """
    with extra_packages("audit"):
        from aviso.apps.audit.browser import NoBrowser
        from aviso.cli.audit_report import audit_address, audit_folder, tell
    from aviso.build.output import Output
    from aviso.checks.page_weight import HEAVY_PICTURES
    from aviso.checks.suppressions import Suppressions

    if address and (libraries or with_browser):
        raise click.UsageError("--url stands alone: a live site is always opened in the browser.")
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
            else audit_folder(published, known_ids(project, libraries), with_browser)
        )
    except NoBrowser as error:
        raise click.ClickException(str(error)) from None
    suppressions = Suppressions.load(project, today)
    looked_for = {HEAVY_PICTURES.id} if not libraries and not address else set()
    unused = list(suppressions.find_unused(found.all, lambda entry: entry.rule_id in looked_for))
    found.keep(lambda some: selection.of(suppressions.drop_accepted(some)))
    tell(found, form, selection.of(unused))
    sys.exit(1 if found.fails else 0)


@main.command(epilog=EXIT_CODES)
@click.argument(
    "shards",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="OUTPUT …",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Where the sites go. [default: public/ in the project]",
)
@click.option(
    "--compress",
    "is_compressed",
    is_flag=True,
    help="Also write compressed files of the front page; the shards bring their own.",
)
@click.option(
    "--explain", is_flag=True, help="Say of each library why it was published or left as it is."
)
def publish(
    shards: tuple[Path, ...], output: Path | None, is_compressed: bool, explain: bool
) -> None:
    """Join the OUTPUT folders of all shards (built with --shard) in public/, with the front page.

    A library that no shard could build keeps the site that it had, and the exit status is 1.
    """
    from aviso.build.output import Output
    from aviso.build.shards import join_shards
    from aviso.cli.progress import report

    project = open_project()
    target = output_in(project, output)
    with (
        alone(target),
        closing(
            join_shards(project, [Output(folder) for folder in shards], target, is_compressed)
        ) as outcomes,
    ):
        left = not_accepted(project)
        sys.exit(report(outcomes, len(known_ids(project, ())), target.folder, explain, left))
