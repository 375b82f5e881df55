"""Rules over the pages of one site: both languages, all that the record says is shown, and the rules of each page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from aviso.checks.headings import (
    anchors_agree,
    headings_are_plain,
    ids_stand_once,
    one_main_heading,
)
from aviso.checks.page_links import Pages, links_lead_somewhere, page_fault, pictures_can_be_shown
from aviso.checks.records import sources_in
from aviso.checks.rendered import Rendered
from aviso.checks.texts import (
    MISPLACED_PLACEHOLDER,
    check_text,
    front_matter_is_complete,
)
from aviso.content.html import forbidden_in_prose
from aviso.content.outline import text_of
from aviso.content.pages import ADDRESS_KEY, SHARED, PageSource, not_begun
from aviso.content.source_text import SourceText
from aviso.core.diagnostics import Diagnostic
from aviso.core.project import Project
from aviso.core.rules import Fault, Rule
from aviso.core.safe_files import IDENTIFIER_PATTERN
from aviso.model.documents import Document
from aviso.model.file_rules import NAME_IS_NO_ID, NAME_IS_RESERVED
from aviso.model.practices import Practice
from aviso.model.records import Records
from aviso.model.source_location import SourceLocation
from aviso.site.site import Site

Sources = dict[tuple[str, str], PageSource]
# Folders that a site needs for itself.
RESERVED_PAGES = {"assets", "404"}
# The page that blocks lead to, for each list of a library's record.
NEEDED_PAGES = {"documents": "documents", "practices": "collect", "vendors": "companies"}
PLACE_IN_CODE = re.compile("<code[^>]*>[^<]*\ue000")
ADDRESS_ATTRIBUTES = {"<img>", "href=", "src=", "alt="}

NESTED_TOO_DEEPLY = Rule(
    "pages/nested-too-deeply",
    "A page has too many lists, boxes or brackets in one another",
    why="Nobody can follow a list in a list in a list, and nesting without end would keep the "
    "program busy for hours.",
    cure="Close brackets that are open, and begin the lines further to the left.",
)
PAGE_MISSING = Rule(
    "i18n/page-missing",
    "A page is missing in a language that every library has",
    why="Readers of that language would never learn what the page says.",
    cure="Write the page in the other language under the same file name, or delete it in both.",
)
PAGE_NOT_TRANSLATED = Rule(
    "i18n/page-not-translated",
    "A page is not translated yet into a language that the notice is begun in",
    why="Until it is, readers of that language find a page that only says where the text stands "
    "in another language.",
    cure="Write the page in that language under the same file name.",
    severity="warning",
)
NOT_BEGUN = Rule(
    "i18n/not-begun",
    "A page stands in a language that the notice is not begun in",
    why="A notice has a language once its first page is there. Before that, nothing leads to the "
    "page, and nobody would ever see it.",
    cure="Write the first page (index.md) in that language, or delete this one.",
)
WRONG_ADDRESS = Rule(
    "pages/wrong-address",
    "The address of a page cannot be one",
    why="The address becomes part of the link that readers see, save and print. The first page "
    "has the address of the notice itself.",
    cure="Use small letters a–z without accents, digits and single hyphens. On the first page, "
    "delete the line.",
    example="address: Sobre este aviso, in place of sobre-este-aviso",
)
ADDRESS_TWICE = Rule(
    "pages/address-twice",
    "Two pages of a language have the same address",
    why="Only one of them could be published there, and links to the other would open the wrong "
    "page.",
    cure="Give each page of a language an address of its own.",
)
SHARED_TEXT_MISSING = Rule(
    "i18n/shared-text-missing",
    "A shared text is missing in a language that every library has",
    why="Every page that takes the text in would have a gap in that language.",
    cure="Write the shared text in the other language under the same file name.",
)
NEEDED_PAGE = Rule(
    "pages/needed-page",
    "A page that facts lead to does not exist",
    why="Blocks of facts link to the pages on documents, on what is collected and on companies, "
    "and readers begin at the first page. Without it, links lead nowhere.",
    cure="Write the page that the message names, in every language. You can copy it from "
    "docs/example/ and change it.",
)
SITUATION_NOT_SHOWN = Rule(
    "pages/situation-not-shown",
    "No page shows the practices of a situation",
    why="The record says what the library does with data in this situation, but no reader would "
    "ever learn of it.",
    cure="Put the placeholder that the message names on a page, with an empty line before and "
    "after it.",
)
STATEMENT_NOT_USED = Rule(
    "pages/statement-not-used",
    "Nothing in the notice rests on a statement of a document",
    why="The library's document promises something that its notice does not tell. That may be a "
    "gap in the notice.",
    cure="Name the statement as the source of the record that states it, or cite it on a page. If "
    "it is about something else than privacy, delete it from the record.",
    severity="warning",
)
MARKUP = Rule(
    "pages/markup",
    "Attributes in braces ask for something that pages cannot have",
    why="Only ids, languages and a few classes can be given in braces. Anything else could load, "
    "run or hide something.",
    cure="Leave it out. Columns of a table cannot be aligned: take the colons out of the line of "
    "hyphens.",
    example="{: onclick=…}",
)


def check_pages(site: Site, records: Records | None) -> list[Diagnostic]:
    """Return every problem of the pages of ``site``; ``records`` are needed for a library's, not for the front page."""
    problems = [*check_sources(site.sources), *pages_are_in_its_languages(site)]
    if not all(source.is_readable for source in site.sources.values()):
        return problems
    pages = {key: Rendered(page) for key, page in site.pages.items()}
    problems += [problem for one in pages.values() for problem in check_page(one)]
    problems += anchors_agree(
        {key: one for key, one in pages.items() if not one.source.counterpart}
    )
    if any(one.page.prose.is_too_deep for one in pages.values()):
        return problems
    problems += links_lead_somewhere(pages)
    problems += pictures_can_be_shown(pages)
    if site.notice is not None and records is not None:
        problems += needed_pages_exist(site, records)
        problems += quick_answers_lead_somewhere(site, pages, records)
        problems += facts_are_shown(site, pages, records)
    return problems


