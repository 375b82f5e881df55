"""``aviso vendor``: records reviews of companies."""

from __future__ import annotations

import sys
from datetime import date

import click

from aviso.cli.common import EXIT_CODES, explain_missing_packages, open_project
from aviso.cli.parameters import PRIVATE, parse_day
from aviso.core.web.rate_limiter import RequestPolicy


@click.group()
def vendor() -> None:
    """Record that somebody reviewed a company."""


@vendor.command("reviewed", epilog=EXIT_CODES)
@click.argument("identifier", metavar="ID")
@click.option(
    "--offline",
    "is_offline",
    is_flag=True,
    help="Do not fetch the policy now; later texts are compared with the next one read.",
)
@PRIVATE
@click.option(
    "--on",
    "day",
    type=parse_day,
    default=None,
    metavar="DAY",
    help="The day of the review. [default: today]",
)
def vendor_reviewed(
    identifier: str, is_offline: bool, may_be_private: bool, day: date | None
) -> None:
    """Record that somebody has read the privacy policy of the company ID.

    This writes reviewed_on into its file, and digests of today's text into the register that `aviso
    watch` uses.
    """
    with explain_missing_packages():
        from aviso.cli.policies import record_review

    policy = RequestPolicy(may_be_private=may_be_private)
    sys.exit(record_review(open_project(), identifier, day or date.today(), policy, is_offline))
