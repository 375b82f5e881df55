"""The companies of a notice in two lists: those of which something is known, and all others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aviso.model.notice import VendorEntry

UNVERIFIED, UNKNOWN = "not-verified", "unknown"


def list_companies(entries: Sequence[VendorEntry]) -> dict[str, Any]:
    """Return what the table of companies shows.

    ``known`` are those of which somebody knows what is sent to them or what they receive,
    ``named`` the rest. ``says_sent`` tells whether what is sent is known of any, ``has_days``
    whether any has a day since which nobody has checked, and ``not_reviewed`` is the sentence on
    policies that nobody has reviewed, "" if all were.
    """
    known = [one for one in entries if _is_known(one)]
    companies = [one for one in entries if one.vendor.kind == "company"]
    reviewed = [one for one in companies if one.vendor.reviewed_on]
    return {
        "known": known,
        "named": [one for one in entries if one not in known],
        "says_sent": any(one.use.state != UNVERIFIED for one in known),
        "has_days": any(one.use.since for one in entries),
        "not_reviewed": ""
        if len(reviewed) == len(companies)
        else "vendors.some_reviewed"
        if reviewed
        else "vendors.not_reviewed",
    }


def _is_known(entry: VendorEntry) -> bool:
    return entry.use.state != UNVERIFIED or entry.vendor.data_received != UNKNOWN
