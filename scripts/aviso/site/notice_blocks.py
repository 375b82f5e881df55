"""Lays out blocks of a notice's facts, with the values that all their templates get."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeVar

from markupsafe import Markup

from aviso.content.fragments import Fragment
from aviso.content.pages import find_begun_locales
from aviso.model.library import Library
from aviso.model.practices import Practice
from aviso.site.home_links import locate_home
from aviso.site.notice_facts import NoticeFacts
from aviso.site.retention import KeptBy, KeptTime, find_keeper, list_kept_times
from aviso.site.shared_rules import (
    SILENT_FIELDS,
    SharedRule,
    SharedRuleReference,
    SharedSilence,
    collect_sources,
    list_shared_rules,
    list_shared_silences,
    list_silences,
)

Found = TypeVar("Found")
# A block without facts is left out, and so is a heading with nothing else below it.
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
            cite=partial(self.cite, is_line=True),
            labels=self._render_labels,
            way=self._render_way,
            label_of=self._find_label,
            term=self._find_term,
            home_of=self._locate_home,
            times=self._list_kept_times,
            keeper=self._find_keeper,
            procedure_pages=self.shared.procedure_pages,
            silence_at=self._find_open_question,
            rule_of=self._refer_to_shared_rule,
            silences_of=self._list_silences,
            sources_of=self._collect_sources,
            **values,
        )

    def _locate_home(self, identifier: str, library: Library) -> str:
        """Return the address of another library's notice, in this language if it has it."""
        project, locale, blocks = self.renderer.project, self.words.locale, self.shared.blocks
        begun = (
            blocks.find_begun_locales(identifier, library.page_system)
            if blocks
            else find_begun_locales(project, identifier, library.page_system)
        )
        return locate_home(project, locale, library, begun)

    def _list_kept_times(self, practice: Practice) -> list[KeptTime]:
        link = self.renderer.make_link
        return list_kept_times(self.renderer.layout.words, practice, self.notice, link)

    def _find_open_question(self, field: str, is_named: bool = False) -> str:
        """Return where the question stands that a field of practices is left open by; else "".

        If no question names the field, it is where the questions begin, or "" for ``is_named``.
        """
        questions, page = self.notice.library.open_questions, self.shared.block_pages
        first = None if is_named else next(iter(questions), None)
        found = next((one for one in questions if field in one.leaves_open), first)
        if found is None or "open_questions" not in page:
            return ""
        return self.renderer.make_link(page["open_questions"], f"open-{found.id}")

    @property
    def _shared_rules(self) -> list[SharedRule]:
        """The rules that a page says once for several practices; none if no page does."""
        return self._find_once("shared_rules", list_shared_rules)

    @property
    def _shared_silences(self) -> list[SharedSilence]:
        return self._find_once("shared_silences", list_shared_silences)

    def _find_once(
        self, name: str, find: Callable[[Sequence[Practice]], list[Found]]
    ) -> list[Found]:
        """Return what the practices have in common, found once for all pages."""
        if "shared_rules" not in self.shared.block_pages:
            return []
        # Read them also for what is kept: the block depends on them.
        practices = self.notice.library.practices
        if name not in self.html_cache:
            self.html_cache[name] = find(practices)
        found: list[Found] = self.html_cache[name]
        return found

    def _refer_to_shared_rule(self, practice: Practice) -> SharedRuleReference | None:
        """Return how a card refers to a rule that a page says once."""
        rule = self._find_shared_rule(practice)
        if rule is None:
            return None
        address = self.renderer.make_link(self.shared.block_pages["shared_rules"], rule.id)
        return SharedRuleReference(
            "" if address.startswith("#") else address, rule.list_others(practice)
        )

    def _find_shared_rule(self, practice: Practice) -> SharedRule | None:
        return next((rule for rule in self._shared_rules if practice in rule.practices), None)

    def _list_silences(self, practice: Practice) -> dict[str, str]:
        """Return what the documents do not say of a practice, but for what a page says once.

        It is by the field, with the word of the interface.
        """
        said = {one.field for one in self._shared_silences if practice in one.practices}
        return {
            field: SILENT_FIELDS[field]
            for field in list_silences(practice)
            if field not in said and field != "purposes"
        }

    def _collect_sources(self, practice: Practice) -> tuple[str, ...]:
        rule = self._find_shared_rule(practice)
        return collect_sources(practice, rule.source if rule else ())

    def _find_keeper(self, practice: Practice) -> KeptBy | None:
        return find_keeper(practice, self.notice, self._locate_home, self.renderer.make_link)
