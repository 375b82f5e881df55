"""What goes wrong with one library, or with one process, stays there.

The others are published, and nothing is left lying around.
"""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from aviso.content.pages import FRONT
from tests.support.project import Project
from tests.support.trees import assert_same, tree
from tests.support.watching_builds import Build, running, status_of, wait_until

IDS = ("alder", "birch", "cedar", "dogwood", "elm", "fir", "ginkgo", "hazel")


@pytest.fixture
def project(project_with: Callable[..., Project]) -> Project:
    """A project of tiny libraries."""
    return project_with(tiny=IDS)


def left_over(project: Project) -> list[str]:
    """What stands beside the output that should not."""
    return sorted(
        path.name for path in project.root.glob(".public*") if path.name != ".public.lock"
    )


def test_a_library_with_problems_keeps_its_last_good_site(project: Project) -> None:
    project.aviso("build", "--jobs", "1").sound()
    old = tree(project.public)
    project.replace("docs/birch/en/collect.md", "Some words", "{{ nothing() }} words")
    project.replace("data/libraries/cedar.yml", "- vendor: hoopla", "- vendor: hopla")
    project.replace("docs/elm/en/collect.md", "Some words", "Other words")
    run = project.aviso("build", "--jobs", "2")
    assert run.status == 1 and run.failed == {"birch", "cedar"} and run.made == {"elm"}
    assert (
        "docs/birch/en/collect.md, line 7: " in run.text and '"nothing" does not exist' in run.text
    )
    assert "data/libraries/cedar.yml, line " in run.text and 'Did you mean "hoopla"?' in run.text
    assert "1 published, 6 unchanged, 2 kept as they were because of problems" in run.text
    now = tree(project.public)
    assert {
        name.split("/")[0] for name in now.keys() | old.keys() if now.get(name) != old.get(name)
    } == {"elm"}
    assert project.aviso("build", "--jobs", "1").failed == {"birch", "cedar"}, (
        "it is reported every time"
    )


def test_a_new_library_with_problems_is_not_on_the_front_page(project: Project) -> None:
    project.replace("docs/birch/en/collect.md", "Some words", "{{ nothing() }} words")
    run = project.aviso("build", "--jobs", "1")
    assert run.status == 1 and run.failed == {"birch"} and run.made == {*IDS, FRONT} - {"birch"}
    assert not (project.public / "birch").exists()
    front = (project.public / "index.html").read_text("utf-8")
    assert "cedar/" in front and "birch/" not in front


def test_a_worker_that_is_killed_is_survived(project: Project, tmp_path: Path) -> None:
    with running(project, "--jobs", "2") as build:
        build.until("published: ")
        assert build.workers
        for worker in build.workers[:1]:
            os.kill(worker, signal.SIGKILL)
        assert build.end().sound().made == {*IDS, FRONT}
    again = project.copied_to(tmp_path / "again")
    again.aviso("build", "--jobs", "1").sound()
    assert_same(project.public, again.public)
    assert left_over(project) == []


DEADLY = """
import os

_deliver_or_die = _deliver


def _deliver(task, *more):
    _deliver_or_die(task, *more)
    if task.site_id == "cedar":
        os.kill(os.getpid(), 9)
"""


def test_a_library_that_kills_every_worker_takes_no_other_with_it(project: Project) -> None:
    """Such as one that needs more memory than there is."""
    project.aviso("build", "--jobs", "1").sound()
    old = tree(project.public / "cedar")
    for library in IDS:
        project.replace(f"docs/{library}/en/collect.md", "Some words", "Other words")
    project.write(
        "scripts/aviso/build/worker.py", project.read("scripts/aviso/build/worker.py") + DEADLY
    )
    run = project.aviso("build", "--jobs", "2")
    assert run.status == 1 and run.failed == {"cedar"} and run.made == {*IDS, FRONT} - {"cedar"}, (
        run.text
    )
    assert "the process that built the site died" in run.text
    assert tree(project.public / "cedar") == old
    assert left_over(project) == []


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_ends_cleanly(project: Project, jobs: str) -> None:
    with running(project, "--jobs", jobs) as build:
        build.until("published: ")
        build.signal(signal.SIGINT)
        run = build.end()
        assert run.status == 130
        assert run.text.endswith(
            "Stopped. What was published before is intact; build again to continue.\n"
        )
        assert "Traceback" not in run.text and "KeyboardInterrupt" not in run.text
        wait_until(lambda: not build.processes, "its processes are gone")
    assert left_over(project) == []
    assert run.made < {*IDS, FRONT}
    again = project.aviso("build", "--jobs", "1").sound().made
    assert not again & run.made
    # One may have been put in place just when the signal came, with no time left to say so.
    assert len({*IDS, FRONT} - run.made - again) <= 1


