"""``aviso watch``: finds privacy policies of companies that have changed."""

from __future__ import annotations

import sys
from datetime import date

import click

from aviso.cli.common import EXIT_CODES, explain_missing_packages, open_project
from aviso.cli.parameters import GAP, PRIVATE, TODAY, add_selection_options
from aviso.core.rules import Selection
from aviso.core.web.rate_limiter import RequestPolicy


@click.command(epilog=EXIT_CODES)
@click.argument("vendors", nargs=-1, metavar="[VENDOR …]")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="text for people, json for programs.",
)
@GAP
@click.option(
    "--retries",
    metavar="NUMBER",
    type=click.IntRange(min=0),
    default=2,
    show_default=True,
    help="How many times to retry where that may help.",
)
@PRIVATE
@click.option(
    "--strict", "is_strict", is_flag=True, help="Exit with 1 if a policy has changed or is gone."
)
@add_selection_options
@TODAY
def watch(
    vendors: tuple[str, ...],
    form: str,
    gap: float,
    retries: int,
    may_be_private: bool,
    is_strict: bool,
    selection: Selection,
    today: date | None,
) -> None:
    """Compare each company's privacy policy with its text at the last review.

    Only the text counts, not the layout of the page. data/watch.yml keeps digests and days. Sites
    say "changed since our review" for a changed policy.
    """
    with explain_missing_packages():
        from aviso.cli.policies import WatchOptions, watch_policies

    policy = RequestPolicy(gap=gap, retries=retries, may_be_private=may_be_private)
    options = WatchOptions(form, vendors, today or date.today(), is_strict, selection)
    sys.exit(watch_policies(open_project(), policy, options))
