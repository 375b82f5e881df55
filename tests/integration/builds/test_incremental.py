"""A build of what has changed writes what a build of everything writes.

Whatever has changed, nothing is skipped wrongly.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Collection
from random import Random

import pytest

from tests.support.aviso_run import Run
from tests.support.mutations import MUTATIONS, Mutation, Repair, apply, prepare
from tests.support.project import Project
from tests.support.trees import differences, front_tree, tree
from tests.support.warm_process import Warm

SEED = int(os.environ.get("AVISO_TEST_SEED", "1"))
PARTS = 6
# Of every part: its share of all kinds of mutation, and so many more drawn at random.
MORE = 3
# What Aviso says of a folder whose list of files is lost, and that is no longer as it would be made
# now: Aviso cannot prove that it made the files, so it leaves them to the reader of the message.
LEFT_OVER = re.compile(
    r"left over from an earlier build, delete them \((.+?)\).*\[build/no-stamp\]$", re.MULTILINE
)


def steps(part: int) -> list[Mutation]:
    """The mutations of one part; all parts together hold every kind."""
    shuffled = Random(SEED).sample(MUTATIONS, len(MUTATIONS))
    return shuffled[part::PARTS] + Random(f"{SEED} {part}").choices(MUTATIONS, k=MORE)


def test_there_are_enough_mutations() -> None:
    assert sum(len(steps(part)) for part in range(PARTS)) >= 60
    assert {mutation for part in range(PARTS) for mutation in steps(part)} == set(MUTATIONS)


class History:
    """A project built after every change, and compared each time with a full build elsewhere."""

    def __init__(self, project: Project, warm: Warm) -> None:
        self.project = project
        self.warm = warm
        self.done: list[str] = []
        self.repairs: list[tuple[str, Repair]] = []
        self.compare()

    def mutate(self, mutation: Mutation, random: Random) -> None:
        """Change something, build, compare."""
        self.done.append(mutation.__name__)
        repair = apply(mutation, self.project, random)
        if repair:
            self.repairs.append((mutation.__name__, repair))
        self.compare()

    def repair(self) -> None:
        """Repair what was broken last, build, compare."""
        name, repair = self.repairs.pop()
        self.done.append(f"repaired: {name}")
        repair()
        self.compare()

    def compare(self) -> None:
        """Build what has changed here and everything elsewhere: both must come out the same."""
        before = self._list_sites()
        run = self._build()
        if left_over := LEFT_OVER.findall(run.text):
            assert all(now == before[name] for name, now in self._list_sites(run.failed).items())
            for folder in left_over:
                shutil.rmtree(self.project.root / folder)
            before = self._list_sites()
            run = self._build()
        fresh = self.project.copied_to(self.project.root.with_name("fresh"))
        try:
            everything = self.warm.aviso(fresh, "build", "--jobs", "1")
            assert (run.failed, run.status) == (everything.failed, everything.status), self.story(
                run, everything
            )
            self._compare_sites(run, fresh, before, everything)
            if run.failed:
                self._compare_with_old_sites(run, fresh)
        finally:
            shutil.rmtree(fresh.root)

    def _build(self) -> Run:
        return self.warm.aviso(self.project, "build", "--jobs", "1", "--explain")

    def _list_sites(self, among: Collection[str] = ()) -> dict[str, dict[str, str]]:
        """What is published of each library, or of those ``among`` them."""
        libraries = [name for name in self.project.libraries if not among or name in among]
        return {name: tree(self.project.public / name) for name in libraries}

    def _compare_sites(
        self, run: Run, fresh: Project, before: dict[str, dict[str, str]], everything: Run
    ) -> None:
        for library in self.project.libraries:
            now = tree(self.project.public / library)
            expected = before[library] if library in run.failed else tree(fresh.public / library)
            assert now == expected, (
                f"{library} differs in {differences(now, expected)}\n{self.story(run, everything)}"
            )
        if not run.failed:
            now, expected = tree(self.project.public), tree(fresh.public)
            assert now == expected, (
                f"{differences(now, expected)} differ\n{self.story(run, everything)}"
            )

    def _compare_with_old_sites(self, run: Run, fresh: Project) -> None:
        """Where some libraries keep an older site, the front page still leads to them."""
        shutil.rmtree(fresh.public)
        shutil.copytree(self.project.public, fresh.public)
        everything = self.warm.aviso(fresh, "build", "--jobs", "1", "--all")
        now, expected = (
            front_tree(project.public, self.project.libraries) for project in (self.project, fresh)
        )
        assert now == expected, (
            f"the front page differs in {differences(now, expected)}\n{self.story(run, everything)}"
        )

    def story(self, run: Run, everything: Run) -> str:
        """What happened, for the message of a failure."""
        return (
            f"seed {SEED}; after: {', '.join(self.done)}\n"
            "--- what has changed:\n"
            f"{run.text}\n"
            "--- everything:\n"
            f"{everything.text}"
        )


@pytest.mark.parametrize("part", range(PARTS))
def test_a_build_of_what_has_changed_is_a_build_of_everything(
    part: int, project_with: Callable[..., Project], warm: Warm
) -> None:
    project = project_with()
    prepare(project)
    random = Random(f"{SEED} {part}")
    history = History(project, warm)
    for mutation in steps(part):
        if history.repairs and random.random() < 0.5:
            history.repair()
        history.mutate(mutation, random)
    while history.repairs:
        history.repair()
