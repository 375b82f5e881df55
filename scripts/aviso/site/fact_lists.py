"""The values of blocks that show a list of a library's record, taken only from the notice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from aviso.model.notice import Notice
from aviso.model.organizations import find_organization
from aviso.model.promises import Commitment

# So many laws need no overview.
FEW_LAWS = 3


def list_laws(notice: Notice) -> dict[str, Any]:
    """Return the laws that the sources name, then others, and what is said once for several.

    ``usual_day`` is the day on which most of them were checked, if that is more than one.
    """
    cited = [entry for entry in notice.laws if entry.use.source]
    related = [entry for entry in notice.laws if not entry.use.source]
    days = Counter(entry.law.checked_on for entry in notice.laws if entry.law.is_checked)
    day, count = next(iter(days.most_common(1)), (None, 0))
    return {
        "groups": [("laws_cited", cited), ("laws_related", related)],
        "overview": [*cited, *related] if len(notice.laws) > FEW_LAWS else [],
        "usual_day": day if count > 1 else None,
    }


def group_commitments(
    notice: Notice, commitments: Sequence[Commitment]
) -> list[tuple[bool, list[Commitment]]]:
    """Return promises in two groups, without an empty one: those of today, and those of the past.

    A promise is of the past if a document that it rests on is known only as an archived copy.
    """

    def is_past(one: Commitment) -> bool:
        cited = [notice.references[name] for name in one.source if name in notice.references]
        return any(reference.document.status == "archived" for reference in cited)

    groups = [
        (past, [one for one in commitments if is_past(one) == past]) for past in (False, True)
    ]
    return [group for group in groups if group[1]]


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


# An empty list shows nothing. The template, the placeholder and the list have the same name.
FACT_LISTS: dict[str, Callable[[Notice], dict[str, Any]]] = {
    "cookies": list_cookies,
    "rights": list_rights,
    "breach_notices": list_breach_notices,
}
