"""Which tasks are worth processes of their own."""

from __future__ import annotations

import os

import pytest

from aviso.build import executors
from aviso.build.executors import choose_executor
from aviso.build.task import BuildResult, Task


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
    monkeypatch.setattr(executors, "has_semaphores", lambda: True)
    monkeypatch.setattr(executors, "prepare_workers", lambda: prepared.append(True))
    monkeypatch.setattr(executors, "_run_in_pool", lambda queue, *_: iter(queue.take(9)))
    tasks = [Task("project", name, None) for name in ("one", "two")]
    assert list(choose_executor(4, 200, None)(iter(tasks))) == tasks
    assert prepared
