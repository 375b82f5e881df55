"""Search pages with an index of their own, served with a content security policy."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Page, expect

from aviso.content.html import HtmlSection
from aviso.i18n.search_synonyms import SearchGroup
from aviso.site.search_index import (
    OTHERWISE,
    SEARCH_INDEX,
    SEARCH_WORDS,
    IndexedPage,
    make_search_words,
    merge_sections,
    pack_pages,
)
from tests.support.paths import ROOT

SCRIPT = ROOT / "overrides/assets/search.js"
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; "
    "form-action 'none'; base-uri 'none'"
)

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

    def write_index(
        self,
        locale: str,
        entries: list[dict[str, str]],
        groups: Iterable[SearchGroup] = (),
        otherwise: str = "",
    ) -> None:
        """Write the index of sections, each with a page of its own; groups name them by address."""
        pages = [
            IndexedPage(
                each["url"].partition("#")[0],
                each["title"],
                merge_sections(
                    [HtmlSection(each["url"].partition("#")[2], each["heading"], each["text"])]
                ),
                int(each.get("weight", 100)),
            )
            for each in entries
        ]
        numbers = {each["url"]: number for number, each in enumerate(entries)}
        if otherwise:
            numbers[OTHERWISE] = numbers[otherwise]
        groups = [*groups]
        place = self.folder / locale / "search"
        (place / SEARCH_INDEX).write_text(pack_pages(locale, pages, numbers, groups), "utf-8")
        (place / SEARCH_WORDS).write_text(make_search_words(groups), "utf-8")

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
<div id="search" data-index="index.json" data-words="words.json" data-locale="{locale}" \
data-placeholder="{placeholder}" data-label="{label}"
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


def search(page: Page, query: str) -> list[str]:
    """Types a query, searches at once, and returns the addresses in the list.

    The first answer of a page comes only when its index has been loaded. A blank query has none.
    """
    page.get_by_role("searchbox").fill(query)
    page.get_by_role("searchbox").press("Enter")
    if query.strip():
        expect(page.get_by_role("status")).not_to_be_empty()
    return page.locator(".search-results a").evaluate_all(
        "links => links.map(link => link.getAttribute('href'))"
    )


def message(page: Page) -> str:
    return page.get_by_role("status").inner_text()


def marked(page: Page) -> list[str]:
    return page.locator("mark").all_inner_texts()
