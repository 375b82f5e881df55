"""Hands tasks to executors as they become known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from aviso.build.task import Task

# None in place of a task: the next one depends on the results of those under way.
Tasks = Iterable[Task | None]


class ExecutorUnavailable(Exception):
    """An executor cannot be used here; the text says why, and what to do."""


class TaskQueue:
    """Tasks in the order in which they become known.

    ``prepare`` is called once, when the first task is known, before the next ones are.
    """

    def __init__(self, tasks: Tasks, prepare: Callable[[], object] = lambda: None) -> None:
        self._tasks = iter(tasks)
        self._prepare: Callable[[], object] | None = prepare

    def take(self, most: int) -> Iterator[Task]:
        """Yield the tasks that are known, ``most`` of them at most."""
        for _ in range(most):
            task = next(self._tasks, None)
            if task is None:
                return
            if self._prepare:
                self._prepare()
                self._prepare = None
            yield task
