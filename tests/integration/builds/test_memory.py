"""The memory of a build does not grow with the number of libraries.

Sites are made, published and forgotten one by one.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from tests.support.project import Project
from tests.support.watching_builds import kibibytes, running

FEW, MANY = 15, 60


def peak(project: Project, jobs: int) -> int:
    """The sum of the most that each process of a build had in memory, in KiB."""
    most: dict[int, int] = {}
    with running(project, "--all", "--jobs", str(jobs)) as build:
        while build.process.poll() is None:
            for process in build.processes:
                most[process] = max(most.get(process, 0), kibibytes(process, "VmHWM"))
            time.sleep(0.05)
        build.end().sound()
    return sum(most.values())


def test_sixty_libraries_need_little_more_memory_than_fifteen(
    project_with: Callable[..., Project],
) -> None:
    few = project_with(tiny=tuple(f"library-{number}" for number in range(FEW)), name="few")
    many = project_with(tiny=tuple(f"library-{number}" for number in range(MANY)), name="many")
    # A page each that is nearly as long as it may be, so that what is held would weigh.
    for project in (few, many):
        for library in project.libraries:
            project.replace(
                f"docs/{library}/en/collect.md",
                "Some words",
                f"Some words of {library} and more. " * 1000,
            )
    assert peak(many, 2) <= 1.3 * peak(few, 2)
