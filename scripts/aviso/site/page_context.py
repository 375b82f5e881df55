"""The placeholders of the pages of every site."""

from __future__ import annotations

from typing import Any, NamedTuple

from markupsafe import Markup

from aviso.content.fragments import FactError, Fragment, SharedText
from aviso.content.page_text import Page
from aviso.core.partial_dates import WrittenDate, parse_date
from aviso.i18n.outdated import OutdatedMark
from aviso.site.inline import render_link
from aviso.site.templates import Renderer


class OutlineEntry(NamedTuple):
    """A page in the menu: its name, its title, and the language of the title."""

    name: str
    title: str
    locale: str


class PageContext:
    """The placeholders of the pages of every site: the search, dates, shared texts."""

    def __init__(
        self,
        renderer: Renderer,
        outline: list[OutlineEntry],
        counterpart: Page | None = None,
        is_fallback: bool = False,
    ) -> None:
        """Make the context of one page.

        ``is_fallback`` says that this is a fallback page, not written in this language. Its text
        links to its ``counterpart``; its title does not need one.
        """
        self.renderer = renderer
        self.words = renderer.words
        self.outline = outline
        self.counterpart = counterpart
        self.is_fallback = is_fallback

    @property
    def names(self) -> dict[str, Any]:
        """Everything that a page may name, by name.

        Not cached: the bound methods would form a reference cycle that keeps the whole site in
        memory until the garbage collector runs.
        """
        return self._make_names()

    def _make_names(self) -> dict[str, Any]:
        stand_in = (
            {"word": self.words.get_string, "untranslated": self.render_untranslated}
            if self.is_fallback
            else {}
        )
        return {
            "search": self.render_search,
            "date": self.format_date,
            "shared": SharedText,
            **stand_in,
        }

    def render_untranslated(self) -> Fragment:
        """A link to the page in the language in which it is written.

        The page keeps the ids of its counterpart, so that links to them work.
        """
        if self.counterpart is None:
            raise FactError("the other language cannot be shown here", "A title has only words.")
        sections = [
            section
            for section in self.counterpart.html_summary.sections
            if section.anchor and section.heading and not section.is_part
        ]
        others = [
            name
            for name in self.counterpart.html_summary.ids
            if name not in {section.anchor for section in sections}
        ]
        return self._render_block(
            "untranslated",
            counterpart=self.counterpart,
            href=self.find_other_address(self.counterpart.source.locale),
            sections=sections,
            others=others,
        )

    def find_other_address(self, locale: str) -> str:
        """Return the relative address of this page in another language."""
        known = self.renderer.project.locales
        up = "../" if known.find_prefix(self.renderer.words.locale) else ""
        name = self.renderer.page
        address = self.renderer.find_address(locale, name)
        return ("" if name == "index" else "../") + up + known.find_prefix(locale) + (
            "" if name == "index" else f"{address}/"
        ) or "./"

    def mark(self, mark: OutdatedMark, anchor: str, is_block: bool = False) -> Markup:
        """Return the mark that tells the reader that a text is out of date."""
        href = self.find_other_address(mark.behind) + (f"#{anchor}" if anchor else "")
        return self.renderer.render_block("outdated", mark=mark, href=href, is_block=is_block)

    def gather_sources(self, html: str) -> str:
        """Return the HTML of the page; a notice moves references out of its sentences."""
        return html

    def render_search(self) -> Fragment:
        """The place of the search, and an outline of the site for readers without JavaScript."""
        return self._render_block("search", outline=self.outline, words="", answers="", contacts="")

    def format_date(self, day: str) -> str:
        """A date in the words of the page's language."""
        found = _parse_date(day)
        if found is None:
            raise FactError(
                f'"{day}" is not a date', "Write year-month-day in quotes, like date('2025-12-03')."
            )
        return self.words.format_day(found)

    def _render_block(self, template: str, **values: Any) -> Fragment:
        return Fragment(self.renderer.render_block(template, **values), "", is_block=True)

    def _render_link(self, address: str, text: str, shown: Markup | None = None) -> Fragment:
        return Fragment(render_link(self.words, address, text, shown), text)


def _parse_date(text: object) -> WrittenDate | None:
    """Return the date that a page writes as 2025-12-03, 2025-12 or 2025, or None."""
    try:
        return parse_date(text) if isinstance(text, str) else None
    except ValueError:
        return None
