"""Days that share the name of their month are the same days in both languages."""

from __future__ import annotations

from collections import Counter

import pytest

from aviso.i18n.dates import spell_out_days
from aviso.i18n.quantities import Quantity, find_quantities


def read(text: str, locale: str) -> Counter[Quantity]:
    return Counter(find_quantities(spell_out_days(text, locale), locale))


PAIRS = [
    ("Closed on March 3, 4 and 5.", "Cierra el 3, 4 y 5 de marzo."),
    ("Closed March 3, 4, and 5, 2026.", "Cierra el 3, 4 y 5 de marzo de 2026."),
    ("Closed the 3rd, 4th and 5th of March.", "Cierra los días 3, 4 y 5 de marzo."),
    ("Closed 3, 4 and 5 March.", "Cierra el 3, 4 y 5 de marzo."),
    ("Closed May 1, 8, 15 or 22.", "Cierra el 1.º, 8, 15 o 22 de mayo."),
    ("Closed on March 3-5 and 10-12.", "Cierra del 3 al 5 y del 10 al 12 de marzo."),
    ("On March 3, 5 people came.", "El 3 de marzo vinieron 5 personas."),
    ("Open March 3, 4 and 5 until 8 p.m.", "Abre el 3, 4 y 5 de marzo hasta las 8 p. m."),
]


@pytest.mark.parametrize(("english", "spanish"), PAIRS)
def test_a_list_of_days_is_the_same_in_both_languages(english: str, spanish: str) -> None:
    assert read(english, "en") == read(spanish, "es")


@pytest.mark.parametrize(
    "spanish",
    [
        "Cierra el 3, 4 y 6 de marzo.",
        "Cierra el 3, 9 y 5 de marzo.",
        "Cierra el 3, 4 y 5 de mayo.",
        "Cierra el 3 y 5 de marzo.",
        "Cierra el 3, 4 y 5 de marzo de 2026.",
        "Cierra del 3 al 5 de marzo.",
    ],
)
def test_another_list_of_days_is_found(spanish: str) -> None:
    assert read(PAIRS[0][0], "en") != read(spanish, "es")
