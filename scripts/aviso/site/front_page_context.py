"""The placeholders of the front page."""

from __future__ import annotations

from typing import Any

from aviso.content.fragments import Fragment
from aviso.content.page_text import Page
from aviso.model.front_page import load_front_page
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
        counterpart: Page | None = None,
        is_fallback: bool = False,
    ) -> None:
        super().__init__(renderer, outline, counterpart, is_fallback)
        self.summaries = summaries

    def _make_names(self) -> dict[str, Any]:
        return {
            **super()._make_names(),
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
        """The libraries that are to be listed, by name in the page's language; models come last."""
        rows = sorted(
            (item for item in self.summaries.items() if item[1].is_listed),
            key=lambda item: self.words.get_text(item[1].name).casefold(),
        )
        real = [item for item in rows if not item[1].is_model]
        models = [item for item in rows if item[1].is_model]
        # Models alone need no heading: there is nothing to tell them from.
        kinds = [("", real), ("front.models" if real else "", models)]
        return self._render_block(
            "libraries",
            groups=[
                (heading, [(summary, *self._link_to(name, summary)) for name, summary in found])
                for heading, found in kinds
                if found
            ],
            all=self.summaries,
        )

    def _link_to(self, name: str, summary: LibrarySummary) -> tuple[str, str | None]:
        """Return the address of a library's notice, and its language if that is not the page's."""
        known, locale = self.renderer.project.locales, self.words.locale
        up = "../" if known.find_prefix(locale) else ""
        return (
            (f"{up}{name}/{known.find_prefix(locale)}", None)
            if locale in summary.locales
            else (f"{up}{name}/", known.default)
        )
