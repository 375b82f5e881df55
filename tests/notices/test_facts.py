"""No fact of the libraries' documents is lost.

Every fact stands on their sites in both languages, with where it comes from. The lists in
``facts/`` were written from the fact sheets and not from the data, so a fact that vanishes from the
data, moves to another section or loses a number is found here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
import yaml

from tests.support.built_sites import (
    BuiltPage,
    BuiltSite,
    Sites,
    by_class,
    classes,
    dates_in,
    resolved,
    text_of,
    without_dates,
)
from tests.support.paths import ROOT
from tests.support.sources import LOCALES, Sources

FACTS = Path(__file__).parent / "facts"
ABOUT = yaml.safe_load((FACTS / "libraries.yml").read_text("utf-8"))
RECORDS = Sources(ROOT).records
HERE = "https://here.test/"


@dataclass(frozen=True)
class Fact:
    """One line of a list: what a document says, where it says it, and the figures in it."""

    id: str
    document: str
    section: str | None
    figures: tuple[str, ...]


def facts_of(library: str) -> list[Fact]:
    """Read the list of a library's facts."""
    lines = (FACTS / f"{library}.txt").read_text("utf-8").splitlines()
    return [_fact(line) for line in lines if line and not line.startswith("#")]


def _fact(line: str) -> Fact:
    place, _, figures = line.partition("|")
    identifier, document, section = place.split()
    return Fact(identifier, document, None if section == "-" else section, tuple(figures.split()))


@dataclass(frozen=True)
class Recorded:
    """A statement or revision as the library's record has it."""

    document: dict
    statement: dict
    needs_citation: bool

    @property
    def section(self) -> str | None:
        """The section that it stands in."""
        return self.statement.get("section")


def statements_of(library: str) -> dict[str, Recorded]:
    """Every statement and dated revision of a library's documents by its id."""
    found = {}
    for document in RECORDS[library].get("documents", []):
        for statement in document.get("statements", []):
            found[statement["id"]] = Recorded(document, statement, "defines" not in statement)
        for revision in document.get("revisions", []):
            if "id" in revision:
                found[revision["id"]] = Recorded(document, revision, False)
    return found


@pytest.fixture(params=ABOUT)
def site(sites: Sites, request: pytest.FixtureRequest) -> BuiltSite:
    """The site of each library that exists, in turn."""
    return sites[request.param]


for_both_languages = pytest.mark.parametrize("locale", LOCALES)


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


@pytest.mark.parametrize("library", RECORDS)
def test_both_languages_of_a_statement_have_the_same_figures(library: str):
    for name, recorded in statements_of(library).items():
        english, spanish = (
            figures_in(recorded.statement["text"][locale], locale) for locale in LOCALES
        )
        assert english == spanish, name


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


EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
ADDRESS = re.compile(
    r"https?://[^\s<>“”]*[^\s<>“”.,;)]|\b(?:www\.)?[a-z-]+\.(?:org|com|gov|us)\b(?:/\S*)?"
)
NUMBER_WORDS = {
    "en": [
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ],
    "es": [
        "dos",
        "tres",
        "cuatro",
        "cinco",
        "seis",
        "siete",
        "ocho",
        "nueve",
        "diez",
        "once",
        "doce",
    ],
}


def figures_in(text: str, locale: str) -> Counter[str]:
    """The dates, email and web addresses and numbers of a text; numbers in words become digits."""
    found = dates_in(text, locale)
    text = without_dates(text, locale)
    for pattern in (EMAIL, ADDRESS):
        found += pattern.findall(text)
        text = pattern.sub(" ", text)
    found += re.findall(r"\d+", text)
    words = NUMBER_WORDS[locale]
    return Counter(found) + Counter(
        str(words.index(word) + 2) for word in re.findall(r"\w+", text.casefold()) if word in words
    )


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


# The sites


@for_both_languages
def test_every_fact_is_stated_in_words_on_the_page_of_documents(site: BuiltSite, locale: str):
    page = site.page(locale, "documents")
    for fact in facts_of(site.id):
        place = _place(page, fact.id)
        assert place.get("data-statements") == fact.id
        text = text_of(place)
        assert _plain(statements_of(site.id)[fact.id].statement["text"][locale]) in text, fact.id
        assert not _is_hidden(page, place), fact.id
        figures = figures_in(text, locale)
        assert [figure for figure in fact.figures if figure not in figures] == [], (
            f"{fact.id}: {text}"
        )
        assert fact.section is None or fact.section in text, fact.id