def check_sources(sources: Sources) -> list[Diagnostic]:
    """Return what is wrong with pages as they are written, whether or not the facts for them can be had."""
    problems = [
        *both_languages_exist(sources),
        *names_can_be_addresses(sources),
        *addresses_are_sound(sources),
    ]
    for source in sources.values():
        problems += source.problems
        if source.is_readable:
            problems += front_matter_is_complete(source)
            problems += check_text(text_of(source))
    return problems


def check_page(one: Rendered) -> list[Diagnostic]:
    """Run every rule that looks at one page only."""
    problems = [*one.page.title_problems, *one.page.prepared.problems]
    problems += [problem for text in one.texts[1:] for problem in check_text(text)]
    if one.page.prose.is_too_deep:
        return [
            *problems,
            one.problem(
                0,
                "the page has too many lists, boxes or brackets in one another",
                "Close the brackets, and begin the lines further to the left.",
                NESTED_TOO_DEEPLY,
            ),
        ]
    return problems + [problem for rule in PAGE_RULES for problem in rule(one)]


@PAGE_MISSING.check
def both_languages_exist(sources: Sources) -> Iterator[Diagnostic]:
    """Every page is there in every language. A site that is begun in a language says there what is not yet translated."""
    written: dict[str, list[PageSource]] = {}
    for (_, name), source in sources.items():
        if not source.counterpart:
            written.setdefault(name, []).append(source)
    for (locale, name), source in sources.items():
        for other in source.project.locales.required:
            if (other, name) not in sources and source is written[name][0]:
                counterpart = source.file.replace(f"/{locale}/", f"/{other}/")
                yield Diagnostic(
                    source.file,
                    1,
                    f'the page "{name}" {_lacking(written[name], other)}',
                    f"Write {counterpart}, or delete this page.",
                )
        if source.counterpart:
            told = f'the page "{name}" {_lacking(written[name], locale)}'
            yield PAGE_NOT_TRANSLATED.at(
                source.counterpart.file,
                1,
                told,
                f"Write {source.file}; until then that page says where this one is.",
            )


def _lacking(written: list[PageSource], other: str) -> str:
    return (
        f'exists only in the language "{written[0].locale}"'
        if len(written) == 1
        else f'is missing in the language "{other}"'
    )


@NOT_BEGUN.check
def pages_are_in_its_languages(site: Site) -> Iterator[Diagnostic]:
    """A page stands in a language that the site is begun in, or nobody would see it."""
    for source in not_begun(
        site.project, site.id, site.notice.library.system if site.notice else None
    ):
        told = f'the page "{source.name}" stands in the language "{source.locale}", which this notice is not begun in'
        yield Diagnostic(
            source.file,
            1,
            told,
            f"Write the first page, docs/{site.id}/{source.locale}/index.md, or delete this one.",
        )


