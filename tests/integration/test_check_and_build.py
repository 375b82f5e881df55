"""A build and a check take over what the other has found, and never find anything else for it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from aviso.build import assemble, known_site
from aviso.build.check_cache import CheckCache
from aviso.build.incremental import Outcome
from aviso.build.page_memory import keep_entry, read_entry
from aviso.build.task import BuildOptions
from aviso.checks import site_checks, suite
from aviso.content.pages import FRONT
from aviso.core.diagnostics import Diagnostic
from aviso.core.project import Project as AvisoProject
from aviso.model.repository import load_records
from tests.support.damage import DAMAGES
from tests.support.paths import ROOT
from tests.support.project import LOCALES, Project
from tests.support.repeats import at_each_change

TODAY = date(2026, 11, 29)
ALDER = "data/libraries/alder.yml"
MEMORY = ".aviso/checked/pages"


@pytest.fixture(scope="module")
def sound_project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A library, two drafts, and a system with a member: all can be built."""
    root = tmp_path_factory.mktemp("sound") / "project"
    project = Project.tiny(root, tiny=("alder", "birch", "cedar"))
    project.add_tiny("county", kind="system")
    project.add_member("elm", "county")
    for name in ("alder", "cedar"):
        project.replace(f"data/libraries/{name}.yml", "state: model", "state: draft")
    project.append("docs/birch/en/index.md", "\nWe keep 12 of them.\n")
    return project


@pytest.fixture
def project(sound_project: Project, tmp_path: Path) -> Project:
    """A copy that nobody has checked or built."""
    return sound_project.copied_to(tmp_path / "copy")


def check(project: Project, reads_cache: bool = True) -> list[Diagnostic]:
    """What a check finds; it keeps what it can."""
    opened = AvisoProject(project.root, reads_cache=reads_cache)
    cache = CheckCache(opened, None, TODAY)
    found = cache.load()
    if found is None:
        found = suite.find_all(opened, None, TODAY, cache.sites)
        cache.save(found)
    return sorted(set(found))


def check_afresh(project: Project) -> list[Diagnostic]:
    """What a check finds that knows nothing and keeps nothing."""
    return sorted(set(suite.find_all(AvisoProject(project.root, reads_cache=False), today=TODAY)))


def build(project: Project) -> dict[str, Outcome]:
    """Build every site anew, whatever is published, with what is known of it."""
    shutil.rmtree(project.public, ignore_errors=True)
    return project.publish()


def build_afresh(project: Project) -> dict[str, Outcome]:
    """Build every site with nothing known."""
    shutil.rmtree(project.public, ignore_errors=True)
    return project.publish(options=BuildOptions(is_forced=True))


def say(outcomes: dict[str, Outcome]) -> dict[str, tuple[str, tuple[Diagnostic, ...]]]:
    """How each site fared, and its problems."""
    return {name: (one.state, one.problems) for name, one in outcomes.items()}


def count_calls(patch: pytest.MonkeyPatch, module: object, name: str) -> list[object]:
    """Count the calls of a function: the first argument of each."""
    calls: list[object] = []
    function = getattr(module, name)

    def note(first: object, *more: object) -> object:
        calls.append(getattr(first, "id", first))
        return function(first, *more)

    patch.setattr(module, name, note)
    return calls


