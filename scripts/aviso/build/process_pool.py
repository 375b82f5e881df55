"""Runs tasks in a pool of worker processes."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor
from itertools import chain

from aviso.build.task import BuildResult, Task
from aviso.build.task_queue import TaskQueue
from aviso.build.worker_process import begin_worker, open_context, run_group

# Groups of tasks under way for each process: enough to keep it busy, too few to fill the memory.
WAITING = 3


def run_tasks(
    first: Task, queue: TaskQueue, count: int, broken: list[Task]
) -> Iterator[BuildResult]:
    """Run the first task and the rest of the queue in ``count`` processes; yield their results.

    If a process dies, stop, and add the tasks under way to ``broken``.
    """
    pool = _start_pool(count)
    running: dict[Future[list[BuildResult]], list[Task]] = {}
    try:
        # Forking the first worker takes a while; meanwhile, the queue looks for more tasks.
        with ThreadPoolExecutor(1) as starter:
            begun = starter.submit(_submit, pool, [first])
            groups = list(queue.take_groups(count * WAITING - 1))
            running[begun.result()] = [first]
        while groups or running:
            running.update({_submit(pool, group): group for group in groups})
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                group = running.pop(future)
                try:
                    yield from future.result()
                except BrokenProcessPool:
                    broken.extend(group)
            if broken:
                broken.extend(chain.from_iterable(running.values()))
                return
            groups = list(queue.take_groups(count * WAITING - len(running)))
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _start_pool(count: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(count, mp_context=open_context(), initializer=begin_worker)


def _submit(pool: ProcessPoolExecutor, group: list[Task]) -> Future[list[BuildResult]]:
    try:
        return pool.submit(run_group, group)
    except (BrokenProcessPool, EOFError, ConnectionError) as error:
        # The last two: the fork server died, and no worker can be forked.
        future: Future[list[BuildResult]] = Future()
        future.set_exception(BrokenProcessPool(str(error)))
        return future
