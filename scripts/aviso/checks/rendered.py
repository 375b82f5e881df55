"""A page as it is written and as it comes out, side by side: what comes out decides, what is written tells the line."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property

from aviso.checks.texts import BRACED_ADDRESS, PLACEHOLDER_BEGINS
from aviso.content.outline import text_of, without_code
from aviso.content.page_text import Page
from aviso.content.pages import PageSource
from aviso.content.source_text import SourceText
from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule

WRITTEN_ADDRESS = re.compile(
    r"\]\([ \t]*<?([^\s)>]*)|^ {0,3}\[[^\]\n]+\]:[ \t]*\n?[ \t]*<?([^\s>]+)|<([a-zA-Z][\w+.-]*:[^<>\s]*|[^<>\s@]+@[^<>\s]+)>",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Address:
    """An address that a link opens or a picture is loaded from; where it is written is looked for when somebody asks."""

    target: str
    description: str
    place: Callable[[], tuple[SourceText, int]]

    @property
    def text(self) -> SourceText:
        """The text that it is written in."""
        return self.place()[0]

    def problem(self, message: str, hint: str, rule: Rule | None = None) -> Diagnostic:
        """Make a problem at the place where the address is written."""
        text, position = self.place()
        return text.problem(position, message, hint, rule)


@dataclass
class Rendered:
    """A page, the texts that it is written in (its own and the shared ones in it), and what it holds when rendered."""

    page: Page

    @property
    def source(self) -> PageSource:
        """Where the page is written."""
        return self.page.source

    @cached_property
    def texts(self) -> list[SourceText]:
        """The page's own text and the shared texts that it takes in."""
        return [text_of(self.source), *self.page.prepared.included]

    @property
    def ids(self) -> list[str]:
        """The ids of the finished page, those of the blocks of facts included."""
        return self.page.html_summary.ids

    def problem(
        self, position: int, message: str, hint: str = "", rule: Rule | None = None
    ) -> Diagnostic:
        """Make a problem at a position of the page's own text."""
        return self.texts[0].problem(position, message, hint, rule)

    def find(self, pattern: str) -> tuple[SourceText, int]:
        """The place of the first match of ``pattern`` in the texts, or else the beginning of the page."""
        return _find(self.texts, pattern)

    @cached_property
    def links(self) -> list[Address]:
        """Every link that the author wrote, as it comes out."""
        return self._addresses("link")

    @cached_property
    def pictures(self) -> list[Address]:
        """Every picture."""
        return self._addresses("picture")

    def headings(self) -> list[int]:
        """The levels of the headings that come out, in their order."""
        return [int(level) for kind, level, _ in self.page.prose.parts if kind == "heading"]

    def _addresses(self, kind: str) -> list[Address]:
        parts = [
            (target, description)
            for part, target, description in self.page.prose.parts
            if part == kind and "\ue000" not in target
        ]
        if not parts:
            return []
        texts = self.texts
        places = cache(lambda: _places(texts, [target for target, _ in parts]))
        has_braces = any(
            PLACEHOLDER_BEGINS in text.text and BRACED_ADDRESS.search(text.text) for text in texts
        )
        return [
            Address(
                target,
                description,
                lambda number=number, target=target: (
                    places()[number] or _find(texts, re.escape(target))
                ),
            )
            for number, (target, description) in enumerate(parts)
            # An address with a placeholder in it is told of by itself.
            if not has_braces or places()[number]
        ]


def _find(texts: list[SourceText], pattern: str) -> tuple[SourceText, int]:
    matches = (
        (text, found.start())
        for text in texts
        if (found := re.search(pattern, text.text, re.MULTILINE))
    )
    return next(matches, (texts[0], 0))


def _places(texts: list[SourceText], targets: list[str]) -> list[tuple[SourceText, int] | None]:
    """Where each of the targets is written, as far as it can be found."""
    written = [place for text in texts for place in _written_addresses(text)]
    found = [_take(written, target) for target in targets]
    return [place[:2] if place else None for place in found]


def _written_addresses(text: SourceText) -> list[tuple[SourceText, int, str]]:
    matches = WRITTEN_ADDRESS.finditer(without_code(text.text))
    return [
        (text, found.start(), html.unescape(found[1] or found[2] or found[3] or ""))
        for found in matches
    ]


def _take(
    written: list[tuple[SourceText, int, str]], target: str
) -> tuple[SourceText, int, str] | None:
    """Take the place out of ``written`` that ``target`` most likely comes from: what is written may be cut short."""
    exact = [place for place in written if place[2] and target in (place[2], f"mailto:{place[2]}")]
    close = [place for place in written if place[2] and target.startswith(place[2])]
    place = next(iter(exact or sorted(close, key=lambda one: -len(one[2]))), None)
    if place:
        written.remove(place)
    return place
