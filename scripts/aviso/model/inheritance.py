"""Adds to a member's record the facts of its system: all of them, or those on some services.

A consortium often shares a catalog and nothing else. Its member then keeps a notice of its own, and
takes over the facts of the consortium only in some situations.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from aviso.core.trees import find_key
from aviso.model.documents import Document
from aviso.model.keepers import SYSTEM
from aviso.model.library import Library
from aviso.model.records import Records

# The lists that a member inherits from its system, and the key by which its own entries replace
# inherited ones.
INHERITED = {
    "contacts": "id",
    "documents": "id",
    "practices": "id",
    "cookies": "name",
    "commitments": "id",
    "disclosures": "id",
    "age_rules": "id",
    "procedures": "id",
    "rights": "right",
    "breach_notices": "id",
    "vendors": "vendor",
    "laws": "law",
    "quick_answers": "link",
    "open_questions": "id",
}
# The fields that a member inherits as a whole, unless it has its own.
INHERITED_WHOLE = ("website_log", "security", "global_privacy_control")


def resolve_inheritance(own: Library, records: Records) -> Library:
    """Return a library's record with everything that it inherits from its system.

    Without a system, or if the system's record is not valid, return the library's own record.
    """
    system = records.libraries.get(own.system) if own.system else None
    return inherit(own, system) if system else own


def inherit(member: Library, system: Library) -> Library:
    """Return the member's record, with its system's entries where it has none of its own."""
    if member.takes_over is not None:
        system = select_shared(system, member)
    merged = {
        name: _merge(getattr(system, name), getattr(member, name), key)
        for name, key in INHERITED.items()
    }
    whole = {
        name: getattr(system, name) if getattr(member, name) is None else getattr(member, name)
        for name in INHERITED_WHOLE
    }
    return member.model_copy(update={**merged, **whole})


def _merge(base: tuple[Any, ...], own: tuple[Any, ...], key: str) -> tuple[Any, ...]:
    replacing = {getattr(entry, key): entry for entry in own}
    kept = tuple(replacing.pop(getattr(entry, key), entry) for entry in base)
    return kept + tuple(replacing.values())


def select_shared(system: Library, member: Library) -> Library:
    """Return the part of a system's record for a member that takes over some situations.

    It has the practices in these situations, and everything that they name: documents, laws,
    contacts, procedures and companies. The system keeps the data, unless a practice says who does.
    The log of the system's web server is not that of the member's notice.
    """
    practices = tuple(
        one.model_copy(update={"kept_by": one.kept_by or SYSTEM, "server_log": False})
        for one in system.practices
        if one.situation in (member.takes_over or ())
    )
    contacts = {one.choice.contact for one in practices}
    procedures = {one.choice.procedure for one in practices}
    laws = {stage.because for one in practices for stage in one.stages}
    shared = system.model_copy(
        update={
            **dict.fromkeys(INHERITED, ()),
            **dict.fromkeys(INHERITED_WHOLE),
            "practices": practices,
            "contacts": tuple(one for one in system.contacts if one.id in contacts),
            "procedures": tuple(one for one in system.procedures if one.id in procedures),
            "laws": tuple(one for one in system.laws if one.law in laws),
        }
    )
    documents = tuple(_list_cited(system.documents, _list_sources((member, shared))))
    companies = {one.issued_by for one in documents} | {one.kept_by for one in practices}
    vendors = tuple(one for one in system.vendors if one.vendor in companies)
    return shared.model_copy(update={"documents": documents, "vendors": vendors})


def _list_sources(libraries: Iterable[Library]) -> set[str]:
    """Return the id of every statement that these records cite as a source."""
    return {
        identifier
        for library in libraries
        for _, named in find_key(library.model_dump(mode="json"), "source")
        for identifier in named
    }


def _list_cited(documents: Iterable[Document], cited: set[str]) -> Iterable[Document]:
    """Yield the documents with a statement or a change that is cited."""
    for document in documents:
        ids = {one.id for one in document.statements} | {one.id for one in document.revisions}
        if ids & cited:
            yield document
