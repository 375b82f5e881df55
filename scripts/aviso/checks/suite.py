"""Checks a project: its records, its pages, and whether all languages say the same."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from aviso.checks.suppressions import Suppressions, is_found_by_check
from aviso.checks.whole_project import check_project
from aviso.core.diagnostics import Diagnostic, has_errors
from aviso.core.project import Project

if TYPE_CHECKING:
    from aviso.checks.site_checks import CheckSites, KnownFindings


def check_all(
    project: Project, site_ids: list[str] | None = None, today: date | None = None
) -> list[Diagnostic]:
    """Return every finding that nobody accepts (``find_all``)."""
    return [found for found in find_all(project, site_ids, today) if not found.accepted]


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
    suppressions = Suppressions.load(project, today)
    problems = check_project(project, site_ids, suppressions.today, known, check_sites)
    # Only a complete run knows what is no longer found.
    is_whole = site_ids is None and not has_errors(problems)
    unused = suppressions.find_unused(problems, is_found_by_check) if is_whole else ()
    return [*suppressions.apply(problems), *suppressions.find_faults(), *unused]
