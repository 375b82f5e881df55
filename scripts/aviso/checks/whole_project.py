"""Checks a project: its data, then the sites made of them, then what sound texts can be asked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from aviso.checks.concerning import keep_concerning
from aviso.checks.expiry import find_expired_contacts
from aviso.checks.obstacles import find_obstacles
from aviso.checks.project_data import CheckedData, list_faulty_files, read_and_check
from aviso.checks.search_places import keep_missing_everywhere
from aviso.checks.settings import check_settings
from aviso.checks.site_checks import (
    CheckSites,
    FoundBySite,
    KnownFindings,
    NoKnownFindings,
    SiteChecks,
    check_in_process,
)
from aviso.checks.translations import LanguageRules, find_memory_faults
from aviso.content.pages import FRONT, SHARED
from aviso.core.diagnostics import Diagnostic, has_errors
from aviso.core.garbage import pause_garbage_collection
from aviso.core.package import explain_package_file
from aviso.core.project import Project


def check_project(
    project: Project,
    site_ids: list[str] | None,
    today: date,
    known: KnownFindings | None,
    check_sites: CheckSites | None,
) -> list[Diagnostic]:
    """Return everything that is wrong, accepted or not. The parameters are as in ``find_all``."""
    if blocking := find_obstacles(project):
        return [*blocking, *check_settings(project)]
    known = known or NoKnownFindings()
    with pause_garbage_collection():
        data = read_and_check(project, known, today)
    records = data.facts.records
    all_ids = [FRONT, *sorted(records.known["library"])]
    wanted = all_ids if site_ids is None else site_ids
    checks = SiteChecks(
        data.facts, LanguageRules.prepare(data.facts), known, frozenset(data.faulty)
    )
    unknown = [site_id for site_id in wanted if site_id not in data.sites]
    # Check the shared texts first: they take as long as many libraries.
    asked = [(SHARED, True), *((site_id, data.can_compose(site_id)) for site_id in unknown)]
    found = {**(check_sites or check_in_process)(checks, asked), **data.sites}
    problems = [*data.problems]
    problems += [one for site_id in wanted for one in found[site_id].own]
    problems += [one for site_id in wanted for one in found[site_id].pages]
    problems += _keep_periods(data, checks, found, wanted)
    # A file with an error is left aside here: most of what it breaks only follows from the error.
    faulty = list_faulty_files(problems)
    problems += _keep_statements(data, checks, found, faulty)
    problems += find_memory_faults(records)
    for unit in (unit for site_id in (*wanted, SHARED) for unit in found[site_id].languages):
        problems += unit.found if not unit.files & faulty else ()
    problems += _keep_missing_sections(data, found)
    problems += find_expired_contacts(project, today)
    if site_ids is not None:
        problems = keep_concerning(site_ids, problems, data.facts)
    return [explain_package_file(problem) for problem in problems]


def _keep_missing_sections(data: CheckedData, found: FoundBySite) -> list[Diagnostic]:
    """Return what the search shows first and no library has, if every library was looked at."""
    all_ids = data.facts.records.known["library"]
    looked_at = [found[one] for one in all_ids if one in found and data.can_compose(one)]
    if len(looked_at) < len(all_ids) or any(
        has_errors(one.pages) or not one.is_complete for one in looked_at
    ):
        return []
    return [*keep_missing_everywhere([one.missing_sections for one in looked_at])]


def _keep_periods(
    data: CheckedData, checks: SiteChecks, found: FoundBySite, wanted: list[str]
) -> list[Diagnostic]:
    """Return the unlikely lengths of time of libraries that were asked about, and their systems."""
    libraries = data.facts.libraries
    systems = filter(None, (libraries[one].system for one in wanted if one in libraries))
    return [
        one
        for name in sorted({*wanted, *systems})
        for one in (found[name].periods if name in found else checks.check_periods(name))
    ]


def _keep_statements(
    data: CheckedData, checks: SiteChecks, found: FoundBySite, faulty: set[str]
) -> list[Diagnostic]:
    """Return the contradictions and old citations of sound libraries, asked about or not.

    Where something is broken, a contradiction may only follow from that.
    """
    stated = [
        found[library_id] if library_id in found else checks.check_statements(library_id)
        for library_id in data.facts.libraries
    ]
    broken = {
        library_id
        for library_id in data.facts.records.known["library"]
        if faulty & data.facts.list_files(library_id)
    }
    return [
        one
        for one in (
            *(one for findings in stated for one in (*findings.stated, *findings.contradictions)),
            *(one for findings in stated for one in findings.citations),
        )
        if Path(one.file).stem not in broken
    ]
