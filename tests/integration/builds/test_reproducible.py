"""The same project gives the same bytes.

It does so in any folder, in any order, with any number of processes, on any day.
"""

from __future__ import annotations

import datetime
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from aviso.content.pages import FRONT
from tests.support.project import PATCHES, Project
from tests.support.trees import STAMP, assert_same

LONG_AGO = 981_173_106.0  # 2001-02-03
IDS = ("alder", "birch", "cedar", "dogwood")


@pytest.fixture
def first(project_with: Callable[..., Project]) -> Project:
    """A project with real libraries and tiny ones, built by one process."""
    project = project_with(models=("example", "example-branch"), tiny=IDS)
    project.aviso("build", "--jobs", "1").sound()
    return project


def stamps(project: Project) -> dict[str, bytes]:
    """What every site says of itself."""
    return {
        path.parent.name if path.parent != project.public else FRONT: path.read_bytes()
        for path in project.public.rglob(STAMP)
    }


def assert_all_the_same(one: Project, other: Project) -> None:
    """Sites and stamps are the same."""
    assert_same(one.public, other.public)
    assert stamps(one) == stamps(other)
    assert len(stamps(one)) == 1 + len(one.libraries)


def elsewhere(project: Project, tmp_path: Path) -> Project:
    """The same project in another folder, deeper down."""
    return project.copied_to(tmp_path / "another folder")


def test_other_folder_other_processes_other_day_other_place(first: Project, tmp_path: Path) -> None:
    second = elsewhere(first, tmp_path)
    strange = {
        "SOURCE_DATE_EPOCH": "1",
        "AVISO_TEST_NOW": str(LONG_AGO),
        "TZ": "Pacific/Auckland",
        "LANG": "es_MX.UTF-8",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "4711",
        "PYTHONPATH": f"{PATCHES}:{second.root / 'scripts'}",
        "HOME": str(tmp_path),
        "COLUMNS": "40",
    }
    environment = second.environment(**strange)
    today = subprocess.run(
        [
            sys.executable,
            "-c",
            "import datetime; print(datetime.date.today(), datetime.datetime.now().year)",
        ],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert today.stdout.split() == ["2001-02-03", "2001"] and datetime.date.today().year != 2001
    second.aviso("build", "--jobs", "2", environment=environment).sound()
    assert_all_the_same(first, second)


def test_stock_mkdocs_on_another_day(first: Project, tmp_path: Path) -> None:
    second = elsewhere(first, tmp_path)
    environment = second.environment(
        AVISO_TEST_NOW=str(LONG_AGO), PYTHONPATH=f"{PATCHES}:{second.root / 'scripts'}"
    )
    second.aviso("build", "--stock", "--jobs", "1", "alder", environment=environment).sound()
    assert_same(first.public / "alder", second.public / "alder")


@pytest.mark.soak
def test_one_library_after_another_backwards(first: Project, tmp_path: Path) -> None:
    second = elsewhere(first, tmp_path)
    second.aviso("build", "--jobs", "1", *reversed(IDS)).sound()
    second.aviso(
        "build",
        "--jobs",
        "2",
        "example-branch",
        "example",
        environment=second.environment(SOURCE_DATE_EPOCH="1700000000", PYTHONHASHSEED="1"),
    ).sound()
    second.aviso("build", "--jobs", "1", FRONT).sound()
    assert_all_the_same(first, second)


def test_files_written_in_another_order(first: Project, tmp_path: Path) -> None:
    """A folder may list its files in any order: here they were made in the reverse one."""
    second = Project(tmp_path / "reversed")
    for path in sorted(first.root.rglob("*"), reverse=True):
        name = path.relative_to(first.root)
        if path.is_file() and name.parts[0] in (
            "mkdocs.yml",
            "requirements.lock",
            "overrides",
            "scripts",
            "data",
            "docs",
        ):
            (second.root / name).parent.mkdir(parents=True, exist_ok=True)
            (second.root / name).write_bytes(path.read_bytes())
    second.aviso("build", "--jobs", "2").sound()
    assert_all_the_same(first, second)
