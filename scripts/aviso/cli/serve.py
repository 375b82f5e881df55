"""``aviso serve``: shows one library's site while somebody edits it."""

from __future__ import annotations

import errno
import socket

import click

from aviso.build.preview import serve as serve_site
from aviso.cli.common import open_project, select_ids
from aviso.cli.parameters import parse_listener
from aviso.core.project import Project
from aviso.model.membership import find_first_library


@click.command()
@click.argument("library", required=False, metavar="[LIBRARY]")
@click.option(
    "--address",
    type=parse_listener,
    metavar="HOST:PORT",
    default="127.0.0.1:8000",
    show_default=True,
    help="The address of the preview.",
)
def serve(library: str | None, address: str) -> None:
    """Show one library's site while you edit; it reloads each time you save. Ctrl-C ends it.

    Without LIBRARY, it shows the first library by id that is not a member of a system.
    """
    project = open_project()
    library_id = library or _choose_library(project)
    select_ids(project, (library_id,))
    try:
        serve_site(project, library_id, address)
    except OSError as error:
        known = (errno.EADDRINUSE, errno.EACCES, errno.EADDRNOTAVAIL)
        if error.errno not in known and not isinstance(error, socket.gaierror):
            raise
        raise click.ClickException(
            f"The preview cannot listen at {address}: {error.strerror}. "
            "Choose another: --address 127.0.0.1:8001."
        ) from None


def _choose_library(project: Project) -> str:
    """Choose the library to show when none is named. Raises UsageError if there is none."""
    first, every = find_first_library(project), select_ids(project, ())[1:]
    if first is None:
        raise click.UsageError(
            "There is no library in data/libraries/ yet. Start one: aviso new library my-town."
        )
    if len(every) > 1:
        others = next(name for name in every if name != first)
        click.echo(f"This is {first}. To see another library, name it: aviso serve {others}")
    return first
