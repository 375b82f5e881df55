"""What is looked for first, because it is quick, never hides what would be found."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aviso.i18n.equal_forms import _make_frequency_patterns, _make_holiday_patterns
from aviso.i18n.language_data import list_languages, load_language_data
from aviso.i18n.quantities import (
    CLOCK,
    PART_OF_TIME,
    SPAN_START,
    TIME,
    _list_unit_patterns,
    _make_counted_unit_pattern,
)
from aviso.i18n.structure_comparison import MARKS_OF_STRUCTURE, STRUCTURES
from aviso.i18n.text_patterns import TELEPHONE, may_have_telephone

SIGNS = [*"0159 .-–:/+()?!¿¡”|#*\n\u00a0", *"aphmx", "555", "1234", "10:30", " p. m.", " to "]
UNITS = ["30 ", "7-", "days", "Days", "mes", "años", "horas", "$", "%", "US ", "dollars", "€"]
WORDS = ["every ", "cada ", "night", "Christmas Eve", "Navidad", "daily", "diario", "semi-annual"]
LOCALES = list_languages()

texts = st.lists(st.sampled_from([*SIGNS, *UNITS, *WORDS, " "]), max_size=20).map("".join)


@settings(max_examples=200)
@given(texts)
def test_telephones_times_and_marks(text: str) -> None:
    assert may_have_telephone(text) or not TELEPHONE.search(text)
    times = (SPAN_START, TIME, CLOCK)
    assert PART_OF_TIME.search(text) or not any(one.search(text) for one in times)
    structures = (pattern for _, _, pattern in STRUCTURES)
    assert MARKS_OF_STRUCTURE.search(text) or not any(one.search(text) for one in structures)


@pytest.mark.parametrize("locale", LOCALES)
@settings(max_examples=60)
@given(text=texts)
def test_words_of_a_language(locale: str, text: str) -> None:
    words = load_language_data(locale)
    for rule in words.typography:
        assert rule.search(text) or not rule.pattern.search(text), rule.message
    units = dict(_list_unit_patterns(text, locale))
    for unit in words.units.keys() - units.keys():
        assert not _make_counted_unit_pattern(locale, unit).search(text), unit
    for named in (_make_frequency_patterns(locale)[2], _make_holiday_patterns(locale)):
        for meant, pattern in named.patterns.items():
            assert named.any_of.is_in(text) or not pattern.is_in(text), meant


def test_each_look_hides_something() -> None:
    assert [unit for unit, _ in _list_unit_patterns("30 % y 30 %", "es")] == ["percent"]
    assert not may_have_telephone("12 345") and not PART_OF_TIME.search("3 amps")
    assert not MARKS_OF_STRUCTURE.search("In 1984, 12 of 20 (3/4, or more)")
