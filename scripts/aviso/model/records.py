"""All records of a project, as they were loaded."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from aviso.core.project import Project
from aviso.model.library import Library
from aviso.model.registers import Law, Vendor
from aviso.model.source_location import SourceLocation
from aviso.model.upkeep import Watched
from aviso.model.vocabulary import GlossaryEntry, Term

# States of a watched policy in which it is no longer the one that was reviewed.
CHANGED = {"changed", "other-language"}


@dataclass
class Records:
    """All records of a project.

    ``known`` names by kind all that there are, with faults or without, so that one fault is told once; the kinds whose
    file could not be read at all are ``unreadable``.
    """

    project: Project
    libraries: dict[str, Library] = field(default_factory=dict)
    vendors: dict[str, Vendor] = field(default_factory=dict)
    laws: dict[str, Law] = field(default_factory=dict)
    terms: dict[str, dict[str, Term]] = field(default_factory=dict)
    glossary: dict[str, GlossaryEntry] = field(default_factory=dict)
    watched: dict[str, Watched] = field(default_factory=dict)
    places: dict[tuple[str, str], SourceLocation] = field(default_factory=dict)
    known: dict[str, set[str]] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)

    @property
    def changed_policies(self) -> dict[str, date]:
        """The day on which a company's policy was first seen to be another than the one that was reviewed, by company."""
        days = {
            name: [one.since for one in (watched.en, watched.es) if one and one.state in CHANGED]
            for name, watched in self.watched.items()
        }
        return {name: min(found) for name, found in days.items() if found}

    def place(self, kind: str, name: str) -> SourceLocation:
        """Where the record ``name`` of ``kind`` ("library", "vendor", "law" or a vocabulary) stands."""
        return self.places[kind, name]
