"""A build that is killed leaves every site whole.

Each is the old one or the new one, and the next build finishes the work.
"""

from __future__ import annotations

import os
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from tests.support.project import Project
from tests.support.trees import front_tree, tree
from tests.support.warm_process import Warm
from tests.support.watching_builds import status_of

IDS = ("alder", "birch", "cedar", "dogwood", "elm", "fir")
SEED = int(os.environ.get("AVISO_TEST_SEED", "1"))
Trees = dict[str, dict[str, str]]


@dataclass
class Rebuild:
    """A project in which everything has changed; its published sites before and after a build."""

    project: Project
    old: Path
    new: Path
    seconds: dict[int, float]

    def trees(self, public: Path) -> Trees:
        """Every library's files, by library."""
        return {library: tree(public / library) for library in IDS}

    def restore(self) -> None:
        """Publish the old sites again."""
        shutil.rmtree(self.project.public)
        shutil.copytree(self.old, self.project.public)


@pytest.fixture(scope="module")
def rebuild(
    scripts: Path, warm: Warm, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Rebuild]:
    """A rebuild of every site, timed once with one process and once with two."""
    project = Project.tiny(tmp_path_factory.mktemp("killed") / "project", scripts, tiny=IDS)
    warm.aviso(project, "build", "--jobs", "1").sound()
    old = project.root / "old"
    shutil.copytree(project.public, old)
    for library in IDS:
        project.replace(f"data/libraries/{library}.yml", "email: desk@", "email: privacy@")
        project.replace(
            f"data/libraries/{library}.yml", "en: a fictional state", "en: an invented state"
        )
    project.replace("docs/_front/en/index.md", "These sites set", "All these sites set")
    rebuild = Rebuild(project, old, project.root / "new", {})
    for jobs in (1, 2):
        rebuild.restore()
        began = time.monotonic()
        assert warm.aviso(project, "build", "--jobs", str(jobs)).sound().made == {*IDS, "_front"}
        rebuild.seconds[jobs] = time.monotonic() - began
    shutil.copytree(project.public, rebuild.new)
    yield rebuild


def assert_whole(rebuild: Rebuild, old: Trees, new: Trees) -> str:
    """Every library, and every file of the front page, is entirely old or entirely new.

    Returns which libraries are new.
    """
    public = rebuild.project.public
    now = rebuild.trees(public)
    for library in IDS:
        assert now[library] in (old[library], new[library]), f"{library} is a mixture"
    front, *known = (front_tree(folder, list(IDS)) for folder in (public, rebuild.old, rebuild.new))
    assert set(front) == set(known[0]) == set(known[1])
    assert [name for name in front if front[name] not in (known[0][name], known[1][name])] == []
    return "".join("new " if now[library] == new[library] else "old " for library in IDS)


@pytest.mark.parametrize(("jobs", "kills"), [(1, 40), (2, 14)])
def test_a_killed_build_leaves_no_mixture(
    jobs: int, kills: int, rebuild: Rebuild, warm: Warm
) -> None:
    random = Random(f"{SEED} {jobs}")
    old, new = rebuild.trees(rebuild.old), rebuild.trees(rebuild.new)
    assert all(old[library] != new[library] for library in IDS)
    seen: Counter[str] = Counter()
    for number in range(kills):
        rebuild.restore()
        # A random moment of the whole build, or (every other time) one just after some sites were
        # published.
        published = random.randrange(1, len(IDS)) if number % 2 else 0
        moment = (
            random.uniform(0, 0.01)
            if published
            else rebuild.seconds[jobs] * (number + random.random()) / kills
        )
        warm.killed(
            rebuild.project, "build", "--jobs", str(jobs), after=moment, published=published
        )
        seen[assert_whole(rebuild, old, new)] += 1
        warm.aviso(rebuild.project, "build", "--jobs", "1").sound()
        assert tree(rebuild.project.public) == tree(rebuild.new)
        assert sorted(path.name for path in rebuild.project.root.glob(".public*")) == [
            ".public.lock"
        ]
    # The moments were such that they could have shown a mixture: some were between two exchanges.
    assert (
        sum(count for libraries, count in seen.items() if "old" in libraries and "new" in libraries)
        >= 2
    ), seen


def test_what_readers_find_while_sites_are_exchanged(rebuild: Rebuild, warm: Warm) -> None:
    """Every page can be read at every moment of a build, and is an old or a new one."""
    rebuild.restore()
    pages = [
        f"{library}/{page}" for library in IDS for page in ("index.html", "es/collect/index.html")
    ] + ["index.html", "es/index.html"]
    known = {
        page: {(folder / page).read_bytes() for folder in (rebuild.old, rebuild.new)}
        for page in pages
    }
    process = warm.begin(rebuild.project, "build", "--jobs", "1")
    rounds = 0
    while status_of(process):
        for page in pages:
            assert (rebuild.project.public / page).read_bytes() in known[page]
        rounds += 1
    warm.end().sound()
    assert rounds > 3
    assert all(
        (rebuild.project.public / page).read_bytes() == (rebuild.new / page).read_bytes()
        for page in pages
    )
