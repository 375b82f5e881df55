"""Every page of every site in a real browser.

Each is tried on every width, by keyboard, on paper, for assistive technology, in private.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote, urljoin, urlsplit

import pypdf
import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.support.barriers import too_wide, violations_of
from tests.support.built_sites import BuiltPage, BuiltSite, Sites, file_at, resolved
from tests.support.site_fixtures import SITE_IDS
from tests.support.site_server import SiteServer
from tests.support.sources import FRONT, LOCALES, strings
from tests.support.watching import Watch, launched, watched

LIBRARY_IDS = ("example", "example-branch")
WIDTHS = (360, 768, 1280)
SCHEMES = ("light", "dark")
# WCAG 1.4.10: 320 pixels is a window of 1280 pixels at 400 %; 640 pixels is one at 200 %.
ZOOMED = (320, 640)


def part_of(site_id: str) -> str:
    """The part of the server's address that is a site's."""
    return "" if site_id == FRONT else f"{site_id}/"


# Each kind of site at each change; the others, which share all templates with them, in the long
# tests.
AT_EACH_CHANGE = (FRONT, "example")
EDITIONS = [
    pytest.param(
        (site_id, locale),
        id=f"{site_id}-{locale}",
        marks=() if site_id in AT_EACH_CHANGE else pytest.mark.soak,
    )
    for site_id in SITE_IDS
    for locale in LOCALES
]


@pytest.fixture(params=EDITIONS)
def edition(request: pytest.FixtureRequest, sites: Sites) -> tuple[BuiltSite, str]:
    """Each site in each of its languages."""
    site_id, locale = request.param
    return sites[site_id], locale


def pages_of(edition: tuple[BuiltSite, str]) -> list[tuple[BuiltPage, str]]:
    """The pages of an edition, each with its address below the server's."""
    site, locale = edition
    return [(page, part_of(site.id) + page.url) for page in site.in_locale(locale)]


@pytest.fixture
def plain(browser: Browser, server: SiteServer) -> Iterator[Watch]:
    """A window without JavaScript."""
    with watched(browser, server.address, java_script_enabled=False) as watch:
        yield watch


@pytest.fixture
def window(browser: Browser, server: SiteServer) -> Iterator[Watch]:
    """A window with JavaScript."""
    with watched(browser, server.address, viewport={"width": 1280, "height": 900}) as watch:
        yield watch


# On every width


def test_no_page_scrolls_sideways_in_either_scheme_without_javascript(edition, plain: Watch):
    faults = []
    for _, url in pages_of(edition):
        plain.visit(url)
        for scheme in SCHEMES:
            plain.page.emulate_media(color_scheme=scheme)
            for width in (*WIDTHS, *ZOOMED):
                plain.page.set_viewport_size({"width": width, "height": 800})
                faults += [
                    f"{url} at {width} pixels, {scheme}: {each}" for each in too_wide(plain.page)
                ]
    assert faults == []
    plain.assert_quiet()
    assert plain.context.cookies() == []


def test_a_page_that_is_too_wide_is_found(plain: Watch):
    plain.page.set_content(
        "<main><p style='width: 900px'>wide</p><div style='overflow: hidden; width: 99px'>"
        "<p style='width: 200px'>cut</div></main>"
    )
    plain.page.set_viewport_size({"width": 360, "height": 800})
    found = too_wide(plain.page)
    assert found[0] == "the page" and any(each.startswith("cut off: <div") for each in found)


def test_the_dark_scheme_is_dark_and_the_light_one_light(edition, plain: Watch):
    _, url = pages_of(edition)[0]
    plain.visit(url)
    lightness = {}
    for scheme in SCHEMES:
        plain.page.emulate_media(color_scheme=scheme)
        colors = plain.page.evaluate(
            "[getComputedStyle(document.body).backgroundColor, "
            "getComputedStyle(document.querySelector('main')).color]"
        )
        lightness[scheme] = [sum(map(int, re.findall(r"\d+", color)[:3])) for color in colors]
    assert lightness["light"][0] > 600 > 200 > lightness["light"][1]
    assert lightness["dark"][0] < 200 < 600 < lightness["dark"][1]


