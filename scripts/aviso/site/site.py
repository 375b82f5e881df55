"""One site: its names, its notice, and its pages with their facts filled in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from aviso.content.arrangement import NO_VALUES
from aviso.content.expressions import Names
from aviso.content.fragments import FactError, Fragment, Value
from aviso.content.outline import get_page_text
from aviso.content.page_text import (
    MarkdownCache,
    Page,
    PageSurroundings,
    convert_page,
    fill_head,
)
from aviso.content.pages import SHARED, PageSource
from aviso.content.placeholder_rules import UNKNOWN_NAME
from aviso.content.source_text import SourceText
from aviso.core.project import Project
from aviso.core.suggestions import suggest
from aviso.i18n.outdated import OutdatedTexts
from aviso.model.localized import LocalizedText
from aviso.model.notice import Notice
from aviso.site.block_memory import RememberedBlocks, remember_blocks
from aviso.site.front_listings import Listings
from aviso.site.front_page_context import FrontPageContext
from aviso.site.hard_words import EXPLAINING, HardWords
from aviso.site.notice_context import NoticeContext
from aviso.site.page_context import OutlineEntry, PageContext
from aviso.site.proof import Proof
from aviso.site.shared_context import LED_TO, PROCEDURE_BLOCK, SharedContext, find_first_pages
from aviso.site.summaries import LibrarySummary
from aviso.site.templates import Layout, Renderer, make_marked_layout, make_relative_link


@dataclass(frozen=True, eq=False)
class Site:
    """One site: a library's, or (with no notice) the front page that leads to all.

    ``markdown_cache`` is the HTML of Markdown that was parsed before. ``proof`` is the result of a
    browser's visit. In a preview, pages have no content security policy.
    ``html_cache`` holds what is rendered once for all pages: references, lists, names.
    ``additions`` are the library's own paragraphs on shared pages. ``values`` are those of a page's
    placeholders evaluated before, by (locale, name). ``listings`` are the pages of the front that
    list the libraries of a large project.
    """

    id: str
    project: Project
    name: LocalizedText
    short_name: LocalizedText
    address: str
    color: str
    logo: str | None
    notice: Notice | None
    summaries: dict[str, LibrarySummary]
    sources: dict[tuple[str, str], PageSource]
    markdown_cache: MarkdownCache = field(default_factory=dict)
    is_preview: bool = False
    proof: Proof | None = None
    outdated: OutdatedTexts | None = None
    html_cache: dict[Any, Any] = field(default_factory=dict)
    additions: dict[tuple[str, str], PageSource] = field(default_factory=dict)
    values: dict[tuple[str, str], dict[str, Value]] = field(default_factory=dict)
    listings: Listings = field(default_factory=Listings)

    @property
    def is_draft(self) -> bool:
        """Tell whether the wording has not been approved; the front page needs no approval."""
        return self.notice is not None and self.notice.is_draft

    @cached_property
    def locales(self) -> tuple[str, ...]:
        """The languages of the site, the default first."""
        known = self.project.locales
        return tuple(
            locale
            for locale in known.locales
            if locale in known.needed or (locale, "index") in self.sources
        )

    @cached_property
    def addresses(self) -> dict[tuple[str, str], str]:
        """The last part of each page's address, if it is not the name, by (locale, name)."""
        return {
            key: source.address
            for key, source in self.sources.items()
            if source.address != source.name
        }

    def list_addresses(self, locale: str) -> dict[str, str]:
        """Return the same for the pages of one language, by name."""
        return {
            name: address
            for (page_locale, name), address in self.addresses.items()
            if page_locale == locale
        }

    def make_url(self, locale: str, name: str) -> str:
        """Return the address of a page below the site: "es/companias/". The page may be missing."""
        source = self.sources.get((locale, name))
        return (
            source.url
            if source
            else self.project.locales.find_prefix(locale) + ("" if name == "index" else f"{name}/")
        )

    def make_link(self, locale: str, page: str, name: str) -> str:
        """Return the address of the page ``name`` relative to ``page``, both in one language."""
        return make_relative_link(page, name, address=self.addresses.get((locale, name), ""))

    @cached_property
    def pages(self) -> dict[tuple[str, str], Page]:
        """Every page with its facts, by (locale, name), in the order of the menu."""
        written = {
            key: self.convert(source)
            for key, source in self.sources.items()
            if not source.counterpart
        }
        stand_ins = {
            key: self.convert(source, written[source.counterpart.locale, source.name])
            for key, source in self.sources.items()
            if source.counterpart
        }
        return {key: (written | stand_ins)[key] for key in self.sources}

    @cached_property
    def titles(self) -> dict[tuple[str, str], str]:
        """The title of every page, with its placeholders filled."""
        return {
            key: fill_head(source, "title", self._defer_names(source))[0]
            for key, source in self.sources.items()
        }

    def list_outline(self, locale: str) -> list[OutlineEntry]:
        """List every page of one language, in the order of the menu.

        Pages that the front page alone leads to are left out.
        """
        shown = self.outlines[locale]
        hidden = self.listings.pages
        return [one for one in shown if one.name not in hidden] if hidden else shown

    @cached_property
    def outlines(self) -> defaultdict[str, list[OutlineEntry]]:
        """Every page of each language, in the order of the menu.

        A page that is not translated has its title in the other language.
        """
        found: defaultdict[str, list[OutlineEntry]] = defaultdict(list)
        for (locale, name), source in self.sources.items():
            written = (source.counterpart or source).locale
            found[locale].append(OutlineEntry(name, self.titles[written, name], written))
        return found

    def make_context(
        self, locale: str, page: str, with_outline: bool = True, counterpart: Page | None = None
    ) -> PageContext:
        """Make the placeholders of a page."""
        layout = self._marked_layouts.get(locale)
        renderer = Renderer(self.project, locale, page, layout, self.addresses)
        outline = self.list_outline(locale) if with_outline else []
        source = self.sources[locale, page]
        is_fallback = source.counterpart is not None
        if self.notice is None:
            listed = self.summaries, self.listings
            return FrontPageContext(renderer, outline, *listed, counterpart, is_fallback)
        shared = SharedContext(
            "../" * source.url.count("/"),
            len(self.sources),
            self.proof,
            self.html_cache,
            self.outdated,
            self._procedure_pages,
            self._block_pages,
            self._blocks,
        )
        return NoticeContext(renderer, outline, self.notice, shared, counterpart, is_fallback)

    @cached_property
    def _blocks(self) -> RememberedBlocks | None:
        """The blocks of a member; None where texts are outdated: a site has its own marks."""
        if self.notice is None or self._marked_layouts:
            return None
        surroundings = tuple(
            tuple(one.items()) for one in (self.addresses, self._procedure_pages, self._block_pages)
        )
        return remember_blocks(self.project, self.notice, surroundings)

    @cached_property
    def _procedure_pages(self) -> dict[str, str]:
        """The first page, in the order of the menu, that shows each procedure, by its id."""
        return find_first_pages(self.sources.values(), PROCEDURE_BLOCK)

    @cached_property
    def _block_pages(self) -> dict[str, str]:
        """The first page, in the order of the menu, that shows each block of LED_TO."""
        return find_first_pages(self.sources.values(), LED_TO)

    @cached_property
    def _marked_layouts(self) -> dict[str, Layout]:
        """The layout of blocks in each language, if any text of the data is outdated."""
        if self.outdated is None or not self.outdated.marks:
            return {}
        return {
            locale: make_marked_layout(self.project, locale, self.outdated.make_token)
            for locale in self.locales
        }

    def convert(
        self, source: PageSource, counterpart: Page | None = None, links_words: bool = True
    ) -> Page:
        """Convert one page with its facts; a fallback page links to its ``counterpart``."""
        facts = self.make_context(source.locale, source.name, counterpart=counterpart)
        outdated = self.outdated or OutdatedTexts()
        marks, sections = outdated.marks, outdated.sections
        explain = self.make_explainer(source) if links_words and not counterpart else None
        around = PageSurroundings(
            facts.names,
            self._defer_names(source),
            lambda name: self._find_shared(source.locale, name, facts),
            self.list_addresses(source.locale),
            self.list_additions(source.locale),
            {
                anchor: facts.mark(mark, anchor, is_block=True)
                for (file, anchor), mark in sections.items()
                if file == source.file
            },
            (lambda number, anchor: facts.mark(marks[number], anchor)) if marks else None,
            lambda html: (explain or str)(facts.gather_sources(html)),
            self.markdown_cache,
            self.values.get((source.locale, source.name), NO_VALUES),
        )
        return convert_page(source, around)

    def list_additions(self, locale: str) -> set[str]:
        """Return the names of the files with the library's own paragraphs in one language."""
        return {name for page_locale, name in self.additions if page_locale == locale}

    def make_explainer(self, source: PageSource) -> Callable[[str], str] | None:
        """Return a function that links hard words of a page, and marks those of other languages.

        None if the site has neither for pages in this language.
        """
        about = self.sources.get((source.locale, EXPLAINING))
        return self._hard_words.make_explainer(source, about) if self._hard_words else None

    @cached_property
    def _shared_texts(self) -> dict[str, dict[str, Path]]:
        """The files of shared texts in each language, by name."""
        return {
            locale: self.project.list_files(f"docs/{SHARED}/{locale}", ".md")
            for locale in self.locales
        }

    @cached_property
    def _hard_words(self) -> HardWords | None:
        return HardWords(self.notice.glossary, self.locales) if self.notice else None

    def _defer_names(self, source: PageSource) -> Callable[[], Names]:
        """Return a function that makes the names for the title and the description of a page."""
        return lambda: self.make_context(source.locale, source.name, with_outline=False).names

    def _find_shared(self, locale: str, name: str, facts: PageContext) -> SourceText:
        """Read a shared text. Raises FactError if there is none of this name."""
        addition = self.additions.get((locale, name))
        if addition:
            return replace(get_page_text(addition), problems=tuple(addition.problems))
        files = self._shared_texts[locale]
        if f"{name}.md" not in files:
            known = [file.removesuffix(".md") for file in files]
            raise FactError(
                f'the shared text "{name}" is not in docs/{SHARED}/{locale}/',
                suggest(str(name), known) or "Look there for the name of its file, without .md.",
                UNKNOWN_NAME,
            )
        path = files[f"{name}.md"]
        text, problems = self.project.read_text(path)
        file = self.project.name_file(path)
        mark = self.outdated.sections.get((file, "")) if self.outdated else None
        return SourceText(
            text,
            file,
            problems=tuple(problems),
            mark=Fragment(facts.mark(mark, "", is_block=True), "", is_block=True) if mark else None,
        )
