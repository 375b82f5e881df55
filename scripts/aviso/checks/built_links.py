"""Turns the built sites of an output folder into problems: every address of every page, in both languages, across libraries.

Reads the files as they will be published, so it also sees what one site's own audit cannot: a link from one notice to another.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from aviso.checks.built_html import LEADS_NOWHERE, SITEMAP_ADDRESS
from aviso.checks.source_map import Origins
from aviso.content.pages import FRONT
from aviso.core.diagnostics import Diagnostic
from aviso.core.processors import usable_processors
from aviso.core.project import Project
from aviso.core.suggestions import did_you_mean
from aviso.core.yaml_positions import parse_yaml
from aviso.model.references import EACH, values_at

ADDRESSES = {
    "href": ("a[href]", "link[href]", "area[href]"),
    "src": ("img[src]", "script[src]", "source[src]"),
    "srcset": ("img[srcset]", "source[srcset]"),
}
PAGES_AT_ONCE = 50
# Below this, starting processes costs more than it saves.
PAGES_FOR_PROCESSES = 400


@dataclass(frozen=True)
class PageSummary:
    """What one page or site map holds: its ids, its addresses, and where it says that it stands."""

    file: str
    ids: frozenset[str]
    addresses: tuple[str, ...]
    canonical: str = ""


@dataclass
class Output:
    """All files of an output folder by path, and what its pages hold."""

    folder: Path
    files: frozenset[str]
    seen: dict[str, PageSummary] = field(default_factory=dict)


def check_output(folder: Path, project: Project, processes: int | None = None) -> list[Diagnostic]:
    """Return a problem for each address in the built sites below ``folder`` that leads nowhere in them.

    Addresses outside are left to ``aviso links``. ``project`` is the project, in which the line of a broken one is looked for.
    """
    output = _read(folder, processes or usable_processors())
    roots = _roots(output)
    return sorted(
        {
            problem
            for seen in output.seen.values()
            for problem in _faults(seen, output, roots, project)
        }
    )


def count_pages(folder: Path) -> int:
    """How many pages a folder holds."""
    return sum(name.endswith(".html") for name in _names(folder))


def _read(folder: Path, processes: int) -> Output:
    names = _names(folder)
    output = Output(folder, frozenset(names))
    wanted = [name for name in names if name.endswith((".html", "sitemap.xml"))]
    if processes > 1 and len(wanted) >= PAGES_FOR_PROCESSES:
        parts = [
            (str(folder), wanted[start : start + PAGES_AT_ONCE])
            for start in range(0, len(wanted), PAGES_AT_ONCE)
        ]
        with ProcessPoolExecutor(processes) as pool:
            found = [seen for part in pool.map(_see_all, parts) for seen in part]
    else:
        found = _see_all((str(folder), wanted))
    output.seen = {one.file: one for one in found}
    return output


def _names(folder: Path) -> list[str]:
    found = []
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        inside = os.path.relpath(place, folder)
        found += [
            name if inside == "." else f"{inside}/{name}"
            for name in sorted(files)
            if not name.startswith(".")
        ]
    return found


def _see_all(part: tuple[str, list[str]]) -> list[PageSummary]:
    return [_see(Path(part[0]), name) for name in part[1]]


def _see(folder: Path, name: str) -> PageSummary:
    text = (folder / name).read_text("utf-8", "replace")
    if name.endswith(".xml"):
        return PageSummary(
            name,
            frozenset(),
            tuple(dict.fromkeys(one or other for one, other in SITEMAP_ADDRESS.findall(text))),
        )
    document = LexborHTMLParser(text)
    addresses: dict[str, None] = {}
    for attribute, selectors in ADDRESSES.items():
        for node in document.css(", ".join(selectors)):
            value = node.attributes.get(attribute) or ""
            for one in (
                (part.split()[0] for part in value.split(",") if part.strip())
                if attribute == "srcset"
                else (value,)
            ):
                addresses[one.strip()] = None
    ids = frozenset(node.attributes.get("id") or "" for node in document.css("[id]"))
    canonical = document.css_first("link[rel=canonical]")
    return PageSummary(
        name, ids, tuple(addresses), (canonical.attributes.get("href") or "") if canonical else ""
    )


def _roots(output: Output) -> dict[str, str]:
    """Where each folder of the output says that it stands: the canonical address of its first page → the folder."""
    found = {}
    for name, seen in output.seen.items():
        if name.rpartition("/")[2] == "index.html" and name.count("/") <= 1 and seen.canonical:
            found[seen.canonical] = name.removesuffix("index.html")
    return dict(sorted(found.items(), key=lambda one: -len(one[0])))


def _faults(
    seen: PageSummary, output: Output, roots: dict[str, str], project: Project
) -> Iterator[Diagnostic]:
    base = _base(seen, output, roots)
    for href in seen.addresses:
        if not href or href.startswith(("mailto:", "tel:")):
            continue
        address, fragment = urldefrag(_joined(base, href))
        target = _file_of(address, roots, output)
        if target is None:
            continue
        if target not in output.files:
            known = _known(output.files, target.split("/")[0])
            yield _problem(
                seen,
                href,
                f'links to "{href}", which does not exist',
                did_you_mean(target.removesuffix("index.html"), known),
                project,
            )
        elif (
            fragment
            and target in output.seen
            and not {fragment, unquote(fragment)} & output.seen[target].ids
        ):
            yield _problem(
                seen,
                href,
                f'links to "{href}", where that heading does not exist',
                did_you_mean(fragment, output.seen[target].ids),
                project,
            )


@lru_cache(maxsize=100)
def _known(files: frozenset[str], site: str) -> tuple[str, ...]:
    return tuple(
        sorted(
            name.removesuffix("index.html")
            for name in files
            if name.startswith(f"{site}/") and name.endswith(".html")
        )
    )


@lru_cache(maxsize=100_000)
def _joined(base: str, href: str) -> str:
    return urljoin(base, href)


def _base(seen: PageSummary, output: Output, roots: dict[str, str]) -> str:
    """The address of a page: what it says itself, or (for a page "not found") that of its site's folder and its name."""
    if seen.canonical:
        return seen.canonical
    site = seen.file.split("/")[0] + "/" if "/" in seen.file else ""
    return next(
        (
            f"{address}{seen.file.removeprefix(folder)}"
            for address, folder in roots.items()
            if folder == site
        ),
        f"/{seen.file}",
    )


