"""The search of each site finds what people look for."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import expect

from tests.support.built_sites import BuiltSite, Sites, file_at
from tests.support.editions import EACH_SITE, LIBRARY_IDS, part_of, search_for
from tests.support.sources import FRONT, LOCALES, strings
from tests.support.watching import Watch

# A common query, and a word of the other language that no page in this one has.
QUERIES = {
    "en": (["email", "police", "cookies", "how long do you keep", "court order"], "preguntas"),
    "es": (
        ["correo", "policía", "cookies", "cuánto tiempo guardan", "orden judicial"],
        "borrowing",
    ),
}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("site_id", LIBRARY_IDS)
def test_the_search_finds_what_people_look_for_in_their_language_only(
    sites: Sites, site_id: str, locale: str, window: Watch
):
    site = sites[site_id]
    base = f"{window.address}{site_id}/"
    window.visit(f"{site_id}/{site.page(locale, 'search').url}")
    queries, foreign = QUERIES[locale]
    for query in queries:
        found = search_for(window.page, query)
        assert found, query
        for address in found:
            _assert_leads_to_a_place(site, locale, address.removeprefix(base))
    assert search_for(window.page, foreign) == []
    assert (
        strings(locale)["search.none"].split("{")[0]
        in window.page.get_by_role("status").inner_text()
    )
    _assert_shows_where_to_go_on(window)
    window.assert_quiet()
    assert window.kept() == []


def _assert_shows_where_to_go_on(window: Watch) -> None:
    """Assert that a search without results shows the most common questions, and whom to ask."""
    for heading, below in (("answers", ".doors a"), ("ask", ".contacts p")):
        expect(window.page.locator(f"#{heading}")).to_be_visible()
        expect(window.page.locator(f"#{heading} ~ {below}").first).to_be_visible()


SAME_SEARCH = {
    "en": [("record", "records"), ("library", "libraries")],
    "es": [
        ("prestamos", "préstamos"),
        ("biblioteca", "bibliotecas"),
        ("informacion", "información"),
        ("PRÉSTAMO", "préstamos"),
    ],
}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("site_id", LIBRARY_IDS)
def test_accents_and_plurals_make_no_difference_on_the_pages(
    sites: Sites, site_id: str, locale: str, window: Watch
):
    window.visit(f"{site_id}/{sites[site_id].page(locale, 'search').url}")
    for one, other in SAME_SEARCH[locale]:
        found = search_for(window.page, one)
        assert found and sorted(found) == sorted(search_for(window.page, other)), (one, other)
        assert all(("/es/" in address) == (locale == "es") for address in found)


def _assert_leads_to_a_place(site: BuiltSite, locale: str, address: str) -> None:
    parts = urlsplit(address)
    pages = {page.path: page for page in site.in_locale(locale)}
    page = pages.get(file_at(parts.path))
    assert page, f"{address} is no page in {locale}"
    assert not parts.fragment or unquote(parts.fragment) in page.ids, address


@pytest.mark.parametrize("site_id", LIBRARY_IDS)
@pytest.mark.parametrize(
    "queries",
    [
        ["préstamo", "prestamo", "préstamos", "prestamos", "PRÉSTAMOS"],
        ["policía", "policia", "policías", "POLICIAS"],
    ],
)
def test_accents_and_number_make_no_difference_to_the_search(
    site_id: str, queries: list[str], window: Watch
):
    window.visit(f"{site_id}/es/buscar/")
    answers = [sorted(search_for(window.page, query)) for query in queries]
    assert answers[0] and all(answer == answers[0] for answer in answers), dict(
        zip(queries, map(len, answers), strict=True)
    )


@pytest.mark.parametrize("locale", LOCALES)
def test_the_search_of_the_front_page_finds_its_own_text(sites: Sites, locale: str, window: Watch):
    window.visit(sites[FRONT].page(locale, "search").url)
    assert search_for(window.page, {"en": "what each notice tells you", "es": "cookies"}[locale])


@pytest.mark.parametrize("locale", LOCALES)
def test_a_result_opens_at_its_heading(locale: str, window: Watch):
    window.visit("example/es/buscar/" if locale == "es" else "example/search/")
    found = search_for(window.page, {"en": "under 13", "es": "menores de 13 años"}[locale])
    window.page.locator(".search-results a").first.click()
    expect(window.page).to_have_url(found[0])


@pytest.mark.parametrize("site_id", EACH_SITE)
def test_the_search_page_lists_all_pages_without_javascript(
    sites: Sites, site_id: str, plain: Watch
):
    for locale in LOCALES:
        pages = sites[site_id].in_locale(locale)
        plain.visit(part_of(site_id) + sites[site_id].page(locale, "search").url)
        assert plain.page.locator(".outline li:visible").count() == len(pages) - 1
        assert plain.page.get_by_role("searchbox").count() == 0
