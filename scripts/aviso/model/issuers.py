"""Whose document a document is: the library, its system, the town, a company or another body."""

from __future__ import annotations

from typing import NamedTuple

from aviso.model.documents import Document
from aviso.model.localized import LocalizedText
from aviso.model.notice import Notice

LIBRARY = "library"
SYSTEM = "system"
TOWN = "town"
# The words that stand for a body; any other word in the form of an id is that of a company.
BODIES = (LIBRARY, SYSTEM, TOWN)


class Issuer(NamedTuple):
    """A body by its name; or by the key of a word of the interface, if it has no name.

    ``vendor`` is the id of a company in the library's list.
    """

    name: LocalizedText | str | None = None
    word: str = ""
    vendor: str = ""


def find_issuer(document: Document, notice: Notice) -> Issuer | None:
    """Return whose document it is, or None if the record does not say.

    The library of a document that a member takes over is its system.
    """
    issued_by = document.issued_by
    if issued_by == TOWN:
        return Issuer(word="document.issuer.town")
    if issued_by in (LIBRARY, SYSTEM):
        system = notice.system
        is_taken_over = system is not None and document in system.documents
        owner = system if system and (issued_by == SYSTEM or is_taken_over) else notice.library
        return Issuer(owner.name)
    for entry in notice.vendors:
        if entry.id == issued_by:
            return Issuer(entry.vendor.name, vendor=entry.id)
    return Issuer(issued_by) if issued_by else None
