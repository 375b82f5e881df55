"""Keeps the findings on single sites, for the next check after a change.

The findings on a site depend on its family's files, on all shared inputs, and on the names of the
other libraries: its headings must not have them, and the labels of their documents are names that
languages may share.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from aviso.build.check_inputs import CheckInputs
from aviso.build.file_digests import digest
from aviso.build.finding_rows import list_rows, read_findings, read_rows, write_rows
from aviso.checks.site_checks import SiteFindings
from aviso.checks.translations import UnitFindings
from aviso.core.project import Project
from aviso.model.records import Records

PARTS = ("own", "pages", "contradictions", "citations")


class SiteCheckCache:
    """The findings on the sites of a project. Losing them costs only time."""

    def __init__(self, project: Project, inputs: CheckInputs) -> None:
        self._project = project
        self._inputs = inputs
        self._noted: dict[str, tuple[str, SiteFindings]] = {}
        # One check has one set of records.
        self._describe_others = lru_cache(maxsize=1)(_Others)

    def recall(self, site_id: str, records: Records, is_composed: bool) -> SiteFindings | None:
        """Return the findings if everything that they depend on is the same, or else None."""
        purpose = self._make_purpose(site_id, records, is_composed)
        rows = read_rows(self._project, self._locate(site_id), purpose) if purpose else None
        return _read_site(rows)

    def note(self, site_id: str, records: Records, is_composed: bool, found: SiteFindings) -> None:
        """Note findings; ``save`` writes them at the end of the check."""
        if purpose := self._make_purpose(site_id, records, is_composed):
            self._noted[site_id] = purpose, found

    def save(self) -> None:
        """Save the findings on the checked sites."""
        for site_id, (purpose, found) in self._noted.items():
            rows = {part: list_rows(getattr(found, part)) for part in PARTS}
            units = [[sorted(unit.files), list_rows(unit.found)] for unit in found.languages]
            write_rows(self._project, self._locate(site_id), {**rows, "languages": units}, purpose)

    def _locate(self, site_id: str) -> Path:
        return self._project.cache / "checked" / "sites" / f"{site_id}.json"

    def _make_purpose(self, site_id: str, records: Records, is_composed: bool) -> str:
        """Return everything that the findings on a site depend on; "" if nothing can be kept."""
        # The front page lists all libraries.
        if site_id not in records.libraries or not self._inputs.digest:
            return ""
        others = self._describe_others(_ByIdentity(records))
        family = {site_id, *others.find_family(site_id)}
        parts = [self._inputs.digest_family({*family, *others.faulty}), others.digest]
        return f"checked site {is_composed} {' '.join(parts)}"


class _ByIdentity:
    """Records as a dictionary key that compares by identity."""

    def __init__(self, records: Records) -> None:
        self.records = records

    def __hash__(self) -> int:
        return id(self.records)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByIdentity) and other.records is self.records


class _Others:
    """The inputs of a site's check from outside its family.

    ``faulty`` are the libraries whose records could not be read; their whole files count.
    """

    def __init__(self, key: _ByIdentity) -> None:
        records = key.records
        self.faulty = records.known["library"] - records.libraries.keys()
        self._systems = {
            name: _find_system(place.value)
            for (kind, name), place in records.places.items()
            if kind == "library"
        }
        shared = [(*key, place.file) for key, place in records.places.items()]
        libraries = [
            (name, one.name, one.short_name, one.system, [each.label for each in one.documents])
            for name, one in sorted(records.libraries.items())
        ]
        known = sorted((kind, sorted(ids)) for kind, ids in records.known.items())
        whole = repr((sorted(shared), libraries, known, sorted(records.unreadable)))
        self.digest = digest(whole.encode("utf-8", "surrogateescape"))

    def find_family(self, library_id: str) -> set[str]:
        """Return the ids of a library's system and of its members."""
        system = self._systems.get(library_id)
        members = {name for name, one in self._systems.items() if one == library_id}
        return members | ({system} if system else set())


def _find_system(value: Any) -> str:
    system = value.get("system") if isinstance(value, dict) else None
    return system if isinstance(system, str) else ""


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
    own, pages, contradictions, citations = sound
    return SiteFindings(own, pages, contradictions, citations, languages)


def _read_unit(value: list[Any]) -> UnitFindings | None:
    if len(value) != 2 or not isinstance(value[0], list):
        return None
    found = read_findings(value[1])
    if found is None or not all(isinstance(file, str) for file in value[0]):
        return None
    return UnitFindings(frozenset(value[0]), found)
