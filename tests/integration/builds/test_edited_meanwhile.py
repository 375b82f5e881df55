"""What stands in a source for a moment, while a site is made of it, is not published."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from aviso.build.executors import run_in_process
from aviso.build.incremental import Outcome, build_sites
from aviso.build.output import Output
from aviso.build.task import BuildResult, Task
from aviso.build.task_queue import Tasks
from aviso.content.pages import FRONT
from aviso.core.project import Project as AvisoProject
from tests.support.project import Project
from tests.support.repeats import at_each_change
from tests.support.trees import assert_same
from tests.support.warm_process import Warm

IDS = ("alder", "birch")
SEED = int(os.environ.get("AVISO_TEST_SEED", "1"))
# What is changed for a moment: a file, what stands there and what stands there for that moment.
EDITS = {
    "a page": ("docs/alder/en/collect.md", "Some words", "Words of a moment"),
    "a page in Spanish": ("docs/alder/es/collect.md", "Palabras", "Palabras de un momento"),
    "a common page": ("docs/_pages/en/laws.md", "legal advice", "advice of a moment"),
    "a record": ("data/libraries/alder.yml", "en: a fictional state", "en: a state of a moment"),
    "a company": ("data/vendors/hoopla.yml", "  en: ", "  en: Of a moment "),
    "a register": ("data/laws.yml", "  en: ", "  en: Of a moment "),
    "a vocabulary": ("data/terms/purposes.yml", "en: ", "en: Of a moment "),
    "a template": ("overrides/main.html", "<body", '<body lang="en-moment"'),
    "a word of the interface": ("overrides/locales/en.yml", ": ", ": Moment "),
    "the front page": ("docs/_front/en/index.md", "These sites set", "A moment: these sites set"),
}
Edit = Callable[[Project], Callable[[], object]]


def replaced(file: str, old: str, new: str) -> Edit:
    """Replace something, and put it back."""

    def edit(project: Project) -> Callable[[], object]:
        content = project.path(file).read_bytes()
        assert old.encode() in content, (file, old)
        project.path(file).write_bytes(content.replace(old.encode(), new.encode()))
        return lambda: project.path(file).write_bytes(content)

    return edit


def page_deleted(project: Project) -> Callable[[], object]:
    """Move a page away in both languages, and back."""
    paths = [project.path(f"docs/alder/{locale}/hours.md") for locale in ("en", "es")]
    for path in paths:
        path.rename(project.root / f"aside-{path.parent.name}")
    return lambda: (
        [path.parent.mkdir(exist_ok=True) for path in paths]
        and [(project.root / f"aside-{path.parent.name}").rename(path) for path in paths]
    )


def page_added(project: Project) -> Callable[[], object]:
    """Write a page in both languages, and delete it."""
    paths = [project.path(f"docs/alder/{locale}/moment.md") for locale in ("en", "es")]
    for path in paths:
        path.write_text("---\ntitle: Moment\ndescription: M.\n---\n# Moment\n\nA moment.\n")
    return lambda: [path.unlink() for path in paths]


ALL_EDITS: dict[str, Edit] = {
    **{name: replaced(*edit) for name, edit in EDITS.items()},
    "a page that is missing": page_deleted,
    "a page that is there": page_added,
}


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project of two libraries, never built."""
    project = Project.tiny(tmp_path_factory.mktemp("edited") / "project", tiny=IDS)
    for locale in ("en", "es"):
        text = "---\ntitle: Hours\ndescription: Hours.\n---\n# Hours\n\nAlways.\n"
        project.write(f"docs/alder/{locale}/hours.md", text)
    return project


@pytest.fixture(scope="module")
def expected(sources: Project) -> Path:
    """What a build without any edit writes."""
    return sources.published()


@pytest.fixture
def project(sources: Project, tmp_path: Path) -> Project:
    """A copy that was not built."""
    return sources.copied_to(tmp_path / "copy")


def built(
    project: Project, while_making: Callable[[Task], Callable[[], object] | None]
) -> dict[str, Outcome]:
    """Build all sites; for each task, something is done before it is run, and undone after."""

    def executor(tasks: Tasks) -> Iterator[BuildResult]:
        for task in tasks:
            if task:
                undo = while_making(task)
                result = next(iter(run_in_process([task])))
                if undo:
                    undo()
                yield result

    output = Output(project.public)
    with output.lock():
        wanted = [FRONT, *IDS]
        outcomes = list(build_sites(AvisoProject(project.root), wanted, output, executor))
    return {outcome.site_id: outcome for outcome in outcomes}


@pytest.mark.parametrize("name", at_each_change(ALL_EDITS, 3))
def test_what_stood_for_a_moment_is_not_published(
    project: Project, expected: Path, name: str
) -> None:
    seen: set[str] = set()

    def once_for_each_site(task: Task) -> Callable[[], object] | None:
        if task.site_id in seen:
            return None
        seen.add(task.site_id)
        return ALL_EDITS[name](project)

    outcomes = built(project, once_for_each_site)
    states = {site_id: outcome.state for site_id, outcome in outcomes.items()}
    # A page in one language only, or the like, may stop a site; the next build makes it.
    assert set(states.values()) <= {"published", "failed"}, outcomes
    if "failed" not in states.values():
        assert_same(project.public, expected)
    again = built(project, lambda task: None)
    assert {outcome.state for outcome in again.values()} <= {"published", "unchanged"}, again
    assert_same(project.public, expected)


def test_a_site_whose_sources_never_rest_keeps_what_it_had(
    project: Project, expected: Path
) -> None:
    shutil.copytree(expected, project.public)
    project.replace("docs/alder/en/collect.md", "Some words", "Other words")
    readings: list[int] = []

    def always(task: Task) -> Callable[[], object] | None:
        if task.site_id != "alder":
            return None
        readings.append(task.reading)
        return ALL_EDITS["a record"](project)

    outcomes = built(project, always)
    assert outcomes["alder"].state == "failed" and len(readings) == 3
    problem = outcomes["alder"].problems[0]
    assert problem.rule == "build/edited-meanwhile" and problem.file == "data/libraries/alder.yml"
    assert_same(project.public / "alder", expected / "alder")
    again = built(project, lambda task: None)
    assert again["alder"].state == "published"
    assert "Other words" in (project.public / "alder/collect/index.html").read_text("utf-8")


def test_an_edit_that_stays_is_in_the_site_at_once(project: Project) -> None:
    seen: list[str] = []

    def edit(task: Task) -> None:
        if task.site_id == "alder" and not seen:
            seen.append(task.site_id)
            ALL_EDITS["a page"](project)

    assert built(project, edit)["alder"].state == "published"
    assert "Words of a moment" in (project.public / "alder/collect/index.html").read_text("utf-8")
    assert built(project, lambda task: None)["alder"].state == "unchanged"


@pytest.mark.soak
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_edits_of_a_moment_at_any_time(
    project: Project, scripts: Path, warm: Warm, expected: Path, jobs: str
) -> None:
    random = Random(f"{SEED} {jobs}")
    for _ in range(40):
        name = random.choice(list(EDITS))
        warm.begin(project, "build", "--all", "--jobs", jobs)
        time.sleep(random.random() * 2)
        undo = ALL_EDITS[name](project)
        time.sleep(random.random() / 2)
        undo()
        run = warm.end()
        assert "Traceback" not in run.text, run.text
        run = warm.aviso(project, "build", "--jobs", jobs).sound()
        assert_same(project.public, expected)
