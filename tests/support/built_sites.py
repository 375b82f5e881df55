"""The built sites as tests read them: their folders, their pages, and each page's document
tree. This module takes
what a site should be (address, draft, system, pages) from data/, docs/ and mkdocs.yml itself and
uses none of Aviso's code, so that a fault there cannot hide itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

import html5lib

from tests.support.sources import FRONT, Sources

OFF_MENU = ("search", "accessibility")


@dataclass(frozen=True)
class BuiltPage:
    """One page of a site: its name ("cookies"), its language, and the file that a browser gets."""

    name: str
    locale: str
    url: str
    file: Path

    @cached_property
    def html(self) -> str:
        """The file's text."""
        return self.file.read_text("utf-8")

    @cached_property
    def document(self) -> Element:
        """The page as a browser reads it."""
        return parsed(self.html)

    @property
    def body(self) -> Element:
        """The element <body>."""
        return self.document.find("body")

    @property
    def main(self) -> Element:
        """The page's own part, without the header and the menu."""
        return self.document.find(".//main")

    @property
    def ids(self) -> list[str]:
        """Every id on the page."""
        return [
            element.get("id") for element in self.document.iter() if element.get("id") is not None
        ]

    @property
    def path(self) -> str:
        """The place of its file below the site's folder: "es/cookies/index.html"."""
        return f"{self.url}index.html"

    def link(self, rel: str, hreflang: str | None = None) -> str | None:
        """The address of the first <link> of a relation (and a language)."""
        for element in self.document.iter("link"):
            if rel in element.get("rel", "").split() and (
                hreflang is None or element.get("hreflang") == hreflang
            ):
                return element.get("href")
        return None

    def meta(self, name: str) -> str | None:
        """The content of a <meta> by its name, or None."""
        found = self.document.find(f".//meta[@name='{name}']")
        return None if found is None else found.get("content")

    def __str__(self) -> str:
        return self.url or "(first page)"


@dataclass(frozen=True)
class BuiltSite:
    """One built site: its folder, and what its record says of it."""

    id: str
    folder: Path
    sources: Sources

    @property
    def record(self) -> dict[str, Any]:
        """The library's record as it is written; empty for the front page."""
        return self.sources.records.get(self.id, {})

    @property
    def address(self) -> str:
        """The address that the site is for."""
        return self.sources.front_address if self.id == FRONT else self.record["address"]

    @property
    def is_draft(self) -> bool:
        """Tell whether the library's wording is not approved."""
        return self.id != FRONT and "approved_on" not in self.record["publication"]

    @property
    def system(self) -> str | None:
        """The id of the system that it is a member of."""
        return self.record.get("system")

    @property
    def files(self) -> list[Path]:
        """Every file of the site.

        The front page's folder also holds the libraries, which are not its own.
        """
        own = [
            path
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and path.name != ".aviso.json"
        ]
        if self.id != FRONT:
            return own
        return [
            path
            for path in own
            if path.relative_to(self.folder).parts[0] not in self.sources.records
        ]

    @cached_property
    def pages(self) -> list[BuiltPage]:
        """Every page but 404.html, English before Spanish."""
        found, names = [], self.sources.names_by_address(self.id)
        for path in self.files:
            if path.name == "index.html":
                url = path.relative_to(self.folder).as_posix().removesuffix("index.html")
                locale = "es" if url.startswith("es/") else "en"
                address = url.removeprefix("es/").strip("/") or "index"
                name = names.get((locale, address), address)
                found.append(BuiltPage(name, locale, url, path))
        assert found, f"{self.folder} has no pages: tests of each page would test nothing"
        return sorted(found, key=lambda page: (page.locale, page.name))

    @cached_property
    def missing(self) -> BuiltPage:
        """The page "not found" that begins in English."""
        return BuiltPage("404", "en", "", self.folder / "404.html")

    @cached_property
    def missing_in_spanish(self) -> BuiltPage:
        """The page "not found" that begins in Spanish."""
        return BuiltPage("404", "es", "es/", self.folder / "es" / "404.html")

    def is_missing(self, page: BuiltPage) -> bool:
        """Tell whether it is a page "not found"."""
        return page in (self.missing, self.missing_in_spanish)

    @property
    def all_pages(self) -> list[BuiltPage]:
        """Every page with those "not found"."""
        return [*self.pages, self.missing, self.missing_in_spanish]

    @cached_property
    def _by_key(self) -> dict[tuple[str, str], BuiltPage]:
        return {(page.locale, page.name): page for page in self.pages}

    def page(self, locale: str, name: str) -> BuiltPage:
        """One page by language and name."""
        return self._by_key[locale, name]

    def in_locale(self, locale: str) -> list[BuiltPage]:
        """The pages of one language."""
        found = [page for page in self.pages if page.locale == locale]
        assert found, f"{self.folder} has no pages in {locale}: tests of each would test nothing"
        return found

    @property
    def pairs(self) -> list[tuple[BuiltPage, BuiltPage]]:
        """Every English page with its Spanish counterpart."""
        return [(page, self.page("es", page.name)) for page in self.in_locale("en")]


