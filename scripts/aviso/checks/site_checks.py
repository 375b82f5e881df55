"""Checks one site: whose notice it is, its pages, its statements, its languages.

The findings depend only on the library and its family, on shared files, and on the names of the
other libraries. So they can be cached while none of these has changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from aviso.checks.citations import check_citations
from aviso.checks.contradictions import check_contradictions
from aviso.checks.own_words import notice_is_its_own
from aviso.checks.pages import check_pages, check_sources
from aviso.checks.passages import collect_passages
from aviso.checks.translations import LanguageRules, UnitFindings
from aviso.content.pages import FRONT, find_pages
from aviso.core.crashes import report_crash
from aviso.core.diagnostics import Diagnostic
from aviso.model.records import Records
from aviso.site.compose import make_site


@dataclass
class SiteFindings:
    """The findings on one site, by the part that was checked.

    ``languages`` is by unit: if a file has an error, most other findings only follow from it.
    ``is_complete`` means that everything was checked, and nothing crashed.
    """

    own: list[Diagnostic] = field(default_factory=list)
    pages: list[Diagnostic] = field(default_factory=list)
    contradictions: list[Diagnostic] = field(default_factory=list)
    citations: list[Diagnostic] = field(default_factory=list)
    languages: list[UnitFindings] = field(default_factory=list)
    is_complete: bool = True


FoundBySite = dict[str, SiteFindings]


class KnownFindings(Protocol):
    """The findings on sites from an earlier check."""

    def recall(self, site_id: str, records: Records, is_composed: bool) -> SiteFindings | None:
        """Return the findings if everything that they depend on is the same, or else None."""

    def note(self, site_id: str, records: Records, is_composed: bool, found: SiteFindings) -> None:
        """Note findings for the next check."""

    def save(self) -> None:
        """Save the noted findings."""


class NothingKnown:
    """There was no earlier check."""

    def recall(self, site_id: str, records: Records, is_composed: bool) -> SiteFindings | None:
        """Return None: nothing is known."""
        return None

    def note(self, site_id: str, records: Records, is_composed: bool, found: SiteFindings) -> None:
        """Do nothing."""

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

    records: Records
    rules: LanguageRules
    known: KnownFindings
    faulty: frozenset[str]

    def recall(self, site_id: str, is_composed: bool) -> SiteFindings | None:
        """Return the known findings on a site, or None."""
        return self.known.recall(site_id, self.records, is_composed)

    def note(self, site_id: str, is_composed: bool, found: SiteFindings) -> None:
        """Note the findings on a site, if everything could be checked."""
        if found.is_complete:
            self.known.note(site_id, self.records, is_composed, found)

    def look_at(self, site_id: str, is_composed: bool) -> SiteFindings:
        """Check one site; if it cannot be composed, check only the sources of its pages."""
        found = SiteFindings(own=[*notice_is_its_own(site_id, self.records)])
        try:
            found.pages = (
                check_pages(make_site(site_id, self.records), self.records)
                if is_composed
                else check_sources(find_pages(self.records.project, site_id))
            )
        except Exception as error:
            found.pages = [report_crash(site_id, error)]
            found.is_complete = False
        self._check_statements(site_id, found)
        if site_id != FRONT:
            errors = {one.file for one in (*found.own, *found.pages) if one.severity == "error"}
            found.languages = self.rules.check(site_id, errors | self.faulty)
        return found

    def check_statements(self, site_id: str) -> SiteFindings:
        """Check only what a library states: nobody asked for its pages."""
        found = SiteFindings(is_complete=False)
        self._check_statements(site_id, found)
        return found

    def _check_statements(self, site_id: str, found: SiteFindings) -> None:
        if site_id in self.records.libraries:
            passages = collect_passages(self.records, site_id)
            found.contradictions = [*check_contradictions(self.records, site_id, passages)]
            found.citations = [*check_citations(self.records, passages)]
