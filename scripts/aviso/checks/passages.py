"""Turns data and pages into passages: each piece of text with the library it belongs to, its file and its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from aviso.checks.texts import without_code
from aviso.content.pages import find_pages
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
    "privacy_policy_es",
    "published_at",
    "other_edition",
    "law",
    "vendor",
}


@dataclass(frozen=True)
class Passage:
    """A text of data or a paragraph of a page. ``path`` is where it stands in a record; empty on a page.

    ``is_own`` is false for a page that a member takes over from its system, where it is looked at already.
    """

    library: str
    file: str
    line: int
    text: str
    path: tuple[str | int, ...] = ()
    is_own: bool = True

    def line_of(self, position: int) -> int:
        """The line of a position of a page's paragraph; a text in data has one line."""
        return self.line if self.path else self.line + self.text.count("\n", 0, position)

    @cached_property
    def is_of_a_source(self) -> bool:
        """Tell whether it retells what a document says, or quotes it."""
        return (self.path[:1] == ("documents",)) or "as_cited" in self.path

    @cached_property
    def is_beside_the_law(self) -> bool:
        """Tell whether it stands in the list of laws, where the present position is shown beside it."""
        return self.path[:1] == ("laws",)


def passages(records: Records) -> list[Passage]:
    """Every passage of the libraries whose records are sound."""
    found = []
    for name, library in sorted(records.libraries.items()):
        found += _of_record(records.place("library", name), name)
        for source in find_pages(records.project, name, library.system).values():
            is_own = not source.file.startswith(f"docs/{library.system}/")
            found += list(_of_page(source.file, source.markdown, source.first_line, name, is_own))
    return found


def _of_record(place: SourceLocation, library: str) -> Iterator[Passage]:
    for path, text in walk_texts(place.value, skip=NOT_TEXT):
        yield Passage(library, place.file, place.marked.line(place.prefix + path), text, path)


def _of_page(
    file: str, markdown: str, first_line: int, library: str, is_own: bool
) -> Iterator[Passage]:
    text = without_code(markdown)
    for match in PARAGRAPH.finditer(text):
        yield Passage(
            library, file, first_line + text.count("\n", 0, match.start()), match[0], is_own=is_own
        )
