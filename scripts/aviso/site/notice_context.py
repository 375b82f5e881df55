"""What the pages of a library's notice may call: single facts, and whole blocks of them."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from aviso.content.fragments import FactError, Fragment
from aviso.content.pages import begun_locales
from aviso.content.placeholder_rules import NOTHING_TO_SHOW
from aviso.model.library import Library
from aviso.model.notice import by_section
from aviso.site.inline import labels
from aviso.site.notice_facts import NoticeFacts
from aviso.site.proof import PROOF_FILE


class NoticeContext(NoticeFacts):
    """What the pages of a library's notice can call."""

    def _make_names(self) -> dict[str, Any]:
        blocks = [
            self.quick_answers,
            self.privacy_label,
            self.commitments,
            self.contacts,
            self.contact_card,
            self.document_dates,
            self.practices,
            self.disclosures,
            self.age_rules,
            self.procedure,
            self.vendors,
            self.vendor_details,
            self.laws,
            self.document_summary,
            self.revisions,
            self.open_questions,
            self.publication,
            self.basis,
            self.sources,
            self.unverified,
            self.members,
            self.exceptions,
            self.proof,
            self.languages,
            self.glossary,
        ]
        return {
            **super()._make_names(),
            **{call.__name__: call for call in blocks},
        }

    def quick_answers(self) -> Fragment:
        """The things that people come for."""
        return self._notice_block(
            "quick_answers",
            answers=[
                (answer, *answer.link.partition("#")[::2])
                for answer in self.notice.library.quick_answers
            ],
        )

    def privacy_label(self) -> Fragment:
        """The table of what is kept, why, how long and who sees it."""
        shown = [
            (situation, [p for p in situation.practices if p.on_label])
            for situation in self.notice.situations
        ]
        rows = [(situation, practices) for situation, practices in shown if practices]
        return self._notice_block(
            "privacy_label",
            rows=rows,
            more=[situation for situation, practices in shown if not practices],
        )

    def commitments(self, topic: str | None = None) -> Fragment:
        """The promises of one topic, or all that belong on the first page."""
        if topic is not None:
            self._known(
                self.notice.terms["topics"],
                "topic",
                topic,
                "Topics stand in data/terms/topics.yml.",
            )
        chosen = [
            c
            for c in self.notice.library.commitments
            if (c.topic == topic if topic else c.headline)
        ]
        if topic and not chosen:
            raise FactError(
                f'the library has no commitment of the topic "{topic}"',
                "Take the block off the page, or add one to the library's file.",
                NOTHING_TO_SHOW,
            )
        return self._notice_block("commitments", commitments=chosen)

    def contacts(self) -> Fragment:
        """All contacts, or the sentence that the library names none."""
        return self._notice_block("contacts", contacts=self.notice.library.contacts)

    def contact_card(self, identifier: str) -> Fragment:
        """One contact."""
        return self._notice_block(
            "contacts", contacts=[self._record("contacts", "contact", identifier)]
        )

    def document_dates(self) -> Fragment:
        """The source documents and their dates in one line."""
        return self._notice_block("document_dates")

    def practices(self, situation: str) -> Fragment:
        """What is done with data in one situation."""
        by_id = {entry.id: entry for entry in self.notice.situations}
        entry = self._known(
            by_id,
            "situation",
            situation,
            "Only situations that the library has practices for can be shown.",
        )
        return self._notice_block("practices", practices=entry.practices)

    def disclosures(self) -> Fragment:
        """Who may be given information, and when."""
        return self._notice_block(
            "disclosures", disclosures=self._require_any("disclosures", "disclosure rules")
        )

    def age_rules(self) -> Fragment:
        """What an adult may see of a child's record, by age."""
        return self._notice_block("age_rules", rules=self._require_any("age_rules", "age rules"))

    def procedure(self, identifier: str) -> Fragment:
        """The steps of one procedure."""
        return self._notice_block(
            "procedure", procedure=self._record("procedures", "procedure", identifier)
        )

    def vendors(self) -> Fragment:
        """The table of companies."""
        return self._notice_block("vendors", entries=self.notice.vendors)

    def vendor_details(self) -> Fragment:
        """What is known about each company, and from where."""
        return self._notice_block("vendor_details", entries=self.notice.vendors)

    def laws(self) -> Fragment:
        """The laws that the sources name, then others that bear on the subject."""
        cited = [entry for entry in self.notice.laws if entry.use.source]
        return self._notice_block(
            "laws",
            groups=[
                ("laws_cited", cited),
                ("laws_related", [e for e in self.notice.laws if not e.use.source]),
            ],
        )

    def document_summary(self, identifier: str) -> Fragment:
        """One document section by section."""
        document = self._record("documents", "document", identifier)
        return self._notice_block(
            "document_summary",
            document=document,
            sections=by_section(document),
            definitions=[s for s in document.statements if s.defines],
        )

    def revisions(self) -> Fragment:
        """All dated changes, newest first."""
        if not self.notice.revisions:
            raise FactError(
                "none of the library's documents has a dated revision",
                "Take {{ revisions() }} off the page, or add revisions to a document.",
                NOTHING_TO_SHOW,
            )
        return self._notice_block("revisions", revisions=self.notice.revisions)

    def open_questions(self) -> Fragment:
        """What the sources leave open."""
        return self._notice_block("open_questions", questions=self.notice.library.open_questions)

    def publication(self) -> Fragment:
        """Whether the wording is approved, and whose notice it is."""
        return self._notice_block("publication")

    def basis(self) -> Fragment:
        """What the notice retells, in a sentence or two."""
        return self._notice_block("basis")

    def sources(self) -> Fragment:
        """The documents that the notice rests on."""
        return self._notice_block("sources")

    def unverified(self) -> Fragment:
        """What nobody has checked."""
        own = self.notice.library
        return self._notice_block(
            "unverified",
            contacts=[
                c for c in own.contacts if c.verification and c.verification.state == "not-verified"
            ],
            vendors=[entry for entry in self.notice.vendors if entry.use.state == "not-verified"],
            unread=[
                entry
                for entry in self.notice.vendors
                if entry.vendor.kind == "company" and not entry.vendor.reviewed_on
            ],
            changed=[entry for entry in self.notice.vendors if entry.changed_on],
            laws=[entry for entry in self.notice.laws if entry.law.unsure],
        )

    def members(self) -> Fragment:
        """The member libraries that have a site of their own."""
        return self._notice_block("members")

    def exceptions(self) -> Fragment:
        """Where a member differs from its system; nothing for other libraries."""
        return self._notice_block("exceptions", exceptions=self.notice.library.exceptions)

    def proof(self) -> Fragment:
        """What was checked of the finished site, and what was found."""
        return self._block(
            "proof",
            proof=self.shared.proof,
            pages=self.shared.pages,
            file=f"{self.shared.root}{PROOF_FILE}",
        )

    def languages(self) -> Fragment:
        """Which language decides, and whether somebody has confirmed that they say the same."""
        return self._notice_block("languages", outdated=self.outdated)

    def glossary(self) -> Fragment:
        """The words that the notice uses in a meaning of their own."""
        # In the order of the file, which is the same in every language.
        rows = [
            (name, entry)
            for name, entry in self.notice.glossary.items()
            if entry.explanation
            and self.words.locale in {*entry.label.locales} & {*entry.explanation.locales}
        ]
        return self._notice_block("glossary", entries=rows)

    def _notice_block(self, template: str, **values: Any) -> Fragment:
        return self._block(
            template,
            notice=self.notice,
            library=self.notice.library,
            cite=self.cite,
            labels=self._labels,
            term=self._term,
            home_of=self._home_of,
            **values,
        )

    def _home_of(self, identifier: str, library: Library) -> str:
        """Return the address of another library's notice, in this language if it has it."""
        project, locale = self.renderer.project, self.words.locale
        return library.address + (
            project.locales.prefix(locale)
            if locale in begun_locales(project, identifier, library.system)
            else ""
        )

    def _labels(self, identifiers: tuple[str, ...], vocabulary: str) -> Markup:
        """Return what readers call these terms, kept since many practices have the same."""
        key = (self.words.locale, vocabulary, identifiers)
        if key not in self.html_cache:
            self.html_cache[key] = labels(
                self.renderer.layout.words,
                [self._term(vocabulary, identifier) for identifier in identifiers],
            )
        return self.html_cache[key]

    def _term(self, vocabulary: str, identifier: str) -> Any:
        return self.notice.terms[vocabulary][identifier]

    def _require_any(self, kind: str, called: str) -> tuple[Any, ...]:
        found: tuple[Any, ...] = getattr(self.notice.library, kind)
        if not found:
            raise FactError(
                f"the library has no {called}",
                "Take the block off the page, or add them to the library's file.",
                NOTHING_TO_SHOW,
            )
        return found
