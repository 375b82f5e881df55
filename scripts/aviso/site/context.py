"""What a page may call between ``{{`` and ``}}``: one locale's view of a Notice, as inline values and blocks of HTML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from aviso.content.fragments import FactError, FieldView, Fragment, SharedText
from aviso.content.page_text import Page
from aviso.content.pages import begun_locales
from aviso.content.placeholder_rules import NOTHING_TO_SHOW, UNKNOWN_NAME
from aviso.core.suggestions import did_you_mean
from aviso.i18n.catalog import telephone_link, telephone_text
from aviso.model.contacts import Contact
from aviso.model.front_page import load_front_page
from aviso.model.library import Library
from aviso.model.notice import Notice, Reference, by_section
from aviso.site.inline import CitedPlace, citation, labels, link
from aviso.site.proof import PROOF_FILE, Proof
from aviso.site.templates import Renderer

if TYPE_CHECKING:
    from aviso.i18n.outdated import OutdatedMark, OutdatedTexts
    from aviso.site.site import LibrarySummary, OutlineEntry


class PageContext:
    """What pages of every site can call: the search, dates, shared texts."""

    def __init__(
        self,
        renderer: Renderer,
        outline: list[OutlineEntry],
        counterpart: Page | None = None,
        is_stand_in: bool = False,
    ) -> None:
        """``is_stand_in`` says that the page is not written in this language; its text leads to its ``counterpart``, its title needs none."""
        self.renderer = renderer
        self.words = renderer.words
        self.outline = outline
        self.counterpart = counterpart
        self.is_stand_in = is_stand_in

    @property
    def names(self) -> dict[str, Any]:
        """Everything that a page may name, by name. It is not kept: it would keep us, and all of a site until somebody looks for such circles."""
        return self._names()

    def _names(self) -> dict[str, Any]:
        stand_in = (
            {"word": self.words.string, "untranslated": self.untranslated}
            if self.is_stand_in
            else {}
        )
        return {"search": self.search, "date": self.date, "shared": SharedText, **stand_in}

    def untranslated(self) -> Fragment:
        """Where the page stands that is not written in this language; its ids are kept, so that links to them arrive."""
        if self.counterpart is None:
            raise FactError("the other language cannot be shown here", "A title has words only.")
        sections = [
            section
            for section in self.counterpart.html_summary.sections
            if section.anchor and section.heading
        ]
        others = [
            name
            for name in self.counterpart.html_summary.ids
            if name not in {section.anchor for section in sections}
        ]
        return self._block(
            "untranslated",
            counterpart=self.counterpart,
            href=self.other_address(self.counterpart.source.locale),
            sections=sections,
            others=others,
        )

    def other_address(self, locale: str) -> str:
        """The address of this page in another language, as seen from here."""
        known = self.renderer.project.locales
        up = "../" if known.prefix(self.renderer.words.locale) else ""
        name = self.renderer.page
        address = self.renderer.address_in(locale, name)
        return ("" if name == "index" else "../") + up + known.prefix(locale) + (
            "" if name == "index" else f"{address}/"
        ) or "./"

    def mark(self, mark: OutdatedMark, anchor: str, is_block: bool = False) -> Markup:
        """What tells the reader that a text is not up to date."""
        href = self.other_address(mark.behind) + (f"#{anchor}" if anchor else "")
        return self.renderer.block("outdated", mark=mark, href=href, is_block=is_block)

    def search(self) -> Fragment:
        """The place of the search, and an outline of the site for readers without JavaScript."""
        return self._block("search", outline=self.outline)

    def date(self, day: str) -> str:
        """A date in the words of the page's language."""
        found = _date_in(day)
        if found is None:
            raise FactError(
                f'"{day}" is not a date', "Write year-month-day in quotes, like date('2025-12-03')."
            )
        return self.words.day(found)

    def _block(self, template: str, **values: Any) -> Fragment:
        return Fragment(self.renderer.block(template, **values), "", is_block=True)

    def _link(self, address: str, text: str, shown: Markup | None = None) -> Fragment:
        return Fragment(link(self.words, address, text, shown), text)


def _date_in(text: object) -> date | None:
    """The date that a text of a page is, or None."""
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None


