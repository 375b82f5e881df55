"""Shows the progress of work: a bar on a terminal, plain lines elsewhere, and a summary."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aviso.content.pages import FRONT
from aviso.core.diagnostics import Diagnostic
from aviso.core.report_formats import format_text

if TYPE_CHECKING:
    from aviso.build.incremental import Outcome

# Leaves out accepted warnings.
Filter = Callable[[Iterable[Diagnostic]], list[Diagnostic]]
WORDS = {
    "published": "published",
    "unchanged": "unchanged",
    "failed": "NOT published",
    "removed": "removed",
}


def report(
    outcomes: Iterable[Outcome], total: int, folder: Path, explain: bool, left: Filter
) -> int:
    """Show each outcome as it comes, then a summary. Return 1 if a site failed, else 0.

    ``left`` leaves out accepted warnings.
    """
    started = time.monotonic()
    counts: Counter[str] = Counter()
    with _show_build(total) as (advance, say):
        for outcome in outcomes:
            counts[outcome.state] += 1
            advance(_name_site(outcome.site_id), outcome.state != "removed")
            for line in _format_lines(outcome, explain, left):
                say(line)
    click.echo(_format_summary(counts, time.monotonic() - started, folder))
    return 1 if counts["failed"] else 0


@contextmanager
def _show_build(total: int) -> Iterator[tuple[Callable[[str, int], None], Callable[[str], None]]]:
    """Show a bar on a terminal, plain lines elsewhere.

    Yields ``(advance, print_above)``, as ``bars.show_build`` does.
    """
    if not sys.stderr.isatty():
        yield lambda what, done: None, click.echo
        return
    # This import loads rich, which takes long.
    from aviso.cli import bars

    with bars.show_build(total) as calls:
        yield calls


def _format_lines(outcome: Outcome, explain: bool, left: Filter) -> list[str]:
    """Return the lines on one site: its state if it has changed, and its problems.

    ``explain`` adds the reason, and the state of sites that have not changed.
    """
    lines = []
    if outcome.state != "unchanged" or explain:
        reason = outcome.reason or (
            "none of its inputs has changed" if outcome.state == "unchanged" else ""
        )
        lines.append(
            f"{WORDS[outcome.state]}: {_name_site(outcome.site_id)}"
            + (f" – {reason}" if explain and reason else "")
        )
    if problems := left(outcome.problems):
        lines.append(format_text(problems, with_rules=True))
    return lines


def _format_summary(counts: Counter[str], seconds: float, folder: Path) -> str:
    parts = [f"{counts['published']} published", f"{counts['unchanged']} unchanged"]
    parts += (
        [f"{counts['failed']} kept as they were because of problems"] if counts["failed"] else []
    )
    parts += [f"{counts['removed']} removed"] if counts["removed"] else []
    return f"{', '.join(parts)}, {seconds:.1f} s → {folder}"


def _name_site(site_id: str) -> str:
    return "front page" if site_id == FRONT else site_id


@contextmanager
def show_count(description: str) -> Iterator[Callable[[int, int | None, str], None]]:
    """Show a bar on a terminal, nothing elsewhere.

    Yields a function that takes the number done, the total, and the current item.
    """
    if not sys.stderr.isatty():
        yield lambda done, total, what: None
        return
    from aviso.cli import bars

    with bars.show_count(description) as count:
        yield count
