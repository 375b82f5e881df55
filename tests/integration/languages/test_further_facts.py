"""Facts beside practices in languages that Aviso's code has never heard of."""

from __future__ import annotations

from pathlib import Path

import pytest

from aviso.i18n.project_units import list_library_units, list_shared_units
from aviso.site.compose import make_site
from tests.support.adding_languages import with_languages
from tests.support.project import Project
from tests.support.words import words

LIBRARY = "data/libraries/riverside.yml"
# Each own word as a reader of Vietnamese or Arabic sees it; the numbers keep them apart.
FACTS = """
cookies:
  - name: _visits
    site: {en: s1, es: s1, vi: v1, ar: r1}
    set_by: {en: s2, es: s2, vi: v2, ar: r2}
    purpose: {en: s3, es: s3, vi: v3, ar: r3}
    lasts: {en: s4, es: s4, vi: v4, ar: r4}
rights:
  - right: see
    how: {en: s5, es: s5, vi: v5, ar: r5}
    within: {en: s6, es: s6, vi: v6, ar: r6}
breach_notices:
  - id: patrons
    who: {en: s7, es: s7, vi: v7, ar: r7}
    within: 2 weeks
    note: {en: s8, es: s8, vi: v8, ar: r8}
"""
AGES = """  - id: all
    never: {en: s9, es: s9, vi: v9, ar: r9}
  - id: small
    to_age: 5
    collected: {en: s10, es: s10, vi: v10, ar: r10}
    consent: {en: s11, es: s11, vi: v11, ar: r11}

procedures:
"""
DOCUMENT = """    number: "7"
    issued_by: {en: s12, es: s12, vi: v12, ar: r12}
    adopted: about 2015
    editions: [{language: fr, address: https://www.riverside.example/fr}]
"""
VENDOR = """
retention: 2 years
deletion: {en: s13, es: s13, vi: v13, ar: r13}
stored_in: {en: s14, es: s14, vi: v14, ar: r14}
audit: {en: s15, es: s15, vi: v15, ar: r15}
"""
BLOCKS = ("cookies", "rights", "breach_notices", "age_rules", "vendor_details")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project in four languages, with each of these facts."""
    project = with_languages(tmp_path_factory.mktemp("facts") / "project", "vi", "ar")
    project.append(LIBRARY, FACTS)
    project.replace(LIBRARY, "\nprocedures:\n", f"{AGES}")
    project.replace(LIBRARY, '    number: "7"\n', DOCUMENT)
    project.append("data/vendors/pagewell.yml", VENDOR)
    for page in Path(project / "docs/riverside").glob("*/index.md"):
        blocks = "".join(f"\n\n{{{{ {name}() }}}}\n" for name in BLOCKS[:3])
        page.write_text(page.read_text("utf-8") + blocks, "utf-8")
    return project


def test_each_fact_is_sound_in_every_language(told: Project) -> None:
    assert told.reported() == ""


@pytest.mark.parametrize(("locale", "letter"), [("vi", "v"), ("ar", "r"), ("es", "s")])
def test_each_own_word_is_read_in_its_language(told: Project, locale: str, letter: str) -> None:
    context = make_site("riverside", told.load_records()).make_context(locale, "index")
    shown = " ".join(words(context.names[name]()) for name in BLOCKS)
    shown += " " + words(context.render_document_summary("policy-7"))
    assert [number for number in range(1, 16) if f"{letter}{number}" not in shown.split()] == []
    if locale != "es":
        assert "Not stated" not in shown and "about" not in shown and "All ages" not in shown


def test_the_pages_say_it_in_each_language(told: Project) -> None:
    site = told.published() / "riverside"
    for folder, letter in (("", "s"), ("es", "s"), ("vi", "v"), ("ar", "r")):
        first = (site / folder / "index.html").read_text("utf-8")
        for number in range(1, 9):
            assert f"{letter}{number}" in first, (folder, number)
        whole = "".join(page.read_text("utf-8") for page in (site / folder).glob("*/index.html"))
        assert f"{letter}12" in whole, folder


def test_each_own_word_is_a_translation_unit(told: Project) -> None:
    records = told.load_records()
    units = {unit.key: unit for unit in [*list_library_units("riverside", records)]}
    units |= {unit.key: unit for unit in list_shared_units(records)}
    for key in (
        "riverside/cookies._visits.site",
        "riverside/cookies._visits.lasts",
        "riverside/rights.see.within",
        "riverside/breach_notices.patrons.note",
        "riverside/age_rules.small.consent",
        "riverside/documents.policy-7.issued_by",
        "shared/vendors.pagewell.deletion",
    ):
        assert {*units[key].texts} == {"en", "es", "vi", "ar"}, key


def test_a_text_that_lacks_a_language_is_told(told: Project) -> None:
    text = (told / LIBRARY).read_text("utf-8")
    (told / LIBRARY).write_text(text.replace(", vi: v5", ""), "utf-8")
    try:
        assert 'how is missing in the language "vi"' in told.reported()
    finally:
        (told / LIBRARY).write_text(text, "utf-8")
