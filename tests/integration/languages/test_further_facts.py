"""Facts beside practices in languages that Aviso's code has never heard of."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aviso.content.fragments import Fragment
from aviso.i18n.catalog import load_catalog
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
# A practice with every field, a rule on a part of the records, and a contract.
PRACTICE = """    note:
      en: s16
      es: s16
      vi: v16
      ar: r16
    audiences: [{en: s17, es: s17, vi: v17, ar: r17}]
    legal_basis: [{en: s18, es: s18, vi: v18, ar: r18}]
    shown: [ip-address]
    recipients:
      - who: {en: s19, es: s19, vi: v19, ar: r19}
        data: [email]
        when: {en: s20, es: s20, vi: v20, ar: r20}
    optional:
      answer: opt-out
      how: {en: s21, es: s21, vi: v21, ar: r21}
    consent:
      - by: {en: s22, es: s22, vi: v22, ar: r22}
        to_age: 12
        how: {en: s23, es: s23, vi: v23, ar: r23}
    kept_by:
      name: {en: s24, es: s24, vi: v24, ar: r24}
      policy: https://www.riverside.example/archives
    retention:
      - of: {en: s25, es: s25, vi: v25, ar: r25}
        until: {en: s26, es: s26, vi: v26, ar: r26}
        then: added-up
        exceptions: {en: s27, es: s27, vi: v27, ar: r27}
      - period: 3 years
        after: {en: s28, es: s28, vi: v28, ar: r28}
        because: old-act
      - of: email
        vague: {en: s29, es: s29, vi: v29, ar: r29}
    identifies: yes
"""
DISCLOSURE = """  - id: told
    recipient: {en: s30, es: s30, vi: v30, ar: r30}
    of: {en: s31, es: s31, vi: v31, ar: r31}
    condition: {en: s32, es: s32, vi: v32, ar: r32}
    told_to_patron: {en: s33, es: s33, vi: v33, ar: r33}

age_rules:
"""
AGREEMENT = """    agreement:
      title: {en: s34, es: s34, vi: v34, ar: r34}
      date: 2024-07
  - vendor: readwell
"""
# What no page in another language may say: words of the interface in English and Spanish that no
# text of the library has.
LONGEST = 10
BLOCKS = (
    *("cookies", "rights", "breach_notices", "age_rules", "vendor_details", "vendors"),
    *("practices", "disclosures", "optional_practices"),
)


ARGUMENTS = {"practices": ("card",)}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project in four languages, with each of these facts."""
    project = with_languages(tmp_path_factory.mktemp("facts") / "project", "vi", "ar")
    project.append(LIBRARY, FACTS)
    project.replace(LIBRARY, "\nprocedures:\n", f"{AGES}")
    project.replace(LIBRARY, '    number: "7"\n', DOCUMENT)
    project.append("data/vendors/pagewell.yml", VENDOR)
    text = project.read(LIBRARY)
    start = text.index("    note:\n", text.index("practices:"))
    end = text.index("    source: [RL-01]", start)
    project.write(LIBRARY, f"{text[:start]}{PRACTICE}{text[end:]}")
    project.replace(LIBRARY, "age_rules:\n", DISCLOSURE)
    project.replace(LIBRARY, "  - vendor: readwell\n", AGREEMENT)
    project.replace(
        "data/vendors/pagewell.yml",
        "privacy_policy: https://www.pagewell.example/privacy",
        "privacy_policy:\n  vi: https://www.pagewell.example/privacy\n"
        "  fr: https://www.pagewell.example/fr",
    )
    for page in Path(project / "docs/riverside").glob("*/index.md"):
        blocks = "".join(f"\n\n{{{{ {name}() }}}}\n" for name in BLOCKS[:3])
        page.write_text(page.read_text("utf-8") + blocks, "utf-8")
    return project


def test_each_fact_is_sound_in_every_language(told: Project) -> None:
    assert told.reported() == ""


@pytest.mark.parametrize(("locale", "letter"), [("vi", "v"), ("ar", "r"), ("es", "s")])
def test_each_own_word_is_read_in_its_language(told: Project, locale: str, letter: str) -> None:
    context = make_site("riverside", told.load_records()).make_context(locale, "index")
    shown = " ".join(words(context.names[name](*ARGUMENTS.get(name, ()))) for name in BLOCKS)
    shown += " " + words(context.render_document_summary("policy-7"))
    said = set(re.findall(r"\b[vrs]\d+\b", shown.lower()))
    assert [number for number in range(1, 35) if f"{letter}{number}" not in said] == []
    if locale != "es":
        assert find_leaks(told, shown) == []


def find_leaks(project: Project, shown: str) -> list[str]:
    """Return the words of the interface in English or Spanish that a text has."""
    strings = [
        text
        for locale in ("en", "es")
        for text in load_catalog(project.opened, locale).strings.values()
    ]
    return [text for text in strings if "{" not in text and len(text) >= LONGEST and text in shown]


def test_no_page_says_a_word_of_the_interface_in_another_language(told: Project) -> None:
    site = make_site("riverside", told.load_records())
    assert {"vi", "ar"} <= {locale for locale, _ in site.pages}
    for (locale, name), page in site.pages.items():
        if locale in ("vi", "ar"):
            assert find_leaks(told, words(Fragment(page.html, ""))) == [], (locale, name)


def test_readers_are_led_to_the_policy_in_their_language(told: Project) -> None:
    site = make_site("riverside", told.load_records())
    for locale, said in (("vi", ""), ("ar", ' hreflang="vi"')):
        html = site.make_context(locale, "companies").names["vendors"]().html
        assert f'<a href="https://www.pagewell.example/privacy"{said}>' in html


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
