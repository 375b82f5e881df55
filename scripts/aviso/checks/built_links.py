"""Checks the addresses on all built sites in an output folder, including those between libraries.

It reads the files as they will be published, so it finds broken links from one notice to another,
which the audit of a single site cannot find.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from aviso.checks.built_addresses import LEADS_NOWHERE, NO_PAGE_LIKE_IT
from aviso.checks.built_html import read_sitemap
from aviso.checks.source_map import Origins
from aviso.content.pages import FRONT
from aviso.core.diagnostics import Diagnostic
from aviso.core.processors import count_usable_processors
from aviso.core.project import Project
from aviso.core.suggestions import suggest
from aviso.core.yaml_positions import parse_yaml
from aviso.model.references import EACH, find_values

# The attributes that contain an address, and their elements.
ADDRESSES = {
    "href": ("a[href]", "link[href]", "area[href]"),
    "src": ("img[src]", "script[src]", "source[src]"),
    "srcset": ("img[srcset]", "source[srcset]"),
}
PAGES_AT_ONCE = 50
# For fewer pages, starting processes costs more than it saves.
PAGES_FOR_PROCESSES = 400


@dataclass(frozen=True)
class PageSummary:
    """The ids, the addresses and the canonical address of one page or site map."""

    file: str
    ids: frozenset[str]
    addresses: tuple[str, ...]
    canonical: str = ""


@dataclass
class OutputSummary:
    """The files of an output folder by path, and the summaries of its pages."""

    files: frozenset[str]
    pages: dict[str, PageSummary] = field(default_factory=dict)

    @cached_property
    def sites(self) -> dict[str, str]:
        """The address of each site, from its first page, and its folder; longest address first."""
        found = {}
        for name, page in self.pages.items():
            is_first_page = name.rpartition("/")[2] == "index.html" and name.count("/") <= 1
            if is_first_page and page.canonical:
                found[page.canonical] = name.removesuffix("index.html")
        return dict(sorted(found.items(), key=lambda one: -len(one[0])))


def check_output(folder: Path, project: Project, processes: int | None = None) -> list[Diagnostic]:
    """Return a problem for each address in the built sites below ``folder`` that leads nowhere.

    External addresses are left to ``aviso links``. The line of a broken address is looked up in
    ``project``. All processors read pages, unless ``processes`` limits their number.
    """
    output = _read_output(folder, processes or count_usable_processors())
    return sorted(
        {
            problem
            for page in output.pages.values()
            for problem in _check_page(page, output, project)
        }
    )


def count_pages(folder: Path) -> int:
    """Return the number of pages in a folder."""
    return sum(name.endswith(".html") for name in _list_files(folder))


def _list_files(folder: Path) -> list[str]:
    found = []
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        inside = os.path.relpath(place, folder)
        found += [
            name if inside == "." else f"{inside}/{name}"
            for name in sorted(files)
            # Links without a target, pipes and devices are no pages.
            if not name.startswith(".") and os.path.isfile(f"{place}/{name}")
        ]
    return found


def _read_output(folder: Path, processes: int) -> OutputSummary:
    files = _list_files(folder)
    names = [name for name in files if name.endswith((".html", "sitemap.xml"))]
    if processes > 1 and len(names) >= PAGES_FOR_PROCESSES:
        pages = _read_in_processes(folder, names, processes)
    else:
        pages = _read_pages(folder, names)
    return OutputSummary(frozenset(files), {page.file: page for page in pages})


def _read_in_processes(folder: Path, names: list[str], processes: int) -> list[PageSummary]:
    """Read pages on several processors; reading takes nearly all the time of this check."""
    with ProcessPoolExecutor(processes) as executor:
        futures = [
            executor.submit(_read_pages, folder, names[start : start + PAGES_AT_ONCE])
            for start in range(0, len(names), PAGES_AT_ONCE)
        ]
        return [page for future in futures for page in future.result()]


def _read_pages(folder: Path, names: list[str]) -> list[PageSummary]:
    return [_read_page(folder, name) for name in names]


def _read_page(folder: Path, name: str) -> PageSummary:
    text = (folder / name).read_text("utf-8", "replace")
    if name.endswith(".xml"):
        return PageSummary(name, frozenset(), tuple(read_sitemap(text)))
    document = LexborHTMLParser(text)
    canonical = document.css_first("link[rel=canonical]")
    return PageSummary(
        name,
        frozenset(node.attributes.get("id") or "" for node in document.css("[id]")),
        tuple(dict.fromkeys(_find_addresses(document))),
        (canonical.attributes.get("href") or "") if canonical else "",
    )


def _find_addresses(document: LexborHTMLParser) -> Iterator[str]:
    for attribute, selectors in ADDRESSES.items():
        for node in document.css(", ".join(selectors)):
            value = node.attributes.get(attribute) or ""
            if attribute == "srcset":
                yield from (part.split()[0] for part in value.split(",") if part.strip())
            else:
                yield value.strip()


def _check_page(page: PageSummary, output: OutputSummary, project: Project) -> Iterator[Diagnostic]:
    base = _find_base(page, output)
    for href in page.addresses:
        if not href or href.lower().startswith(("mailto:", "tel:")):
            continue
        try:
            address, fragment = urldefrag(_join(base, href))
            target = _find_file(address, output)
        except ValueError:
            # No source can have it: somebody has changed the page.
            message = f'links to "{href}", which is not an address'
            yield LEADS_NOWHERE.at(page.file, 1, message, NO_PAGE_LIKE_IT)
            continue
        if target is None:
            continue
        if target not in output.files:
            known = _list_pages(output.files, target.split("/")[0])
            message = f'links to "{href}", which does not exist'
            hint = suggest(target.removesuffix("index.html"), known) or NO_PAGE_LIKE_IT
            yield _report(page, href, message, hint, project)
        elif fragment and target in output.pages:
            ids = output.pages[target].ids
            if not {fragment, unquote(fragment)} & ids:
                message = f'links to "{href}", where that heading does not exist'
                yield _report(page, href, message, suggest(fragment, ids), project)


# A site with many broken links needs its list of pages once for each.
@lru_cache(maxsize=100)
def _list_pages(files: frozenset[str], folder: str) -> tuple[str, ...]:
    return tuple(
        sorted(
            name.removesuffix("index.html")
            for name in files
            if name.startswith(f"{folder}/") and name.endswith(".html")
        )
    )


# Most pages of a site have the same links in their frames, some of them more than once.
@lru_cache(maxsize=100_000)
def _join(base: str, href: str) -> str:
    return urljoin(base, href)


def _find_base(page: PageSummary, output: OutputSummary) -> str:
    """Return the address of a page, to which its links are relative.

    A page "not found" does not name its address: it is the site's address and the file name.
    """
    if page.canonical:
        return page.canonical
    site_folder = page.file.split("/")[0] + "/" if "/" in page.file else ""
    return next(
        (
            f"{address}{page.file.removeprefix(folder)}"
            for address, folder in output.sites.items()
            if folder == site_folder
        ),
        f"/{page.file}",
    )


def _find_file(address: str, output: OutputSummary) -> str | None:
    """Return the file of the output that an address leads to, whether or not it exists.

    None means an external address.
    """
    for start, folder in output.sites.items():
        if address.startswith(start) or f"{address}/" == start:
            inside = unquote(urlsplit(address[len(start) :]).path)
            return f"{folder}{inside}{'index.html' if not inside or inside.endswith('/') else ''}"
    # A site without an address of its own is identified by its folder.
    parts = urlsplit(address)
    if parts.scheme:
        return None
    return f"{unquote(parts.path).lstrip('/')}{'index.html' if parts.path.endswith('/') else ''}"


def _report(page: PageSummary, href: str, message: str, hint: str, project: Project) -> Diagnostic:
    folder = page.file.split("/")[0]
    site_id = folder if project.locate_library(folder).exists() else FRONT
    origins = project.make_once(_make_origins, site_id)
    written = origins(page.file.removeprefix(f"{site_id}/"), href)
    return LEADS_NOWHERE.at(
        *(written or (page.file, 1)), f"{message} (seen on the page {page.file})", hint
    )


def _make_origins(project: Project, site_id: str) -> Origins:
    path = project.locate_library(site_id)
    marked = parse_yaml(project.read_text(path)[0], path.name)[0] if path.exists() else None
    value = marked.value if marked else None
    return Origins(
        project,
        site_id,
        system=next((name for _, name in find_values(value, ("system",))), None),
        vendors=tuple(name for _, name in find_values(value, ("vendors", EACH, "vendor"))),
    )
