"""After a change a check reads few records, and finds what one that knows nothing would find."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from aviso.build.check_cache import CheckCache
from aviso.build.finding_rows import read_rows, write_rows
from aviso.build.library_cache import PURPOSE
from aviso.checks import project_data, suite
from aviso.core.diagnostics import Diagnostic
from aviso.core.project import Project as AvisoProject
from aviso.model.library import Library
from aviso.model.register_files import load_file
from tests.support.damage import DAMAGES
from tests.support.project import Project

TODAY = date(2026, 11, 29)
LIBRARIES = "data/libraries/{}.yml"


@pytest.fixture(scope="module")
def known_project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Two libraries and a system with two members, all known from an earlier check."""
    project = Project.tiny(tmp_path_factory.mktemp("known") / "project", tiny=("alder", "birch"))
    project.add_tiny("county", kind="system")
    for member in ("elm", "fir"):
        project.add_member(member, "county")
    project.append("docs/birch/en/index.md", "\n## The Old Mill Library {#mill}\n")
    project.append("docs/birch/es/index.md", "\n## La biblioteca {#mill}\n\nVea el plan.\n")
    project.append("docs/alder/en/index.md", "\nWe keep 12 of them.\n")
    project.replace(LIBRARIES.format("birch"), "state: model", "state: draft")
    project.write("data/translations/birch.json", "{}")
    check(project)
    return project


@pytest.fixture
def project(known_project: Project, tmp_path: Path) -> Project:
    """A copy of it, with what the earlier check kept."""
    copy = known_project.copied_to(tmp_path / "copy")
    shutil.copytree(known_project / ".aviso", copy / ".aviso")
    return copy


def check(project: Project, today: date = TODAY, only: list[str] | None = None) -> list[Diagnostic]:
    """What a check finds, which keeps what it can for the next one."""
    cache = CheckCache(project.opened, only, today)
    found = suite.find_all(project.opened, only, today, cache.sites)
    cache.save(found)
    return sorted(set(found))


