"""What holds in one country or language only is data, chosen by the settings of the project."""

from __future__ import annotations

import re

import pytest

from aviso.checks.citations import _load_forms
from aviso.core.prompts import BY_NAME, NEW_LANGUAGES
from aviso.core.telephones import read_telephone
from aviso.model.registers import Vendor
from aviso.site.compose import make_site
from tests.support.paths import ROOT
from tests.support.project import Project

LANGUAGE_IN_CODE = re.compile(r"""_(?:en|es)\b(?!["\w])|(?:==|!=|\bin\b) *\(?["'](?:en|es)["']""")


@pytest.mark.parametrize(
    ("country", "example"), [("US", "707-555-0123"), ("MX", "200 123 4567"), ("ES", "810 12 34 56")]
)
def test_a_telephone_number_is_asked_for_as_people_there_write_it(
    country: str, example: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(f"write it like {example}")):
        read_telephone("no number", country)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("California Government Code § 6267", "6267"),
        ("18 U.S.C. § 2709", "2709"),
        ("Código de Educación de California, sección 18700", "18700"),
        ("§ 4509 of the Civil Practice Law Code", "4509"),
    ],
)
def test_texts_cite_the_laws_of_a_country_in_its_own_way(text: str, number: str) -> None:
    forms = _load_forms()["US"]
    found = forms.citation.search(text)
    assert forms.sign.search(text) and found and (found[1] or found[2]) == number
    assert "MX" not in _load_forms()


def test_what_a_law_of_one_country_says_stands_on_pages_there_only(small_project: Project) -> None:
    for locale in ("en", "es"):
        page = ROOT / f"docs/_pages/{locale}/accessibility.md"
        small_project.write(f"docs/_pages/{locale}/accessibility.md", page.read_text("utf-8"))
    there = make_site("riverside", small_project.load_records())
    small_project.replace("mkdocs.yml", "\nextra:\n", "\nextra:\n  country: MX\n")
    elsewhere = make_site("riverside", small_project.load_records())
    for locale in ("en", "es"):
        assert "ada.gov" in there.pages[locale, "accessibility"].html
        assert "ada.gov" not in elsewhere.pages[locale, "accessibility"].html
        assert "WCAG" in elsewhere.pages[locale, "accessibility"].html


def test_new_projects_begin_in_languages_that_have_everything() -> None:
    assert {tuple(texts) for texts in BY_NAME.values()} == {NEW_LANGUAGES}
    for locale in NEW_LANGUAGES:
        for path in (f"docs/_pages/{locale}/index.md", f"overrides/locales/{locale}.yml"):
            assert (ROOT / path).is_file()


def vendor(policy: object) -> Vendor:
    return Vendor.model_validate(
        {
            "name": "A",
            "service": {"en": "B", "es": "C"},
            "category": "other",
            "privacy_policy": policy,
            "data_received": "unknown",
        }
    )


@pytest.mark.parametrize(
    ("policy", "locale", "expected"),
    [
        ("https://a.test/p", "fr", ("https://a.test/p", "")),
        ("https://a.test/p", "vi", ("https://a.test/p", "fr")),
        ({"vi": "https://a.test/v", "ar": "https://a.test/a"}, "vi", ("https://a.test/v", "")),
        ({"vi": "https://a.test/v", "ar": "https://a.test/a"}, "es", ("https://a.test/v", "vi")),
        ({"vi": "https://a.test/v", "fr": "https://a.test/f"}, "es", ("https://a.test/f", "fr")),
        (None, "fr", ("", "")),
    ],
)
def test_readers_get_the_policy_in_their_language_if_there_is_one(
    policy: object, locale: str, expected: tuple[str, str]
) -> None:
    found = vendor(policy).select_policy(locale, default="fr")
    assert found == expected


def test_no_two_languages_are_told_apart_in_the_code() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for folder in ("scripts/aviso", "overrides")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in (".py", ".html") and path.name not in ("migrations.py", "explanations.py")
        for line in path.read_text("utf-8").splitlines()
        if LANGUAGE_IN_CODE.search(line)
    ]
    assert found == []
