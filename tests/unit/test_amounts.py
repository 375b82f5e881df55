"""Amounts of money in several currencies, and periods that a language names in its own way."""

from __future__ import annotations

import pytest

from aviso.i18n.differences import ComparedText
from aviso.i18n.quantity_comparison import compare_quantities

SAME = [
    ("A copy costs $5.", "Una copia cuesta 5 $."),
    ("A copy costs $5.", "Una copia cuesta 5 dólares."),
    ("A copy costs €5.", "Una copia cuesta 5 euros."),
    ("A copy costs EUR 1,000.", "Una copia cuesta 1.000 €."),
    ("A copy costs £10 or €12.", "Una copia cuesta 10 libras esterlinas o 12 euros."),
    ("A copy costs USD 5.50.", "Una copia cuesta 5.50 USD."),
    ("We keep it for two weeks.", "Lo guardamos 15 días."),
    ("We keep it for two weeks.", "Lo guardamos quince días."),
    ("We keep it for 15 days.", "Lo guardamos 2 semanas."),
    ("A grant of $1 million.", "Una subvención de un millón de dólares."),
    ("A grant of $1.5 million.", "Una subvención de 1,5 millones de dólares."),
    ("Two million records.", "2 millones de registros."),
    ("It costs 25¢.", "Cuesta 25 centavos."),
    ("It costs 25 cents.", "Cuesta $0.25."),
    ("A third of them.", "Un tercio de ellas."),
    ("A quarter of an hour.", "Un cuarto de hora."),
    ("We keep it for 18 months.", "Lo guardamos año y medio."),
    ("After 90 minutes.", "Al cabo de una hora y media."),
    ("Kept for a decade.", "Se guarda diez años."),
    ("In the 21st century.", "En el siglo XXI."),
    ("Since the 1990s.", "Desde los años noventa."),
    ("Open 24/7.", "Abierto las 24 horas del día, los 7 días de la semana."),
    ("On the 1st of May.", "El 1.º de mayo."),
    ("18 and over.", "Mayores de edad."),
]
DIFFERENT = [
    ("A copy costs $5.", "Una copia cuesta €5.", "money"),
    ("A copy costs $5.", "Una copia cuesta 5 €.", "money"),
    ("A copy costs £5.", "Una copia cuesta 5 euros.", "money"),
    ("A copy costs 5 cents.", "Una copia cuesta 5 euros.", "money"),
    ("A copy costs €5.", "Una copia cuesta 6 €.", "money"),
    ("We keep it for two weeks.", "Lo guardamos 20 días.", "period"),
    ("We keep it for three weeks.", "Lo guardamos 15 días.", "period"),
    ("A grant of $1 million.", "Una subvención de mil dólares.", "money"),
    ("A grant of $2 million.", "Una subvención de 3 millones de dólares.", "money"),
    ("It costs 25 cents.", "Cuesta $0.52.", "money"),
    ("After 90 minutes.", "Al cabo de una hora.", "period"),
    ("In the 21st century.", "En el siglo XX.", "number"),
]


@pytest.mark.parametrize(("english", "spanish"), SAME)
def test_amounts_and_periods_that_are_the_same(english: str, spanish: str) -> None:
    assert not list(compare(english, spanish))


@pytest.mark.parametrize(("english", "spanish", "kind"), DIFFERENT)
def test_amounts_and_periods_that_differ(english: str, spanish: str, kind: str) -> None:
    assert {one.kind for one in compare(english, spanish)} == {kind}


def compare(english: str, spanish: str):
    return compare_quantities(ComparedText("en", english), ComparedText("es", spanish), [])
