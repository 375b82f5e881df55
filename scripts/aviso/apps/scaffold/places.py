"""Finds every place in a project that names a library, a company, a law or a term by its id."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from aviso.apps.scaffold.splice import KEY, find_spans, parse_values
from aviso.core.litter import list_files
from aviso.core.project import ACCEPTED_FILE, LAWS_FILE, WATCH_FILE, Project
from aviso.core.safe_files import MAXIMUM_BYTES
from aviso.core.settings import CONFIGURATION
from aviso.model.references import BODY_PLACES, EACH, REFERENCES, find_values

YamlPath = tuple[str | int, ...]
# The page on which each entry of a register has a heading that links can lead to.
PAGES = {"vendor": "companies", "law": "laws"}
# Other places with ids, besides the model's references: in libraries' records, and in suppressions.
LISTED = ("open_questions", EACH, "between", EACH)
LINKS = ("quick_answers", EACH, "link")
ACCEPTED = ("findings", EACH, "ids", EACH)


@dataclass
class SearchTarget:
    """The target of a search: a register ("library", "vendor", "law", a vocabulary) and an id."""

    register: str
    id: str

    @property
    def link(self) -> str:
        """The link to its heading, if it has one."""
        page = PAGES.get(self.register)
        return f"{page}.md#{self.id}" if page else ""

    def make_patterns(self) -> Iterator[re.Pattern[str]]:
        """Yield the patterns with which pages name it; the id is the group ``id``."""
        if self.register in PAGES:
            one = f"(?P<id>{re.escape(self.id)})"
            yield re.compile(rf"\b{self.register}\(\s*(['\"]){one}\1\s*\)")
            yield re.compile(rf"\]\({PAGES[self.register]}\.md#{one}(?=[)\s])")


@dataclass
class FilePlaces:
    """The places in one file: paths in YAML with their texts, or positions in a page."""

    path: Path
    name: str
    content: bytes
    values: dict[YamlPath, str] = field(default_factory=dict)
    spans: list[tuple[int, int]] = field(default_factory=list)

    @cached_property
    def text(self) -> str:
        """The content as text; ``encode`` makes the same bytes from it."""
        return self.content.decode("utf-8", "surrogateescape")

    @staticmethod
    def encode(text: str) -> bytes:
        """Return the content for a text."""
        return text.encode("utf-8", "surrogateescape")

    @property
    def lines(self) -> list[int]:
        """The lines of all places."""
        starts = [start for start, _ in self.spans]
        # Pages have no values; they are no YAML either.
        if self.values:
            starts += [start for start, _ in find_spans(self.text, self.values, self.name)]
        return sorted({self.text.count("\n", 0, start) + 1 for start in starts})


def find_places(project: Project, named: SearchTarget) -> list[FilePlaces]:
    """Return the project's own files that name it, each with all places."""
    found = [*_find_in_yaml(project, named), *_find_in_pages(project, named)]
    return [places for places in found if places.values or places.spans]


def _read(path: Path) -> bytes:
    """Return the content of a file; nothing of a folder, a device or a file that is no text."""
    is_text = path.is_file() and path.stat().st_size <= MAXIMUM_BYTES
    return path.read_bytes() if is_text else b""


def _find_in_yaml(project: Project, named: SearchTarget) -> Iterator[FilePlaces]:
    for kind, path in _list_yaml_files(project):
        places = FilePlaces(path, project.name_file(path), _read(path))
        value = parse_values(places.text, places.name)
        for where, one in _find_ids(kind, value, named):
            places.values[where] = one
        yield places


def _list_yaml_files(project: Project) -> Iterator[tuple[str, Path]]:
    for folder, kind in (("libraries", "library"), ("vendors", "vendor"), ("laws", "law")):
        for path in list_files(project.data / folder, "*.yml"):
            yield kind, path
    for name in (LAWS_FILE, ACCEPTED_FILE, WATCH_FILE, CONFIGURATION):
        if (project.root / name).is_file():
            yield name, project.root / name


def _find_ids(kind: str, value: Any, named: SearchTarget) -> Iterator[tuple[YamlPath, str]]:
    if kind == LAWS_FILE:
        for key, entry in value.items() if isinstance(value, dict) else ():
            for where, one in _find_in_record("law", entry, named):
                yield (key, *where), one
    elif kind == ACCEPTED_FILE:
        yield from _find_equal(value, ACCEPTED, named.id)
    elif kind == WATCH_FILE:
        if named.register == "vendor" and isinstance(value, dict) and named.id in value:
            yield (KEY, named.id), named.id
    elif kind == CONFIGURATION:
        if named.register == "library":
            yield from _find_equal(value, ("extra", "library", EACH), named.id)
            yield from _find_equal(value, ("extra", "library"), named.id)
    else:
        yield from _find_in_record(kind, value, named)


def _find_in_record(kind: str, value: Any, named: SearchTarget) -> Iterator[tuple[YamlPath, str]]:
    for pattern, register in REFERENCES.get(kind, ()):
        if register == named.register:
            yield from _find_equal(value, pattern, named.id)
    if kind == "library" and named.register in PAGES:
        yield from _find_equal(value, LISTED, named.id)
        yield from _find_equal(value, LINKS, named.link)
    if kind == "library" and named.register == "vendor":
        for place in BODY_PLACES:
            yield from _find_equal(value, place, named.id)


def _find_equal(value: Any, pattern: YamlPath, wanted: str) -> Iterator[tuple[YamlPath, str]]:
    for where, one in find_values(value, pattern):
        if one == wanted:
            yield where, one


def _find_in_pages(project: Project, named: SearchTarget) -> Iterator[FilePlaces]:
    patterns = list(named.make_patterns())
    for path in list_files(project.docs, "**/*.md") if patterns else ():
        places = FilePlaces(path, project.name_file(path), _read(path))
        places.spans = sorted(
            found.span("id") for pattern in patterns for found in pattern.finditer(places.text)
        )
        yield places
