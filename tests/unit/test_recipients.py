"""Who receives which data on what condition, and what is only shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aviso.checks.conflicting_facts import LibraryFacts
from aviso.checks.contradictions import CONTRADICTION_RULES
from aviso.i18n.record_units import list_record_units
from tests.support.paths import ROOT
from tests.support.project import Project
from tests.support.record_changes import OPTIONAL, change, said

RECIPIENTS = "    recipients: [library-staff]\n"
CONDITIONS = (
    RECIPIENTS,
    """    recipients:
      - library-staff
      - who: police
        data: [email]
        when:
          en: only under a warrant
          es: solo con una orden
        source: [RL-02]
      - who: {en: the town’s bookkeepers, es: los contadores del municipio}
""",
)


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        (
            "en",
            "library staff the police (only: email address), only under a warrant "
            "the town’s bookkeepers",
        ),
        (
            "es",
            "el personal de la biblioteca la policía (solo: correo electrónico), solo con una "
            "orden los contadores del municipio",
        ),
    ],
)
def test_a_card_says_who_receives_what_and_when(
    small_project: Project, locale: str, expected: str
) -> None:
    change(small_project, CONDITIONS)
    text = said(small_project, "practices", "card", locale=locale).replace("\xa0", " ")
    assert expected in text
    # Where all of it stands is said once, at the end of the card.
    assert re.search(r"(Source|Fuente): (Policy|Política) 7, .*II", text)
    assert expected in said(small_project, "privacy_label", locale=locale)


def test_plain_ids_stay_one_line(small_project: Project) -> None:
    change(small_project, (RECIPIENTS, "    recipients: [library-staff, police]\n"))
    assert "library staff; the police" in said(small_project, "practices", "card")


def test_own_words_of_recipients_are_units_and_compared(small_project: Project) -> None:
    change(
        small_project,
        (CONDITIONS[0], CONDITIONS[1].replace("solo con una orden", "con una orden")),
        (
            OPTIONAL,
            "    optional:\n      answer: yes\n      how: {en: Ask us., es: Pregunte.}\n"
            "    consent:\n      - by: {en: your club, es: su club}\n"
            "    legal_basis: [{en: a city ordinance, es: una ordenanza municipal}]\n"
            "    audiences: [{en: clubs, es: clubes}]\n",
        ),
        ("    recipient: police\n", "    recipient: police\n    of: {en: tapes, es: cintas}\n"),
    )
    records = small_project.load_records()
    keys = {
        unit.key
        for unit in list_record_units(
            "riverside",
            records.place("library", "riverside"),
            records.project.locales,
            ["en", "es"],
        )
    }
    assert {
        "riverside/practices.card-details.recipients.2.when",
        "riverside/practices.card-details.recipients.3.who",
        "riverside/practices.card-details.optional.how",
        "riverside/practices.card-details.consent.1.by",
        "riverside/practices.card-details.legal_basis.1",
        "riverside/practices.card-details.audiences.1",
        "riverside/disclosures.police.of",
    } <= keys
    assert [found.rule for found in small_project.check()] == ["i18n/only"]


def test_a_recipient_may_stand_twice_for_other_data_or_other_conditions(
    small_project: Project,
) -> None:
    change(
        small_project,
        (
            RECIPIENTS,
            """    recipients:
      - {who: library-staff, data: [name]}
      - {who: library-staff, data: [email]}
      - {who: police, when: {en: if a judge orders it, es: si lo ordena un juez}}
      - {who: police, when: {en: in danger of death, es: en peligro de muerte}}
