"""A language is added by configuration and texts.

These tests show what is built then, what is asked for, and what stays as it was.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from aviso.apps.scaffold.registers import add_vendor
from aviso.build.assemble import UnsoundSite, assemble_site
from aviso.build.preview import Preview
from aviso.checks.suite import check_all
from aviso.checks.translations import check_translations
from aviso.i18n.confirmations import Translations
from aviso.model.repository import load_records
from tests.support.adding_languages import configure, with_languages
from tests.support.project import Project
from tests.support.trees import contents

Change = Callable[[Project], object]


def edit(name: str, old: str, new: str) -> Change:
    """A change of one file."""
    return lambda project: project.replace(name, old, new)


def without(name: str) -> Change:
    """A file less."""
    return lambda project: project.delete(name)


@pytest.fixture
def copy(spoken: Project, tmp_path: Path) -> Project:
    """The project in four languages, to change."""
    return spoken.copied_to(tmp_path / "project")


def told(project: Project) -> list[str]:
    """What is wrong, in words."""
    return [str(problem) for problem in sorted(set(check_all(project.opened)))]


def test_a_project_in_four_languages_is_sound(spoken: Project) -> None:
    assert spoken.opened.locales.locales == ("en", "es", "vi", "ar")
    assert told(spoken) == []


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
    assert "which this notice is not begun in" not in project.told()
    shutil.rmtree(project / "docs/riverside/vi")
    assert (
        'docs/riverside-branch/vi/rooms.md, line 1: the page "rooms" stands in the '
        'language "vi", but this notice has no first page in it.'
    ) in project.told()


def test_a_library_that_is_not_begun_in_a_language_is_built_as_before(tmp_path: Path) -> None:
    before = Project.small(tmp_path / "before").published()
    project = Project.small(tmp_path / "after")
    configure(project, "vi", "ar")
    assert told(project) == []
    assert contents(project.published()) == contents(before)


def test_a_language_may_be_begun_in_one_library_alone(copy: Project) -> None:
    copy.delete("docs/_front/vi/index.md")
    assert told(copy) == []
    assert assemble_site(copy.opened, "riverside").locales == ("en", "es", "vi", "ar")
    assert assemble_site(copy.opened, "_front").locales == ("en", "es", "ar")


MISSING = [
    (
        "a text of the library",
        edit("data/libraries/riverside.yml", '      vi: "Câu hỏi về quyền riêng tư"\n', ""),
        (
            'data/libraries/riverside.yml, line 42: role is missing in the language "vi". '
            "Write a line vi: … below it; a notice that shows it already has pages in that "
            "language."
        ),
    ),
    (
        "a term",
        edit("data/terms/data_categories.yml", '    ar: "البريد الإلكتروني"\n', ""),
        (
            'data/terms/data_categories.yml, line 3: label is missing in the language "ar". '
            "Write a line ar: … below it; a notice that shows it already has pages in that "
            "language."
        ),
    ),
    (
        "a text of a company",
        edit("data/vendors/readwell.yml", '  vi: "Báo chí"\n', ""),
        (
            'data/vendors/readwell.yml, line 7: service is missing in the language "vi". Write '
            "a line vi: … below it; a notice that shows it already has pages in that language."
        ),
    ),
    (
        "a text of a law that replaces another",
        edit(
            "data/laws.yml",
            (
                '    vi: "Hồ sơ thư viện"\n'
                '    ar: "سجلات المكتبة"\n'
                "    es: Registros de la biblioteca\n"
                "  status: current"
            ),
            "    es: Registros de la biblioteca\n  status: current",
        ),
        (
            'data/laws.yml, line 25: title is missing in the language "vi". Write a line vi: … '
            "below it; a notice that shows it already has pages in that language."
        ),
    ),
    (
        "a word of the interface",
        edit("overrides/locales/vi.yml", "search: Tìm kiếm\n", ""),
        (
            'overrides/locales/vi.yml, line 1: the key "search" is missing. Write a line '
            "search: … with the translation of “Search”."
        ),
    ),
    (
        "all words of the interface",
        without("overrides/locales/vi.yml"),
        (
            "overrides/locales/vi.yml, line 1: the words of the interface are missing in the "
            'language "vi". Copy overrides/locales/en.yml to it, and translate what stands '
            "after each colon."
        ),
    ),
    (
        "a value in braces",
        edit("overrides/locales/vi.yml", "Tối đa {period}", "Tối đa {thời hạn}"),
        (
            "overrides/locales/vi.yml, line 28: at_most does not have the same values in "
            'braces as in the language "en". Put {period} where it belongs, and no other.'
        ),
    ),
    (
        "a misspelled key of the interface",
        edit("overrides/locales/vi.yml", "\nmenu: ", "\nmennu: "),
        'overrides/locales/vi.yml, line 2: unknown key "mennu". Did you mean "menu"?',
    ),
    (
        "a shared text",
        without("docs/_shared/vi/plain-words.md"),
        (
            'docs/riverside/vi/index.md, line 17: the shared text "plain-words" is not in '
            "docs/_shared/vi/. Look there for the name of its file, without .md."
        ),
    ),
    (
        "a page",
        without("docs/riverside/vi/choices.md"),
        (
            'docs/riverside/en/choices.md, line 1: warning: the page "choices" is missing in '
            'the language "vi". Write docs/riverside/vi/choices.md; until then that page says '
            "where this one is."
        ),
    ),
    (
        "the first page",
        without("docs/riverside/vi/index.md"),
        'docs/riverside/vi/choices.md, line 1: the page "choices" stands in the language '
        '"vi", but this notice has no first page in it. '
        "Write the first page, docs/riverside/vi/index.md, or delete this one.",
    ),
    (
        "the name of a library on the front page",
        edit("data/libraries/riverside-branch.yml", '  vi: "California"\n', ""),
        (
            "data/libraries/riverside-branch.yml, line 14: jurisdiction is missing in the "
            'language "vi". Write a line vi: … below it; a notice that shows it already has pages '
            "in that language"
            "."
        ),
    ),
    (
        "a misspelled language",
        edit("data/vendors/pagewell.yml", "  vi: ", "  vii: "),
        'data/vendors/pagewell.yml, line 5: unknown key "vii". Did you mean "vi"?',
    ),
    (
        "a language that decides and is not there",
        edit(
            "data/libraries/riverside.yml",
            "kind: system\n",
            "kind: system\nprevailing_language: fr\n",
        ),
        (
            'data/libraries/riverside.yml, line 13: there is no language "fr" here. Write one '
            "of: en, es, vi, ar; or delete the line."
        ),
    ),
]


@pytest.mark.parametrize(
    ("change", "expected"), [case[1:] for case in MISSING], ids=[case[0] for case in MISSING]
)
def test_what_a_language_lacks_is_told_at_its_place(
    copy: Project, change: Change, expected: str
) -> None:
    change(copy)
    assert expected in told(copy)


UNREADABLE = [
    (
        "a quotation mark in the first language",
        edit("overrides/locales/en.yml", "menu: Menu\n", 'menu: "Menu\n'),
        (
            "overrides/locales/en.yml, line 2: has a quotation mark that is never closed. "
            "Close it at the end of the text."
        ),
    ),
    (
        "a colon in another language",
        edit("overrides/locales/es.yml", "search: Buscar\n", "search: Buscar: aquí\n"),
        (
            'overrides/locales/es.yml, line 4: has a second ":" in a line. Put the whole text '
            "in quotes, or correct the indentation."
        ),
    ),
    (
        "a key twice in the first language",
        edit("overrides/locales/en.yml", "search: Search\n", "search: Search\nmenu: Menus\n"),
        (
            'overrides/locales/en.yml, line 5: the key "menu" appears twice (first in line 2). '
            "Delete one of the two."
        ),
    ),
    (
        "a string without text",
        edit("overrides/locales/en.yml", "search: Search\n", "search:\n"),
        "overrides/locales/en.yml, line 4: search has no text. Write it after the colon.",
    ),
    (
        "several values in the place of a text",
        edit("overrides/locales/en.yml", "search: Search\n", "search:\n  one: Search\n"),
        "overrides/locales/en.yml, line 4: search has no text. Write it after the colon.",
    ),
    (
        "a brace that is not closed",
        edit(
            "overrides/locales/en.yml",
            "verified_on: Verified on {day}",
            'verified_on: "Verified on {day"',
        ),
        (
            "overrides/locales/en.yml, line 42: verified_on has braces that cannot be read. "
            "Put each name of a value between two braces, like {day}."
        ),
    ),
    (
        "a list in the place of keys",
        lambda project: project.write("overrides/locales/es.yml", "- Buscar\n"),
        (
            "overrides/locales/es.yml, line 1: does not contain keys and values. Begin with a "
            "line like key: value."
        ),
    ),
    (
        "another encoding",
        lambda project: project.write(
            "overrides/locales/en.yml", "search: Menú\n".encode("latin-1")
        ),
        (
            "overrides/locales/en.yml, line 1: is not written in UTF-8. Save the file again "
            "with the encoding UTF-8."
        ),
    ),
    (
        "the first language's file",
        without("overrides/locales/en.yml"),
        (
            "overrides/locales/en.yml, line 1: the words of the interface are missing in the "
            'language "en". Put the file back; every page needs it.'
        ),
    ),
]


@pytest.mark.parametrize(
    ("change", "expected"), [case[1:] for case in UNREADABLE], ids=[case[0] for case in UNREADABLE]
)
def test_words_that_cannot_be_read_are_told_at_their_line_by_every_command(
    tmp_path: Path, change: Change, expected: str
) -> None:
    project = Project.small(tmp_path / "project")
    change(project)
    assert told(project) == [expected]
    for site_id in ("riverside", "_front"):
        preview = Preview(project.opened, site_id, tmp_path / site_id)
        preview.make()
        assert expected.split(", line")[0] in (preview.folder / "index.html").read_text("utf-8")
    locale = Path(expected.split(".yml")[0]).name
    for command in (["build"], ["build", "--stock"], ["due", "--language", locale]):
        done = project.invoke(*command)
        assert (done.exit_code, expected in done.output) == (1, True), done.output


@pytest.mark.parametrize(
    "change", [case[1] for case in MISSING[:7]], ids=[case[0] for case in MISSING[:7]]
)
def test_nothing_is_built_with_a_text_of_another_language(copy: Project, change: Change) -> None:
    change(copy)
    with pytest.raises(UnsoundSite):
        assemble_site(copy.opened, "riverside")


def test_the_front_page_is_not_built_with_a_name_of_another_language(copy: Project) -> None:
    edit("data/libraries/riverside-branch.yml", '  vi: "California"\n', "")(copy)
    with pytest.raises(
        UnsoundSite,
        match=r'riverside-branch.yml, line 14: jurisdiction is missing in the language "vi"',
    ):
        assemble_site(copy.opened, "_front")


def test_a_word_that_no_notice_in_the_language_uses_may_be_missing(copy: Project) -> None:
    edit("data/terms/data_categories.yml", '    vi: "địa chỉ IP"\n', "")(copy)
    edit("data/terms/topics.yml", '    vi: "cookie"\n', "")(copy)
    assert told(copy) == []


ENTRY = "        - {locale: vi, name: Tiếng Việt}\n"
LISTED = [
    (
        "- {locale: vie, name: Tiếng Việt}",
        (
            'mkdocs.yml, line 30: "vie" is not the code of a language. Write a code like vi, '
            "pt-BR or zh-Hans."
        ),
    ),
    (
        "- {locale: xq, name: Nobody’s}",
        (
            'mkdocs.yml, line 30: "xq" is not the code of a language that Aviso knows. Look it '
            "up: two small letters of ISO 639-1, like vi for Vietnamese."
        ),
    ),
    (
        "- {locale: vi}",
        (
            "mkdocs.yml, line 30: the language needs a code and a name. Write it like "
            "{locale: vi, name: Tiếng Việt}, after a hyphen."
        ),
    ),
    (
        "- {locale: es, name: Castellano}",
        'mkdocs.yml, line 30: the language "es" appears twice. Delete one of the two.',
    ),
    (
        "- {locale: vi, name: Tiếng Việt, default: true}",
        (
            "mkdocs.yml, line 28: exactly one language must be the default. Write "
            "default: true in its entry."
        ),
    ),
]


@pytest.mark.parametrize(("entry", "expected"), LISTED)
def test_a_fault_in_the_list_of_languages_is_told_at_its_line(
    tmp_path: Path, entry: str, expected: str
) -> None:
    project = Project.small(tmp_path / "project")
    configure(project, "vi")
    edit("mkdocs.yml", ENTRY, f"        {entry}\n")(project)
    assert expected in [str(problem) for problem in project.opened.locale_problems]


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
    assert told(project) == []
    edit("data/terms/topics.yml", '    vi: "cookie"\n', "")(project)
    assert told(project) == [
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
    ) in told(copy)


def test_no_library_can_stand_in_the_place_of_a_language(copy: Project) -> None:
    (copy / "data/libraries/riverside-branch.yml").rename(copy / "data/libraries/vi.yml")
    assert any(
        'data/libraries/vi.yml, line 1: has the name "vi", which is reserved for the front page'
        in one
        for one in told(copy)
    )


def test_a_new_company_has_room_for_every_language_that_it_needs(copy: Project) -> None:
    edit(
        "mkdocs.yml", "languages_of_every_library: [en, es]", "languages_of_every_library: [en, vi]"
    )(copy)
    (path,) = add_vendor(copy.opened, "new-company")
    assert "service:\n  en: Describe the service in a few words\n  vi: …\n" in path.read_text(
        "utf-8"
    )
    assert not [one for one in told(copy) if "new-company" in one]


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
    assert all(
        set(states) == {"en", "es"}
        for key, states in found.items()
        if not key.startswith("shared/words.")
    )


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
    found = [
        problem
        for problem in check_translations(load_records(copy.opened)[0])
        if "number" in problem.message or "period" in problem.message
    ]
    assert found and all(
        problem.file.endswith("vi/collect.md") or "vi:" in problem.message for problem in found
    )
    assert any(re.search(r"\b60\b", problem.message) for problem in found)
