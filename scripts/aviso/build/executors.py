"""Runs jobs: in this process, in warm worker processes, or on the workers of a Dask cluster. Results come as they are ready."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from aviso.build.rules import WORKER_DIED
from aviso.build.task import BuildResult, Task
from aviso.core.processors import usable_processors
from aviso.core.project import Project

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

# Jobs come when they are known; None says that the next depends on what becomes of those that are under way.
Jobs = Iterable[Task | None]
Executor = Callable[[Jobs], Iterator[BuildResult]]
# Windows has no fork; its worker processes begin anew.
START_METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
# How often a site is tried alone after the process that made it died (of too little memory, say).
TRIES = 3
# Jobs under way for each process: enough to keep it busy, few enough that memory does not grow with their number.
WAITING = 3
# Objects that come to be before the garbage collector looks for cycles among them: about half a site.
GARBAGE = 10_000


class ExecutorUnavailable(Exception):
    """A runner cannot be had here; the text says why, and what to do."""


def choose_executor(count: int | None, sites: int, scheduler: str | None) -> Executor:
    """Return the runner for so many worker processes (None: one for each processor) or for a Dask scheduler."""
    if scheduler:
        return dask(scheduler)
    workers = min(count or usable_processors(), sites)
    return processes(workers) if workers > 1 else run_in_process


def run_in_process(jobs: Jobs) -> Iterator[BuildResult]:
    """Run the jobs in this process, one after the other."""
    _open_project.cache_clear()
    return (_make(job) for job in jobs if job)


def _make(job: Task) -> BuildResult:
    # What a site is made with takes long to import; a build in which nothing has changed does without.
    from aviso.build.worker import build_site

    return build_site(job, _open_project(job.root))


@lru_cache(maxsize=1)
def _open_project(root: str) -> Project:
    """Open the project once a process: what is made from it (catalogs, templates) serves every site."""
    return Project(Path(root))


def processes(count: int) -> Executor:
    """Return a runner on ``count`` worker processes.

    When a process dies, the jobs that were under way are tried again, each alone, so that one that cannot be done takes
    no other with it; those that had not begun go on together.
    """

    def run(jobs: Jobs) -> Iterator[BuildResult]:
        supply = TaskQueue(jobs, _prepare_workers)
        while True:
            broken: list[Task] = []
            yield from _run_in_pool(supply, count, broken)
            if not broken:
                return
            for job in broken:
                yield from _run_alone(job)

    return run


class TaskQueue:
    """Hands out jobs as they come; calls ``prepare`` with the first of them, while the next are still looked for."""

    def __init__(self, jobs: Jobs, prepare: Callable[[], object] = lambda: None) -> None:
        self._jobs = iter(jobs)
        self._prepare: Callable[[], object] | None = prepare

    def take(self, most: int) -> Iterator[Task]:
        """Yield at most so many, as far as they are known; none when there are no more."""
        for _ in range(most):
            job = next(self._jobs, None)
            if job is None:
                return
            if self._prepare:
                self._prepare()
                self._prepare = None
            yield job


def _prepare_workers() -> None:
    """Start the process that worker processes are forked from; it imports what sites are made with, and we need not wait for it."""
    if START_METHOD != "forkserver":
        return
    from multiprocessing.forkserver import ensure_running

    multiprocessing.get_context("forkserver").set_forkserver_preload(["aviso.build.worker"])
    ensure_running()


def _run_alone(job: Task) -> Iterator[BuildResult]:
    for _ in range(TRIES):
        broken: list[Task] = []
        yield from _run_in_pool(TaskQueue([job]), 1, broken)
        if not broken:
            return
    yield _died(job)


def _run_in_pool(supply: TaskQueue, count: int, broken: list[Task]) -> Iterator[BuildResult]:
    """Run what is handed out; if a process dies, stop, and leave the jobs that were under way in ``broken``."""
    first = next(supply.take(1), None)
    if first is None:
        return
    from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
    from concurrent.futures.process import BrokenProcessPool

    pool = _pool(count)
    running: dict[Future[BuildResult], Task] = {}
    try:
        # The first is handed on when a worker can be forked for it; in the meantime the others are looked for.
        with ThreadPoolExecutor(1) as starter:
            begun = starter.submit(_submit, pool, first)
            jobs = list(supply.take(count * WAITING - 1))
            running[begun.result()] = first
        while jobs or running:
            running.update({_submit(pool, job): job for job in jobs})
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                job = running.pop(future)
                try:
                    yield future.result()
                except BrokenProcessPool:
                    broken.append(job)
            if broken:
                broken.extend(running.values())
                return
            jobs = list(supply.take(count * WAITING - len(running)))
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _pool(count: int) -> ProcessPoolExecutor:
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(
        count, mp_context=multiprocessing.get_context(START_METHOD), initializer=_begin_worker
    )


def _submit(pool: ProcessPoolExecutor, job: Task) -> Future[BuildResult]:
    from concurrent.futures import Future
    from concurrent.futures.process import BrokenProcessPool

    try:
        return pool.submit(_make, job)
    except BrokenProcessPool as error:
        future: Future[BuildResult] = Future()
        future.set_exception(error)
        return future


def _begin_worker() -> None:
    """Leave Ctrl-C to the process that coordinates, and end when that is gone, however it went."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Nearly all that a site is made of is freed when the site is done; looking for the few cycles after each 700 objects took
    # a twentieth of the time.
    gc.set_threshold(GARBAGE, 10, 10)
    threading.Thread(target=_end_with_coordinator, daemon=True).start()


def _end_with_coordinator() -> None:
    coordinator = multiprocessing.parent_process()
    if coordinator:
        coordinator.join()
        os._exit(1)


def _died(job: Task) -> BuildResult:
    return BuildResult(
        job.site_id,
        [
            WORKER_DIED.at(
                job.site_id,
                1,
                f"the process that made the site died, {TRIES} times",
                "Is there enough memory? Try --jobs 1.",
            )
        ],
    )


def dask(address: str) -> Executor:
    """Return a runner on the workers of the Dask cluster whose scheduler is at ``address``.

    Workers need Aviso installed, nothing else: the project's shared files go to each worker once, a library's own files
    with its job, and the finished site comes back to be published here. A worker that dies is replaced by another.
    """

    def run(jobs: Jobs) -> Iterator[BuildResult]:
        try:
            from aviso.build.dask import run_on_cluster
        except ModuleNotFoundError as error:
            if (error.name or "").startswith("aviso"):
                raise
            raise ExecutorUnavailable(
                f"The Python module {error.name} is missing. Type: pip install 'aviso-notices[cluster]'"
            ) from None
        yield from run_on_cluster(address, TaskQueue(jobs), TRIES)

    return run
