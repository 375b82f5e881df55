"""The search page in a real browser.

The tests cover what it finds, how it is worked, and that nothing typed leaves the page.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from aviso.content.html import Section
from aviso.site.search_index import pack_pages
from tests.support.paths import ROOT

SCRIPT = ROOT / "overrides/assets/search.js"
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; "
    "form-action 'none'; base-uri 'none'"
)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

STRINGS = {
    "en": (
        "Search this notice",
        "For example: email",
        "Nothing found for “{query}”.",
        "1 result",
        "{count} results",
        "The search could not be loaded.",
    ),
    "es": (
        "Buscar en este aviso",
        "Por ejemplo: correo",
        "No hay resultados para “{query}”.",
        "1 resultado",
        "{count} resultados",
        "La búsqueda no se pudo cargar.",
    ),
}

SECTIONS = {
    "en": [
        (
            "companies/#hoopla",
            "Companies",
            "hoopla",
            "Hoopla lends audiobooks and films. It collects your email address when you "
            "make an account.",
        ),
        (
            "choices/#email",
            "Your choices",
            "Take my email off my record",
            "You may ask the library to delete your email from your record at any time.",
        ),
        (
            "police/#orders",
            "Police and courts",
            "Court orders",
            "The police see records only with an order that a judge has signed.",
        ),
        (
            "laws/#policy",
            "Laws and standards",
            "Policy 4005",
            "The policy has been in effect since December 3, 2025. Cal. Gov. Code § 6267.",
        ),
        (
            "children/#under-13",
            "Children and teens",
            "Under 13",
            "The library's staff may tell a parent what a child under 13 has borrowed.",
        ),
        (
            "logs/",
            "Cookies and website logs",
            "",
            "When you use the site, the server writes its logs: Sonoma County keeps a "
            "count of visits.",
        ),
    ],
    "es": [
        (
            "companies/#hoopla",
            "Empresas",
            "hoopla",
            "Hoopla presta audiolibros y películas. Recopila su correo electrónico cuando "
            "usted abre una cuenta.",
        ),
        (
            "choices/#loans",
            "Sus opciones",
            "Su historial de préstamos",
            "Cada préstamo se borra del registro cuando usted devuelve el libro a la biblioteca.",
        ),
        (
            "police/#orders",
            "Policía y tribunales",
            "Órdenes de un juez",
            "La policía recibe información solo con una orden que firmó un juez.",
        ),
        (
            "laws/#policy",
            "Leyes y normas",
            "Política 4005",
            "La política está vigente desde el 3 de diciembre de 2025. Todas las "
            "bibliotecas la siguen.",
        ),
        (
            "children/#under-13",
            "Niños y adolescentes",
            "Menores de 13 años",
            "El personal puede decir a un padre qué libros tiene un niño.",
        ),
        (
            "logs/",
            "Cookies y registros del sitio",
            "",
            "El servidor anota la conexión, la dirección IP y la tecnología de su navegador.",
        ),
    ],
}


@dataclass
class Site:
    """A served folder, and the requests that reached it."""

    folder: Path
    address: str = ""
    requests: list[str] = field(default_factory=list)

    def write_index(self, locale: str, entries: list[dict[str, str]]) -> None:
        index = pack_pages(
            locale,
            [
                (
                    each["url"].partition("#")[0],
                    each["title"],
                    [Section(each["url"].partition("#")[2], each["heading"], each["text"])],
                )
                for each in entries
            ],
        )
        (self.folder / locale / "search" / "index.json").write_text(index, encoding="utf-8")

    def page_address(self, locale: str) -> str:
        return f"{self.address}/{locale}/search/"


class Handler(SimpleHTTPRequestHandler):
    def __init__(self, *arguments, site: Site) -> None:
        self.site = site
        super().__init__(*arguments, directory=str(site.folder))

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", CONTENT_POLICY)
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        self.site.requests.append(
            f"{self.requestline} {self.headers.get('Referer', '')} {self.headers.get('Cookie', '')}"
        )


def entries_of(locale: str) -> list[dict[str, str]]:
    return [
        {"url": f"../{url}", "title": title, "heading": heading, "text": text}
        for url, title, heading, text in SECTIONS[locale]
    ]


def page_of(locale: str) -> str:
    label, placeholder, none, one, many, failed = STRINGS[locale]
    return f"""<!doctype html><html lang="{locale}" dir="ltr"><head><meta charset="utf-8">\
