"""Finds the Markdown pages of a library: its own, those of its system, and those that every library has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from aviso.files import read_text, relative_name
from aviso.problems import Problem
from aviso.yaml_marks import MarkedValue, parse_yaml

LOCALES = ("en", "es")
# The menu; a page that a library does not have is left out, and pages of its own come before the last four.
MENU = ("index", "collect", "cookies", "companies", "children", "requests", "choices", "laws", "documents", "about", "this-site")
CLOSING = ("laws", "documents", "about", "this-site")
OFF_MENU = ("search", "desk-card", "accessibility")
FRONT = "_front"
EVERY_LIBRARY = "_pages"
SHARED = "_shared"
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
MAXIMUM_BYTES = 100_000
# What stands in the place of a page that is not written in a language: words come from overrides/locales/.
STAND_IN = "---\ntitle: '{{ word(\"untranslated.title\") }}'\ndescription: '{{ word(\"untranslated.description\") }}'\n---\n# {{ word('untranslated.title') }}\n\n{{ untranslated() }}\n"
FRONT_MATTER_KEYS = {"title", "description"}


@dataclass(frozen=True)
class PageSource:
    """One Markdown page: its name ("cookies"), locale, and the file it is written in."""

    name: str
    locale: str
    path: Path
    root: Path
    # The page in another language that is all there is, if this one is not written.
    twin: PageSource | None = None

    @cached_property
    def file(self) -> str:
        """The file's name as people see it in problems."""
        return relative_name(self.path, self.root)

    @cached_property
    def url(self) -> str:
        """The page's address below its site: "" for the English front page, "es/cookies/" …"""
        return ("" if self.locale == LOCALES[0] else f"{self.locale}/") + ("" if self.name == "index" else f"{self.name}/")

    @cached_property
    def _read(self) -> tuple[str, list[Problem]]:
        return (STAND_IN, []) if self.twin else read_text(self.path, self.root, MAXIMUM_BYTES)

    @property
    def is_readable(self) -> bool:
        """Tell whether the file holds a text at all."""
        return bool(self._read[0])

    @property
    def problems(self) -> list[Problem]:
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
    def head(self) -> tuple[MarkedValue | None, list[Problem]]:
        """The front matter with its lines, and what is wrong with how it is written."""
        # The line before it is the first ``---``.
        return parse_yaml(f"\n{self.front_matter}", self.file)

    @cached_property
    def meta(self) -> dict[str, str]:
        """The front matter as keys and texts; empty if it cannot be read (``checks.pages`` says so)."""
        value = self.head[0].value if self.head[0] else None
        return {key: text for key, text in value.items() if isinstance(text, str)} if isinstance(value, dict) else {}

    def meta_line(self, key: str) -> int:
        """The line of the file at which a key of the front matter stands."""
        return self.head[0].line((key,)) if self.head[0] else 1


def folders(root: Path, library_id: str, system_id: str | None) -> list[Path]:
    """The folders of ``docs/`` that a library's pages come from, nearest first."""
    names = [FRONT] if library_id == FRONT else [library_id, system_id, EVERY_LIBRARY]
    return [root / "docs" / name for name in names if name]


def find_pages(root: Path, library_id: str, system_id: str | None = None) -> dict[tuple[str, str], PageSource]:
    """Return a library's pages by (locale, name), in the order of the menu."""
    found: dict[tuple[str, str], PageSource] = {}
    for folder in folders(root, library_id, system_id):
        for locale in LOCALES:
            for path in sorted((folder / locale).glob("*.md")):
                found.setdefault((locale, path.stem), PageSource(path.stem, locale, path, root))
    if library_id == FRONT:
        for locale in LOCALES:
            path = root / "docs" / EVERY_LIBRARY / locale / "search.md"
            if path.exists():
                found.setdefault((locale, "search"), PageSource("search", locale, path, root))
    found.update(list(_stand_ins(found)))
    return {key: found[key] for key in sorted(found, key=lambda key: (key[0], menu_position(key[1])))}


def _stand_ins(found: dict[tuple[str, str], PageSource]) -> Iterator[tuple[tuple[str, str], PageSource]]:
    """Yield a page for each that a language lacks, if the site is begun in that language."""
    for (_, name), twin in found.items():
        for other in LOCALES:
            if (other, name) not in found and (other, "index") in found:
                path = twin.path.parents[1] / other / twin.path.name
                yield (other, name), PageSource(name, other, path, twin.root, twin)


def menu_position(name: str) -> tuple[int, int, str]:
    """Sort key of a page in the menu: the known pages in their order, a library's own before the closing ones."""
    if name in CLOSING:
        return (2, CLOSING.index(name), name)
    if name in MENU:
        return (0, MENU.index(name), name)
    return (3 if name in OFF_MENU else 1, 0, name)
