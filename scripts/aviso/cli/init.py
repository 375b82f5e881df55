"""``aviso init``: makes a new project."""

from __future__ import annotations

from pathlib import Path

import click

from aviso.apps.scaffold.project import ProjectOptions, make_project
from aviso.build.ownership import WrongPlace, refuse_new_project
from aviso.cli.common import EXIT_CODES
from aviso.cli.language_options import collect_texts, text_option
from aviso.cli.scaffolding import explain_refusals


@click.command(epilog=EXIT_CODES)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--library", metavar="ID", help="The id of the library, if the notice is for one library."
)
@click.option(
    "--system", metavar="ID", help="The id of the system, if the notices are for several libraries."
)
@click.option("--members", metavar="ID,ID,…", default="", help="The ids of its members.")
@text_option("name", "NAME", "The full name of the library or system.")
@text_option("member-names", "NAME,NAME,…", "The names of the members.")
@text_option("state", "STATE", "The state whose law applies, like Minnesota.")
@click.option("--website", metavar="ADDRESS", default="", help="The library's own website.")
@click.option(
    "--address",
    metavar="ADDRESS",
    required=True,
    help="Where the notices will be published, like https://privacy.my-town.org/.",
)
def init(
    folder: Path,
    library: str | None,
    system: str | None,
    members: str,
    website: str,
    address: str,
    **given: str | None,
) -> None:
    """Make a project of your own in FOLDER, for one library or a system and its members.

    You get drafts in English and Spanish that say what is not yet known, settings, tests, and
    workflows for GitHub, GitLab, Netlify and Cloudflare. Names that you leave out are made from the
    ids and marked, so that you check them. Nothing is downloaded, and no existing file is
    overwritten.

    \b
    aviso init my-notices --library my-town --name "My Town Library" \\
      --name-es "Biblioteca de My Town" --address https://privacy.my-town.org/
    aviso init my-notices --system north-lakes --members elk-river,pine-town \\
      --address https://privacy.north-lakes.org/
    """
    options = ProjectOptions(
        address,
        library,
        system,
        _split_list(members),
        collect_texts(given, "name"),
        {
            locale: _split_list(names)
            for locale, names in collect_texts(given, "member-names").items()
        },
        website,
        collect_texts(given, "state"),
    )
    try:
        refuse_new_project(folder)
    except WrongPlace as error:
        raise click.UsageError(f"{error} Name another folder.") from None
    with explain_refusals():
        written, to_check = make_project(folder.absolute(), options)
    place = "this folder" if folder == Path(".") else f'"{folder}"'
    click.echo(
        f"{len(written)} files written in {place}. Check these, which were filled in for you:"
    )
    for line in to_check:
        click.echo(f"  {line}")
    enter = "" if folder == Path(".") else f'cd "{folder}", then '
    click.echo(f"Next: {enter}aviso check, and aviso serve {options.first}.")


def _split_list(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
