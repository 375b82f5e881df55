"""``aviso init``: makes a new project."""

from __future__ import annotations

from pathlib import Path

import click

from aviso.apps.scaffold.project import ProjectOptions, make_project
from aviso.cli.common import EXIT_CODES
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
@click.option("--name", metavar="NAME", help="The full name of the library or system.")
@click.option("--name-es", metavar="NAME", help="The same name in Spanish.")
@click.option("--member-names", metavar="NAME,NAME,…", help="The names of the members.")
@click.option("--member-names-es", metavar="NAME,NAME,…", help="The same in Spanish.")
@click.option("--state", metavar="STATE", help="The state whose law applies, like Minnesota.")
@click.option("--state-es", metavar="STATE", help="The same in Spanish.")
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
    name: str | None,
    name_es: str | None,
    member_names: str | None,
    member_names_es: str | None,
    state: str | None,
    state_es: str | None,
    website: str,
    address: str,
) -> None:
    """Make a project of your own in FOLDER, for one library or a system and its members.

    You get drafts in English and Spanish that say what is not yet known, settings, a test, and
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
        _group_by_language(name, name_es),
        {
            locale: _split_list(names)
            for locale, names in _group_by_language(member_names, member_names_es).items()
        },
        website,
        _group_by_language(state, state_es),
    )
    with explain_refusals():
        written, to_check = make_project(folder.absolute(), options)
    click.echo(
        f"{len(written)} files written in {folder}. Check these, which were filled in for you:"
    )
    for line in to_check:
        click.echo(f"  {line}")
    enter = "" if folder == Path(".") else f"cd {folder}, then "
    click.echo(f"Next: {enter}aviso check, and aviso serve {options.first}.")


def _group_by_language(english: str | None, spanish: str | None) -> dict[str, str]:
    found = {"en": english, "es": spanish}
    return {locale: text for locale, text in found.items() if text is not None}


def _split_list(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
