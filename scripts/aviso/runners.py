"""Runs jobs: in this process, in warm worker processes, or on the workers of a Dask cluster. Results come as they are ready."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

from aviso.making import Job, Made, make
from aviso.problems import Problem

Runner = Callable[[Iterable[Job]], Iterator[Made]]
# How often a site is tried again after the process that made it died (of too little memory, say).
TRIES = 3
# Jobs under way for each process: enough to keep it busy, few enough that memory does not grow with their number.
WAITING = 3


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
    """Return a runner on ``count`` worker processes; a process that dies is replaced and its jobs are tried again."""

    def run(jobs: Iterable[Job]) -> Iterator[Made]:
        waiting, workers = [(job, 1) for job in jobs], count
        if len(waiting) == 1:
            # Not worth starting a process for.
            yield make(waiting.pop()[0])
        while waiting:
            failed: list[tuple[Job, int]] = []
            yield from _run_in_pool(waiting, workers, failed)
            waiting = [(job, tries + 1) for job, tries in failed if tries < TRIES]
            yield from (_died(job) for job, tries in failed if tries >= TRIES)
            # What broke a pool may be one job; alone, it can only break its own.
            workers = 1

    return run


def _run_in_pool(jobs: list[tuple[Job, int]], count: int, failed: list[tuple[Job, int]]) -> Iterator[Made]:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["aviso.making"])
    pool = ProcessPoolExecutor(count, mp_context=context, initializer=_ignore_interrupts)
    queue = iter(jobs)
    running: dict[Future[Made], tuple[Job, int]] = {}
    try:
        while True:
            for entry in queue:
                running[_submit(pool, entry[0])] = entry
                if len(running) >= count * WAITING:
                    break
            if not running:
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                entry = running.pop(future)
                try:
                    yield future.result()
                except BrokenProcessPool:
                    failed.append(entry)
            if failed:
                failed.extend([*running.values(), *queue])
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


def _ignore_interrupts() -> None:
    """Leave Ctrl-C to the process that coordinates."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _died(job: Job) -> Made:
    return Made(job.site_id, [Problem(job.site_id, 1, f"the process that made the site died, {TRIES} times", "Is there enough memory? Try --jobs 1.")])


def dask(address: str) -> Runner:
    """Return a runner on the workers of the Dask cluster whose scheduler is at ``address``.

    Workers need Aviso installed, nothing else: the project's shared files go to each worker once, a library's own files
    with its job, and the finished site comes back to be published here. A worker that dies is replaced by another.
    """

    def run(jobs: Iterable[Job]) -> Iterator[Made]:
        from aviso.cluster import run_on_cluster

        yield from run_on_cluster(address, jobs, TRIES)

    return run
