"""Checks a project: its records, its pages, and whether all languages say the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING

from aviso.checks.access_logs import HOSTING_CHECKS
from aviso.checks.bodies import bodies_are_known
from aviso.checks.branding import BRANDING_CHECKS
from aviso.checks.kept_references import KEPT_CHECKS
from aviso.checks.recipients import RECIPIENT_CHECKS
from aviso.checks.records import RECORD_CHECKS
from aviso.checks.rights import rights_lead_somewhere
from aviso.checks.suppressions import Suppressions, format_notes, is_found_by_check
from aviso.core.diagnostics import Diagnostic, has_errors
from aviso.core.project import Project
from aviso.model.records import Records

if TYPE_CHECKING:
    from aviso.checks.site_checks import KnownFindings, SiteChecks, SiteFindings

    CheckSites = Callable[[SiteChecks, Iterable[tuple[str, bool]]], dict[str, SiteFindings]]

BODY_CHECKS = (bodies_are_known, rights_lead_somewhere)


def check_all(
    project: Project, site_ids: list[str] | None = None, today: date | None = None
) -> list[Diagnostic]:
    """Return every finding that nobody accepts (``find_all``)."""
    return [found for found in find_all(project, site_ids, today) if not found.accepted]


def list_notes(project: Project, today: date | None = None) -> list[str]:
    """Return one line for each accepted finding: readers are told, or somebody accepts it."""
    return format_notes(find_all(project, today=today))


def find_all(
    project: Project,
    site_ids: list[str] | None = None,
    today: date | None = None,
    known: KnownFindings | None = None,
    check_sites: CheckSites | None = None,
) -> list[Diagnostic]:
    """Check the data and the pages of the named sites; of all sites, with None.

    Pages are checked as far as the data allow. Findings that readers are told of, or that
    ``data/accepted.yml`` accepts ``today``, are marked as accepted; its entries without effect are
    reported too. ``known`` has the findings of an earlier check, and ``check_sites`` checks several
    sites at once; without it, they are checked one after the other.
    """
    # A build uses this module too, and does not need the modules that read texts and compare
    # languages.
    from aviso.checks.whole_project import check_project

    suppressions = Suppressions.load(project, today)
    problems = check_project(project, site_ids, suppressions.today, known, check_sites)
    # Only a complete run knows what is no longer found.
    is_whole = site_ids is None and not has_errors(problems)
    unused = suppressions.find_unused(problems, is_found_by_check) if is_whole else ()
    return [*suppressions.apply(problems), *suppressions.find_faults(), *unused]


def check_records(records: Records) -> list[Diagnostic]:
    """Run every rule over the records."""
    rules = (
        *RECORD_CHECKS,
        *RECIPIENT_CHECKS,
        *BODY_CHECKS,
        *BRANDING_CHECKS,
        *HOSTING_CHECKS,
        *KEPT_CHECKS,
    )
    return [problem for rule in rules for problem in rule(records)]
