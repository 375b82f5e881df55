"""Reads built sites as browsers get them, for the tests of the notices of a project."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

# Attributes whose address a browser opens without a click.
LOADING = frozenset(
    [
        "src",
        "srcset",
        "imagesrcset",
        "poster",
        "background",
        "data",
        "action",
        "formaction",
        "ping",
        "manifest",
        "codebase",
        "xlink:href",
    ]
)
# Links that are only information.
INFORMATION = {"canonical", "alternate"}
LOADING_ELEMENTS = "iframe, frame, object, embed, video, audio, source, track, base, form, portal"
# What a template, a placeholder or a writer left unfinished.
UNFINISHED = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|\bTODO\b|\bLorem ipsum\b", re.S)
STYLE_LOADS = re.compile(r"@import|url\(\s*['\"]?\s*(?:[a-z]+:)?//|expression\(", re.I)
PICTURE_RUNS = re.compile(r"<script|<foreignObject|\bon\w+\s*=|javascript:|@import", re.I)
# What scripts need to remember a reader, or to send to anybody what they know.
STORES = re.compile(
    r"localStorage|sessionStorage|indexedDB|\bcaches\b|\bcookie\b|serviceWorker|sendBeacon"
    r"|XMLHttpRequest|WebSocket|EventSource|RTCPeer|importScripts|\beval\(|https?:"
)


@dataclass(frozen=True)
class BuiltPage:
    """One page: the folder of all sites, the file, and the library that it is about, if any."""

    public: Path
    file: Path
    library_id: str | None

    def __str__(self) -> str:
        return self.file.relative_to(self.public).as_posix()

    @cached_property
    def text(self) -> str:
        """The file's text."""
        return self.file.read_text("utf-8")

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The page as a browser reads it."""
        return LexborHTMLParser(self.text)

    @property
    def is_missing_page(self) -> bool:
        """Tell whether a web server shows it in place of a page that does not exist."""
        return self.file.name == "404.html"

    @property
    def locale(self) -> str:
        """The language that the page names."""
        html = self.tree.css_first("html")
        return (html.attributes.get("lang") if html else None) or ""

    @property
    def title(self) -> str:
        """The title, which names the page in lists and tabs."""
        title = self.tree.css_first("title")
        return title.text().strip() if title else ""

    @property
    def is_hidden_from_search_engines(self) -> bool:
        """Tell whether the page asks search engines to stay away."""
        return self.tree.css_first('meta[name="robots"][content="noindex"]') is not None

    @property
    def says_its_state(self) -> bool:
        """Tell whether the page says above everything else that nobody has approved it."""
        return self.tree.css_first('.state[role="note"]') is not None

    @property
    def has_search(self) -> bool:
        """Tell whether it is the page that searches."""
        return self.tree.css_first("main.page-search") is not None

    def list_alternates(self) -> dict[str, str]:
        """Return the addresses of the page in each language, its own among them."""
        links = self.tree.css('link[rel="alternate"][hreflang]')
        found = {one.attributes["hreflang"] or "": one.attributes.get("href") for one in links}
        return {locale: href or "" for locale, href in found.items() if locale != "x-default"}

    def list_places(self) -> list[str]:
        """Return the ids to which links can lead, apart from those made from a heading's words."""
        return [
            one.attributes["id"] or ""
            for one in self.tree.css("main [id]")
            if one.tag not in ("h1", "h2", "h3", "h4", "h5", "h6")
        ]

    def list_statements(self) -> set[str]:
        """Return the statements of documents that the page shows or cites."""
        cited = (one.attributes["data-statements"] for one in self.tree.css("[data-statements]"))
        return {name for names in cited for name in (names or "").split()}

    def find_loads(self) -> Iterator[str]:
        """Yield everything that a browser would get from another website."""
        for element in self.tree.css("*"):
            loaded = [element.attributes.get(name) for name in LOADING]
            relations = set((element.attributes.get("rel") or "").split())
            if element.tag == "link" and not relations & INFORMATION:
                loaded.append(element.attributes.get("href"))
            for address in filter(None, loaded):
                if urlsplit(address).scheme or urlsplit(address).netloc or "\\" in address:
                    yield f"{self}: <{element.tag}> loads {address}"
        for element in self.tree.css(LOADING_ELEMENTS):
            yield f"{self}: <{element.tag}>"

    def find_code(self) -> Iterator[str]:
        """Yield all code in the page itself, and every script outside the search."""
        for element in self.tree.css("*"):
            for name in element.attributes:
                if name == "style" or name.startswith("on"):
                    yield f"{self}: {name}="
            if element.tag == "style" or (element.tag == "script" and element.text().strip()):
                yield f"{self}: <{element.tag}> in the page"
            elif element.tag == "script" and not self.has_search:
                yield f"{self}: a script outside the search"


def list_pages(public: Path, libraries: Collection[str]) -> list[BuiltPage]:
    """Return the pages of all sites in a folder; each library has the folder of its id."""
    pages = []
    for file in sorted(public.rglob("*.html")):
        first = file.relative_to(public).parts[0]
        pages.append(BuiltPage(public, file, first if first in libraries else None))
    return pages


def find_faults_of_files(public: Path) -> Iterator[str]:
    """Yield style sheets and pictures that load or run anything, and scripts that store or send."""
    patterns = {".css": STYLE_LOADS, ".svg": PICTURE_RUNS, ".js": STORES, ".mjs": STORES}
    for file in sorted(public.rglob("*")):
        if pattern := patterns.get(file.suffix):
            for found in pattern.findall(file.read_text("utf-8")):
                yield f"{file.relative_to(public).as_posix()}: {found}"
