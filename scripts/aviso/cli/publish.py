"""``aviso publish``: joins the outputs of all shards."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import click

from aviso.build.output import Output
from aviso.build.shards import join_shards
from aviso.cli.common import (
    EXIT_CODES,
    lock_output,
    make_acceptance_filter,
    open_output,
    open_project,
    select_ids,
)
from aviso.cli.progress import report


@click.command(epilog=EXIT_CODES)
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
    help="Also compress the files of the front page; those of the shards already are.",
)
@click.option("--explain", is_flag=True, help="Explain why each library was published or skipped.")
def publish(
    shards: tuple[Path, ...], output: Path | None, is_compressed: bool, explain: bool
) -> None:
    """Join the OUTPUT folders of all shards (built with --shard) in public/, with the front page.

    If no shard could build a library, its published site stays as it was, and the exit status is 1.
    """
    project = open_project()
    target = open_output(project, output)
    with (
        lock_output(target),
        closing(
            join_shards(project, [Output(folder) for folder in shards], target, is_compressed)
        ) as outcomes,
    ):
        left = make_acceptance_filter(project)
        sys.exit(report(outcomes, len(select_ids(project, ())), target.folder, explain, left))
