"""Every page for everybody.

The tests cover high contrast, no motion, large text spacing, targets that can be hit, and an order
that makes sense.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.support.built_sites import BuiltPage, BuiltSite, Sites, text_of
from tests.support.project import Project
from tests.support.site_fixtures import SITE_IDS
from tests.support.site_server import SiteServer, served
from tests.support.sources import FRONT, LOCALES, strings
from tests.support.watching import Watch, watched

# The front page, and the library that has every kind of part that a page can have.
VARIED = ((FRONT, "en"), (FRONT, "es"), ("example", "es"), ("example", "en"))
MINIMUM_TARGET = 24


@pytest.fixture
def window(browser: Browser, server: SiteServer) -> Iterator[Watch]:
    """A window on a desk."""
    with watched(browser, server.address, viewport={"width": 1280, "height": 900}) as watch:
        yield watch


@pytest.fixture(params=VARIED, ids="-".join)
def edition(request: pytest.FixtureRequest, sites: Sites) -> tuple[BuiltSite, str]:
    """Each kind of page in each language."""
    site_id, locale = request.param
    return sites[site_id], locale


def pages_of(edition: tuple[BuiltSite, str]) -> list[tuple[BuiltPage, str]]:
    """The pages of an edition, each with its address below the server's."""
    site, locale = edition
    return [
        (page, ("" if site.id == FRONT else f"{site.id}/") + page.url)
        for page in site.in_locale(locale)
    ]


# High contrast (WCAG 1.4.11, 2.4.7 where the system sets the colours)

IN_FORCED_COLORS = """() => {
  const seen = element => element.checkVisibility() && element.getBoundingClientRect().width > 0;
  const same = each => {
    const style = getComputedStyle(each);
    return style.color === style.backgroundColor;
  };
  const own = each => getComputedStyle(each).forcedColorAdjust === "none";
  const link = document.querySelector("main a[href]");
  link?.focus();
  const ring = link ? getComputedStyle(link) : null;
  return {
    same: [...document.body.querySelectorAll("*")]
      .filter(each => seen(each) && each.textContent.trim() && same(each))
      .map(each => each.outerHTML.slice(0, 80)),
    own: [...document.body.querySelectorAll("*")].filter(own)
      .map(each => each.outerHTML.slice(0, 80)),
    unringed: ring && (ring.outlineStyle === "none" || parseFloat(ring.outlineWidth) < 2)
      ? [link.outerHTML.slice(0, 80)] : [],
    bare: [...document.querySelectorAll("[aria-current]")].filter(seen).filter(each => {
      const style = getComputedStyle(each);
      return style.fontWeight < 600 && style.borderLeftStyle === "none"
        && !style.textDecorationLine.includes("underline") && each.closest("nav.side");
    }).map(each => each.outerHTML.slice(0, 80)),
  };
}"""


def test_nothing_is_lost_in_forced_colors(edition, window: Watch):
    window.page.emulate_media(forced_colors="active")
    for _, url in pages_of(edition):
        window.visit(url)
        assert window.page.evaluate("matchMedia('(forced-colors: active)').matches")
        assert {
            name: found for name, found in window.page.evaluate(IN_FORCED_COLORS).items() if found
        } == {}, url


# Motion (WCAG 2.2.2, 2.3.3)

MOVING = """() => {
  const moves = each => { const style = getComputedStyle(each);
    return style.animationName !== "none"
      || (parseFloat(style.transitionDuration) > 0 && style.transitionProperty !== "none"); };
  const found = [...document.querySelectorAll("*")].filter(moves)
    .map(each => each.outerHTML.slice(0, 80));
  const smooth = getComputedStyle(document.documentElement).scrollBehavior === "smooth";
  return [...found, ...document.getAnimations().map(String), ...(smooth ? ["scrolls"] : [])];
}"""


def test_nothing_moves_for_readers_who_want_no_motion(edition, window: Watch):
    window.page.emulate_media(reduced_motion="reduce")
    for _, url in pages_of(edition):
        window.visit(url)
        assert window.page.evaluate(MOVING) == [], url


