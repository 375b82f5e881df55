"""The blocks that show a list of a library's record, and vanish where the list is empty.

Each takes its values from the notice alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aviso.model.bodies import find_body
from aviso.model.notice import Notice


def list_cookies(notice: Notice) -> dict[str, Any]:
    """Return each cookie with whoever sets it."""
    return {
        "cookies": [
            (cookie, find_body(cookie.set_by, cookie, notice)) for cookie in notice.library.cookies
        ]
    }


def list_rights(notice: Notice) -> dict[str, Any]:
    """Return each right with the contact and the procedure that it leads to."""
    return {
        "rights": [
            (
                right,
                right.contact and notice.find_record("contacts", right.contact),
                right.procedure and notice.find_record("procedures", right.procedure),
            )
            for right in notice.library.rights
        ]
    }


def list_breach_notices(notice: Notice) -> dict[str, Any]:
    """Return whom the library tells of a breach."""
    return {"notices": notice.library.breach_notices}


# By the name of the template, which is that of the placeholder and of the list in the record.
FACT_LISTS: dict[str, Callable[[Notice], dict[str, Any]]] = {
    "cookies": list_cookies,
    "rights": list_rights,
    "breach_notices": list_breach_notices,
}
