"""The placeholders of a library's notice: single facts, and blocks of facts."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from aviso.content.fragments import FactError, Fragment, Sections
from aviso.i18n.search_synonyms import load_search_groups
from aviso.model.age_rules import COLLECTING, SEEING
from aviso.model.notice import group_by_section
from aviso.model.organizations import find_organization
from aviso.site.age_tables import list_age_tables
from aviso.site.companies import list_companies
from aviso.site.contact_lists import list_contacts
from aviso.site.fact_lists import FACT_LISTS, group_commitments, list_laws
from aviso.site.notice_blocks import NOTHING
from aviso.site.privacy_label import COLUMNS, list_rows, make_columns
from aviso.site.proof import PROOF_FILE
from aviso.site.search_index import SEARCH_WORDS
from aviso.site.sections import NoticeSections
from aviso.site.unverified import list_unverified


class NoticeContext(NoticeSections):
    """The placeholders of the pages of a library's notice."""

    def _make_names(self) -> dict[str, Any]:
        return {
            **super()._make_names(),
            "quick_answers": self.render_quick_answers,
            "privacy_label": self.render_privacy_label,
            "commitments": self.render_commitments,
            "contacts": self.render_contacts,
            "contact_card": self.render_contact_card,
            "document_dates": self.render_document_dates,
            "practices": self.render_practices,
            "shared_rules": self.render_shared_rules,
            "disclosures": self.render_disclosures,
            "age_rules": self.render_age_rules,
            "procedure": self.render_procedure,
            "telephone_box": self.render_telephone_box,
            "vendors": self.render_vendors,
            "vendor_details": self.render_vendor_details,
            "laws": self.render_laws,
            "document_summary": self.render_document_summary,
            "revisions": self.render_revisions,
            "open_questions": self.render_open_questions,
            "publication": self.render_publication,
            "basis": self.render_basis,
            "sources": self.render_sources,
            "unverified": self.render_unverified,
            "members": self.render_members,
            "exceptions": self.render_exceptions,
            "proof": self.render_proof,
            "languages": self.render_languages,
            "glossary": self.render_glossary,
            **{name: partial(self.render_list, name) for name in FACT_LISTS},
        }

    def render_search(self) -> Fragment:
        """The place of the search; below it what people come for, whom to ask, and every page."""
        has_groups = bool(load_search_groups(self.renderer.project, self.words.locale))
        return self._render_block(
            "search",
            outline=self.outline,
            words=SEARCH_WORDS if has_groups else "",
            answers=self.render_quick_answers().html,
            contacts=self.render_contacts().html,
        )

    def render_quick_answers(self) -> Fragment:
        """The questions that most readers have."""
        if not self.notice.library.quick_answers:
            return NOTHING
        return self._render_notice_block(
            "quick_answers",
            answers=[
                (answer, *answer.link.partition("#")[::2])
                for answer in self.notice.library.quick_answers
            ],
        )

    def render_privacy_label(self) -> Fragment:
        """The table of what is kept, why, how long and who sees it."""
        rows, more = list_rows(self.notice)
        practices = [practice for row in rows for practice in row.practices]
        if not practices:
            return NOTHING
        columns = make_columns(rows)
        return self._render_notice_block(
            "privacy_label",
            rows=rows,
            more=more,
            columns=[column for column in columns if column.is_column],
            sentences=[column for column in columns if column.has_sentence],
            stated={
                name: [one for one in practices if value(one)] for name, value in COLUMNS.items()
            },
            has_dash=any(column.has_silence for column in columns),
            has_unmarked=any(one.data and one.identifies == "unknown" for one in practices),
            asked=next((one for one in self.notice.library.contacts if one.is_verified), None),
        )

    def render_commitments(self, topic: str | None = None) -> Fragment:
        """The promises of one topic, or all that belong on the first page."""
        if topic is not None:
            self._require_known(
                self.notice.terms["topics"],
                "topic",
                topic,
                "Topics are in data/terms/topics.yml.",
            )
        chosen = [
            c
            for c in self.notice.library.commitments
            if (c.topic == topic if topic else c.headline)
        ]
        if not chosen:
            reason = f'the library has no commitment of the topic "{topic}"' if topic else ""
            return replace(NOTHING, absence=reason)
        groups = group_commitments(self.notice, chosen)
        return self._render_notice_block("commitments", groups=groups)

    def render_contacts(self, about: str = "") -> Fragment:
        """All contacts or those for one subject, or the sentence that the library names none."""
        contacts = list_contacts(self.notice.library.contacts, about)
        return self._render_notice_block("contacts", contacts=contacts)

    def render_contact_card(self, identifier: str) -> Fragment:
        """One contact."""
        return self._render_notice_block(
            "contacts", contacts=[self._find_record("contacts", "contact", identifier)]
        )

    def render_document_dates(self) -> Fragment:
        """The source documents and their dates in one line."""
        if not self.notice.library.documents:
            return NOTHING
        return self._render_notice_block("document_dates")

    def render_practices(self, situation: str | None = None) -> Fragment | Sections:
        """What is done with data in one situation, or a section for each of them."""
        if situation is None:
            return self.list_situations()
        by_id = {entry.id: entry for entry in self.notice.situations}
        entry = self._require_known(
            by_id,
            "situation",
            situation,
            "Only situations that the library has practices for can be shown.",
        )
        return self._render_notice_block("practices", practices=entry.practices)

    def render_shared_rules(self) -> Fragment:
        """What holds for several kinds of records, said and cited once."""
        if not self._shared_rules and not self._shared_silences:
            return NOTHING
        return self._render_notice_block(
            "shared_rules", rules=self._shared_rules, silences=self._shared_silences
        )

    def render_disclosures(self) -> Fragment:
        """Who may be given information, and when."""
        return self._render_list("disclosures", "disclosures", "disclosure rules")

    def render_age_rules(self, about: str = "") -> Fragment:
        """What an adult may see of a child's record, what is collected, or both, by age."""
        if about not in ("", SEEING, COLLECTING):
            raise FactError(
                f'age rules are about "{SEEING}" or "{COLLECTING}", not about "{about}"',
                f"Write age_rules('{SEEING}') or age_rules('{COLLECTING}').",
            )
        tables = list_age_tables(self.notice.library.age_rules, about)
        if not tables:
            of_that = f" about {about}" if about else ""
            return replace(NOTHING, absence=f"the library has no age rules{of_that}")
        return self._render_notice_block("age_rules", tables=tables)

    def render_procedure(self, identifier: str) -> Fragment:
        """The steps of one procedure; who does them is said once, if one person does them all."""
        procedure = self._find_record("procedures", "procedure", identifier)
        actors = {self.words.get_text(step.actor) for step in procedure.steps}
        sources = [step.source for step in procedure.steps]
        return self._render_notice_block(
            "procedure",
            procedure=procedure,
            shared=self.find_shared_source([*sources, procedure.source]) if all(sources) else (),
            actor=procedure.steps[0].actor if len(actors) == 1 else None,
        )

    def render_telephone_box(self, contact: str = "") -> Fragment:
        """A large telephone number, or a blank to fill in by hand where the record has none."""
        found = self._find_record("contacts", "contact", contact) if contact else None
        return self._render_notice_block(
            "telephone_box", contact=found if found and found.telephone else None
        )

    def render_vendors(self) -> Fragment:
        """The companies: those of which something is known, then those that are only named."""
        return self._render_notice_block(
            "vendors",
            details_page=self.shared.block_pages.get("vendor_details", ""),
            **list_companies(self.notice.vendors),
        )

    def render_vendor_details(self) -> Fragment:
        """What is known about each company, and from where."""
        if not self.notice.vendors:
            return NOTHING
        return self._render_notice_block("vendor_details", entries=self.notice.vendors)

    def render_laws(self) -> Fragment:
        """The laws that the sources name, then others that bear on the subject."""
        return self._render_notice_block("laws", **list_laws(self.notice))

    def render_document_summary(self, identifier: str) -> Fragment:
        """One document section by section."""
        document = self._find_record("documents", "document", identifier)
        return self._render_notice_block(
            "document_summary",
            document=document,
            issuer=find_organization(document.issued_by, document, self.notice),
            sections=group_by_section(document),
            definitions=[s for s in document.statements if s.defines],
        )

    def render_revisions(self) -> Fragment:
        """All dated changes, newest first."""
        if not self.notice.revisions:
            return replace(NOTHING, absence="none of the library's documents has a dated revision")
        return self._render_notice_block("revisions", revisions=self.notice.revisions)

    def render_open_questions(self) -> Fragment:
        """What the sources leave open."""
        return self._render_notice_block(
            "open_questions", questions=self.notice.library.open_questions
        )

    def render_publication(self) -> Fragment:
        """Whether the wording is approved, and whose notice it is."""
        return self._render_notice_block("publication")

    def render_basis(self) -> Fragment:
        """What the notice retells, in a sentence or two."""
        return self._render_notice_block("basis")

    def render_sources(self) -> Fragment:
        """The documents that the notice rests on."""
        return self._render_notice_block("sources")

    def render_unverified(self) -> Fragment:
        """What nobody has checked."""
        return self._render_notice_block("unverified", **list_unverified(self.notice))

    def render_members(self) -> Fragment:
        """The member libraries that have a site of their own."""
        return self._render_notice_block("members")

    def render_exceptions(self) -> Fragment:
        """Where a member differs from its system; nothing for other libraries."""
        return self._render_notice_block("exceptions", exceptions=self.notice.library.exceptions)

    def render_proof(self) -> Fragment:
        """What was checked on the finished site, and the result."""
        return self._render_block(
            "proof",
            proof=self.shared.proof,
            pages=self.shared.pages,
            file=f"{self.shared.root}{PROOF_FILE}",
        )

    def render_languages(self) -> Fragment:
        """Which language prevails, and whether somebody has confirmed that they say the same."""
        return self._render_notice_block("languages", outdated=self.outdated)

    def render_glossary(self) -> Fragment:
        """The words that the notice uses in a meaning of their own."""
        rows = [
            (name, entry)
            for name, entry in self.notice.glossary.items()
            if entry.explanation
            and self.words.locale in {*entry.label.locales} & {*entry.explanation.locales}
        ]
        return self._render_notice_block("glossary", entries=rows)

    def render_list(self, name: str) -> Fragment:
        """A list of the record that has its own block; nothing if it is empty."""
        facts = FACT_LISTS[name](self.notice)
        if not any(facts.values()):
            return replace(NOTHING, absence=f"the library has no {name.replace('_', ' ')}")
        return self._render_notice_block(name, **facts)

    def _render_list(self, kind: str, called: str, in_words: str) -> Fragment:
        found = getattr(self.notice.library, kind)
        if not found:
            return replace(NOTHING, absence=f"the library has no {in_words}")
        return self._render_notice_block(kind, **{called: found})