def test_a_check_after_a_build_asks_nothing_of_the_pages_again(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = check_afresh(project)
    assert any(one.rule == "i18n/number" for one in expected)
    build(project)
    pages = count_calls(monkeypatch, site_checks, "check_pages")
    made = count_calls(monkeypatch, site_checks, "make_site")
    own = count_calls(monkeypatch, site_checks, "notice_is_its_own")
    assert check(project) == expected
    assert pages == [FRONT] and made == []
    # A build does not look for gaps in a draft.
    assert own == [FRONT, "alder", "cedar"]


def test_a_build_after_a_check_asks_nothing_again(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected, files = say(build_afresh(project)), read_all(project.public)
    shutil.rmtree(project / ".aviso")
    check(project)
    pages = count_calls(monkeypatch, assemble, "check_pages")
    own = count_calls(monkeypatch, assemble, "notice_is_its_own")
    records = count_calls(monkeypatch, known_site, "check_records")
    assert say(build(project)) == expected
    assert pages == [FRONT] and own == records == []
    assert read_all(project.public) == files


@pytest.mark.soak
def test_members_that_are_filled_into_a_template_lose_nothing(project: Project) -> None:
    for member in ("fir", "gum", "hazel", "ivy", "juniper"):
        project.add_member(member, "county")
    found, fared = check_afresh(project), say(build_afresh(project))
    files = read_all(project.public)
    for first in (check, build):
        shutil.rmtree(project / ".aviso")
        first(project)
        for _ in range(2):
            assert say(build(project)) == fared
            assert read_all(project.public) == files
            assert check(project) == found


def read_all(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_lists_that_pages_show_whole_are_those_of_every_library(project: Project) -> None:
    """The terms come with Aviso, as in most projects; a record names few of them."""
    shutil.rmtree(project / "data/terms")
    opened = AvisoProject(project.root, ROOT)
    every, one = (load_records(opened, some)[0] for some in (None, ["alder"]))
    for kind in ("situations", "topics"):
        names = [*one.terms[kind]]
        assert names == [*every.terms[kind]] and {*names} == one.known[kind] and len(names) > 5
    assert len(one.terms["purposes"]) < len(one.known["purposes"])


def append(path: str, text: str) -> Callable[[Project], None]:
    """Add to a file, or begin it."""
    return lambda project: (
        project.append(path, text) if (project / path).exists() else project.write(path, text)
    )


def replace(name: str, old: str, new: str) -> Callable[[Project], None]:
    """Change the record of a library."""
    return lambda project: project.replace(f"data/libraries/{name}.yml", old, new)


def name_another_library(project: Project) -> None:
    """Give a library a name that stands in a heading of another one."""
    for locale in LOCALES:
        project.append(f"docs/alder/{locale}/index.md", "\n## The Old Mill {#mill}\n")
    check(project)
    build(project)
    replace("birch", "en: Library of birch", "en: Old Mill")(project)


CHANGES: dict[str, Callable[[Project], None]] = {
    "a link that leads nowhere": append("docs/alder/es/index.md", "\n[x](no.md)\n"),
    "a placeholder in a page of a system": append("docs/county/en/index.md", "\n{{ odd }}\n"),
    "a name that another may not use": name_another_library,
    "an error in a record": append(ALDER, "nonsense: 1\n"),
    "an unwritten text": append("docs/alder/en/index.md", "\nCall 707-555-0123.\n"),
    "a common page": append("docs/_pages/es/about.md", "\n[x](no.md)\n"),
    "a company": append("data/vendors/hoopla.yml", "odd: 1\n"),
    "a term": append("data/terms/purposes.yml", "odd: 1\n"),
    "a law": append("data/laws.yml", "odd: 1\n"),
    "a word": append("overrides/locales/en.yml", "odd: 1\n"),
    "a setting": append("mkdocs.yml", "odd: 1\n"),
    "a member that leaves": replace("elm", "system: county", "system: alder"),
    "a library that is gone": lambda project: project.remove_library("birch"),
    "a picture": append("docs/alder/en/a.png", "none"),
    "a draft that is published": replace("cedar", "state: draft", "state: published"),
}


@pytest.mark.parametrize(
    ("change", "begin"),
    at_each_change([(change, begin) for change in CHANGES for begin in (build, check)], 30),
)
def test_a_change_is_seen_by_both_and_so_is_its_end(
    project: Project, change: str, begin: Callable[[Project], object]
) -> None:
    saved = project.copied_to(project.root.parent / "saved")
    begin(project)
    CHANGES[change](project)
    assert check(project) == check_afresh(project)
    assert say(build(project)) == say(build_afresh(project))
    assert check(project) == check_afresh(project)
    for name in ("data", "docs", "overrides"):
        shutil.rmtree(project / name)
        shutil.copytree(saved / name, project / name)
    shutil.copy(saved / "mkdocs.yml", project / "mkdocs.yml")
    assert say(build(project)) == say(build_afresh(project))
    assert check(project) == check_afresh(project)


@pytest.mark.parametrize("name", at_each_change(DAMAGES, 8))
def test_what_is_kept_is_believed_only_if_it_is_proved(project: Project, name: str) -> None:
    expected = check_afresh(project)
    build(project)
    kept = project / MEMORY
    DAMAGES[name](kept / "alder.json", kept / "birch.json", Random(name))
    assert check(project) == expected


def test_entries_of_another_form_and_of_other_code_are_left_aside(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = check_afresh(project)
    build(project)
    names = ("alder", "birch", "cedar", "county", "elm")
    entries: dict[str, Any] = {name: read_entry(project.opened, name) for name in names}
    assert all(entries.values())
    entries["alder"] = {**entries["alder"], "pages": [["odd"]]}
    entries["birch"] = [entries["birch"]]
    entries["county"] = {**entries["county"], "own": {}}
    # An entry with an error is none that Aviso keeps.
    fault = ["docs/elm", 1, "odd", "", "error", "pages/markup", [], ""]
    entries["elm"] = {**entries["elm"], "pages": [fault]}
    for name, entry in entries.items():
        keep_entry(project.opened, name, entry)
    made = count_calls(monkeypatch, site_checks, "make_site")
    assert check(project) == expected
    assert made == ["alder", "birch", "county", "elm"]
    monkeypatch.setattr("aviso.build.check_inputs.digest_aviso", lambda project: "another version")
    made.clear()
    assert check(project) == expected
    assert len(made) == 5


def test_what_is_edited_during_a_build_is_not_kept(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = project / "docs/alder/en/index.md"
    make, sound = known_site.make_site, page.read_text("utf-8")

    def edit(site_id: str, *more: object) -> object:
        if site_id == "alder":
            page.write_text(f"{sound}\n", "utf-8")
            page.write_text(sound, "utf-8")
        return make(site_id, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(known_site, "make_site", edit)
    assert build(project)["alder"].state == "failed"
    kept = {path.stem for path in (project / MEMORY).iterdir()}
    assert "birch" in kept and "alder" not in kept
