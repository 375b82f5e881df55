"""Shows work while it is done: a bar on a terminal, plain lines of a build elsewhere, and a summary at the end."""

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
from aviso.core.report_formats import as_text

if TYPE_CHECKING:
    from aviso.build.incremental import Outcome

Left = Callable[[Iterable[Diagnostic]], list[Diagnostic]]
WORDS = {
    "published": "published",
    "unchanged": "unchanged",
    "failed": "NOT published",
    "removed": "removed",
}


def report(outcomes: Iterable[Outcome], total: int, folder: Path, explain: bool, left: Left) -> int:
    """Show each outcome as it comes, then a summary; return the exit status: 1 if a site failed, else 0.

    ``left`` leaves out the warnings that somebody accepts.
    """
    started = time.monotonic()
    counts: Counter[str] = Counter()
    with _shown(total) as (advance, say):
        for outcome in outcomes:
            counts[outcome.state] += 1
            advance(_title(outcome.site_id), outcome.state != "removed")
            for line in _lines(outcome, explain, left):
                say(line)
    click.echo(_summary(counts, time.monotonic() - started, folder))
    return 1 if counts["failed"] else 0


@contextmanager
def _shown(total: int) -> Iterator[tuple[Callable[[str, int], None], Callable[[str], None]]]:
    """A bar for so many things on a terminal, plain lines elsewhere: what to call with each thing done, and with each line."""
    if not sys.stderr.isatty():
        yield lambda what, done: None, click.echo
        return
    from aviso.cli.bars import building

    with building(total) as shown:
        yield shown


def _lines(outcome: Outcome, explain: bool, left: Left) -> list[str]:
    """What is said of one site: problems always, the state unless nothing happened, the reason if it is asked for."""
    lines = []
    if outcome.state != "unchanged" or explain:
        reason = outcome.reason or (
            "nothing that it is made of has changed" if outcome.state == "unchanged" else ""
        )
        lines.append(
            f"{WORDS[outcome.state]}: {_title(outcome.site_id)}"
            + (f" – {reason}" if explain and reason else "")
        )
    if problems := left(outcome.problems):
        lines.append(as_text(problems, with_rules=True))
    return lines


def _summary(counts: Counter[str], seconds: float, folder: Path) -> str:
    parts = [f"{counts['published']} published", f"{counts['unchanged']} unchanged"]
    parts += (
        [f"{counts['failed']} kept as they were because of problems"] if counts["failed"] else []
    )
    parts += [f"{counts['removed']} removed"] if counts["removed"] else []
    return f"{', '.join(parts)}, {seconds:.1f} s → {folder}"


def _title(site_id: str) -> str:
    return "front page" if site_id == FRONT else site_id


@contextmanager
def counting(description: str) -> Iterator[Callable[[int, int | None, str], None]]:
    """Show on a terminal how many of how many things are done, and which is under way; say nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda done, total, what: None
        return
    from aviso.cli import bars

    with bars.counting(description) as count:
        yield count
