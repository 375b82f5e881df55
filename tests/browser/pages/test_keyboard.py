"""Everything can be reached and seen by keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.support.built_sites import Sites
from tests.support.editions import pages_of, part_of
from tests.support.repeats import at_each_change
from tests.support.sources import FRONT, strings
from tests.support.watching import Watch


def test_the_first_tab_is_the_skip_link_and_it_works(edition, window: Watch):
    _, locale = edition
    for _, url in pages_of(edition):
        window.visit(url)
        window.page.keyboard.press("Tab")
        skip = window.page.locator(":focus")
        expect(skip).to_have_text(strings(locale)["skip"])
        box = skip.bounding_box()
        assert box["x"] >= 0 and box["y"] >= 0 and box["width"] > 50, f"{url}: {box}"
        window.page.keyboard.press("Enter")
        expect(window.page.locator("main")).to_be_focused()
        window.page.keyboard.press("Tab")
        assert window.page.evaluate(
            "document.querySelector('main').contains(document.activeElement)"
        ), url


NOTE_FOCUS = """() => {
  window.focused = [];
  document.querySelectorAll("details").forEach(each => { each.open = true; });
  const places = [...document.querySelectorAll("a[href], summary, input, button")]
    .filter(each => each.checkVisibility());
  document.addEventListener("focusin", event => {
    const style = getComputedStyle(event.target);
    const box = event.target.getBoundingClientRect();
    window.focused.push({
      place: places.indexOf(event.target),
      ringed: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
      seen: event.target.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })
        && box.width > 0 && box.right > 0,
      name: event.target.outerHTML.slice(0, 120),
    });
  });
  return places.length;
}"""


# The example has every kind of part that a page can have.
@pytest.mark.parametrize(("locale", "width"), at_each_change([("es", 360), ("en", 1280)], 2))
@pytest.mark.parametrize("site_id", [FRONT, "example"])
# Every other page, from the first or the second on.
@pytest.mark.parametrize("first", at_each_change(range(2), 2))
def test_every_link_can_be_reached_by_keyboard_with_a_visible_ring(
    sites: Sites, site_id: str, locale: str, width: int, first: int, window: Watch
):
    window.page.set_viewport_size({"width": width, "height": 900})
    pages = sites[site_id].in_locale(locale)
    for page in pages[first::2] or pages:
        window.visit(part_of(site_id) + page.url)
        count = window.page.evaluate(NOTE_FOCUS)
        assert count, page
        for _ in range(count):
            window.page.keyboard.press("Tab")
        focused = window.page.evaluate("window.focused")
        assert [each["place"] for each in focused] == list(range(count)), page
        assert [each["name"] for each in focused if not (each["ringed"] and each["seen"])] == [], (
            page
        )


def test_details_open_by_keyboard(window: Watch):
    window.visit("example/companies/")
    summary = window.page.locator("main details[id] summary").first
    summary.focus()
    assert not window.page.locator("details dl").first.is_visible()
    window.page.keyboard.press("Enter")
    expect(window.page.locator("details dl").first).to_be_visible()
