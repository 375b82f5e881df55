"""Shows work while it is done: a bar on a terminal, plain lines of a build elsewhere, and a summary at the end."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.text import Text

from aviso.pages import FRONT
from aviso.problems import as_text

if TYPE_CHECKING:
    from aviso.building import Outcome

WORDS = {"published": "published", "unchanged": "unchanged", "failed": "NOT published", "removed": "removed"}


class _Rate(ProgressColumn):
    """Libraries a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed or 0:.0f}/s")


def report(outcomes: Iterable[Outcome], total: int, folder: Path, explain: bool) -> int:
    """Show each outcome as it comes, then a summary; return the exit status: 1 if a site failed, else 0."""
    started = time.monotonic()
    counts: Counter[str] = Counter()
    with _progress() as progress:
        task = progress.add_task("building", total=total)
        for outcome in outcomes:
            counts[outcome.state] += 1
            progress.update(task, advance=outcome.state != "removed", description=f"building … {_title(outcome.site_id)}")
            for line in _lines(outcome, explain):
                _say(progress, line)
    click.echo(_summary(counts, time.monotonic() - started, folder))
    return 1 if counts["failed"] else 0


def _lines(outcome: Outcome, explain: bool) -> list[str]:
    """What is said of one site: problems always, the state unless nothing happened, the reason if it is asked for."""
    lines = []
    if outcome.state != "unchanged" or explain:
        reason = outcome.reason or ("nothing that it is made of has changed" if outcome.state == "unchanged" else "")
        lines.append(f"{WORDS[outcome.state]}: {_title(outcome.site_id)}" + (f" – {reason}" if explain and reason else ""))
    if outcome.problems:
        lines.append(as_text(outcome.problems))
    return lines


def _summary(counts: Counter[str], seconds: float, folder: Path) -> str:
    parts = [f"{counts['published']} published", f"{counts['unchanged']} unchanged"]
    parts += [f"{counts['failed']} kept as they were because of problems"] if counts["failed"] else []
    parts += [f"{counts['removed']} removed"] if counts["removed"] else []
    return f"{', '.join(parts)}, {seconds:.1f} s → {folder}"


def _title(site_id: str) -> str:
    return "front page" if site_id == FRONT else site_id


def _progress() -> Progress:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


@contextmanager
def counting(description: str) -> Iterator[Callable[[int, int | None, str], None]]:
    """Show on a terminal how many of how many things are done, and which is under way; say nothing elsewhere."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(description, total=None)
        yield lambda done, total, what: bar.update(task, completed=done, total=total, description=what[:60])


def _say(progress: Progress, text: str) -> None:
    if progress.disable:
        click.echo(text)
    else:
        progress.console.print(text, markup=False, highlight=False, soft_wrap=True)
