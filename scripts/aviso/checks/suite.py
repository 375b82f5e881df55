"""Checks a project: its records, its pages, and whether all languages say the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from aviso.checks.access_logs import HOSTING_CHECKS
from aviso.checks.bodies import bodies_are_known
from aviso.checks.branding import BRANDING_CHECKS
from aviso.checks.concerning import keep_concerning
from aviso.checks.days import dates_are_not_in_the_future
from aviso.checks.expiry import find_expired_contacts
from aviso.checks.folders import docs_are_in_place
from aviso.checks.front_page import front_page_is_sound
from aviso.checks.interface_words import strings_stand_in_each_language
from aviso.checks.kept_references import KEPT_CHECKS
from aviso.checks.language_coverage import (
    list_begun_locales,
    summaries_stand_in_each_language,
    texts_stand_in_its_languages,
)
from aviso.checks.left_behind import copies_are_told, templates_are_merged
from aviso.checks.notice_files import list_data_files
from aviso.checks.obstacles import find_obstacles
from aviso.checks.overrides import copies_are_up_to_date
from aviso.checks.page_languages import shared_texts_are_sound
from aviso.checks.recipients import RECIPIENT_CHECKS
from aviso.checks.records import RECORD_CHECKS
from aviso.checks.rights import rights_lead_somewhere
from aviso.checks.search_words import search_words_are_sound
from aviso.checks.settings import check_settings
from aviso.checks.suppressions import Suppressions, format_notes, is_found_by_check
from aviso.content.pages import FRONT
from aviso.core.diagnostics import Diagnostic, has_errors
from aviso.core.package import explain_package_file
from aviso.core.project import ACCEPTED_FILE, REVIEW_POLICY_FILE, Project
from aviso.i18n.memory import SHARED_OWNER
from aviso.model.records import Records
from aviso.model.repository import load_optional, load_records
from aviso.model.upkeep import Accepted, ReviewPolicy
from aviso.site.summaries import summarize_libraries

if TYPE_CHECKING:
    from aviso.checks.site_checks import KnownFindings, SiteChecks, SiteFindings

    CheckSites = Callable[[SiteChecks, Iterable[tuple[str, bool]]], dict[str, SiteFindings]]

BODY_CHECKS = (bodies_are_known, rights_lead_somewhere)
# Optional files of a project; no part of a site depends on them.
OPTIONAL_FILES = {ACCEPTED_FILE: Accepted, REVIEW_POLICY_FILE: ReviewPolicy}


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
        ``data/accepted.yml`` accepts ``today``, are marked as accepted; its entries without effect
        are
        reported too. ``known`` has the findings of an earlier check on single sites, and
        ``check_sites``
        checks several at once; without it, they are checked one after the other.
    """
    suppressions = Suppressions.load(project, today)
    problems = _check_project(project, site_ids, suppressions.today, known, check_sites)
    # Only a complete run knows what is no longer found.
    is_whole = site_ids is None and not has_errors(problems)
    unused = suppressions.find_unused(problems, is_found_by_check) if is_whole else ()
    return [*suppressions.apply(problems), *suppressions.find_faults(), *unused]