@pytest.fixture
def large(playwright: Playwright, server: SiteServer) -> Iterator[Watch]:
    """A window of somebody who has set the browser's text to twice its size."""
    browser = launched(playwright, "--blink-settings=defaultFontSize=32")
    with watched(browser, server.address, viewport={"width": 1280, "height": 800}) as watch:
        yield watch
    browser.close()


@pytest.mark.parametrize("site_id", SITE_IDS)
def test_text_of_twice_the_size_fits(sites: Sites, site_id: str, large: Watch):
    faults = []
    for page in sites[site_id].pages:
        large.visit(part_of(site_id) + page.url)
        assert large.page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 32
        faults += [f"{page}: {each}" for each in too_wide(large.page)]
    assert faults == []


def test_tables_are_cards_on_a_phone_and_tables_on_a_desk(edition, plain: Watch):
    for page, url in pages_of(edition):
        if 'class="cards' not in page.html:
            continue
        plain.visit(url)
        plain.page.set_viewport_size({"width": 360, "height": 800})
        assert plain.page.evaluate(DISPLAYS) == {
            "display": ["block"],
            "labelled": [True],
            "heads": [False],
        }, url
        plain.page.set_viewport_size({"width": 1280, "height": 800})
        assert plain.page.evaluate(DISPLAYS) == {
            "display": ["table-cell"],
            "labelled": [False],
            "heads": [True],
        }, url


DISPLAYS = """() => {
  const cells = [...document.querySelectorAll("table.cards td")];
  const different = values => [...new Set(values)];
  return {
    display: different(cells.map(each => getComputedStyle(each).display)),
    labelled: different(cells.map(each =>
      getComputedStyle(each, "::before").content === JSON.stringify(each.dataset.label))),
    heads: different([...document.querySelectorAll("table.cards thead")].map(each =>
      each.getBoundingClientRect().right > 0)),
  };
}"""


@pytest.mark.parametrize("locale", LOCALES)
def test_tables_are_still_tables_to_a_screen_reader_on_a_phone(
    sites: Sites, plain: Watch, locale: str
):
    plain.page.set_viewport_size({"width": 360, "height": 800})
    page = sites["example"].page(locale, "children")
    plain.visit(f"example/{page.url}")
    tree = plain.context.new_cdp_session(plain.page).send("Accessibility.getFullAXTree")["nodes"]
    roles = Counter(node["role"]["value"] for node in tree if "role" in node)
    written = Counter(
        element.tag if element.tag != "th" else element.get("scope")
        for table in page.main.iter("table")
        for element in table.iter()
    )
    parts = {"table": "table", "row": "tr", "columnheader": "col", "rowheader": "row", "cell": "td"}
    assert {role: roles[role] for role in parts} == {
        role: written[part] for role, part in parts.items()
    }
    assert roles["rowgroup"] == written["thead"] + written["tbody"] and roles["rowheader"] > 0


# In private


def test_nothing_is_kept_sent_elsewhere_or_complained_of_with_javascript(
    edition, window: Watch, server: SiteServer
):
    before = len(server.asked)
    for _, url in pages_of(edition):
        window.visit(url)
        assert window.kept() == [], url
    window.assert_quiet()
    assert [
        each.path for each in server.asked[before:] if each.cookie or each.method != "GET"
    ] == []


def test_a_page_that_keeps_and_asks_elsewhere_is_found(window: Watch):
    # Not a page of a site: its policy would stop the request.
    window.page.goto(f"{window.address}example/assets/icon.svg")
    window.page.evaluate(
        "localStorage.setItem('a', 'b'); sessionStorage.setItem('a', 'b'); "
        "document.cookie = 'c=d'; indexedDB.open('e')"
    )
    window.page.evaluate("fetch('http://elsewhere.test/').catch(() => 0)")
    window.page.evaluate("console.log('said')")
    assert {each.split(":")[0] for each in window.kept()} >= {
        "localStorage",
        "sessionStorage",
        "cookies",
        "databases",
        "c",
    }
    assert window.elsewhere == ["http://elsewhere.test/"]
    assert any("said" in each for each in window.complaints)


