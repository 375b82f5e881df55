"""Glossary, typography, spelling and reading ease: what is complained of, what is left alone."""

from __future__ import annotations

import re

import pytest

from aviso.apps.proofread.formulas import (
    compute_flesch_kincaid_grade,
    compute_szigriszt_pazos,
    count_english_syllables,
    count_spanish_syllables,
    find_hardest,
)
from aviso.apps.proofread.readability import extract_sentences, measure_pages
from aviso.apps.proofread.spelling import proofread
from aviso.checks.word_choice import find_typography
from aviso.i18n.units import TranslationUnit, UnitText
from aviso.model.repository import load_records
from tests.support.project import Project


def test_a_word_to_avoid_is_told_where_the_other_language_has_the_word(project: Project) -> None:
    project.replace("docs/example/en/choices.md", "It takes five", "A patron waits. It takes five")
    project.replace(
        "docs/example/es/choices.md", "Tardamos cinco", "El patrón espera. Tardamos cinco"
    )
    assert (
        'docs/example/es/choices.md, line 22: warning: "patrón" is a word to avoid. Write '
        '"usuario" (data/terms/glossary.yml).'
    ) in project.told()
    project.replace("docs/example/en/choices.md", "A patron waits.", "The pattern waits.")
    assert "patrón" not in project.told()


def test_a_word_of_another_country_is_told_everywhere(project: Project) -> None:
    project.replace(
        "docs/example/es/choices.md", "Tardamos cinco", "Use el ordenador. Tardamos cinco"
    )
    assert 'Write "computadora"' in project.told()


@pytest.mark.parametrize(
    ("locale", "text", "words"),
    [
        ("es", "Quién lo ve?", "opening mark"),
        ("es", "Sí. Cuánto dura?", "opening mark"),
        ("es", "Espere!", "opening mark"),
        ("es", "Desde el 3/12/2025.", "two dates"),
        ("en", "Since 12/3/2025.", "two dates"),
        ("es", "Más de 1.250 casos.", "points between thousands"),
        ("es", "El 3 de Diciembre.", "capital letter"),
        ("es", "La «lista».", "quotation mark"),
        ("en", "A list , again", "space before"),
        ("en", "It reads “Not stated”.", "after the quotation mark"),
        ("en", "It reads “Not stated”, not more.", "after the quotation mark"),
    ],
)
def test_signs_that_a_language_sets_otherwise_are_told(locale: str, text: str, words: str) -> None:
    found = list(find_typography(TranslationUnit("x/y", {locale: UnitText(text, "x.md", 1)})))
    assert [fault for _, _, fault in found if words in fault.message], found


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("es", "¿Quién lo ve?"),
        ("es", "Si pierde la tarjeta, ¿qué hace?"),
        ("es", "¡Espere! ¿Ya?"),
        ("es", "## ¿Quién puede ver el registro? {#who}"),
        ("es", "Vea la [lista](https://example.org/?a=b)."),
        ("es", "El § 7927.105 y 1,250 casos."),
        ("en", "Who sees it? Nobody!"),
        ("es", "La 45.2 y 3.5"),
        ("es", "- ¿Y si no?\n- ¿Por qué?"),
        ("es", "{{ source('EX-01') }} ¿Sí?"),
        ("en", "It reads “Not stated.” Or “none,” or “no”: nothing."),
        ("en", "Nothing found for “{query}”. Try another."),
        ("es", "Dice “No se indica”."),
    ],
)
def test_sound_signs_are_left_alone(locale: str, text: str) -> None:
    assert list(find_typography(TranslationUnit("x/y", {locale: UnitText(text, "x.md", 1)}))) == []


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("biblioteca", 4),
        ("día", 2),
        ("guarda", 2),
        ("aéreo", 4),
        ("ciudad", 2),
        ("hoy", 1),
        ("y", 1),
        ("pingüino", 3),
        ("queso", 2),
        ("leyes", 2),
        ("país", 2),
        ("información", 4),
        ("cuidado", 3),
        ("usuario", 3),
        ("héroe", 3),
        ("buey", 1),
    ],
)
def test_syllables_of_spanish(word: str, count: int) -> None:
    assert count_spanish_syllables(word) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [("library", 3), ("the", 1), ("privacy", 3), ("aviso", 3), ("record", 2), ("borrowed", 2)],
)
def test_syllables_of_english(word: str, count: int) -> None:
    assert count_english_syllables(word) == count


