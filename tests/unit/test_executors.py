"""Which tasks are worth processes of their own."""

from __future__ import annotations

import os
from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor
from threading import Thread

import pytest

from aviso.build import executors, worker_process
from aviso.build.executors import choose_executor
from aviso.build.process_pool import run_tasks
from aviso.build.task import BuildResult, Task
from aviso.build.task_queue import TOGETHER, TaskQueue


@pytest.mark.parametrize("after", [(), (None,), (None, None)])
def test_a_single_changed_site_is_made_in_this_process(
    after: tuple[None, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        pytest.fail("a process was prepared")

    made = []
    monkeypatch.setattr(executors, "prepare_workers", refuse)
    monkeypatch.setattr(
        executors, "run_task", lambda task: made.append(os.getpid()) or BuildResult(task.site_id)
    )
    # Four processes are allowed, and two hundred sites were looked at.
    executor = choose_executor(4, 200, None)
    results = list(executor(iter((Task("project", "riverside", None), *after))))
    assert [one.site_id for one in results] == ["riverside"] and made == [os.getpid()]


def test_two_changed_sites_are_made_in_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    prepared = []
    monkeypatch.setattr(executors, "can_start_workers", lambda _: True)
    monkeypatch.setattr(executors, "prepare_workers", lambda: prepared.append(True))
    monkeypatch.setattr(executors, "_run_in_pool", lambda queue, *_: iter(queue.take(9)))
    tasks = [Task("project", name, None) for name in ("one", "two")]
    assert list(choose_executor(4, 200, None)(iter(tasks))) == tasks
    assert prepared


@pytest.mark.parametrize(
    "error",
    [
        EOFError("unexpected EOF"),
        ConnectionResetError(),
        ConnectionRefusedError(),
        BrokenPipeError(),
        BrokenProcessPool(),
    ],
)
def test_tasks_that_no_worker_can_take_are_tried_again(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process that forks the workers died: at once, while it was asked, or before."""

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(ProcessPoolExecutor, "submit", fail)
    first, *more = tasks = [Task("project", name, None) for name in ("one", "two", "three")]
    broken: list[Task] = []
    assert list(run_tasks(first, TaskQueue(more), 2, broken)) == []
    assert sorted(task.site_id for task in broken) == sorted(task.site_id for task in tasks)


@pytest.mark.parametrize("allowed", [0, 3, 8])
def test_without_threads_for_processes_sites_are_made_in_this_one(
    allowed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two workers and their pool take nine threads, and the system allows fewer."""
    running: list[Thread] = []
    start = Thread.start

    def refuse(thread: Thread) -> None:
        if len(running) == allowed:
            raise RuntimeError("can't start new thread")
        running.append(thread)
        start(thread)

    monkeypatch.setattr(executors, "prepare_workers", lambda: pytest.fail("a process was begun"))
    monkeypatch.setattr(executors, "run_task", lambda task: BuildResult(task.site_id))
    monkeypatch.setattr(worker_process.threading.Thread, "start", refuse)
    tasks = [Task("project", name, None) for name in ("one", "two")]
    made = [one.site_id for one in choose_executor(2, 200, None)(iter(tasks))]
    assert made == ["one", "two"] and not any(map(Thread.is_alive, running))


def test_members_of_a_system_are_taken_together() -> None:
    """Other tasks come alone; what depends on results is waited for."""
    shared = ["", "a", "a", "b", *["c"] * (TOGETHER + 1)]
    tasks = [Task("project", str(at), None, shared=one) for at, one in enumerate(shared)]
    queue = TaskQueue([*tasks[:4], None, *tasks[4:]])
    groups = [[int(task.site_id) for task in group] for group in queue.take_groups(9)]
    assert groups == [[0], [1, 2], [3], [*range(4, 4 + TOGETHER)], [4 + TOGETHER]]
    assert list(queue.take_groups(9)) == []


def test_a_process_makes_each_member_of_a_group(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executors, "run_task", lambda task: BuildResult(task.site_id))
    tasks = [Task("project", name, None, shared="all") for name in ("one", "two", "three")]
    made = executors.run_in_process([*tasks[:2], None, tasks[2]])
    assert [one.site_id for one in made] == ["one", "two", "three"]


@pytest.mark.parametrize("is_first", [True, False])
def test_workers_of_a_first_build_load_their_code_at_once(
    is_first: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared: list[bool] = []
    monkeypatch.setattr(executors, "can_start_workers", lambda count: True)
    monkeypatch.setattr(executors, "prepare_workers", lambda: prepared.append(True))
    choose_executor(1, 200, None, is_first=is_first)
    assert not prepared
    choose_executor(2, 200, None, is_first=is_first)
    assert prepared == [True] * is_first
