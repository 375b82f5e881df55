"""The search page's results and messages, as people type and after failures."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.support.search_pages import SECTIONS, entries_of, marked, message, search

# What it shows


@pytest.mark.parametrize(
    ("locale", "typed", "said"),
    [
        ("en", "hoopla", "1 result"),
        ("en", "email", "2 results"),
        ("en", "zebra", "Nothing found for “zebra”."),
        ("es", "hoopla", "1 resultado"),
        ("es", "biblioteca", "2 resultados"),
        ("es", "$& <q9>ñandú</q9>", "No hay resultados para “$& <q9>ñandú</q9>”."),
        ("es", "   ", ""),
    ],
)
def test_the_count_is_announced(pages, locale, typed, said):
    page = pages[locale]
    search(page, typed)
    assert message(page) == said


def test_a_result_has_a_link_its_page_and_an_excerpt(pages):
    page = pages["es"]
    search(page, "correos")
    result = page.locator(".search-results > li")
    assert result.get_by_role("link").inner_text() == "hoopla"
    assert result.locator(".search-context").inner_text() == "Empresas"
    assert result.locator(".search-excerpt").inner_text() == dict_of("es", "hoopla")
    assert marked(page) == ["correo"]


def dict_of(locale: str, heading: str) -> str:
    return next(text for _, _, each, text in SECTIONS[locale] if each == heading)


def test_a_section_without_a_heading_is_named_by_its_page(pages):
    page = pages["en"]
    search(page, "server")
    assert page.locator(".search-results a").inner_text() == "Cookies and website logs"
    assert page.locator(".search-context").count() == 0


def test_a_long_text_is_cut_around_the_words(opened, site):
    words = " ".join(f"filler{number}" for number in range(200))
    site.write_index(
        "en",
        [
            {
                "url": "#a",
                "title": "A",
                "heading": "B",
                "text": f"{words} the warrant, signed. {words}",
            }
        ],
    )
    page = opened("en")
    search(page, "warrants sign")
    excerpt = page.locator(".search-excerpt").inner_text()
    assert marked(page) == ["warrant", "signed"]
    assert re.fullmatch(r"… (filler\d+ ){5}the warrant, signed\. (filler\d+ ?){20,} …", excerpt), (
        excerpt
    )


def test_what_the_index_says_is_never_read_as_html(opened, site, complaints):
    markup = "<img src=x onerror=alert(1)> beware"
    site.write_index(
        "en", [{"url": "#a", "title": markup, "heading": f"{markup} heading", "text": markup}]
    )
    page = opened("en")
    search(page, "beware")
    assert page.locator("#search img").count() == 0
    assert page.locator(".search-excerpt").inner_text() == markup
    assert complaints == []


def test_results_come_as_people_type_and_go_when_the_field_is_emptied(pages):
    page = pages["en"]
    page.get_by_role("searchbox").clear()
    page.get_by_role("searchbox").press_sequentially("hoop", delay=20)
    expect(page.locator(".search-results a")).to_have_count(1)
    page.get_by_role("searchbox").fill("")
    expect(page.locator(".search-results")).to_be_hidden()
    expect(page.get_by_role("status")).to_have_text("")


# Use by keyboard


def test_keyboard_alone(opened, site):
    page = opened("es")
    assert page.evaluate("document.activeElement === document.body")
    page.keyboard.press("Tab")
    expect(page.get_by_role("searchbox", name="Buscar en este aviso")).to_be_focused()
    page.keyboard.type("policia")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("1 resultado")
    page.keyboard.press("Tab")
    expect(page.locator(".search-results a").first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.address}/es/police/#orders")


def test_the_names_that_a_screen_reader_says(opened):
    tree = opened("es").locator("#search").aria_snapshot()
    assert '- searchbox "Buscar en este aviso"' in tree
    assert "- search:" in tree
    assert "- status" in tree


def test_without_script_the_outline_stands_alone(opened):
    page = opened("en", java_script_enabled=False)
    assert page.locator("#search > *").count() == 0
    assert page.locator("#outline a").count() == 1


# When the index fails


@pytest.mark.parametrize("index", [None, "not JSON", '{"locale": "es"}'])
def test_an_index_that_fails_is_said(opened, site, index):
    file = site.folder / "es/search/index.json"
    file.unlink() if index is None else file.write_text(index, encoding="utf-8")
    # To Chromium a request is still running if nobody reads its answer, such as a 404.
    page = opened("es", wait_until="load")
    page.get_by_role("searchbox").focus()
    expect(page.get_by_role("status")).to_have_text("La búsqueda no se pudo cargar.")
    assert page.locator("#outline a").count() == 1


def test_after_a_failure_the_next_search_tries_again(opened, site):
    (site.folder / "es/search/index.json").unlink()
    # To Chromium a request is still running if nobody reads its answer, such as a 404.
    page = opened("es", wait_until="load")
    page.get_by_role("searchbox").focus()
    expect(page.get_by_role("status")).to_have_text("La búsqueda no se pudo cargar.")
    site.write_index("es", entries_of("es"))
    page.get_by_role("searchbox").fill("hoopla")
    expect(page.get_by_role("status")).to_have_text("1 resultado")
