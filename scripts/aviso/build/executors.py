"""Executors run tasks: in this process, in worker processes, or on a Dask cluster.

Results come as they are ready, in any order.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import chain, islice

from aviso.build.rules import WORKER_DIED
from aviso.build.task import BuildResult, Task
from aviso.build.task_queue import ExecutorUnavailable, TaskQueue, Tasks
from aviso.build.worker_process import (
    can_start_workers,
    collect_garbage_less_often,
    open_project,
    prepare_workers,
    run_task,
)
from aviso.core.processors import count_usable_processors

Executor = Callable[[Tasks], Iterator[BuildResult]]
# How often to try a site alone after its process died, for example because memory ran out, and how
# many seconds to wait before each time: if the process that forks the others was killed, it takes a
# moment to end, and until then none can be forked.
PAUSES = (0.0, 0.2, 2.0)
TRIES = len(PAUSES)


def choose_executor(
    count: int | None, sites: int, scheduler: str | None, *, is_first: bool = False
) -> Executor:
    """Return the executor for a build of ``sites`` sites.

    ``count`` is the number of worker processes (None: one for each processor); with ``scheduler``,
    the address of a Dask scheduler, its workers do the work. If it ``is_first``, none of the sites
    is published yet, and each is to be made: workers load their code while inputs are read.
    """
    if scheduler:
        return make_cluster_executor(scheduler)
    workers = min(count or count_usable_processors(), sites)
    if workers < 2:
        return run_in_process
    if is_first and can_start_workers(workers):
        prepare_workers()
    return make_process_executor(workers)


def run_in_process(tasks: Tasks) -> Iterator[BuildResult]:
    """Run the tasks in this process, one after the other."""
    open_project.cache_clear()
    collect_garbage_less_often()
    queue = TaskQueue(tasks)
    while group := next(queue.take_groups(1), None):
        yield from [run_task(task) for task in group]


def make_process_executor(count: int) -> Executor:
    """Return an executor with ``count`` worker processes.

    When a process dies, each task that was under way is tried again alone, so that a task that
    kills its process does not stop any other. Tasks that had not begun continue together. A task
    that stays the only one runs in this process: starting others takes as long as the task.
    """

    def run(tasks: Tasks) -> Iterator[BuildResult]:
        waiting = iter(tasks)
        begun = [task for task in islice(waiting, 2) if task]
        if len(begun) < 2 or not can_start_workers(count):
            yield from run_in_process(chain(begun, waiting))
            return
        queue = TaskQueue(chain(begun, waiting), prepare_workers)
        while True:
            broken: list[Task] = []
            yield from _run_in_pool(queue, count, broken)
            if not broken:
                return
            for task in broken:
                yield from _run_alone(task)

    return run


def _run_alone(task: Task) -> Iterator[BuildResult]:
    for pause in PAUSES:
        time.sleep(pause)
        broken: list[Task] = []
        yield from _run_in_pool(TaskQueue([task]), 1, broken)
        if not broken:
            return
    yield _report_death(task)


def _run_in_pool(queue: TaskQueue, count: int, broken: list[Task]) -> Iterator[BuildResult]:
    """Run the tasks of a queue; yield their results.

    If a process dies, stop, and add the tasks under way to ``broken``.
    """
    first = next(queue.take(1), None)
    if first is None:
        return
    # Imported here: a build in which nothing has changed starts no processes.
    from aviso.build.process_pool import run_tasks

    yield from run_tasks(first, queue, count, broken)


def _report_death(task: Task) -> BuildResult:
    return BuildResult(
        task.site_id,
        [
            WORKER_DIED.at(
                task.site_id,
                1,
                f"the process that built the site died, {TRIES} times",
                "Is there enough memory? Try --jobs 1.",
            )
        ],
    )


def make_cluster_executor(address: str) -> Executor:
    """Return an executor on the Dask cluster whose scheduler is at ``address``.

    Its workers need Aviso and nothing else. The project's shared files go to each worker once, a
    library's own files with its task, and the finished site comes back to be published here.
    """

    def run(tasks: Tasks) -> Iterator[BuildResult]:
        try:
            from aviso.build.dask import run_on_cluster
        except ModuleNotFoundError as error:
            if (error.name or "").startswith("aviso"):
                raise
            raise ExecutorUnavailable(
                f"The Python module {error.name} is missing. "
                "Type: pip install 'aviso-notices[cluster]'"
            ) from None
        yield from run_on_cluster(address, TaskQueue(tasks), TRIES)

    return run
