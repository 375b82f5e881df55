"""Times of retention that do not fit with the note, the statements or another practice."""

from __future__ import annotations

import pytest

from aviso.checks.retention_texts import (
    BOUND_AGAINST_TEXT,
    TIME_AGAINST_TEXT,
    find_conflicts,
    find_two_times,
)
from aviso.model.localized import LocalizedText
from aviso.model.practices import Practice
from tests.unit.test_retention import practice


def with_note(retention: str, english: str, spanish: str = "Nada.") -> Practice:
    note = LocalizedText.model_validate({"en": english, "es": spanish})
    return practice(retention).model_copy(update={"note": note})


def quote(english: str, spanish: str = "Nada.") -> list[tuple[str, LocalizedText]]:
    return [("EX-01", LocalizedText.model_validate({"en": english, "es": spanish}))]


TIMES_THAT_DISAGREE = [
    ("{period: 140 days}", "Images are kept for 14 days."),
    ("{period: 300 days}", "Recordings are erased after 30 days."),
    ("{at_most: 12 months}", "We keep your question for at most 2 months."),
    ("{at_most: 1 year}", "Logs are deleted after 60 days."),
    ("{period: 3 years}", "Cards are removed after three months without use."),
    ("{period: 30 years}", "We store them for 30 days."),
    ("{at_least: 7 fiscal years, then: deleted}", "Receipts are retained for 3 fiscal years."),
    ("{period: 10 business days}", "It is taken off within five working days."),
    ("{about: 2 weeks}", "The disk is overwritten after about 2 months."),
    ("[{period: 30 days}, {of: name, period: 3 years}]", "We keep it 30 days, incidents 5 years."),
    ("{period: 1 day}", "The record of your sign-in is erased after 10 days."),
    ("{period: 24 months}", "We hold these details for two weeks."),
    ("{period: 6 months, after: paid}", "The bill is destroyed 6 years after it is paid."),
    ("{period: none}", "We keep the number of your photo ID for 30 days."),
    ("{then: kept-forever}", "Donor records are destroyed after 10 years."),
    ("{until: returned, at_most: 90 days}", "We keep the link for no more than 9 days."),
]


@pytest.mark.parametrize(("retention", "text"), TIMES_THAT_DISAGREE)
def test_a_time_against_the_note_or_a_statement_is_found(retention: str, text: str) -> None:
    [(rule, _, where, statement)] = find_conflicts(with_note(retention, text), [])
    assert (rule, statement) == (TIME_AGAINST_TEXT, "") and "its note says" in where
    [(rule, _, where, statement)] = find_conflicts(with_note(retention, "We do."), quote(text))
    assert (rule, statement) == (TIME_AGAINST_TEXT, "EX-01") and "EX-01" in where


@pytest.mark.parametrize(
    ("retention", "text"),
    [
        ("{period: 140 days}", "Las imágenes se guardan 14 días."),
        ("{at_most: 1 year}", "Los registros se borran después de 60 días."),
        ("{period: 30 days}", "Conservamos las grabaciones durante tres años."),
        ("{at_least: 7 fiscal years}", "Los recibos se conservan 3 años fiscales."),
        ("{period: 5 business days}", "Lo quitamos dentro de diez días hábiles."),
    ],
)
def test_a_time_against_the_spanish_note_is_found(retention: str, text: str) -> None:
    [(rule, *_)] = find_conflicts(with_note(retention, "We do.", text), [])
    assert rule == TIME_AGAINST_TEXT


