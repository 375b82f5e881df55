"""``aviso build``: builds all sites that have changed, or those of them that are named."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aviso.build.executors import choose_executor
from aviso.build.incremental import build_sites
from aviso.build.shards import select_shard
from aviso.build.task import BuildOptions
from aviso.cli.common import (
    EXIT_CODES,
    explain_missing_packages,
    lock_output,
    make_acceptance_filter,
    open_output,
    open_project,
    print_expired,
    select_ids,
)
from aviso.cli.parameters import parse_shard
from aviso.cli.progress import report

if TYPE_CHECKING:
    from aviso.apps.audit.gate import ReleaseGate


@click.command(epilog=EXIT_CODES)
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
    help="How many processes to run at once. [default: one for each processor]",
)
@click.option(
    "--all",
    "is_forced",
    is_flag=True,
    help="Build every site, even those that have not changed.",
)
@click.option("--explain", is_flag=True, help="Explain why each library was built or skipped.")
@click.option(
    "--shard",
    type=parse_shard,
    default=None,
    metavar="K/N",
    help="Build only the K-th of N even parts of the list; join the outputs with `aviso publish`.",
)
@click.option(
    "--dask",
    "scheduler",
    default=None,
    metavar="ADDRESS",
    help="Have the workers of this Dask scheduler build the sites (tcp://host:8786).",
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
    help="Open every page in Chromium first, and publish only what keeps its promise; "
    "the site shows the proof.",
)
@click.option(
    "--stock",
    "is_stock",
    is_flag=True,
    help="Have MkDocs write the pages itself: slower, but the same bytes.",
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
    """Build the sites that have changed into public/: all of them, or those that you name.

    If a library has errors, its published site stays as it was; the others are published.
    """
    if is_stock and is_proven:
        raise click.UsageError(
            "--stock and --prove cannot go together: MkDocs does not know about the proof."
        )
    if is_stock and scheduler:
        raise click.UsageError(
            "--stock and --dask cannot go together: "
            "the workers of a cluster have no MkDocs project."
        )
    project = open_project()
    wanted = select_ids(project, libraries)
    if shard:
        wanted = select_shard(wanted, *shard)
    target = open_output(project, output)
    # Named libraries and shards are built without the front page.
    is_first = not any(map(target.has_stamp, wanted))
    executor = choose_executor(jobs, len(wanted), scheduler, is_first=is_first)
    with lock_output(target), _open_gate(is_proven) as gate:
        options = BuildOptions(is_forced, is_stock, is_compressed, gate)
        with closing(build_sites(project, wanted, target, executor, options)) as outcomes:
            left = make_acceptance_filter(project)
            status = report(outcomes, len(wanted), target.folder, explain, left)
        print_expired(project, wanted, date.today(), left)
        sys.exit(status)


@contextmanager
def _open_gate(is_proven: bool) -> Iterator[ReleaseGate | None]:
    """Yield the gate that opens sites in a browser before publication; None without --prove."""
    if not is_proven:
        yield None
        return
    with explain_missing_packages("audit"):
        from aviso.apps.audit.browser import BrowserUnavailable
        from aviso.apps.audit.gate import open_release_gate
    try:
        with open_release_gate(date.today()) as gate:
            yield gate
    except BrowserUnavailable as error:
        raise click.ClickException(str(error)) from None
