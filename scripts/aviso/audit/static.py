"""Turns the built files of one site into problems: anything that runs, loads from elsewhere, or leads nowhere.

The last step before publishing, so it trusts nothing that came before: it reads the bytes that a browser would get.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from aviso.problems import Problem

# Elements whose address a browser loads by itself.
LOADING = {("script", "src"), ("img", "src"), ("img", "srcset"), ("iframe", "src"), ("source", "src"), ("video", "src"), ("audio", "src"),
           ("embed", "src"), ("object", "data"), ("input", "src"), ("track", "src"), ("video", "poster")}  # fmt: skip
LOADING_RELS = {"stylesheet", "icon", "preload", "prefetch", "modulepreload", "manifest", "preconnect", "dns-prefetch"}
FORBIDDEN_ELEMENTS = {"iframe", "object", "embed", "base", "form", "style", "frame", "applet", "video", "audio"}


@dataclass
class BuiltPage:
    """What one HTML file holds that the audit asks about."""

    ids: list[str] = field(default_factory=list)
    links: list[tuple[int, str]] = field(default_factory=list)
    loads: list[tuple[int, str]] = field(default_factory=list)
    alternates: dict[str, str] = field(default_factory=dict)
    canonical: str = ""
    locale: str = ""
    main_headings: int = 0
    statements: set[str] = field(default_factory=set)
    faults: list[tuple[int, str]] = field(default_factory=list)


class _PageReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = BuiltPage()
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0]
        attributes = {name: value or "" for name, value in attrs}
        page = self.page
        page.locale = page.locale or (attributes.get("lang", "") if tag == "html" else "")
        page.main_headings += tag == "h1"
        page.statements.update(attributes.get("data-statements", "").split())
        if "id" in attributes:
            page.ids.append(attributes["id"])
        if tag in FORBIDDEN_ELEMENTS:
            page.faults.append((line, f"holds <{tag}>"))
        self._in_script = tag == "script" and "src" not in attributes
        for name, value in attributes.items():
            if name == "style" or name.startswith("on"):
                page.faults.append((line, f"holds the attribute {name}="))
            if (tag, name) in LOADING:
                page.loads.append((line, value))
        self._take_link(tag, attributes, line)

    def _take_link(self, tag: str, attributes: dict[str, str], line: int) -> None:
        page, rels, href = self.page, set(attributes.get("rel", "").split()), attributes.get("href", "")
        if tag == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
            page.faults.append((line, "holds a meta refresh"))
        if tag == "link" and rels & LOADING_RELS:
            page.loads.append((line, href))
        if tag == "link" and "alternate" in rels:
            page.alternates[attributes.get("hreflang", "")] = href
        if tag == "link" and "canonical" in rels:
            page.canonical = href
        if tag in ("a", "area") and "href" in attributes:
            page.links.append((line, href))
            if urlsplit(href).scheme.lower() not in ("", "http", "https", "mailto", "tel"):
                page.faults.append((line, f'links to "{href[:40]}"'))

    def handle_endtag(self, tag: str) -> None:
        self._in_script = False

    def handle_data(self, data: str) -> None:
        if self._in_script and data.strip():
            self.page.faults.append((self.getpos()[0], "holds an inline script"))


def read_built_page(path: Path) -> BuiltPage:
    """Read one built HTML file."""
    reader = _PageReader()
    reader.feed(path.read_text("utf-8"))
    reader.close()
    return reader.page


def audit_site(folder: Path, address: str, others: frozenset[str] = frozenset()) -> list[Problem]:
    """Return every problem of the site built in ``folder`` for ``address``.

    ``others`` names folders beside it that links may lead into (the front page links to the libraries).
    """
    pages = {path.relative_to(folder).as_posix(): read_built_page(path) for path in sorted(folder.rglob("*.html"))}
    problems = []
    for name, page in pages.items():
        found = [*page.faults, *_loads_from_elsewhere(page), *_shape_faults(name, page), *_broken_links(name, page, pages, folder, address, others)]
        problems += [Problem(name, line, what, "This is a fault of Aviso, not of the data: please report it.") for line, what in found]
    problems += [Problem(name, 1, what, "This is a fault of Aviso, not of the data: please report it.") for name, what in _alternates_not_reciprocal(pages, address)]
    return problems


def _loads_from_elsewhere(page: BuiltPage) -> list[tuple[int, str]]:
    return [(line, f'loads "{url[:80]}" from elsewhere') for line, url in page.loads if urlsplit(url).scheme or url.startswith(("//", "\\"))]


def _shape_faults(name: str, page: BuiltPage) -> list[tuple[int, str]]:
    faults = []
    if page.main_headings != 1:
        faults.append((1, f"has {page.main_headings} main headings"))
    if name != "404.html" and not (page.locale and page.canonical):
        faults.append((1, "lacks its language or its canonical address"))
    doubled = sorted({identifier for identifier in page.ids if page.ids.count(identifier) > 1})
    return faults + [(1, f'has the id "{identifier}" twice') for identifier in doubled]


def _broken_links(name: str, page: BuiltPage, pages: dict[str, BuiltPage], folder: Path, address: str, others: frozenset[str]) -> list[tuple[int, str]]:
    faults = []
    site_path = urlsplit(address).path
    own = urljoin(site_path, name.removesuffix("index.html"))
    for line, href in [*page.links, *page.loads]:
        parts = urlsplit(href)
        if parts.scheme or parts.netloc:
            continue
        path = unquote(urlsplit(urljoin(own, href)).path)
        inside = path.removeprefix(site_path)
        if not path.startswith(site_path):
            faults.append((line, f'links outside the site ("{href}")'))
        elif inside.split("/")[0] not in others or not inside:
            target = inside + "index.html" if inside.endswith("/") or not inside else inside
            if not (folder / target).is_file():
                faults.append((line, f'links to "{href}", which does not exist'))
            elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].ids:
                faults.append((line, f'links to "{href}", where that heading does not exist'))
    return faults


def _alternates_not_reciprocal(pages: dict[str, BuiltPage], address: str) -> list[tuple[str, str]]:
    by_address = {page.canonical: (name, page) for name, page in pages.items() if page.canonical}
    faults = []
    for name, page in pages.items():
        if name == "404.html":
            continue
        if page.canonical != address + name.removesuffix("index.html"):
            faults.append((name, f'has the canonical address "{page.canonical}"'))
        for locale, href in page.alternates.items():
            twin = by_address.get(href)
            if twin is None:
                faults.append((name, f'names the alternate "{href}", which does not exist'))
            elif locale != "x-default" and twin[1].locale != locale:
                faults.append((name, f'names "{href}" as {locale}, but that page is in {twin[1].locale}'))
            elif page.canonical not in twin[1].alternates.values():
                faults.append((name, f'names the alternate "{href}", which does not name it in turn'))
    return faults
