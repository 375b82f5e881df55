"""Of two builds into one folder, the second says so and does nothing.

A build that is gone holds nobody up.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

import pytest

from tests.support.project import Project
from tests.support.trees import tree
from tests.support.watching_builds import running

IDS = ("alder", "birch", "cedar")


@pytest.fixture
def project(project_with: Callable[..., Project]) -> Project:
    """A project of tiny libraries."""
    return project_with(tiny=IDS)


def test_the_second_build_says_that_another_is_at_work(project: Project) -> None:
    with running(project, "--jobs", "1") as first:
        first.until("published: alder")
        first.signal(signal.SIGSTOP)
        before = tree(project.public)
        for command in (("build", "--jobs", "1"), ("publish", str(project.public))):
            second = project.aviso(*command)
            assert second.status not in (0, None) and "Traceback" not in second.text
            assert f"Another build is working on {project.public}" in second.text
        assert tree(project.public) == before
        project.aviso("build", "--jobs", "1", "--output", str(project.root / "other")).sound()
        first.signal(signal.SIGCONT)
        assert first.end().sound().made == {*IDS, "_front"}
    assert tree(project.public) == tree(project.root / "other")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_killed_build_holds_nobody_up(project: Project, jobs: str) -> None:
    """Only the process that coordinates is killed, as by a system that is out of memory."""
    with running(project, "--jobs", jobs) as first:
        first.until("published: ")
        os.kill(first.process.pid, signal.SIGKILL)
        first.process.wait()
        project.aviso("build", "--jobs", jobs).sound()
    assert (project.public / "index.html").is_file()
