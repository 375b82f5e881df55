"""How blocks of a notice's facts are laid out: what every template of them gets."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from aviso.content.fragments import Fragment
from aviso.content.pages import find_begun_locales
from aviso.model.library import Library
from aviso.model.practices import Practice
from aviso.site.kept import KeptBy, KeptTime, find_keeper, list_kept_times
from aviso.site.notice_facts import NoticeFacts

# A block without facts: it is left out, and so is a heading with nothing else below it.
NOTHING = Fragment(Markup(""), "", is_block=True)


class NoticeBlocks(NoticeFacts):
    """Lays out blocks of facts with the templates in ``overrides/partials/notice``."""

    def _render_notice_block(self, template: str, **values: Any) -> Fragment:
        """Lay out a block, or take it over from another member of the same system."""
        blocks = self.shared.blocks
        if blocks is None:
            return self._lay_out(template, values)
        place = template, self.words.locale, self.renderer.page
        return blocks.get_or_make(place, values, lambda: self._lay_out(template, values))

    def _lay_out(self, template: str, values: dict[str, Any]) -> Fragment:
        return self._render_block(
            template,
            notice=self.notice,
            library=self.notice.library,
            cite=self.cite,
            labels=self._render_labels,
            way=self._render_way,
            label_of=self._find_label,
            term=self._find_term,
            home_of=self._locate_home,
            times=self._list_kept_times,
            keeper=self._find_keeper,
            procedure_pages=self.shared.procedure_pages,
            **values,
        )

    def _locate_home(self, identifier: str, library: Library) -> str:
        """Return the address of another library's notice, in this language if it has it."""
        project, locale, blocks = self.renderer.project, self.words.locale, self.shared.blocks
        begun = (
            blocks.find_begun_locales(identifier, library.system)
            if blocks
            else find_begun_locales(project, identifier, library.system)
        )
        return library.address + (project.locales.find_prefix(locale) if locale in begun else "")

    def _list_kept_times(self, practice: Practice) -> list[KeptTime]:
        link = self.renderer.make_link
        return list_kept_times(self.renderer.layout.words, practice, self.notice, link)

    def _find_keeper(self, practice: Practice) -> KeptBy | None:
        return find_keeper(practice, self.notice, self._locate_home, self.renderer.make_link)
