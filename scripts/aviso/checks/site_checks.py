"""Checks one site: whose notice it is, its pages, its statements, its languages.

The findings depend only on the library and its family, on shared files, and on the names of the
other libraries. So they can be cached while none of these has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from aviso.checks.citations import check_citations
from aviso.checks.contradictions import check_record, check_record_against_pages
from aviso.checks.likely_periods import periods_are_likely
from aviso.checks.own_words import notice_is_its_own
from aviso.checks.page_findings import PageFindings
from aviso.checks.pages import check_pages, check_sources
from aviso.checks.passages import collect_passages
from aviso.checks.project_facts import ProjectFacts, UnchangedLibrary
from aviso.checks.search_places import find_missing_sections
from aviso.checks.translations import LanguageRules, UnitFindings
from aviso.content.pages import FRONT, SHARED, find_pages
from aviso.core.crashes import report_crash
from aviso.core.diagnostics import Diagnostic, has_errors
from aviso.i18n.memory import SHARED_OWNER
from aviso.model.records import Records
from aviso.site.compose import make_front_page, make_site
from aviso.site.site import Site


@dataclass
class SiteFindings:
    """The findings on one site, by the part that was checked.

    ``stated`` is what contradicts itself within the record, whatever stands on the pages;
    ``contradictions`` are the others.
    ``languages`` is by unit: if a file has an error, most other findings only follow from it.
    ``missing_sections`` is what the search shows first and this site lacks; another may have it.
    ``periods`` are those in the library's record; reading them takes too long for one process.
    ``is_complete`` means that everything was checked, and nothing crashed.
    """

    own: list[Diagnostic] = field(default_factory=list)
    pages: list[Diagnostic] = field(default_factory=list)
    stated: list[Diagnostic] = field(default_factory=list)
    contradictions: list[Diagnostic] = field(default_factory=list)
    citations: list[Diagnostic] = field(default_factory=list)
    missing_sections: list[Diagnostic] = field(default_factory=list)
    periods: list[Diagnostic] = field(default_factory=list)
    languages: list[UnitFindings] = field(default_factory=list)
    is_complete: bool = True


FoundBySite = dict[str, SiteFindings]


class KnownFindings(Protocol):
    """What is known from an earlier check, of single sites and of the records of libraries."""

    def recall_libraries(self, today: date) -> dict[str, UnchangedLibrary]:
        """Return the sound libraries that nothing has changed of: neither theirs nor shared."""

    def list_family(self, library_id: str) -> list[str]:
        """Return the ids of a library, its system and its members, as their files name them."""

    def note_libraries(
        self, facts: ProjectFacts, found: dict[str, list[Diagnostic]], today: date
    ) -> None:
        """Take in what is seen of the libraries that were read, and what is wrong with each."""

    def recall_words(self, locales: list[str]) -> list[Diagnostic] | None:
        """Return what is wrong with the words of the interface, if nothing shared has changed."""

    def note_words(self, locales: list[str], found: list[Diagnostic]) -> None:
        """Take in what is wrong with the words of the interface in these languages."""

    def recall(self, site_id: str, facts: ProjectFacts, is_composed: bool) -> SiteFindings | None:
        """Return what was found, if everything that it follows from is the same; else None."""

    def recall_pages(self, site_id: str, facts: ProjectFacts) -> PageFindings | None:
        """Return what a build or a check found on the pages of a sound library, if it holds."""

    def recall_stated(self, site_id: str, facts: ProjectFacts) -> list[Diagnostic] | None:
        """Return the contradictions within a record, if nothing but pages has changed."""

    def note(
        self, site_id: str, facts: ProjectFacts, is_composed: bool, found: SiteFindings
    ) -> None:
        """Take in what was found, for the next check."""

    def save(self) -> None:
        """Save the noted findings."""


class NoKnownFindings:
    """There was no earlier check."""

    def recall_libraries(self, today: date) -> dict[str, UnchangedLibrary]:
        """Know of none."""
        return {}

    def list_family(self, library_id: str) -> list[str]:
        """Know of the library alone; nobody asks who keeps none."""
        return [library_id]

    def note_libraries(
        self, facts: ProjectFacts, found: dict[str, list[Diagnostic]], today: date
    ) -> None:
        """Forget them."""

    def recall_words(self, locales: list[str]) -> list[Diagnostic] | None:
        """Know nothing."""
        return None

    def note_words(self, locales: list[str], found: list[Diagnostic]) -> None:
        """Forget it."""

    def recall(self, site_id: str, facts: ProjectFacts, is_composed: bool) -> SiteFindings | None:
        """Know nothing."""
        return None

    def recall_pages(self, site_id: str, facts: ProjectFacts) -> PageFindings | None:
        """Know nothing."""
        return None

    def recall_stated(self, site_id: str, facts: ProjectFacts) -> list[Diagnostic] | None:
        """Know nothing."""
        return None

    def note(
        self, site_id: str, facts: ProjectFacts, is_composed: bool, found: SiteFindings
    ) -> None:
        """Forget it."""

    def save(self) -> None:
        """Do nothing."""


def check_in_process(checks: SiteChecks, asked: Iterable[tuple[str, bool]]) -> FoundBySite:
    """Check sites, each with whether it can be composed, one after the other."""
    found = {}
    for site_id, is_composed in asked:
        known = checks.recall(site_id, is_composed)
        found[site_id] = known or checks.look_at(site_id, is_composed)
        if not known:
            checks.note(site_id, is_composed, found[site_id])
    return found


@dataclass(frozen=True)
class SiteChecks:
    """The checks of single sites of a project; ``faulty`` are the data files with errors."""

    facts: ProjectFacts
    rules: LanguageRules
    known: KnownFindings
    faulty: frozenset[str]

    @property
    def records(self) -> Records:
        """The records that were read."""
        return self.facts.records

    def recall(self, site_id: str, is_composed: bool) -> SiteFindings | None:
        """Return what is known of a site."""
        return self.known.recall(site_id, self.facts, is_composed)

    def note(self, site_id: str, is_composed: bool, found: SiteFindings) -> None:
        """Note the findings on a site, if everything could be checked."""
        if found.is_complete:
            self.known.note(site_id, self.facts, is_composed, found)

    def look_at(self, site_id: str, is_composed: bool) -> SiteFindings:
        """Check one site; its pages are looked at as they are written if none can be composed.

        For ``SHARED``, check what all libraries share between its languages.
        """
        if site_id == SHARED:
            units = self.rules.check(SHARED_OWNER, self.faulty)
            # What was left aside with a faulty file is not known.
            return SiteFindings(languages=units, is_complete=not self.faulty)
        known = self.known.recall_pages(site_id, self.facts) if is_composed else None
        own = known.own if known else None
        found = SiteFindings([*notice_is_its_own(site_id, self.records)] if own is None else own)
        try:
            if known:
                found.pages, found.missing_sections = known.pages, known.missing_sections
            elif is_composed:
                site = self._compose(site_id)
                found.pages = check_pages(site, self.records)
                if site_id != FRONT and not has_errors(found.pages):
                    found.missing_sections = [*find_missing_sections(site)]
            else:
                found.pages = check_sources(find_pages(self.records.project, site_id))
        except Exception as error:  # noqa: BLE001 (a crash is the finding of one site)
            found.pages = [report_crash(site_id, error)]
            found.is_complete = False
        self._check_statements(site_id, found)
        if site_id != FRONT:
            found.periods = self.check_periods(site_id)
            errors = {one.file for one in (*found.own, *found.pages) if one.severity == "error"}
            found.languages = self.rules.check(site_id, errors | self.faulty)
        return found

    def check_periods(self, library_id: str) -> list[Diagnostic]:
        """Check the lengths of time in a library's record."""
        return [*periods_are_likely(self.records, library_id)]

    def _compose(self, site_id: str) -> Site:
        if site_id == FRONT:
            return make_front_page(self.records.project, self.facts.summaries)
        return make_site(site_id, self.records)

    def check_statements(self, site_id: str) -> SiteFindings:
        """Check only what a library states: nobody asked for its pages."""
        found = SiteFindings(is_complete=False)
        self._check_statements(site_id, found)
        return found

    def _check_statements(self, site_id: str, found: SiteFindings) -> None:
        if site_id in self.records.libraries:
            passages = collect_passages(self.records, site_id)
            stated = self.known.recall_stated(site_id, self.facts)
            found.stated = [*check_record(self.records, site_id)] if stated is None else stated
            found.contradictions = [*check_record_against_pages(self.records, site_id, passages)]
            found.citations = [*check_citations(self.records, passages)]


# Checks sites, each with whether it can be composed; ``check_in_process`` is one.
CheckSites = Callable[[SiteChecks, Iterable[tuple[str, bool]]], FoundBySite]