def check_afresh(project: Project, today: date = TODAY) -> list[Diagnostic]:
    """What a check finds that knows nothing."""
    unknowing = AvisoProject(project.root, reads_cache=False)
    return sorted(set(suite.find_all(unknowing, today=today)))


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the libraries whose records are read."""
    found: list[str] = []

    def note(records: object, path: Path, model: object, *more: object) -> None:
        if model is Library:
            found.append(path.stem)
        load_file(records, path, model, *more)  # type: ignore[arg-type]

    monkeypatch.setattr("aviso.model.repository.load_file", note)
    return found


def replace(name: str, old: str, new: str) -> Callable[[Project], None]:
    """Change the record of a library."""
    return lambda project: project.replace(LIBRARIES.format(name), old, new)


def append(path: str, text: str) -> Callable[[Project], None]:
    """Add to a file, or begin it."""
    return lambda project: (
        project.append(path, text) if (project / path).exists() else project.write(path, text)
    )


ALL = ["alder", "birch", "county", "elm", "fir"]
COUNTY = ["county", "elm", "fir"]
# What a change is, and the libraries that are read after it.
OF_ONE: dict[str, tuple[Callable[[Project], None], list[str]]] = {
    "a page": (append("docs/alder/es/index.md", "\nNadie ve 7.\n"), ["alder"]),
    "a link that leads nowhere": (append("docs/alder/es/index.md", "\n[x](no.md)\n"), ["alder"]),
    "a page of a system": (append("docs/county/en/index.md", "\nAll 8.\n"), COUNTY),
    "a fact": (replace("alder", "period: 3 years", "period: 400 years"), ["alder"]),
    "a fact of a member": (replace("elm", "es: Cerramos", "es: No cerramos"), COUNTY),
    "a confirmation": (append("data/translations/birch.json", "odd"), ["birch"]),
}
# What others look at, or an error: everything is read.
OF_ALL: dict[str, Callable[[Project], None]] = {
    "an error in a record": append(LIBRARIES.format("alder"), "nonsense: 1\n"),
    "a name that others may not use": replace("alder", "Library of alder", "Old Mill Library"),
    "a label that is a name elsewhere": replace("alder", "es: Política 1", "es: el plan"),
    "an address of another": replace("alder", "example.org/alder/", "example.org/Birch/"),
    "a member that leaves": replace("elm", "system: county", "system: alder"),
    "a term": append("data/terms/purposes.yml", "odd: 1\n"),
    "a law": append("data/laws.yml", "odd: 1\n"),
    "a company": append("data/vendors/hoopla.yml", "odd: 1\n"),
    "a common page": append("docs/_pages/es/about.md", "\nCon 9.\n"),
    "the front page": append("docs/_front/es/index.md", "\nCon 9.\n"),
    "a word": append("overrides/locales/en.yml", "odd: 1\n"),
    "a setting": append("mkdocs.yml", "odd: 1\n"),
    "an acceptance": append("data/accepted.yml", "odd: 1\n"),
    "a system that is gone": lambda project: project.remove_library("county"),
    "a library that is gone": lambda project: project.remove_library("alder"),
    "a new library": lambda project: project.add_tiny("gum"),
    "a picture": append("docs/alder/en/a.png", "none"),
    "a folder of nobody": append("docs/nobody/en/index.md", "# A\n"),
}


@pytest.mark.parametrize(
    "change",
    [
        "a page",
        "a fact of a member",
        *(
            pytest.param(one, marks=pytest.mark.soak)
            for one in [*OF_ONE][1:]
            if one != "a fact of a member"
        ),
    ],
)
def test_after_a_change_only_its_family_is_read(
    project: Project, read: list[str], change: str
) -> None:
    make, libraries = OF_ONE[change]
    make(project)
    found = check(project)
    assert set(read) == set(libraries)
    assert found == check_afresh(project)


@pytest.mark.soak
@pytest.mark.parametrize("change", [*OF_ONE, *OF_ALL])
def test_a_change_is_found_and_its_end_too(project: Project, change: str) -> None:
    before = check(project)
    saved = project.copied_to(project.root.parent / "saved")
    make = OF_ALL[change] if change in OF_ALL else OF_ONE[change][0]
    make(project)
    after = check(project)
    assert after == check_afresh(project)
    assert after != before or change in ("the front page", "a new library")
    for name in ("data", "docs", "overrides"):
        shutil.rmtree(project / name)
        shutil.copytree(saved / name, project / name)
    shutil.copy(saved / "mkdocs.yml", project / "mkdocs.yml")
    assert check(project) == before


def test_another_day_is_another_answer_only_where_a_day_comes(
    project: Project, read: list[str]
) -> None:
    old = "state: not-verified"
    replace("alder", old, f"{old}\n    used_since: 2026-12-01")(project)
    assert "facts/day-to-come" in {one.rule for one in check(project)}
    for today, libraries in (
        (TODAY + timedelta(days=2), {"alder"}),
        (TODAY + timedelta(days=3), set()),
        (TODAY - timedelta(days=3), set(ALL)),
    ):
        read.clear()
        found = check(project, today)
        assert set(read) == libraries, today
        assert found == check_afresh(project, today)


def test_one_library_is_asked_about_with_what_is_known_of_the_others(
    project: Project, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    append("docs/alder/es/index.md", "\nNadie ve 7.\n")(project)
    read.clear()
    found = check(project, only=["alder"])
    assert read == ["alder"]
    monkeypatch.setattr(project_data, "_check_changed", lambda *arguments: None)
    assert check(project, only=["alder"]) == found
    assert any(one.file == "docs/alder/es/index.md" for one in found)


@pytest.mark.soak
@pytest.mark.parametrize("name", DAMAGES)
def test_what_is_known_of_libraries_is_believed_only_if_it_is_proved(
    project: Project, read: list[str], name: str
) -> None:
    kept = project / ".aviso/checked/libraries.json"
    DAMAGES[name](kept, project / ".aviso/checked/all.json", Random(name))
    append("docs/alder/es/index.md", "\nNadie ve 7.\n")(project)
    assert check(project) == check_afresh(project)


def test_entries_of_another_form_are_left_aside(project: Project, read: list[str]) -> None:
    """A file whose digest is right may still have been written by other code."""
    kept = project / ".aviso/checked/libraries.json"
    entries = read_rows(project.opened, kept, PURPOSE)
    assert entries is not None and set(entries) == set(ALL)
    entries["alder"] = {**entries["alder"], "seen": {"system": 1}}
    entries["birch"] = [entries["birch"]]
    entries["elm"] = {**entries["elm"], "day": "some day", "found": {}}
    write_rows(project.opened, kept, entries, PURPOSE)
    append("docs/fir/es/index.md", "\nNadie ve 7.\n")(project)
    read.clear()
    assert check(project) == check_afresh(project)
    assert {"alder", "birch", "elm"} <= set(read)
