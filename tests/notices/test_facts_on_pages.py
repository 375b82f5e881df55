"""Every fact stands on a page, with a reference to its document and section."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest

from tests.support.built_sites import (
    BuiltPage,
    BuiltSite,
    Sites,
    by_class,
    classes,
    resolved,
    text_of,
)
from tests.support.cited import list_cited
from tests.support.facts_of_documents import (
    ABOUT,
    HERE,
    Recorded,
    facts_of,
    for_both_languages,
    statements_of,
)
from tests.support.figures import figures_in


@pytest.fixture(params=ABOUT)
def site(sites: Sites, request: pytest.FixtureRequest) -> BuiltSite:
    """The site of each library that exists, in turn."""
    return sites[request.param]


# The sites


@for_both_languages
def test_every_fact_is_stated_in_words_on_the_page_of_documents(site: BuiltSite, locale: str):
    page = site.page(locale, "documents")
    for fact in facts_of(site.id):
        place = _place(page, fact.id)
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
    """Every reference on a page."""
    return [element for element in page.main.iter("cite") if list_cited(element)]


def _citations(page: BuiltPage) -> Iterator[tuple[str, Element]]:
    """Every (id, reference) on a page."""
    for element in _references(page):
        for name in list_cited(element):
            yield name, element


@for_both_languages
def test_every_reference_shows_and_leads_to_its_document_and_section(site: BuiltSite, locale: str):
    recorded = statements_of(site.id)
    seen = 0
    for page in site.in_locale(locale):
        for source in _references(page):
            ids = list_cited(source)
            named = [text_of(link) for link in source.iter("a")]
            expected = {_reference(recorded[name], locale) for name in ids}
            # The name of each link says that it is a source, and of which document.
            assert all(name.startswith(f"{SOURCE[locale]} ") for name in named), f"{page}: {ids}"
            places = [place for name in named for place in _read_places(name, SOURCE[locale])]
            assert sorted(places) == sorted(expected), f"{page}: {ids}"
            assert not _is_hidden(page, source), f"{page}: {ids}"
            leads = [
                resolved(page, link.get("href"), HERE).removeprefix(
                    HERE + site.page(locale, "documents").url
                )
                for link in source.iter("a")
            ]
            assert set(leads) <= {f"#{name.lower()}" for name in ids}, f"{page}: {leads}"
            assert len(set(leads)) == len(named), f"{page}: {leads}"
            seen += 1
    assert seen


SOURCE = {"en": "Source:", "es": "Fuente:"}
# The parts of a section that is cited too stand in brackets behind it: III.B.i (a–d).
PARTS = re.compile(r"(?P<section>.*) \((?P<parts>[^()]+)\)")
# Parts of a section that is not cited itself: III.B.i.a, b.
SIBLINGS = re.compile(r"(?P<section>.*)\.(?P<parts>[a-z]+(?:, [a-z]+)+)")


def _read_places(name: str, source: str) -> list[str]:
    """Return each place that a link names."""
    place = name.removeprefix(source).strip()
    siblings = SIBLINGS.fullmatch(place)
    if siblings:
        return [f"{siblings['section']}.{part}" for part in siblings["parts"].split(", ")]
    found = PARTS.fullmatch(place)
    if not found:
        return [place]
    parts = found["parts"].split(", ")
    if re.fullmatch("[a-z]–[a-z]", parts[0]):
        first, last = parts[0].split("–")
        parts = [chr(code) for code in range(ord(first), ord(last) + 1)]
    return [found["section"], *(f"{found['section']}.{part}" for part in parts)]


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