class Sites:
    """All built sites of a project below one folder, each read once."""

    def __init__(self, folder: Path, sources: Sources) -> None:
        self.folder = folder
        self.sources = sources
        self._sites = {
            site_id: BuiltSite(site_id, folder if site_id == FRONT else folder / site_id, sources)
            for site_id in sources.site_ids
        }

    def __getitem__(self, site_id: str) -> BuiltSite:
        return self._sites[site_id]

    def __iter__(self) -> Iterator[BuiltSite]:
        return iter(self._sites.values())


def parsed(html: str) -> Element:
    """Read HTML as a browser does."""
    return html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)


def text_of(element: Element) -> str:
    """The text of an element with white space folded."""
    return " ".join("".join(element.itertext()).split())


def classes(element: Element) -> list[str]:
    """The classes of an element."""
    return element.get("class", "").split()


def by_class(root: Element, name: str) -> list[Element]:
    """The elements of a class, in their order."""
    return [
        element
        for element in root.iter()
        if isinstance(element.tag, str) and name in classes(element)
    ]


def resolved(page: BuiltPage, href: str, base: str = "https://here.test/") -> str:
    """The address that ``href`` on ``page`` leads to, with the site at ``base``."""
    return urljoin(base + page.url, href)


def is_ours(address: str, base: str = "https://here.test/") -> bool:
    """Tell whether an address lies below ``base``."""
    return address.startswith(base)


def file_at(path: str) -> str:
    """The file that a web server gives for a path."""
    return f"{path}index.html" if not path or path.endswith("/") else path


MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "es": [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
}
DATES = {
    "en": re.compile(
        rf"\b(?P<month>{'|'.join(MONTHS['en'])})\s+(?P<day>\d{{1,2}}),\s+(?P<year>\d{{4}})\b"
    ),
    "es": re.compile(
        rf"\b(?P<day>\d{{1,2}})\s+de\s+(?P<month>{'|'.join(MONTHS['es'])})"
        r"\s+de\s+(?P<year>\d{4})\b",
        re.IGNORECASE,
    ),
}


def dates_in(text: str, locale: str) -> list[str]:
    """The dates that a text writes in the manner of a language, as 2025-12-03, in their order."""
    return [_as_iso(match, locale) for match in DATES[locale].finditer(text)]


def without_dates(text: str, locale: str) -> str:
    """The text with its dates taken out."""
    return DATES[locale].sub(" ", text)


def _as_iso(match: re.Match[str], locale: str) -> str:
    months = [month.casefold() for month in MONTHS[locale]]
    return (
        f"{match['year']}-{months.index(match['month'].casefold()) + 1:02}-{int(match['day']):02}"
    )