def test_a_first_visit_asks_for_three_files(edition, browser: Browser, server: SiteServer):
    site, _ = edition
    for page, url in pages_of(edition):
        if page.name in ("index", "about", "search"):
            before = len(server.asked)
            with watched(browser, server.address) as watch:
                watch.visit(url)
                watch.page.wait_for_load_state("networkidle")
            asked = [
                each.path.removeprefix("/" + part_of(site.id)) for each in server.asked[before:]
            ]
            allowed = [page.url, "assets/notice.css", _icon(page), *_own_files(page)]
            assert sorted(asked) == sorted(set(asked)) and set(asked) <= set(allowed), url
            assert {page.url, "assets/notice.css"} <= set(asked), url
            assert len(asked) <= 3 + len(_own_files(page)), url
            # A logo is the icon too, so that it is asked for once.
            assert {resolved(page, image.get("src")) for image in page.document.iter("img")} <= {
                resolved(page, page.link("icon"))
            }, url


def _icon(page: BuiltPage) -> str:
    return resolved(page, page.link("icon")).removeprefix("https://here.test/")


def _own_files(page: BuiltPage) -> list[str]:
    """What a page needs beside its style sheet and icon: the search its script and index."""
    return ["assets/search.js", f"{page.url}index.json"] if page.name == "search" else []


def test_no_page_is_heavy(edition):
    site, locale = edition
    style = len((site.folder / "assets/notice.css").read_bytes())
    assert style < 60_000
    assert [str(page) for page in site.in_locale(locale) if len(page.html.encode()) > 150_000] == []


# For assistive technology


def test_axe_finds_nothing_wrong_in_either_scheme(edition, window: Watch):
    faults = []
    for _, url in pages_of(edition):
        window.visit(url)
        # What is folded is read too.
        window.page.evaluate(
            "document.querySelectorAll('details').forEach(each => { each.open = true })"
        )
        for scheme, width in (("light", 1280), ("dark", 360)):
            window.page.emulate_media(color_scheme=scheme)
            window.page.set_viewport_size({"width": width, "height": 900})
            faults += [
                f"{url} {scheme} at {width} pixels: {each}" for each in violations_of(window.page)
            ]
    assert faults == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_wrong_with_the_page_not_found_and_with_results(
    window: Watch, server: SiteServer, scheme: str
):
    window.page.emulate_media(color_scheme=scheme)
    window.page.goto(f"{server.address}example/nowhere/")
    assert violations_of(window.page) == []
    window.visit("example/es/buscar/")
    assert _search(window.page, "correo")
    assert violations_of(window.page) == []


def test_axe_finds_what_is_wrong(window: Watch):
    window.page.set_content(
        "<html><body><img src='data:,'><p style='color: #ccc; background: #fff'>pale</p>"
        "</body></html>"
    )
    assert {each.split(":")[0] for each in violations_of(window.page)} >= {
        "image-alt",
        "color-contrast",
        "document-title",
        "html-has-lang",
    }


# From one language to the other


def test_the_switch_of_language_leads_to_the_same_page(edition, plain: Watch):
    site, locale = edition
    other = "es" if locale == "en" else "en"
    for page, url in pages_of(edition):
        plain.visit(url)
        plain.page.locator("a.language").click()
        expect(plain.page).to_have_url(
            plain.address + part_of(site.id) + site.page(other, page.name).url
        )
        assert plain.page.locator("html").get_attribute("lang") == other
    plain.assert_quiet()


@pytest.mark.parametrize("site_id", SITE_IDS)
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


# The search


def _search(page: Page, query: str) -> list[str]:
    """Type, ask at once, and read the addresses that the list shows."""
    page.get_by_role("searchbox").fill(query)
    page.get_by_role("searchbox").press("Enter")
    expect(page.get_by_role("status")).not_to_have_text("")
    return [
        urljoin(page.url, href)
        for href in page.locator(".search-results a").evaluate_all(
            "links => links.map(link => link.getAttribute('href'))"
        )
    ]


