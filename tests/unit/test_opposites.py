"""Words that have an opposite are compared between languages, and each language brings its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from aviso.i18n import language_data
from aviso.i18n.comparison import compare_texts
from aviso.i18n.differences import ComparedText
from aviso.i18n.opposites import read_opposites

PAIR = ("en", "es")


def find_kinds(one: str, other: str, locales: tuple[str, str] = PAIR) -> list[str]:
    """The kinds of the differences between two texts."""
    texts = (ComparedText(locale, text) for locale, text in zip(locales, (one, other), strict=True))
    return [found.kind for found in compare_texts(*texts)]


@pytest.mark.parametrize(
    ("english", "spanish", "kind"),
    [
        ("Kept for at least 3 years.", "Se guarda 3 años como máximo.", "bound"),
        ("Kept for at most 30 days.", "Se guarda al menos 30 días.", "bound"),
        ("Kept 30 days after the card expires.", "Se guarda 30 días antes de que venza.", "order"),
        ("Kept until 2024.", "Se guarda desde 2024.", "order"),
        ("You may opt in.", "Usted puede darse de baja.", "choice"),
        ("It is off until you turn it on.", "Está activado hasta que lo desactive.", "choice"),
        ("Unless you object, it stays.", "Si usted se opone, se queda.", "condition"),
        ("At least 2 and at most 9 days.", "Como máximo 2 y al menos 9 días.", "bound"),
        ("Kept for at least 3 years.", "Se guarda 3 años.", "bound"),
        ("Kept for 30 days.", "Se guarda un máximo de 30 días.", "bound"),
    ],
)
def test_the_opposite_is_told(english: str, spanish: str, kind: str) -> None:
    assert find_kinds(english, spanish) == [kind]


@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        ("It is not kept longer than 6 months.", "Se guarda 6 meses como máximo."),
        ("It is kept for at most 6 months.", "No se guarda más de 6 meses."),
        ("It is erased after you return the item.", "Se guarda hasta que usted lo devuelve."),
        ("Groups of fewer than ten are not counted.", "No se cuentan los grupos de menos de diez."),
        ("We do not share it until you say yes.", "Lo compartimos solo después de que acepte."),
        (
            "The Director tells you as soon as possible.",
            "La Dirección se lo dice lo antes posible.",
        ),
        ("We answer within 3 days.", "Contestamos en 3 días."),
        ("You must be at least 14 years old.", "Hay que tener 14 años cumplidos."),
        ("Kept for a minimum of 7 years.", "Se guarda un mínimo de 7 años."),
        ("You may opt in or out.", "Usted puede darse de alta o de baja."),
        ("Once a year, we count.", "Una vez al año, contamos."),
        ("Nothing else from it is stored.", "No se guarda nada más de él."),
        (
            "The library takes as little data as it strictly needs.",
            "La biblioteca toma solo los datos que estrictamente necesita.",
        ),
    ],
)
def test_the_same_from_the_other_side_is_not(english: str, spanish: str) -> None:
    assert find_kinds(english, spanish) == []


@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        ("General Privacy Policy", "Política de privacidad general"),
        ("General Privacy Policy", "Política general de privacidad"),
        ("The privacy policy says so.", "Lo dice la Política de privacidad."),
    ],
)
def test_a_document_may_be_named_with_a_word_more(english: str, spanish: str) -> None:
    names = [("Privacy policy", "Política de privacidad")]
    assert compare_texts(ComparedText("en", english), ComparedText("es", spanish), names) == []


def test_a_document_that_one_language_leaves_out_is_told() -> None:
    names = [("Privacy policy", "Política de privacidad")]
    one, other = ComparedText("en", "The Privacy policy says so."), ComparedText("es", "Lo dice.")
    assert [found.kind for found in compare_texts(one, other, names)] == ["name"]


WORDS = """\
negation: ['\\bnej\\b']
turns: ['\\bnej\\b']
limits: {}
like_numbers: {}
units: {}
section_words: x
negated_duty: (?!)
repeats: (?!)
repeats_near: (?!)
opposites:
  order:
    before: {words: [foer]}
    after: {words: [efter]}
"""


@pytest.fixture
def a_language_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A language of which a file of words is put beside the others."""
    for file in language_data.WORDS.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "qq.yml").write_text(WORDS, "utf-8")
    monkeypatch.setattr(language_data, "WORDS", tmp_path)
    caches = (language_data.load_language_data, read_opposites)
    for cache in caches:
        cache.cache_clear()
    yield "qq"
    for cache in caches:
        cache.cache_clear()


def test_a_language_brings_words_of_its_own(a_language_more: str) -> None:
    locales = ("en", a_language_more)
    assert find_kinds("Before the loan.", "Efter utlaan.", locales) == ["order"]
    assert find_kinds("Before the loan.", "Foer utlaan.", locales) == []
    assert find_kinds("At least once.", "Efter utlaan.", locales) == []


def test_a_language_without_such_words_is_left_alone() -> None:
    assert find_kinds("Before the loan.", "Avant le prêt.", ("en", "fr")) == []
