"""No fact of the libraries' documents is lost.

Every fact stands on their sites in both languages, with where it comes from. The lists in
``facts/`` were written from the fact sheets and not from the data, so a fact that vanishes from the
data, moves to another section or loses a number is found here.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.built_sites import Sites, by_class, text_of
from tests.support.facts_of_documents import (
    ABOUT,
    FACTS,
    Fact,
    facts_of,
    for_both_languages,
    statements_of,
)

# The lists


@pytest.mark.parametrize("library", ABOUT)
def test_the_list_is_whole(library: str):
    facts = facts_of(library)
    assert len({fact.id for fact in facts}) == len(facts) == ABOUT[library]["facts"]
    assert sorted(ABOUT) == sorted(path.stem for path in FACTS.glob("*.txt"))
    for _, group in _numbered(facts):
        assert group == list(range(1, len(group) + 1)), "the ids have a gap"


def _numbered(facts: list[Fact]) -> Iterator[tuple[str, list[int]]]:
    series: dict[str, list[int]] = {}
    for fact in facts:
        name, number = fact.id.rsplit("-", 1)
        series.setdefault(name, []).append(int(number))
    return iter(series.items())


# The data


@pytest.mark.parametrize("library", ABOUT)
def test_the_record_has_every_fact_in_its_document_and_section(library: str):
    recorded = statements_of(library)
    assert {name: (each.document["id"], each.section) for name, each in recorded.items()} == {
        fact.id: (fact.document, fact.section) for fact in facts_of(library)
    }


# Words that turn the sense of a statement: with one of them gone, it says something that the
# document does not.
TURNING_WORDS = [
    ("sonoma", "S25-11", "government agency", "agencia gubernamental"),
    (
        "sonoma",
        "S25-14",
        "in writing to inspect the records",
        "por escrito a examinar los registros",
    ),
    (
        "sonoma",
        "S25-15",
        "signed by a judge of a state or federal court",
        "(court order o warrant) firmada por un juez de un tribunal estatal o federal",
    ),
    ("sonoma", "S25-21", "receive direction", "recibir instrucciones"),
    ("sonoma", "S25-24", "before they respond", "antes de responder"),
    (
        "sonoma",
        "S25-28",
        "an officer orders staff to give immediate access to a public area",
        "un agente le exige al personal acceso inmediato a un área pública",
    ),
    ("sonoma", "S25-28", "If the officer refuses to wait", "Si el agente se niega a esperar"),
    (
        "sonoma",
        "S25-29",
        "even if the actions seem to go beyond",
        "aunque parezca que el agente va más allá",
    ),
]


@pytest.mark.parametrize(("library", "name", "english", "spanish"), TURNING_WORDS)
def test_a_statement_keeps_the_words_that_turn_its_sense(
    library: str, name: str, english: str, spanish: str
):
    text = statements_of(library)[name].statement["text"]
    assert english in text["en"]
    assert spanish in text["es"]


@for_both_languages
def test_the_desk_card_of_sonoma_gives_access_only_to_an_officer_who_refuses_to_wait(
    sites: Sites, locale: str
):
    steps = [
        text_of(step)
        for step in by_class(sites["sonoma"].page(locale, "desk-card").main, "steps")[0]
    ]
    give, refuses = {
        "en": ("Give the access", "refuses to wait"),
        "es": ("Dele el acceso", "se niega a esperar"),
    }[locale]
    assert [refuses in step for step in steps if give in step] == [True]
