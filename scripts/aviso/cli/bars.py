"""The progress bars of a terminal. ``progress`` loads this module only for a bar on a terminal."""

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
    """Libraries per second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed or 0:.0f}/s")


@contextmanager
def show_build(total: int) -> Iterator[tuple[Callable[[str, int], None], Callable[[str], None]]]:
    """Show a build's bar.

    Yields ``(advance, print_above)``: ``advance`` takes the last site and the number of sites that
    are newly done; ``print_above`` prints a line above the bar.
    """
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
def show_count(description: str) -> Iterator[Callable[[int, int | None, str], None]]:
    """Show a bar.

    Yields a function that takes the number done, the total (None: unknown), and the current item.
    """
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
