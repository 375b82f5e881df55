"""Runs jobs: in this process, in warm worker processes, or on the workers of a Dask cluster. Results come as they are ready."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

from aviso.making import Job, Made, make
from aviso.problems import Problem

Runner = Callable[[Iterable[Job]], Iterator[Made]]
# How often a site is tried alone after the process that made it died (of too little memory, say).
TRIES = 3
# Jobs under way for each process: enough to keep it busy, few enough that memory does not grow with their number.
WAITING = 3


class NotAvailable(Exception):
    """A runner cannot be had here; the text says why, and what to do."""


def default_jobs() -> int:
    """As many worker processes as there are processors for us."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def choose(count: int | None, sites: int, scheduler: str | None) -> Runner:
    """Return the runner for so many worker processes (None: one for each processor) or for a Dask scheduler."""
    if scheduler:
        return dask(scheduler)
    workers = min(count or default_jobs(), sites)
    return processes(workers) if workers > 1 else here


def here(jobs: Iterable[Job]) -> Iterator[Made]:
    """Run the jobs in this process, one after the other."""
    return (make(job) for job in jobs)


def processes(count: int) -> Runner:
    """Return a runner on ``count`` worker processes.

    When a process dies, the jobs that were under way are tried again, each alone, so that one that cannot be done takes
    no other with it; those that had not begun go on together.
    """

    def run(jobs: Iterable[Job]) -> Iterator[Made]:
        waiting = deque(jobs)
        if len(waiting) == 1:
            # Not worth starting a process for.
            yield make(waiting.pop())
        while waiting:
            broken: list[Job] = []
            yield from _run_in_pool(waiting, count, broken)
            for job in broken:
                yield from _run_alone(job)

    return run


def _run_alone(job: Job) -> Iterator[Made]:
    for _ in range(TRIES):
        broken: list[Job] = []
        yield from _run_in_pool(deque([job]), 1, broken)
        if not broken:
            return
    yield _died(job)


def _run_in_pool(waiting: deque[Job], count: int, broken: list[Job]) -> Iterator[Made]:
    """Run what is waiting; if a process dies, stop, and leave the jobs that were under way in ``broken``."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["aviso.making"])
    pool = ProcessPoolExecutor(count, mp_context=context, initializer=_begin_worker)
    running: dict[Future[Made], Job] = {}
    try:
        while waiting or running:
            while waiting and len(running) < count * WAITING:
                job = waiting.popleft()
                running[_submit(pool, job)] = job
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
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, job: Job) -> Future[Made]:
    try:
        return pool.submit(make, job)
    except BrokenProcessPool as error:
        future: Future[Made] = Future()
        future.set_exception(error)
        return future


def _begin_worker() -> None:
    """Leave Ctrl-C to the process that coordinates, and end when that is gone, however it went."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_coordinator, daemon=True).start()


def _end_with_coordinator() -> None:
    coordinator = multiprocessing.parent_process()
    if coordinator:
        coordinator.join()
        os._exit(1)


def _died(job: Job) -> Made:
    return Made(job.site_id, [Problem(job.site_id, 1, f"the process that made the site died, {TRIES} times", "Is there enough memory? Try --jobs 1.")])


def dask(address: str) -> Runner:
    """Return a runner on the workers of the Dask cluster whose scheduler is at ``address``.

    Workers need Aviso installed, nothing else: the project's shared files go to each worker once, a library's own files
    with its job, and the finished site comes back to be published here. A worker that dies is replaced by another.
    """

    def run(jobs: Iterable[Job]) -> Iterator[Made]:
        try:
            from aviso.cluster import run_on_cluster
        except ModuleNotFoundError as error:
            raise NotAvailable(f"The Python module {error.name} is missing. Install Dask: pip install distributed") from None
        yield from run_on_cluster(address, jobs, TRIES)

    return run
