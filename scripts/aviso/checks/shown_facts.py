"""Rules on a library's pages: they show all recorded facts, and the targets of their links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aviso.checks.page_links import check_page_link
from aviso.checks.records import list_sources
from aviso.checks.rendered import Pages
from aviso.content.pages import EVERY_LIBRARY
from aviso.core.diagnostics import Diagnostic
from aviso.core.project import Project
from aviso.core.rules import Rule
from aviso.model.documents import Document
from aviso.model.library import Library
from aviso.model.practices import Practice
from aviso.model.records import Records
from aviso.model.source_location import SourceLocation
from aviso.site.fact_lists import FACT_LISTS
from aviso.site.site import Site

# The frame of every page links to it; its other links are left out where their page is missing.
SEARCH_PAGE = "search"
# The page that blocks link to, for each list of a library's record.
NEEDED_PAGES = {"documents": "documents", "practices": "collect", "vendors": "companies"}
NEEDED_PAGE = Rule(
    "pages/needed-page",
    "A page that facts link to does not exist",
    why="Blocks of facts link to the pages on documents, on collected data and on companies. "
    "Every page links to the search, and readers begin at the first page. Without these pages, "
    "links lead nowhere.",
    cure="Write the page that the message names, in every language. You can copy it from "
    "docs/example/ and change it.",
)
SITUATION_NOT_SHOWN = Rule(
    "pages/situation-not-shown",
    "No page shows the practices of a situation",
    why="The record says what the library does with data in this situation, but no reader would "
    "see it.",
    cure="Put the placeholder that the message names on a page, with an empty line before and "
    "after it.",
)
LIST_NOT_SHOWN = Rule(
    "pages/list-not-shown",
    "No page shows a list of the record",
    why="The record states these facts, but no reader would see them.",
    cure="Put the placeholder that the message names on a page, with an empty line before and "
    "after it.",
)
STATEMENT_NOT_USED = Rule(
    "pages/statement-not-used",
    "Nothing in the notice uses a statement of a document",
    why="The library's document says something that its notice leaves out. That may be a gap in "
    "the notice.",
    cure="Name the statement as the source of a record, or cite it on a page. If it is not about "
    "privacy, delete it from the record.",
    severity="warning",
)


@NEEDED_PAGE.check
def needed_pages_exist(site: Site, records: Records) -> Iterator[Diagnostic]:
    """A site has a first page, a search, and the pages that blocks of facts lead to.

    A member inherits them from its system, to whose record the same problem belongs.
    """
    assert site.notice is not None
    names = {name for _, name in site.sources}
    shared = site.notice.library.page_system or site.id
    if SEARCH_PAGE not in names:
        yield report_missing_search(site.project)
    if "index" not in names:
        yield _ask_for_page(records, site, shared, "index", "no first page")
    own = records.place("library", site.id)
    for kind, name in NEEDED_PAGES.items():
        if getattr(site.notice.library, kind) and name not in names:
            owner = site.id if own.value.get(kind) else shared
            fault = f'{kind}, but not the page "{name}" that they are linked to'
            yield _ask_for_page(records, site, owner, name, fault, kind)


def _ask_for_page(
    records: Records, site: Site, owner: str, name: str, fault: str, *path: str
) -> Diagnostic:
    """Report a page that a library lacks, at the record of the library itself or of its system."""
    return records.place("library", owner).make_problem(
        path,
        f"the library has {fault}",
        f"Write docs/{owner}/{site.locales[0]}/{name}.md, and the same page in the other language.",
        NEEDED_PAGE,
    )


def report_missing_search(project: Project) -> Diagnostic:
    """Report that the page on which readers search is missing. All sites share it."""
    file = f"docs/{EVERY_LIBRARY}/{project.locales.default}/{SEARCH_PAGE}.md"
    return NEEDED_PAGE.at(
        file,
        1,
        "the page with the search does not exist, and every page links to it",
        f"Write {file} with {{{{ search() }}}}, and the same page in the other language.",
    )


def quick_answers_lead_somewhere(
    site: Site, pages: Pages, records: Records
) -> Iterator[Diagnostic]:
    """The links of quick answers lead to pages and headings of the notice."""
    assert site.notice is not None
    for answer in site.notice.library.quick_answers:
        place, index = _locate_entry(site, records, "quick_answers", "link", answer.link)
        for locale in site.locales:
            fault = check_page_link(answer.link, locale, "index", pages)
            if fault:
                yield place.make_problem(("quick_answers", index, "link"), *fault)


def _locate_entry(
    site: Site, records: Records, field: str, key: str, value: str
) -> tuple[SourceLocation, int]:
    """Find an entry of a list in the library's own record, or else in its system's."""
    own = records.place("library", site.id)
    for index, entry in enumerate(own.value.get(field) or ()):
        if entry[key] == value:
            return own, index
    assert site.notice is not None and site.notice.library.system is not None
    system = records.place("library", site.notice.library.system)
    return system, [entry[key] for entry in system.value[field]].index(value)


def facts_are_shown(site: Site, pages: Pages, records: Records) -> Iterator[Diagnostic]:
    """Pages show the facts of the record: situations are shown, statements are used."""
    notice = site.notice
    assert notice is not None
    own = records.libraries[site.id]
    owner = site.id if own.documents else own.page_system or site.id
    place, record = records.place("library", owner), records.libraries[owner]
    names = {name for _, name in pages}
    # Another rule reports a page that is missing in a language, so it is skipped here.
    prose = {
        locale: _join_prose(pages, locale)
        for locale in site.locales
        if all(
            (locale, name) in pages and not pages[locale, name].source.counterpart for name in names
        )
    }
    yield from _situations_shown(record.practices, prose, place)
    yield from _lists_shown(record, prose, place)
    yield from _statements_used(record.documents, prose, place)


def _join_prose(pages: Pages, locale: str) -> str:
    """All Markdown of one language."""
    return "\n".join(
        text.text for page in pages.values() if page.source.locale == locale for text in page.texts
    )


@SITUATION_NOT_SHOWN.check
def _situations_shown(
    practices: tuple[Practice, ...], prose: dict[str, str], place: SourceLocation
) -> Iterator[Diagnostic]:
    first = {practice.situation: index for index, practice in reversed(list(enumerate(practices)))}
    for situation, index in first.items():
        lacking = [
            locale
            for locale, text in prose.items()
            # A pattern that begins with the word itself is much faster.
            if not re.search(rf"practices(?<=\bpractices)\(\s*(?:['\"]{situation}['\"]|\))", text)
        ]
        if lacking:
            yield place.make_problem(
                ("practices", index, "situation"),
                f'no page shows the practices of the situation "{situation}"'
                f"{_name_language(lacking)}",
                f"Put {{{{ practices('{situation}') }}}} on a page, "
                "with an empty line before and after it.",
            )


@LIST_NOT_SHOWN.check
def _lists_shown(
    record: Library, prose: dict[str, str], place: SourceLocation
) -> Iterator[Diagnostic]:
    for name in FACT_LISTS:
        lacking = [
            locale for locale, text in prose.items() if not re.search(rf"\{{\{{\s*{name}\(", text)
        ]
        if getattr(record, name) and lacking:
            yield place.make_problem(
                (name,),
                f"no page shows the {name.replace('_', ' ')}{_name_language(lacking)}",
                f"Put {{{{ {name}() }}}} on a page, with an empty line before and after it.",
            )


@STATEMENT_NOT_USED.check
def _statements_used(
    documents: tuple[Document, ...], prose: dict[str, str], place: SourceLocation
) -> Iterator[Diagnostic]:
    cited = {identifier for _, identifier in list_sources(place)}
    for number, document in enumerate(documents):
        for index, statement in enumerate(document.statements):
            if statement.defines or statement.id in cited:
                continue
            lacking = [locale for locale, text in prose.items() if statement.id not in text]
            if lacking:
                yield place.make_problem(
                    ("documents", number, "statements", index),
                    f'nothing uses the statement "{statement.id}"{_name_language(lacking)}',
                    "Name it as the source of a record, or on a page with "
                    f"{{{{ source('{statement.id}') }}}}.",
                )


def _name_language(lacking: list[str]) -> str:
    return f' in the language "{lacking[0]}"' if len(lacking) == 1 else ""
