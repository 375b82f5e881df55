"""Hands tasks to executors as they become known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from aviso.build.task import Task

# None in place of a task: the next one depends on the results of those under way.
Tasks = Iterable[Task | None]
# So many members of one system are made one after the other before their results are looked at:
# each takes a few milliseconds, and most of what is then looked at is the same for all.
TOGETHER = 6


class ExecutorUnavailable(Exception):
    """An executor cannot be used here; the text says why, and what to do."""


class TaskQueue:
    """Tasks in the order in which they become known.

    ``prepare`` is called once, when the first task is known, before the next ones are.
    """

    def __init__(self, tasks: Tasks, prepare: Callable[[], object] = lambda: None) -> None:
        self._tasks = iter(tasks)
        self._prepare: Callable[[], object] | None = prepare
        # A task that was looked at, and is not taken yet.
        self._next: Task | None = None

    def take(self, most: int) -> Iterator[Task]:
        """Yield the tasks that are known, ``most`` of them at most."""
        for _ in range(most):
            task, self._next = self._next or next(self._tasks, None), None
            if task is None:
                return
            if self._prepare:
                self._prepare()
                self._prepare = None
            yield task

    def take_groups(self, most: int) -> Iterator[list[Task]]:
        """Yield the tasks that are known, ``most`` groups of them at most.

        A group are members of one system that follow one another, or a single task.
        """
        for _ in range(most):
            group = list(self.take(1))
            while group and group[0].shared and len(group) < TOGETHER:
                following = next(self.take(1), None)
                if following is None or following.shared != group[0].shared:
                    self._next = following
                    break
                group.append(following)
            if not group:
                return
            yield group