# Targets (WCAG 2.5.8): 24 pixels, or as far from the next one, or a link within a sentence

SMALL_TARGETS = """least => {
  document.querySelectorAll("details").forEach(each => { each.open = true; });
  const targets = [...document.querySelectorAll("a[href], summary, input, button")]
    .filter(each => each.checkVisibility());
  const inSentence = each => getComputedStyle(each).display === "inline"
    && each.closest("p, li, td, dd, cite, h3")
    && [...each.parentNode.childNodes].some(other =>
      other !== each && other.nodeType === 3 && other.textContent.trim());
  const boxes = targets.map(each => ({ each, box: each.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 1 && box.right > 0);
  const centre = ({ box }) => [box.x + box.width / 2, box.y + box.height / 2];
  const small = boxes.filter(({ each, box }) =>
    (box.width < least || box.height < least) && !inSentence(each) && !each.closest("cite"));
  return small.filter(one => boxes.some(other => {
    if (other === one) return false;
    const [x, y] = centre(one), box = other.box;
    const near = Math.hypot(
      Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
    return near < least / 2;
  })).map(({ each, box }) =>
    `${Math.round(box.width)}×${Math.round(box.height)} ${each.outerHTML.slice(0, 90)}`);
}"""


@pytest.mark.parametrize("width", [320, 1280])
def test_every_target_can_be_hit(edition, window: Watch, width: int):
    window.page.set_viewport_size({"width": width, "height": 900})
    for _, url in pages_of(edition):
        window.visit(url)
        assert window.page.evaluate(SMALL_TARGETS, MINIMUM_TARGET) == [], url


def test_a_target_that_is_too_small_is_found(window: Watch):
    window.page.set_content(
        "<nav><ul><li style='line-height: 1; font-size: 9px'><a href='#a'>a</a>"
        "<li style='line-height: 1; font-size: 9px'><a href='#b'>b</a></ul></nav>"
    )
    assert len(window.page.evaluate(SMALL_TARGETS, MINIMUM_TARGET)) == 2


# Focus (WCAG 2.4.11): what has it is not behind something else

OPEN_ALL = """() => {
  document.querySelectorAll("details").forEach(each => { each.open = true; });
  return [...document.querySelectorAll("a[href], summary, input, button")]
    .filter(each => each.checkVisibility()).length;
}"""
# The middle of each line that it stands on; one that can be seen is enough.
BEHIND = """() => {
  const focused = document.activeElement;
  if (focused === document.body) return null;
  const seen = [...focused.getClientRects()].some(box => {
    const top = document.elementFromPoint(
      Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1), box.top + box.height / 2);
    return top && (focused.contains(top) || top.contains(focused));
  });
  return seen ? null : focused.outerHTML.slice(0, 90);
}"""


@pytest.mark.parametrize(("locale", "size"), [("en", (1280, 500)), ("es", (320, 256))])
@pytest.mark.parametrize("name", ["index", "companies", "search"])
def test_the_focus_is_never_hidden_behind_something(
    sites: Sites, window: Watch, locale: str, size: tuple[int, int], name: str
):
    window.page.set_viewport_size({"width": size[0], "height": size[1]})
    window.visit(f"example/{sites['example'].page(locale, name).url}")
    count = window.page.evaluate(OPEN_ALL)
    hidden = []
    for key in ["Tab"] * count + ["Shift+Tab"] * count:
        window.page.keyboard.press(key)
        hidden.append(window.page.evaluate(BEHIND))
    assert set(hidden) == {None}


def test_a_focus_behind_something_is_found(window: Watch):
    window.page.set_content(
        "<a href='#a'>a</a><p style='position: fixed; inset: 0; background: white'>over all</p>"
    )
    window.page.keyboard.press("Tab")
    assert "<a" in window.page.evaluate(BEHIND)


# Spacing (WCAG 1.4.12) and 400 % (1.4.10)

