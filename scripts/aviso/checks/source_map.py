"""Finds the file and line where somebody wrote an address on a built page.

The address is in Markdown, in a shared text or in data.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from aviso.content.pages import SHARED, PageSource, find_pages
from aviso.content.written_addresses import find_written_addresses
from aviso.core.project import LAWS_FILE, Project, name_library_file, name_vendor_file

Place = tuple[str, int]


class Origins:
    """Searches for addresses of one site in the site's sources.

    That is slow, so it is used only for broken addresses.
    """

    def __init__(
        self,
        project: Project,
        site_id: str,
        system: str | None = None,
        vendors: tuple[str, ...] = (),
    ) -> None:
        self.project = project
        self._site = site_id, system
        names = [name_library_file(name) for name in (site_id, system) if name]
        self._data = [
            path
            for name in (
                *names,
                *(name_vendor_file(vendor) for vendor in vendors),
            )
            for path in (project.find(name),)
        ]
        self._data += project.list_layers(LAWS_FILE)

    @cached_property
    def _sources(self) -> dict[tuple[str, str], PageSource]:
        return find_pages(self.project, *self._site)

    def __call__(self, page: str, href: str) -> Place | None:
        """Return where ``href`` on the built file ``page`` (like es/choices/index.html) is written.

        None means that nobody wrote the address.
        """
        source = next(
            (one for one in self._sources.values() if f"{one.url}index.html" == page), None
        )
        names = ("", *self._find_names(href, source))
        texts = [source.path, *self._find_shared_texts(source)] if source else []
        for path in texts:
            for written, line in _read_addresses(path, self.project):
                page_name = source.name if source else ""
                if any(_leads_to_same(written, href, page_name, name) for name in names):
                    return self.project.name_file(path), line
        return self._find_in_data(href)

    def _find_names(self, href: str, source: PageSource | None = None) -> set[str]:
        """Return the names of the pages that have chosen the address in ``href``.

        Only pages in the language of ``source`` count, or all pages without ``source``.
        """
        address = posixpath.basename(urlsplit(href).path.rstrip("/"))
        return {
            one.name
            for one in self._sources.values()
            if one.address == address != one.name
            and (source is None or one.locale == source.locale)
        }

    def _find_shared_texts(self, source: PageSource) -> Iterator[Path]:
        for name in re.findall(r"shared\(\s*['\"]([\w-]+)['\"]", source.markdown):
            yield self.project.find(f"docs/{SHARED}/{source.locale}/{name}.md")

    def _find_in_data(self, href: str) -> Place | None:
        """Find the address in the data, or its page's name as used there (choices.md#email)."""
        wanted = {
            href,
            unquote(href),
            format_as_markdown(href),
            *(format_as_markdown(href, name) for name in self._find_names(href)),
        }
        for path in self._data:
            text = self.project.read_text(path)[0] if path.exists() else ""
            for number, line in enumerate(text.splitlines(), 1):
                if any(
                    re.search(rf"(?<![\w/.]){re.escape(one)}(?![\w/#-])", line)
                    for one in wanted
                    if one
                ):
                    return self.project.name_file(path), number
        return None


def format_as_markdown(href: str, name: str = "") -> str:
    """Return how an author writes the address of a page of the same notice.

    ``../choices/#email`` becomes ``choices.md#email``. ``name`` is the name of the page's file, if
    its address is another.
    """
    parts = urlsplit(href)
    name = name or posixpath.basename(parts.path.rstrip("/")) or "index"
    name = "index" if name in (".", "..") else name
    return (
        f"{name}.md{'#' + parts.fragment if parts.fragment else ''}"
        if parts.path
        else f"#{parts.fragment}"
    )


def _read_addresses(path: Path, project: Project) -> Iterator[tuple[str, int]]:
    text = project.read_text(path)[0] if path.exists() else ""
    for one in find_written_addresses(text):
        yield one.address, text.count("\n", 0, one.start) + 1


def _leads_to_same(written: str, href: str, page: str, name: str = "") -> bool:
    if unquote(written) == unquote(href) or unquote(written) == unquote(
        format_as_markdown(href, name)
    ):
        return True
    # The address of a picture or file, like ../assets/map.png, is relative to the folder of the
    # source, and on the page it is relative to the folder of the page.
    is_file = (
        bool(urlsplit(href).path) and bool(posixpath.basename(href)) and not written.endswith(".md")
    )
    return (
        is_file and posixpath.basename(written) == posixpath.basename(href)
    ) or written == f"{page}.md{format_as_markdown(href)}"
