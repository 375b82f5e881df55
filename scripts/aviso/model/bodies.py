"""Names the bodies behind facts: the library, its system, the town, a company, or any other.

Whoever issued a document or sets a cookie is one of them.
"""

from __future__ import annotations

from typing import NamedTuple

from aviso.model.cookies import Cookie
from aviso.model.documents import Document
from aviso.model.keepers import LIBRARY, SYSTEM, TOWN
from aviso.model.library import Library
from aviso.model.localized import LocalizedText
from aviso.model.notice import Notice


class Body(NamedTuple):
    """A body by its name; or by the key of a word of the interface, if it has no name.

    ``vendor`` is the id of a company in the library's list.
    """

    name: LocalizedText | str | None = None
    word: str = ""
    vendor: str = ""


def find_body(
    written: LocalizedText | str | None, fact: Document | Cookie, notice: Notice
) -> Body | None:
    """Return the body that is written in a fact of a notice, or None if none is.

    The library of a fact that a member takes over is its system.
    """
    if written == TOWN:
        return Body(word="body.town")
    if written in (LIBRARY, SYSTEM):
        system = notice.system
        is_systems = system is not None and (written == SYSTEM or _holds(system, fact))
        return Body(system.name if system and is_systems else notice.library.name)
    for entry in notice.vendors:
        if entry.id == written:
            return Body(entry.vendor.name, vendor=entry.id)
    return Body(written) if written else None


def _holds(library: Library, fact: Document | Cookie) -> bool:
    """Tell whether a fact stands in a library's own record."""
    return fact in (*library.documents, *library.cookies)
