"""The facts of a notice that nobody has checked."""

from __future__ import annotations

from typing import Any

from aviso.model.notice import Notice


def list_unverified(notice: Notice) -> dict[str, list[Any]]:
    """Return them by kind: records of the library, or entries of the notice."""
    own = notice.library
    return {
        "documents": [one for one in own.documents if one.statements and not one.checked],
        "contacts": [
            one
            for one in own.contacts
            if not one.verification or one.verification.state != "verified"
        ],
        "vendors": [
            entry
            for entry in notice.vendors
            if entry.use.state == "not-verified" or not entry.use.since
        ],
        "unread": [
            entry
            for entry in notice.vendors
            if entry.vendor.kind == "company" and not entry.vendor.reviewed_on
        ],
        "changed": [entry for entry in notice.vendors if entry.changed_on],
        "laws": [
            entry
            for entry in notice.laws
            if entry.law.unsure or entry.law.status == "cited-not-checked"
        ],
    }
