"""A screen reader says everything in visual order, in the right language, with names."""

from __future__ import annotations

from collections import Counter

import pytest
from playwright.sync_api import expect

from tests.support.built_sites import Sites, text_of
from tests.support.editions import EACH_LIBRARY, EACH_SITE, pages_of
from tests.support.repeats import at_each_change
from tests.support.sources import FRONT, LOCALES, strings
from tests.support.watching import Watch

# The order of reading (WCAG 1.3.2): a screen reader follows the visual order

ORDER = """() => {
  const parts = [...document.querySelectorAll(
    "main h1, main h2, main h3, main p, main li, main caption, main summary")]
    .filter(each => each.checkVisibility());
  const tops = parts.map(each => each.getBoundingClientRect());
  return parts
    .filter((each, index) => index && tops[index].bottom < tops[index - 1].top - 1
      && tops[index].left <= tops[index - 1].left)
    .map(each => each.textContent.trim().slice(0, 60));
}"""


@pytest.mark.parametrize("width", at_each_change([320, 1280], 2))
def test_the_order_of_reading_is_the_order_of_looking(edition, window: Watch, width: int):
    window.page.set_viewport_size({"width": width, "height": 900})
    for page, url in pages_of(edition):
        window.visit(url)
        assert window.page.evaluate(ORDER) == [], url
        said = headings_said(
            window.context.new_cdp_session(window.page).send("Accessibility.getFullAXTree")["nodes"]
        )
        written = [
            text_of(each) for each in page.document.iter() if each.tag in ("h1", "h2", "h3", "h4")
        ]
        assert [" ".join(each.split()) for each in said] == written, url


def headings_said(nodes: list[dict]) -> list[str]:
    """The names of the headings in the order of the accessibility tree.

    That is the order of a screen reader.
    """
    by_id = {node["nodeId"]: node for node in nodes}
    waiting, said = [nodes[0]["nodeId"]], []
    while waiting:
        node = by_id[waiting.pop()]
        if node.get("role", {}).get("value") == "heading" and not node["ignored"]:
            said.append(node["name"]["value"])
        waiting += reversed(node.get("childIds", []))
    return said


def test_an_order_that_jumps_back_is_found(window: Watch):
    window.page.set_content(
        "<main style='display: flex; flex-direction: column-reverse'><p>first<p>second<p>"
        "third</main>"
    )
    assert len(window.page.evaluate(ORDER)) == 2


# Words of the other language, tables, the statement


@pytest.mark.parametrize("site_id", EACH_SITE)
def test_names_in_english_say_so_on_spanish_pages(sites: Sites, site_id: str):
    for name, within in (("companies", "summary"), ("laws", "p[@class='citation']")):
        for page in sites[site_id].in_locale("es"):
            if page.name == name:
                named = [
                    each
                    for element in page.main.findall(f".//{within}")
                    for each in element.iter("span")
                    if each.get("lang") == "en"
                ]
                assert named, page
    for page in sites[site_id].in_locale("en"):
        assert [
            each
            for each in page.main.iter("span")
            if each.get("lang") == "en" and page.name == "companies"
        ] == [], page


@pytest.mark.parametrize("site_id", EACH_SITE)
def test_every_table_of_facts_has_a_caption_and_headers(sites: Sites, site_id: str):
    found = 0
    for page in sites[site_id].pages:
        for table in page.document.iter("table"):
            scopes = Counter(head.get("scope") for head in table.iter("th"))
            assert scopes["col"] >= 2, page
            assert table.get("class") is None or text_of(table.find("caption")), page
            found += 1
    assert found or site_id == FRONT


@pytest.mark.parametrize("site_id", EACH_LIBRARY)
def test_every_page_leads_to_a_statement_of_accessibility_with_a_contact(
    sites: Sites, site_id: str, window: Watch
):
    for locale in LOCALES:
        window.visit(f"{site_id}/{sites[site_id].page(locale, 'collect').url}")
        window.page.get_by_role("contentinfo").or_(window.page.locator("footer")).get_by_text(
            strings(locale)["footer.accessibility"]
        ).first.click()
        window.page.wait_for_url(f"**/{sites[site_id].page(locale, 'accessibility').url}")
        expect(window.page.locator(".contacts a, .nobody a").first).to_be_attached()
    window.assert_quiet()
