"""Every page fits on every width, in both schemes, with text of twice the size.

A table is cards on a phone, and still a table to a screen reader.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from playwright.sync_api import Playwright

from tests.support.barriers import too_wide
from tests.support.built_sites import Sites
from tests.support.editions import EACH_SITE, SCHEMES, pages_of, part_of
from tests.support.repeats import at_each_change
from tests.support.site_server import SiteServer
from tests.support.sources import FRONT, LOCALES
from tests.support.watching import Watch, launched, watched

WIDTHS = (360, 768, 1280)
# WCAG 1.4.10: 320 pixels is a window of 1280 pixels at 400 %; 640 pixels is one at 200 %.
ZOOMED = (320, 640)


# On every width


def test_no_page_scrolls_sideways_in_either_scheme_without_javascript(edition, plain: Watch):
    faults = []
    for _, url in pages_of(edition):
        plain.visit(url)
        for scheme in SCHEMES:
            plain.page.emulate_media(color_scheme=scheme)
            for width in (*WIDTHS, *ZOOMED):
                plain.page.set_viewport_size({"width": width, "height": 800})
                faults += [
                    f"{url} at {width} pixels, {scheme}: {each}" for each in too_wide(plain.page)
                ]
    assert faults == []
    plain.assert_quiet()
    assert plain.context.cookies() == []


def test_a_page_that_is_too_wide_is_found(plain: Watch):
    plain.page.set_content(
        "<main><p style='width: 900px'>wide</p><div style='overflow: hidden; width: 99px'>"
        "<p style='width: 200px'>cut</div></main>"
    )
    plain.page.set_viewport_size({"width": 360, "height": 800})
    found = too_wide(plain.page)
    assert found[0] == "the page" and any(each.startswith("cut off: <div") for each in found)


def test_the_dark_scheme_is_dark_and_the_light_one_light(edition, plain: Watch):
    _, url = pages_of(edition)[0]
    plain.visit(url)
    lightness = {}
    for scheme in SCHEMES:
        plain.page.emulate_media(color_scheme=scheme)
        colors = plain.page.evaluate(
            "[getComputedStyle(document.body).backgroundColor, "
            "getComputedStyle(document.querySelector('main')).color]"
        )
        lightness[scheme] = [sum(map(int, re.findall(r"\d+", color)[:3])) for color in colors]
    assert lightness["light"][0] > 600 > 200 > lightness["light"][1]
    assert lightness["dark"][0] < 200 < 600 < lightness["dark"][1]


@pytest.fixture
def large(playwright: Playwright, server: SiteServer) -> Iterator[Watch]:
    """A window of somebody who has set the browser's text to twice its size."""
    browser = launched(playwright, "--blink-settings=defaultFontSize=32")
    with watched(browser, server.address, viewport={"width": 1280, "height": 800}) as watch:
        yield watch
    browser.close()


@pytest.mark.parametrize("site_id", EACH_SITE)
# Every other page, from the first or the second on.
@pytest.mark.parametrize("first", at_each_change(range(2), 2))
def test_text_of_twice_the_size_fits(sites: Sites, site_id: str, first: int, large: Watch):
    faults = []
    for page in sites[site_id].pages[first::2]:
        large.visit(part_of(site_id) + page.url)
        assert large.page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 32
        for width in (320, 1280):
            large.page.set_viewport_size({"width": width, "height": 800})
            faults += [f"{page} at {width} pixels: {each}" for each in too_wide(large.page)]
    assert faults == []


def test_tables_are_cards_on_a_phone_and_tables_on_a_desk(edition, plain: Watch):
    with_cards = [url for page, url in pages_of(edition) if 'class="cards' in page.html]
    assert with_cards or edition[0].id == FRONT
    for url in with_cards:
        plain.visit(url)
        plain.page.set_viewport_size({"width": 360, "height": 800})
        assert plain.page.evaluate(DISPLAYS) == {
            "display": ["block"],
            "labelled": [True],
            "heads": [False],
        }, url
        plain.page.set_viewport_size({"width": 1280, "height": 800})
        assert plain.page.evaluate(DISPLAYS) == {
            "display": ["table-cell"],
            "labelled": [False],
            "heads": [True],
        }, url


DISPLAYS = """() => {
  // What a sentence above the rows says is not repeated on a phone.
  const cells = [...document.querySelectorAll("table.cards td:not(.usual)")];
  const different = values => [...new Set(values)];
  return {
    display: different(cells.map(each => getComputedStyle(each).display)),
    labelled: different(cells.map(each =>
      getComputedStyle(each, "::before").content.startsWith(JSON.stringify(each.dataset.label)))),
    heads: different([...document.querySelectorAll("table.cards thead")].map(each =>
      each.getBoundingClientRect().right > 0)),
  };
}"""


@pytest.mark.parametrize("locale", LOCALES)
def test_tables_are_still_tables_to_a_screen_reader_on_a_phone(
    sites: Sites, plain: Watch, locale: str
):
    plain.page.set_viewport_size({"width": 360, "height": 800})
    page = sites["example"].page(locale, "children")
    plain.visit(f"example/{page.url}")
    tree = plain.context.new_cdp_session(plain.page).send("Accessibility.getFullAXTree")["nodes"]
    roles = Counter(node["role"]["value"] for node in tree if "role" in node)
    tables = list(page.main.iter("table"))
    bodies = [body for table in tables for body in table.iter("tbody")]
    written = {
        "table": len(tables),
        "row": sum(len(list(body.iter("tr"))) for body in bodies),
        "rowheader": sum(len(list(body.iter("th"))) for body in bodies),
        "cell": sum(len(list(body.iter("td"))) for body in bodies),
        # Each cell already says the heading of its column; a second time would be noise.
        "columnheader": 0,
    }
    assert {role: roles[role] for role in written} == written and written["rowheader"] > 0
    labels = [cell.get("data-label") for body in bodies for cell in body.iter("td")]
    assert all(labels) and [
        words.startswith(label) for words, label in zip(_read_cells(tree), labels, strict=True)
    ] == [True] * len(labels)


def _read_cells(tree: list[dict]) -> Iterator[str]:
    """Yield what a screen reader says of each cell of a table."""
    nodes = {node["nodeId"]: node for node in tree}

    def read(node: dict) -> str:
        if node["role"]["value"] == "StaticText":
            return node["name"]["value"]
        return "".join(read(nodes[each]) for each in node.get("childIds", ()) if each in nodes)

    for node in tree:
        if node.get("role", {}).get("value") == "cell":
            yield read(node)
