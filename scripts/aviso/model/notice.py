"""Composes a Notice from one library's record and the records that it names, for all locales.

It reads no clock and no files. The records that a notice names must exist; ``aviso.checks.records``
makes sure of that.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from aviso.core.partial_dates import make_date_key
from aviso.model.documents import Document, Revision, Statement
from aviso.model.inheritance import resolve_inheritance
from aviso.model.library import Library
from aviso.model.practices import Practice
from aviso.model.records import Records
from aviso.model.registers import Law, Vendor
from aviso.model.uses import LawUse, VendorUse
from aviso.model.vocabulary import GlossaryEntry, Term


@dataclass(frozen=True)
class Reference:
    """Where a statement is: its document and, if the document numbers them, its section."""

    document: Document
    statement: Statement | Revision

    @property
    def section(self) -> str | None:
        """The section as the document numbers it, or None."""
        return self.statement.section


@dataclass(frozen=True)
class VendorEntry:
    """A vendor with what the library adds about its use.

    ``changed_on`` is the day since which its policy differs from the reviewed one.
    """

    id: str
    vendor: Vendor
    use: VendorUse
    changed_on: date | None = None


@dataclass(frozen=True)
class LawEntry:
    """A law with the library's citation and the law that replaces it today."""

    id: str
    law: Law
    use: LawUse
    successor: Law | None

    @property
    def is_cited_alike(self) -> bool:
        """Tell whether the library's document writes it as the register does, or shorter."""
        citation, cited = self.law.citation, self.use.as_cited
        written = [citation] if isinstance(citation, str) else citation.root.values()
        return cited is not None and any(cited in one for one in written)


@dataclass(frozen=True)
class Situation:
    """A situation and the practices in it."""

    id: str
    term: Term
    practices: tuple[Practice, ...]


@dataclass(frozen=True)
class Notice:
    """Everything that one library's site says, before it is written in a language or as HTML."""

    id: str
    library: Library
    system: Library | None
    members: tuple[tuple[str, Library], ...]
    vendors: tuple[VendorEntry, ...]
    laws: tuple[LawEntry, ...]
    situations: tuple[Situation, ...]
    terms: dict[str, dict[str, Term]]
    glossary: dict[str, GlossaryEntry]

    @cached_property
    def references(self) -> dict[str, Reference]:
        """Every statement of the documents by its id."""
        found: dict[str, Reference] = {}
        for document in self.library.documents:
            statements: list[Statement | Revision] = [*document.statements, *document.revisions]
            found |= {one.id: Reference(document, one) for one in statements if one.id}
        return found

    @property
    def is_draft(self) -> bool:
        """Tell whether the library has not approved the wording."""
        return not self.library.publication.is_approved

    @property
    def is_begun(self) -> bool:
        """Tell whether the notice has only been begun: it retells no document yet."""
        return not any(document.statements for document in self.library.documents)

    @property
    def states_nothing(self) -> bool:
        """Tell whether the notice has no fact yet that somebody could check."""
        return states_nothing(self.library)

    @property
    def compared_on(self) -> date | None:
        """The day of the last comparison with all documents; None if one was never compared.

        Of several days it is the first: after it, not all of them have been compared again.
        """
        retold = [one.checked for one in self.library.documents if one.statements]
        days = [check.on for check in retold if check]
        return min(days) if days and len(days) == len(retold) else None

    @cached_property
    def revisions(self) -> list[tuple[Document, Revision]]:
        """The dated changes of all documents, newest first."""
        pairs = [
            (document, revision)
            for document in self.library.documents
            for revision in document.revisions
        ]
        return sorted(pairs, key=lambda pair: make_date_key(pair[1].effective), reverse=True)

    def find_record(self, kind: str, identifier: str) -> Any:
        """Return an entry of a list of the library ("contacts", "documents" …) by its id.

        Raises KeyError if there is none.
        """
        for entry in getattr(self.library, kind):
            if entry.id == identifier:
                return entry
        raise KeyError(identifier)


def states_nothing(library: Library) -> bool:
    """Tell whether a record says only who the library is, and nothing that somebody could check."""
    return not any(document.statements for document in library.documents) and not (
        *library.practices,
        *library.commitments,
        *library.disclosures,
        *library.age_rules,
        *library.procedures,
        *library.contacts,
        *library.vendors,
        *library.laws,
    )


def compose_notice(library_id: str, records: Records) -> Notice:
    """Return a library's notice with all references resolved. Raises KeyError for unknown ids."""
    own = records.libraries[library_id]
    system = records.libraries[own.system] if own.system else None
    library = resolve_inheritance(own, records)
    return Notice(
        id=library_id,
        library=library,
        system=system,
        members=tuple(
            (name, other)
            for name, other in sorted(records.libraries.items())
            if other.page_system == library_id
        ),
        vendors=_compose_vendors(library, records),
        laws=tuple(_compose_law(use, records) for use in library.laws),
        situations=_compose_situations(library, records),
        terms=records.terms,
        glossary=records.glossary,
    )


def _compose_vendors(library: Library, records: Records) -> tuple[VendorEntry, ...]:
    entries = [
        VendorEntry(
            use.vendor, records.vendors[use.vendor], use, find_change_date(use.vendor, records)
        )
        for use in library.vendors
    ]
    return tuple(sorted(entries, key=lambda entry: (entry.vendor.kind == "company", entry.id)))


def find_change_date(vendor: str, records: Records) -> date | None:
    """Return the day since which a vendor's policy differs from the reviewed one.

    None if nobody has reviewed it, or if somebody has read it since the change.
    """
    changed, reviewed = records.changed_policies.get(vendor), records.vendors[vendor].reviewed_on
    return changed if changed and reviewed and changed > reviewed else None


def _compose_law(use: LawUse, records: Records) -> LawEntry:
    law = records.laws[use.law]
    return LawEntry(use.law, law, use, records.laws[law.replaced_by] if law.replaced_by else None)


def _compose_situations(library: Library, records: Records) -> tuple[Situation, ...]:
    """Return the situations that have practices, in the order of the vocabulary."""
    return tuple(
        Situation(name, term, practices)
        for name, term in records.terms["situations"].items()
        if (
            practices := tuple(
                practice for practice in library.practices if practice.situation == name
            )
        )
    )


def group_by_section(document: Document) -> list[tuple[str | None, Any, list[Any]]]:
    """Group a document's statements by part, as (number, heading, statements)."""
    numbers = sorted((section.number for section in document.sections), key=len, reverse=True)
    headings = {section.number: section.heading for section in document.sections}
    groups: dict[str | None, list[Any]] = {section.number: [] for section in document.sections}
    for statement in document.statements:
        part = next((number for number in numbers if belongs_to(statement.section, number)), None)
        groups.setdefault(part, []).append(statement)
    return [
        (number, headings.get(number) if number else None, statements)
        for number, statements in groups.items()
        if statements
    ]


def belongs_to(section: str | None, part: str) -> bool:
    """Tell whether section ``III.B.i`` belongs to part ``III.B``."""
    return section is not None and (section == part or section.startswith(f"{part}."))
