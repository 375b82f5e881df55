"""In Firefox a page is quiet, keeps nothing, is named for screen readers, and fits its window."""

from __future__ import annotations

import re

import pytest

from tests.browser.firefox.conftest import Edition
from tests.support.barriers import too_wide
from tests.support.built_sites import text_of
from tests.support.firefox import Firefox
from tests.support.site_server import SiteServer
from tests.support.watching import KEPT

pytestmark = pytest.mark.soak

WIDTHS = (320, 1280)
TEXT = "() => document.querySelector('main').innerText"
COLORS = """() => [
  getComputedStyle(document.body).backgroundColor,
  getComputedStyle(document.querySelector("main")).color,
]"""


def test_a_page_opens_quietly_asks_nobody_else_and_keeps_nothing(
    edition: Edition, firefox: Firefox, server: SiteServer
):
    for url in edition.urls:
        firefox.visit(server.address + url)
        assert firefox.evaluate(KEPT) == [], url
    assert {each for each in firefox.requested if not each.startswith(server.address)} == set()
    assert len(firefox.requested) >= len(edition.urls)
    assert firefox.complaints == []
    assert firefox.cookies == []


def test_what_a_page_keeps_asks_and_says_is_found(firefox: Firefox, server: SiteServer):
    # Not a page of a site: its policy would stop the request.
    firefox.visit(f"{server.address}example/assets/icon.svg")
    firefox.evaluate(
        "() => { localStorage.setItem('a', 'b'); document.cookie = 'c=d; path=/'; "
        "console.log('said'); return fetch('http://elsewhere.test/').catch(() => 0) }"
    )
    firefox.visit(f"{server.address}no/such/page")
    assert {each.split(":")[0] for each in firefox.evaluate(KEPT)} >= {"localStorage", "cookies"}
    assert firefox.cookies == ["c"]
    assert "http://elsewhere.test/" in firefox.requested
    said = "\n".join(firefox.complaints)
    assert "said" in said and "failed: http://elsewhere.test/" in said and "404: " in said


def test_a_screen_reader_is_told_the_landmarks_and_the_heading(
    edition: Edition, firefox: Firefox, server: SiteServer
):
    for page in edition.pages:
        firefox.visit(server.address + edition.url(page))
        assert len(firefox.texts_of_role("main")) == 1, page
        assert len(firefox.texts_of_role("banner")) == 1, page
        assert len(firefox.texts_of_role("navigation")) >= 2, page
        heading = text_of(page.document.find(".//h1"))
        assert firefox.evaluate(HEADINGS_OF_LEVEL_ONE) == [heading], page
        assert heading in firefox.texts_of_role("heading"), page


HEADINGS_OF_LEVEL_ONE = """() => [...document.querySelectorAll("h1")]
  .filter(each => each.checkVisibility()).map(each => each.textContent.replace(/\\s+/g, " ").trim())
"""


def test_nothing_scrolls_sideways_with_javascript_or_without(
    edition: Edition, firefox: Firefox, plain: Firefox, server: SiteServer
):
    faults = []
    for window in (firefox, plain):
        for url in edition.urls:
            window.visit(server.address + url)
            for width in WIDTHS:
                window.resize(width)
                faults += [f"{url} at {width} pixels: {each}" for each in too_wide(window)]
    assert faults == []


def test_what_is_too_wide_is_found(plain: Firefox, server: SiteServer):
    plain.visit(f"{server.address}example/")
    plain.resize(320)
    plain.evaluate("() => document.querySelector('h1').style.setProperty('width', '900px')")
    assert too_wide(plain)[0] == "the page"


def test_a_page_says_the_same_without_javascript(
    edition: Edition, firefox: Firefox, plain: Firefox, server: SiteServer
):
    for page in edition.pages:
        for window in (firefox, plain):
            window.visit(server.address + edition.url(page))
        assert plain.evaluate("() => matchMedia('(scripting: none)').matches")
        if page.name == "search":
            assert plain.evaluate("() => document.querySelectorAll('.outline li').length") == (
                len(edition.site.in_locale(edition.locale)) - 1
            )
            assert plain.evaluate("() => document.querySelectorAll('input').length") == 0
        else:
            assert plain.evaluate(TEXT) == firefox.evaluate(TEXT), page
    assert plain.complaints == []
    assert plain.cookies == []


def test_the_dark_scheme_is_dark_and_the_light_one_light(
    edition: Edition, firefox: Firefox, plain: Firefox, server: SiteServer
):
    for url in edition.urls:
        paper, ink = _lightness(firefox, server.address + url)
        assert paper > 600 > 200 > ink, url
        paper, ink = _lightness(plain, server.address + url)
        assert paper < 200 < 600 < ink, url


def _lightness(window: Firefox, url: str) -> list[int]:
    window.visit(url)
    colors = window.evaluate(COLORS)
    return [sum(map(int, re.findall(r"\d+", color)[:3])) for color in colors]
