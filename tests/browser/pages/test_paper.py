"""On paper: no menus, the addresses of links, the desk card on one sheet."""

from __future__ import annotations

import io
import re
import unicodedata

import pypdf
import pytest
from playwright.sync_api import Page

from tests.support.built_sites import Sites
from tests.support.editions import LIBRARY_IDS, SCHEMES, pages_of, part_of
from tests.support.sources import LOCALES
from tests.support.watching import Watch

ON_PAPER = """() => {
  const shown = selector => [...document.querySelectorAll(selector)]
    .filter(each => each.checkVisibility()).map(each => each.className || each.tagName);
  const printed = [...document.querySelectorAll("main a[href^='http'], main a[href^='mailto']")]
    .filter(each => each.checkVisibility() && !each.closest("details"));
  const bare = address => address.replace(/^(https?:\\/\\/|mailto:)/, "").replace(/\\/$/, "");
  const text = each => each.textContent + getComputedStyle(each, "::after").content;
  return {
    menus: shown("nav, body > a, footer a, #search"),
    silent: printed.filter(each => !text(each).includes(bare(each.getAttribute("href"))))
      .map(each => each.href),
    twice: printed.filter(each => text(each).split(bare(each.getAttribute("href"))).length > 2)
      .map(each => each.href),
    unfolded: [...document.querySelectorAll("details > dl")]
      .filter(each => each.checkVisibility({ contentVisibilityAuto: true })).length,
    feet: shown(".on-paper").length,
    paper: getComputedStyle(document.body).backgroundColor,
    ink: getComputedStyle(document.querySelector("main")).color,
  };
}"""


def test_paper_shows_no_menus_and_the_addresses_of_links(edition, plain: Watch):
    for _, url in pages_of(edition):
        plain.visit(url)
        for scheme in SCHEMES:
            plain.page.emulate_media(media="print", color_scheme=scheme)
            assert plain.page.evaluate(ON_PAPER) == {
                "menus": [],
                "silent": [],
                "twice": [],
                # Evidence is printed where its reader has unfolded it.
                "unfolded": 0,
                "feet": 1,
                "paper": "rgb(255, 255, 255)",
                "ink": "rgb(0, 0, 0)",
            }, f"{url} {scheme}"


# The text of each step, without its source.
STEPS = """steps => steps.map(step => {
  const copy = step.cloneNode(true);
  copy.querySelectorAll("cite").forEach(each => each.remove());
  return copy.textContent;
})"""
LETTER = {"format": "Letter", "margin": dict.fromkeys(("top", "right", "bottom", "left"), "0.5in")}


def _printed(page: Page) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(page.pdf(**LETTER)))


def _text(printed: pypdf.PdfReader) -> str:
    return _without_spaces("".join(page.extract_text() for page in printed.pages))


def _without_spaces(text: str) -> str:
    """The letters alone: paper breaks lines anywhere and joins some letters into one."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("site_id", LIBRARY_IDS)
def test_the_desk_card_is_one_sheet_with_another_language_on_its_back(
    sites: Sites, site_id: str, locale: str, plain: Watch
):
    page = sites[site_id].page(locale, "desk-card")
    plain.visit(part_of(site_id) + page.url)
    printed = _printed(plain.page)
    assert len(printed.pages) == 2
    assert (float(printed.pages[0].mediabox.width), float(printed.pages[0].mediabox.height)) == (
        612,
        792,
    )
    sides = [_without_spaces(side.extract_text()) for side in printed.pages]
    for place, side in (("main", sides[0]), (".back", sides[1])):
        items = plain.page.locator(f"{place} .steps li").evaluate_all(STEPS)
        assert items and [step for step in items if _without_spaces(step) not in side] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_a_printed_page_has_the_addresses_and_all_companies(
    sites: Sites, locale: str, plain: Watch
):
    plain.visit("example/" + sites["example"].page(locale, "companies").url)
    text = _text(_printed(plain.page))
    links = plain.page.locator("main a[href^=http]").evaluate_all(
        "links => links.filter(link => !link.closest('details:not([open])'))"
        ".map(link => link.getAttribute('href'))"
    )
    assert links and [link for link in links if re.sub("^https?://|/$", "", link) not in text] == []


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("site_id", LIBRARY_IDS)
def test_a_notice_takes_few_sheets(sites: Sites, site_id: str, locale: str, plain: Watch):
    # Long Spanish words in narrow columns: the model needs a sheet more.
    most = {"index": 4 if locale == "es" and site_id.startswith("example") else 3, "companies": 4}
    for name, sheets in most.items():
        plain.visit(part_of(site_id) + sites[site_id].page(locale, name).url)
        printed = pypdf.PdfReader(io.BytesIO(plain.page.pdf(format="Letter")))
        assert len(printed.pages) <= sheets, name
