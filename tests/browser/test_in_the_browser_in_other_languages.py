"""The sites in Vietnamese and Arabic in a real browser.

The tests cover direction, layout, page pairs, search, and stray words of another language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
import yaml
from babel import Locale
from playwright.sync_api import Browser, Page, expect

from tests.support.adding_languages import NAMES, TEXTS
from tests.support.repeats import at_each_change

LOCALES = ("en", "es", "vi", "ar")
ORIGIN = "https://notices.example.org/"
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# The text under the page's language: without what says that it is in another, and without
# addresses.
OWN_TEXT = """() => {
  const copy = document.documentElement.cloneNode(true);
  const locale = copy.lang;
  copy.querySelectorAll("script, style, [lang], bdi")
    .forEach(each => each.lang !== locale && each.remove());
  copy.querySelectorAll('a[href^="mailto:"], a[href^="tel:"], a[href^="http"]')
    .forEach(each => each.remove());
  const named = ["alt", "title", "aria-label", "content", "data-label", "placeholder"];
  const words = [...copy.querySelectorAll("*")]
    .flatMap(each => named.map(name => each.getAttribute(name) || ""));
  copy.querySelectorAll("meta").forEach(each => each.remove());
  const walker = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) words.push(walker.currentNode.data);
  return [...words.filter(each => !/[;=]|^#/.test(each))].join(" ");
}"""
NAMES_EVERYWHERE = {
    "riverside",
    "pagewell",
    "readwell",
    "california",
    "library",
    "act",
    "utf",
    "width",
    "device",
    "initial",
    "scale",
    "no",
    "referrer",
    "noindex",
    "light",
    "dark",
    "main",
    "street",
    "i",
    "ii",
}


def pages_in(spoken_sites: Path, locale: str) -> list[str]:
    """The addresses of all pages in a language, those "not found" left out."""
    found = [
        path.parent.relative_to(spoken_sites).as_posix() + "/"
        for path in sorted(spoken_sites.rglob("index.html"))
    ]
    pages = [url.removeprefix("./") for url in found if locale in url.split("/")]
    assert pages, f"no page in {locale}: tests of each page would test nothing"
    return pages


@pytest.fixture
def window(browser: Browser) -> Iterator[Page]:
    """A window of a usual size."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    yield page
    page.close()


@pytest.mark.parametrize(("locale", "direction"), at_each_change([("ar", "rtl"), ("vi", "ltr")], 2))
def test_every_page_says_its_language_and_direction_and_fits(
    spoken_sites: Path, spoken_address: str, window: Page, locale: str, direction: str
) -> None:
    pages = pages_in(spoken_sites, locale)
    assert len(pages) == 2 + 2 * 8
    for url in pages:
        window.goto(f"{spoken_address}/{url}")
        for width in (360, 1280):
            window.set_viewport_size({"width": width, "height": 900})
            assert (
                window.locator("html").get_attribute("lang"),
                window.evaluate("getComputedStyle(document.documentElement).direction"),
            ) == (locale, direction), url
            assert window.evaluate(TOO_WIDE) <= 0, (url, width)


def test_the_menu_stands_where_reading_begins(spoken_address: str, window: Page) -> None:
    for locale, begins_left in (("vi", True), ("ar", False), ("en", True)):
        window.goto(f"{spoken_address}/riverside/{'' if locale == 'en' else f'{locale}/'}")
        menu, text = window.locator("#menu").bounding_box(), window.locator("main").bounding_box()
        assert menu and text and (menu["x"] < text["x"]) == begins_left, locale
        heading, main = window.locator("main h2").first, window.locator("main")
        assert (
            window.evaluate(
                "element => getComputedStyle(element).textAlign", heading.element_handle()
            )
            == "start"
        ), main


def test_left_to_right_words_keep_their_order_among_arabic(
    spoken_address: str, window: Page
) -> None:
    window.goto(f"{spoken_address}/riverside/ar/")
    for text in ("privacy@example.org", "(707) 555-0110", "https://www.riverside.example/ask"):
        for link in window.get_by_role("link", name=text, exact=True).all():
            assert (
                link.get_attribute("dir"),
                window.evaluate(
                    "element => getComputedStyle(element).unicodeBidi", link.element_handle()
                ),
            ) == ("ltr", "isolate"), text
    assert window.locator("bdi[dir=ltr]", has_text="1 Main Street, Riverside").count() == 1
    window.goto(f"{spoken_address}/riverside/ar/companies/")
    assert window.locator("th span[lang=en][dir=ltr]").first.inner_text() == "Pagewell"


def test_every_page_names_its_counterparts_and_they_name_it(
    spoken_sites: Path, spoken_address: str, window: Page
) -> None:
    pairs: dict[str, dict[str, str]] = {}
    for locale in LOCALES:
        for url in (
            pages_in(spoken_sites, locale)
            if locale != "en"
            else [url for url in ("riverside/", "riverside/choices/", "riverside/search/", "")]
        ):
            window.goto(f"{spoken_address}/{url}")
            pairs[ORIGIN + url] = window.locator("link[rel=alternate]").evaluate_all(
                "links => Object.fromEntries(links.map("
                "each => [each.hreflang, each.getAttribute('href')]))"
            )
    assert len(pairs) > 40
    for url, alternates in pairs.items():
        assert [*alternates] == [
            "en",
            "es",
            "vi",
            "ar",
        ] and url in alternates.values(), url
        known = {counterpart for counterpart in alternates.values() if counterpart in pairs}
        # All pages were read but most of the English ones.
        assert len(known) >= len(LOCALES) - 1, url
        assert [each for each in known if pairs[each] != alternates] == [], url
    assert pairs[f"{ORIGIN}riverside/choices/"]["vi"] == f"{ORIGIN}riverside/vi/lua-chon/"


@pytest.mark.parametrize("locale", at_each_change(["ar", "vi"], 2))
def test_the_switch_leads_from_each_language_to_the_same_page_and_heading(
    spoken_address: str, window: Page, locale: str
) -> None:
    for other, name in (("en", "choices"), ("es", "es/choices")):
        there = "lua-chon" if locale == "vi" else "choices"
        window.goto(f"{spoken_address}/riverside/{name}/")
        window.locator(f"header [hreflang={locale}]").click()
        expect(window).to_have_url(f"{spoken_address}/riverside/{locale}/{there}/")
        expect(window.locator("#email")).to_have_count(1)
        window.locator(f"header [hreflang={other}]").click()
        expect(window).to_have_url(f"{spoken_address}/riverside/{name}/")


@pytest.mark.parametrize("locale", at_each_change(["ar", "vi"], 2))
def test_what_is_not_there_is_said_in_the_language_first_and_in_all_others(
    spoken_address: str, window: Page, locale: str
) -> None:
    for site in ("", "riverside/"):
        response = window.goto(f"{spoken_address}/{site}{locale}/khong-co/")
        assert response and response.status == 404
        assert window.locator("html").get_attribute("lang") == locale
        sections = [
            str(section.get_attribute("lang")) for section in window.locator("main section").all()
        ]
        assert sections[0] == locale and sorted(sections) == sorted(LOCALES)
        words = yaml.safe_load((TEXTS / locale / "words.yml").read_text("utf-8"))
        assert window.locator("h1").inner_text() == words["missing.title"]
        for link in window.locator(f"section[lang={locale}] a").all():
            answer = window.request.get(urljoin(window.url, str(link.get_attribute("href"))))
            assert answer.status == 200, answer.url


@pytest.mark.parametrize(
    ("locale", "query", "found"),
    [
        ("vi", "địa chỉ", "../lua-chon/#email"),
        ("vi", "dia chi", "../lua-chon/#email"),
        ("vi", "dia", "../lua-chon/#email"),
        ("vi", "ĐỊA CHỈ", "../lua-chon/#email"),
        ("vi", "thẻ", "../thu-thap/#card"),
        ("vi", "luat", "../lua-chon/#law"),
        ("ar", "بطاقة", "../collect/#card"),
        ("ar", "القانون", "../choices/#law"),
    ],
)
def test_the_search_finds_words_with_their_marks_and_without(
    spoken_address: str, window: Page, locale: str, query: str, found: str
) -> None:
    window.goto(
        f"{spoken_address}/riverside/{locale}/{'tim-kiem' if locale == 'vi' else 'search'}/"
    )
    window.get_by_role("searchbox").fill(query)
    window.get_by_role("searchbox").press("Enter")
    window.wait_for_selector(".search-results li")
    leads = [str(link.get_attribute("href")) for link in window.locator(".search-results a").all()]
    assert found in leads
    for href in leads:
        assert window.request.get(urljoin(window.url, href)).status == 200, href


def known_words(locale: str) -> set[str]:
    """Every word written in a language, and the CLDR's words of it."""
    texts = [
        path.read_text("utf-8") for path in sorted((TEXTS / locale).rglob("*")) if path.is_file()
    ]
    texts = [re.sub(r'^".*?": ', "", text, flags=re.MULTILINE) for text in texts]
    cldr = Locale.parse(locale)
    texts += [
        *cldr.months["format"]["wide"].values(),
        *(cldr.languages[one] for one in LOCALES),
        "tháng năm",
    ]
    return {word.lower() for text in texts for word in re.findall(r"[^\W\d_]+", text)}


@pytest.mark.parametrize("locale", at_each_change(["ar", "vi"], 2))
def test_nothing_stands_in_another_language_unmarked(
    spoken_sites: Path, spoken_address: str, window: Page, locale: str
) -> None:
    known = (
        known_words(locale)
        | NAMES_EVERYWHERE
        | {word.lower() for name in NAMES.values() for word in name.split()}
    )
    for url in pages_in(spoken_sites, locale):
        window.goto(f"{spoken_address}/{url}")
        text = window.evaluate(OWN_TEXT)
        foreign = {
            word.lower() for word in re.findall(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+", text)
        } - known
        assert text.strip() and not foreign, url


def test_the_front_page_leads_to_each_library_in_the_language(
    spoken_address: str, window: Page
) -> None:
    for locale in ("vi", "ar"):
        window.goto(f"{spoken_address}/{locale}/")
        leads = [
            urljoin(window.url, str(link.get_attribute("href")))
            for link in window.locator(".libraries a").all()
        ]
        assert sorted(leads) == [
            f"{spoken_address}/riverside-branch/{locale}/",
            f"{spoken_address}/riverside/{locale}/",
        ]
