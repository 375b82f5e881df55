"""Finds the Markdown pages of a library: its own, its system's, and those of every library."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from aviso.core.diagnostics import Diagnostic
from aviso.core.litter import list_files
from aviso.core.package import PREFIX
from aviso.core.project import Project
from aviso.core.safe_files import IDENTIFIER_PATTERN
from aviso.core.yaml_positions import PositionedValue, parse_yaml

# The menu. Pages that a library does not have are left out, and its own come before the last four.
MENU = (
    "index",
    "collect",
    "cookies",
    "companies",
    "children",
    "requests",
    "choices",
    "laws",
    "documents",
    "about",
    "this-site",
)
CLOSING = ("laws", "documents", "about", "this-site")
OFF_MENU = ("search", "accessibility")
# The card for the staff closes the menu.
DESK_CARD = "desk-card"
FRONT = "_front"
EVERY_LIBRARY = "_pages"
SHARED = "_shared"
# The prefix of files with paragraphs for shared pages.
ADDITION = "_after-"
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
MAXIMUM_BYTES = 100_000
# The text of a page that is not written in a language; its words come from overrides/locales/.
STAND_IN = """\
---
title: '{{ word("untranslated.title") }}'
description: '{{ word("untranslated.description") }}'
---
# {{ word('untranslated.title') }}

{{ untranslated() }}
"""
FRONT_MATTER_KEYS = {"title", "description"}
# The page's address in the reader's language; without it, the name of the file is the address.
ADDRESS_KEY = "address"


@dataclass(frozen=True)
class PageSource:
    """One Markdown page: its name ("cookies"), locale, and the file it is written in."""

    name: str
    locale: str
    path: Path
    project: Project
    # The existing page in another language, if this one is not written.
    counterpart: PageSource | None = None
    # The text of a page that Aviso writes itself, and that no file holds.
    written: str | None = None

    @cached_property
    def file(self) -> str:
        """The file's name as findings show it."""
        return self.project.name_file(self.path)

    @cached_property
    def address(self) -> str:
        """The last part of the page's address: what its front matter says, or its name.

        The first page has no address of its own.
        """
        chosen = self.meta.get(ADDRESS_KEY, "")
        return (
            chosen
            if self.name != "index" and re.fullmatch(IDENTIFIER_PATTERN, chosen)
            else self.name
        )

    @property
    def is_default(self) -> bool:
        """Tell whether this is one of the pages that every library has."""
        return self.path.parent.parent.name == EVERY_LIBRARY

    @property
    def prefix(self) -> str:
        """Where the pages of its language begin: "" for the default, "es/" …"""
        return self.project.locales.find_prefix(self.locale)

    @cached_property
    def url(self) -> str:
        """The address below the site: "es/companias/", or "" for the first page in the default."""
        return self.prefix + ("" if self.name == "index" else f"{self.address}/")

    @property
    def text_of_aviso(self) -> str | None:
        """The text of a page that no file holds; None for all others."""
        return STAND_IN if self.counterpart else self.written

    @cached_property
    def _read(self) -> tuple[str, list[Diagnostic]]:
        text = self.text_of_aviso
        return self.project.read_text(self.path, MAXIMUM_BYTES) if text is None else (text, [])

    @property
    def is_readable(self) -> bool:
        """Tell whether the file contains a text at all."""
        return bool(self._read[0])

    @property
    def problems(self) -> list[Diagnostic]:
        """What is wrong with the file itself."""
        return self._read[1]

    @cached_property
    def front_matter(self) -> str:
        """The lines between the two ``---``, or nothing."""
        found = FRONT_MATTER.match(self._read[0])
        return found[1] if found else ""

    @cached_property
    def markdown(self) -> str:
        """The text below the front matter."""
        return FRONT_MATTER.sub("", self._read[0])

    @property
    def first_line(self) -> int:
        """The line of the file at which the Markdown begins."""
        return self._read[0].count("\n") - self.markdown.count("\n") + 1

    @cached_property
    def head(self) -> tuple[PositionedValue | None, list[Diagnostic]]:
        """The front matter with its lines, and what is wrong with how it is written."""
        # The line before it is the first ``---``.
        return _parse_front_matter(f"\n{self.front_matter}", self.file)

    @cached_property
    def meta(self) -> dict[str, str]:
        """The front matter as keys and texts; empty if it cannot be read.

        ``checks.pages`` reports what is wrong with it.
        """
        value = self.head[0].value if self.head[0] else None
        return (
            {key: text for key, text in value.items() if isinstance(text, str)}
            if isinstance(value, dict)
            else {}
        )

    def find_meta_line(self, key: str) -> int:
        """Return the line of the file with a key of the front matter."""
        return self.head[0].find_line((key,)) if self.head[0] else 1