class FrontPageContext(PageContext):
    """What the front page can call: the list of the libraries, and the texts of data/front.yml."""

    def __init__(
        self,
        renderer: Renderer,
        outline: list[OutlineEntry],
        cards: dict[str, LibrarySummary],
        counterpart: Page | None = None,
        is_stand_in: bool = False,
    ) -> None:
        super().__init__(renderer, outline, counterpart, is_stand_in)
        self.cards = cards

    def _names(self) -> dict[str, Any]:
        blocks = (self.libraries, self.introduction, self.note)
        return {**super()._names(), **{call.__name__: call for call in blocks}}

    def introduction(self) -> Fragment:
        """What leads into the list: the project's own words, or the usual ones."""
        own = load_front_page(self.renderer.project)[0].text
        text = self.words.text(own) if own else self.words.string("front.introduction")
        return self._block("front_text", text=text)

    def note(self) -> Fragment:
        """The project's own remark below what each notice tells; nothing where it has none."""
        note = load_front_page(self.renderer.project)[0].note
        return self._block("front_text", text=self.words.text(note) if note else "")

    def libraries(self) -> Fragment:
        """The list of the libraries, by name in the page's language; some do not wish to be on it."""
        rows = sorted(
            (item for item in self.cards.items() if item[1].is_listed),
            key=lambda item: self.words.text(item[1].name).casefold(),
        )
        return self._block(
            "libraries",
            libraries=[(card, *self._way_to(name, card)) for name, card in rows],
            all=self.cards,
        )

    def _way_to(self, name: str, card: LibrarySummary) -> tuple[str, str | None]:
        """Where a library's notice is, in this language if it has it; else in the first, which is named."""
        known, locale = self.renderer.project.locales, self.words.locale
        up = "../" if known.prefix(locale) else ""
        return (
            (f"{up}{name}/{known.prefix(locale)}", None)
            if locale in card.locales
            else (f"{up}{name}/", known.default)
        )


@dataclass
class SharedContext:
    """What the pages of one site share beside the notice: the proof, the way to it, references and lists that are laid out already."""

    root: str
    pages: int
    proof: Proof | None
    html_cache: dict[Any, Markup]
    aging: OutdatedTexts | None = None


