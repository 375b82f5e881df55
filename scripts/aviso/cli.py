"""The console verbs of Aviso; no logic."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aviso.problems import FORMATS, did_you_mean, has_errors

if TYPE_CHECKING:
    from aviso.publish import Output

EXIT_CODES = """\b
Exit status: 0 everything is sound; 1 there are problems, named with file and line;
2 the command was called wrongly."""


class Shard(click.ParamType):
    """A part of the list of libraries, written 3/10."""

    name = "shard"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        """Return (part, parts)."""
        number, _, count = str(value).partition("/")
        if not (number.isdigit() and count.isdigit() and 1 <= int(number) <= int(count)):
            self.fail(f'"{value}" is not a shard; write it like 3/10, for the third of ten.', param, ctx)
        return int(number), int(count)


def _project() -> Path:
    """The project's folder: the one with mkdocs.yml, here or above."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "mkdocs.yml").is_file() and (folder / "data").is_dir():
            return folder
    raise click.UsageError("There is no mkdocs.yml with a data folder here or above. Change into the project's folder first.")


def _known_ids(root: Path, wanted: tuple[str, ...]) -> list[str]:
    from aviso.pages import FRONT

    known = [FRONT, *sorted(path.stem for path in (root / "data" / "libraries").glob("*.yml") if not path.name.startswith("."))]
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
@click.option("--jobs", type=click.IntRange(min=1), default=None, help="How many processes work at once. [default: one for each processor]")
@click.option("--all", "is_forced", is_flag=True, help="Make every site anew, also those that have not changed.")
@click.option("--explain", is_flag=True, help="Say of each library why it was made or left as it is.")
@click.option("--shard", type=Shard(), default=None, metavar="K/N", help="Only the K-th of N even parts of the list; join the outputs with `aviso publish`.")
@click.option("--dask", "scheduler", default=None, metavar="ADDRESS", help="Have the workers of this Dask scheduler make the sites (tcp://host:8786).")
@click.option("--compress", "is_compressed", is_flag=True, help="Also write compressed files (.br, .gz) beside the originals, for web servers.")
@click.option("--stock", "is_stock", is_flag=True, help="Have MkDocs itself write the pages: slower, the same bytes.")
def build(
    libraries: tuple[str, ...],
    output: Path | None,
    jobs: int | None,
    is_forced: bool,
    explain: bool,
    shard: tuple[int, int] | None,
    scheduler: str | None,
    is_compressed: bool,
    is_stock: bool,
) -> None:
    """Build the sites into public/: all of them, or those that you name; only what has changed.

    A library with problems keeps the site that it had; the others are published.
    """
    from aviso.building import build_sites
    from aviso.progress import report
    from aviso.publish import Output
    from aviso.runners import choose
    from aviso.shards import part

    if is_stock and scheduler:
        raise click.UsageError("--stock and --dask cannot go together: the workers of a cluster have no MkDocs project.")
    root = _project()
    wanted = _known_ids(root, libraries)
    if shard:
        wanted = part(wanted, *shard)
    target = Output(output or root / "public")
    runner = choose(jobs, len(wanted), scheduler)
    with _alone(target), closing(build_sites(root, wanted, target, runner, is_forced, is_stock, is_compressed)) as outcomes:
        sys.exit(report(outcomes, len(wanted), target.folder, explain))


@main.command(epilog=EXIT_CODES)
@click.argument("shards", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, file_okay=False), metavar="OUTPUT …")
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), default=None, help="Where the sites go. [default: public/ in the project]")
@click.option("--compress", "is_compressed", is_flag=True, help="Also write compressed files of the front page; the shards bring their own.")
@click.option("--explain", is_flag=True, help="Say of each library why it was published or left as it is.")
def publish(shards: tuple[Path, ...], output: Path | None, is_compressed: bool, explain: bool) -> None:
    """Join the OUTPUT folders of all shards (built with --shard) in public/, with the front page.

    A library that no shard could build keeps the site that it had, and the exit status is 1.
    """
    from aviso.progress import report
    from aviso.publish import Output
    from aviso.shards import join

    root = _project()
    target = Output(output or root / "public")
    with _alone(target), closing(join(root, [Output(folder) for folder in shards], target, is_compressed)) as outcomes:
        sys.exit(report(outcomes, len(_known_ids(root, ())), target.folder, explain))


@contextmanager
def _alone(output: Output) -> Iterator[None]:
    """Hold the output folder for this command; end cleanly when another has it, when the disk says no, or at Ctrl-C."""
    from aviso.publish import OutputInUse
    from aviso.runners import NotAvailable

    try:
        with output.locked():
            yield
    except OutputInUse as error:
        raise click.ClickException(f"Another build is working on {error}. Wait until it ends, then build again.") from None
    except NotAvailable as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        # Without a number it is Jinja's; and who reads what we say may go away.
        if error.errno in (None, errno.EPIPE):
            raise
        raise click.ClickException(f"{error.strerror}: {error.filename}. Make room on the disk or give the permission, and build again.") from None
    except KeyboardInterrupt:
        click.echo("Stopped. What was published before is whole; build again to go on.", err=True)
        sys.exit(130)