# What people look for, and a word of the other language that no page of theirs has.
QUERIES = {
    "en": (["email", "police", "cookies", "how long do you keep", "court order"], "preguntas"),
    "es": (
        ["correo", "policía", "cookies", "cuánto tiempo guardan", "orden judicial"],
        "borrowing",
    ),
}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("site_id", LIBRARY_IDS)
def test_the_search_finds_what_people_look_for_in_their_language_only(
    sites: Sites, site_id: str, locale: str, window: Watch
):
    site = sites[site_id]
    base = f"{window.address}{site_id}/"
    window.visit(f"{site_id}/{site.page(locale, 'search').url}")
    queries, foreign = QUERIES[locale]
    for query in queries:
        found = _search(window.page, query)
        assert found, query
        for address in found:
            _assert_leads_to_a_place(site, locale, address.removeprefix(base))
    assert _search(window.page, foreign) == []
    assert (
        strings(locale)["search.none"].split("{")[0]
        in window.page.get_by_role("status").inner_text()
    )
    window.assert_quiet()
    assert window.kept() == []


SAME_SEARCH = {
    "en": [("record", "records"), ("library", "libraries")],
    "es": [
        ("prestamos", "préstamos"),
        ("biblioteca", "bibliotecas"),
        ("informacion", "información"),
        ("PRÉSTAMO", "préstamos"),
    ],
}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("site_id", LIBRARY_IDS)
def test_accents_and_plurals_make_no_difference_on_the_pages(
    sites: Sites, site_id: str, locale: str, window: Watch
):
    window.visit(f"{site_id}/{sites[site_id].page(locale, 'search').url}")
    for one, other in SAME_SEARCH[locale]:
        found = _search(window.page, one)
        assert found and sorted(found) == sorted(_search(window.page, other)), (one, other)
        assert all(("/es/" in address) == (locale == "es") for address in found)


def _assert_leads_to_a_place(site: BuiltSite, locale: str, address: str) -> None:
    parts = urlsplit(address)
    pages = {page.path: page for page in site.in_locale(locale)}
    page = pages.get(file_at(parts.path))
    assert page, f"{address} is no page in {locale}"
    assert not parts.fragment or unquote(parts.fragment) in page.ids, address


@pytest.mark.parametrize("site_id", LIBRARY_IDS)
@pytest.mark.parametrize(
    "queries",
    [
        ["préstamo", "prestamo", "préstamos", "prestamos", "PRÉSTAMOS"],
        ["policía", "policia", "policías", "POLICIAS"],
    ],
)
def test_accents_and_number_make_no_difference_to_the_search(
    site_id: str, queries: list[str], window: Watch
):
    window.visit(f"{site_id}/es/buscar/")
    answers = [sorted(_search(window.page, query)) for query in queries]
    assert answers[0] and all(answer == answers[0] for answer in answers), dict(
        zip(queries, map(len, answers), strict=True)
    )


@pytest.mark.parametrize("locale", LOCALES)
def test_the_search_of_the_front_page_finds_its_own_text(sites: Sites, locale: str, window: Watch):
    window.visit(sites[FRONT].page(locale, "search").url)
    assert _search(window.page, {"en": "what each notice tells you", "es": "cookies"}[locale])


@pytest.mark.parametrize("locale", LOCALES)
def test_a_result_opens_at_its_heading(locale: str, window: Watch):
    window.visit("example/es/buscar/" if locale == "es" else "example/search/")
    found = _search(window.page, {"en": "under 13", "es": "menores de 13 años"}[locale])
    window.page.locator(".search-results a").first.click()
    expect(window.page).to_have_url(found[0])


@pytest.mark.parametrize("site_id", SITE_IDS)
def test_the_search_page_lists_all_pages_without_javascript(
    sites: Sites, site_id: str, plain: Watch
):
    for locale in LOCALES:
        pages = sites[site_id].in_locale(locale)
        plain.visit(part_of(site_id) + sites[site_id].page(locale, "search").url)
        assert plain.page.locator(".outline li:visible").count() == len(pages) - 1
        assert plain.page.get_by_role("searchbox").count() == 0