def test_processes_end_with_the_one_that_started_them(project: Project) -> None:
    with running(project, "--jobs", "2") as build:
        build.until("published: ")
        workers = build.workers
        assert workers
        os.kill(build.process.pid, signal.SIGKILL)
        wait_until(lambda: not any(status_of(worker) for worker in workers), "the workers are gone")


def test_what_a_killed_build_left_is_removed_by_the_next(project: Project) -> None:
    with running(project, "--jobs", "1") as build:
        build.until("published: ")
        build.signal(signal.SIGKILL)
        build.process.wait()
    assert left_over(project) == [".public.staging"], "nothing was left, so the test shows nothing"
    project.aviso("build", "--jobs", "1").sound()
    assert left_over(project) == []


def test_deleted_pages_and_libraries_leave_nothing_behind(project: Project, tmp_path: Path) -> None:
    for locale in ("en", "es"):
        for folder in ("birch", "_front"):
            project.write(
                f"docs/{folder}/{locale}/more.md",
                "---\ntitle: More\ndescription: More.\n---\n# More\n\nText.\n",
            )
    project.write(
        "docs/birch/assets/map.svg",
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>\n',
    )
    project.aviso("build", "--jobs", "1").sound()
    assert (project.public / "birch/more/index.html").is_file() and (
        project.public / "es/more/index.html"
    ).is_file()
    (project.public / "CNAME").write_text("notices.example.org\n")
    for locale in ("en", "es"):
        for folder in ("birch", "_front"):
            project.path(f"docs/{folder}/{locale}/more.md").unlink()
    shutil.rmtree(project.path("docs/birch/assets"))
    project.remove_library("cedar")
    run = project.aviso("build", "--jobs", "1").sound()
    assert run.sites("removed") == {"cedar"} and "1 removed" in run.text
    again = project.copied_to(tmp_path / "again")
    again.aviso("build", "--jobs", "1").sound()
    assert (project.public / "CNAME").read_text() == "notices.example.org\n", (
        "what is not Aviso's stays"
    )
    assert_same(project.public, again.public, but=("CNAME",))


def test_libraries_that_are_not_named_are_not_removed(project: Project) -> None:
    """Only a build of everything may remove; a build of one library touches that library."""
    project.aviso("build", "--jobs", "1").sound()
    old = tree(project.public)
    project.remove_library("cedar")
    project.aviso("build", "--jobs", "1", "birch").sound()
    assert tree(project.public) == old


def test_an_edit_during_a_build_is_found_by_the_next(project: Project) -> None:
    """The edited file counts as changed when the build ends, read for the site or not."""
    with running(project, "--jobs", "1") as build:
        edit_all_at(project, build, "published: birch")
        build.end().sound()
    project.aviso("build", "--jobs", "1").sound()
    for library in IDS:
        assert "Edited words" in (project.public / library / "collect/index.html").read_text(
            "utf-8"
        ), library
        assert "an edited state" in (project.public / "index.html").read_text("utf-8")
        assert "Edited service" in (project.public / library / "companies/index.html").read_text(
            "utf-8"
        ), library


def edit_all_at(project: Project, build: Build, moment: str) -> None:
    """Edit pages, records, a vendor while a build stands still."""
    build.until(moment)
    build.signal(signal.SIGSTOP)
    for library in IDS:
        project.replace(f"docs/{library}/en/collect.md", "Some words", "Edited words")
        project.replace(
            f"data/libraries/{library}.yml", "en: a fictional state", "en: an edited state"
        )
    project.replace("data/vendors/hoopla.yml", "  en: ", "  en: Edited service ")
    build.signal(signal.SIGCONT)
