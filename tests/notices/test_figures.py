"""Both languages of a statement have the same figures."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.support.facts_of_documents import RECORDS, statements_of
from tests.support.figures import figures_in
from tests.support.sources import LOCALES


@pytest.mark.parametrize("library", RECORDS)
def test_both_languages_of_a_statement_have_the_same_figures(library: str):
    statements = statements_of(library)
    assert statements or "system" in RECORDS[library]
    for name, recorded in statements.items():
        english, spanish = (
            figures_in(recorded.statement["text"][locale], locale) for locale in LOCALES
        )
        assert english == spanish, name


def test_figures_are_found_in_both_languages():
    english = (
        "Kept 12 months since December 3, 2025; two people may ask at a@b.org or "
        "https://c.org/d, in four cases."
    )
    spanish = (
        "Se guarda 12 meses desde el 3 de diciembre de 2025; dos personas pueden escribir a "
        "a@b.org o https://c.org/d, en cuatro casos."
    )
    expected = Counter(["12", "2025-12-03", "2", "a@b.org", "https://c.org/d", "4"])
    assert figures_in(english, "en") == figures_in(spanish, "es") == expected
