"""Keeps what checks saw of libraries, and what they found in their records.

So a check after a small change reads few records. What is wrong with a record follows from the
files of its library's family, and from all that no single library owns; and from the day, once a
day that it names is past or the year is over.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import ValidationError

from aviso.build.check_inputs import CheckInputs
from aviso.build.finding_rows import list_rows, read_findings, read_rows, write_rows
from aviso.checks.days import DAY_TO_COME
from aviso.checks.project_facts import ProjectFacts, SeenLibrary, UnchangedLibrary
from aviso.core.diagnostics import Diagnostic, has_errors
from aviso.core.project import Project

FILE = "libraries.json"
PURPOSE = "checked libraries"
# A library as JSON has it.
Entry = dict[str, Any]
KEYS = {"inputs", "day", "seen", "found"}


class LibraryCache:
    """What is known of the libraries of a project. Losing it costs time only."""

    def __init__(self, project: Project, inputs: CheckInputs) -> None:
        self._project = project
        self._inputs = inputs
        self._path = project.cache / "checked" / FILE
        self._kept: dict[str, Entry] = {}
        self._noted: dict[str, Entry] = {}

    def recall(self, today: date) -> dict[str, UnchangedLibrary]:
        """Return the sound libraries of which everything is as it was."""
        rows = read_rows(self._project, self._path, PURPOSE) if self._inputs.digest else None
        entries = rows if isinstance(rows, dict) else {}
        found = {}
        for name, entry in entries.items():
            is_current = _is_entry(entry) and entry["inputs"] == self._digest(name)
            if is_current and (library := _read(entry, today)):
                self._kept[name] = entry
                found[name] = library
        return found

    def note(self, facts: ProjectFacts, found: dict[str, list[Diagnostic]], today: date) -> None:
        """Take in what is seen of libraries that were read, and what is wrong with their records.

        Nothing is kept of a library whose record has an error, or names another system than the
        beginning of its file.
        """
        for name, problems in found.items():
            seen = facts.libraries[name]
            if self._inputs.digest and not has_errors(problems) and self._knows_family(name, seen):
                self._noted[name] = {
                    "inputs": self._digest(name),
                    "day": today.isoformat(),
                    "seen": seen.model_dump(),
                    "found": list_rows(problems),
                }

    def save(self) -> None:
        """Save the new notes and the old ones that are still valid."""
        if self._noted:
            write_rows(self._project, self._path, {**self._kept, **self._noted}, PURPOSE)

    def _knows_family(self, name: str, seen: SeenLibrary) -> bool:
        return self._inputs.systems.get(name) == seen.system

    def _digest(self, name: str) -> str:
        return self._inputs.digest_family(self._inputs.list_family(name))


def _is_entry(entry: Any) -> bool:
    return isinstance(entry, dict) and entry.keys() == KEYS


def _read(entry: Entry, today: date) -> UnchangedLibrary | None:
    """Return what ``note`` wrote, if it still holds today; None otherwise, or for another form."""
    found = read_findings(entry["found"])
    try:
        day = date.fromisoformat(entry["day"])
        seen = SeenLibrary.model_validate(entry["seen"])
    except (TypeError, ValueError, ValidationError):
        return None
    if found is None or has_errors(found) or not day <= today or day.year != today.year:
        return None
    # As the days go by, a day that was still to come may have come.
    if day != today and any(one.rule == DAY_TO_COME.id for one in found):
        return None
    return UnchangedLibrary(seen, found)
