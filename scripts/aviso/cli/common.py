"""What the commands share: the project that they work on, and errors told in words."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from aviso.build.output import Output, OutputInUse
from aviso.build.ownership import WrongPlace, refuse_output, refuse_sources
from aviso.build.task_queue import ExecutorUnavailable
from aviso.content.pages import FRONT
from aviso.core.atomic_write import NotOurs
from aviso.core.diagnostics import Diagnostic
from aviso.core.project import Project
from aviso.core.suggestions import suggest

EXIT_CODES = """\b
Exit status: 0 no errors; 1 there are errors, each with its file and line;
2 the command was used incorrectly."""

OTHER_OUTPUT = "Nothing was written. Name another place with --output."


def open_project() -> Project:
    """Find the project: the folder with mkdocs.yml and data/, here or above. Raises UsageError."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "mkdocs.yml").is_file() and (folder / "data").is_dir():
            return Project(folder)
    raise click.UsageError(
        "There is no mkdocs.yml with a data folder here or above. "
        "Change into the project's folder first."
    )


def select_ids(project: Project, wanted: tuple[str, ...]) -> list[str]:
    """Return the site ids that are wanted, or all of the project, the front page first.

    Raises UsageError for an id that does not exist, with a guess at the right one.
    """
    files = (project.data / "libraries").glob("*.yml")
    known = [FRONT, *sorted(path.stem for path in files if not path.name.startswith("."))]
    for name in wanted:
        if name not in known:
            hint = suggest(name, known)
            raise click.UsageError(
                f'There is no library "{name}" in data/libraries/. {hint}'.strip()
            )
    return list(wanted) or known


def make_acceptance_filter(project: Project) -> Callable[[Iterable[Diagnostic]], list[Diagnostic]]:
    """Return a call that leaves out the warnings that data/accepted.yml accepts.

    A build without warnings does not read the file.
    """

    def left(found: Iterable[Diagnostic]) -> list[Diagnostic]:
        found = list(found)
        if all(one.severity == "error" for one in found):
            return found
        # It loads the model, which a build in which nothing changed does without.
        from aviso.checks.suppressions import Suppressions

        return Suppressions.load(project).drop_accepted(found)

    return left


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

    Raises UsageError if that is the project itself or holds its sources.
    """
    place = folder or project.root / "public"
    try:
        refuse_output(project, place)
    except WrongPlace as error:
        raise click.UsageError(f"{error} {OTHER_OUTPUT}") from None
    return Output(place)


@contextmanager
def refuse_bad_place(project: Project, place: Path | None) -> Iterator[None]:
    """Refuse, in words, to write at ``place`` over sources or files of others."""
    try:
        if place:
            refuse_sources(project, place)
        yield
    except WrongPlace as error:
        raise click.UsageError(f"{error} {OTHER_OUTPUT}") from None
    except NotOurs as error:
        raise click.UsageError(str(error)) from None


@contextmanager
def lock_output(output: Output) -> Iterator[None]:
    """Hold the output folder for this command.

    Ends cleanly when another command holds it, when the disk refuses, or at Ctrl-C.
    """
    try:
        with output.lock():
            yield
    except OutputInUse as error:
        raise click.ClickException(
            f"Another build is working on {error}. Wait until it ends, then build again."
        ) from None
    except (ExecutorUnavailable, NotOurs) as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        # Jinja's has no number; with EPIPE, whoever read our output has gone away.
        if error.errno in (None, errno.EPIPE):
            raise
        raise click.ClickException(
            f"{error.strerror}: {error.filename}. "
            "Free up disk space or fix the permissions, and build again."
        ) from None
    except KeyboardInterrupt:
        click.echo(
            "Stopped. What was published before is intact; build again to continue.", err=True
        )
        sys.exit(130)
