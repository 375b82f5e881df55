"""The console verbs of Aviso; no logic."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from aviso.checks import check_all, has_errors
from aviso.pages import FRONT
from aviso.problems import FORMATS, as_text, did_you_mean
from aviso.publish import Output
from aviso.scaffold import NotPossible, new_library, new_vendor
from aviso.schema import write_schemas

EXIT_CODES = """\b
Exit status: 0 everything is sound; 1 there are problems, named with file and line;
2 the command was called wrongly."""


def _project() -> Path:
    """The project's folder: the one with mkdocs.yml, here or above."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "mkdocs.yml").is_file() and (folder / "data").is_dir():
            return folder
    raise click.UsageError("There is no mkdocs.yml with a data folder here or above. Change into the project's folder first.")


def _known_ids(root: Path, wanted: tuple[str, ...]) -> list[str]:
    from aviso.sites import site_ids

    known = site_ids(root)
    for name in wanted:
        if name not in known:
            raise click.UsageError(f'There is no library "{name}" in data/libraries/. {did_you_mean(name, known)}'.strip())
    return list(wanted) or known


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, epilog=EXIT_CODES)
@click.version_option(package_name="aviso")
def main() -> None:
    """Turn facts (data/) and Markdown (docs/) into bilingual privacy notices of libraries.

    \b
    A first walk:
      aviso check                  what is wrong, by file and line
      aviso serve sonoma           look at one library while you edit
      aviso build                  build every site into public/
      aviso new library my-town    start a library of your own
    """


@main.command(epilog=EXIT_CODES)
@click.argument("libraries", nargs=-1, metavar="[LIBRARY …]")
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), default=None, help="Where the sites go. [default: public/ in the project]")
def build(libraries: tuple[str, ...], output: Path | None) -> None:
    """Build the sites into public/: all of them, or those that you name.

    A library with problems keeps the site that it had; the others are published.
    """
    from aviso.sites import build_sites

    root = _project()
    wanted = _known_ids(root, libraries)
    target = Output(output or root / "public")
    started, failed = time.monotonic(), []
    with _progress() as progress:
        task = progress.add_task("", total=len(wanted))
        for outcome in build_sites(root, wanted, target):
            progress.advance(task)
            _say(progress, f"{'published' if outcome.is_published else 'NOT published'}: {_title(outcome.site_id)}")
            if outcome.problems:
                _say(progress, as_text(outcome.problems))
            if not outcome.is_published:
                failed.append(outcome.site_id)
    if not libraries:
        for gone in target.keep_only([name for name in wanted if name != FRONT]):
            click.echo(f"removed: {gone} (no longer in data/libraries/)")
    click.echo(f"{len(wanted) - len(failed)} published, {len(failed)} kept as they were, {time.monotonic() - started:.1f} s → {target.folder}")
    sys.exit(1 if failed else 0)


def _title(site_id: str) -> str:
    return "front page" if site_id == FRONT else site_id


def _progress() -> Progress:
    console = Console(stderr=True)
    columns = (TextColumn("building"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


def _say(progress: Progress, text: str) -> None:
    if progress.disable:
        click.echo(text)
    else:
        progress.console.print(text, markup=False, highlight=False, soft_wrap=True)


@main.command(epilog=EXIT_CODES)
@click.argument("libraries", nargs=-1, metavar="[LIBRARY …]")
@click.option("--format", "form", type=click.Choice(sorted(FORMATS)), default="text", help="text for people, json for programs, github for annotations in a pull request.")
def check(libraries: tuple[str, ...], form: str) -> None:
    """Say everything that is wrong in data/ and docs/, sorted by file and line.

    With names, the pages of those libraries only; the data are always checked whole. Warnings do not fail.
    """
    root = _project()
    wanted = _known_ids(root, libraries) if libraries else None
    problems = check_all(root, wanted)
    text = FORMATS[form](problems)
    if text:
        click.echo(text)
    if form == "text":
        click.echo(f"{len(set(problems))} problems" if problems else "No problems.", err=True)
    sys.exit(1 if has_errors(problems) else 0)


@main.command()
@click.argument("library", default="example")
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where the preview listens.")
def serve(library: str, address: str) -> None:
    """Show one library's site while you edit; it reloads at each saved change. Ctrl-C ends it."""
    from aviso.sites import serve as serve_site

    root = _project()
    _known_ids(root, (library,))
    serve_site(root, library, address)


@main.group()
def new() -> None:
    """Start a new library or vendor."""


@new.command("library", epilog=EXIT_CODES)
@click.argument("identifier", metavar="ID")
def new_library_command(identifier: str) -> None:
    """Start the library ID: a complete, valid notice in both languages, copied from the example.

    ID is a short name of small letters, digits and hyphens, like my-town; it becomes the folder of the site.
    """
    _create(new_library, identifier, f"Next: edit these files, look at them with `aviso serve {identifier}`, and check with `aviso check {identifier}`.")


@new.command("vendor", epilog=EXIT_CODES)
@click.argument("identifier", metavar="ID")
def new_vendor_command(identifier: str) -> None:
    """Start the record of the vendor ID in data/vendors/, with every field explained."""
    _create(new_vendor, identifier, f"Next: fill it in, and name it under vendors in your library's file (- vendor: {identifier}).")


def _create(make: object, identifier: str, advice: str) -> None:
    root = _project()
    try:
        written = make(root, identifier)  # type: ignore[operator]
    except NotPossible as error:
        raise click.UsageError(str(error)) from None
    for path in written:
        click.echo(f"written: {path.relative_to(root).as_posix()}")
    click.echo(advice)


@main.command()
def schema() -> None:
    """Write data/schema/*.json anew from the model (after a change of the model)."""
    for path in write_schemas(_project()):
        click.echo(f"written: {path.name}")


if __name__ == "__main__":
    main()
