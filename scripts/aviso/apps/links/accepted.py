"""Finds entries under ``links`` of data/accepted.yml that have expired or that match nothing."""

from __future__ import annotations

from datetime import date

from aviso.apps.links.checker import Report
from aviso.checks.suppressions import EXPIRED, MATCHES_NOTHING
from aviso.core.diagnostics import Diagnostic
from aviso.core.project import ACCEPTED_FILE
from aviso.core.yaml_positions import PositionedValue
from aviso.model.upkeep import AcceptedLink


def find_expired(
    entries: tuple[AcceptedLink, ...], marked: PositionedValue, today: date
) -> list[Diagnostic]:
    """Return a problem for each entry whose last day has passed; ``marked`` has the lines."""
    return [
        EXPIRED.at(
            ACCEPTED_FILE,
            marked.find_line(("links", index)),
            f'the acceptance of "{entry.address}" expired on {entry.until}',
            "Look at it again: set a new end date, or delete the entry.",
        )
        for index, entry in enumerate(entries)
        if entry.until < today
    ]


def find_unused(
    report: Report, entries: tuple[AcceptedLink, ...], marked: PositionedValue
) -> list[Diagnostic]:
    """Return a problem for each entry that matches no address of a complete run."""
    return [
        MATCHES_NOTHING.at(
            ACCEPTED_FILE,
            marked.find_line(("links", index)),
            f'this accepts something that is no longer found ({entry.group}: "{entry.address}")',
            "Delete the entry.",
        )
        for index, entry in enumerate(entries)
        if not any(entry.is_for(one.address, one.group) for one in report.findings)
    ]
