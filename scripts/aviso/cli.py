"""The console verbs of Aviso; no logic."""

from __future__ import annotations

import errno
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aviso.problems import did_you_mean, has_errors

if TYPE_CHECKING:
    from aviso.audit.proving import Prove
    from aviso.publish import Output
    from aviso.translation.confirming import Translations

EXIT_CODES = """\b
Exit status: 0 everything is sound; 1 there are problems, named with file and line;
2 the command was called wrongly."""

FORMS = ("text", "json", "github", "gitlab", "junit", "sarif")


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


@contextmanager
def _extra_packages(extra: str = "watch") -> Iterator[None]:
    """Say in words that packages are missing which only some commands need."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("aviso"):
            raise
        raise click.ClickException(f'This command needs the package "{error.name}". Type: pip install "aviso[{extra}]", or ./run site.') from None


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
      aviso links                  look whether addresses outside still answer
      aviso due                    what has to be reviewed, when and by whom
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
@click.option("--prove", "is_proven", is_flag=True, help="Open every page in Chromium first, and publish only what keeps its promise; the site shows the proof.")
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
    is_proven: bool,
    is_stock: bool,
) -> None:
    """Build the sites into public/: all of them, or those that you name; only what has changed.

    A library with problems keeps the site that it had; the others are published.
    """
    from aviso.building import Order, build_sites
    from aviso.progress import report
    from aviso.publish import Output
    from aviso.runners import choose
    from aviso.shards import part

    if is_stock and is_proven:
        raise click.UsageError("--stock and --prove cannot go together: MkDocs knows nothing of the proof.")
    if is_stock and scheduler:
        raise click.UsageError("--stock and --dask cannot go together: the workers of a cluster have no MkDocs project.")
    root = _project()
    wanted = _known_ids(root, libraries)
    if shard:
        wanted = part(wanted, *shard)
    target = Output(output or root / "public")
    runner = choose(jobs, len(wanted), scheduler)
    with _alone(target), _prover(is_proven) as prove:
        order = Order(is_forced, is_stock, is_compressed, prove)
        with closing(build_sites(root, wanted, target, runner, order)) as outcomes:
            sys.exit(report(outcomes, len(wanted), target.folder, explain))


@contextmanager
def _prover(is_proven: bool) -> Iterator[Prove | None]:
    """What opens sites in a browser before they are published, if that is asked for."""
    if not is_proven:
        yield None
        return
    with _extra_packages("audit"):
        from aviso.audit.proving import proving
        from aviso.audit.visiting import NoBrowser
    try:
        with proving(date.today()) as prove:
            yield prove
    except NoBrowser as error:
        raise click.ClickException(str(error)) from None


@main.command(epilog=EXIT_CODES)
@click.argument("libraries", nargs=-1, metavar="[LIBRARY …]")
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), default=None, help="Where the sites are. [default: public/ in the project]")
@click.option("--browser", "with_browser", is_flag=True, help="Also open every page in Chromium, with and without JavaScript.")
@click.option("--url", "address", default=None, metavar="ADDRESS", help="Audit a live site in place of what was built: what its host added, left out or changed.")
@click.option("--format", "form", type=click.Choice(["text", "json", "junit", "sarif", "github"]), default="text", help="text for people; json, junit and sarif for programs; github for annotations.")
def audit(libraries: tuple[str, ...], output: Path | None, with_browser: bool, address: str | None, form: str) -> None:
    """Look at the finished sites: do they keep the promise that they print?

    Every file that was published is read as a browser reads it: nothing runs, loads from elsewhere or leads nowhere, and
    nothing was changed since the build. With --browser, every page is opened: requests, cookies, calls that keep something
    on the device or tell it from others, messages, the security policy, the layout and barriers (axe-core) are watched.
    """
    with _extra_packages("audit"):
        from aviso.audit.command import audit_address, audit_folder, tell
        from aviso.audit.visiting import NoBrowser
    from aviso.publish import Output

    if address and (libraries or with_browser):
        raise click.UsageError("--url stands alone: a live site is always opened in the browser.")
    if address and not re.match(r"https?://[^/]+", address):
        raise click.UsageError(f'"{address}" is not an address; write it like https://notices.example.org/sonoma/.')
    root = _project()
    published = Output(output or root / "public")
    try:
        found = audit_address(published, address) if address else audit_folder(published, _known_ids(root, libraries), with_browser)
    except NoBrowser as error:
        raise click.ClickException(str(error)) from None
    tell(found, form)
    sys.exit(1 if found.fails else 0)


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
@click.option("--format", "form", type=click.Choice(FORMS), default="text", metavar="FORM", help="text for people; json, junit or sarif for programs; github or gitlab for annotations of a change.")
@click.option("--notes", "with_notes", is_flag=True, help="Also tell contradictions that the reader is told of or that are accepted, with the reason.")
def check(libraries: tuple[str, ...], form: str, with_notes: bool) -> None:
    """Say everything that is wrong in data/ and docs/, sorted by file and line.

    With names, the pages of those libraries only; the data are always checked whole. Warnings do not fail.
    """
    from aviso.checks import check_all
    from aviso.checks import notes as accepted_findings
    from aviso.reports import tell

    root = _project()
    wanted = _known_ids(root, libraries) if libraries else None
    problems = check_all(root, wanted)
    text = tell([("check", problem) for problem in problems], form, "aviso check")
    if with_notes and form == "text":
        text = "\n".join([*text.splitlines(), *accepted_findings(root)])
    if text:
        click.echo(text)
    if form == "text":
        count = len(set(problems))
        click.echo({0: "No problems.", 1: "1 problem"}.get(count, f"{count} problems"), err=True)
    sys.exit(1 if has_errors(problems) else 0)


class Today(click.ParamType):
    """A day, written 2026-11-22."""

    name = "day"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(str(value))
        except ValueError:
            self.fail(f'"{value}" is not a day; write year-month-day, like 2026-11-22.', param, ctx)


TODAY = click.option("--today", type=Today(), default=None, metavar="DAY", help="The day to reckon from. [default: today]")


@main.command(epilog=EXIT_CODES)
@click.option("--format", "form", type=click.Choice(FORMS), default="text", metavar="FORM", help="text for people; json, junit or sarif for programs; github or gitlab for annotations.")
@click.option("--fix", "is_fixing", is_flag=True, help="Write new addresses (moved for good, or https) into the YAML and Markdown files.")
@click.option("--inside", "output", type=click.Path(path_type=Path, exists=True, file_okay=False), default=None, metavar="OUTPUT", help="Check instead every address within the built sites in OUTPUT, across libraries.")
@click.option("--offline", "is_offline", is_flag=True, help="Ask nobody: judge by what earlier runs found.")
@click.option("--age", type=click.FloatRange(min=0), default=20.0, show_default=True, metavar="HOURS", help="For how long a sound answer is believed; any other for an hour at most.")
@click.option("--days", metavar="DAYS", type=click.IntRange(min=1), default=3, show_default=True, help="On how many days in a row an unsure address must fail before that is an error.")
@click.option("--gap", type=click.FloatRange(min=0), default=1.0, show_default=True, metavar="SECONDS", help="The least pause between two requests to one host.")
@click.option("--at-once", metavar="NUMBER", type=click.IntRange(min=1), default=24, show_default=True, help="How many requests are under way at most, each to another host.")
@click.option("--time-limit", type=click.FloatRange(min=0.1), default=30.0, show_default=True, metavar="SECONDS", help="How long one request may take.")
@click.option("--retries", metavar="NUMBER", type=click.IntRange(min=0), default=2, show_default=True, help="How often to ask again where that may help, with growing pauses.")
@click.option("--pause", type=click.FloatRange(min=0), default=3.0, show_default=True, metavar="SECONDS", help="The first of these pauses.")
@click.option("--longest-wait", type=click.FloatRange(min=0), default=120.0, show_default=True, metavar="SECONDS", help="For how long to obey Retry-After; who asks for more is left alone.")
@click.option("--private", "may_be_private", is_flag=True, help="Also ask addresses of this machine and its network.")
@click.option("--memory", type=click.Path(path_type=Path, dir_okay=False), default=None, help="Where answers are kept between runs. [default: .aviso/links/answers.sqlite]")
@TODAY
def links(
    form: str, is_fixing: bool, output: Path | None, is_offline: bool, age: float, days: int, gap: float, at_once: int, time_limit: float, retries: int, pause: float,
    longest_wait: float, may_be_private: bool, memory: Path | None, today: date | None,
) -> None:  # fmt: skip
    """Check every address outside that data/ and docs/ name, each once, and sort them by what to do.

    \b
    broken     nobody can read it; fails
    moved      for good; --fix writes the new address
    insecure   http where https answers; --fix writes https
    refused    to a program; a person must look
    unsure     no answer in time, or a fault of the server; fails after --days days in a row

    What was found is kept at once, so that a run that was cut short goes on where it was. data/accepted.yml names what
    somebody has looked at and accepts until a day.
    """
    if output:
        from aviso.links.inside import run as run_inside

        sys.exit(run_inside(_project(), output, form))
    with _extra_packages():
        from aviso.links.checking import Plan
        from aviso.links.command import Wishes, run
        from aviso.links.memory import Ages
        from aviso.links.politeness import Manners

    if is_offline and is_fixing:
        raise click.UsageError("--fix and --offline cannot go together: a new address must be seen to answer before it is written.")
    manners = Manners(gap=gap, at_once=at_once, connect=min(10.0, time_limit), total=time_limit, retries=retries, pause=pause, longest_wait=longest_wait, may_be_private=may_be_private)
    plan = Plan(manners, Ages(age * 3600, min(age, 1.0) * 3600), today or date.today(), days, is_offline)
    try:
        sys.exit(run(_project(), plan, Wishes(form, is_fixing, memory)))
    except KeyboardInterrupt:
        click.echo("Stopped. What was found is kept; run it again to go on.", err=True)
        sys.exit(130)


@main.command(epilog=EXIT_CODES)
@click.argument("vendors", nargs=-1, metavar="[VENDOR …]")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="text for people, json for programs.")
@click.option("--gap", type=click.FloatRange(min=0), default=1.0, show_default=True, metavar="SECONDS", help="The least pause between two requests to one host.")
@click.option("--retries", metavar="NUMBER", type=click.IntRange(min=0), default=2, show_default=True, help="How often to ask again where that may help.")
@click.option("--private", "may_be_private", is_flag=True, help="Also ask addresses of this machine and its network.")
@click.option("--strict", "is_strict", is_flag=True, help="End with 1 if a policy has changed or is gone.")
@TODAY
def watch(vendors: tuple[str, ...], form: str, gap: float, retries: int, may_be_private: bool, is_strict: bool, today: date | None) -> None:
    """Compare each company's privacy policy with what it said when it was last reviewed.

    Its text is taken out of the page, so that a new layout counts for nothing. data/watch.yml keeps digests and days; sites
    then say "changed since our review".
    """
    with _extra_packages():
        from aviso.links.politeness import Manners
        from aviso.watch.command import Wishes
        from aviso.watch.command import watch as run

    manners = Manners(gap=gap, retries=retries, may_be_private=may_be_private)
    sys.exit(run(_project(), manners, Wishes(form, vendors, today or date.today(), is_strict)))


@main.group()
def vendor() -> None:
    """Record what was done about a company."""


@vendor.command("reviewed", epilog=EXIT_CODES)
@click.argument("identifier", metavar="ID")
@click.option("--offline", "is_offline", is_flag=True, help="Do not fetch the policy; it is compared from the next time that it is read.")
@click.option("--private", "may_be_private", is_flag=True, help="Also ask addresses of this machine and its network.")
@click.option("--on", "day", type=Today(), default=None, metavar="DAY", help="The day of the review. [default: today]")
def vendor_reviewed(identifier: str, is_offline: bool, may_be_private: bool, day: date | None) -> None:
    """Record that somebody has read the privacy policy of the company ID.

    Writes reviewed_on into its file, and the text of today into the register that `aviso watch` compares with.
    """
    with _extra_packages():
        from aviso.links.politeness import Manners
        from aviso.watch.command import reviewed

    sys.exit(reviewed(_project(), identifier, day or date.today(), Manners(may_be_private=may_be_private), is_offline))


@main.command(epilog=EXIT_CODES)
@click.argument("libraries", nargs=-1, metavar="[LIBRARY …]")
@click.option("--format", "form", type=click.Choice(["text", "json", "ics"]), default="text", help="A table, data, or a calendar.")
@click.option("--within", type=click.IntRange(min=0), default=None, metavar="DAYS", help="Only what is overdue or due within so many days.")
@click.option("--output", "folder", type=click.Path(path_type=Path, file_okay=False), default=None, help="Write a page, a badge, a calendar and JSON there.")
@click.option("--language", type=click.Choice(["en", "es"]), default="en", show_default=True, help="The language of all of these.")
@click.option("--strict", "is_strict", is_flag=True, help="End with 1 if anything is overdue.")
@TODAY
def due(libraries: tuple[str, ...], form: str, within: int | None, folder: Path | None, language: str, is_strict: bool, today: date | None) -> None:
    """List what has to be reviewed, by day and by the role that does it.

    Documents, companies, laws, contacts and translations are reckoned from the day of their last review and the periods in
    data/care.yml. With names, only of those libraries and of what all share.
    """
    with _extra_packages():
        from aviso.due.command import Wishes, run

    root = _project()
    if libraries:
        _known_ids(root, libraries)
    sys.exit(run(root, Wishes(form, today or date.today(), within, libraries, language, folder, is_strict)))


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
@main.command(epilog=EXIT_CODES)
@click.argument("libraries", nargs=-1, metavar="[LIBRARY …]")
@click.option("--format", "form", type=click.Choice(sorted(FORMATS)), default="text", help="text for people, json for programs, github for annotations in a pull request.")
def proofread(libraries: tuple[str, ...], form: str) -> None:
    """Name misspelt words, and pages that are hard to read with their hardest sentences.

    It needs the dictionaries: pip install 'aviso[proofread]'. Words of your own stand in data/terms/words.txt.
    """
    from aviso.loading import load
    from aviso.translation.proofreading import NotInstalled
    from aviso.translation.proofreading import proofread as read

    root = _project()
    wanted = _known_ids(root, libraries) if libraries else None
    try:
        problems = read(load(root)[0], wanted)
    except NotInstalled as error:
        raise click.ClickException(str(error)) from None
    click.echo(FORMATS[form](problems) or ("Nothing to mend." if form == "text" else ""))
    sys.exit(1 if problems else 0)


@main.group()
def translation() -> None:
    """See whether the languages say the same, and record that somebody has checked it."""


@translation.command("status", epilog=EXIT_CODES)
@click.argument("libraries", nargs=-1, metavar="[LIBRARY …]")
@click.option("--format", "form", type=click.Choice(["table", "json", "csv", "html"]), default="table", help="table for people; json, csv for programs; html: a page for each library.")
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), default=None, help="Where the pages of html go. [default: .aviso/translation]")
def translation_status(libraries: tuple[str, ...], form: str, output: Path | None) -> None:
    """Say of every text, in each language: missing, outdated, unreviewed or current.

    LIBRARY is one library, or "shared" for what all libraries share. The pages of html show both texts side by side,
    with the words marked that have changed since somebody confirmed them.
    """
    from aviso.translation.report import FORMATS as REPORTS
    from aviso.translation.report import write_pages

    found = _translations()
    owners = _owners(found.pieces, libraries)
    if form == "html":
        for path in write_pages(output or _project() / ".aviso" / "translation", {owner: found.statuses([owner]) for owner in owners}):
            click.echo(f"written: {path}")
    else:
        click.echo(REPORTS[form](found.statuses(owners)))


@translation.command("confirm", epilog=EXIT_CODES)
@click.argument("names", nargs=-1, required=True, metavar="PAGE|FIELD …")
@click.option("--by", required=True, metavar="ROLE", help='The office or position of the person who has compared the texts, like "Spanish-language librarian". Not a name.')
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), default=None, metavar="DATE", help="When, year-month-day. [default: today]")
def translation_confirm(names: tuple[str, ...], by: str, on: datetime | None) -> None:
    """Record that a person has compared the languages and found that they say the same.

    PAGE|FIELD is a page (sonoma/choices), a section of one (sonoma/choices#email), a text of the data
    (sonoma/contacts.email-removal), a file (docs/sonoma/es/choices.md), or all of a library (sonoma).
    """
    _record_translations(names, on, by)


@translation.command("note", epilog=EXIT_CODES)
@click.argument("names", nargs=-1, required=True, metavar="PAGE|FIELD …")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), default=None, metavar="DATE", help="When, year-month-day. [default: today]")
def translation_note(names: tuple[str, ...], on: datetime | None) -> None:
    """Record that the languages were written together, and that no person has compared them yet.

    From then on Aviso notices if one language changes and the other does not. The texts stay "unreviewed".
    """
    _record_translations(names, on, None)


@translation.command("accept", epilog=EXIT_CODES)
@click.argument("name", metavar="PAGE|FIELD")
@click.option("--reason", required=True, help="Why the languages may differ here.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), default=None, metavar="DATE", help="When, year-month-day. [default: today]")
def translation_accept(name: str, reason: str, on: datetime | None) -> None:
    """Record why a difference that `aviso check` reports is right. It holds until one of the texts changes."""
    from aviso.translation.confirming import NotConfirmable

    found = _translations()
    try:
        pieces = found.exactly(name)
        _say_written(found.accept(pieces, _day(on), reason.strip()))
    except NotConfirmable as error:
        raise click.UsageError(str(error)) from None


def _record_translations(names: tuple[str, ...], on: datetime | None, by: str | None) -> None:
    from aviso.translation.confirming import NotConfirmable

    found = _translations()
    try:
        pieces = [piece for name in names for piece in found.named(name)]
        if by is None:
            pieces = found.not_current(pieces)
        _say_written(found.record(pieces, _day(on), by and by.strip()))
    except NotConfirmable as error:
        raise click.UsageError(str(error)) from None
    click.echo(f"{len(pieces)} {'text' if len(pieces) == 1 else 'texts'} {'confirmed' if by else 'noted'}.")


def _say_written(paths: list[Path]) -> None:
    for path in paths:
        click.echo(f"written: {path.relative_to(_project()).as_posix()}")


def _day(on: datetime | None) -> date:
    return on.date() if on else date.today()


def _translations() -> Translations:
    from aviso.loading import load
    from aviso.problems import as_text
    from aviso.translation.confirming import Translations

    found = Translations.of(load(_project())[0])
    if found.problems:
        raise click.ClickException(as_text(found.problems))
    return found


def _owners(known: Iterable[str], wanted: tuple[str, ...]) -> list[str]:
    for name in wanted:
        if name not in known:
            raise click.UsageError(f'There is no library "{name}". {did_you_mean(name, known)}'.strip())
    return [owner for owner in known if not wanted or owner in wanted]


@main.command()
def schema() -> None:
    """Write data/schema/*.json anew from the model (after a change of the model)."""
    from aviso.schema import write_schemas

    for path in write_schemas(_project()):
        click.echo(f"written: {path.name}")


if __name__ == "__main__":
    main()
