"""Menus, breadcrumbs and the search lead through a site."""

from __future__ import annotations

from tests.support.built_sites import OFF_MENU, BuiltSite, resolved, text_of
from tests.support.html_promises.links import HERE
from tests.support.sources import FRONT, LOCALES


def test_the_menu_has_every_page_once_and_marks_the_current_one(site: BuiltSite):
    for page in site.pages:
        menu = page.document.find(".//*[@id='menu']")
        if site.id == FRONT:
            assert menu is None, page
            continue
        links = list(menu.iter("a"))
        leads = [resolved(page, link.get("href"), HERE) for link in links]
        wanted = {
            HERE + other.url for other in site.in_locale(page.locale) if other.name not in OFF_MENU
        }
        assert sorted(leads) == sorted(wanted), page
        current = [
            resolved(page, link.get("href"), HERE)
            for link in links
            if link.get("aria-current") == "page"
        ]
        assert current == ([] if page.name in OFF_MENU else [HERE + page.url]), page


def test_the_menu_has_the_same_order_in_both_languages(site: BuiltSite):
    orders = {}
    for locale in LOCALES if site.id != FRONT else ():
        page = site.page(locale, "index")
        leads = [
            resolved(page, link.get("href"), HERE)
            for link in page.document.find(".//*[@id='menu']").iter("a")
        ]
        names = {HERE + other.url: other.name for other in site.in_locale(locale)}
        orders[locale] = [names[lead] for lead in leads]
    assert len(set(map(tuple, orders.values()))) <= 1


def test_a_page_leads_home_above_its_title(site: BuiltSite):
    for page in site.pages:
        ways = page.main.findall("nav/a")
        if page.name == "index":
            assert ways == [], page
            continue
        (home,) = ways
        assert (
            resolved(page, home.get("href"), HERE) == HERE + site.page(page.locale, "index").url
        ), page
        assert text_of(home) == _menu_title(site, page.locale, "index") or site.id == FRONT, page


def _menu_title(site: BuiltSite, locale: str, name: str) -> str | None:
    page = site.page(locale, "index")
    menu = page.document.find(".//*[@id='menu']")
    for link in menu.iter("a") if menu is not None else ():
        if resolved(page, link.get("href"), HERE) == HERE + site.page(locale, name).url:
            return text_of(link)
    return None


def test_the_search_can_be_reached_from_every_page(site: BuiltSite):
    for page in site.pages:
        leads = [
            resolved(page, link.get("href"), HERE) for link in page.body.find("header").iter("a")
        ]
        assert HERE + site.page(page.locale, "search").url in leads, page
        assert page.ids.count("content") == 1 and page.ids.count("top") == 1, page
        assert page.ids.count("menu") == (site.id != FRONT), page
