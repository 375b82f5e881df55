"""What the verbs share: the command itself, the project that it works on, and the kinds of values on its line."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import wraps
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from aviso.core.diagnostics import Diagnostic
from aviso.core.project import Project
from aviso.core.rules import Selection
from aviso.core.suggestions import did_you_mean

if TYPE_CHECKING:
    from aviso.build.output import Output

EXIT_CODES = """\b
Exit status: 0 everything is sound; 1 there are problems, named with file and line;
2 the command was called wrongly."""

OTHER_OUTPUT = "Nothing was written. Name another place with --output."
FORMS = ("text", "json", "github", "gitlab", "junit", "sarif")


class Shard(click.ParamType):
    """A part of the list of libraries, written 3/10."""

    name = "shard"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        """Return (part, parts)."""
        number, _, count = str(value).partition("/")
        if not (number.isdigit() and count.isdigit() and 1 <= int(number) <= int(count)):
            self.fail(
                f'"{value}" is not a shard; write it like 3/10, for the third of ten.', param, ctx
            )
        return int(number), int(count)


class Listening(click.ParamType):
    """Where a server listens, written host:port."""

    name = "host:port"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Return it, with the host if only a port was given."""
        host, _, port = str(value).rpartition(":")
        if not (port.isdigit() and 0 < int(port) < 65536):
            self.fail(
                f'"{value}" is not a host and a port; write it like 127.0.0.1:8000.', param, ctx
            )
        return f"{host or '127.0.0.1'}:{port}"


def open_project() -> Project:
    """Find the project: the folder with mkdocs.yml and data/, here or above. Raises UsageError."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "mkdocs.yml").is_file() and (folder / "data").is_dir():
            return Project(folder)
    raise click.UsageError(
        "There is no mkdocs.yml with a data folder here or above. Change into the project's folder first."
    )


def known_ids(project: Project, wanted: tuple[str, ...]) -> list[str]:
    """The ids that are wanted, or all; a wrong one is told with a guess at the right one."""
    from aviso.content.pages import FRONT

    known = [
        FRONT,
        *sorted(
            path.stem
            for path in (project.data / "libraries").glob("*.yml")
            if not path.name.startswith(".")
        ),
    ]
    for name in wanted:
        if name not in known:
            raise click.UsageError(
                f'There is no library "{name}" in data/libraries/. {did_you_mean(name, known)}'.strip()
            )
    return list(wanted) or known


def not_accepted(project: Project) -> Callable[[Iterable[Diagnostic]], list[Diagnostic]]:
    """A call that leaves out the warnings that data/accepted.yml accepts; a build without any does not read the file."""

    def left(found: Iterable[Diagnostic]) -> list[Diagnostic]:
        found = list(found)
        if all(one.severity == "error" for one in found):
            return found
        from aviso.checks.suppressions import Suppressions

        return Suppressions.load(project).drop_accepted(found)

    return left


@contextmanager
def changes_refused() -> Iterator[None]:
    """Say in words why nothing was written: it cannot be done, or the disk says no."""
    from aviso.apps.scaffold.files import NotPossible

    try:
        yield
    except NotPossible as error:
        raise click.UsageError(str(error)) from None
    except OSError as error:
        raise click.ClickException(
            f"{error.strerror}: {error.filename or 'the project'}. Nothing was changed. Make room on the disk or give the permission, and try again."
        ) from None


@contextmanager
def extra_packages(extra: str = "watch") -> Iterator[None]:
    """Say in words that packages are missing which only some commands need."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("aviso"):
            raise
        command = f'pip install "aviso-notices[{extra}]"'
        message = f'This command needs the package "{error.name}". Type: {command}, or put ./run before it in the repository of Aviso.'
        raise click.ClickException(message) from None


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, epilog=EXIT_CODES)
@click.version_option(package_name="aviso-notices")
def main() -> None:
    """Turn facts (data/) and Markdown (docs/) into bilingual privacy notices of libraries.

    \b
    A first walk:
      aviso init my-notices        make a project of your own (see aviso init --help)
      aviso check                  what is wrong, by file and line
      aviso serve                  look at one library while you edit
      aviso build                  build every site into public/
      aviso new library my-town    start a library of your own
      aviso links                  look whether addresses outside still answer
      aviso due                    what has to be reviewed, when and by whom
      aviso rule i18n/negation     why a complaint is made, and what to do
    """


