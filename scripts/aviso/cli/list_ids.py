"""``aviso list``: the ids that records can name, with what each stands for."""

from __future__ import annotations

import click

from aviso.checks.like_words import LISTS, find_entries
from aviso.cli.common import EXIT_CODES, open_project


@click.command("list", epilog=EXIT_CODES)
@click.argument("register", metavar="LIST", required=False)
@click.argument("words", metavar="[WORD…]", nargs=-1)
def list_ids(register: str | None, words: tuple[str, ...]) -> None:
    """List the ids of LIST that have all of the words, or all ids.

    LIST is vendors, laws, or a vocabulary such as situations; without it, all lists are named. Ids
    are what you type in records; the texts beside them are what readers see.

    \b
    aviso list situations
    aviso list data_categories address
    aviso list laws Oregon
    """
    if register is None:
        click.echo("\n".join(LISTS))
        return
    if register not in LISTS:
        raise click.UsageError(f'There is no list "{register}". There are: {", ".join(LISTS)}.')
    rows = find_entries(open_project(), register, " ".join(words))
    if not rows:
        none = f"No id of {register} has these words: {' '.join(words)}."
        raise click.ClickException(none if words else f"The project has no {register}.")
    width = max(len(name) for name, _ in rows)
    for name, texts in rows:
        click.echo(f"{name.ljust(width)}  {' · '.join(dict.fromkeys(texts))}".rstrip())
