"""Checks the pages of one site, both their sources and their rendered form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from aviso.checks.additions import additions_have_a_place, additions_stand_in_both_languages
from aviso.checks.front_page import listings_leave_libraries_their_places
from aviso.checks.headings import (
    anchors_agree,
    headings_are_plain,
    ids_stand_once,
    one_main_heading,
)
from aviso.checks.leftover_markup import no_markup_is_left
from aviso.checks.needed_blocks import blocks_lead_somewhere
from aviso.checks.page_addresses import addresses_are_sound, names_can_be_addresses
from aviso.checks.page_languages import both_languages_exist, pages_are_in_its_languages
from aviso.checks.page_links import links_lead_somewhere, pictures_can_be_shown
from aviso.checks.rendered import TOKEN_BEGINS, Rendered, Sources
from aviso.checks.shown_facts import (
    facts_are_shown,
    needed_pages_exist,
    quick_answers_lead_somewhere,
)
from aviso.checks.texts import (
    BRACED_ADDRESS,
    MISPLACED_PLACEHOLDER,
    check_text,
    front_matter_is_complete,
)
from aviso.content.html import find_forbidden
from aviso.content.markdown_limits import find_excess
from aviso.content.outline import get_page_text
from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule
from aviso.model.records import Records
from aviso.site.site import Site

PLACE_IN_CODE = re.compile(f"<code[^>]*>[^<]*{TOKEN_BEGINS}")
ADDRESS_ATTRIBUTES = {"<img>", "href=", "src=", "alt="}
NESTED_TOO_DEEPLY = Rule(
    "pages/nested-too-deeply",
    "A page nests too many lists, boxes or brackets",
    why="Nobody can follow a list in a list in a list, and endless nesting would keep the program "
    "busy for hours.",
    cure="Close brackets that are open, and begin the lines further to the left.",
)
MARKUP = Rule(
    "pages/markup",
    "Attributes in braces are not allowed",
    why="Braces may set only an id or a language. Other attributes could load, run or hide "
    "something.",
    cure="Leave it out. Columns of a table cannot be aligned: remove the colons from the line of "
    "hyphens.",
    example="{: onclick=…}",
)


def check_pages(site: Site, records: Records | None) -> list[Diagnostic]:
    """Return every problem of the pages of ``site``.

    ``records`` are needed for the pages of a library, not for those of the front page.
    """
    problems = [*check_sources(site.sources), *pages_are_in_its_languages(site)]
    problems += listings_leave_libraries_their_places(site)
    if not all(source.is_readable for source in site.sources.values()):
        return problems
    pages = {key: Rendered(page) for key, page in site.pages.items()}
    problems += [problem for page in pages.values() for problem in check_page(page)]
    problems += anchors_agree(
        {key: page for key, page in pages.items() if not page.source.counterpart}
    )
    # A page that is nested too deeply was not converted, so its links are unknown.
    if any(page.prose.is_too_deep for page in pages.values()):
        return problems
    problems += links_lead_somewhere(pages)
    problems += pictures_can_be_shown(pages)
    if site.notice is not None and records is not None:
        problems += needed_pages_exist(site, records)
        problems += quick_answers_lead_somewhere(site, pages, records)
        problems += blocks_lead_somewhere(site, pages)
        problems += facts_are_shown(site, pages, records)
        problems += additions_have_a_place(site, pages)
        problems += additions_stand_in_both_languages(site)
    return problems


def check_sources(sources: Sources) -> list[Diagnostic]:
    """Return the problems in the sources of pages, whether or not their facts are valid."""
    problems = [
        *both_languages_exist(sources),
        *names_can_be_addresses(sources),
        *addresses_are_sound(sources),
    ]
    for source in sources.values():
        problems += source.problems
        if source.is_readable:
            problems += front_matter_is_complete(source)
            problems += check_text(get_page_text(source))
    return problems


def check_page(page: Rendered) -> list[Diagnostic]:
    """Run every rule that looks at one page only."""
    problems = [*page.problems]
    problems += [problem for text in page.texts[1:] for problem in check_text(text)]
    if any(next(find_excess(text.text), None) for text in page.texts):
        return problems
    if excess := next(find_excess(page.page.prepared.markdown), None):
        # The facts and shared texts in it count too.
        return [*problems, excess[1].at(page.source.file, page.source.first_line)]
    if page.prose.is_too_deep:
        return [
            *problems,
            page.make_problem(
                0,
                "the page has too many lists, boxes or brackets in one another",
                "Close the brackets, and begin the lines further to the left.",
                NESTED_TOO_DEEPLY,
            ),
        ]
    return problems + [problem for rule in PAGE_RULES for problem in rule(page)]


@MARKUP.check
def parts_are_allowed(page: Rendered) -> Iterator[Diagnostic]:
    """Prose has only allowed elements and attributes; the rules on links check addresses."""
    prose = page.prose
    for markup in sorted({*prose.removed, *(set(find_forbidden(prose.html)) - ADDRESS_ATTRIBUTES)}):
        name, _, value = markup.strip("<>").partition("=")
        aligned = page.find(r"^(?=[^\n]*-)[ \t|:-]*:[ \t|:-]*$")
        if name == "style" and aligned[1]:
            yield aligned[0].make_problem(
                aligned[1],
                "the columns of a table cannot be aligned",
                "Remove the colons from the line of hyphens.",
            )
        else:
            text, position = page.find(rf"\{{[^{{}}\n]*{re.escape(value or name)}")
            # A rule of its own reports a placeholder in braces.
            if not BRACED_ADDRESS.match(text.text, position):
                yield text.make_problem(
                    position, f'"{markup}" is not allowed in a page', "Leave it out."
                )


@MISPLACED_PLACEHOLDER.check
def placeholders_are_not_indented(page: Rendered) -> Iterator[Diagnostic]:
    """No placeholder is indented so far that Markdown reads its line as code."""
    if PLACE_IN_CODE.search(page.prose.html):
        text, position = page.find(r"^(?: {4}|\t)[ \t]*\S*\{\{")
        yield text.make_problem(
            position,
            "a placeholder is indented, so Markdown treats its line as code",
            "Begin the line further to the left.",
        )


PAGE_RULES: tuple[Callable[[Rendered], Iterator[Diagnostic]], ...] = (
    parts_are_allowed,
    placeholders_are_not_indented,
    no_markup_is_left,
    one_main_heading,
    headings_are_plain,
    ids_stand_once,
)