def names_can_be_addresses(sources: Sources) -> Iterator[Diagnostic]:
    """The name of a page can stand in a web address, and takes no place that the site needs."""
    for (_, name), source in sources.items():
        if not re.fullmatch(IDENTIFIER_PATTERN, name):
            yield NAME_IS_NO_ID.at(
                source.file,
                1,
                f'has a name that cannot be an address ("{name}")',
                "Use small letters a–z, digits and single hyphens, like meeting-rooms.md.",
            )
        elif name in RESERVED_PAGES or name in source.project.locales.known:
            yield NAME_IS_RESERVED.at(
                source.file,
                1,
                f'has the name "{name}", which the site needs for itself',
                "Choose another name for the page, in both languages.",
            )


def addresses_are_sound(sources: Sources) -> Iterator[Diagnostic]:
    """The address of a page in its language can be one, is no other page's, and takes no place that the site needs."""
    first: dict[tuple[str, str], PageSource] = {}
    for source in sorted(sources.values(), key=lambda source: ADDRESS_KEY in source.meta):
        known = first.setdefault((source.locale, source.address), source)
        if (chosen := source.meta.get(ADDRESS_KEY)) and (
            fault := _fault_of_address(source, chosen, known)
        ):
            yield fault.at(source.file, source.meta_line(ADDRESS_KEY))


def _fault_of_address(source: PageSource, chosen: str, known: PageSource) -> Fault | None:
    if source.name == "index":
        return WRONG_ADDRESS.fault(
            "the first page has no address of its own",
            "Delete the line; it stands at the address of the notice.",
        )
    if not re.fullmatch(IDENTIFIER_PATTERN, chosen):
        return WRONG_ADDRESS.fault(
            f'the address "{chosen}" cannot be one',
            "Use small letters a–z without accents, digits and single hyphens, like sobre-este-aviso.",
        )
    if chosen in RESERVED_PAGES or chosen in source.project.locales.known:
        return NAME_IS_RESERVED.fault(
            f'the address "{chosen}" is one that the site needs for itself', "Choose another."
        )
    if known is not source:
        return ADDRESS_TWICE.fault(
            f'the address "{chosen}" is that of the page "{known.name}" ({known.file}) as well',
            "Give each page of a language an address of its own.",
        )
    return None


@SHARED_TEXT_MISSING.check
def shared_texts_are_sound(project: Project) -> Iterator[Diagnostic]:
    """Every shared text is there in every language and holds what a text may hold, whether or not a page shows it."""
    for path in sorted((project.docs / SHARED).glob("*/*.md")):
        text, problems = project.read_text(path)
        yield from problems
        yield from check_text(SourceText(text, project.name_of(path)))
        for other in project.locales.required:
            if not project.find(f"docs/{SHARED}/{other}/{path.name}").exists():
                yield Diagnostic(
                    project.name_of(path),
                    1,
                    f'the shared text "{path.stem}" exists only in the language "{path.parent.name}"',
                    f"Write it for {other} as well.",
                )


@NEEDED_PAGE.check
def needed_pages_exist(site: Site, records: Records) -> Iterator[Diagnostic]:
    """A site has a page to begin with, and the pages that blocks of facts lead to; a member takes them over from its system."""
    assert site.notice is not None
    there = {name for _, name in site.sources}
    place = records.place("library", site.id)
    if site.notice.system:
        return
    if "index" not in there:
        yield place.problem(
            (),
            "the library has no first page",
            f"Write docs/{site.id}/{site.locales[0]}/index.md and its twin in the other language.",
        )
    for kind, name in NEEDED_PAGES.items():
        if getattr(site.notice.library, kind) and name not in there:
            yield place.problem(
                (kind,),
                f'the library has {kind}, but not the page "{name}" that they are linked to',
                f"Write docs/{site.id}/{site.locales[0]}/{name}.md and its twin in the other language.",
            )


