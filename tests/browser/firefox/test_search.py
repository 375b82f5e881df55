"""In Firefox the search works, and stores and sends nothing."""

from __future__ import annotations

import pytest

from tests.browser.firefox.conftest import MODEL
from tests.support.built_sites import Sites
from tests.support.editions import part_of
from tests.support.firefox import Firefox
from tests.support.site_server import SiteServer
from tests.support.sources import LOCALES, strings
from tests.support.watching import KEPT

pytestmark = pytest.mark.soak

# The script waits until the reader pauses.
FOUND = """async () => {
  for (let tries = 0; tries < 200; tries += 1) {
    if (document.querySelector("[role=status]").textContent.trim()) break;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  return [...document.querySelectorAll(".search-results a")].map(each => each.href);
}"""
QUERIES = {"en": "cookies", "es": "policia"}
ENTER = "\ue007"


@pytest.mark.parametrize("locale", LOCALES)
def test_the_search_finds_by_keyboard_and_sends_nothing(
    locale: str, sites: Sites, firefox: Firefox, server: SiteServer
):
    page = sites[MODEL].page(locale, "search")
    firefox.visit(server.address + part_of(MODEL) + page.url)
    firefox.evaluate("() => document.querySelector('#search input').focus()")
    firefox.type(QUERIES[locale] + ENTER)
    found = firefox.evaluate(FOUND)
    assert found and all(("/es/" in each) == (locale == "es") for each in found)
    firefox.visit(found[0])
    assert firefox.evaluate("() => document.querySelector('h1').checkVisibility()")
    assert {each for each in firefox.requested if not each.startswith(server.address)} == set()
    # The page that was found may have the word in its own name.
    asked = {each for each in firefox.requested if each.split("#")[0] != found[0].split("#")[0]}
    assert {each for each in asked if QUERIES[locale] in each.split("/", 3)[-1]} == set()
    assert firefox.complaints == []
    assert firefox.evaluate(KEPT) == []
    assert firefox.cookies == []


def test_a_word_that_no_page_has_is_said_so(sites: Sites, firefox: Firefox, server: SiteServer):
    page = sites[MODEL].page("en", "search")
    firefox.visit(server.address + part_of(MODEL) + page.url)
    firefox.evaluate("() => document.querySelector('#search input').focus()")
    firefox.type(f"xyzzyx{ENTER}")
    assert firefox.evaluate(FOUND) == []
    said = firefox.evaluate("() => document.querySelector('[role=status]').textContent")
    assert strings("en")["search.none"].split("{")[0] in said