def _file_of(address: str, roots: dict[str, str], output: Output) -> str | None:
    """The file of the output that an address leads to, whether or not it is there; None for an address outside."""
    for start, folder in roots.items():
        if address.startswith(start) or f"{address}/" == start:
            inside = unquote(urlsplit(address[len(start) :]).path)
            return folder + (
                f"{inside}index.html" if not inside or inside.endswith("/") else inside
            )
    # Without an address of its own, a site is looked at as the folder that it is.
    parts = urlsplit(address)
    return (
        None
        if parts.scheme
        else f"{unquote(parts.path).lstrip('/')}{'index.html' if parts.path.endswith('/') else ''}"
    )


def _problem(seen: PageSummary, href: str, what: str, nearest: str, project: Project) -> Diagnostic:
    folder = seen.file.split("/")[0]
    site = folder if (project.library_file(folder)).exists() else FRONT
    written = _origins(project, site)(seen.file.removeprefix(f"{site}/"), href)
    return LEADS_NOWHERE.at(
        *(written or (seen.file, 1)), f"{what} (seen on the page {seen.file})", nearest
    )


@lru_cache(maxsize=64)
def _origins(project: Project, site: str) -> Origins:
    path = project.library_file(site)
    marked = parse_yaml(project.read_text(path)[0], path.name)[0] if path.exists() else None
    value = marked.value if marked else None
    system = next((name for _, name in values_at(value, ("system",))), None)
    return Origins(
        project,
        site,
        system,
        tuple(name for _, name in values_at(value, ("vendors", EACH, "vendor"))),
    )
