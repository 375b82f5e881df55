"""The placeholders of default pages: sections for all facts of a kind, and conditions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from aviso.content.fragments import Condition, FactError, Fragment, Sections
from aviso.content.placeholder_rules import UNKNOWN_NAME
from aviso.content.placeholders import escape_markdown
from aviso.core.suggestions import suggest
from aviso.model.choices import FREE
from aviso.model.library import Library
from aviso.site.age_tables import list_age_tables
from aviso.site.fact_lists import group_commitments
from aviso.site.notice_blocks import NOTHING, NoticeBlocks

# The field that divides the entries of a list into kinds, as in commitments.children.
PARTS = {
    "commitments": "topic",
    "practices": "situation",
    "procedures": "requested_by",
    "disclosures": "recipient",
}
# People who ask about their own record, or about the record of somebody whom they represent.
PATRON, OTHERS = "patron", "others"
ON_THEIR_OWN_BEHALF = (PATRON, "authorized-person", "parent")
# The topics whose promises have a place of their own on default pages.
PLACED_TOPICS = ("children", "cookies", "tracking", "email", "security", "sharing")
# Told apart by what they are about: age_rules.seeing, age_rules.collecting.
AGE_RULES = "age_rules"
# What a notice has besides the fields of a library's record.
OF_THE_NOTICE = ("members", "revisions")


class NoticeSections(NoticeBlocks):
    """The sections of default pages, and the conditions of their paragraphs."""

    def _make_names(self) -> dict[str, Any]:
        return {
            **super()._make_names(),
            "only_with": self.check_any,
            "only_without": self.check_none,
            "only_in": self.check_country,
            "procedures": self.list_procedures,
            "document_summaries": self.list_documents,
            "optional_practices": self.render_optional_practices,
            "other_commitments": self.render_other_commitments,
        }

    def check_any(self, *facts: str) -> Condition:
        """Show the paragraph only if the library has facts of one of these kinds."""
        if not facts:
            raise FactError("the condition names no facts", "Name them, like only_with('vendors').")
        return Condition(any([self._has(name) for name in facts]))

    def check_none(self, *facts: str) -> Condition:
        """Show the paragraph only if the library has no facts of these kinds."""
        return Condition(not self.check_any(*facts).holds)

    def check_country(self, *countries: str) -> Condition:
        """Show the paragraph only if the libraries are in one of these countries."""
        if not countries:
            raise FactError("the condition names no country", "Name its code, like only_in('US').")
        return Condition(self.renderer.project.locales.country in countries)

    def list_situations(self) -> Sections:
        """A section for each situation that the library has practices for."""
        return _join(
            (
                situation.id,
                self.words.get_string(
                    "situation.heading", what=self.words.get_text(situation.term.label)
                ),
                f"practices('{situation.id}')",
            )
            for situation in self.notice.situations
        )

    def list_procedures(self, whose: str = "") -> Sections:
        """A section for each procedure: of patrons, of others, or (without an argument) all."""
        if whose not in ("", PATRON, OTHERS):
            raise FactError(
                f'procedures are those of "{PATRON}" or "{OTHERS}", not of "{whose}"',
                "Write procedures('patron') or procedures('others').",
            )
        return _join(
            (f"steps-{one.id}", self.words.get_text(one.title), f"procedure('{one.id}')")
            for one in self.notice.library.procedures
            if not whose or whose == _tell_whose(one.requested_by)
        )

    def list_documents(self) -> Sections:
        """A section for each document."""
        return _join(
            (one.id, self.words.get_label(one.label), f"document_summary('{one.id}')")
            for one in self.notice.library.documents
        )

    def render_optional_practices(self) -> Fragment:
        """What patrons may leave out or turn off."""
        found = [one for one in self.notice.library.practices if one.choice.answer in FREE]
        if not found:
            return NOTHING
        return self._render_notice_block("optional_practices", practices=found)

    def render_other_commitments(self) -> Fragment:
        """The promises that no other default page shows."""
        found = [
            one
            for one in self.notice.library.commitments
            if not one.headline and one.topic not in PLACED_TOPICS
        ]
        if not found:
            return NOTHING
        return self._render_notice_block(
            "commitments", groups=group_commitments(self.notice, found)
        )

    def _has(self, facts: str) -> bool:
        """Tell whether there are facts of a kind, like vendors or commitments.children."""
        kind, _, part = facts.partition(".")
        known = (*OF_THE_NOTICE, *Library.model_fields)
        if kind not in known or (part and kind not in (*PARTS, AGE_RULES)):
            raise FactError(
                f'"{facts}" is not a kind of fact',
                suggest(kind, known) or "Name a list of the library's file, like vendors.",
                UNKNOWN_NAME,
            )
        found = getattr(self.notice if kind in OF_THE_NOTICE else self.notice.library, kind)
        if not part:
            return bool(found)
        if kind == AGE_RULES:
            return any(table.rows for table in list_age_tables(found, part))
        parts = [getattr(entry, PARTS[kind]) for entry in found]
        return part in (map(_tell_whose, parts) if kind == "procedures" else parts)


def _tell_whose(requested_by: str) -> str:
    return PATRON if requested_by in ON_THEIR_OWN_BEHALF else OTHERS


def _join(sections: Iterable[tuple[str, str, str]]) -> Sections:
    """Return sections of the second level from (id, heading, expression of the block)."""
    return Sections(
        "\n".join(
            f"## {escape_markdown(heading)} {{#{identifier}}}\n\n{{{{ {block} }}}}\n"
            for identifier, heading, block in sections
        )
    )