def test_the_formulae_are_as_published() -> None:
    # Six words of one syllable in one sentence: 0.39 · 6 + 11.8 · 1 − 15.59.
    assert compute_flesch_kincaid_grade(["The cat sat on the mat."]) == pytest.approx(-1.45)
    # Four words, seven syllables, one sentence: 206.835 − 62.3 · 7/4 − 4.
    assert compute_szigriszt_pazos(["El gato come pescado."]) == pytest.approx(
        206.835 - 62.3 * 8 / 4 - 4
    )


def test_the_hardest_sentence_is_named(project: Project) -> None:
    for locale in ("en", "es"):
        project.write(
            f"docs/example/{locale}/hard.md",
            f"---\ntitle: T\ndescription: D\n---\n# T\n\n{HARD}.\n",
        )
    (problem,) = [
        problem
        for problem in proofread(load_records(project.opened)[0], ["example"])
        if problem.file == "docs/example/en/hard.md" and "hard to read" in problem.message
    ]
    assert "the limit is 9" in problem.message and "Notwithstanding" in problem.message
    project.replace(
        "data/libraries/example.yml",
        "publication:",
        "reading_limits:\n  - {language: en, value: 60, pages: [hard], why: A test.}\npublication:",
    )
    assert not [
        problem
        for problem in proofread(load_records(project.opened)[0], ["example"])
        if problem.file == "docs/example/en/hard.md" and "hard to read" in problem.message
    ]
    assert find_hardest("flesch_kincaid_grade", ["One two three four.", HARD])[0] == HARD


def test_a_misspelt_word_is_named_with_its_line(project: Project) -> None:
    project.replace("docs/example/es/choices.md", "Tardamos cinco", "Tardammos cinco")
    found = [
        problem
        for problem in proofread(load_records(project.opened)[0], ["example"])
        if "dictionary" in problem.message
    ]
    assert [
        (problem.line, '"Tardammos"' in problem.message)
        for problem in found
        if problem.file.endswith("es/choices.md")
    ] == [(22, True)]


HARD = (
    "Notwithstanding institutional considerations, confidentiality obligations necessarily "
    "supersede administrative convenience and organizational expectations"
)


def test_what_the_data_say_on_a_page_counts_as_its_prose_does(project: Project) -> None:
    before = {
        reading.page: reading.value
        for reading in measure_pages(project.opened, "example")
        if reading.locale == "en"
    }
    project.replace("data/libraries/example.yml", "It takes five working days at most.", f"{HARD}.")
    after = {
        reading.page: reading
        for reading in measure_pages(project.opened, "example")
        if reading.locale == "en"
    }
    assert after["index"].value > before["index"] and after["index"].hardest[0].startswith(
        "Notwithstanding"
    )
    assert after["cookies"].value == before["cookies"]


def test_a_sentence_is_counted_once_where_it_stands_deepest() -> None:
    html = (
        "<ul><li><p>One two. Three four.</p><cite>Policy</cite></li>"
        "<li>Five <em>six</em></li></ul><p>Seven<small>no</small></p>"
    )
    assert extract_sentences(html) == ["One two.", "Three four.", "Five six", "Seven"]


def test_a_site_with_faults_is_not_measured_and_that_is_said(project: Project) -> None:
    project.replace("data/libraries/example.yml", "kind: system", "kind: sistem")
    (told,) = [
        problem
        for problem in proofread(load_records(project.opened)[0], ["example"])
        if "measured" in problem.message
    ]
    assert (told.file, told.line) == ("data/libraries/example.yml", 1)


def test_a_coordinator_is_shown_every_page_with_its_limit(project: Project) -> None:
    project.write(
        "docs/example/en/hard.md", f"---\ntitle: T\ndescription: D\n---\n# T\n\n{HARD}.\n"
    )
    lines = project.invoke("proofread", "--pages", "example").output.splitlines()
    assert re.fullmatch(
        r" example +choices +[\d.]+, 9 +[\d.]+, 55",
        next(line for line in lines if " choices " in line),
    )
    assert re.fullmatch(
        r" example +hard +[\d.]+, 9  too hard +–", next(line for line in lines if " hard " in line)
    )


def test_the_glossary_is_explained_to_readers(project: Project) -> None:
    from aviso.build.assemble import assemble_site
    from aviso.site.writer import make_site_files

    page = make_site_files(assemble_site(project.opened, "example"))[
        "es/sobre-este-aviso/index.html"
    ].decode()
    assert (
        '<div id="word-subpoena"><dt><dfn>citación judicial</dfn></dt>' in page
        and "word-hold" not in page
    )
