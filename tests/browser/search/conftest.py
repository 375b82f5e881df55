"""A search page in each language, and a browser to open it in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.support.search_pages import SECTIONS, Site, served, written_site

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with served(written_site(tmp_path)) as site:
        yield site


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def pages(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Page]]:
    """A search page in each language, opened once for all the tests that only ask it something."""
    with served(written_site(tmp_path_factory.mktemp("site"))) as site:
        pages = {locale: browser.new_page() for locale in SECTIONS}
        for locale, page in pages.items():
            page.goto(site.page_address(locale), wait_until="networkidle")
        yield pages
        for page in pages.values():
            page.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the page said on the console: errors, and breaches of the content security policy."""
    return []


@pytest.fixture
def opened(browser: Browser, site: Site, complaints: list[str]) -> Iterator[Callable[..., Page]]:
    contexts = []

    def open_page(locale: str, wait_until: str = "networkidle", **options: object) -> Page:
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(site.page_address(locale), wait_until=wait_until)
        return page

    yield open_page
    for context in contexts:
        context.close()