def _check_project(
    project: Project,
    site_ids: list[str] | None,
    today: date,
    known: KnownFindings | None,
    check_sites: CheckSites | None,
) -> list[Diagnostic]:
    """Check the data first, then the sites, then the rules that need valid texts."""
    # A build uses this package too, and does not need the modules that read texts and compare
    # languages.
    from aviso.checks.day_sense import check_days
    from aviso.checks.site_checks import NothingKnown, SiteChecks, check_in_process
    from aviso.checks.translations import LanguageRules, find_memory_faults

    if blocking := find_obstacles(project):
        return [*blocking, *check_settings(project)]
    records, problems = load_records(project)
    problems += _check_data(records)
    faulty_data = _list_faulty_files(problems)
    gaps = _find_language_gaps(records)
    problems += gaps.list_all()
    all_ids = [FRONT, *sorted(records.known["library"])]
    wanted = all_ids if site_ids is None else site_ids
    checks = SiteChecks(
        records, LanguageRules.prepare(records), known or NothingKnown(), frozenset(faulty_data)
    )
    asked = [
        (site_id, _can_be_composed(site_id, records, faulty_data) and not gaps.block(site_id))
        for site_id in wanted
    ]
    found = (check_sites or check_in_process)(checks, asked)
    problems += [one for site_id in wanted for one in found[site_id].own]
    problems += [one for site_id in wanted for one in found[site_id].pages]
    # Skip files with errors here: most other findings on them only follow from the errors.
    faulty = _list_faulty_files(problems)
    stated = [
        found[site_id] if site_id in found else checks.check_statements(site_id)
        for site_id in sorted(records.libraries)
    ]
    problems += _keep_statements(stated, records, faulty)
    problems += find_memory_faults(records)
    units = [unit for site_id in all_ids if site_id in found for unit in found[site_id].languages]
    for unit in (*units, *checks.rules.check(SHARED_OWNER, faulty)):
        problems += unit.found if not unit.files & faulty else ()
    problems += find_expired_contacts(project, today)
    problems += dates_are_not_in_the_future(records, today)
    problems += check_days(records, today)
    if site_ids is not None:
        problems = keep_concerning(site_ids, problems, records)
    return [explain_package_file(problem) for problem in problems]


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


def _check_data(records: Records) -> Iterator[Diagnostic]:
    """Check the inputs of all sites: records, settings, shared texts and folders."""
    yield from check_records(records)
    yield from check_settings(records.project)
    yield from shared_texts_are_sound(records.project)
    yield from docs_are_in_place(records)
    yield from templates_are_merged(records.project)
    yield from copies_are_told(records.project)
    yield from copies_are_up_to_date(records.project)
    for name, model in OPTIONAL_FILES.items():
        yield from load_optional(records.project, name, model)[2]


def _list_faulty_files(problems: Iterable[Diagnostic]) -> set[str]:
    return {problem.file for problem in problems if problem.severity == "error"}


def _can_be_composed(site_id: str, records: Records, faulty_files: set[str]) -> bool:
    if site_id == FRONT:
        return True
    return site_id in records.libraries and not faulty_files & list_data_files(site_id, records)


@dataclass(frozen=True)
class LanguageGaps:
    """The texts that are missing in the languages of sites; ``general`` gaps concern every site."""

    general: list[Diagnostic] = field(default_factory=list)
    by_site: dict[str, list[Diagnostic]] = field(default_factory=dict)

    def block(self, site_id: str) -> bool:
        """Tell whether a site cannot be composed because of a gap."""
        return has_errors([*self.general, *self.by_site.get(site_id, ())])

    def list_all(self) -> list[Diagnostic]:
        """Return every gap."""
        return [*(gap for gaps in self.by_site.values() for gap in gaps), *self.general]


def _find_language_gaps(records: Records) -> LanguageGaps:
    project, known = records.project, records.project.locales
    site_ids = [FRONT, *records.libraries]
    begun = {locale for site_id in site_ids for locale in list_begun_locales(site_id, records)}
    locales = [locale for locale in known.locales if locale in known.needed | begun]
    return LanguageGaps(
        general=[
            *project.locale_problems,
            *strings_stand_in_each_language(project, locales),
            *search_words_are_sound(project, locales),
        ],
        by_site={
            **{
                library_id: list(texts_stand_in_its_languages(library_id, records))
                for library_id in records.libraries
            },
            FRONT: [
                *summaries_stand_in_each_language(project, summarize_libraries(records)),
                *front_page_is_sound(project),
            ],
        },
    )


def _keep_statements(
    stated: list[SiteFindings], records: Records, faulty_files: set[str]
) -> list[Diagnostic]:
    """Return the contradictions and old citations of libraries with valid records.

    In other libraries, a contradiction may only follow from an error.
    """
    broken = {
        library_id
        for library_id in records.known["library"]
        if faulty_files & list_data_files(library_id, records)
    }
    return [
        found
        for found in (
            *(one for findings in stated for one in findings.contradictions),
            *(one for findings in stated for one in findings.citations),
        )
        if Path(found.file).stem not in broken
    ]