""",
        ),
    )
    assert small_project.check() == []


def test_what_is_shown_may_be_received(small_project: Project) -> None:
    change(
        small_project,
        ("    data: [name, email]\n", "    data: [name]\n    shown: [email]\n"),
        (RECIPIENTS, "    recipients:\n      - {who: library-staff, data: [email]}\n"),
    )
    assert small_project.check() == []
    for locale, expected in (
        ("en", "Shown, not kept email address"),
        ("es", "Se muestra y no se guarda correo electrónico"),
    ):
        assert expected in said(small_project, "practices", "card", locale=locale)
    assert "Shown, not kept: email address" in said(small_project, "privacy_label")


def test_what_is_only_shown_is_not_nothing(small_project: Project) -> None:
    change(
        small_project,
        ("    data: [name, email]\n", "    shown: [name]\n"),
        ("    retention:\n      period: 3 years\n", ""),
    )
    card = said(small_project, "practices", "card")
    assert "Shown, not kept name" in card and "library staff" in card
    assert "Nothing about you" not in card + said(small_project, "privacy_label")
    assert "How long" not in card


# Consent, legal basis, audiences, disclosures


@pytest.mark.parametrize(
    ("ages", "expected"),
    [
        ("", ("the police", "la policía")),
        (
            "        to_age: 12\n",
            ("the police, if the patron is under 13", "si el usuario tiene menos de 13 años"),
        ),
        (
            "        from_age: 13\n",
            ("the police, if the patron is 13 or older", "si el usuario tiene 13 años o más"),
        ),
        (
            "        from_age: 13\n        to_age: 17\n",
            ("if the patron is 13 to 17 years old", "si el usuario tiene de 13 a 17 años"),
        ),
        (
            "        from_age: 17\n        to_age: 17\n",
            ("if the patron is 17 years old", "si el usuario tiene 17 años"),
        ),
    ],
)
def test_a_card_says_who_consents(
    small_project: Project, ages: str, expected: tuple[str, str]
) -> None:
    change(small_project, (OPTIONAL, f"{OPTIONAL}    consent:\n      - by: police\n{ages}"))
    for locale, text in zip(("en", "es"), expected, strict=True):
        assert text in said(small_project, "practices", "card", locale=locale)


@pytest.mark.parametrize(
    ("younger", "older", "ages"),
    [(11, 14, "12 to 13"), (12, 14, "13"), (12, 13, ""), (15, 13, "")],
)
def test_consents_leave_no_gap_between_ages(
    small_project: Project, younger: int, older: int, ages: str
) -> None:
    consents = (
        f"      - {{by: police, to_age: {younger}}}\n"
        f"      - {{by: library-staff, from_age: {older}}}\n"
    )
    change(small_project, (OPTIONAL, f"{OPTIONAL}    consent:\n{consents}"))
    found = small_project.check()
    assert [one.rule for one in found] == ["facts/consent-gap"] * bool(ages)
    assert all(f"not at {ages}" in one.message for one in found)


def test_a_card_says_whose_data_they_are_and_on_what_legal_basis(small_project: Project) -> None:
    for name in ("audiences", "legal_bases"):
        file = f"data/terms/{name}.yml"
        small_project.write(file, (ROOT / file).read_text("utf-8"))
    change(
        small_project,
        (
            OPTIONAL,
            f"{OPTIONAL}    audiences: [donors]\n"
            "    legal_basis: [public-interest, {en: an ordinance, es: una ordenanza}]\n",
        ),
    )
    card = said(small_project, "practices", "card")
    assert "Whose data donors" in card
    assert "Legal basis a task in the public interest; an ordinance" in card
    spanish = said(small_project, "practices", "card", locale="es")
    assert "De quién son los datos los donantes" in spanish
    assert "Base legal una tarea de interés público; una ordenanza" in spanish


def test_two_disclosures_to_one_recipient_are_told_apart(small_project: Project) -> None:
    change(
        small_project,
        (
            "    recipient: police\n",
            """    recipient: police
    of: {en: recordings, es: grabaciones}
    condition: {en: If the Director agrees., es: Si la Dirección lo aprueba.}
  - id: mail
    recipient: {en: the sheriff, es: el alguacil}
    data: [name, email]
""",
        ),
    )
    text = said(small_project, "disclosures")
    assert "the police Information: recordings If the Director agrees." in text
    assert "the sheriff Information: name; email address Only with a court order." in text
    spanish = said(small_project, "disclosures", locale="es")
    assert "la policía Datos: grabaciones" in spanish
    assert "el alguacil Datos: nombre; correo electrónico" in spanish


def test_a_promise_that_companies_get_nothing_sees_recipients_with_a_condition(
    small_project: Project,
) -> None:
    small_project.write(
        "data/terms/recipients.yml",
        small_project.read("data/terms/recipients.yml")
        + "vendors:\n  label: {en: companies, es: empresas}\n"
        "  explanation: {en: Of a test., es: De una prueba.}\n",
    )
    change(
        small_project,
        ("    topic: selling\n", "    topic: selling\n    rules_out: [companies-get-nothing]\n"),
        (
            RECIPIENTS,
            "    recipients:\n      - who: vendors\n"
            "        when: {en: if you ask for it, es: si usted lo pide}\n",
        ),
    )
    records = small_project.load_records()
    facts = LibraryFacts(records, "riverside", records.libraries["riverside"])
    assert "facts/promise-and-recipients" in {
        found.rule for rule in CONTRADICTION_RULES for found in rule(facts)
    }


def test_the_built_pages_of_both_languages_have_it_all(small_project: Project) -> None:
    change(small_project, CONDITIONS, (OPTIONAL, "    optional: opt-in\n"))
    sites: Path = small_project.published("riverside")
    for folder, sought in (
        ("", ("the police", "only under a warrant", "Yes: off until you turn it on")),
        ("es/", ("la policía", "solo con una orden", "Sí: desactivado hasta que usted lo active")),
    ):
        page = next(
            path.read_text("utf-8")
            for path in sorted((sites / "riverside" / folder).glob("*/index.html"))
            if 'id="practice-card-details"' in path.read_text("utf-8")
        )
        assert [words for words in sought if words not in page] == []
