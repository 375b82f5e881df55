"""``aviso new``: starts a library, a company, a law or a term."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import click

from aviso.apps.scaffold.libraries import check_free, copy_model, start_library, start_member
from aviso.apps.scaffold.questions import Answers, list_known
from aviso.apps.scaffold.registers import add_law, add_term, add_vendor
from aviso.cli.common import EXIT_CODES, open_project
from aviso.cli.interview import interview, list_questions
from aviso.cli.language_options import collect_texts, text_option
from aviso.cli.parameters import parse_day
from aviso.cli.scaffolding import explain_refusals
from aviso.core.project import Project
from aviso.model.repository import load_records


@click.group()
def new() -> None:
    """Start a library, a company, a law or a term."""


@new.command("library", epilog=EXIT_CODES)
@click.argument("identifier", metavar="ID")
@text_option("name", "NAME", "The full name of the library.")
@text_option("state", "STATE", "The state whose law applies, like Minnesota.")
@click.option("--website", metavar="ADDRESS", help="The library's own website.")
@click.option(
    "--answer",
    "given",
    multiple=True,
    metavar="KEY=TEXT",
    help="An answer to one of the questions, like cameras-period=14 days. Can be repeated.",
)
@click.option("--questions", is_flag=True, help="List the questions and their keys, and stop.")
@click.option(
    "--from-model",
    is_flag=True,
    help="Copy the whole model library, and replace its facts and pages one by one.",
)
def new_library_command(
    identifier: str,
    website: str | None,
    given: tuple[str, ...],
    questions: bool,
    from_model: bool,
    **named: str | None,
) -> None:
    """Start the library ID with the facts in its documents, and nothing else.

    On a terminal, the command asks one question at a time; press Enter if the document does not
    say. With options, or without a terminal, it asks nothing. What you do not answer is left out.
    The pages come with Aviso, in both languages, and show only the facts that you have written. ID
    is a short name of lowercase letters, digits and hyphens, like my-town.

    \b
    aviso new library my-town --state Minnesota --answer "selling=We sell nothing."
    """
    project = open_project()
    locales = project.locales.required
    if questions:
        click.echo(list_questions(locales))
        return
    answers = {"website": website} if website is not None else {}
    answers |= _name_answers(named, locales)
    answers |= dict(_split_answer(one) for one in given)
    if from_model:
        if answers:
            raise click.UsageError("--from-model copies everything, so it takes no answers.")
        _create(
            lambda opened: copy_model(opened, identifier),
            f"Next: edit these files, look at them with `aviso serve {identifier}`, "
            f"and check with `aviso check {identifier}`.",
        )
        return
    if not answers and sys.stdin.isatty():
        with explain_refusals():
            check_free(project, identifier)
        languages = {locale: project.locales.names[locale] for locale in locales}
        answers = interview(identifier, languages, list_known(load_records(project)[0]))
        click.echo()
    with explain_refusals():
        written, to_check = start_library(project, identifier, answers)
    for path in written:
        click.echo(f"written: {project.name_file(path)}")
    if to_check:
        click.echo("Check these, which were filled in for you:")
    for line in to_check:
        click.echo(f"  {line}")
    click.echo(
        f"Next: look at it with `aviso serve {identifier}`; `aviso gaps {identifier}` lists the "
        "answers that would complete it."
    )


def _name_answers(named: Mapping[str, str | None], locales: Sequence[str]) -> Answers:
    """Return the texts of options as answers: that of the first language has its bare key."""
    return {
        key if locale == locales[0] else f"{key}.{locale}": text
        for key in ("name", "state")
        for locale, text in collect_texts(named, key).items()
    }


def _split_answer(given: str) -> tuple[str, str]:
    key, sign, text = given.partition("=")
    if not sign or not text.strip():
        raise click.UsageError(
            f'"{given}" is not an answer. Write the key, = and the text: --answer "officers=Only '
            'with a court order."'
        )
    return key.strip(), text.strip()


@new.command("member", epilog=EXIT_CODES)
@click.argument("identifier", metavar="ID")
@click.option(
    "--system", required=True, metavar="ID", help="The system whose notice the member uses."
)
def new_member_command(identifier: str, system: str) -> None:
    """Start the member library ID of a system. It inherits the system's notice."""
    _create(
        lambda project: start_member(project, identifier, system),
        f"Next: correct the lines marked CHECK in it, and look: `aviso serve {identifier}`.",
    )


@new.command("vendor", epilog=EXIT_CODES)
@click.argument("identifier", metavar="ID")
def new_vendor_command(identifier: str) -> None:
    """Start the record of the vendor ID in data/vendors/, with every field explained."""
    _create(
        lambda project: add_vendor(project, identifier),
        "Next: fill it in, and name it under vendors in your library's file "
        f"(- vendor: {identifier}).",
    )


@new.command("law", epilog=EXIT_CODES)
@click.argument("identifier", metavar="ID")
@click.option(
    "--on",
    "day",
    type=parse_day,
    default=None,
    metavar="DAY",
    help="The date of the entry. [default: today]",
)
def new_law_command(identifier: str, day: date | None) -> None:
    """Add the law ID to data/laws.yml, with every field explained."""
    _create(
        lambda project: add_law(project, identifier, (day or date.today()).isoformat()),
        "Next: fill it in at the end of the file, and name it under laws in your library's file "
        f"(- law: {identifier}).",
    )


@new.command("term", epilog=EXIT_CODES)
@click.argument("name", metavar="VOCABULARY/ID")
def new_term_command(name: str) -> None:
    """Add a word to a vocabulary in data/terms/, like data_categories/meal-plan."""
    _create(
        lambda project: add_term(project, name),
        "Next: write the word and what it means, in each language, at the end of the file.",
    )


def _create(make: Callable[[Project], list[Path]], advice: str) -> None:
    """Write the files of a new entry, name them, and say what to do next."""
    project = open_project()
    with explain_refusals():
        written = make(project)
    for path in written:
        click.echo(f"written: {project.name_file(path)}")
    click.echo(advice)
