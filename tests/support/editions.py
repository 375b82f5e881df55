"""The pages of each site in each language, and their addresses on the server."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, expect

from tests.support.built_sites import BuiltPage, BuiltSite
from tests.support.site_fixtures import SITE_IDS
from tests.support.sources import FRONT, LOCALES

LIBRARY_IDS = ("example", "example-branch")
SCHEMES = ("light", "dark")


def part_of(site_id: str) -> str:
    """The part of the server's address that is a site's."""
    return "" if site_id == FRONT else f"{site_id}/"


# At each change: each kind of site, and both languages (Spanish words are longer). The others share
# these templates: they are in the long tests. The suite of the notices opens all notices.
AT_EACH_CHANGE = {FRONT: "en", "example": "es"}
EACH_SITE = [
    pytest.param(site_id, marks=() if site_id in AT_EACH_CHANGE else pytest.mark.soak)
    for site_id in SITE_IDS
]
EACH_LIBRARY = EACH_SITE[1:]
EDITIONS = [
    pytest.param(
        (site_id, locale),
        id=f"{site_id}-{locale}",
        marks=() if AT_EACH_CHANGE.get(site_id) == locale else pytest.mark.soak,
    )
    for site_id in SITE_IDS
    for locale in LOCALES
]


def pages_of(edition: tuple[BuiltSite, str]) -> list[tuple[BuiltPage, str]]:
    """The pages of an edition, each with its address below the server's."""
    site, locale = edition
    return [(page, part_of(site.id) + page.url) for page in site.in_locale(locale)]


def search_for(page: Page, query: str) -> list[str]:
    """Type a query, search at once, and return the addresses in the list."""
    page.get_by_role("searchbox").fill(query)
    page.get_by_role("searchbox").press("Enter")
    expect(page.get_by_role("status")).not_to_have_text("")
    return [
        urljoin(page.url, href)
        for href in page.locator(".search-results a").evaluate_all(
            "links => links.map(link => link.getAttribute('href'))"
        )
    ]
