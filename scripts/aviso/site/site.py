"""Puts together what one site is made of: its names, its Notice, its pages with their texts ready to be laid out."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, NamedTuple

from markupsafe import Markup

from aviso.content.expressions import Names
from aviso.content.fragments import FactError, Fragment
from aviso.content.page_text import (
    MarkdownCache,
    Page,
    PageSurroundings,
    convert_page,
    fill_head,
)
from aviso.content.pages import FRONT, SHARED, PageSource, begun_locales, find_pages
from aviso.content.placeholder_rules import UNKNOWN_NAME
from aviso.content.source_text import SourceText
from aviso.core.project import Project
from aviso.core.suggestions import did_you_mean
from aviso.i18n.catalog import load_catalog
from aviso.i18n.outdated import OutdatedTexts, find_outdated_front_texts, find_outdated_texts
from aviso.model.front_page import load_front_page
from aviso.model.library import Library
from aviso.model.localized import LocalizedText
from aviso.model.notice import Notice, compose_notice, resolve_inheritance
from aviso.model.records import Records
from aviso.site.context import FrontPageContext, NoticeContext, PageContext, SharedContext
from aviso.site.glossary_links import Word, linked_words, with_explanations
from aviso.site.proof import Proof
from aviso.site.templates import Layout, Renderer, marked_layout, relative_link
from aviso.site.well_known import HostFacts, host_facts


class OutlineEntry(NamedTuple):
    """A page in the menu: its name, its title, and the language of the title."""

    name: str
    title: str
    locale: str


@dataclass(frozen=True)
class LibrarySummary:
    """What the front page says of a library."""

    name: LocalizedText
    jurisdiction: LocalizedText
    system: str | None
    is_draft: bool
    host: HostFacts | None = None
    # The languages of its notice.
    locales: tuple[str, ...] = ()
    is_listed: bool = True

    def as_json(self) -> dict[str, Any]:
        """Write the card as plain values."""
        host = self.host.as_json() if self.host else None
        return {
            "name": self.name.model_dump(),
            "jurisdiction": self.jurisdiction.model_dump(),
            "system": self.system,
            "is_draft": self.is_draft,
            "host": host,
            "locales": list(self.locales),
            "is_listed": self.is_listed,
        }

    @staticmethod
    def from_json(value: dict[str, Any]) -> LibrarySummary:
        """Read a card that ``as_json`` wrote."""
        host = HostFacts.from_json(value["host"]) if value.get("host") else None
        return LibrarySummary(
            LocalizedText(**value["name"]),
            LocalizedText(**value["jurisdiction"]),
            value["system"],
            value["is_draft"],
            host,
            tuple(value["locales"]),
            value.get("is_listed", True),
        )


def summarize_library(library: Library, locales: tuple[str, ...]) -> LibrarySummary:
    """The card of a library whose notice is in these languages."""
    return LibrarySummary(
        library.name,
        library.jurisdiction,
        library.system,
        library.publication.state == "draft",
        host_facts(library),
        locales,
        library.listed == "yes",
    )


@dataclass(frozen=True, eq=False)
class Site:
    """One site: a library's, or (with no notice) the front page that leads to all.

    ``markdown_cache`` is the HTML of Markdown that was parsed before, ``proof`` what a browser found out about the site as it
    was built before; in a preview, pages are not told what they may do.
    """

    id: str
    project: Project
    name: LocalizedText
    short_name: LocalizedText
    address: str
    color: str
    logo: str | None
    notice: Notice | None
    cards: dict[str, LibrarySummary]
    sources: dict[tuple[str, str], PageSource]
    markdown_cache: MarkdownCache = field(default_factory=dict)
    is_preview: bool = False
    proof: Proof | None = None
    aging: OutdatedTexts | None = None
    # References and lists that are laid out once for all pages.
    html_cache: dict[Any, Markup] = field(default_factory=dict)

    @property
    def is_draft(self) -> bool:
        """Tell whether the wording is not approved; the front page has nothing to approve."""
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
        """The last part of the address of each page that has another than its name, by (locale, name)."""
        return {
            key: source.address
            for key, source in self.sources.items()
            if source.address != source.name
        }

    def addresses_in(self, locale: str) -> dict[str, str]:
        """The same for the pages of one language, by name."""
        return {
            name: address
            for (page_locale, name), address in self.addresses.items()
            if page_locale == locale
        }

    def url(self, locale: str, name: str) -> str:
        """Where a page is below the site, whether or not there is one: "es/companias/"."""
        source = self.sources.get((locale, name))
        return (
            source.url
            if source
            else self.project.locales.prefix(locale) + ("" if name == "index" else f"{name}/")
        )

    def link(self, locale: str, page: str, name: str) -> str:
        """Where the page ``name`` is as seen from ``page``, both in one language."""
        return relative_link(page, name, address=self.addresses.get((locale, name), ""))

    @cached_property
    def pages(self) -> dict[tuple[str, str], Page]:
        """Every page with its facts, by (locale, name), in the order of the menu."""
        written = {
            key: self._page(source)
            for key, source in self.sources.items()
            if not source.counterpart
        }
        stand_ins = {
            key: self._page(source, written[source.counterpart.locale, source.name])
            for key, source in self.sources.items()
            if source.counterpart
        }
        return {key: (written | stand_ins)[key] for key in self.sources}

    @cached_property
    def shared_texts(self) -> list[str]:
        """The files of the shared texts that its pages take in, as people see them."""
        return sorted(
            {text.file for page in self.pages.values() for text in page.prepared.included}
        )

    @cached_property
    def titles(self) -> dict[tuple[str, str], str]:
        """The title of every page, with its placeholders filled."""
        return {
            key: fill_head(source, "title", self._head_names(source))[0]
            for key, source in self.sources.items()
        }

    def outline(self, locale: str) -> list[OutlineEntry]:
        """Every page of one language, in the order of the menu; one that is not translated has its title in the other."""
        return self._outlines.get(locale, [])

    @cached_property
    def _outlines(self) -> dict[str, list[OutlineEntry]]:
        found: dict[str, list[OutlineEntry]] = {}
        for (locale, name), source in self.sources.items():
            written = source.counterpart or source
            found.setdefault(locale, []).append(
                OutlineEntry(name, self.titles[written.locale, name], written.locale)
            )
        return found

    def facts(
        self, locale: str, page: str, with_outline: bool = True, counterpart: Page | None = None
    ) -> PageContext:
        """What a page may call between ``{{`` and ``}}``."""
        renderer = Renderer(
            self.project, locale, page, self._marked_layouts.get(locale), self.addresses
        )
        outline = self.outline(locale) if with_outline else []
        source = self.sources[locale, page]
        is_stand_in = source.counterpart is not None
        if self.notice is None:
            return FrontPageContext(renderer, outline, self.cards, counterpart, is_stand_in)
        shown = SharedContext(
            "../" * source.url.count("/"),
            len(self.sources),
            self.proof,
            self.html_cache,
            self.aging,
        )
        return NoticeContext(renderer, outline, self.notice, shown, counterpart, is_stand_in)

    @cached_property
    def _marked_layouts(self) -> dict[str, Layout]:
        """How blocks are laid out in each language, if any text of the data is outdated; most sites have none."""
        if self.aging is None or not self.aging.marks:
            return {}
        return {
            locale: marked_layout(self.project, locale, self.aging.token) for locale in self.locales
        }

    def _page(self, source: PageSource, counterpart: Page | None = None) -> Page:
        facts = self.facts(source.locale, source.name, counterpart=counterpart)
        marks, sections = (self.aging.marks, self.aging.sections) if self.aging else ([], {})
        around = PageSurroundings(
            facts.names,
            self._head_names(source),
            lambda name: self._shared(source.locale, name, facts),
            self.addresses_in(source.locale),
            {
                anchor: facts.mark(mark, anchor, is_block=True)
                for (file, anchor), mark in sections.items()
                if file == source.file
            },
            (lambda number, anchor: facts.mark(marks[number], anchor)) if marks else None,
            None if counterpart else self._explanations(source),
            self.markdown_cache,
        )
        return convert_page(source, around)

    def _explanations(self, source: PageSource) -> Callable[[str], str] | None:
        """What links hard words of a page to their explanations; nothing where the site explains none in this language."""
        about = self.sources.get((source.locale, EXPLAINING))
        if (
            self.notice is None
            or about is None
            or about.counterpart
            or source.name == EXPLAINING
            or not GLOSSARY_BLOCK.search(about.markdown)
        ):
            return None
        words = self._linked_words[source.locale]
        address = f"{posixpath.relpath(about.url, source.url or '.')}/"
        return partial(with_explanations, words=words, address=address) if words else None

    @cached_property
    def _linked_words(self) -> dict[str, tuple[Word, ...]]:
        """The hard words of each language."""
        assert self.notice is not None
        return {locale: linked_words(self.notice.glossary, locale) for locale in self.locales}

    def _head_names(self, source: PageSource) -> Callable[[], Names]:
        """What the title and the description of a page may name."""
        return lambda: self.facts(source.locale, source.name, with_outline=False).names

    def _shared(self, locale: str, name: str, facts: PageContext) -> SourceText:
        files = self.project.list_files(f"docs/{SHARED}/{locale}", ".md")
        known = [file.removesuffix(".md") for file in files]
        if name not in known:
            raise FactError(
                f'the shared text "{name}" is not in docs/{SHARED}/{locale}/',
                did_you_mean(str(name), known)
                or "Look there for the name of its file, without .md.",
                UNKNOWN_NAME,
            )
        path = files[f"{name}.md"]
        text, problems = self.project.read_text(path)
        file = self.project.name_of(path)
        mark = self.aging.sections.get((file, "")) if self.aging else None
        return SourceText(
            text,
            file,
            problems=tuple(problems),
            mark=Fragment(facts.mark(mark, "", is_block=True), "", is_block=True) if mark else None,
        )


# The page that explains the words of the glossary, and the block that does so.
EXPLAINING = "about"
GLOSSARY_BLOCK = re.compile(r"\{\{\s*glossary\(\)\s*\}\}")


def make_front_page(
    project: Project,
    cards: dict[str, LibrarySummary],
    markdown_cache: MarkdownCache | None = None,
    proof: Proof | None = None,
    is_preview: bool = False,
) -> Site:
    """Make the front page that leads to the libraries with these cards; the rest as ``Site`` says."""
    front, _, _ = load_front_page(project)
    name = front.name or LocalizedText(
        **{
            locale: load_catalog(project, locale).string("front.name")
            for locale in begun_locales(project, FRONT)
        }
    )
    return Site(
        FRONT,
        project,
        name,
        front.short_name or name,
        project.front_address,
        front.color,
        front.logo,
        None,
        cards,
        find_pages(project, FRONT),
        markdown_cache or {},
        is_preview,
        proof,
        find_outdated_front_texts(project),
    )


def summarize_libraries(records: Records) -> dict[str, LibrarySummary]:
    """The cards of all libraries whose records are sound."""
    project = records.project
    return {
        name: summarize_library(
            resolve_inheritance(library, records), begun_locales(project, name, library.system)
        )
        for name, library in records.libraries.items()
    }


def make_site(
    site_id: str,
    records: Records,
    markdown_cache: MarkdownCache | None = None,
    proof: Proof | None = None,
    is_preview: bool = False,
) -> Site:
    """Compose the site of a library, or the front page for the id ``_front``. Raises KeyError for an unknown library."""
    project = records.project
    if site_id == FRONT:
        return make_front_page(
            project, summarize_libraries(records), markdown_cache, proof, is_preview
        )
    notice = compose_notice(site_id, records)
    own = notice.library
    sources = find_pages(project, site_id, own.system)
    return Site(
        site_id,
        project,
        own.name,
        own.short_name,
        own.address,
        own.branding.color,
        own.branding.logo,
        notice,
        {},
        sources,
        markdown_cache or {},
        is_preview,
        proof,
        find_outdated_texts(site_id, own.system, records),
    )
