"""How blocks of a notice's facts are laid out: what every template of them gets."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from aviso.content.fragments import Fragment
from aviso.content.pages import find_begun_locales
from aviso.model.library import Library
from aviso.site.inline import render_labels
from aviso.site.notice_facts import NoticeFacts

# A block without facts: it is left out, and so is a heading with nothing else below it.
NOTHING = Fragment(Markup(""), "", is_block=True)


class NoticeBlocks(NoticeFacts):
    """Lays out blocks of facts with the templates in ``overrides/partials/notice``."""

    def _render_notice_block(self, template: str, **values: Any) -> Fragment:
        return self._render_block(
            template,
            notice=self.notice,
            library=self.notice.library,
            cite=self.cite,
            labels=self._render_labels,
            term=self._find_term,
            home_of=self._locate_home,
            **values,
        )

    def _locate_home(self, identifier: str, library: Library) -> str:
        """Return the address of another library's notice, in this language if it has it."""
        project, locale = self.renderer.project, self.words.locale
        return library.address + (
            project.locales.find_prefix(locale)
            if locale in find_begun_locales(project, identifier, library.system)
            else ""
        )

    def _render_labels(self, identifiers: tuple[str, ...], vocabulary: str) -> Markup:
        """Return what readers call these terms, kept since many practices have the same."""
        key = (self.words.locale, vocabulary, identifiers)
        if key not in self.html_cache:
            self.html_cache[key] = render_labels(
                self.renderer.layout.words,
                [self._find_term(vocabulary, identifier) for identifier in identifiers],
            )
        return self.html_cache[key]

    def _find_term(self, vocabulary: str, identifier: str) -> Any:
        return self.notice.terms[vocabulary][identifier]