SPACED = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: "
    "0.16em !important } p { margin-bottom: 2em !important }"
)
LOST = """() => {
  const edge = document.documentElement.clientWidth;
  const width = document.documentElement.scrollWidth;
  const wide = width > edge ? [`the page is ${width} wide`] : [];
  const cut = [...document.querySelectorAll("body *")].filter(each => each.checkVisibility()
    && !each.matches(".unseen, .unseen *, .skip, thead, thead *")
    && ((each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).overflowX !== "visible")
      || (each.scrollHeight > each.clientHeight + 1
        && ["hidden", "clip"].includes(getComputedStyle(each).overflowY))));
  return [...wide, ...cut.map(each => each.outerHTML.slice(0, 80))];
}"""


ADD_SHEET = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
}"""


@pytest.mark.parametrize("width", [320, 1280])
def test_wider_spacing_of_text_loses_nothing(edition, window: Watch, width: int):
    window.page.set_viewport_size({"width": width, "height": 800})
    for _, url in pages_of(edition):
        window.visit(url)
        # A sheet that a reader's own program adds is not stopped by the policy of the page.
        window.page.evaluate(ADD_SHEET, SPACED)
        assert window.page.evaluate(LOST) == [], url


def test_text_that_is_lost_is_found(window: Watch):
    window.page.set_content(
        "<p style='height: 10px; overflow: hidden'>one two three four<br>five</p>"
        "<div style='width: 3000px'>a</div>"
    )
    assert len(window.page.evaluate(LOST)) == 2


# The order of reading (WCAG 1.3.2): what a screen reader says, in the order in which the page is
# looked at

ORDER = """() => {
  const parts = [...document.querySelectorAll(
    "main h1, main h2, main h3, main p, main li, main caption, main summary")]
    .filter(each => each.checkVisibility());
  const tops = parts.map(each => each.getBoundingClientRect());
  return parts
    .filter((each, index) => index && tops[index].bottom < tops[index - 1].top - 1
      && tops[index].left <= tops[index - 1].left)
    .map(each => each.textContent.trim().slice(0, 60));
}"""


@pytest.mark.parametrize("width", [320, 1280])
def test_the_order_of_reading_is_the_order_of_looking(edition, window: Watch, width: int):
    window.page.set_viewport_size({"width": width, "height": 900})
    for page, url in pages_of(edition):
        window.visit(url)
        assert window.page.evaluate(ORDER) == [], url
        said = headings_said(
            window.context.new_cdp_session(window.page).send("Accessibility.getFullAXTree")["nodes"]
        )
        written = [
            text_of(each) for each in page.document.iter() if each.tag in ("h1", "h2", "h3", "h4")
        ]
        assert [" ".join(each.split()) for each in said] == written, url


def headings_said(nodes: list[dict]) -> list[str]:
    """The names of the headings in the order of the accessibility tree.

    That is the order of a screen reader.
    """
    by_id = {node["nodeId"]: node for node in nodes}
    waiting, said = [nodes[0]["nodeId"]], []
    while waiting:
        node = by_id[waiting.pop()]
        if node.get("role", {}).get("value") == "heading" and not node["ignored"]:
            said.append(node["name"]["value"])
        waiting += reversed(node.get("childIds", []))
    return said


def test_an_order_that_jumps_back_is_found(window: Watch):
    window.page.set_content(
        "<main style='display: flex; flex-direction: column-reverse'><p>first<p>second<p>"
        "third</main>"
    )
    assert len(window.page.evaluate(ORDER)) == 2


# Words of the other language, tables, the statement


@pytest.mark.parametrize("site_id", SITE_IDS)
def test_names_in_english_say_so_on_spanish_pages(sites: Sites, site_id: str):
    for name, within in (("companies", "summary"), ("laws", "h3")):
        for page in sites[site_id].in_locale("es"):
            if page.name == name:
                named = [
                    each
                    for element in page.main.iter(within)
                    for each in element.iter("span")
                    if each.get("lang") == "en"
                ]
                assert named, page
    for page in sites[site_id].in_locale("en"):
        assert [
            each
            for each in page.main.iter("span")
            if each.get("lang") == "en" and page.name == "companies"
        ] == [], page


@pytest.mark.parametrize("site_id", SITE_IDS)
def test_every_table_of_facts_has_a_caption_and_headers(sites: Sites, site_id: str):
    for page in sites[site_id].pages:
        for table in page.document.iter("table"):
            scopes = Counter(head.get("scope") for head in table.iter("th"))
            assert scopes["col"] >= 2, page
            assert table.get("class") is None or text_of(table.find("caption")), page


@pytest.mark.parametrize("site_id", [each for each in SITE_IDS if each != FRONT])
def test_every_page_leads_to_a_statement_of_accessibility_with_a_contact(
    sites: Sites, site_id: str, window: Watch
):
    for locale in LOCALES:
        window.visit(f"{site_id}/{sites[site_id].page(locale, 'collect').url}")
        window.page.get_by_role("contentinfo").or_(window.page.locator("footer")).get_by_text(
            strings(locale)["footer.accessibility"]
        ).first.click()
        assert window.page.url.endswith(f"/{sites[site_id].page(locale, 'accessibility').url}")
        assert window.page.locator(".contacts a, .nobody a").count() >= 1
    window.assert_quiet()


# The longest and oddest names


# Words that cannot be divided, names of many words, accents, signs and digits; each in the place of
# a usual one.
ODD = {
    "data/libraries/example.yml": {
        "  en: Example Library System\n": (
            '  en: "Lake Chargoggagoggmanchauggagoggchaubunagungamaugg & '
            "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch Memorial Library "
            'System"\n'
        ),
        "  es: Sistema de Bibliotecas Ejemplo\n": (
            '  es: "Sistema de Bibliotecas Públicas “Ñandubaizal–Parangaricutirimícuaro” de '
            'los Condados Unidos de San Buenaventura y Electroencefalografistas"\n'
        ),
        "  en: Example Libraries\n": (
            '  en: "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbau'
            'unterbeamtengesellschaft"\n'
        ),
        "  es: Bibliotecas Ejemplo\n": '  es: "Parangaricutirimícuaro-Electroencefalografistas"\n',
        "email: privacy@example.org": (
            "email: privacy-and-records-requests-of-all-branches-and-departments"
            f"@{'library' * 8}.{'county' * 9}.example.org"
        ),
        "form: https://www.example.org/ask-privacy": (
            f"form: https://www.example.org/{'ask-privacy' * 20}?{'a=b&' * 20}c=d"
        ),
        "postal_address: 100 Example Street, Exampleton": (
            f'postal_address: "{"Northwestern Boulevard of the Americas, " * 6}{"X" * 50}"'
        ),
    },
    "data/vendors/hoopla.yml": {
        "name: hoopla\n": (
            f'name: "{"Hyperinternationalized" * 4} & Søns™ (formerly “O’Reilly’s 1–2–3”)"\n'
        ),
        "privacy_policy: https://www.hoopladigital.com/privacy": (
            f"privacy_policy: https://www.hoopladigital.com/{'privacy' * 40}"
        ),
    },
}


@pytest.mark.parametrize("locale", LOCALES)
def test_the_longest_and_oddest_names_fit_on_the_narrowest_screen(
    project: Project, browser: Browser, locale: str
):
    for file, changes in ODD.items():
        for old, new in changes.items():
            project.replace(file, old, new, everywhere=True)
    project.build("example", "--output", "public")
    pages = [
        path
        for path in sorted((project.root / "public/example").rglob("index.html"))
        if ("es" in path.relative_to(project.root / "public/example").parts) == (locale == "es")
    ]
    assert len(pages) >= 12
    with (
        served(project.root / "public") as server,
        watched(browser, server.address, viewport={"width": 320, "height": 800}) as watch,
    ):
        for path in pages:
            watch.visit(path.relative_to(project.root / "public").as_posix())
            watch.page.evaluate(
                "document.querySelectorAll('details').forEach(each => { each.open = true })"
            )
            assert watch.page.evaluate(LOST) == [], path
