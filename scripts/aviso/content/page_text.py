"""One page's way from its file to HTML: front matter, placeholders, Markdown, marks and links."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from aviso.content.arrangement import OmittedBlock, arrange_text
from aviso.content.expressions import Names, evaluate
from aviso.content.fragments import Fragment, Value
from aviso.content.html import HtmlSummary, summarize_html
from aviso.content.markdown_converter import ConvertedMarkdown, LinkBase, convert_markdown
from aviso.content.outline import get_page_text
from aviso.content.pages import PageSource
from aviso.content.placeholder_rules import LEFT_OUT
from aviso.content.placeholders import (
    Explain,
    FilledPage,
    FindShared,
    PlaceMark,
    fill_line,
    fill_page,
)
from aviso.content.source_text import SourceText
from aviso.core.diagnostics import Diagnostic
from aviso.core.lru_cache import LruCache
from aviso.core.project import Project

# Converted Markdown by its key (see ``prose_key``), kept from one build to the next.
MarkdownCache = dict[str, ConvertedMarkdown]
HEADING_LINE = r"^#{{2,6}}[^\n]*#{}\b[^\n]*$"
MAIN_HEADING_LINE = r"^#[ \t][^\n]*$"


@dataclass(frozen=True)
class PageSurroundings:
    """The site's values for a page, beside its own text.

    ``names`` are the names for placeholders; ``head_names`` returns those for the title and
    description. ``section_marks`` are the marks of outdated sections, by the id of the heading
    ("" for the whole page). ``addresses`` are the addresses of the pages in the same language whose
    address is not their name. ``values`` are those of expressions evaluated before.
    """

    names: Names
    head_names: Callable[[], Names]
    find_shared: FindShared
    addresses: Mapping[str, str] = field(default_factory=dict)
    additions: Container[str] = ()
    section_marks: Mapping[str, Markup] = field(default_factory=dict)
    mark: PlaceMark | None = None
    explain: Explain | None = None
    cache: MarkdownCache = field(default_factory=dict)
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Page:
    """One page of a site, ready for its template.

    ``text`` is its Markdown without the parts left out (``aviso.content.arrangement``).
    ``prepared`` is the Markdown with the facts filled in. ``prose`` is its HTML, with tokens for
    the blocks of facts (kept under ``prose_key``). ``html`` is the whole content.
    """

    source: PageSource
    title: str
    description: str
    title_problems: list[Diagnostic]
    text: SourceText
    prepared: FilledPage
    prose_key: str
    prose: ConvertedMarkdown
    html: str
    html_summary: HtmlSummary


def convert_page(source: PageSource, around: PageSurroundings) -> Page:
    """Convert one page from its file to HTML. Nothing is raised: the page has its diagnostics."""
    title, title_problems = fill_head(source, "title", around.head_names)
    description, description_problems = fill_head(source, "description", around.head_names)
    names = around.names
    arranged = arrange_text(
        get_page_text(source),
        lambda one: evaluate(one, names),
        source.name,
        around.additions,
        around.values,
    )
    prepared = fill_page(
        arranged.text, names, around.find_shared, around.mark, around.explain, arranged.values
    )
    if not source.is_default:
        prepared.problems += [_report_left_out(source, one) for one in arranged.left_out]
    insert_section_marks(prepared, around.section_marks)
    base = LinkBase(source.name, source.url, around.addresses)
    prose_key = digest_prose(prepared.markdown, base)
    # A text that an earlier build parsed is not parsed again.
    prose = around.cache.get(prose_key)
    if prose is None:
        recent = source.project.make_once(_make_recent_texts)
        prose = recent.get_or_make(
            prose_key, lambda: convert_markdown(source.project, prepared.markdown, base)
        )
        around.cache[prose_key] = prose
    html = prepared.finish(prose.html)
    return Page(
        source,
        title,
        description,
        title_problems + description_problems,
        arranged.text,
        prepared,
        prose_key,
        prose,
        html,
        summarize_html(html),
    )


def _make_recent_texts(project: Project) -> LruCache[str, ConvertedMarkdown]:
    """Make what keeps the texts of about three sites: members of a system have many in common."""
    return LruCache(100)


def _report_left_out(source: PageSource, block: OmittedBlock) -> Diagnostic:
    return LEFT_OUT.at(
        source.file,
        block.line,
        f'in "{{{{ {block.expression} }}}}": {block.absence}, so this part of the page is left out',
        "Add it to the library's file, or remove the block from the page.",
    )


def fill_head(
    source: PageSource, key: str, names: Callable[[], Names]
) -> tuple[str, list[Diagnostic]]:
    """Return a line of the front matter with its placeholders filled, and its problems."""
    written = source.meta.get(key, "")
    return fill_line(written, SourceText(written, source.file, source.find_meta_line(key)), names)


def digest_prose(markdown: str, base: LinkBase) -> str:
    """Return the digest of everything that the HTML of a Markdown text depends on."""
    return hashlib.blake2b(
        f"{base.url}\0{sorted(base.addresses.items())}\0{markdown}".encode(
            "utf-8", "surrogateescape"
        ),
        digest_size=16,
    ).hexdigest()


def insert_section_marks(prepared: FilledPage, marks: Mapping[str, Markup]) -> None:
    """Insert the mark of each outdated section below its heading.

    The mark of the page itself (the key "") goes below the main heading.
    """
    for anchor, mark in marks.items():
        pattern = HEADING_LINE.format(re.escape(anchor)) if anchor else MAIN_HEADING_LINE
        found = re.search(pattern, prepared.markdown, re.MULTILINE)
        if found:
            token = prepared.add(Fragment(mark, "", is_block=True))
            prepared.markdown = (
                f"{prepared.markdown[: found.end()]}\n\n{token}\n{prepared.markdown[found.end() :]}"
            )