<title>{label}</title>
<script src="../../assets/search.js" defer></script></head><body><main><h1>{label}</h1>
<div id="search" data-index="index.json" data-locale="{locale}" data-placeholder="{placeholder}" \
data-label="{label}"
data-none="{none}" data-one="{one}" data-many="{many}" data-failed="{failed}"></div>
<ul id="outline"><li><a href="../companies/">hoopla</a></li></ul></main></body></html>"""


def written_site(folder: Path) -> Site:
    (folder / "assets").mkdir()
    (folder / "assets" / "search.js").write_bytes(SCRIPT.read_bytes())
    site = Site(folder)
    for locale in SECTIONS:
        (folder / locale / "search").mkdir(parents=True)
        (folder / locale / "search" / "index.html").write_text(page_of(locale), encoding="utf-8")
        site.write_index(locale, entries_of(locale))
    return site


@contextmanager
def served(site: Site) -> Iterator[Site]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, site=site))
    site.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with served(written_site(tmp_path)) as site:
        yield site


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
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


def search(page: Page, query: str) -> list[str]:
    """Types, asks for the answer at once, and reads the addresses that the list shows."""
    page.get_by_role("searchbox").fill(query)
    page.get_by_role("searchbox").press("Enter")
    return page.locator(".search-results a").evaluate_all(
        "links => links.map(link => link.getAttribute('href'))"
    )


def message(page: Page) -> str:
    return page.get_by_role("status").inner_text()


def marked(page: Page) -> list[str]:
    return page.locator("mark").all_inner_texts()


# What it finds


@pytest.mark.parametrize(
    ("locale", "queries"),
    [
        ("es", ["préstamo", "prestamo", "préstamos", "prestamos", "PRÉSTAMOS"]),
        ("es", ["biblioteca", "bibliotecas", "Biblioteca"]),
        ("es", ["información", "informacion", "informaciones"]),
        ("es", ["orden", "órdenes", "ordenes"]),
        ("es", ["juez", "jueces"]),
        ("es", ["niño", "niños", "nino", "ninos"]),
        ("es", ["policía", "policia", "policías"]),
        ("es", ["conexión", "conexion", "conexiones"]),
        ("es", ["tecnología", "tecnologia", "tecnologías", "tecnologias"]),
        ("es", ["borra", "borrar", "borramos", "borrado"]),
        ("en", ["record", "records", "recorded", "Récord"]),
        ("en", ["library", "libraries", "library's", "library’s"]),
        ("en", ["delete", "deletes", "deletion", "deleted"]),
        ("en", ["child", "children", "children's"]),
        ("en", ["collect", "collects", "collection"]),
    ],
)
def test_accents_capitals_and_inflections_do_not_matter(pages, locale, queries):
    page = pages[locale]
    answers = {query: sorted(search(page, query)) for query in queries}
    assert answers[queries[0]]
    assert set(map(tuple, answers.values())) == {tuple(answers[queries[0]])}, answers


# Words of a notice, one family to a line: singular and plural, with their accents.
SPANISH_NUMBERS = """
    préstamo préstamos · biblioteca bibliotecas · información informaciones · niño niños ·
    niña niñas · juez jueces · policía policías · compañía compañías · ley leyes · orden órdenes ·
    dirección direcciones · correo correos · electrónico electrónicos · tecnología tecnologías ·
    categoría categorías · registro registros · dato datos · menor menores · libro libros ·
    tarjeta tarjetas · empresa empresas · proveedor proveedores · multa multas · cookie cookies ·
    derecho derechos · tribunal tribunales · agente agentes · notificación notificaciones ·
    autorización autorizaciones · usuario usuarios · reserva reservas · cámara cámaras ·
    servicio servicios · sitio sitios · año años · mes meses · interés intereses · país países ·
    red redes · padre padres · búsqueda búsquedas · contraseña contraseñas · teléfono teléfonos ·
    último últimos · máximo máximos · vez veces · adolescente adolescentes · joven jóvenes ·
    conexión conexiones · opción opciones · excepción excepciones · ramo ramos · extremo extremos ·
    estadística estadísticas · público públicos · huella huellas · inmigrante inmigrantes ·
    día días · análisis · crisis · virus · examen exámenes · origen orígenes · margen márgenes ·
    volumen volúmenes