@main.command(epilog=EXIT_CODES)
@click.argument("libraries", nargs=-1, metavar="[LIBRARY …]")
@click.option("--format", "form", type=click.Choice(sorted(FORMATS)), default="text", help="text for people, json for programs, github for annotations in a pull request.")
def check(libraries: tuple[str, ...], form: str) -> None:
    """Say everything that is wrong in data/ and docs/, sorted by file and line.

    With names, the pages of those libraries only; the data are always checked whole. Warnings do not fail.
    """
    from aviso.checks import check_all

    root = _project()
    wanted = _known_ids(root, libraries) if libraries else None
    problems = check_all(root, wanted)
    text = FORMATS[form](problems)
    if text:
        click.echo(text)
    if form == "text":
        count = len(set(problems))
        click.echo({0: "No problems.", 1: "1 problem"}.get(count, f"{count} problems"), err=True)
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
    from aviso.scaffold import new_library

    _create(new_library, identifier, f"Next: edit these files, look at them with `aviso serve {identifier}`, and check with `aviso check {identifier}`.")


@new.command("vendor", epilog=EXIT_CODES)
@click.argument("identifier", metavar="ID")
def new_vendor_command(identifier: str) -> None:
    """Start the record of the vendor ID in data/vendors/, with every field explained."""
    from aviso.scaffold import new_vendor

    _create(new_vendor, identifier, f"Next: fill it in, and name it under vendors in your library's file (- vendor: {identifier}).")


def _create(make: object, identifier: str, advice: str) -> None:
    from aviso.scaffold import NotPossible

    root = _project()
    try:
        written = make(root, identifier)  # type: ignore[operator]
    except NotPossible as error:
        raise click.UsageError(str(error)) from None
    for path in written:
        click.echo(f"written: {path.relative_to(root).as_posix()}")
    click.echo(advice)


@main.group()
def hosting() -> None:
    """Write ready configuration for the web server that hands out the sites: headers, languages, logs."""


def _server(name: str, summary: str, default_output: str | None = None) -> None:
    """Add the verb of one kind of server; they differ in what is written only."""

    @hosting.command(name, epilog=EXIT_CODES, help=summary)
    @click.argument("hosts", nargs=-1, metavar="[HOST …]")
    @click.option("--output", type=click.Path(path_type=Path), default=default_output, help=f"Where to write. [default: {default_output or 'the terminal'}]")
    @click.option("--check", "is_check", is_flag=True, help="Write nothing; end with 1 if what is there is not what would be written.")
    @click.option("--root", default=None, metavar="FOLDER", help="Where the sites are on the server. [default: public/ in the project]")
    @click.option("--logs", default=None, metavar="FOLDER", help="Where the server keeps its logs. [default: the usual folder of the server]")
    @click.option("--listen", default=None, metavar="ADDRESS:PORT", help="Speak plain HTTP there, to a proxy that speaks HTTPS. [default: HTTPS, on every address]")
    @click.option("--certificates", default="/etc/letsencrypt/live", show_default=True, metavar="FOLDER", help="A folder for each host, with fullchain.pem and privkey.pem.")
    @click.option("--brotli", type=click.Choice(["yes", "no"]), default="yes", show_default=True, help="Whether the server can hand out .br files.")
    def write_configuration(**given: object) -> None:
        _hosting(name, **given)

    del write_configuration


_server("nginx", "Write a file for /etc/nginx/conf.d/.")
_server("apache", "Write a file for /etc/apache2/sites-available/.")
_server("caddy", "Write a Caddyfile.")
_server("logrotate", "Write a file for /etc/logrotate.d/: logs are deleted when the notice says so.")
_server("static", "Write _headers and _redirects for static hosts (Netlify, Cloudflare Pages), in a folder for each host.", "hosting")


def _hosting(
    server: str, hosts: tuple[str, ...], output: Path | None, is_check: bool, root: str | None, logs: str | None, listen: str | None, certificates: str, brotli: str
) -> None:
    from aviso.hosting.generating import LOGS, differing, generate, write
    from aviso.hosting.rendering import Settings
    from aviso.problems import as_text

    if is_check and not output:
        raise click.UsageError("--check compares with a file: name it with --output.")
    project = _project()
    settings = Settings(root or str(project / "public"), logs or LOGS.get(server, ""), listen, certificates, brotli == "yes")
    try:
        files, problems = generate(project, server, settings, hosts)
    except KeyError as error:
        raise click.UsageError(str(error.args[0])) from None
    if problems:
        click.echo(as_text(problems), err=True)
    if not files:
        sys.exit(1)
    if is_check:
        stale = differing(output, files)
        for path in stale:
            click.echo(f"{path} is not what would be written now. Write it anew, and have the server read it again.")
        sys.exit(1 if stale else 0)
    for path in write(output, files) if output else ():
        click.echo(f"written: {path}", err=True)
    if not output:
        click.echo(files[""], nl=False)


@main.command()
def schema() -> None:
    """Write data/schema/*.json anew from the model (after a change of the model)."""
    from aviso.schema import write_schemas

    for path in write_schemas(_project()):
        click.echo(f"written: {path.name}")


if __name__ == "__main__":
    main()
