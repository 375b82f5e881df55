"""All records of a project, as they were loaded."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from aviso.core.project import Project
from aviso.model.library import Library
from aviso.model.registers import Law, Vendor
from aviso.model.source_location import SourceLocation
from aviso.model.upkeep import WatchedPolicy
from aviso.model.vocabulary import GlossaryEntry, Term

# The states of a watched policy that differs from the reviewed one.
CHANGED = {"changed", "other-language"}


@dataclass
class Records:
    """All records of a project.

    ``known`` has the ids of all records by kind, valid or not, so that each problem is reported
    only once. ``unreadable`` are the kinds whose file could not be read at all. ``judged`` is the
    one record that rules over records judge, if the others have passed them before.
    """

    project: Project
    libraries: dict[str, Library] = field(default_factory=dict)
    vendors: dict[str, Vendor] = field(default_factory=dict)
    laws: dict[str, Law] = field(default_factory=dict)
    terms: dict[str, dict[str, Term]] = field(default_factory=dict)
    glossary: dict[str, GlossaryEntry] = field(default_factory=dict)
    watched: dict[str, WatchedPolicy] = field(default_factory=dict)
    places: dict[tuple[str, str], SourceLocation] = field(default_factory=dict)
    known: dict[str, set[str]] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)
    judged: tuple[str, str] | None = None

    @property
    def changed_policies(self) -> dict[str, date]:
        """The day on which a policy was first seen to differ from the reviewed one, by vendor."""
        days = {
            name: [one.since for one in watched.root.values() if one.state in CHANGED]
            for name, watched in self.watched.items()
        }
        return {name: min(found) for name, found in days.items() if found}

    def list_judged(self) -> list[tuple[tuple[str, str], SourceLocation]]:
        """Return the records that rules judge, each by its kind and id."""
        if self.judged is None:
            return list(self.places.items())
        return [(self.judged, self.places[self.judged])] if self.judged in self.places else []

    def place(self, kind: str, name: str) -> SourceLocation:
        """Return where a record is; ``kind`` is "library", "vendor", "law" or a vocabulary."""
        return self.places[kind, name]