def output_in(project: Project, folder: Path | None) -> Output:
    """The output to build into: ``folder``, or public/; the project or its sources are refused."""
    from aviso.build.output import Output
    from aviso.build.ownership import WrongPlace, refuse_output

    place = folder or project.root / "public"
    try:
        refuse_output(project, place)
    except WrongPlace as error:
        raise click.UsageError(f"{error} {OTHER_OUTPUT}") from None
    return Output(place)


@contextmanager
def writing_to(project: Project, place: Path | None) -> Iterator[None]:
    """Refuse to write at ``place``, in words, over sources or files of others."""
    from aviso.build.ownership import WrongPlace, refuse_sources
    from aviso.core.atomic_write import NotOurs

    try:
        if place:
            refuse_sources(project, place)
        yield
    except WrongPlace as error:
        raise click.UsageError(f"{error} {OTHER_OUTPUT}") from None
    except NotOurs as error:
        raise click.UsageError(str(error)) from None


@contextmanager
def alone(output: Output) -> Iterator[None]:
    """Hold the output folder for this command; end cleanly when another has it, when the disk says no, or at Ctrl-C."""
    from aviso.build.output import OutputInUse
    from aviso.build.task_queue import ExecutorUnavailable
    from aviso.core.atomic_write import NotOurs

    try:
        with output.locked():
            yield
    except OutputInUse as error:
        raise click.ClickException(
            f"Another build is working on {error}. Wait until it ends, then build again."
        ) from None
    except (ExecutorUnavailable, NotOurs) as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        # Without a number it is Jinja's; and who reads what we say may go away.
        if error.errno in (None, errno.EPIPE):
            raise
        raise click.ClickException(
            f"{error.strerror}: {error.filename}. Make room on the disk or give the permission, and build again."
        ) from None
    except KeyboardInterrupt:
        click.echo("Stopped. What was published before is whole; build again to go on.", err=True)
        sys.exit(130)


class Today(click.ParamType):
    """A day, written 2026-11-22."""

    name = "day"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Return the day."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(str(value))
        except ValueError:
            self.fail(f'"{value}" is not a day; write year-month-day, like 2026-11-22.', param, ctx)


class RulePatterns(click.ParamType):
    """Rules and groups of rules, divided by commas: i18n/negation, links, files/*."""

    name = "rules"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Return the patterns."""
        from aviso.cli.rule import all_rules
        from aviso.core.rules import GROUPS, closest_rule
        from aviso.core.suggestions import closest

        patterns = tuple(part.strip() for part in str(value).split(",") if part.strip())
        rules = all_rules()
        for pattern in patterns:
            group = pattern.removesuffix("/*")
            if pattern not in rules and group not in GROUPS:
                close = closest_rule(pattern, rules) or (
                    closest(group, GROUPS, 0.7) if "/" not in group else None
                )
                hint = f'Did you mean "{close}"?' if close else "See: aviso rule"
                self.fail(f'there is no rule or group "{pattern}". {hint}', param, ctx)
        return patterns


Command = TypeVar("Command", bound=Callable[..., Any])


def selects_rules(command: Command) -> Command:
    """Give a command the options --select and --ignore; it gets them as one ``selection``."""

    @wraps(command)
    def run(select: Sequence[Any], ignore: Sequence[Any], **given: Any) -> Any:
        selection = Selection(*(tuple(chain.from_iterable(one)) for one in (select, ignore)))
        return command(selection=selection, **given)

    words = {"select": "Tell only of these rules or groups", "ignore": "Do not tell of these"}
    for name, help_text in reversed(words.items()):
        run = click.option(
            f"--{name}",
            type=RulePatterns(),
            multiple=True,
            metavar="RULES",
            help=f"{help_text} (i18n, links/broken, …).",
        )(run)
    return cast(Command, run)


TODAY = click.option(
    "--today",
    type=Today(),
    default=None,
    metavar="DAY",
    help="The day to reckon from. [default: today]",
)
