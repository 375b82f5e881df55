"""Functions that several commands share: opening the project, and explaining errors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from aviso.build.output import Output, OutputInUse
from aviso.build.ownership import WrongPlace, refuse_folder, refuse_output, refuse_sources
from aviso.build.task_queue import ExecutorUnavailable
from aviso.checks.expiry import find_expired_contacts
from aviso.checks.obstacles import find_obstacles
from aviso.cli.failures import stop
from aviso.content.pages import FRONT
from aviso.core.atomic_write import ForeignFile
from aviso.core.diagnostics import Diagnostic
from aviso.core.litter import list_files
from aviso.core.project import Project, name_library_file
from aviso.core.report_formats import format_text
from aviso.core.suggestions import suggest

EXIT_CODES = """\b
Exit status: 0 no errors; 1 there are errors, each with its file and line;
2 the command was used incorrectly."""

OTHER_PLACE = "Nothing was written. Name another place with {}."


def open_project(*, may_be_faulty: bool = False) -> Project:
    """Find the project: the folder with mkdocs.yml and data/, here or above.

    Raises UsageError; raises ClickException with every problem if mkdocs.yml has errors or the
    records have an older form. A command that reports such problems itself sets ``may_be_faulty``.
    """
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "mkdocs.yml").is_file() and (folder / "data").is_dir():
            project = Project(folder)
            problems = [] if may_be_faulty else find_obstacles(project)
            if problems:
                raise click.ClickException(format_text(problems, with_rules=True))
            return project
    raise click.UsageError(
        "There is no mkdocs.yml with a data folder here or above. "
        "Change into the project's folder first."
    )


def select_ids(project: Project, wanted: tuple[str, ...]) -> list[str]:
    """Return the named site ids, or all ids of the project, the front page first.

    Raises UsageError for an id that does not exist, with a guess at the right one.
    """
    known = [FRONT, *(path.stem for path in list_files(project.data / "libraries", "*.yml"))]
    for name in wanted:
        if name not in known:
            hint = suggest(name, known)
            raise click.UsageError(
                f'There is no library "{name}" in data/libraries/. {hint}'.strip()
            )
    return list(wanted) or known


def make_acceptance_filter(project: Project) -> Callable[[Iterable[Diagnostic]], list[Diagnostic]]:
    """Return a function that leaves out the warnings that data/accepted.yml accepts.

    A build without warnings does not read the file.
    """

    def leave_out(found: Iterable[Diagnostic]) -> list[Diagnostic]:
        found = list(found)
        if all(one.severity == "error" for one in found):
            return found
        # This import loads the model, which a build in which nothing has changed does not need.
        from aviso.checks.suppressions import Suppressions

        return Suppressions.load(project).drop_accepted(found)

    return leave_out


def print_expired(
    project: Project,
    site_ids: Iterable[str],
    today: date,
    left: Callable[[Iterable[Diagnostic]], list[Diagnostic]],
) -> None:
    """Print the findings on days of these sites' libraries that have passed ``today``.

    ``left`` leaves out accepted and unselected ones. They do not affect the build.
    """
    files = {name_library_file(site_id) for site_id in site_ids}
    found = left(one for one in find_expired_contacts(project, today) if one.file in files)
    if found:
        click.echo(format_text(found, with_rules=True), err=True)


@contextmanager
def explain_missing_packages(extra: str = "watch") -> Iterator[None]:
    """Name the extra to install when a package is missing that only some commands need."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("aviso"):
            raise
        raise click.ClickException(
            f'This command needs the package "{error.name}". '
            f'Type: pip install "aviso-notices[{extra}]", '
            "or put ./run before it in the repository of Aviso."
        ) from None


def open_output(project: Project, folder: Path | None) -> Output:
    """Return the output to build into: ``folder``, or public/.

    Raises UsageError if that is the project itself or contains its sources.
    """
    place = folder or project.root / "public"
    try:
        refuse_output(project, place)
    except WrongPlace as error:
        raise click.UsageError(f"{error} {OTHER_PLACE.format('--output')}") from None
    return Output(place)


def check_place(
    project: Project, place: Path | None, option: str = "--output", *, is_folder: bool = False
) -> None:
    """Raise UsageError if ``place``, which ``option`` names, is among sources or in a site.

    With ``is_folder``, several files are to be written there.
    """
    try:
        if place:
            (refuse_folder if is_folder else refuse_sources)(project, place)
    except WrongPlace as error:
        raise click.UsageError(f"{error} {OTHER_PLACE.format(option)}") from None


@contextmanager
def refuse_bad_place(
    project: Project, place: Path | None, *, is_folder: bool = False
) -> Iterator[None]:
    """Raise UsageError if writing at ``place`` would overwrite sources or other people's files."""
    check_place(project, place, is_folder=is_folder)
    try:
        yield
    except ForeignFile as error:
        raise click.UsageError(str(error)) from None


@contextmanager
def lock_output(output: Output) -> Iterator[None]:
    """Hold the output folder for this command.

    Ends cleanly when another command holds it, or at Ctrl-C.
    """
    try:
        with output.lock():
            yield
    except OutputInUse as error:
        raise click.ClickException(
            f"Another build is working on {error}. Wait until it ends, then build again."
        ) from None
    except (ExecutorUnavailable, ForeignFile) as error:
        raise click.ClickException(str(error)) from None
    except KeyboardInterrupt:
        stop("Stopped. What was published before is intact; build again to continue.")
