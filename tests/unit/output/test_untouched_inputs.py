"""What sites share is looked at once for all that were ready by then, and never less than that."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from aviso.build.fingerprints import Fingerprints
from aviso.build.stamps import STAMP
from aviso.build.touched_files import FileStates
from tests.support.project import Project

INPUTS = ["data/terms/", "data/laws.yml#ala-code-iii", "docs/riverside/", "aviso"]
SHARED = "data/terms/purposes.yml"


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the folders and files that were looked at again."""
    found: list[str] = []
    look = FileStates.find_touched

    def note(self: FileStates, top: str, path: str | None = None) -> str:
        found.append(Path(top).name)
        return look(self, top, path)

    monkeypatch.setattr(FileStates, "find_touched", note)
    return found


@pytest.fixture
def fingerprints(small_project: Project) -> Fingerprints:
    made = Fingerprints(small_project.opened)
    made.read_now(["riverside"])
    return made


def touch(project: Project, name: str) -> None:
    """Write a file anew with what it holds; wait until the file system's clock shows it."""
    path = project / name
    before = path.stat().st_ctime_ns
    while path.stat().st_ctime_ns == before:
        path.write_bytes(path.read_bytes())


def test_sites_that_were_ready_are_asked_about_at_once(
    fingerprints: Fingerprints, looked_at: list[str]
) -> None:
    ready = time.monotonic_ns()
    assert fingerprints.find_touched(INPUTS, ready) == ""
    assert {"terms", "laws.yml", "riverside"} <= set(looked_at)
    looked_at.clear()
    assert fingerprints.find_touched(INPUTS, ready) == "" and looked_at == []
    # The next site has read them later, and nobody knows when the last one did.
    assert fingerprints.find_touched(INPUTS, time.monotonic_ns()) == "" and looked_at
    looked_at.clear()
    assert fingerprints.find_touched(INPUTS) == "" and "terms" in looked_at


def test_what_was_touched_before_a_site_had_read_it_is_seen(
    fingerprints: Fingerprints, small_project: Project
) -> None:
    first = time.monotonic_ns()
    assert fingerprints.find_touched(INPUTS, first) == ""
    touch(small_project, SHARED)
    second = time.monotonic_ns()
    assert fingerprints.find_touched(INPUTS, first) == ""
    assert fingerprints.find_touched(INPUTS, second).endswith(SHARED)
    assert fingerprints.find_touched(INPUTS, second).endswith(SHARED)
    assert fingerprints.find_touched(INPUTS, None).endswith(SHARED)


def test_what_was_only_compared_is_read_again_before_a_site_is_made_from_it(
    small_project: Project,
) -> None:
    made, page = Fingerprints(small_project.opened), "docs/riverside/en/index.md"
    compared = made.digests["docs/riverside/"]
    small_project.append(page, "\nMore.\n")
    assert made.digests["docs/riverside/"] == compared
    made.read_now(["riverside"])
    assert made.digests["docs/riverside/"] not in ("", compared)
    assert made.find_touched(["docs/riverside/"]) == ""
    touch(small_project, page)
    assert made.find_touched(["docs/riverside/"]).endswith(page)


def test_the_pages_of_a_system_are_kept_for_its_members(small_project: Project) -> None:
    small_project.add_member("elm", "riverside")
    made = Fingerprints(small_project.opened)
    made.read_now(["riverside", "elm"])
    made.forget("riverside")
    page = "docs/riverside/en/index.md"
    touch(small_project, page)
    assert made.find_touched(["docs/riverside/"]).endswith(page)


def test_a_stamp_has_the_time_of_the_newest_file(small_project: Project, tmp_path: Path) -> None:
    place = small_project.published("riverside", to=tmp_path / "public") / "riverside"
    files = [path for path in place.rglob("*") if path.is_file() and path.name != STAMP]
    newest = max(path.stat().st_mtime_ns for path in files)
    assert (place / STAMP).stat().st_mtime_ns == newest