# By keyboard


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
@pytest.mark.parametrize(("locale", "width"), [("en", 1280), ("es", 360)])
@pytest.mark.parametrize("site_id", [FRONT, "example"])
def test_every_link_can_be_reached_by_keyboard_with_a_visible_ring(
    sites: Sites, site_id: str, locale: str, width: int, window: Watch
):
    window.page.set_viewport_size({"width": width, "height": 900})
    for page in sites[site_id].in_locale(locale):
        window.visit(part_of(site_id) + page.url)
        count = window.page.evaluate(NOTE_FOCUS)
        for _ in range(count):
            window.page.keyboard.press("Tab")
        focused = window.page.evaluate("window.focused")
        assert [each["place"] for each in focused] == list(range(count)), page
        assert [each["name"] for each in focused if not (each["ringed"] and each["seen"])] == [], (
            page
        )


def test_details_open_by_keyboard(window: Watch):
    window.visit("example/companies/")
    summary = window.page.locator("summary").first
    summary.focus()
    assert not window.page.locator("details dl").first.is_visible()
    window.page.keyboard.press("Enter")
    expect(window.page.locator("details dl").first).to_be_visible()


# On paper


ON_PAPER = """() => {
  const shown = selector => [...document.querySelectorAll(selector)]
    .filter(each => each.checkVisibility()).map(each => each.className || each.tagName);
  const printed = [...document.querySelectorAll("main a[href^='http'], main a[href^='mailto']")]
    .filter(each => each.checkVisibility());
  const bare = address => address.replace(/^(https?:\\/\\/|mailto:)/, "").replace(/\\/$/, "");
  const text = each => each.textContent + getComputedStyle(each, "::after").content;
  return {
    menus: shown(".top nav, .side, .skip, .toc, .crumbs, .to-top, #search"),
    silent: printed.filter(each => !text(each).includes(bare(each.getAttribute("href"))))
      .map(each => each.href),
    twice: printed.filter(each => text(each).split(bare(each.getAttribute("href"))).length > 2)
      .map(each => each.href),
    folded: [...document.querySelectorAll("details > dl")]
      .filter(each => !each.checkVisibility({ contentVisibilityAuto: true })).length,
    paper: getComputedStyle(document.body).backgroundColor,
    ink: getComputedStyle(document.querySelector("main")).color,
  };
}"""


def test_paper_shows_no_menus_and_the_addresses_of_links(edition, plain: Watch):
    for _, url in pages_of(edition):
        plain.visit(url)
        for scheme in SCHEMES:
            plain.page.emulate_media(media="print", color_scheme=scheme)
            assert plain.page.evaluate(ON_PAPER) == {
                "menus": [],
                "silent": [],
                "twice": [],
                "folded": 0,
                "paper": "rgb(255, 255, 255)",
                "ink": "rgb(0, 0, 0)",
            }, f"{url} {scheme}"


LETTER = {"format": "Letter", "margin": dict.fromkeys(("top", "right", "bottom", "left"), "0.5in")}


def _printed(page: Page) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(page.pdf(**LETTER)))


def _text(printed: pypdf.PdfReader) -> str:
    return _without_spaces("".join(page.extract_text() for page in printed.pages))


def _without_spaces(text: str) -> str:
    """The letters alone: paper breaks lines anywhere and joins some letters into one."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("site_id", LIBRARY_IDS)
def test_the_desk_card_is_one_sheet(sites: Sites, site_id: str, locale: str, plain: Watch):
    page = sites[site_id].page(locale, "desk-card")
    plain.visit(part_of(site_id) + page.url)
    printed = _printed(plain.page)
    assert len(printed.pages) == 1
    assert (float(printed.pages[0].mediabox.width), float(printed.pages[0].mediabox.height)) == (
        612,
        792,
    )
    text = _text(printed)
    steps = [step.strip() for step in plain.page.locator(".steps li strong").all_inner_texts()]
    assert steps and [step for step in steps if _without_spaces(step) not in text] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_a_printed_page_has_the_addresses_and_all_companies(
    sites: Sites, locale: str, plain: Watch
):
    plain.visit("example/" + sites["example"].page(locale, "companies").url)
    text = _text(_printed(plain.page))
    links = plain.page.locator("main a[href^=http]").evaluate_all(
        "links => links.map(link => link.getAttribute('href'))"
    )
    assert links and [link for link in links if re.sub("^https?://|/$", "", link) not in text] == []
