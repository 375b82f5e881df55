"""Finds the facts in a notice that answer a question of patrons, and the silences."""

from __future__ import annotations

from typing import Any

from aviso.model.localized import LocalizedText
from aviso.model.notice import Notice
from aviso.model.practices import Practice

OFFICERS = {"court", "law-enforcement", "immigration-officers", "anyone-else"}
PATRONS = {"patron", "authorized-person"}
ON_OWN_BEHALF = {*PATRONS, "parent"}
ONLINE, ON_SITE = {"website", "catalog"}, {"computers", "network"}
BORROWING = {"borrowing", "interlibrary-loan"}
MESSAGES = {"mailings", "messages", "newsletters", "text-messages"}


def list_silence_unless(found: object) -> list[LocalizedText | str]:
    """Return one silence unless something was found."""
    return [] if found else [""]


def list_practices(notice: Notice, situations: set[str]) -> list[Practice]:
    """Return the practices of these situations."""
    return [one for one in notice.library.practices if one.situation in situations]


def list_collecting(notice: Notice) -> list[Practice]:
    """Return the practices that collect data."""
    return [one for one in notice.library.practices if one.data]


def list_commitments(notice: Notice, *topics: str) -> list[Any]:
    """Return the commitments of these topics."""
    return [one for one in notice.library.commitments if one.topic in topics]


def list_rules(notice: Notice, recipients: set[str]) -> list[Any]:
    """Return the disclosures and the procedures that are about these recipients."""
    own = notice.library
    return [
        *(one for one in own.disclosures if one.recipient in recipients),
        *(one for one in own.procedures if one.requested_by in recipients),
    ]


def list_for_officers(notice: Notice) -> list[Any]:
    """Return the facts on officers and courts, and the procedures that patrons do not begin."""
    others = [one for one in notice.library.procedures if one.requested_by not in ON_OWN_BEHALF]
    rules = list_rules(notice, OFFICERS)
    return [*rules, *(one for one in others if one not in rules)]


def list_for_patrons(notice: Notice) -> list[Any]:
    """Return what is said of seeing, correcting and deleting one's own data."""
    return [*notice.library.rights, *list_rules(notice, PATRONS)]


def list_on_security(notice: Notice) -> list[Any]:
    """Return what is said of security, and of who is told of a breach."""
    return [*list_commitments(notice, "security"), *notice.library.breach_notices]


def list_about_children(notice: Notice) -> list[Any]:
    """Return the facts on children."""
    return [
        *notice.library.age_rules,
        *list_commitments(notice, "children"),
        *list_rules(notice, {"parent"}),
    ]


def find_unlimited(notice: Notice, are_loans: bool) -> list[LocalizedText | str]:
    """Return the practices that do not say how long: of loans, or all others."""
    found = [one for one in list_collecting(notice) if (one.situation in BORROWING) == are_loans]
    if are_loans and not list_practices(notice, BORROWING):
        return [""]
    if not notice.library.practices:
        return [""]
    return [one.title for one in found if not one.retention]


def find_lacking(notice: Notice, field: str) -> list[LocalizedText | str]:
    """Return the practices that leave a field empty; one silence, if there are no practices."""
    if not notice.library.practices:
        return [""]
    return [one.title for one in list_collecting(notice) if not getattr(one, field)]


def list_online(notice: Notice) -> list[Any]:
    """Return the facts on the website, its cookies and the catalog."""
    return [
        *list_practices(notice, ONLINE),
        *notice.library.cookies,
        *list_commitments(notice, "cookies", "tracking"),
    ]


def find_unknown_sendings(notice: Notice) -> list[LocalizedText | str]:
    """Return the companies for which nobody knows what is sent to them."""
    if not notice.vendors:
        return [""]
    return [one.vendor.name for one in notice.vendors if one.use.state == "not-verified"]


def list_retelling(notice: Notice) -> list[Any]:
    """Return the documents that the notice retells."""
    return [one for one in notice.library.documents if one.statements]
