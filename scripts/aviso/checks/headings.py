"""Rules over headings: one main heading, no level left out, ids that are the same in both languages and stand once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from aviso.checks.rendered import Rendered
from aviso.content.outline import HEADING_ID, heading_ids, without_code, written_headings
from aviso.content.placeholders import SourceText
from aviso.core.diagnostics import Diagnostic

UNDERLINE = re.compile(r"(?<=\S)[ \t]*\n(?:=+|-+)[ \t]*$", re.MULTILINE)
INDENTED_HEADING = re.compile(r"^[ \t>*+\-\d.:]+#{1,6}[ \t]", re.MULTILINE)
# The ids of the page's frame (overrides/main.html and its parts).
FRAME_IDS = {"content", "menu"}


def one_main_heading(one: Rendered) -> Iterator[Diagnostic]:
    """A page has one main heading, and no level is left out below it."""
    found = [(position, level) for position, level, _ in written_headings(one.texts[0])]
    mains = [position for position, level in found if level == 1]
    if not mains:
        yield one.problem(
            0, "the page has no main heading", "Begin it with a line like: # Your privacy"
        )
    for position in mains[1:]:
        yield one.problem(
            position, "the page has a second main heading", "Begin the line with ## instead of #."
        )
    for (_, above), (position, level) in pairwise(found):
        if level > above + 1:
            yield one.problem(
                position,
                f"the heading leaves out a level (from {'#' * above} to {'#' * level})",
                f"Begin the line with {'#' * (above + 1)}.",
            )


def headings_are_plain(one: Rendered) -> Iterator[Diagnostic]:
    """Every heading is a line of the page itself that begins with #; only those can be told with their line."""
    shared = [
        (text, position) for text in one.texts[1:] for position, _, _ in written_headings(text)
    ]
    for text, position in shared:
        yield text.problem(
            position, "a shared text cannot have a heading", "Put the heading on the page."
        )
    if shared or one.headings() == [level for _, level, _ in written_headings(one.texts[0])]:
        return
    unusual = [problem for text in one.texts for problem in _unusual_headings(text)]
    yield from unusual or [
        one.problem(
            0,
            "the page has a heading that is not written with # at the beginning of a line",
            "Write each heading like ## Reach us {#reach}.",
        )
    ]


def _unusual_headings(text: SourceText) -> Iterator[Diagnostic]:
    code_free = without_code(text.text)
    for found in UNDERLINE.finditer(code_free):
        yield text.problem(
            found.end() - 1,
            "a line of === or --- makes a heading of the line above it",
            "Write ## before the heading, or an empty line above ---.",
        )
    for found in INDENTED_HEADING.finditer(code_free):
        yield text.problem(
            found.end() - 1,
            "a heading stands in a list, a box or a quotation",
            "Begin its line with ##, after an empty line.",
        )


def anchors_agree(pages: dict[tuple[str, str], Rendered]) -> Iterator[Diagnostic]:
    """A heading has the same id in every language, so that the language switch finds its place."""
    for (locale, name), one in pages.items():
        others = [
            heading_ids(pages[other, name].texts[0])
            for other, page in pages
            if page == name and other != locale
        ]
        for position, level, words in written_headings(one.texts[0]):
            found = HEADING_ID.search(words)
            if level > 1 and not found:
                yield one.problem(
                    position,
                    f'the heading "{words[:50]}" has no id',
                    "Add one at its end, the same in both languages, like {#email}.",
                )
            elif found and any(found[1] not in other for other in others):
                yield one.problem(
                    position,
                    f'the heading id "{found[1]}" stands only in {one.source.file}',
                    "Give the same heading the same id in the other language.",
                )


def ids_stand_once(one: Rendered) -> Iterator[Diagnostic]:
    """No two things on a page have one id, blocks of facts and the frame included."""
    for identifier, count in Counter(one.ids).items():
        if count > 1 or identifier in FRAME_IDS:
            text, position = _last_place(one, identifier)
            yield text.problem(
                position,
                f'the id "{identifier}" stands twice on the page',
                "Give each heading an id of its own, like {#email}, and show each block once.",
            )


def _last_place(one: Rendered, identifier: str) -> tuple[SourceText, int]:
    pattern = re.compile(rf"\{{[^{{}}\n]*#{re.escape(identifier)}\b")
    places = [(text, found.start()) for text in one.texts for found in pattern.finditer(text.text)]
    return places[-1] if places else (one.texts[0], 0)