def _place(page: BuiltPage, identifier: str) -> Element:
    found = [element for element in page.main.iter() if element.get("id") == identifier.lower()]
    assert len(found) == 1, f"{page}: {identifier} is there {len(found)} times"
    return found[0]


def _plain(text: str) -> str:
    return " ".join(text.split())


def _is_hidden(page: BuiltPage, element: Element) -> bool:
    """Tell whether an element is, or stands in, something that readers do not see."""
    parents = {child: parent for parent in page.document.iter() for child in parent}
    while element is not None:
        if (
            "unseen" in classes(element)
            or element.get("hidden") is not None
            or element.get("aria-hidden") == "true"
        ):
            return True
        if element.tag in ("template", "noscript") or (
            element.tag == "details" and element.get("open") is None
        ):
            return True
        element = parents.get(element)
    return False


@for_both_languages
def test_every_fact_is_used_beside_the_list_of_statements(site: BuiltSite, locale: str):
    own = ABOUT[site.id].get("about_the_document", ())
    cited = {
        name
        for page in site.in_locale(locale)
        for name, _ in _citations(page)
        if page.name != "documents" or name in own
    }
    needed = {name for name, recorded in statements_of(site.id).items() if recorded.needs_citation}
    assert sorted(needed - cited) == []
    assert cited <= {fact.id for fact in facts_of(site.id)}


def _references(page: BuiltPage) -> list[Element]:
    """Every reference on a page; the statements have ids of their own for references to lead to."""
    return [
        element
        for element in page.main.iter()
        if element.get("data-statements") and element.get("id") is None
    ]


def _citations(page: BuiltPage) -> Iterator[tuple[str, Element]]:
    """Every (id, reference) on a page."""
    for element in _references(page):
        for name in element.get("data-statements").split():
            yield name, element


@for_both_languages
def test_every_reference_shows_and_leads_to_its_document_and_section(site: BuiltSite, locale: str):
    recorded = statements_of(site.id)
    seen = 0
    for page in site.in_locale(locale):
        for source in _references(page):
            ids = source.get("data-statements").split()
            expected = list(dict.fromkeys(_reference(recorded[name], locale) for name in ids))
            assert [text_of(link) for link in source.iter("a")] == expected, f"{page}: {ids}"
            assert not _is_hidden(page, source), f"{page}: {ids}"
            leads = [
                resolved(page, link.get("href"), HERE).removeprefix(
                    HERE + site.page(locale, "documents").url
                )
                for link in source.iter("a")
            ]
            assert set(leads) <= {f"#{name.lower()}" for name in ids} and len(leads) == len(
                expected
            ), f"{page}: {leads}"
            seen += 1
    assert seen


def _reference(recorded: Recorded, locale: str) -> str:
    """A reference as people read it: "Policy 4005, III.B.i"."""
    label = recorded.document["label"][locale]
    return f"{label}, {recorded.section}" if recorded.section else label


# What the sheets say of the libraries themselves


@for_both_languages
def test_the_sites_link_to_the_libraries_own_pages(site: BuiltSite, locale: str):
    leads = {
        link.get("href").rstrip("/")
        for page in site.in_locale(locale)
        for link in page.main.iter("a")
    }
    assert [
        address for address in ABOUT[site.id]["addresses"] if address.rstrip("/") not in leads
    ] == []


@for_both_languages
@pytest.mark.parametrize(
    "library", [name for name, about in ABOUT.items() if not about["names_a_contact"]]
)
def test_a_library_whose_source_names_no_contact_says_so(sites: Sites, library: str, locale: str):
    pages = sites[library].in_locale(locale)
    assert [
        link.get("href")
        for page in pages
        for link in page.main.iter("a")
        if link.get("href").startswith(("mailto:", "tel:"))
    ] == []
    assert [str(page) for page in pages if by_class(page.main, "nobody")] != []