class NoticeContext(PageContext):
    """What the pages of a library's notice can call."""

    def __init__(
        self,
        renderer: Renderer,
        outline: list[OutlineEntry],
        notice: Notice,
        shown: SharedContext,
        counterpart: Page | None = None,
        is_stand_in: bool = False,
    ) -> None:
        super().__init__(renderer, outline, counterpart, is_stand_in)
        self.aging = shown.aging
        self.notice = notice
        self.shown = shown
        self.html_cache = shown.html_cache

    def _names(self) -> dict[str, Any]:
        lookups = [self.contact, self.vendor, self.law, self.document, self.retention, self.source]
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
            **super()._names(),
            "library": self.library(),
            **{call.__name__: call for call in (*lookups, *blocks)},
        }

    # Inline values

    def library(self) -> FieldView:
        """The library itself."""
        own = self.notice.library
        return FieldView(
            "the library",
            {
                "name": self.words.text(own.name),
                "short_name": self.words.text(own.short_name),
                "jurisdiction": self.words.text(own.jurisdiction),
                "website": self._link(own.website, own.website.split("//", 1)[1].strip("/")),
                "address": self._link(own.address, own.address),
                "system": self.words.text(self.notice.system.name) if self.notice.system else None,
            },
        )

    def contact(self, identifier: str) -> FieldView:
        """One contact by its id."""
        found: Contact = self._record("contacts", "contact", identifier)
        return FieldView(
            f'the contact "{identifier}"',
            {
                "role": self.words.text(found.role),
                "name": self.words.text(found.name) or None,
                "email": self._link(f"mailto:{found.email}", found.email) if found.email else None,
                "telephone": self._link(
                    telephone_link(found.telephone), telephone_text(found.telephone)
                )
                if found.telephone
                else None,
                "form": self._link(found.form, found.form) if found.form else None,
                "postal_address": found.postal_address,
                "hours": self.words.text(found.hours) or None,
            },
        )

    def vendor(self, identifier: str) -> FieldView:
        """One vendor that the library uses."""
        entries = {entry.id: entry for entry in self.notice.vendors}
        entry = self._known(
            entries, "vendor", identifier, "Only vendors that this library uses can be named."
        )
        name = self.words.text(entry.vendor.name)
        policy = entry.vendor.privacy_policy
        return FieldView(
            f'the vendor "{identifier}"',
            {
                "name": self._link(
                    self.renderer.link("companies", identifier),
                    name,
                    self.words.name(entry.vendor.name),
                ),
                "service": self.words.text(entry.vendor.service),
                "privacy_policy": self._link(policy, policy) if policy else None,
            },
        )

    def law(self, identifier: str) -> FieldView:
        """One law that the library names."""
        entries = {entry.id: entry for entry in self.notice.laws}
        entry = self._known(
            entries, "law", identifier, "Only laws in the library's list can be named."
        )
        return FieldView(
            f'the law "{identifier}"',
            {
                "citation": self._link(
                    self.renderer.link("laws", identifier),
                    self.words.text(entry.law.citation),
                    self.words.name(entry.law.citation),
                ),
                "title": self.words.text(entry.law.title),
            },
        )

    def document(self, identifier: str) -> FieldView:
        """One document by its id."""
        found = self._record("documents", "document", identifier)
        dates = {
            name: getattr(found, name) for name in ("effective", "adopted", "reviewed", "archived")
        }
        return FieldView(
            f'the document "{identifier}"',
            {
                "title": self.words.text(found.title),
                "label": self._link(
                    self.renderer.link("documents", identifier), self.words.label(found.label)
                ),
                "number": found.number,
                **{name: self.words.day(day) if day else None for name, day in dates.items()},
            },
        )

    def retention(self, identifier: str) -> str:
        """How long one practice keeps its data, in words."""
        found = self._record("practices", "practice", identifier).retention
        if found is None:
            return self.words.string("not_stated")
        return self.words.period(found.period) if found.period else self.words.text(found.vague)

    def source(self, *identifiers: str) -> Fragment:
        """An unobtrusive reference to statements of the documents."""
        if not identifiers:
            raise FactError(
                "the reference names no statement", "Write its id in quotes, like source('EX-01')."
            )
        for identifier in identifiers:
            self._known(
                self.notice.references,
                "statement",
                identifier,
                "Statements are listed under documents in the library's file.",
            )
        return Fragment(Markup(" ") + self.cite(identifiers), "")

    def cite(self, identifiers: tuple[str, ...]) -> Markup:
        """The reference to statements, as HTML; nothing for none. The same reference often stands on several pages."""
        if not identifiers:
            return Markup("")
        key = (self.words.locale, self.renderer.link("documents", "…"), identifiers)
        if key not in self.html_cache:
            self.html_cache[key] = citation(
                self.renderer.layout.words, identifiers, self._places(identifiers)
            )
        return self.html_cache[key]

    def _places(self, identifiers: tuple[str, ...]) -> Iterator[CitedPlace]:
        """The address, the document's label and the section of each place that the statements stand in, each document and section once."""
        unique: dict[tuple[str, str | None], Reference] = {}
        for identifier in identifiers:
            reference = self.notice.references[identifier]
            unique.setdefault((reference.document.id, reference.section), reference)
        for reference in unique.values():
            yield (
                self.renderer.link("documents", reference.statement.id.lower()),
                self.renderer.layout.words.label(reference.document.label),
                reference.section,
            )

    # Blocks

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
            "disclosures", disclosures=self._some("disclosures", "disclosure rules")
        )

    def age_rules(self) -> Fragment:
        """What an adult may see of a child's record, by age."""
        return self._notice_block("age_rules", rules=self._some("age_rules", "age rules"))

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
        """The laws that the sources name, and those that they do not name but that bear on the subject."""
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
            proof=self.shown.proof,
            pages=self.shown.pages,
            file=f"{self.shown.root}{PROOF_FILE}",
        )

    def languages(self) -> Fragment:
        """Which language decides, and whether somebody has confirmed that they say the same."""
        return self._notice_block("languages", aging=self.aging)

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
        """Where another library's notice begins, in this language if it has it."""
        project, locale = self.renderer.project, self.words.locale
        return library.address + (
            project.locales.prefix(locale)
            if locale in begun_locales(project, identifier, library.system)
            else ""
        )

    def _labels(self, identifiers: tuple[str, ...], vocabulary: str) -> Markup:
        """What readers call these terms; many practices and companies have the same."""
        key = (self.words.locale, vocabulary, identifiers)
        if key not in self.html_cache:
            self.html_cache[key] = labels(
                self.renderer.layout.words,
                [self._term(vocabulary, identifier) for identifier in identifiers],
            )
        return self.html_cache[key]

    def _term(self, vocabulary: str, identifier: str) -> Any:
        return self.notice.terms[vocabulary][identifier]

    def _some(self, kind: str, called: str) -> tuple[Any, ...]:
        found: tuple[Any, ...] = getattr(self.notice.library, kind)
        if not found:
            raise FactError(
                f"the library has no {called}",
                "Take the block off the page, or add them to the library's file.",
                NOTHING_TO_SHOW,
            )
        return found

    def _record(self, kind: str, called: str, identifier: str) -> Any:
        by_id = {entry.id: entry for entry in getattr(self.notice.library, kind)}
        return self._known(by_id, called, identifier, f"Look under {kind} in the library's file.")

    @staticmethod
    def _known(known: dict[str, Any], called: str, identifier: str, hint: str) -> Any:
        if not isinstance(identifier, str) or identifier not in known:
            raise FactError(
                f'{called} "{identifier}" does not exist here',
                did_you_mean(str(identifier), known) or hint,
                UNKNOWN_NAME,
            )
        return known[identifier]