# All libraries have the same default pages.
_parse_front_matter = lru_cache(maxsize=256)(parse_yaml)


def list_folders(project: Project, library_id: str, system_id: str | None) -> list[Path]:
    """Return the folders of ``docs/`` that a library's pages come from, nearest first."""
    names = [FRONT] if library_id == FRONT else [library_id, system_id, EVERY_LIBRARY]
    return [folder for name in names if name for folder in project.list_layers(f"docs/{name}")]


def find_begun_locales(
    project: Project, library_id: str, system_id: str | None = None
) -> tuple[str, ...]:
    """Return the languages of a site.

    They are the required languages, and those in which its first page (or its system's) is
    written.
    """
    known = project.locales
    # The first page that comes with Aviso does not begin a language.
    places = [
        folder
        for folder in list_folders(project, library_id, system_id)
        if folder.name != EVERY_LIBRARY
    ]
    return tuple(
        locale
        for locale in known.locales
        if locale in known.needed
        or any((folder / locale / "index.md").is_file() for folder in places)
    )


def find_pages_not_begun(
    project: Project, library_id: str, system_id: str | None = None
) -> Iterator[PageSource]:
    """Yield the library's own pages in languages that its site does not have.

    No reader would see them.
    """
    begun = find_begun_locales(project, library_id, system_id)
    for locale in project.locales.locales:
        for path in _list_pages(project.docs / library_id / locale) if locale not in begun else ():
            yield PageSource(path.stem, locale, path, project)


def find_pages(
    project: Project, library_id: str, system_id: str | None = None
) -> dict[tuple[str, str], PageSource]:
    """Return a library's pages by (locale, name), in the order of the languages and of the menu."""
    found: dict[tuple[str, str], PageSource] = {}
    begun = find_begun_locales(project, library_id, system_id)
    for folder in list_folders(project, library_id, system_id):
        for locale in begun:
            for path in _list_pages(folder / locale):
                found.setdefault((locale, path.stem), PageSource(path.stem, locale, path, project))
    if library_id == FRONT:
        for locale in begun:
            path = project.find(f"docs/{EVERY_LIBRARY}/{locale}/search.md")
            if path.exists():
                found.setdefault((locale, "search"), PageSource("search", locale, path, project))
    found = {**dict(_make_stand_ins(found, begun)), **found}
    return {
        key: found[key]
        for key in sorted(found, key=lambda key: (begun.index(key[0]), make_menu_key(key[1])))
    }


def find_additions(
    project: Project, library_id: str, system_id: str | None = None
) -> dict[tuple[str, str], PageSource]:
    """Return the files with paragraphs for shared pages, by (locale, name).

    ``_after-collect-cameras.md`` goes to the end of the section ``cameras`` of the page
    ``collect``.
    """
    found: dict[tuple[str, str], PageSource] = {}
    for folder in list_folders(project, library_id, system_id):
        for locale in find_begun_locales(project, library_id, system_id):
            for path in list_files(folder / locale, f"{ADDITION}*.md"):
                found.setdefault((locale, path.stem), PageSource(path.stem, locale, path, project))
    return found


def find_texts(project: Project, library_id: str, system_id: str | None = None) -> list[PageSource]:
    """Return all sources of a library's pages: the pages, and the paragraphs for them."""
    return [
        *find_pages(project, library_id, system_id).values(),
        *find_additions(project, library_id, system_id).values(),
    ]


def _list_pages(folder: Path) -> list[Path]:
    return [path for path in list_files(folder, "*.md") if not path.name.startswith(ADDITION)]


def _make_stand_ins(
    found: dict[tuple[str, str], PageSource], begun: tuple[str, ...]
) -> Iterator[tuple[tuple[str, str], PageSource]]:
    """Yield a fallback page for each page that a language of the site lacks.

    If there are several counterparts, the one in the first language comes last, and is kept.
    """
    for (_, name), counterpart in sorted(
        found.items(), key=lambda item: begun.index(item[0][0]), reverse=True
    ):
        for other in begun:
            if (other, name) not in found and (other, "index") in found:
                # The missing page belongs in the project, even if its counterpart comes with Aviso.
                file = counterpart.file.removeprefix(PREFIX).replace(
                    f"/{counterpart.locale}/", f"/{other}/"
                )
                path = counterpart.project.root / file
                yield (other, name), PageSource(name, other, path, counterpart.project, counterpart)


def make_menu_key(name: str) -> tuple[int, int, str]:
    """Return the sort key of a page in the menu.

    The known pages come in their order, a library's own before the closing ones, and the card for
    the staff last.
    """
    if name in CLOSING:
        return (2, CLOSING.index(name), name)
    if name in MENU:
        return (0, MENU.index(name), name)
    return (3 if name in (*OFF_MENU, DESK_CARD) else 1, 0, name)
