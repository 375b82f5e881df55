"""Who may see data stands in the records with the condition of the library's own document."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest

from tests.support.built_sites import Sites, by_class, text_of
from tests.support.cited import list_cited
from tests.support.facts_of_documents import ABOUT, RECORDS, for_both_languages
from tests.support.sources import strings

# The words of each document that say when somebody outside the library is given data.
CONDITIONS = {
    "sonoma": {
        "en": "only when an order or warrant signed by a judge of a state or federal court "
        "requires it",
        "es": "solo cuando lo exija una orden judicial (court order o warrant) firmada por un juez "
        "de un tribunal estatal o federal",
    },
    "santa-monica": {
        "en": "only after presenting an order by a court of competent jurisdiction issued in "
        "proper form (a court-issued subpoena or search warrant), and/or under the USA PATRIOT Act",
        "es": "solo después de presentar una orden de un tribunal competente emitida en debida "
        "forma (una citación [subpoena] o una orden de cateo o registro [search warrant] emitida "
        "por un tribunal), y/o conforme a la Ley USA PATRIOT",
    },
    "westchester": {
        "en": "only under a subpoena or court order, or where a statute otherwise requires it",
        "es": "solo por una citación (subpoena) o una orden judicial (court order), o en otros "
        "casos en que una ley (statute) lo exija",
    },
}
# A practice of companies alone has no rule for officers.
INSIDE = ("database-vendors",)


def _rules_on_recipients(library: str) -> Iterator[tuple[str, list]]:
    """Every practice that says who may see its data, but those that only name companies."""
    for practice in RECORDS[library]["practices"]:
        named = practice.get("recipients", [])
        if named and not any(_who(one) in INSIDE for one in named):
            yield practice["id"], named


def _who(recipient: str | dict) -> str | dict:
    return recipient if isinstance(recipient, str) else recipient["who"]


@pytest.mark.parametrize("library", ABOUT)
def test_every_practice_says_on_what_condition_others_are_given_data(library: str):
    found = list(_rules_on_recipients(library))
    assert len(found) >= 4
    for practice, named in found:
        conditions = [one["when"] for one in named]
        assert _without_hard_spaces(CONDITIONS[library]) in [
            _without_hard_spaces(one) for one in conditions
        ], practice


def _without_hard_spaces(text: dict[str, str]) -> dict[str, str]:
    return {key: value.replace("\N{NO-BREAK SPACE}", " ") for key, value in text.items()}


@for_both_languages
@pytest.mark.parametrize("library", ABOUT)
def test_immigration_officers_may_see_data_only_where_the_document_names_them(
    sites: Sites, library: str, locale: str
):
    word = {"en": "immigration officers", "es": "agentes de inmigración"}[locale]
    collect = sites[library].page(locale, "collect").main
    assert (word in text_of(collect)) == (library == "sonoma")
    requests = text_of(sites[library].page(locale, "requests").main)
    silent = {
        "en": "does not mention immigration officers",
        "es": "no menciona a los agentes de inmigración",
    }[locale]
    assert (silent in requests) == (library != "sonoma")


@for_both_languages
@pytest.mark.parametrize("library", ABOUT)
def test_a_card_shows_the_condition_or_leads_to_it(sites: Sites, library: str, locale: str):
    main = sites[library].page(locale, "collect").main
    expected, above = CONDITIONS[library][locale], strings(locale)["shared.above"]
    assert expected in _read(main), "it stands once for all that share it, or on the card"
    shown = [_read(card) for card in by_class(main, "practice")]
    ruled = [text for text in shown if expected in text or above in text]
    # The block that states it for all that share it, and the card of each practice.
    assert len(ruled) == 1 + len(list(_rules_on_recipients(library)))


def _read(node: Element) -> str:
    return text_of(node).replace("\N{NO-BREAK SPACE}", " ")


# What people ask in their own words, and where they look: said with the general rule beside it.
IN_THEIR_WORDS = {
    "sonoma": """
companies | sell | vender | S03-04 S25-11
cookies | web analytics | analítica web | S25-11
collect | wifi | wifi |
collect | cameras | cámaras | S25-08
requests | would you be told | se le avisaría | S25-25
choices | complain | quejarse | S25-11
""",
    "santa-monica": """
companies | sell | vende | M-12
cookies | web analytics | analítica web | M-16 M-18
collect | wifi | wifi | M-05 M-06
collect | cameras | cámaras | M-05 M-06
requests | would you be told | se le avisaría | M-08 M-13
choices | complaint | queja | M-01
""",
    "westchester": """
companies | sell | vender | W-03
cookies | web analytics | analítica web | W-21
collect | wifi | wifi | W-04
collect | cameras | cámaras | W-04
requests | you would be told | se le avisaría | W-30
choices | complaint | queja | W-01
""",
}


@for_both_languages
@pytest.mark.parametrize("library", ABOUT)
def test_what_people_ask_in_their_words_is_said_where_they_look(
    sites: Sites, library: str, locale: str
):
    ask = {"en": ("ask", "tell"), "es": ("pregunt", "avise")}[locale]
    for line in IN_THEIR_WORDS[library].strip().splitlines():
        name, english, spanish, ids = (part.strip() for part in f"{line} ".split("|"))
        main = sites[library].page(locale, name).main
        text = text_of(main).lower()
        assert {"en": english, "es": spanish}[locale] in text, line
        cited = {one for each in main.iter() for one in list_cited(each)}
        assert set(ids.split()) <= cited, line
        assert any(word in text for word in ask), line
