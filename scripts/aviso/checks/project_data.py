"""Reads what all sites are made of and checks it: records, settings, shared texts, folders, days.

After a small change it reads only the libraries of which something has changed, with their
families. What an earlier check found in the records of the others holds, as long as all is sound:
where it is not, one library's fault may decide what is said of another, and everything is read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from aviso.checks.day_sense import check_days
from aviso.checks.days import dates_are_not_in_the_future
from aviso.checks.folders import docs_are_in_place
from aviso.checks.front_page import front_page_is_sound
from aviso.checks.interface_words import strings_stand_in_each_language
from aviso.checks.language_coverage import (
    list_begun_locales,
    summaries_stand_in_each_language,
    texts_stand_in_its_languages,
)
from aviso.checks.left_behind import copies_are_told, templates_are_merged
from aviso.checks.overrides import copies_are_up_to_date
from aviso.checks.page_languages import shared_texts_are_sound
from aviso.checks.project_facts import ProjectFacts, UnchangedLibrary, collect_facts
from aviso.checks.record_checks import check_records
from aviso.checks.search_words import search_places_exist, search_words_stand_once
from aviso.checks.settings import check_settings
from aviso.checks.site_checks import FoundBySite, KnownFindings
from aviso.content.pages import FRONT
from aviso.core.diagnostics import Diagnostic, has_errors
from aviso.core.litter import list_files
from aviso.core.project import ACCEPTED_FILE, REVIEW_POLICY_FILE, Project, name_library_file
from aviso.model.records import Records
from aviso.model.repository import load_optional, load_records
from aviso.model.upkeep import Accepted, ReviewPolicy

# What a project may do without; nothing on a site is made of it.
OPTIONAL_FILES = {ACCEPTED_FILE: Accepted, REVIEW_POLICY_FILE: ReviewPolicy}


@dataclass(frozen=True)
class LanguageGaps:
    """What sites lack in their languages: ``general`` gaps concern every site."""

    general: list[Diagnostic] = field(default_factory=list)
    by_site: dict[str, list[Diagnostic]] = field(default_factory=dict)

    def is_blocked(self, site_id: str) -> bool:
        """Tell whether a site cannot be composed because of a gap."""
        return has_errors([*self.general, *self.by_site.get(site_id, ())])

    def list_all(self) -> list[Diagnostic]:
        """Return every gap."""
        return [*(gap for gaps in self.by_site.values() for gap in gaps), *self.general]


@dataclass(frozen=True)
class CheckedData:
    """What sites are made of, and what is wrong with it.

    ``sites`` are the findings on the sites of libraries that nothing has changed of.
    """

    facts: ProjectFacts
    problems: list[Diagnostic]
    gaps: LanguageGaps
    sites: FoundBySite = field(default_factory=dict)

    def can_compose(self, site_id: str) -> bool:
        """Tell whether the pages of a site can be composed."""
        if self.gaps.is_blocked(site_id):
            return False
        if site_id == FRONT:
            return True
        is_read = site_id in self.facts.records.libraries
        return is_read and not self.faulty & self.facts.list_files(site_id)

    @property
    def faulty(self) -> set[str]:
        """The files with errors."""
        return list_faulty_files(self.problems)


def list_faulty_files(problems: Iterable[Diagnostic]) -> set[str]:
    """Return the files with errors."""
    return {problem.file for problem in problems if problem.severity == "error"}


def read_and_check(project: Project, known: KnownFindings, today: date) -> CheckedData:
    """Read and check the data of a project, of all libraries or of those that have changed."""
    kept = known.recall_libraries(today)
    data = _check_changed(project, known, kept, today) if kept else None
    return data or _check_data(project, known, today)


def _check_changed(
    project: Project, known: KnownFindings, kept: dict[str, UnchangedLibrary], today: date
) -> CheckedData | None:
    """Read only libraries that are not ``kept``; None if everything has to be read."""
    ids = {path.stem for path in list_files(project.data / "libraries", "*.yml")}
    changed = ids - kept.keys()
    if kept.keys() - ids:
        return None
    wanted = ids & {one for name in changed for one in known.list_family(name)}
    data = _check_data(project, known, today, sorted(wanted), kept)
    if has_errors(data.problems) or data.facts.libraries.keys() != ids:
        return None
    # If two libraries share an address, report it once.
    if len({one.address.lower() for one in data.facts.libraries.values()}) < len(ids):
        return None
    for name in kept:
        found = known.recall(name, data.facts, is_composed=True)
        if found is None:
            return None
        data.sites[name] = found
    return data


def _check_data(
    project: Project,
    known: KnownFindings,
    today: date,
    libraries: list[str] | None = None,
    kept: dict[str, UnchangedLibrary] | None = None,
) -> CheckedData:
    """Check the data of these libraries (None: all), and what the others are ``kept`` with."""
    kept = kept or {}
    named = {(kind, name) for one in kept.values() for kind, name in one.seen.named}
    records, problems = load_records(project, libraries, named if kept else None)
    problems += _check_parts(records)
    facts = collect_facts(records, kept)
    gaps = _find_language_gaps(facts, known)
    problems += gaps.list_all()
    problems += dates_are_not_in_the_future(records, today)
    problems += check_days(records, today)
    files = {name_library_file(name): name for name in facts.libraries}
    found: dict[str, list[Diagnostic]] = {name: [] for name in records.libraries}
    for one in problems:
        if files.get(one.file) in found:
            found[files[one.file]].append(one)
    known.note_libraries(facts, _leave_out(found, kept), today)
    problems = [one for one in problems if files.get(one.file) not in kept]
    problems += [one for library in kept.values() for one in library.found]
    return CheckedData(facts, problems, gaps)


def _leave_out(
    found: dict[str, list[Diagnostic]], kept: Collection[str]
) -> dict[str, list[Diagnostic]]:
    """Leave out those of which everything is kept; they were read for a library of their family."""
    return {name: problems for name, problems in found.items() if name not in kept}


def _check_parts(records: Records) -> Iterator[Diagnostic]:
    """Check what all sites are made of: records, settings, shared texts and folders."""
    yield from check_records(records)
    yield from check_settings(records.project)
    yield from shared_texts_are_sound(records.project)
    yield from docs_are_in_place(records)
    yield from templates_are_merged(records.project)
    yield from copies_are_told(records.project)
    yield from copies_are_up_to_date(records.project)
    for name, model in OPTIONAL_FILES.items():
        yield from load_optional(records.project, name, model)[2]


def _find_language_gaps(facts: ProjectFacts, known: KnownFindings) -> LanguageGaps:
    records = facts.records
    project = records.project
    begun = {locale for one in facts.libraries.values() for locale in one.begun}
    begun |= {*project.locales.needed, *list_begun_locales(FRONT, records)}
    locales = [locale for locale in project.locales.locales if locale in begun]
    return LanguageGaps(
        general=[
            *project.locale_problems,
            *_check_words(project, locales, known),
            *search_places_exist(project),
        ],
        by_site={
            **{
                library_id: list(texts_stand_in_its_languages(library_id, records))
                for library_id in records.libraries
            },
            FRONT: [
                *summaries_stand_in_each_language(project, facts.summaries),
                *front_page_is_sound(project),
            ],
        },
    )


def _check_words(project: Project, locales: list[str], known: KnownFindings) -> list[Diagnostic]:
    """Check the words of the interface and of the search, unless what is found is known."""
    found = known.recall_words(locales)
    if found is None:
        found = [
            *strings_stand_in_each_language(project, locales),
            *search_words_stand_once(project, locales),
        ]
        known.note_words(locales, found)
    return found
