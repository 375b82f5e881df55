"""A second check answers from what was kept, and never says anything else than the first would."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from random import Random

import pytest

from aviso.build.check_cache import CheckCache
from aviso.checks import project_data, site_checks, suite
from aviso.content.pages import FRONT
from aviso.core.diagnostics import Diagnostic
from aviso.core.project import Project as AvisoProject
from aviso.i18n import comparison_cache
from aviso.model.records import Records
from aviso.site.site import Site
from tests.support.damage import DAMAGES
from tests.support.project import LOCALES, Project
from tests.support.repeats import at_each_change

TODAY = date(2026, 11, 29)
PAGE = "docs/riverside/{}/choices.md"
CHECK = ("check", "--format", "json", "--today", TODAY.isoformat())


@pytest.fixture
def project(small_project: Project, tmp_path: Path) -> Project:
    """A copy of the small project that has findings in its records, pages and languages."""
    copy = small_project.copied_to(tmp_path / "copy")
    copy.append(PAGE.format("en"), "\nWe keep it for 12 days.\n")
    copy.append(PAGE.format("es"), "\nNo lo guardamos 30 días.\n")
    copy.append("docs/riverside/es/index.md", "\n[mal](nada.md)\n")
    copy.write("data/vendors/notes.txt", "Ask them.")
    return copy


def check(project: Project, *more: str) -> str:
    """What a check prints."""
    return project.invoke(*CHECK, *more).stdout


def check_afresh(project: Project, *more: str) -> str:
    """What a check prints that finds nothing kept."""
    shutil.rmtree(project / ".aviso", ignore_errors=True)
    return check(project, *more)


def refuse_to_look(*arguments: object) -> None:
    """Stand in for what must not be called."""
    raise AssertionError("looked again")


def test_nothing_is_looked_at_again_if_nothing_has_changed(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = check(project)
    assert "languages do not say the same" in first and "nada.md" in first
    monkeypatch.setattr(suite, "find_all", refuse_to_look)
    assert check(project) == first
    # Which findings are wanted is decided afterwards.
    assert "nada.md" not in check(project, "--ignore", "links")


def test_what_is_known_from_before_is_described_in_every_form(project: Project) -> None:
    """Each run is a process of its own, in which the rules of what was found are not loaded."""
    for _ in range(2):
        done = project.aviso("check", "--format", "sarif", "--today", TODAY.isoformat())
        run = json.loads(done.stdout)["runs"][0]
        described = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
        assert described == {row["ruleId"] for row in run["results"]} > {"links/no-such-page"}


CHANGES = {
    "a page": lambda project: project.append(PAGE.format("en"), "\nNobody sees 7 of them.\n"),
    "a new page": lambda project: project.write(PAGE.format("en").replace("choices", "new"), "x"),
    "a page that is gone": lambda project: (project / PAGE.format("es")).unlink(),
    "a record": lambda project: project.append("data/libraries/riverside.yml", "nonsense: 1\n"),
    "a register": lambda project: project.append("data/laws.yml", "Nonsense: 1\n"),
    "an acceptance": lambda project: project.write("data/accepted.yml", "findings: nonsense\n"),
    "the words": lambda project: project.append("overrides/locales/en.yml", "nonsense: 1\n"),
    "the settings": lambda project: project.append("mkdocs.yml", "nonsense: 1\n"),
    "a folder without files": lambda project: (project / "docs/stray").mkdir(),
    "a file that becomes a link": lambda project: make_link(project / PAGE.format("en")),
}


def make_link(path: Path) -> None:
    """Put a link to a copy in the place of a file."""
    copy = path.rename(path.parents[3] / "elsewhere.md")
    path.symlink_to(copy)


@pytest.mark.parametrize("change", at_each_change(CHANGES, 2))
def test_a_change_is_seen(project: Project, change: str) -> None:
    before = check(project)
    CHANGES[change](project)
    after = check(project)
    assert after != before
    assert after == check_afresh(project)


@pytest.fixture
def neighbors(tmp_path: Path) -> Project:
    """A project of two libraries that have nothing to do with one another."""
    return Project.tiny(tmp_path / "neighbors", tiny=("alder", "birch"))


def test_only_what_changed_is_looked_at(
    neighbors: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[str] = []
    read: list[str] = []
    look, read_again = site_checks.check_pages, site_checks.check_record

    def note(site: Site, records: Records | None) -> list[Diagnostic]:
        looked_at.append(site.id)
        return look(site, records)

    def note_record(records: Records, library_id: str) -> Iterator[Diagnostic]:
        read.append(library_id)
        return read_again(records, library_id)

    monkeypatch.setattr(site_checks, "check_pages", note)
    monkeypatch.setattr(site_checks, "check_record", note_record)
    check(neighbors)
    assert sorted(looked_at) == [FRONT, *sorted(read)] == [FRONT, "alder", "birch"]
    looked_at.clear()
    read.clear()
    neighbors.append("docs/birch/en/index.md", "\nWe keep 12 of them.\n")
    assert "appears only in en" in check(neighbors)
    assert (looked_at, read) == (["birch"], [])
    neighbors.append("data/libraries/birch.yml", "# Nothing new.\n")
    check(neighbors)
    assert read == ["birch"]
    looked_at.clear()
    neighbors.append("docs/_pages/en/about.md", "\nMore for all.\n")
    check(neighbors)
    assert sorted(looked_at) == [FRONT, "alder", "birch"]


def test_the_words_of_the_interface_are_checked_again_only_if_they_may_have_changed(
    neighbors: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    neighbors.append("overrides/locales/es.yml", "odd: 1\n")
    first = check(neighbors)
    assert "odd" in first
    judge, judged = project_data.strings_stand_in_each_language, []

    def note(project: AvisoProject, locales: list[str]) -> Iterable[Diagnostic]:
        judged.append(locales)
        return judge(project, locales)

    monkeypatch.setattr(project_data, "strings_stand_in_each_language", note)
    neighbors.append("docs/birch/en/index.md", "\nA sentence more.\n")
    assert "odd" in check(neighbors) and judged == []
    neighbors.edit("overrides/locales/es.yml", lambda text: text.replace("odd: 1\n", ""))
    assert check(neighbors) == check_afresh(neighbors) != first


def test_what_another_library_is_called_is_seen(neighbors: Project) -> None:
    neighbors.append("docs/birch/en/index.md", "\n## The Old Mill Library {#mill}\n")
    neighbors.append("docs/birch/es/index.md", "\n## La biblioteca {#mill}\n")
    neighbors.replace("data/libraries/birch.yml", "state: model", "state: draft")
    before = check(neighbors)
    neighbors.replace("data/libraries/alder.yml", "en: Library of alder", "en: Old Mill Library")
    after = check(neighbors)
    assert after != before
    assert after == check_afresh(neighbors)


def test_a_document_of_another_library_is_a_name_here(neighbors: Project) -> None:
    neighbors.append("docs/birch/en/index.md", "\nSee Plan 12.\n")
    neighbors.append("docs/birch/es/index.md", "\nVea el plan.\n")
    before = check(neighbors)
    old = "label: {en: Policy 1, es: Política 1}"
    neighbors.replace("data/libraries/alder.yml", old, "label: {en: Plan 12, es: El plan}")
    after = check(neighbors)
    assert after != before
    assert after == check_afresh(neighbors)


def test_another_day_and_other_libraries_have_answers_of_their_own(project: Project) -> None:
    project.append(
        "data/libraries/riverside.yml",
        "\nsecurity: {contact: privacy-office, expires: 2026-12-24, languages: [en, es]}\n",
    )
    whole = check(project)
    later = project.invoke("check", "--format", "json", "--today", "2027-12-25").stdout
    assert "expired" in later and "expired" not in whole
    branch = check(project, "riverside-branch")
    assert "do not say the same" not in branch and "do not say the same" in whole
    assert check(project) == whole and check(project, "riverside-branch") == branch


@pytest.mark.parametrize("name", at_each_change(DAMAGES, 2))
def test_what_is_kept_is_believed_only_if_it_is_proved(project: Project, name: str) -> None:
    first = check(project)
    for folder in ("checked", "checked/sites", "checked/records", "compared"):
        kept = sorted((project / ".aviso" / folder).glob("*.json"))
        assert kept
        for path in kept[:-1] or kept:
            another = kept[-1] if path != kept[-1] else project / ".aviso/compared/shared.json"
            DAMAGES[name](path, another, Random(name))
    assert check(project) == first


def test_a_pair_of_texts_is_compared_once(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = suite.find_all(project.opened, today=TODAY)
    compared: list[object] = []
    compare = comparison_cache.compare_used_names

    def count(*arguments: object) -> object:
        compared.append(arguments)
        return compare(*arguments)

    monkeypatch.setattr(comparison_cache, "compare_used_names", count)
    assert suite.find_all(project.opened, today=TODAY) == first
    assert compared == []
    project.append(PAGE.format("es"), "\nCon 45 más.\n")
    again = suite.find_all(project.opened, today=TODAY)
    assert len(compared) == 1
    assert again == suite.find_all(AvisoProject(project.root, reads_cache=False), today=TODAY)


def test_a_name_that_becomes_known_is_compared_again(project: Project) -> None:
    """The names in both texts are a part of what the rule looks at."""
    for locale, words in zip(LOCALES, ("Our Reader 12 is good.", "Es bueno."), strict=True):
        project.append(PAGE.format(locale), f"\n{words}\n")
    before = suite.find_all(project.opened, today=TODAY)
    vendor = next((project / "data/vendors").glob("*.yml"))
    project.edit(
        str(vendor.relative_to(project.root)),
        lambda text: "\n".join(
            "name: Our Reader 12" if line.startswith("name:") else line
            for line in text.splitlines()
        ),
    )
    after = suite.find_all(project.opened, today=TODAY)
    assert after == suite.find_all(AvisoProject(project.root, reads_cache=False), today=TODAY)
    assert after != before


def test_what_is_edited_during_a_check_is_not_kept(project: Project) -> None:
    page = project / PAGE.format("en")
    cache = CheckCache(project.opened, None, TODAY)
    assert cache.load() is None
    sound = page.read_text("utf-8")
    page.write_text("for a moment", "utf-8")
    found = suite.find_all(project.opened, today=TODAY)
    page.write_text(sound, "utf-8")
    cache.save(found)
    assert CheckCache(project.opened, None, TODAY).load() is None


def test_a_project_that_reads_no_cache_is_checked_anew(project: Project) -> None:
    cache = CheckCache(project.opened, None, TODAY)
    cache.save([])
    assert CheckCache(project.opened, None, TODAY).load() == []
    afresh = AvisoProject(project.root, reads_cache=False)
    assert CheckCache(afresh, None, TODAY).load() is None
