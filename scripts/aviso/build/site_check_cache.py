"""Keeps the findings on single sites, for the next check after a change.

The findings on a site depend on its family's files, on all shared inputs, and on the names of the
other libraries: its headings must not have them, and the labels of their documents are names that
languages may share.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from aviso.build.check_inputs import CheckInputs
from aviso.build.file_digests import digest
from aviso.build.finding_rows import list_rows, read_findings, read_rows, write_rows
from aviso.build.library_cache import LibraryCache
from aviso.build.page_findings import PageFindingsFile
from aviso.build.page_memory import Entry, keep_entry
from aviso.checks.page_findings import PageFindings
from aviso.checks.project_facts import ProjectFacts, UnchangedLibrary
from aviso.checks.search_places import list_looked_up_pages
from aviso.checks.site_checks import SiteFindings
from aviso.checks.translations import UnitFindings
from aviso.content.pages import FRONT, SHARED
from aviso.core.diagnostics import Diagnostic
from aviso.core.project import Project
from aviso.model.membership import read_heads

PARTS = (
    "own",
    "pages",
    "stated",
    "contradictions",
    "citations",
    "missing_sections",
    "periods",
)


class SiteCheckCache:
    """The findings on the sites of a project. Losing them costs only time."""

    def __init__(self, project: Project, inputs: CheckInputs) -> None:
        self._project = project
        self._inputs = inputs
        if inputs.digest:
            project.take_over(read_heads, inputs.heads)
        self._libraries = LibraryCache(project, inputs)
        self._pages = PageFindingsFile(project, inputs)
        self._noted_pages: dict[str, Entry] = {}
        self._words = project.cache / "checked" / "words.json"
        self._noted_words: tuple[list[str], list[Diagnostic]] | None = None
        self._noted: dict[str, tuple[str, SiteFindings]] = {}
        self._noted_records: dict[str, str] = {}
        # A check begins with the libraries that have changed, and may have to read all.
        self._describe_others = lru_cache(maxsize=2)(_OutsideInputs)

    def recall_libraries(self, today: date) -> dict[str, UnchangedLibrary]:
        """Return the sound libraries that nothing has changed of: neither theirs nor shared."""
        return self._libraries.recall(today)

    def list_family(self, library_id: str) -> list[str]:
        """Return the ids of a library, its system and its members, as their files name them."""
        return self._inputs.list_family(library_id)

    def note_libraries(
        self, facts: ProjectFacts, found: dict[str, list[Diagnostic]], today: date
    ) -> None:
        """Take in what is seen of the libraries that were read, and what is wrong with each."""
        self._libraries.note(facts, found, today)

    def recall_words(self, locales: list[str]) -> list[Diagnostic] | None:
        """Return what is wrong with the words of the interface, if nothing shared has changed."""
        purpose = self._make_purpose_of_words(locales)
        return read_findings(read_rows(self._project, self._words, purpose)) if purpose else None

    def note_words(self, locales: list[str], found: list[Diagnostic]) -> None:
        """Take in what is wrong with the words of the interface in these languages."""
        self._noted_words = locales, found

    def _make_purpose_of_words(self, locales: list[str]) -> str:
        shared = self._inputs.digest and self._inputs.digest_family([])
        return f"checked words {shared} {' '.join(locales)}" if shared else ""

    def recall(self, site_id: str, facts: ProjectFacts, is_composed: bool) -> SiteFindings | None:
        """Return what was found, if everything that it follows from is the same; else None."""
        purpose = self._make_purpose(site_id, facts, is_composed)
        rows = read_rows(self._project, self._locate(site_id), purpose) if purpose else None
        return _read_site(rows)

    def recall_pages(self, site_id: str, facts: ProjectFacts) -> PageFindings | None:
        """Return what a build or a check found on the pages of a sound library, if it holds."""
        if site_id not in facts.records.libraries:
            return None
        return self._pages.recall(site_id, self.list_family(site_id), facts.records)

    def recall_stated(self, site_id: str, facts: ProjectFacts) -> list[Diagnostic] | None:
        """Return the contradictions within a record, if nothing but pages has changed."""
        purpose = self._make_purpose_of_record(site_id, facts)
        path = self._locate_record(site_id)
        return read_findings(read_rows(self._project, path, purpose)) if purpose else None

    def note(
        self, site_id: str, facts: ProjectFacts, is_composed: bool, found: SiteFindings
    ) -> None:
        """Take in what was found; it is kept when the whole check is (``save``)."""
        if purpose := self._make_purpose(site_id, facts, is_composed):
            self._noted[site_id] = purpose, found
            self._noted_records[site_id] = self._make_purpose_of_record(site_id, facts)
            if is_composed and site_id in facts.records.libraries:
                pages = PageFindings(found.own, found.pages, found.missing_sections)
                family = self.list_family(site_id)
                if entry := self._pages.make_entry(family, facts.records, pages):
                    self._noted_pages[site_id] = entry

    def save(self) -> None:
        """Keep what was found of the sites that were looked at, and of the records read."""
        self._libraries.save()
        for site_id, entry in self._noted_pages.items():
            keep_entry(self._project, site_id, entry)
        if self._noted_words:
            locales, faults = self._noted_words
            purpose = self._make_purpose_of_words(locales)
            write_rows(self._project, self._words, list_rows(faults), purpose)
        for site_id, (purpose, found) in self._noted.items():
            rows = {part: list_rows(getattr(found, part)) for part in PARTS}
            units = [[sorted(unit.files), list_rows(unit.found)] for unit in found.languages]
            write_rows(self._project, self._locate(site_id), {**rows, "languages": units}, purpose)
            if of_record := self._noted_records[site_id]:
                write_rows(self._project, self._locate_record(site_id), rows["stated"], of_record)

    def _locate(self, site_id: str) -> Path:
        return self._project.cache / "checked" / "sites" / f"{site_id}.json"

    def _locate_record(self, site_id: str) -> Path:
        return self._project.cache / "checked" / "records" / f"{site_id}.json"

    def _make_purpose_of_record(self, site_id: str, facts: ProjectFacts) -> str:
        """Everything that contradictions within a valid record follow from; "" for no record."""
        if site_id not in facts.records.libraries or not self._inputs.digest:
            return ""
        others = self._describe_others(facts)
        owners = {*self._inputs.list_family(site_id), *others.faulty}
        return f"checked record {self._inputs.digest_records(owners)} {others.digest}"

    def _make_purpose(self, site_id: str, facts: ProjectFacts, is_composed: bool) -> str:
        """Everything that the findings on a site follow from; "" if nothing can be kept."""
        is_of_all = site_id in (FRONT, SHARED)
        if not (is_of_all or site_id in facts.libraries) or not self._inputs.digest:
            return ""
        others = self._describe_others(facts)
        if is_of_all:
            listed = others.listed if site_id == FRONT else ""
            shared = self._inputs.digest_family([*others.faulty])
            return f"checked for all {is_composed} {shared} {others.digest} {listed}"
        family = self._inputs.list_family(site_id)
        parts = [self._inputs.digest_family({*family, *others.faulty}), others.digest]
        return f"checked site {is_composed} {' '.join(parts)}"


class _OutsideInputs:
    """The inputs of a site's check from outside its family.

    ``faulty`` are the libraries whose records could not be read; their whole files count.
    """

    def __init__(self, facts: ProjectFacts) -> None:
        records = facts.records
        self.faulty = records.known["library"] - facts.libraries.keys()
        shared = [
            (*key, place.file) for key, place in records.places.items() if key[0] != "library"
        ]
        libraries = [
            (name, one.names, one.system, one.labels) for name, one in facts.libraries.items()
        ]
        known = sorted((kind, sorted(ids)) for kind, ids in records.known.items())
        pages = list_looked_up_pages(records.project)
        whole = repr((sorted(shared), libraries, known, sorted(records.unreadable), pages))
        self.digest = digest(whole.encode("utf-8", "surrogateescape"))
        # What the front page says of each.
        listed = repr([one.summary for one in facts.libraries.values()])
        self.listed = digest(listed.encode("utf-8", "surrogateescape"))


def _read_site(value: Any) -> SiteFindings | None:
    """Return the findings on a site as ``save`` wrote them; None for another form."""
    if not isinstance(value, dict) or value.keys() != {*PARTS, "languages"}:
        return None
    if not isinstance(value["languages"], list):
        return None
    units = [_read_unit(unit) for unit in value["languages"] if isinstance(unit, list)]
    parts = [read_findings(value[part]) for part in PARTS]
    sound = [part for part in parts if part is not None]
    languages = [unit for unit in units if unit is not None]
    if len(sound) < len(PARTS) or len(languages) != len(value["languages"]):
        return None
    own, pages, stated, contradictions, citations, missing, periods = sound
    return SiteFindings(own, pages, stated, contradictions, citations, missing, periods, languages)


def _read_unit(value: list[Any]) -> UnitFindings | None:
    if len(value) != 2 or not isinstance(value[0], list):
        return None
    found = read_findings(value[1])
    if found is None or not all(isinstance(file, str) for file in value[0]):
        return None
    return UnitFindings(frozenset(value[0]), found)
