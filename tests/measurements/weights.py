"""Weighs the pages of built sites.

These are the heaviest of each library, and its front page, with all that a first visit loads.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from aviso.checks.built_addresses import BuiltSite, list_loads
from aviso.checks.built_page import read_built_page
from aviso.checks.page_weight import FIRST_PAGE_LIMIT, find_limit, is_search_page, weigh_page


@dataclass(frozen=True)
class Weight:
    """One page: its site and address, and what it weighs.

    It has its bytes at the first visit, its requests, and the limit that it keeps to.
    """

    site: str
    page: str
    size: int
    requests: int
    scripts: int
    limit: int


def pages_of(folder: Path) -> list[str]:
    """The pages of a site as paths.

    They come without those of sites below it and without the page "not found".
    """
    return [name for name in _files(folder) if name.endswith("index.html")]


def weigh_sites(output: Path) -> list[Weight]:
    """The front pages and the heaviest page of every site."""
    return [
        weight
        for folder in [output, *_sites(output)]
        for weight in _notable(list(weigh(folder, output)))
    ]


def weigh(folder: Path, output: Path) -> Iterator[Weight]:
    """Weigh every page of a site."""
    files = {name: (folder / name).read_bytes() for name in _files(folder)}
    pages = {
        name: read_built_page(content)
        for name, content in files.items()
        if name.endswith("index.html")
    }
    loads = list_loads(BuiltSite(files, pages, "https://here.test/"))
    site = "front page of all" if folder == output else folder.name
    for name, load in loads.items():
        scripts = (
            sum(len(files[path]) for path in load.scripts) if not is_search_page(name, files) else 0
        )
        yield Weight(
            site,
            name,
            weigh_page(name, load, files),
            1 + len(load.frame),
            scripts,
            find_limit(name, files),
        )


def _notable(weights: list[Weight]) -> list[Weight]:
    first = [each for each in weights if each.limit == FIRST_PAGE_LIMIT]
    return [*sorted(first, key=lambda each: each.page), max(weights, key=lambda each: each.size)]


def _sites(output: Path) -> list[Path]:
    return sorted(path for path in output.iterdir() if (path / "sitemap.xml").exists())


def _files(folder: Path) -> list[str]:
    below = {path for path in folder.iterdir() if (path / "sitemap.xml").exists()}
    found = (
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not below & set(path.parents)
    )
    return [path.relative_to(folder).as_posix() for path in found]
