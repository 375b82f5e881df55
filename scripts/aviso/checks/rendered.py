"""A page as it is written and as it comes out, side by side.

What comes out decides whether something is wrong; what is written tells the line.
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

    ``place`` looks for where it is written. That is slow, and only asked of faulty addresses.
    """

    target: str
    description: str
    place: Callable[[], TextPosition]

    @property
    def text(self) -> SourceText:
        """The text that it is written in."""
        return self.place()[0]

    def make_problem(self, message: str, hint: str, rule: Rule | None = None) -> Diagnostic:
        """Make a problem at the place where the address is written."""
        text, position = self.place()
        return text.make_problem(position, message, hint, rule)


@dataclass
class Rendered:
    """A page, the texts that it is written in, and what it holds when it is rendered."""

    page: Page

    @property
    def source(self) -> PageSource:
        """Where the page is written."""
        return self.page.source

    @property
    def prose(self) -> ConvertedMarkdown:
        """What comes out of its Markdown."""
        return self.page.prose

    @cached_property
    def texts(self) -> list[SourceText]:
        """The page's own text and the shared texts that it takes in."""
        return [self.page.text, *self.page.prepared.included]

    @property
    def problems(self) -> list[Diagnostic]:
        """What was wrong when its facts were put in."""
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
        """Every link that the author wrote, as it comes out."""
        return list(self._collect_addresses("link"))

    @cached_property
    def pictures(self) -> list[Address]:
        """Every picture."""
        return list(self._collect_addresses("picture"))

    def list_heading_levels(self) -> list[int]:
        """Return the levels of the headings that come out, in their order."""
        return [int(level) for kind, level, _ in self.prose.parts if kind == "heading"]

    def _collect_addresses(self, wanted: str) -> Iterator[Address]:
        parts = [
            (target, description)
            for kind, target, description in self.prose.parts
            if kind == wanted and TOKEN_BEGINS not in target
        ]
        if not parts:
            return
        # All are looked for together, since two may be alike, and once, when the first is asked.
        find_all = cache(partial(_find_addresses, self.texts, [target for target, _ in parts]))
        has_braces = any(_has_placeholder_in_address(text) for text in self.texts)
        for number, (target, description) in enumerate(parts):
            # A rule of its own reports an address with a placeholder in it.
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
    """Return where each of the targets is written, as far as it can be found."""
    written = [one for text in texts for one in _read_addresses(text)]
    found = [_take_origin(written, target) for target in targets]
    return [(one.text, one.position) if one else None for one in found]


def _read_addresses(text: SourceText) -> list[PlacedAddress]:
    return [
        PlacedAddress(text, found.start, found.address)
        for found in find_written_addresses(text.text)
    ]


def _take_origin(written: list[PlacedAddress], target: str) -> PlacedAddress | None:
    """Take out of ``written`` the address that ``target`` most likely comes from.

    A target may end with a fact that was put in, so its longest beginning is next best.
    """
    filled = [one for one in written if one.address]
    exact = [one for one in filled if target in (one.address, f"mailto:{one.address}")]
    close = [one for one in filled if target.startswith(one.address)]
    origin = next(iter(exact), None) or max(close, key=lambda one: len(one.address), default=None)
    if origin:
        written.remove(origin)
    return origin


# The pages of a site by language and name: as they are written, and as they come out.
Sources = dict[tuple[str, str], PageSource]
Pages = dict[tuple[str, str], Rendered]