"""


def test_spanish_plurals_and_accents_over_a_word_list(opened, site):
    families = [_spellings(family.split()) for family in SPANISH_NUMBERS.split("·")]
    words = sorted({word for family in families for word in family})
    site.write_index(
        "es", [{"url": f"#{word}", "title": "Lista", "heading": "", "text": word} for word in words]
    )
    page = opened("es")
    found = {word: set(search(page, word)) for word in words}
    for family in families:
        for word in family:
            assert found[word] >= {f"#{each}" for each in family}, word
            assert found[word] == found[_without_accents(word)], word


def _spellings(words: list[str]) -> set[str]:
    return {*words, *map(_without_accents, words)}


def _without_accents(word: str) -> str:
    return word.translate(str.maketrans("áéíóúüñ", "aeiouun"))


APART = {
    "en": [
        ("Wi-Fi logs are kept for a day.", "wifi · wi-fi · wi fi · WiFi · Wi‑Fi"),
        ("Your e-book loans.", "ebook · ebooks · e-book · e-books · e book · e books"),
        ("You can opt out of it.", "optout · opt-out · opt out · optouts"),
        ("Log in to your account.", "login · log-in · log in"),
        ("At the checkout.", "checkout · check-out · check out · checkouts · check outs"),
        ("Send an email to us.", "email · e-mail · e mail · emails · e-mails"),
        ("Plates: ex libris.", "ex libris · ex-libris · exlibris"),
    ],
    "es": [
        ("La red Wi-Fi guarda registros.", "wifi · wi-fi · wi fi"),
        ("Préstamo de e-books.", "ebook · e-book · ebooks · e-books · e books"),
        ("Los exlibris de la colección.", "exlibris · ex-libris · ex libris"),
        ("Escriba al correo-e del mostrador.", "correo-e · correoe · correo e"),
    ],
}


@pytest.mark.parametrize("locale", APART)
def test_a_word_is_found_written_apart_or_together(opened, site, locale):
    site.write_index(
        locale,
        [
            {"url": f"#{number}", "title": "List", "heading": "", "text": text}
            for number, (text, _) in enumerate(APART[locale])
        ]
        + [{"url": "#other", "title": "List", "heading": "", "text": "Cameras at the doors."}],
    )
    page = opened(locale)
    for number, (text, queries) in enumerate(APART[locale]):
        for query in queries.split(" · "):
            found = search(page, query)
            assert found[0] == f"#{number}" and "#other" not in found, (text, query)
            assert marked(page), query


def test_what_a_joiner_holds_together_is_found_without_it(opened, site):
    texts = {"#fa": "کتاب‌های کتابخانه", "#si": "ශ්‍රී ලංකාව"}
    site.write_index(
        "en",
        [{"url": url, "title": "T", "heading": "", "text": text} for url, text in texts.items()],
    )
    page = opened("en")
    for query, url in (("کتابهای", "#fa"), ("کتاب های", "#fa"), ("ශ්රී", "#si"), ("ශ්‍රී", "#si")):
        assert search(page, query) == [url]


@pytest.mark.parametrize(
    ("locale", "typed", "found"),
    [
        ("en", "audi", ["../companies/#hoopla"]),
        ("en", "chi", ["../children/#under-13"]),
        ("es", "informac", ["../police/#orders"]),
        ("es", "electró", ["../companies/#hoopla"]),
    ],
)
def test_the_beginning_of_a_word_is_enough(pages, locale, typed, found):
    assert search(pages[locale], typed) == found


@pytest.mark.parametrize(
    ("locale", "typed", "found"),
    [
        ("en", "hopla", ["../companies/#hoopla"]),
        ("en", "polivy", ["../laws/#policy"]),
        ("en", "audoibooks", ["../companies/#hoopla"]),
        ("es", "bilbioteca", ["../choices/#loans", "../laws/#policy"]),
        ("es", "polisia", ["../police/#orders"]),
    ],
)
def test_small_typing_errors_are_forgiven(pages, locale, typed, found):
    assert search(pages[locale], typed) == found


@pytest.mark.parametrize(
    ("typed", "found"), [("police", ["../police/#orders"]), ("court", ["../police/#orders"])]
)
def test_a_word_that_is_there_is_not_taken_for_a_typing_error(pages, typed, found):
    assert search(pages["en"], typed) == found


@pytest.mark.parametrize("typed", ["6268", "car", "zzzzzz"])
def test_short_words_and_numbers_are_taken_as_typed(pages, typed):
    assert search(pages["en"], typed) == []


@pytest.mark.parametrize(
    ("locale", "typed", "found"),
    [
        ("en", "what can the police see", ["../police/#orders"]),
        ("en", "email address", ["../companies/#hoopla"]),
        ("es", "¿qué libros tiene un niño?", ["../children/#under-13"]),
        ("es", "la orden de un juez", ["../police/#orders"]),
    ],
)
def test_every_word_must_match_but_the_commonest(pages, locale, typed, found):
    assert search(pages[locale], typed) == found


def test_without_a_section_that_has_every_word_any_of_them_will_do(pages):
    assert search(pages["en"], "hoopla judge") == ["../companies/#hoopla", "../police/#orders"]


@pytest.mark.parametrize(("locale", "typed"), [("en", "when you"), ("es", "cuando")])
def test_common_words_count_when_there_is_nothing_else(pages, locale, typed):
    assert search(pages[locale], typed)


def test_a_heading_counts_more_than_the_text(pages):
    assert search(pages["en"], "email") == ["../choices/#email", "../companies/#hoopla"]


# What it shows


@pytest.mark.parametrize(
    ("locale", "typed", "said"),
    [
        ("en", "hoopla", "1 result"),
        ("en", "email", "2 results"),
        ("en", "zebra", "Nothing found for “zebra”."),
        ("es", "hoopla", "1 resultado"),
        ("es", "biblioteca", "2 resultados"),
        ("es", "$& <q9>ñandú</q9>", "No hay resultados para “$& <q9>ñandú</q9>”."),
        ("es", "   ", ""),
    ],
)
def test_the_count_is_announced(pages, locale, typed, said):
    page = pages[locale]
    search(page, typed)
    assert message(page) == said


def test_a_result_has_a_link_its_page_and_an_excerpt(pages):
    page = pages["es"]
    search(page, "correos")
    result = page.locator(".search-results > li")
    assert result.get_by_role("link").inner_text() == "hoopla"
    assert result.locator(".search-context").inner_text() == "Empresas"
    assert result.locator(".search-excerpt").inner_text() == dict_of("es", "hoopla")
    assert marked(page) == ["correo"]


def dict_of(locale: str, heading: str) -> str:
    return next(text for _, _, each, text in SECTIONS[locale] if each == heading)


def test_a_section_without_a_heading_is_named_by_its_page(pages):
    page = pages["en"]
    search(page, "server")
    assert page.locator(".search-results a").inner_text() == "Cookies and website logs"
    assert page.locator(".search-context").count() == 0


def test_a_long_text_is_cut_around_the_words(opened, site):
    words = " ".join(f"filler{number}" for number in range(200))
    site.write_index(
        "en",
        [
            {
                "url": "#a",
                "title": "A",
                "heading": "B",
                "text": f"{words} the warrant, signed. {words}",
            }
        ],
    )
    page = opened("en")
    search(page, "warrants sign")
    excerpt = page.locator(".search-excerpt").inner_text()
    assert marked(page) == ["warrant", "signed"]
    assert re.fullmatch(r"… (filler\d+ ){5}the warrant, signed\. (filler\d+ ?){20,} …", excerpt), (
        excerpt
    )


def test_what_the_index_says_is_never_read_as_html(opened, site, complaints):
    markup = "<img src=x onerror=alert(1)> beware"
    site.write_index(
        "en", [{"url": "#a", "title": markup, "heading": f"{markup} heading", "text": markup}]
    )
    page = opened("en")
    search(page, "beware")
    assert page.locator("#search img").count() == 0
    assert page.locator(".search-excerpt").inner_text() == markup
    assert complaints == []


def test_results_come_as_people_type_and_go_when_the_field_is_emptied(pages):
    page = pages["en"]
    page.get_by_role("searchbox").press_sequentially("hoop", delay=20)
    expect(page.locator(".search-results a")).to_have_count(1)
    page.get_by_role("searchbox").fill("")
    expect(page.locator(".search-results")).to_be_hidden()
    expect(page.get_by_role("status")).to_have_text("")


# How it is worked


def test_keyboard_alone(opened, site):
    page = opened("es")
    assert page.evaluate("document.activeElement === document.body")
    page.keyboard.press("Tab")
    expect(page.get_by_role("searchbox", name="Buscar en este aviso")).to_be_focused()
    page.keyboard.type("policia")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("1 resultado")
    page.keyboard.press("Tab")
    expect(page.locator(".search-results a").first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.address}/es/police/#orders")


def test_the_names_that_a_screen_reader_says(opened):
    tree = opened("es").locator("#search").aria_snapshot()
    assert '- searchbox "Buscar en este aviso"' in tree
    assert "- search:" in tree
    assert "- status" in tree


def test_without_script_the_outline_stands_alone(opened):
    page = opened("en", java_script_enabled=False)
    assert page.locator("#search > *").count() == 0
    assert page.locator("#outline a").count() == 1


# When the index fails


@pytest.mark.parametrize("index", [None, "not JSON", '{"locale": "es"}'])
def test_an_index_that_fails_is_said(opened, site, index):
    file = site.folder / "es/search/index.json"
    file.unlink() if index is None else file.write_text(index, encoding="utf-8")
    # Chromium counts an answer that nobody reads, such as a 404, as still under way.
    page = opened("es", wait_until="load")
    page.get_by_role("searchbox").focus()
    expect(page.get_by_role("status")).to_have_text("La búsqueda no se pudo cargar.")
    assert page.locator("#outline a").count() == 1


def test_after_a_failure_the_next_search_tries_again(opened, site):
    (site.folder / "es/search/index.json").unlink()
    # Chromium counts an answer that nobody reads, such as a 404, as still under way.
    page = opened("es", wait_until="load")
    page.get_by_role("searchbox").focus()
    expect(page.get_by_role("status")).to_have_text("La búsqueda no se pudo cargar.")
    site.write_index("es", entries_of("es"))
    page.get_by_role("searchbox").fill("hoopla")
    expect(page.get_by_role("status")).to_have_text("1 resultado")


# What stays private


@pytest.mark.parametrize("locale", ["en", "es"])
def test_nothing_typed_leaves_the_page_and_nothing_is_kept(opened, site, complaints, locale):
    page = opened(locale)
    requested = []
    page.context.on("request", lambda request: requested.append(request))
    before = page.url
    page.get_by_role("searchbox").press_sequentially("hoopla", delay=10)
    expect(page.locator(".search-results a")).to_have_count(1)
    search(page, "a secret worry")
    assert page.url == before
    assert page.evaluate("history.length") == 2
    assert [each.url for each in requested] == [f"{site.address}/{locale}/search/index.json"]
    search(page, "hoopla")
    page.locator(".search-results a").click()
    page.wait_for_url(f"{site.address}/{locale}/companies/#hoopla")
    said = site.requests + [f"{each.url} {each.headers} {each.post_data}" for each in requested]
    # The page's own path has "search" in it; what was typed stands nowhere.
    assert [
        each
        for each in said
        if re.search("secret|worry|hoopla(?!$| )", each.replace("#hoopla", ""))
    ] == []
    assert [each.url for each in requested if not each.url.startswith(site.address)] == []
    assert page.context.storage_state(indexed_db=True) == {"cookies": [], "origins": []}
    assert [each for each in complaints if "404" not in each] == []


def test_storage_stays_empty_on_the_page_itself(opened):
    page = opened("es")
    search(page, "biblioteca")
    kept = page.evaluate(
        """async () => ({
            local: localStorage.length, session: sessionStorage.length, cookie: document.cookie,
            databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
            workers: (await navigator.serviceWorker.getRegistrations()).length,
        })"""
    )
    assert kept == {
        "local": 0,
        "session": 0,
        "cookie": "",
        "databases": 0,
        "caches": 0,
        "workers": 0,
    }


def test_the_page_asks_for_its_script_and_index_alone(opened, site):
    search(opened("es"), "biblioteca")
    paths = [line.split()[1] for line in site.requests]
    assert paths == ["/es/search/", "/assets/search.js", "/es/search/index.json"]


def test_the_index_waits_until_somebody_is_about_to_search(opened, site):
    page = opened("es")
    page.wait_for_load_state("networkidle")
    assert [line for line in site.requests if "index.json" in line] == []
    page.get_by_role("searchbox").focus()
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.get_by_role("searchbox").fill("biblioteca")
    expect(page.get_by_role("status")).not_to_have_text("")
    assert len([line for line in site.requests if "index.json" in line]) == 1


def test_the_index_is_fetched_without_credentials_or_referrer(opened, site):
    page = opened("es", extra_http_headers={})
    page.context.add_cookies([{"name": "other", "value": "tool", "url": site.address}])
    page.reload(wait_until="networkidle")
    search(page, "biblioteca")
    index = [line for line in site.requests if "index.json" in line]
    assert len(index) == 1
    assert [line for line in index if "other=tool" in line or "http:" in line] == []


FORBIDDEN = (
    r"localStorage|sessionStorage|indexedDB|caches|cookie|serviceWorker|eval\(|Function\(|"
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|sendBeacon|XMLHttpRequest|"
    r"WebSocket|EventSource|import\(|https?:|sourceMapping|history|location"
)


def test_the_shipped_script_names_nothing_that_could_store_send_or_evaluate():
    assert re.findall(FORBIDDEN, SCRIPT.read_text(encoding="utf-8")) == []


def test_the_shipped_script_is_small():
    assert len(SCRIPT.read_bytes()) < 25_000
