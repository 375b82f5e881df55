"""Names the body behind a fact: the library, its system, the town, a company, or another body.

It issued a document or sets a cookie, for example.
"""

from __future__ import annotations

from typing import NamedTuple

from aviso.model.cookies import Cookie
from aviso.model.documents import Document
from aviso.model.keepers import LIBRARY, SYSTEM, TOWN
from aviso.model.library import Library
from aviso.model.localized import LocalizedText
from aviso.model.notice import Notice


class Organization(NamedTuple):
    """A body with its name or, if it has none, the key of a word of the interface.

    ``vendor`` is the id of a company in the library's list.
    """

    name: LocalizedText | str | None = None
    word: str = ""
    vendor: str = ""


def find_organization(
    written: LocalizedText | str | None, fact: Document | Cookie, notice: Notice
) -> Organization | None:
    """Return the body that a fact of a notice names, or None if it names none.

    In a fact that a member inherits, "library" means its system.
    """
    if written == TOWN:
        return Organization(word="body.town")
    if written in (LIBRARY, SYSTEM):
        system = notice.system
        is_systems = system is not None and (written == SYSTEM or _holds(system, fact))
        return Organization(system.name if system and is_systems else notice.library.name)
    for entry in notice.vendors:
        if entry.id == written:
            return Organization(entry.vendor.name, vendor=entry.id)
    return Organization(written) if written else None


def _holds(library: Library, fact: Document | Cookie) -> bool:
    """Tell whether a fact is in a library's own record."""
    return fact in (*library.documents, *library.cookies)
