"""Rules on headings: one main heading, no level left out, matching and unique ids."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from aviso.checks.rendered import Rendered
from aviso.content.outline import HEADING_ID, blank_code, find_heading_ids, find_written_headings
from aviso.content.source_text import SourceText
from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule

UNDERLINE = re.compile(r"(?<=\S)[ \t]*\n(?:=+|-+)[ \t]*$", re.MULTILINE)
INDENTED_HEADING = re.compile(r"^[ \t>*+\-\d.:]+#{1,6}[ \t]", re.MULTILINE)
# The ids of the page's frame (overrides/main.html and its parts).
FRAME_IDS = {"content", "menu", "top"}

MAIN_HEADING = Rule(
    "pages/main-heading",
    "A page has no main heading, or more than one",
    why="The main heading tells readers, screen readers and search engines what the page is about. "
    "With two of them, nobody knows which one it is (WCAG 2.2, 1.3.1 and 2.4.6).",
    cure="Begin the text of the page with one line like # Your privacy, and every other heading "
    "with ## or more.",
)
HEADING_LEVEL = Rule(
    "pages/heading-level",
    "A heading leaves out a level",
    why="People who use a screen reader move from heading to heading by level. If a level is left "
    "out, they think that they have missed something.",
    cure="Begin the heading with only one # more than the heading above it.",
    example="#### Email directly below ## Reach us",
)
HEADING_IN_SHARED_TEXT = Rule(
    "pages/heading-in-shared-text",
    "A shared text has a heading",
    why="A shared text is on many pages, at different levels. Its heading would have the wrong "
    "level on some of them, and the same id on all.",
    cure="Put the heading on each page, above the placeholder of the shared text.",
)
PLAIN_HEADING = Rule(
    "pages/plain-heading",
    "A heading is not a line that begins with #",
    why="Headings in lists, boxes or quotations, and those made by a line of === or ---, cannot "
    "have an id or a place in the outline. A line --- right below a text is often meant as a rule "
    "and makes a heading by accident.",
    cure="Write the heading on a line of its own that begins with ##. Put an empty line above a "
    "line --- that is a rule.",
)
SAME_ID = Rule(
    "pages/heading-id",
    "A heading has no id, or one that the other language does not have",
    why="Links and the language switch find their place by the id of a heading. If the ids differ, "
    "readers land at the top of the page.",
    cure="Write the same id at the end of the heading in every language, like ## Email {#email}.",
)
ID_TWICE = Rule(
    "pages/id-twice",
    "Two things on a page have the same id",
    why="A link to the id leads only to the first of the two, and assistive technology confuses "
    "them.",
    cure="Give each heading an id of its own, and show each block of facts only once on a page.",
)


@MAIN_HEADING.check
def one_main_heading(page: Rendered) -> Iterator[Diagnostic]:
    """A page has one main heading, and no level is left out below it."""
    found = [(position, level) for position, level, _ in find_written_headings(page.texts[0])]
    mains = [position for position, level in found if level == 1]
    if not mains:
        yield page.make_problem(
            0, "the page has no main heading", "Begin it with a line like: # Your privacy"
        )
    for position in mains[1:]:
        yield page.make_problem(
            position, "the page has a second main heading", "Begin the line with ## instead of #."
        )
    for (_, above), (position, level) in pairwise(found):
        if level > above + 1:
            yield page.make_problem(
                position,
                f"the heading leaves out a level (from {'#' * above} to {'#' * level})",
                f"Begin the line with {'#' * (above + 1)}.",
                HEADING_LEVEL,
            )


@PLAIN_HEADING.check
def headings_are_plain(page: Rendered) -> Iterator[Diagnostic]:
    """Every heading is a line of the page itself that begins with #."""
    shared = [
        (text, position)
        for text in page.texts[1:]
        for position, _, _ in find_written_headings(text)
    ]
    for text, position in shared:
        yield text.make_problem(
            position,
            "a shared text cannot have a heading",
            "Put the heading on the page.",
            HEADING_IN_SHARED_TEXT,
        )
    written_levels = [level for _, level, _ in find_written_headings(page.texts[0])]
    if shared or page.list_heading_levels() == written_levels:
        return
    unusual = [problem for text in page.texts for problem in _find_unusual_headings(text)]
    yield from unusual or [
        page.make_problem(
            0,
            "the page has a heading that is not written with # at the beginning of a line",
            "Write each heading like ## Reach us {#reach}.",
        )
    ]


@PLAIN_HEADING.check
def _find_unusual_headings(text: SourceText) -> Iterator[Diagnostic]:
    code_free = blank_code(text.text)
    for found in UNDERLINE.finditer(code_free):
        yield text.make_problem(
            found.end() - 1,
            "a line of === or --- makes a heading of the line above it",
            "Write ## before the heading, or an empty line above ---.",
        )
    for found in INDENTED_HEADING.finditer(code_free):
        yield text.make_problem(
            found.end() - 1,
            "a heading is inside a list, a box or a quotation",
            "Begin its line with ##, after an empty line.",
        )


@SAME_ID.check
def anchors_agree(pages: dict[tuple[str, str], Rendered]) -> Iterator[Diagnostic]:
    """A heading has the same id in every language, so that the language switch finds its place."""
    for (locale, name), page in pages.items():
        others = [
            find_heading_ids(pages[other, page_name].texts[0])
            for other, page_name in pages
            if page_name == name and other != locale
        ]
        for position, level, words in find_written_headings(page.texts[0]):
            found = HEADING_ID.search(words)
            if level > 1 and not found:
                yield page.make_problem(
                    position,
                    f'the heading "{words[:50]}" has no id',
                    "Add one at its end, the same in both languages, like {#email}.",
                )
            elif found and any(found[1] not in other for other in others):
                yield page.make_problem(
                    position,
                    f'the heading id "{found[1]}" appears only in {page.source.file}',
                    "Give the same heading the same id in the other language.",
                )


@ID_TWICE.check
def ids_stand_once(page: Rendered) -> Iterator[Diagnostic]:
    """No two things on a page have one id, blocks of facts and the frame included."""
    for identifier, count in Counter(page.ids).items():
        if count > 1 or identifier in FRAME_IDS:
            text, position = _find_last_place(page, identifier)
            yield text.make_problem(
                position,
                f'the id "{identifier}" appears twice on the page',
                "Give each heading an id of its own, like {#email}, and show each block once.",
            )


def _find_last_place(page: Rendered, identifier: str) -> tuple[SourceText, int]:
    pattern = re.compile(rf"\{{[^{{}}\n]*#{re.escape(identifier)}\b")
    places = [(text, found.start()) for text in page.texts for found in pattern.finditer(text.text)]
    return places[-1] if places else (page.texts[0], 0)
