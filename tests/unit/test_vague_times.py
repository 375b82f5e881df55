"""Words that name an event are exact: under ``vague``, they are told of, with the way on."""

from __future__ import annotations

import shutil

import pytest

from aviso.apps.scaffold.answers import make_facts
from aviso.checks.conflicting_facts import LibraryFacts
from aviso.checks.vague_times import EVENT_CALLED_VAGUE, events_are_not_called_vague
from tests.support.paths import ROOT
from tests.support.project import Project

RECORD = "data/libraries/elm.yml"
PERIOD = "{period: 3 years}"
NAMED = [
    ("until the item is returned", "el tiempo necesario", "until: returned"),
    ("until your card expires", "hasta que venza su tarjeta", "until: card-expires"),
    ("until the hearing is over", "hasta que termine la audiencia", "until, in words"),
    ("while you are a member", "mientras usted sea miembro", "until, in words"),
    ("as long as your account is open", "el tiempo necesario", "until, in words"),
    ("once the bill is paid", "cuando se pague la factura", "until, in words"),
    ("a short time", "hasta que se devuelva el material", "until: returned"),
    ("kept forever", "se guarda para siempre", "then: kept-forever"),
]
VAGUE = [
    ("as long as operations need", "mientras el servicio lo exija"),
    ("until it is no longer needed", "hasta que ya no haga falta"),
    ("the shortest time that library operations need", "el tiempo mínimo que exige el trabajo"),
    ("longer, if you choose it", "más tiempo, si usted lo elige"),
    ("as needed for statistics, debts and returns", "lo que haga falta para estadísticas"),
    ("for a reasonable time", "durante un tiempo razonable"),
    ("as long as the purpose requires", "mientras lo requiera la finalidad"),
]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A library with one time, and the events that come with Aviso."""
    project = Project.tiny(tmp_path_factory.mktemp("vague") / "project", tiny=["elm"])
    shutil.copy(ROOT / "data/terms/events.yml", project / "data/terms/events.yml")
    return project


def find(project: Project, retention: str) -> list[tuple[int, str]]:
    """The line of each finding, and its hint."""
    before = project.read(RECORD)
    project.replace(RECORD, PERIOD, retention)
    records = project.load_records()
    facts = LibraryFacts(records, "elm", records.libraries["elm"])
    found = list(events_are_not_called_vague(facts))
    project.write(RECORD, before)
    assert {one.rule for one in found} <= {EVENT_CALLED_VAGUE.id}
    return [(one.line, one.hint) for one in found]


@pytest.mark.parametrize(("english", "spanish", "way"), NAMED)
def test_an_event_is_told_of_with_the_way_on(
    project: Project, english: str, spanish: str, way: str
) -> None:
    vague = f'{{vague: {{en: "{english}", es: "{spanish}"}}}}'
    [(line, hint)] = find(project, vague)
    assert way in hint and line == project.line_of(RECORD, PERIOD)
    [(_, in_a_list)] = find(project, f"[{{period: 30 days}}, {{of: name, {vague[1:-1]}}}]")
    assert in_a_list == hint


@pytest.mark.parametrize(("english", "spanish"), VAGUE)
def test_what_is_vague_is_left_alone(project: Project, english: str, spanish: str) -> None:
    assert find(project, f'{{vague: {{en: "{english}", es: "{spanish}"}}}}') == []


@pytest.mark.parametrize(
    ("answers", "retention"),
    [
        ({"borrowing-period": "30 days"}, {"period": "30 days"}),
        (
            {
                "borrowing-period": "Until the item is back",
                "borrowing-period.es": "hasta que se devuelva",
            },
            {"until": {"en": "the item is back", "es": "se devuelva"}},
        ),
        (
            {"borrowing-period": "until the item is back"},
            {"until": {"en": "the item is back", "es": "Por traducir: the item is back"}},
        ),
        (
            {"borrowing-period": "a short time", "borrowing-period.es": "poco tiempo"},
            {"vague": {"en": "a short time", "es": "poco tiempo"}},
        ),
    ],
)
def test_an_answer_that_names_an_event_is_written_as_one(
    answers: dict[str, str], retention: object
) -> None:
    said = {"borrowing": "We note loans.", "borrowing.es": "Anotamos los préstamos.", **answers}
    [practice] = make_facts(said, ("en", "es"))["practices"]
    assert practice["retention"] == retention
