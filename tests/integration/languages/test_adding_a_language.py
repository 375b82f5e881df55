"""A language is added by configuration and texts.

These tests show what is built then, what is asked for, and what stays as it was.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from aviso.apps.scaffold.registers import add_vendor
from aviso.build.assemble import assemble_site
from aviso.checks.project_facts import collect_facts
from aviso.checks.translations import LanguageRules
from aviso.i18n.confirmations import Translations
from aviso.model.repository import load_records
from tests.support.adding_languages import configure, with_languages
from tests.support.changes import edit, reported
from tests.support.project import Project
from tests.support.trees import contents


def test_a_project_in_four_languages_is_sound(spoken: Project) -> None:
    assert spoken.opened.locales.locales == ("en", "es", "vi", "ar")
    assert reported(spoken) == []


def test_both_engines_write_the_same_bytes(
    spoken: Project, spoken_sites: Path, tmp_path: Path
) -> None:
    spoken.build("--output", str(tmp_path / "stock"), "--stock")
    ours, theirs = contents(spoken_sites), contents(tmp_path / "stock")
    assert {
        name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name)
    } == set()
    assert {
        "riverside/vi/lua-chon/index.html",
        "riverside/vi/tim-kiem/index.json",
        "riverside/ar/choices/index.html",
        "vi/404.html",
        "ar/index.html",
    } <= ours.keys()


def test_a_page_of_a_member_is_seen_in_a_language_that_its_system_is_begun_in(
    tmp_path: Path,
) -> None:
    project = with_languages(tmp_path / "project", "vi")
    for locale in ("en", "es", "vi"):
        project.write(
            f"docs/riverside-branch/{locale}/rooms.md",
            "---\ntitle: Rooms\ndescription: Of a test.\n---\n# Rooms\n\nWords.\n",
        )
    assert "has no first page in it" not in project.reported()
    shutil.rmtree(project / "docs/riverside/vi")
    assert (
        'docs/riverside-branch/vi/rooms.md, line 1: the page "rooms" is in the '
        'language "vi", but this notice has no first page in it.'
    ) in project.reported()


def test_a_library_that_is_not_begun_in_a_language_is_built_as_before(tmp_path: Path) -> None:
    before = Project.small(tmp_path / "before").published()
    project = Project.small(tmp_path / "after")
    configure(project, "vi", "ar")
    assert reported(project) == []
    assert contents(project.published()) == contents(before)


def test_a_language_may_be_begun_in_one_library_alone(copy: Project) -> None:
    copy.delete("docs/_front/vi/index.md")
    assert reported(copy) == []
    assert assemble_site(copy.opened, "riverside").locales == ("en", "es", "vi", "ar")
    assert assemble_site(copy.opened, "_front").locales == ("en", "es", "ar")


def test_a_language_that_all_must_have_is_in_the_list(tmp_path: Path) -> None:
    project = Project.small(tmp_path / "project")
    edit(
        "mkdocs.yml", "languages_of_every_library: [en, es]", "languages_of_every_library: [es, fr]"
    )(project)
    line = project.line_of("mkdocs.yml", "languages_of_every_library")
    assert [str(problem) for problem in project.opened.locale_problems] == [
        (
            f'mkdocs.yml, line {line}: there is no language "fr" in the list of languages. '
            "Write one of: en, es."
        ),
        (
            f"mkdocs.yml, line {line}: the default language is not among those of every "
            "library. Add en."
        ),
    ]


def test_a_language_of_every_library_is_asked_of_every_text(tmp_path: Path) -> None:
    project = with_languages(tmp_path / "project", "vi")
    edit(
        "mkdocs.yml",
        "languages_of_every_library: [en, es]",
        "languages_of_every_library: [en, es, vi]",
    )(project)
    assert reported(project) == []
    edit("data/terms/topics.yml", '    vi: "cookie"\n', "")(project)
    assert reported(project) == [
        "data/terms/topics.yml, line 12: label.vi is missing. It says: The text in Vietnamese."
    ]


def test_a_page_that_two_languages_have_is_missing_in_the_third(copy: Project) -> None:
    edit(
        "mkdocs.yml",
        "languages_of_every_library: [en, es]",
        "languages_of_every_library: [en, es, vi]",
    )(copy)
    copy.delete("docs/_front/vi/index.md")
    assert (
        'docs/_front/en/index.md, line 1: the page "index" is missing in the language '
        '"vi". Write docs/_front/vi/index.md, or delete this page.'
    ) in reported(copy)


def test_no_library_can_stand_in_the_place_of_a_language(copy: Project) -> None:
    (copy / "data/libraries/riverside-branch.yml").rename(copy / "data/libraries/vi.yml")
    assert any(
        'data/libraries/vi.yml, line 1: has the name "vi", which is reserved for the front page'
        in one
        for one in reported(copy)
    )


def test_a_new_company_has_room_for_every_language_that_it_needs(copy: Project) -> None:
    edit(
        "mkdocs.yml", "languages_of_every_library: [en, es]", "languages_of_every_library: [en, vi]"
    )(copy)
    (path,) = add_vendor(copy.opened, "new-company")
    assert "service:\n  en: Describe the service in a few words\n  vi: …\n" in path.read_text(
        "utf-8"
    )
    assert not [one for one in reported(copy) if "new-company" in one]


def test_the_status_of_translations_counts_every_language_that_a_notice_is_begun_in(
    spoken: Project,
) -> None:
    found = {
        one.unit.key: one.languages
        for one in Translations.load(load_records(spoken.opened)[0]).list_statuses()
    }
    assert {
        locale: state.state for locale, state in found["riverside/choices#email"].items()
    } == dict.fromkeys(("en", "es", "vi", "ar"), "unreviewed")
    assert set(found["shared/data_categories.email.label"]) == {"en", "es", "vi", "ar"}


def test_what_is_only_in_some_languages_is_not_missing_elsewhere(tmp_path: Path) -> None:
    project = Project.small(tmp_path / "project")
    configure(project, "vi")
    found = {
        one.unit.key: one.languages
        for one in Translations.load(load_records(project.opened)[0]).list_statuses()
    }
    others = {key: set(states) for key, states in found.items() if "shared/words." not in key}
    assert others
    assert [key for key, states in others.items() if states != {"en", "es"}] == []


def test_a_number_that_differs_is_found_in_a_language_without_words_of_its_own(
    copy: Project,
) -> None:
    for locale, text in (
        ("en", "We keep it for 30 days."),
        ("es", "Lo guardamos 30 días."),
        ("vi", "Chúng tôi giữ trong 60 ngày."),
        ("ar", "نحتفظ به ٣٠ يومًا."),
    ):
        copy.append(f"docs/riverside/{locale}/collect.md", f"\n{text}\n")
    rules = LanguageRules.prepare(collect_facts(load_records(copy.opened)[0]))
    found = [
        problem
        for unit in rules.check("riverside", ())
        for problem in unit.found
        if "number" in problem.message or "period" in problem.message
    ]
    assert found and all(
        problem.file.endswith("vi/collect.md") or "vi:" in problem.message for problem in found
    )
    assert any(re.search(r"\b60\b", problem.message) for problem in found)
