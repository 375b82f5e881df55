"""A rule on the targets of links in blocks of facts: their page must exist and show them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

from aviso.checks.built_addresses import ANY_SITE, resolve_address
from aviso.checks.rendered import Pages, Rendered
from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule
from aviso.model.notice import Notice
from aviso.site.site import Site

LINK = re.compile(r'<a [^>]*?href="([^"]*)"')
# The blocks that list what others link to, by page.
BLOCKS = {"laws": "{{ laws() }}", "companies": "{{ vendors() }}"}
# A page, and a place on it.
Place = tuple[str, str]
# The language of a page, the folder of the page, and an address on it.
Relative = tuple[str, str, str]

NEEDED_BLOCK = Rule(
    "pages/needed-block",
    "A page lacks a block or heading that other pages link to",
    why="Every law, company, document and statement that a page names is a link to the page that "
    "explains it. Without the block or the heading there, the link leads nowhere.",
    cure="Put the placeholder or the heading that the message names on that page, in every "
    "language.",
    example="docs/_pages/en/laws.md without {{ laws() }}",
)


@NEEDED_BLOCK.check
def blocks_lead_somewhere(site: Site, pages: Pages) -> Iterator[Diagnostic]:
    """The target of a link in a block is on its page.

    Links that people wrote have rules of their own (``page_links``).
    """
    if site.notice is None:
        return
    by_file = {f"{page.source.url}index.html": page for page in pages.values()}
    seen: set[Relative] = set()
    missing = {
        (page.source.locale, *place): None
        for page in pages.values()
        for place in _list_block_links(page, by_file, site.notice, seen)
    }
    names = {name for _, name in pages}
    problems = [
        _report_missing_block(pages[locale, name], anchor, site.notice)
        if (locale, name) in pages
        else _report_missing_page(site, name)
        for locale, name, anchor in missing
        # Another rule reports a page that exists in another language.
        if ((locale, name) in pages and anchor and anchor not in pages[locale, name].ids)
        or name not in names
    ]
    yield from dict.fromkeys(problems)


def _report_missing_page(site: Site, name: str) -> Diagnostic:
    return NEEDED_BLOCK.at(
        f"docs/{site.id}",
        1,
        f'blocks of facts link to the page "{name}", which does not exist',
        f"Write docs/{site.id}/{site.locales[0]}/{name}.md, and the same page in every other "
        "language.",
    )


def _report_missing_block(page: Rendered, anchor: str, notice: Notice) -> Diagnostic:
    block = _name_block(page.source.name, anchor, notice)
    if block:
        message = f"the page must show {block}: other pages link to its entries"
        hint = "Put it on the page, with an empty line before and after it."
    else:
        message = f"the page must have a heading with {{#{anchor}}}: other pages link to it"
        hint = f"Write the id at the end of the heading, like: ## Policy {{#{anchor}}}"
    return NEEDED_BLOCK.at(page.source.file, 1, message, hint)


def _list_block_links(
    page: Rendered, by_file: dict[str, Rendered], notice: Notice, seen: set[Relative]
) -> Iterator[Place]:
    """Yield the pages and places that the blocks of a page link to.

    ``seen`` has the addresses from earlier pages; they are skipped.
    """
    source = page.source
    here = f"{source.url}index.html"
    beside = source.url.rstrip("/").rpartition("/")[0]
    written = {_split(link.target, source.name) for link in page.links}
    for answer in notice.library.quick_answers:
        asked, anchor = _split(answer.link, "index")
        # An address that is no page's name is one path more in what the template makes of it.
        written |= {(asked, anchor), (asked.strip("/").rpartition("/")[2], anchor)}
    for href in dict.fromkeys(LINK.findall(page.page.html)):
        if href.startswith("#"):
            place = source.name, unquote(unescape(href[1:]))
            if place not in written:
                yield place
            continue
        relative = (source.locale, beside, href)
        if relative in seen:
            continue
        target = resolve_address(here, unescape(href), ANY_SITE)
        if target is None or not target.is_inside or not target.file.endswith("index.html"):
            continue
        found = by_file.get(target.file)
        name = found.source.name if found else target.path.strip("/").rpartition("/")[2]
        place = name, unquote(target.fragment)
        if place not in written and (found is None or found.source.locale == source.locale):
            if source.url and href.startswith("../"):
                seen.add(relative)
            yield place


def _split(target: str, name: str) -> Place:
    """Return the page and the place on it that a link like choices.md#email names."""
    file, _, anchor = target.partition("#")
    return file.removesuffix(".md") or name, unquote(anchor)


def _name_block(page: str, anchor: str, notice: Notice) -> str:
    """Return the block that would provide a place on a page; "" if a heading must provide it."""
    if page == "documents":
        for document in notice.library.documents:
            if any(statement.id.lower() == anchor for statement in document.statements):
                return f"{{{{ document_summary('{document.id}') }}}}"
    return BLOCKS.get(page, "")
