"""The worker process: it starts with the renderer loaded, and runs one task at a time."""

from __future__ import annotations

import gc
import os
import signal
import threading
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from aviso.build.task import BuildResult, Task
from aviso.core.project import Project

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

# The number of new objects after which the garbage collector runs: more than a site has, and more
# than a hundred sites leave behind.
GARBAGE = 1_000_000
# The same in the process that reads all records of a project and checks a few sites: most objects
# stay until it ends.
GARBAGE_OF_A_READER = 100_000
# Loads the renderer.
PRELOADED = "aviso.build.preloaded"
# A worker is a process and a thread. Its pool has three threads and two processes.
THREADS_OF_WORKER = 2
THREADS_OF_POOL = 5


# multiprocessing is imported where it is needed: a build in which nothing has changed starts no
# processes, and importing it takes a twentieth of the time.


def open_context() -> BaseContext:
    """Return the context for starting processes. Windows has no fork; its processes are spawned."""
    import multiprocessing

    methods = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")


def can_start_workers(count: int) -> bool:
    """Tell whether so many worker processes can be started and coordinated here.

    Linux keeps semaphores in /dev/shm, which some containers lack or do not let anybody write to.
    A container may also allow few threads; to the system, processes count as threads.
    """
    try:
        from aviso.build.semaphore_tracker import outlive_tracker

        outlive_tracker()
        open_context().Lock()
    except (OSError, ImportError):
        return False
    return can_start_threads(THREADS_OF_WORKER * count + THREADS_OF_POOL)


def can_start_threads(count: int) -> bool:
    """Tell whether the system allows so many more threads, by starting and ending them."""
    end, started = threading.Event(), []
    try:
        for _ in range(count):
            thread = threading.Thread(target=end.wait, daemon=True)
            thread.start()
            started.append(thread)
    except RuntimeError:
        return False
    finally:
        end.set()
        for thread in started:
            thread.join()
    return True


def prepare_workers() -> None:
    """Start the fork server early: it imports the renderer while the build looks for changes.

    At Ctrl-C the terminal interrupts every process. The fork server would only print a traceback,
    so it inherits a blocked SIGINT; this process gets the signal when it unblocks it.
    """
    context = open_context()
    if context.get_start_method() != "forkserver":
        return
    from multiprocessing import forkserver, resource_tracker

    context.set_forkserver_preload([PRELOADED])
    # Start this first, because it unblocks SIGINT when it has started.
    resource_tracker.ensure_running()
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def begin_worker() -> None:
    """Ignore SIGINT (the parent handles it), and exit when the parent exits."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What the process begins with stays: the collector need not look through it, nor write into
    # memory that all workers share.
    gc.freeze()
    collect_garbage_less_often()
    try:
        threading.Thread(target=_end_with_coordinator, daemon=True).start()
    except RuntimeError:
        # The system allows no more threads. The build reports a worker that died.
        os._exit(1)


def collect_garbage_less_often(after: int = GARBAGE) -> None:
    """Have the garbage collector look for cycles less often: after this many new objects.

    A finished site is freed without it: nothing in it leads in a circle. By default, it looks after
    every 700 objects, which took a twentieth of the time.
    """
    gc.set_threshold(after, 10, 10)


def _end_with_coordinator() -> None:
    from multiprocessing import parent_process

    coordinator = parent_process()
    if coordinator:
        coordinator.join()
        os._exit(1)


def run_task(task: Task) -> BuildResult:
    """Build the site of a task in this process."""
    # Imported here: a build in which nothing has changed does not need the renderer.
    import aviso.build.preloaded  # noqa: F401
    from aviso.build.worker import build_site

    return build_site(task, open_project(task.root, task.reads_cache, task.reading))


def run_group(tasks: list[Task]) -> list[BuildResult]:
    """Build the sites of some tasks in this process."""
    return [run_task(task) for task in tasks]


@lru_cache(maxsize=1)
def open_project(root: str, reads_cache: bool, reading: int) -> Project:
    """Open the project once per process: its catalogs and templates serve every site.

    It is opened again for a new ``reading``, because its files may have been edited since.
    """
    return Project(Path(root), reads_cache=reads_cache)
