"""A full disk and a missing permission are said in words.

The sites that stood still stand, and the others are published.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from aviso.content.pages import FRONT
from tests.support.aviso_run import Run
from tests.support.project import Project
from tests.support.trees import assert_same, tree

IDS = ("alder", "birch", "cedar", "dogwood", "elm")
# Root without its powers is bound by permissions like everybody.
POWERLESS = ("setpriv", "--bounding-set=-all", "--inh-caps=-all") if os.geteuid() == 0 else ()


@pytest.fixture
def project(project_with: Callable[..., Project]) -> Project:
    """A project of five tiny libraries."""
    return project_with(tiny=IDS)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Mounts a small disk of a given size."""
    mounted: list[Path] = []

    def mount(size: str) -> Path:
        place = tmp_path / f"disk-{size}"
        place.mkdir()
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            pytest.skip(
                f"a disk cannot be mounted here ({done.stderr.strip()}); the test with a "
                "limit of file sizes stands in for it"
            )
        mounted.append(place)
        return place

    yield mount
    for place in mounted:
        subprocess.run(["umount", str(place)], check=True)


def change_all(project: Project) -> None:
    """Change every library, so that its site becomes larger."""
    for library in IDS:
        project.replace(f"docs/{library}/en/collect.md", "Some words", "Some words " * 3400)


def blocks(folder: Path, *, shared: bool = False) -> int:
    """What the files of a folder take on a disk, in KiB: its own, or those that it shares."""
    sizes = [one.stat() for one in folder.rglob("*") if one.is_file()]
    return sum(4 * -(-one.st_size // 4096) for one in sizes if (one.st_nlink > 1) == shared)


def resize(disk: Path, size: int) -> None:
    """Give a mounted disk another size, in KiB."""
    subprocess.run(["mount", "-o", f"remount,size={size}k", str(disk)], check=True)


def assert_said_plainly(run: Run, what: str) -> None:
    """It failed, in words, with the cause."""
    assert run.status == 1, run.text
    assert "Traceback" not in run.text
    assert what in run.text, run.text


def test_what_does_not_fit_on_the_disk_is_named(
    project: Project, disk: Callable[[str], Path]
) -> None:
    """One of the larger sites fits beside what is there, and then room runs out."""
    room = disk("50m")
    project.aviso("build", "--jobs", "1", "--output", str(room / "public")).sound()
    old = {library: tree(room / "public" / library) for library in IDS}
    smaller, used = blocks(room / "public" / IDS[0]), shutil.disk_usage(room).used // 1024
    change_all(project)
    project.aviso("build", "--jobs", "1").sound()
    larger = blocks(project.public / IDS[0])
    # The first site writes anew what all share, and it alone finds room for that.
    shared = blocks(project.public / IDS[0], shared=True)
    resize(room, used + shared + larger + (larger - smaller) // 2)
    run = project.aviso("build", "--jobs", "1", "--output", str(room / "public"))
    assert_said_plainly(run, "No space left on device")
    assert run.failed - {FRONT} and run.made - {FRONT}, run.text
    for library in IDS:
        now = tree(room / "public" / library)
        assert (now == old[library]) == (library in run.failed)
        assert f"{library}, line 1: the site could not be " in run.text or library in run.made
    resize(room, 50_000)
    project.aviso("build", "--jobs", "2", "--output", str(room / "public")).sound()
    project.aviso("build", "--jobs", "1", "--all").sound()
    assert_same(project.public, room / "public")


def test_the_room_of_the_old_sites_is_used_for_the_new(
    project: Project, disk: Callable[[str], Path]
) -> None:
    """A disk that holds all sites and one more is large enough to make all of them anew."""
    project.aviso("build", "--jobs", "1").sound()
    room = disk("1500k")
    for _ in range(2):
        project.aviso("build", "--jobs", "1", "--all", "--output", str(room / "public")).sound()
    assert_same(project.public, room / "public")


def test_an_output_folder_that_is_a_disk_of_its_own(
    project: Project, disk: Callable[[str], Path]
) -> None:
    """A volume mounted at public/: nothing can be renamed into it from beside it."""
    public = disk("20m")
    project.aviso("build", "--jobs", "2", "--output", str(public)).sound()
    project.replace("docs/elm/en/collect.md", "Some words", "Other words")
    assert project.aviso("build", "--output", str(public)).sound().made == {"elm"}
    project.aviso("build", "--jobs", "1").sound()
    assert_same(project.public, public, but=(f".{public.name}.lock",))


def test_files_that_may_not_become_so_large_are_a_full_disk_too(project: Project) -> None:
    """The process's limit of file sizes lets the small old pages pass, not the larger new ones."""
    project.aviso("build", "--jobs", "1").sound()
    old = tree(project.public)
    change_all(project)
    project.replace("docs/elm/en/collect.md", "Some words " * 3400, "Few words")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))

    run = project.aviso("build", "--jobs", "1", preexec_fn=limit)
    assert_said_plainly(run, "File too large")
    assert run.failed == {*IDS} - {"elm"} and run.made == {"elm"}
    now = tree(project.public)
    assert {
        name.split("/")[0] for name in now.keys() | old.keys() if now.get(name) != old.get(name)
    } == {"elm"}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_without_the_permission_to_write_the_old_sites_stand(project: Project, jobs: str) -> None:
    project.aviso("build", "--jobs", "1").sound()
    old = tree(project.public)
    change_all(project)
    (project.public / "alder").chmod(0o555)
    project.public.chmod(0o555)
    try:
        run = project.aviso("build", "--jobs", jobs, prefix=POWERLESS)
    finally:
        project.public.chmod(0o755)
        (project.public / "alder").chmod(0o755)
    assert_said_plainly(run, "Permission denied")
    assert run.failed == {*IDS}
    assert tree(project.public) == old
    project.aviso("build", "--jobs", jobs, prefix=POWERLESS).sound()


def test_without_the_permission_to_make_a_folder_nothing_is_begun(project: Project) -> None:
    home = project.root / "home"
    home.mkdir(mode=0o555)
    run = project.aviso("build", "--jobs", "1", "--output", str(home / "public"), prefix=POWERLESS)
    assert_said_plainly(run, "Permission denied")
    assert str(home) in run.text
    assert list(home.iterdir()) == []


def test_a_page_that_may_not_be_read_fails_its_library_alone(project: Project) -> None:
    project.aviso("build", "--jobs", "1").sound()
    old = tree(project.public)
    project.path("docs/elm/en/collect.md").chmod(0)
    run = project.aviso("build", "--jobs", "1", prefix=POWERLESS)
    assert_said_plainly(run, "docs/elm/en/collect.md")
    assert run.failed == {"elm"} and tree(project.public) == old


def test_an_output_folder_that_is_a_file(project: Project) -> None:
    project.write("public", "not a folder")
    run = project.aviso("build", "--jobs", "1")
    assert run.status in (1, 2) and "Traceback" not in run.text
    assert project.read("public") == "not a folder"