@pytest.mark.parametrize(
    ("retention", "english", "spanish"),
    [
        ("{period: 14 days}", "Images are kept for 14 days.", "Se guardan dos semanas."),
        ("{period: 1 year}", "We keep it for 12 months.", "Lo guardamos un año."),
        ("{period: 1 day}", "It is erased after one day.", "Se borra después de un día."),
        ("{period: 1 year}", "We keep it for a year, or 30 days if you ask.", "Un año."),
        ("{at_least: 7 fiscal years}", "We keep them at least seven fiscal years.", "7 años."),
        ("{at_most: 90 days}", "We delete it within 90 days.", "Lo borramos antes de 90 días."),
        ("{period: none}", "We look at your photo ID and keep nothing.", "No guardamos nada."),
        ("{period: none, after: paid}", "We keep bills for 30 days.", "Se guardan 30 días."),
        # Times that are of something else.
        ("{period: 1 year}", "You may renew an item for 21 days.", "Puede renovar 21 días."),
        ("{period: 3 years}", "Holds wait for 7 days.", "Las reservas esperan 7 días."),
        ("{period: 3 years}", "Your card expires after 2 years.", "Su tarjeta vence a los 2 años."),
        ("{period: 1 day}", "A session lasts 60 minutes.", "Una sesión dura 60 minutos."),
        (
            "{period: 3 years}",
            "You may ask to have it removed. We remove it within five working days.",
            "Puede pedir que se quite. Lo quitamos dentro de cinco días hábiles.",
        ),
        ("{period: 3 years}", "Children under 13 years need a parent.", "Menores de 13 años."),
        ("{period: 3 years}", "We keep your name.", "Guardamos su nombre."),
        ("{until: returned}", "We keep the link for the loan of 21 days.", "Guardamos 21 días."),
        ("{vague: {en: a while, es: un tiempo}}", "Kept for 3 years.", "Se guarda 3 años."),
        # A text need not tell of every stage.
        ("[{period: 30 days}, {of: name, period: 3 years}]", "We keep them 30 days.", "30 días."),
        (
            "{period: 30 days}",
            "We keep images for 30 days. Clips of an incident are kept for 3 years.",
            "Guardamos las imágenes 30 días. Las de un incidente se guardan 3 años.",
        ),
        ("{about: 1 month}", "It is overwritten after about 30 days.", "Se sobrescribe."),
        ("{period: 24 hours}", "We delete it after 1 day.", "Lo borramos después de un día."),
        ("{at_least: 30 days, at_most: 60 days}", "We keep it 30 to 60 days.", "60 días."),
    ],
)
def test_a_sound_practice_is_left_alone(retention: str, english: str, spanish: str) -> None:
    assert list(find_conflicts(with_note(retention, english, spanish), [])) == []
    assert list(find_conflicts(with_note(retention, "We do."), quote(english, spanish))) == []


@pytest.mark.parametrize(
    ("retention", "english", "spanish"),
    [
        ("{at_least: 12 months}", "We keep it for at most 12 months.", "Nada."),
        ("{at_least: 12 months}", "We keep it no longer than one year.", "Nada."),
        ("{at_most: 7 years}", "Receipts are kept at least 7 years.", "Nada."),
        ("{at_most: 7 years}", "Receipts are kept for 7 years or more.", "Nada."),
        ("{at_least: 12 months}", "We do.", "Lo guardamos 12 meses como máximo."),
        ("{at_most: 7 years}", "We do.", "Se conservan al menos 7 años."),
    ],
)
def test_an_opposite_bound_is_found(retention: str, english: str, spanish: str) -> None:
    [(rule, said, where, _)] = find_conflicts(with_note(retention, english, spanish), [])
    assert rule == BOUND_AGAINST_TEXT
    assert {said[:8], where.removeprefix("its note says ")[:8]} == {"at least", "at most "}


@pytest.mark.parametrize(
    ("retention", "text"),
    [
        ("{at_most: 12 months}", "We keep it for at most 12 months."),
        ("{at_least: 7 years}", "Receipts are kept for 7 years or more."),
        ("{at_least: 7 years}", "We keep receipts for 7 years."),
        ("{at_least: 30 days, at_most: 60 days}", "Kept at least 30 days and at most 60 days."),
        ("{period: 30 days}", "We keep it for up to 30 days."),
    ],
)
def test_the_same_bound_is_left_alone(retention: str, text: str) -> None:
    assert list(find_conflicts(with_note(retention, text), [])) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("{period: 3 years}", "{at_most: 5 years}"),
        ("{period: 60 days}", "{period: 1 year}"),
        ("{period: 60 days}", "{vague: {en: a while, es: un tiempo}}"),
        ("{period: 3 years}", "{until: returned}"),
        ("{until: returned}", "{until: paid}"),
        ("{period: 3 years, after: paid}", "{period: 2 years, after: paid}"),
        ("{period: 3 years}", "{then: kept-forever}"),
        ("[{period: 30 days}, {of: name, period: 3 years}]", "{period: 60 days}"),
    ],
)
def test_two_times_of_the_same_thing_are_a_conflict(one: str, other: str) -> None:
    assert find_two_times(practice(one).stages, practice(other).stages)
    assert find_two_times(practice(other).stages, practice(one).stages)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("{period: 3 years}", "{period: 3 years}"),
        ("{period: 3 years}", "{period: 3 years, then: deleted}"),
        # The active card, then the expired one.
        ("{until: card-expires}", "{period: 3 years, after: card-expires}"),
        ("{until: paid}", "{at_least: 7 fiscal years, after: paid}"),
        # The clips of an incident.
        ("{period: 30 days}", "{of: {en: clips, es: imágenes}, period: 3 years}"),
        ("[{period: 30 days}, {of: name, period: 3 years}]", "{period: 3 years}"),
        ("[{period: 30 days}, {of: name, period: 3 years}]", "{period: 30 days}"),
    ],
)
def test_stages_are_no_conflict(one: str, other: str) -> None:
    assert find_two_times(practice(one).stages, practice(other).stages) is None
    assert find_two_times(practice(other).stages, practice(one).stages) is None
