"""The blocks that show a list of a library's record; an empty list shows nothing.

Each block takes its values only from the notice.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aviso.model.notice import Notice
from aviso.model.organizations import find_organization


def list_cookies(notice: Notice) -> dict[str, Any]:
    """Return each cookie with the body that sets it."""
    return {
        "cookies": [
            (cookie, find_organization(cookie.set_by, cookie, notice))
            for cookie in notice.library.cookies
        ]
    }


def list_rights(notice: Notice) -> dict[str, Any]:
    """Return each right with its contact and its procedure."""
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


# By name: the template, the placeholder and the list in the record have the same name.
FACT_LISTS: dict[str, Callable[[Notice], dict[str, Any]]] = {
    "cookies": list_cookies,
    "rights": list_rights,
    "breach_notices": list_breach_notices,
}
