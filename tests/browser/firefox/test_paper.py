"""A page printed by Firefox is complete, on filled sheets, and no heading ends a sheet.

Firefox does not obey ``break-after: avoid``, so that the style sheet has rules for it alone.
"""

from __future__ import annotations

import re
import unicodedata

import pytest
from playwright.sync_api import Browser

from tests.browser.firefox.conftest import Edition
from tests.support.firefox import Firefox
from tests.support.sheets import HEIGHTS, POINTS, Printed
from tests.support.site_server import SiteServer

pytestmark = pytest.mark.soak

WIDTH, HEIGHT = 8.5, 11
# The margin that the sites themselves ask for, which both browsers obey: 14 millimeters.
MARGIN = 14 / 25.4
HEADINGS = """() => [...document.querySelectorAll("main :is(h2, h3, h4, summary)")]
  .map(each => each.innerText.trim())"""
WORDS = """() => {
  const places = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const left = "nav, :is(h2, h3, h4, h5, h6) ~ a, .unseen, td.silent > span, thead, #search, " +
    "noscript, main a > span:not([class], [lang]), details:not([open]) > dl";
  const words = [];
  while (places.nextNode()) {
    if (!places.currentNode.parentElement.closest(left))
      words.push(...places.currentNode.data.split(/\\s+/));
  }
  return [...new Set(words)];
}"""
# The desk card is one sheet, without references, notes and foot.
OFF_THE_CARD = "() => document.querySelectorAll('cite, footer, .note').forEach(one => one.remove())"


def test_a_printed_page_is_whole_and_its_sheets_are_filled(
    edition: Edition, plain: Firefox, browser: Browser, server: SiteServer
):
    tab = browser.new_page(java_script_enabled=False)
    faults = []
    for page in edition.pages:
        url = edition.url(page)
        plain.visit(server.address + url)
        printed = Printed(plain.print(WIDTH, HEIGHT, MARGIN), HEIGHTS["Letter"], MARGIN * POINTS)
        tab.goto(server.address + url)
        chromium = Printed(tab.pdf(format="Letter"), HEIGHTS["Letter"], MARGIN * POINTS)
        assert len(printed.sheets) <= len(chromium.sheets) + 1, url
        # The two sides of the staff's card depend on its number of steps.
        empty = [] if "page-desk-card" in page.html else printed.empty()
        faults += [f"{url}, sheet {each} is half empty" for each in empty]
        stranded = printed.stranded(plain.evaluate(HEADINGS))
        faults += [f"{url}, sheet {each} ends in a heading" for each in stranded]
        text = _letters(printed.text)
        if "page-desk-card" in page.html:
            plain.evaluate(OFF_THE_CARD)
        lost = [each for each in plain.evaluate(WORDS) if _letters(each) not in text]
        faults += [f"{url} loses {each!r}" for each in lost]
    tab.close()
    assert faults == []


def _letters(text: str) -> str:
    """The letters alone: paper breaks lines anywhere and joins some letters into one."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()
