"""What each language can say in ways of its own: right pairs are not reported, wrong ones are."""

from __future__ import annotations

import pytest
import yaml

from aviso.i18n.comparison import compare_texts
from aviso.i18n.differences import ComparedText
from aviso.i18n.equal_forms import find_forms
from tests.support.paths import CORPUS

PAIRS = yaml.safe_load((CORPUS / "translation/equal-forms.yml").read_text("utf-8"))


def compare(english: str, spanish: str) -> list[str]:
    found = compare_texts(ComparedText("en", english), ComparedText("es", spanish))
    return [f"{one.kind}: {one.message}" for one in found]


@pytest.mark.parametrize(("english", "spanish"), PAIRS["same"])
def test_right_translations_are_the_same(english: str, spanish: str) -> None:
    assert compare(english, spanish) == []


@pytest.mark.parametrize(("english", "spanish"), PAIRS["different"])
def test_wrong_translations_are_found(english: str, spanish: str) -> None:
    assert compare(english, spanish)


def test_both_expressions_are_quoted() -> None:
    assert compare("Deleted twice a year.", "Se borra cada tres meses.") == [
        'period: en has "twice a year" where es has "cada 3 meses"'
    ]


def test_a_language_without_words_for_them_has_none() -> None:
    assert find_forms("Zweimal im Jahr, 6/3/2024.", "de")[1] == ()
