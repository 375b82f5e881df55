"""The placeholders for single facts of a library's notice: contacts, companies, laws."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from aviso.content.fragments import FactError, FieldView, Fragment
from aviso.content.page_text import Page
from aviso.content.placeholder_rules import UNKNOWN_NAME
from aviso.core.host_names import show_address
from aviso.core.suggestions import suggest
from aviso.core.telephones import format_telephone, make_telephone_link
from aviso.i18n.names_in_sentences import write_library, write_of_library
from aviso.i18n.retention_words import describe_within_sentence
from aviso.model.contacts import Contact
from aviso.model.localized import LocalizedText
from aviso.model.notice import Notice, Reference
from aviso.site.citations import CitedPlace, render_citation
from aviso.site.inline import render_labels, render_link
from aviso.site.page_context import OutlineEntry, PageContext
from aviso.site.shared_context import SharedContext
from aviso.site.templates import Renderer

# The id of a term of a vocabulary, or the library's own words.
Named = str | LocalizedText


class NoticeFacts(PageContext):
    """The placeholders for single facts on the pages of a library's notice."""

    def __init__(
        self,
        renderer: Renderer,
        outline: list[OutlineEntry],
        notice: Notice,
        shared: SharedContext,
        counterpart: Page | None = None,
        is_fallback: bool = False,
    ) -> None:
        super().__init__(renderer, outline, counterpart, is_fallback)
        self.outdated = shared.outdated
        # Reading it is noted where blocks are remembered.
        self.notice = shared.blocks.notice if shared.blocks else notice
        self.shared = shared
        self.html_cache = shared.html_cache

    def _make_names(self) -> dict[str, Any]:
        return {
            **super()._make_names(),
            "library": self._view_library_once(),
            "contact": self.find_contact,
            "vendor": self.find_vendor,
            "law": self.find_law,
            "document": self.find_document,
            "retention": self.format_retention,
            "source": self.render_source,
        }

    def _view_library_once(self) -> FieldView:
        """The library itself, the same on all pages in one language."""
        key = ("library", self.words.locale)
        if key not in self.html_cache:
            self.html_cache[key] = self.view_library()
        found: FieldView = self.html_cache[key]
        return found

    def view_library(self) -> FieldView:
        """The library itself."""
        own = self.notice.library
        return FieldView(
            "the library",
            {
                "name": self.words.get_text(own.name),
                "short_name": self.words.get_text(own.short_name),
                "name_in_sentence": write_library(self.words, own),
                "of_name": write_of_library(self.words, own),
                "jurisdiction": self.words.get_text(own.jurisdiction),
                "website": self._render_link(
                    own.website, show_address(own.website).split("//", 1)[1].strip("/")
                ),
                "address": self._render_link(own.address, show_address(own.address)),
                "system": self.words.get_text(self.notice.system.name)
                if self.notice.system
                else None,
            },
        )

    def find_contact(self, identifier: str) -> FieldView:
        """One contact by its id."""
        found: Contact = self._find_record("contacts", "contact", identifier)
        return FieldView(
            f'the contact "{identifier}"',
            {
                "role": self.words.get_text(found.role),
                "name": self.words.get_text(found.name) or None,
                "email": self._find_way(found, f"mailto:{found.email}", show_address(found.email))
                if found.email
                else None,
                "telephone": self._find_way(
                    found,
                    make_telephone_link(found.telephone),
                    format_telephone(found.telephone, self.renderer.project.locales.country),
                )
                if found.telephone
                else None,
                "form": self._find_way(found, found.form, show_address(found.form))
                if found.form
                else None,
                "postal_address": found.postal_address,
                "hours": self.words.get_text(found.hours) or None,
            },
        )

    def _find_way(self, contact: Contact, address: str, text: str) -> Fragment:
        return Fragment(self._render_way(contact, address, text), text)

    def _render_way(self, contact: Contact, address: str, text: str) -> Markup:
        """Return an address of a contact: a link, or plain text if nobody has verified it.

        People would write to an unverified address although perhaps nobody reads it, or somebody
        else does.
        """
        if contact.is_verified:
            return render_link(self.words, address, text)
        return Markup("<bdi{}>{}</bdi>").format(self.words.left_to_right, text)

    def find_vendor(self, identifier: str) -> FieldView:
        """One vendor that the library uses."""
        entries = {entry.id: entry for entry in self.notice.vendors}
        entry = self._require_known(
            entries, "vendor", identifier, "Only vendors that this library uses can be named."
        )
        name = self.words.get_text(entry.vendor.name)
        default = self.renderer.project.locales.default
        policy, _ = entry.vendor.select_policy(self.words.locale, default)
        return FieldView(
            f'the vendor "{identifier}"',
            {
                "name": self._render_link(
                    self.renderer.make_link("companies", identifier),
                    name,
                    self.words.render_name(entry.vendor.name),
                ),
                "service": self.words.get_text(entry.vendor.service),
                "privacy_policy": self._render_link(policy, policy) if policy else None,
            },
        )

    def find_law(self, identifier: str) -> FieldView:
        """One law that the library names."""
        entries = {entry.id: entry for entry in self.notice.laws}
        entry = self._require_known(
            entries, "law", identifier, "Only laws in the library's list can be named."
        )
        return FieldView(
            f'the law "{identifier}"',
            {
                "citation": self._render_link(
                    self.renderer.make_link("laws", identifier),
                    self.words.get_text(entry.law.citation),
                    self.words.render_name(entry.law.citation),
                ),
                "title": self.words.get_text(entry.law.title),
            },
        )

    def find_document(self, identifier: str) -> FieldView:
        """One document by its id."""
        found = self._find_record("documents", "document", identifier)
        dates = {
            name: getattr(found, name) for name in ("effective", "adopted", "reviewed", "archived")
        }
        return FieldView(
            f'the document "{identifier}"',
            {
                "title": self.words.get_text(found.title),
                "label": self._render_link(
                    self.renderer.make_link("documents", identifier),
                    self.words.get_label(found.label),
                ),
                "number": found.number,
                **{
                    name: self.words.format_day(day) if day else None for name, day in dates.items()
                },
            },
        )

    def format_retention(self, identifier: str) -> str:
        """How long one practice keeps its data, in words."""
        stages = self._find_record("practices", "practice", identifier).stages
        if not stages:
            return self.words.get_string("not_stated")
        return describe_within_sentence(self.words, stages, self.notice.terms)

    def render_source(self, *identifiers: str) -> Fragment:
        """An unobtrusive reference to statements of the documents."""
        if not identifiers:
            raise FactError(
                "the reference names no statement", "Write its id in quotes, like source('EX-01')."
            )
        for identifier in identifiers:
            self._require_known(
                self.notice.references,
                "statement",
                identifier,
                "Statements are listed under documents in the library's file.",
            )
        return Fragment(Markup(" ") + self.cite(identifiers), "")

    def cite(self, identifiers: tuple[str, ...], *, is_line: bool = False) -> Markup:
        """Return the reference to statements as HTML, within prose or as a line; empty for none.

        It is cached, because several pages often have the same reference.
        """
        if not identifiers:
            return Markup("")
        # Read it also for a reference that is cached: the block depends on it.
        references = self.notice.references
        key = (self.words.locale, self.renderer.make_link("documents", "…"), is_line, identifiers)
        if key not in self.html_cache:
            self.html_cache[key] = render_citation(
                self.renderer.layout.words,
                identifiers,
                [*self._list_places(identifiers, references)],
                is_line=is_line,
            )
        found: Markup = self.html_cache[key]
        return found

    def _list_places(
        self, identifiers: tuple[str, ...], references: Mapping[str, Reference]
    ) -> Iterator[CitedPlace]:
        """Yield each document and section that has one of the statements, once."""
        unique: dict[tuple[str, str | None], tuple[str, Reference]] = {}
        for identifier in identifiers:
            reference = references[identifier]
            unique.setdefault((reference.document.id, reference.section), (identifier, reference))
        for identifier, reference in unique.values():
            yield CitedPlace(
                self.renderer.make_link("documents", identifier.lower()),
                self.renderer.layout.words.get_label(reference.document.label),
                reference.section,
            )

    def _render_labels(self, named: tuple[Named, ...], vocabulary: str) -> Markup:
        """Return the labels of these terms; cached, because many practices have the same."""
        # Read them also for a list that is cached: the block depends on them.
        terms = self.notice.terms[vocabulary]
        key = (self.words.locale, vocabulary, named)
        if key not in self.html_cache:
            self.html_cache[key] = render_labels(
                self.renderer.layout.words,
                [terms[one].label if isinstance(one, str) else one for one in named],
            )
        found: Markup = self.html_cache[key]
        return found

    def _find_label(self, named: Named, vocabulary: str) -> LocalizedText:
        """Return the label of a term, or the library's own words."""
        if isinstance(named, str):
            return self.notice.terms[vocabulary][named].label
        return named

    def _find_term(self, vocabulary: str, identifier: str) -> Any:
        return self.notice.terms[vocabulary][identifier]

    def _find_record(self, kind: str, called: str, identifier: str) -> Any:
        by_id = {entry.id: entry for entry in getattr(self.notice.library, kind)}
        return self._require_known(
            by_id, called, identifier, f"Look under {kind} in the library's file."
        )

    @staticmethod
    def _require_known(known: dict[str, Any], called: str, identifier: str, hint: str) -> Any:
        if not isinstance(identifier, str) or identifier not in known:
            raise FactError(
                f'{called} "{identifier}" does not exist here',
                suggest(str(identifier), known) or hint,
                UNKNOWN_NAME,
            )
        return known[identifier]
