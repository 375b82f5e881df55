"""Turns data and pages into passages: texts with their library, file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from aviso.content.outline import blank_code, blank_struck_out
from aviso.content.pages import PageSource, find_texts
from aviso.core.trees import walk_texts
from aviso.model.records import Records
from aviso.model.source_location import SourceLocation

PARAGRAPH = re.compile(r"\S(?:.*(?:\n(?![ \t]*\n).*)*)")
NOT_TEXT = {
    "id",
    "source",
    "url",
    "website",
    "address",
    "link",
    "form",
    "email",
    "privacy_policy",
    "published_at",
    "other_edition",
    "law",
    "vendor",
}


@dataclass(frozen=True)
class Passage:
    """A text of data or a paragraph of a page.

    ``path`` is its path in a record; it is empty on a page. ``is_own`` is false for a page that a
    member inherits from its system, because it is already checked there.
    """

    library: str
    file: str
    line: int
    text: str
    path: tuple[str | int, ...] = ()
    is_own: bool = True

    def find_line(self, position: int) -> int:
        """Return the line of a position in a paragraph; a text in data counts as one line."""
        return self.line if self.path else self.line + self.text.count("\n", 0, position)

    @cached_property
    def is_of_a_source(self) -> bool:
        """Tell whether it retells what a document says, or quotes it."""
        return (self.path[:1] == ("documents",)) or "as_cited" in self.path

    @cached_property
    def is_beside_the_law(self) -> bool:
        """Tell whether it is in the list of laws, which shows where the law stands today."""
        return self.path[:1] == ("laws",)


def collect_passages(records: Records, name: str) -> list[Passage]:
    """Return every passage of a library with a valid record."""
    system = records.libraries[name].page_system
    found = [*_read_record(records.place("library", name), name)]
    for source in find_texts(records.project, name, system):
        is_own = not source.file.startswith(f"docs/{system}/")
        found += _read_page(source, name, is_own)
    return found


def _read_record(place: SourceLocation, library: str) -> Iterator[Passage]:
    for path, text in walk_texts(place.value, skip=NOT_TEXT):
        yield Passage(library, place.file, place.marked.find_line(place.prefix + path), text, path)


def _read_page(source: PageSource, library: str, is_own: bool) -> Iterator[Passage]:
    text = blank_struck_out(blank_code(source.markdown))
    for match in PARAGRAPH.finditer(text):
        line = source.first_line + text.count("\n", 0, match.start())
        yield Passage(library, source.file, line, match[0], is_own=is_own)
