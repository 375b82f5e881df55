"""Dates, periods and telephone numbers in both languages."""

from __future__ import annotations

from datetime import date

import pytest

from aviso.core.project import Project
from aviso.i18n.catalog import Catalog, format_telephone, load_catalog, make_telephone_link
from aviso.model.localized import LocalizedText
from tests.support.paths import ROOT


@pytest.fixture(params=["en", "es"])
def words(request: pytest.FixtureRequest) -> Catalog:
    """The words of one language, then of the other."""
    return load_catalog(Project(ROOT), request.param)


def said(words: Catalog, en: str, es: str) -> str:
    """Of two texts the one in the language of ``words``."""
    return {"en": en, "es": es}[words.locale]


@pytest.mark.parametrize(
    ("day", "en", "es"),
    [
        (date(2025, 12, 3), "December 3, 2025", "3 de diciembre de 2025"),
        (date(2026, 1, 31), "January 31, 2026", "31 de enero de 2026"),
        (date(1999, 3, 1), "March 1, 1999", "1 de marzo de 1999"),
    ],
)
def test_a_date_is_written_out(words: Catalog, day: date, en: str, es: str) -> None:
    assert words.format_day(day) == said(words, en, es)


@pytest.mark.parametrize(
    ("period", "en", "es"),
    [
        ("12 months", "12 months", "12 meses"),
        ("1 month", "1 month", "1 mes"),
        ("1 day", "1 day", "1 día"),
        ("3 years", "3 years", "3 años"),
        ("2 weeks", "2 weeks", "2 semanas"),
        ("24 hours", "24 hours", "24 horas"),
    ],
)
def test_a_period_is_counted_in_the_language(words: Catalog, period: str, en: str, es: str) -> None:
    assert words.format_period(period) == said(words, en, es)


def test_a_text_is_given_in_the_language_and_a_name_as_it_is(words: Catalog) -> None:
    assert words.get_text(LocalizedText(en="Your privacy", es="Su privacidad")) == said(
        words, "Your privacy", "Su privacidad"
    )
    assert (words.get_text("hoopla"), words.get_text(None)) == ("hoopla", "")


def test_a_string_of_the_interface_is_filled(words: Catalog) -> None:
    assert words.get_string("at_most", period="7") == said(
        words, "At most 7", words.strings["at_most"].format(period="7")
    )
    assert words.get_string("not_stated") == words.strings["not_stated"]


def test_an_unknown_string_is_a_fault_of_the_code(words: Catalog) -> None:
    with pytest.raises(KeyError):
        words.get_string("no such string")


def test_both_languages_have_the_same_strings_with_the_same_places() -> None:
    english, spanish = (load_catalog(Project(ROOT), locale).strings for locale in ("en", "es"))
    assert list(english) == list(spanish)
    assert [key for key in english if not (english[key].strip() and spanish[key].strip())] == []
    assert [key for key in english if places(english[key]) != places(spanish[key])] == []


def places(text: str) -> set[str]:
    """The names in braces of a string."""
    return {part.split("}")[0] for part in text.split("{")[1:]}


@pytest.mark.parametrize(
    "written", ["707-555-0123", "(707) 555-0123", "+1 707 555 0123", "707.555.0123"]
)
def test_a_telephone_number_is_written_and_dialled_one_way(written: str) -> None:
    assert (format_telephone(written), make_telephone_link(written)) == (
        "(707) 555-0123",
        "tel:+1-707-555-0123",
    )
