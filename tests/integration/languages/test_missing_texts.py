"""What a language lacks is told at its place, and nothing is built without it."""

from __future__ import annotations

import pytest

from aviso.build.assemble import UnsoundSite, assemble_site
from tests.support.changes import Change, edit, reported, without
from tests.support.project import Project

# Without these, a site is not built.
STOPPING = {
    "a text of the library": (
        edit("data/libraries/riverside.yml", '      vi: "Câu hỏi về quyền riêng tư"\n', ""),
        (
            'data/libraries/riverside.yml, line 42: role is missing in the language "vi". '
            "Write a line vi: … below it; a notice that shows it already has pages in that "
            "language."
        ),
    ),
    "a term": (
        edit("data/terms/data_categories.yml", '    ar: "البريد الإلكتروني"\n', ""),
        (
            'data/terms/data_categories.yml, line 3: label is missing in the language "ar". '
            "Write a line ar: … below it; a notice that shows it already has pages in that "
            "language."
        ),
    ),
    "a text of a company": (
        edit("data/vendors/readwell.yml", '  vi: "Báo chí"\n', ""),
        (
            'data/vendors/readwell.yml, line 7: service is missing in the language "vi". Write '
            "a line vi: … below it; a notice that shows it already has pages in that language."
        ),
    ),
    "a text of a law that replaces another": (
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
    "a word of the interface": (
        edit("overrides/locales/vi.yml", "search: Tìm kiếm\n", ""),
        (
            'overrides/locales/vi.yml, line 1: the key "search" is missing. Write a line '
            "search: … with the translation of “Search”."
        ),
    ),
    "all words of the interface": (
        without("overrides/locales/vi.yml"),
        (
            "overrides/locales/vi.yml, line 1: the words of the interface are missing in the "
            'language "vi". Copy overrides/locales/en.yml to it, and translate what comes '
            "after each colon."
        ),
    ),
    "a value in braces": (
        edit("overrides/locales/vi.yml", "Tối đa {period}", "Tối đa {thời hạn}"),
        (
            "overrides/locales/vi.yml, line 46: at_most does not have the same values in "
            'braces as in the language "en". Put {period} where it belongs, and no other.'
        ),
    ),
}
MISSING = STOPPING | {
    "a misspelled key of the interface": (
        edit("overrides/locales/vi.yml", "\nmenu: ", "\nmennu: "),
        'overrides/locales/vi.yml, line 2: unknown key "mennu". Did you mean "menu"?',
    ),
    "a shared text": (
        without("docs/_shared/vi/plain-words.md"),
        (
            'docs/riverside/vi/index.md, line 17: the shared text "plain-words" is not in '
            "docs/_shared/vi/. Look there for the name of its file, without .md."
        ),
    ),
    "a page": (
        without("docs/riverside/vi/choices.md"),
        (
            'docs/riverside/en/choices.md, line 1: warning: the page "choices" is missing in '
            'the language "vi". Write docs/riverside/vi/choices.md; until then that page says '
            "where this one is."
        ),
    ),
    "the first page": (
        without("docs/riverside/vi/index.md"),
        (
            'docs/riverside/vi/choices.md, line 1: the page "choices" is in the language '
            '"vi", but this notice has no first page in it. '
            "Write the first page, docs/riverside/vi/index.md, or delete this one."
        ),
    ),
    "the name of a library on the front page": (
        edit("data/libraries/riverside-branch.yml", '  vi: "California"\n', ""),
        (
            "data/libraries/riverside-branch.yml, line 14: jurisdiction is missing in the "
            'language "vi". Write a line vi: … below it; a notice that shows it already has pages '
            "in that language"
            "."
        ),
    ),
    "a misspelled language": (
        edit("data/vendors/pagewell.yml", "  vi: ", "  vii: "),
        'data/vendors/pagewell.yml, line 5: unknown key "vii". Did you mean "vi"?',
    ),
    "a language that decides and is not there": (
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
}


@pytest.mark.parametrize(("change", "expected"), MISSING.values(), ids=MISSING)
def test_what_a_language_lacks_is_reported_at_its_place(
    copy: Project, change: Change, expected: str
) -> None:
    change(copy)
    assert expected in reported(copy)


@pytest.mark.parametrize("change", [change for change, _ in STOPPING.values()], ids=STOPPING)
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
    assert reported(copy) == []
