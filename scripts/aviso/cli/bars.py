"""Shows on a terminal how many of how many things are done: the bars of ``progress``, which loads this only where one can be seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text


class _Rate(ProgressColumn):
    """Libraries a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed or 0:.0f}/s")


@contextmanager
def building(total: int) -> Iterator[tuple[Callable[[str, int], None], Callable[[str], None]]]:
    """Show a build's bar; yield what says that so many more are done, and which was the last, and what writes a line above it."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("building", total=total)
        yield (
            lambda what, done: bar.update(task, advance=done, description=f"building … {what}"),
            lambda text: bar.console.print(text, markup=False, highlight=False, soft_wrap=True),
        )


@contextmanager
def counting(description: str) -> Iterator[Callable[[int, int | None, str], None]]:
    """Show a bar; yield what says how many of how many things are done, and which is under way."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(description, total=None)
        yield lambda done, total, what: bar.update(
            task, completed=done, total=total, description=what[:60]
        )
