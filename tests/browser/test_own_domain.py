"""Each library's folder works on a domain of its own."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.support.built_sites import Sites
from tests.support.project import MODELS
from tests.support.repeats import at_each_change
from tests.support.site_server import served
from tests.support.sources import LOCALES, strings
from tests.support.watching import watched


@pytest.mark.parametrize("library", at_each_change(MODELS, 2))
def test_a_librarys_folder_works_on_a_domain_of_its_own(
    sites: Sites, library: str, browser: Browser
):
    site = sites[library]
    with served(site.folder) as alone, watched(browser, alone.address) as watch:
        for page in site.pages:
            watch.visit(page.url)
            assert watch.page.evaluate("document.styleSheets[0].cssRules.length") > 50, page
        for locale in LOCALES:
            watch.visit(site.page(locale, "index").url)
            watch.page.get_by_role("link", name=strings(locale)["search"], exact=True).click()
            watch.page.get_by_role("searchbox").fill({"en": "cookies", "es": "cookies"}[locale])
            watch.page.locator(".search-results a").first.click()
            expect(watch.page.locator("html")).to_have_attribute("lang", locale)
            expect(watch.page.locator("main h1")).to_be_visible()
        watch.assert_quiet()
