"""The placeholders of the front page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from aviso.content.fragments import Fragment
from aviso.content.page_text import Page
from aviso.core.cldr import format_number
from aviso.model.front_page import load_front_page
from aviso.site.front_listings import Listing, Listings
from aviso.site.page_context import OutlineEntry, PageContext
from aviso.site.summaries import LibrarySummary
from aviso.site.templates import Renderer


class FrontPageContext(PageContext):
    """The placeholders of the front page: the list of libraries, and texts of data/front.yml."""

    def __init__(
        self,
        renderer: Renderer,
        outline: list[OutlineEntry],
        summaries: dict[str, LibrarySummary],
        listings: Listings,
        counterpart: Page | None = None,
        is_fallback: bool = False,
    ) -> None:
        super().__init__(renderer, outline, counterpart, is_fallback)
        self.summaries = summaries
        self.listings = listings
        # What this page lists; None for the front page and others that somebody wrote.
        self.listing = listings.pages.get(renderer.page)

    def _make_names(self) -> dict[str, Any]:
        return {
            **super()._make_names(),
            **(self._make_listing_names(self.listing) if self.listing else {}),
            "libraries": self.render_libraries,
            "introduction": self.render_introduction,
            "note": self.render_note,
        }

    def render_introduction(self) -> Fragment:
        """The introduction to the list: the project's own, or the usual one."""
        own = load_front_page(self.renderer.project)[0].text
        text = self.words.get_text(own) if own else self.words.get_string("front.introduction")
        return self._render_block("front_text", text=text)

    def render_note(self) -> Fragment:
        """The project's own remark below the description of the notices; empty if there is none."""
        note = load_front_page(self.renderer.project)[0].note
        return self._render_block("front_text", text=self.words.get_text(note) if note else "")

    def render_libraries(self) -> Fragment:
        """The libraries that this page lists, or the pages that do so; models come last.

        The front page lists all, if they are not too many.
        """
        led_to = self.listing.parts if self.listing else self.listings.first
        if led_to:
            entries = [self._describe(self.listings.pages[name]) for name in led_to]
            return self._render_block("listings", entries=entries)
        if self.listing:
            return self._render_block(
                "listed",
                libraries=self._make_rows(self.listing.libraries),
                all=self.summaries,
                around=self._list_around(self.listing),
            )
        listed = [name for name, summary in self.summaries.items() if summary.is_listed]
        real = [name for name in listed if not self.summaries[name].is_model]
        models = [name for name in listed if self.summaries[name].is_model]
        # Models alone need no heading: there is nothing to tell them from.
        kinds = [("", real), ("front.models" if real else "", models)]
        groups = [(heading, self._make_rows(names)) for heading, names in kinds if names]
        return self._render_block("libraries", groups=groups, all=self.summaries)

    def _make_rows(self, names: Iterable[str]) -> list[tuple[LibrarySummary, str, str | None]]:
        """Return libraries by name in the page's language, each with its address.

        The third is the language of the notice, if that is not the page's.
        """
        rows = sorted(
            names, key=lambda name: self.words.get_text(self.summaries[name].name).casefold()
        )
        return [(self.summaries[name], *self._link_to(name, self.summaries[name])) for name in rows]

    def _make_listing_names(self, listing: Listing) -> dict[str, Any]:
        return {
            "listing_title": lambda: self._make_title(listing),
            "listing_description": lambda: self.words.get_string(
                "front.place.description", title=self._make_title(listing)
            ),
        }

    def _make_title(self, listing: Listing) -> str:
        """Return the title of a page that lists libraries."""
        place, siblings = listing.place[self.words.locale], self.listings.list_siblings(listing)
        if not listing.number:
            return self.words.get_string("front.place", place=place)
        return self.words.get_string(
            "front.place.part", place=place, number=listing.number, count=len(siblings)
        )

    def _describe(self, listing: Listing) -> tuple[str, str, str]:
        """Return the name of a listing among others, its address, and how many it leads to."""
        place = listing.place[self.words.locale]
        label = self._name_range(listing) if listing.number else place
        count = len(listing.libraries)
        shown = format_number(self.words.locale, self.renderer.project.locales.country, count)
        said = self.words.get_string("front.count" if count > 1 else "front.count.one", count=shown)
        return label, self.renderer.make_link(listing.name), said

    def _name_range(self, listing: Listing) -> str:
        """Return the first and the last library of a part: "Abilene – Dover"."""
        first, last = listing.libraries[0], listing.libraries[-1]
        if first == last:
            return self.words.get_text(self.summaries[first].name)
        return self.words.get_string(
            "front.place.range",
            first=self.words.get_text(self.summaries[first].name),
            last=self.words.get_text(self.summaries[last].name),
        )

    def _list_around(self, listing: Listing) -> list[tuple[str, str, str]]:
        """Return the ways from a part to those beside it and to the whole, as (key, name, href)."""
        if not listing.number:
            return []
        siblings = self.listings.list_siblings(listing)
        beside = (("front.previous", listing.number - 2), ("front.next", listing.number))
        found = [
            (key, self._name_range(self.listings.pages[siblings[index]]), siblings[index])
            for key, index in beside
            if 0 <= index < len(siblings)
        ]
        whole = listing.whole or "index"
        found.append(("front.whole", listing.place[self.words.locale], whole))
        return [(key, name, self.renderer.make_link(page)) for key, name, page in found]

    def _link_to(self, name: str, summary: LibrarySummary) -> tuple[str, str | None]:
        """Return the address of a library's notice, and its language if that is not the page's."""
        known, locale = self.renderer.project.locales, self.words.locale
        up = ("../" if known.find_prefix(locale) else "") + (
            "" if self.renderer.page == "index" else "../"
        )
        return (
            (f"{up}{name}/{known.find_prefix(locale)}", None)
            if locale in summary.locales
            else (f"{up}{name}/", known.default)
        )
