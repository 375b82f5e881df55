"""The glossary, typography, spelling and reading ease: what is complained of, and what is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from aviso.checks import check_all
from aviso.loading import load
from aviso.problems import as_text
from aviso.translation.pieces import Piece, PieceText
from aviso.translation.proofreading import proofread
from aviso.translation.reading import english_syllables, flesch_kincaid_grade, hardest, spanish_syllables, szigriszt_pazos
from aviso.translation.wording import typography

ROOT = Path(__file__).parents[2]


def edit(project: Path, file: str, old: str, new: str) -> None:
    text = (project / file).read_text("utf-8")
    assert old in text
    (project / file).write_text(text.replace(old, new, 1), "utf-8")


def test_a_word_to_avoid_is_told_where_the_other_language_has_the_word(project: Path) -> None:
    edit(project, "docs/example/en/choices.md", "It takes five", "A patron waits. It takes five")
    edit(project, "docs/example/es/choices.md", "Tardamos cinco", "El patrón espera. Tardamos cinco")
    assert 'docs/example/es/choices.md, line 22: warning: "patrón" is a word to avoid. Write "usuario" (data/terms/glossary.yml).' in as_text(check_all(project))
    edit(project, "docs/example/en/choices.md", "A patron waits.", "The pattern waits.")
    assert "patrón" not in as_text(check_all(project))


def test_a_word_of_another_country_is_told_everywhere(project: Path) -> None:
    edit(project, "docs/example/es/choices.md", "Tardamos cinco", "Use el ordenador. Tardamos cinco")
    assert 'Write "computadora"' in as_text(check_all(project))


@pytest.mark.parametrize(("locale", "text", "words"), [
    ("es", "Quién lo ve?", "opening mark"), ("es", "Sí. Cuánto dura?", "opening mark"), ("es", "Espere!", "opening mark"),
    ("es", "Desde el 3/12/2025.", "two dates"), ("en", "Since 12/3/2025.", "two dates"), ("es", "Más de 1.250 casos.", "points between thousands"),
    ("es", "El 3 de Diciembre.", "capital letter"), ("es", "La «lista».", "quotation mark"), ("en", "A list , again", "space before"),
])  # fmt: skip
def test_signs_that_a_language_sets_otherwise_are_told(locale: str, text: str, words: str) -> None:
    found = list(typography(Piece("x/y", {locale: PieceText(text, "x.md", 1)})))
    assert [one for one in found if words in one[2]], found


@pytest.mark.parametrize(("locale", "text"), [
    ("es", "¿Quién lo ve?"), ("es", "Si pierde la tarjeta, ¿qué hace?"), ("es", "¡Espere! ¿Ya?"), ("es", "## ¿Quién puede ver el registro? {#who}"),
    ("es", "Vea la [lista](https://example.org/?a=b)."), ("es", "El § 7927.105 y 1,250 casos."), ("en", "Who sees it? Nobody!"), ("es", "La 45.2 y 3.5"),
    ("es", "- ¿Y si no?\n- ¿Por qué?"), ("es", "{{ source('EX-01') }} ¿Sí?"),
])  # fmt: skip
def test_sound_signs_are_left_alone(locale: str, text: str) -> None:
    assert list(typography(Piece("x/y", {locale: PieceText(text, "x.md", 1)}))) == []


@pytest.mark.parametrize(("word", "count"), [
    ("biblioteca", 4), ("día", 2), ("guarda", 2), ("aéreo", 4), ("ciudad", 2), ("hoy", 1), ("y", 1), ("pingüino", 3), ("queso", 2), ("leyes", 2),
    ("país", 2), ("información", 4), ("cuidado", 3), ("usuario", 3), ("héroe", 3), ("buey", 1),
])  # fmt: skip
def test_syllables_of_spanish(word: str, count: int) -> None:
    assert spanish_syllables(word) == count


@pytest.mark.parametrize(("word", "count"), [("library", 3), ("the", 1), ("privacy", 3), ("aviso", 3), ("record", 2), ("borrowed", 2)])
def test_syllables_of_english(word: str, count: int) -> None:
    assert english_syllables(word) == count


def test_the_formulae_are_as_published() -> None:
    # Six words of one syllable in one sentence: 0.39 · 6 + 11.8 · 1 − 15.59.
    assert flesch_kincaid_grade(["The cat sat on the mat."]) == pytest.approx(-1.45)
    # Four words, seven syllables, one sentence: 206.835 − 62.3 · 7/4 − 4.
    assert szigriszt_pazos(["El gato come pescado."]) == pytest.approx(206.835 - 62.3 * 8 / 4 - 4)


def test_the_hardest_sentence_is_named(project: Path) -> None:
    hard = "Notwithstanding institutional considerations, confidentiality obligations necessarily supersede administrative convenience and organizational expectations"
    for locale in ("en", "es"):
        (project / f"docs/example/{locale}/hard.md").write_text(f"---\ntitle: T\ndescription: D\n---\n# T\n\n{hard}.\n", "utf-8")
    (problem,) = [problem for problem in proofread(load(project)[0], ["example"]) if problem.file == "docs/example/en/hard.md" and "hard to read" in problem.message]
    assert "the limit is 9" in problem.message and "Notwithstanding" in problem.message
    edit(project, "data/libraries/example.yml", "publication:", "reading_limits:\n  - {language: en, value: 60, pages: [hard], why: A test.}\npublication:")
    assert not [problem for problem in proofread(load(project)[0], ["example"]) if problem.file == "docs/example/en/hard.md" and "hard to read" in problem.message]
    assert hardest("flesch_kincaid_grade", ["One two three four.", hard])[0] == hard


def test_a_misspelt_word_is_named_with_its_line(project: Path) -> None:
    edit(project, "docs/example/es/choices.md", "Tardamos cinco", "Tardammos cinco")
    found = [problem for problem in proofread(load(project)[0], ["example"]) if "dictionary" in problem.message]
    assert [(problem.line, '"Tardammos"' in problem.message) for problem in found if problem.file.endswith("es/choices.md")] == [(22, True)]


def test_our_own_texts_are_spelt_right_and_plain() -> None:
    assert as_text(proofread(load(ROOT)[0])) == ""


def test_the_glossary_is_explained_to_readers(project: Path) -> None:
    from aviso.engine import site_files
    from aviso.opening import open_site

    page = site_files(open_site(project, "example"))["es/sobre-este-aviso/index.html"].decode()
    assert '<div id="word-subpoena"><dt><dfn>citación judicial</dfn></dt>' in page and "word-hold" not in page
