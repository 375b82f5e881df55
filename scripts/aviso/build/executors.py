"""Executors run tasks: in this process, in worker processes, or on a Dask cluster.

Results come as they are ready, in any order.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from aviso.build.rules import WORKER_DIED
from aviso.build.task import BuildResult, Task
from aviso.build.task_queue import ExecutorUnavailable, TaskQueue, Tasks
from aviso.core.processors import count_usable_processors
from aviso.core.project import Project

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

Executor = Callable[[Tasks], Iterator[BuildResult]]
# Windows has no fork; its worker processes begin anew.
START_METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
# How often to try a site alone after its process died, for example for lack of memory.
TRIES = 3
# Tasks under way for each process: enough to keep it busy, too few to fill the memory.
WAITING = 3
# How many new objects start a search for cycles: about half a site.
GARBAGE = 10_000


def choose_executor(count: int | None, sites: int, scheduler: str | None) -> Executor:
    """Return the executor for a build of ``sites`` sites.

    ``count`` is the number of worker processes (None: one for each processor); with ``scheduler``,
    the address of a Dask scheduler, its workers do the work.
    """
    if scheduler:
        return make_cluster_executor(scheduler)
    workers = min(count or count_usable_processors(), sites)
    return make_process_executor(workers) if workers > 1 else run_in_process


def run_in_process(tasks: Tasks) -> Iterator[BuildResult]:
    """Run the tasks in this process, one after the other."""
    _open_project.cache_clear()
    return (_run_task(task) for task in tasks if task)


def _run_task(task: Task) -> BuildResult:
    # Imported here: a build in which nothing has changed does without the renderer.
    from aviso.build.worker import build_site

    return build_site(task, _open_project(task.root, task.reads_cache, task.reading))


@lru_cache(maxsize=1)
def _open_project(root: str, reads_cache: bool, reading: int) -> Project:
    """Open the project once a process: its catalogs and templates serve every site.

    It is opened again for a new ``reading``: what it holds may have been edited since.
    """
    return Project(Path(root), reads_cache=reads_cache)


def make_process_executor(count: int) -> Executor:
    """Return an executor with ``count`` worker processes.

    When a process dies, each task that was under way is tried again alone, so that a task that
    kills its process takes no other with it. Tasks that had not begun go on together.
    """

    def run(tasks: Tasks) -> Iterator[BuildResult]:
        queue = TaskQueue(tasks, _prepare_workers)
        while True:
            broken: list[Task] = []
            yield from _run_in_pool(queue, count, broken)
            if not broken:
                return
            for task in broken:
                yield from _run_alone(task)

    return run


def _prepare_workers() -> None:
    """Start the fork server early: it imports the renderer while the build looks for changes."""
    if START_METHOD != "forkserver":
        return
    from multiprocessing.forkserver import ensure_running

    multiprocessing.get_context("forkserver").set_forkserver_preload(["aviso.build.worker"])
    ensure_running()


def _run_alone(task: Task) -> Iterator[BuildResult]:
    for _ in range(TRIES):
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
    from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
    from concurrent.futures.process import BrokenProcessPool

    pool = _start_pool(count)
    running: dict[Future[BuildResult], Task] = {}
    try:
        # Forking the first worker takes a while; meanwhile, the queue looks for more tasks.
        with ThreadPoolExecutor(1) as starter:
            begun = starter.submit(_submit, pool, first)
            tasks = list(queue.take(count * WAITING - 1))
            running[begun.result()] = first
        while tasks or running:
            running.update({_submit(pool, task): task for task in tasks})
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                task = running.pop(future)
                try:
                    yield future.result()
                except BrokenProcessPool:
                    broken.append(task)
            if broken:
                broken.extend(running.values())
                return
            tasks = list(queue.take(count * WAITING - len(running)))
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _start_pool(count: int) -> ProcessPoolExecutor:
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(
        count, mp_context=multiprocessing.get_context(START_METHOD), initializer=_begin_worker
    )


def _submit(pool: ProcessPoolExecutor, task: Task) -> Future[BuildResult]:
    from concurrent.futures import Future
    from concurrent.futures.process import BrokenProcessPool

    try:
        return pool.submit(_run_task, task)
    except BrokenProcessPool as error:
        future: Future[BuildResult] = Future()
        future.set_exception(error)
        return future


def _begin_worker() -> None:
    """Ignore SIGINT (the parent handles it), and exit when the parent exits."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A finished site is freed without the garbage collector. By default, it looks for cycles after
    # every 700 objects, which took a twentieth of the time.
    gc.set_threshold(GARBAGE, 10, 10)
    threading.Thread(target=_end_with_coordinator, daemon=True).start()


def _end_with_coordinator() -> None:
    coordinator = multiprocessing.parent_process()
    if coordinator:
        coordinator.join()
        os._exit(1)


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
