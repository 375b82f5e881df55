"""``aviso`` in a project whose companies' policies are on servers of this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from click.testing import Result

from tests.support.answering import World
from tests.support.policies import PATH, SENTENCES, VENDOR, plain
from tests.support.project import Project


@pytest.fixture
def aviso(small_project: Project, world: World) -> Iterator[Callable[..., Result]]:
    """A call of aviso in the small project.

    Its vendor's policy stands in the world and was reviewed on June 1.
    """
    small_project.replace(
        VENDOR, "https://www.pagewell.example/privacy", f"{world.https()}{PATH}   # checked by hand"
    )
    small_project.append(VENDOR, "reviewed_on: 2026-06-01   # by two of us\n")
    world.policies[PATH] = plain(SENTENCES)

    def run(*arguments: str) -> Result:
        more = ("--private", "--gap", "0", "--retries", "0") if arguments[0] == "watch" else ()
        return small_project.invoke(*arguments, *more)

    yield run
    world.policies.clear()
