"""The switch of language, and the page that is shown at a wrong address."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.support.built_sites import Sites
from tests.support.editions import EACH_SITE, pages_of, part_of
from tests.support.site_server import SiteServer
from tests.support.sources import LOCALES, strings
from tests.support.watching import Watch, watched


def test_the_switch_of_language_leads_to_the_same_page(edition, plain: Watch):
    site, locale = edition
    other = "es" if locale == "en" else "en"
    for page, url in pages_of(edition):
        plain.visit(url)
        plain.page.locator("header [hreflang]").click()
        expect(plain.page).to_have_url(
            plain.address + part_of(site.id) + site.page(other, page.name).url
        )
        assert plain.page.locator("html").get_attribute("lang") == other
    plain.assert_quiet()


@pytest.mark.parametrize("site_id", EACH_SITE)
def test_a_wrong_address_gives_a_page_that_leads_back(
    sites: Sites, site_id: str, browser: Browser, server: SiteServer
):
    with watched(browser, server.address) as watch:
        response = watch.page.goto(f"{server.address}{part_of(site_id)}es/no/such/page/")
        assert response.status == 404
        assert [
            watch.page.get_by_text(strings(locale)["missing.title"]).is_visible()
            for locale in LOCALES
        ] == [True, True]
        assert watch.page.evaluate("document.styleSheets[0].cssRules.length") > 50
        for locale in LOCALES:
            watch.page.goto(f"{server.address}{part_of(site_id)}no/such/page/")
            watch.page.locator(f"section[lang={locale}] a").last.click()
            expect(watch.page).to_have_url(
                server.address + part_of(site_id) + sites[site_id].page(locale, "search").url
            )
        assert watch.elsewhere == []
