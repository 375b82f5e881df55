"""The console command ``aviso`` and the table of its commands."""

# ruff: noqa: E402
from __future__ import annotations

# This comes before any slower import: Ctrl-C must not hit a half-imported module. The module
# "signal" is one of them, since it makes enumerations; this is what it is made of.
import _signal  # type: ignore[import-not-found]
import os


def _leave(number: int, frame: object) -> None:
    """End quietly if Ctrl-C comes while this module is being imported: no work has begun."""
    os._exit(130)


# Workers ignore Ctrl-C.
_is_guarded = _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler
try:
    if _is_guarded:
        _signal.signal(_signal.SIGINT, _leave)
except ValueError:
    # Only the main thread handles signals, and this is another one.
    _is_guarded = False

import atexit
import sys
from typing import Any

import click

from aviso.cli.common import EXIT_CODES
from aviso.cli.failures import (
    INTERRUPTED,
    ignore_interrupts,
    open_standard_streams,
    report_failures,
)
from aviso.cli.lazy_group import LazyCommand, LazyGroup

COMMANDS = {
    "audit": LazyCommand(
        "aviso.cli.audit:audit", "Test that the finished sites keep the promises they make."
    ),
    "build": LazyCommand(
        "aviso.cli.build:build", "Build all sites, or those that you name, into public/."
    ),
    "check": LazyCommand(
        "aviso.cli.check:check", "Report everything that is wrong in data/ and docs/."
    ),
    "due": LazyCommand(
        "aviso.cli.due:due", "List the reviews that are due, with the day and the role."
    ),
    "list": LazyCommand(
        "aviso.cli.list_ids:list_ids", "List the ids that records can name, and what they mean."
    ),
    "gaps": LazyCommand(
        "aviso.cli.gaps:gaps", "List the few answers that would complete a notice."
    ),
    "hosting": LazyCommand(
        "aviso.cli.hosting:hosting", "Write configuration for the web server of the sites."
    ),
    "init": LazyCommand("aviso.cli.init:init", "Make a project of your own in a new folder."),
    "links": LazyCommand(
        "aviso.cli.links:links", "Check whether the addresses of other sites still answer."
    ),
    "migrate": LazyCommand(
        "aviso.cli.migrate:migrate", "Convert the records to the form that this version reads."
    ),
    "new": LazyCommand("aviso.cli.new:new", "Start a library, a company, a law or a term."),
    "override": LazyCommand(
        "aviso.cli.override:override_command", "Copy an entry of Aviso into the project to edit it."
    ),
    "proofread": LazyCommand(
        "aviso.cli.proofread:proofread", "Find misspelled words and pages that are hard to read."
    ),
    "publish": LazyCommand(
        "aviso.cli.publish:publish", "Join the outputs of all shards in public/."
    ),
    "remove": LazyCommand(
        "aviso.cli.remove:remove", "Remove a library, a company, a law or a term."
    ),
    "rename": LazyCommand(
        "aviso.cli.rename:rename", "Change the id of a library or a company everywhere."
    ),
    "rule": LazyCommand("aviso.cli.rule:rule", "Explain a rule: why it exists and what to do."),
    "schema": LazyCommand("aviso.cli.schema:schema", "Write data/schema/*.json from the model."),
    "serve": LazyCommand("aviso.cli.serve:serve", "Show one library's site while you edit it."),
    "status": LazyCommand(
        "aviso.cli.status:status_command", "List what the project has in place of Aviso's own."
    ),
    "translation": LazyCommand(
        "aviso.cli.translation:translation", "See whether the languages agree, and confirm it."
    ),
    "vendor": LazyCommand("aviso.cli.vendor:vendor", "Record that somebody reviewed a company."),
    "watch": LazyCommand(
        "aviso.cli.watch:watch", "Find companies' privacy policies that have changed."
    ),
}


class AvisoGroup(LazyGroup):
    """The group of all commands: it reports the failures of every command alike."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run a command with all standard streams open."""
        try:
            open_standard_streams()
            return super().main(*args, **extra)
        except KeyboardInterrupt:
            ignore_interrupts()
            sys.exit(INTERRUPTED)

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Read the command line."""
        with report_failures():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        with report_failures():
            return super().invoke(ctx)


@click.group(
    cls=AvisoGroup,
    lazy_commands=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=EXIT_CODES,
)
@click.version_option(package_name="aviso-notices")
def main() -> None:
    """Turn facts (data/) and Markdown (docs/) into bilingual privacy notices of libraries.

    \b
    Getting started:
      aviso init my-notices        make a project of your own (see aviso init --help)
      aviso check                  what is wrong, by file and line
      aviso serve                  preview one library's site while you edit it
      aviso build                  build every site into public/
      aviso new library my-town    start a library of your own
      aviso links                  check whether external links still work
      aviso due                    which reviews are due, when, and for which role
      aviso rule i18n/negation     why something is reported, and what to do
    """


if _is_guarded:
    # When all is done, a Ctrl-C changes nothing any more.
    atexit.register(_signal.signal, _signal.SIGINT, _signal.SIG_IGN)
    _signal.signal(_signal.SIGINT, _signal.default_int_handler)

if __name__ == "__main__":
    main()
