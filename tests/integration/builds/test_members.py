"""Members that are filled into a template are built anew when anything that they share changes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aviso.build import incremental, worker
from aviso.build.fingerprints import Fingerprints
from aviso.build.member import Member
from aviso.build.shared_inputs import SharedInputs
from aviso.build.task import BuildOptions, BuildResult
from tests.support.project import Project
from tests.support.trees import STAMP, assert_same

SYSTEM, MEMBERS = "alder", ("birch", "cedar", "doum", "elder")


@pytest.fixture
def filled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the members that were filled into a template."""
    found: list[str] = []
    fill = worker.fill_member

    def note(member: Member) -> BuildResult | None:
        result = fill(member)
        found.extend([result.site_id] if result else [])
        return result

    monkeypatch.setattr(worker, "fill_member", note)
    return found


def confirm(project: Project, *members: str) -> None:
    """Record that somebody has compared the languages of these libraries."""
    by = ("--by", "Librarian", "--on", "2026-03-02")
    assert not project.invoke("translation", "confirm", *members, *by).exit_code


def read_stamps(folder: Path) -> dict[str, Any]:
    """What the stamp of each library says."""
    return {name: json.loads((folder / name / STAMP).read_bytes()) for name in (SYSTEM, *MEMBERS)}


def make_project(root: Path) -> Project:
    """A system with members of one shape."""
    project = Project.tiny(root, tiny=())
    project.add_tiny(SYSTEM, kind="system")
    for member in MEMBERS:
        project.add_member(member, SYSTEM)
    return project


def test_a_build_fills_all_but_the_first_and_says_what_it_found(
    tmp_path: Path, filled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_project(tmp_path / "project")
    kept: dict[str, Any] = {}
    monkeypatch.setattr(incremental, "keep_entry", lambda _, *one: kept.update([one]))
    project.published(*MEMBERS[:3])
    assert filled == list(MEMBERS[1:3])
    # But for its inputs, what is known of a filled member is what is known of the first.
    first, second, third = ({**kept[name], "inputs": ""} for name in MEMBERS[:3])
    assert first == second == third


def test_a_change_of_what_members_share_makes_another_template(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")

    def digest() -> str:
        return SharedInputs(Fingerprints(project.opened)).digest(MEMBERS[0])

    def change(name: str) -> None:
        project.write(name, project.read(name) + "\n")

    seen = [digest()]
    for name in (
        f"data/libraries/{SYSTEM}.yml",
        f"docs/{SYSTEM}/en/collect.md",
        "docs/_pages/es/laws.md",
        "docs/_shared/en/vendor-states.md",
        "data/terms/glossary.yml",
        "data/vendors/hoopla.yml",
        "overrides/partials/footer.html",
    ):
        change(name)
        assert digest() not in seen, name
        seen.append(digest())
    change(f"data/libraries/{MEMBERS[0]}.yml")
    assert digest() == seen[-1]
    assert SharedInputs(Fingerprints(project.opened)).digest(SYSTEM) == ""


@pytest.mark.soak
def test_members_are_as_if_each_were_made_by_itself(
    tmp_path: Path, filled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_project(tmp_path / "project")
    record, others = f"data/libraries/{SYSTEM}.yml", list(MEMBERS[1:])
    # The first member of a shape is made by itself, and so is one that is alone.
    changes: list[tuple[Callable[[], Any], list[str]]] = [
        (lambda: None, others),
        (lambda: project.replace(record, "We sell nothing.", "Never sold."), others),
        (lambda: project.replace(record, "Never sold.", "We sell nothing."), others),
        (lambda: project.replace(f"docs/{SYSTEM}/en/collect.md", "Some", "Other"), others),
        (lambda: project.replace("overrides/partials/footer.html", "<p", "<p lang='en'"), others),
        (lambda: project.add_member("fir", SYSTEM), []),
        (lambda: confirm(project, *MEMBERS, SYSTEM), others),
        (lambda: project.replace("data/libraries/doum.yml", "at noon.", "at one."), []),
    ]
    for number, (change, expected) in enumerate(changes):
        change()
        filled.clear()
        built = project.published()
        assert filled == expected, number
        with monkeypatch.context() as patch:
            patch.setattr(worker, "recognize_member", lambda *_: None)
            plain = project.published(to=tmp_path / f"plain-{number}", options=BuildOptions())
        assert_same(built, plain)
        assert read_stamps(built) == read_stamps(plain)
    checked = project.invoke("check").output
    shutil.rmtree(project / ".aviso")
    assert project.invoke("check").output == checked
