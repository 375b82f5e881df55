"""No page keeps a reader out, keeps anything of a reader, or asks anybody else for anything."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.support.barriers import too_wide, violations_of
from tests.support.built_sites import BuiltSite
from tests.support.repeats import at_each_change
from tests.support.site_server import SiteServer
from tests.support.sources import FRONT, LOCALES
from tests.support.watching import Watch, watched

# WCAG 1.4.10: 320 pixels is a window of 1280 pixels at 400 %.
NARROW, WIDE = 320, 1280
LOOKS = [("light", WIDE), ("dark", NARROW)]


@pytest.fixture
def window(browser: Browser, server: SiteServer) -> Iterator[Watch]:
    """A window with JavaScript."""
    with watched(browser, server.address) as watch:
        yield watch


# At each change, the pages have one look and the other in turn; in the long run, each has both.
# Spanish words are longer.
@pytest.mark.parametrize("looks_of_a_page", at_each_change([1, 2], 2))
@pytest.mark.parametrize("locale", at_each_change(sorted(LOCALES, reverse=True), 2))
def test_every_page_is_open_to_everybody_and_keeps_nothing(
    site: BuiltSite, locale: str, looks_of_a_page: int, window: Watch
) -> None:
    faults = []
    for number, page in enumerate(site.in_locale(locale)):
        window.visit(("" if site.id == FRONT else f"{site.id}/") + page.url)
        window.page.evaluate(
            "document.querySelectorAll('details').forEach(each => { each.open = true })"
        )
        for scheme, width in (LOOKS * 2)[number % 2 :][:looks_of_a_page]:
            window.page.emulate_media(color_scheme=scheme)
            window.page.set_viewport_size({"width": width, "height": 900})
            found = [*too_wide(window.page), *violations_of(window.page)]
            faults += [f"{page}, {scheme}, {width} pixels: {fault}" for fault in found]
        faults += [f"{page} keeps {kept}" for kept in window.kept()]
    assert faults == []
    window.assert_quiet()
