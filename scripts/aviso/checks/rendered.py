"""A page with its source and its rendered form.

The rendered form shows whether something is wrong; the source has the line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, partial
from typing import NamedTuple

from aviso.checks.texts import BRACED_ADDRESS, PLACEHOLDER_BEGINS
from aviso.content.markdown_converter import ConvertedMarkdown
from aviso.content.page_text import Page
from aviso.content.pages import PageSource
from aviso.content.source_text import SourceText
from aviso.content.written_addresses import find_written_addresses
from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule

# Stands in converted Markdown for a placeholder that is filled later (aviso.content.placeholders).
TOKEN_BEGINS = "\ue000"

# A text, and a position in it.
TextPosition = tuple[SourceText, int]


class PlacedAddress(NamedTuple):
    """An address in a text, at the position where its markup begins."""

    text: SourceText
    position: int
    address: str


@dataclass(frozen=True)
class Address:
    """An address that a link opens or a picture is loaded from.

    ``place`` searches for its position in the source. That is slow, so only problems need it.
    """

    target: str
    description: str
    place: Callable[[], TextPosition]

    @property
    def text(self) -> SourceText:
        """The source text of the address."""
        return self.place()[0]

    def make_problem(self, message: str, hint: str, rule: Rule | None = None) -> Diagnostic:
        """Return a diagnostic at the address's position in the source."""
        text, position = self.place()
        return text.make_problem(position, message, hint, rule)


@dataclass
class Rendered:
    """A page, its source texts, and the parts of its rendered form."""

    page: Page

    @property
    def source(self) -> PageSource:
        """The source of the page."""
        return self.page.source

    @property
    def prose(self) -> ConvertedMarkdown:
        """The result of converting its Markdown."""
        return self.page.prose

    @cached_property
    def texts(self) -> list[SourceText]:
        """The page's own text and the shared texts that it includes."""
        return [self.page.text, *self.page.prepared.included]

    @property
    def problems(self) -> list[Diagnostic]:
        """The problems found while its facts were filled in."""
        return [*self.page.title_problems, *self.page.prepared.problems]

    @property
    def ids(self) -> list[str]:
        """The ids of the finished page, those of the blocks of facts included."""
        return self.page.html_summary.ids

    def make_problem(
        self, position: int, message: str, hint: str = "", rule: Rule | None = None
    ) -> Diagnostic:
        """Make a problem at a position of the page's own text."""
        return self.texts[0].make_problem(position, message, hint, rule)

    def find(self, pattern: str) -> TextPosition:
        """Find the first match of ``pattern`` in the texts, or else the beginning of the page."""
        return _find_pattern(self.texts, pattern)

    @cached_property
    def links(self) -> list[Address]:
        """Every link that the author wrote, in its rendered form."""
        return list(self._collect_addresses("link"))

    @cached_property
    def pictures(self) -> list[Address]:
        """Every picture."""
        return list(self._collect_addresses("picture"))

    def list_heading_levels(self) -> list[int]:
        """Return the levels of the rendered headings, in order."""
        return [int(level) for kind, level, _ in self.prose.parts if kind == "heading"]

    def _collect_addresses(self, wanted: str) -> Iterator[Address]:
        parts = [
            (target, description)
            for kind, target, description in self.prose.parts
            if kind == wanted and TOKEN_BEGINS not in target
        ]
        if not parts:
            return
        # All positions are found together, because two addresses may be alike, and only when
        # needed.
        find_all = cache(partial(_find_addresses, self.texts, [target for target, _ in parts]))
        has_braces = any(_has_placeholder_in_address(text) for text in self.texts)
        for number, (target, description) in enumerate(parts):
            # Another rule reports an address with a placeholder in it.
            if not has_braces or find_all()[number]:
                place = partial(_locate_address, find_all, number, self.texts, target)
                yield Address(target, description, place)


def _has_placeholder_in_address(text: SourceText) -> bool:
    return PLACEHOLDER_BEGINS in text.text and BRACED_ADDRESS.search(text.text) is not None


def _locate_address(
    find_all: Callable[[], list[TextPosition | None]],
    number: int,
    texts: list[SourceText],
    target: str,
) -> TextPosition:
    return find_all()[number] or _find_pattern(texts, re.escape(target))


def _find_pattern(texts: list[SourceText], pattern: str) -> TextPosition:
    for text in texts:
        if found := re.search(pattern, text.text, re.MULTILINE):
            return text, found.start()
    return texts[0], 0


def _find_addresses(texts: list[SourceText], targets: list[str]) -> list[TextPosition | None]:
    """Return the position of each target in the source, or None if it is not found."""
    written = [one for text in texts for one in _read_addresses(text)]
    found = [_take_origin(written, target) for target in targets]
    return [(one.text, one.position) if one else None for one in found]


def _read_addresses(text: SourceText) -> list[PlacedAddress]:
    return [
        PlacedAddress(text, found.start, found.address)
        for found in find_written_addresses(text.text)
    ]


def _take_origin(written: list[PlacedAddress], target: str) -> PlacedAddress | None:
    """Remove from ``written`` the address that ``target`` most likely comes from, and return it.

    A target may end with a fact that was filled in, so otherwise its longest beginning counts.
    """
    filled = [one for one in written if one.address]
    exact = [one for one in filled if target in (one.address, f"mailto:{one.address}")]
    close = [one for one in filled if target.startswith(one.address)]
    origin = next(iter(exact), None) or max(close, key=lambda one: len(one.address), default=None)
    if origin:
        written.remove(origin)
    return origin


# The pages of a site by language and name: their sources, and their rendered forms.
Sources = dict[tuple[str, str], PageSource]
Pages = dict[tuple[str, str], Rendered]