@MARKUP.check
def only_allowed_parts(one: Rendered) -> Iterator[Diagnostic]:
    """Prose holds only the elements and attributes on the list; addresses are looked at where they are written."""
    for what in sorted(
        {*one.page.prose.removed, *forbidden_in_prose(one.page.prose.html)} - ADDRESS_ATTRIBUTES
    ):
        name = what.strip("<>=")
        aligned = one.find(r"^(?=[^\n]*-)[ \t|:-]*:[ \t|:-]*$")
        if name == "style" and aligned[1]:
            yield aligned[0].problem(
                aligned[1],
                "the columns of a table cannot be aligned",
                "Take the colons out of the line of hyphens.",
            )
        else:
            text, position = one.find(rf"\{{[^{{}}\n]*\b{re.escape(name)}\b")
            yield text.problem(position, f'"{what}" is not allowed in a page', "Leave it out.")


@MISPLACED_PLACEHOLDER.check
def placeholders_are_not_indented(one: Rendered) -> Iterator[Diagnostic]:
    """No placeholder stands so far to the right that Markdown takes its line for code."""
    if PLACE_IN_CODE.search(one.page.prose.html):
        text, position = one.find(r"^(?: {4}|\t)[ \t]*\S*\{\{")
        yield text.problem(
            position,
            "a placeholder is indented, so that Markdown takes its line for code",
            "Begin the line further to the left.",
        )


PAGE_RULES: tuple[Callable[[Rendered], Iterator[Diagnostic]], ...] = (
    only_allowed_parts,
    placeholders_are_not_indented,
    one_main_heading,
    headings_are_plain,
    ids_stand_once,
)


def quick_answers_lead_somewhere(
    site: Site, pages: Pages, records: Records
) -> Iterator[Diagnostic]:
    """The quick answers, which stand in the data, lead to pages and headings of the notice."""
    assert site.notice is not None
    for answer in site.notice.library.quick_answers:
        place, index = _entry(site, records, "quick_answers", "link", answer.link)
        for locale in site.locales:
            fault = page_fault(answer.link, locale, "index", pages)
            if fault:
                yield place.problem(("quick_answers", index, "link"), *fault)


def _entry(
    site: Site, records: Records, field: str, key: str, value: str
) -> tuple[SourceLocation, int]:
    """Where the entry of a list stands: in the library's own record, or in its system's."""
    own = records.place("library", site.id)
    for index, entry in enumerate(own.value.get(field) or ()):
        if entry[key] == value:
            return own, index
    assert site.notice is not None and site.notice.library.system is not None
    system = records.place("library", site.notice.library.system)
    return system, [entry[key] for entry in system.value[field]].index(value)


def facts_are_shown(site: Site, pages: Pages, records: Records) -> Iterator[Diagnostic]:
    """What the record states reaches the reader: each situation is shown, each statement is used somewhere."""
    notice = site.notice
    assert notice is not None
    owner = site.id if records.libraries[site.id].documents else notice.library.system or site.id
    place, record = records.place("library", owner), records.libraries[owner]
    names = {name for _, name in pages}
    # Where a page lacks its twin, that is told of the page itself.
    prose = {
        locale: _prose(pages, locale)
        for locale in site.locales
        if all(
            (locale, name) in pages and not pages[locale, name].source.counterpart for name in names
        )
    }
    yield from _situations_shown(record.practices, prose, place)
    yield from _statements_used(record.documents, prose, place)


def _prose(pages: Pages, locale: str) -> str:
    """All Markdown of one language."""
    return "\n".join(
        text.text for one in pages.values() if one.source.locale == locale for text in one.texts
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
            if not re.search(rf"practices\(\s*['\"]{situation}['\"]", text)
        ]
        if lacking:
            yield place.problem(
                ("practices", index, "situation"),
                f'no page shows the practices of the situation "{situation}"{_in_language(lacking)}',
                f"Put {{{{ practices('{situation}') }}}} on a page, with an empty line before and after it.",
            )


@STATEMENT_NOT_USED.check
def _statements_used(
    documents: tuple[Document, ...], prose: dict[str, str], place: SourceLocation
) -> Iterator[Diagnostic]:
    cited = {identifier for _, identifier in sources_in(place.value)}
    for number, document in enumerate(documents):
        for index, statement in enumerate(document.statements):
            if statement.defines or statement.id in cited:
                continue
            lacking = [locale for locale, text in prose.items() if statement.id not in text]
            if lacking:
                yield place.problem(
                    ("documents", number, "statements", index),
                    f'nothing rests on the statement "{statement.id}"{_in_language(lacking)}',
                    f"Name it as the source of a record, or on a page with {{{{ source('{statement.id}') }}}}.",
                )


def _in_language(lacking: list[str]) -> str:
    return f' in the language "{lacking[0]}"' if len(lacking) == 1 else ""
