"""Compares a project's own entries with the entries of Aviso that they replace.

``aviso override`` keeps the text of an entry at the time of copying in ``data/overrides.json``,
line by line, so that changes of the file can be reviewed and a new version of Aviso compared with
it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from aviso.core.diagnostics import Diagnostic
from aviso.core.file_edits import replace_source
from aviso.core.project import Project
from aviso.core.rules import Rule
from aviso.model.upstream import KINDS, EntryLines, UpstreamEntry, find_entries, read_lines

OVERRIDES_FILE = "data/overrides.json"
MEND = "Restore the last good version of the file, or delete it: then Aviso knows of no copies."
# changed: Aviso's entry has changed since it was copied; gone: Aviso no longer has the entry;
# unknown: nobody recorded the copied text; same: the project's entry equals Aviso's.
State = Literal["changed", "gone", "unknown", "same", "unchanged"]
STATES: tuple[State, ...] = ("changed", "gone", "unknown", "same", "unchanged")
Copies = dict[UpstreamEntry, EntryLines]

COPIES_UNREADABLE = Rule(
    "config/copies-unreadable",
    "The record of what was copied from Aviso cannot be read",
    why="The file keeps Aviso's text at the time of each copy, and `aviso status` compares it with "
    "the present one. Without it, nobody learns of changes.",
    cure="Restore the last good version of data/overrides.json, or delete it: then Aviso knows of "
    "no copies that were made so far.",
)


@dataclass(frozen=True)
class Override:
    """One entry that the project has in place of Aviso's, compared with Aviso's."""

    entry: UpstreamEntry
    files: tuple[str, ...]
    state: State
    # Aviso's lines when the entry was copied, and now.
    before: EntryLines
    now: EntryLines


def read_copies(project: Project) -> tuple[Copies, list[Diagnostic]]:
    """Return the lines of each entry when it was copied, and the problems with the file."""
    path = project.root / OVERRIDES_FILE
    if not project.has(path):
        return {}, []
    text, problems = project.read_text(path)
    if not text or problems:
        return {}, problems
    try:
        rows = json.loads(text).items()
        return {_read_entry(name): _read_lines(files) for name, files in rows}, []
    except json.JSONDecodeError as error:
        message = "cannot be read: a quotation mark, comma or bracket is missing or too many"
        return {}, [COPIES_UNREADABLE.at(OVERRIDES_FILE, error.lineno, message, MEND)]
    except (ValueError, TypeError, AttributeError, RecursionError):
        message = "does not hold what `aviso override` writes"
        return {}, [COPIES_UNREADABLE.at(OVERRIDES_FILE, 1, message, MEND)]


def _read_entry(name: str) -> UpstreamEntry:
    kind, _, identifier = name.partition(" ")
    if kind not in KINDS or not identifier:
        raise ValueError(name)
    return UpstreamEntry(kind, identifier)


def _read_lines(files: dict[str, list[str]]) -> EntryLines:
    if not all(isinstance(line, str) for lines in files.values() for line in lines):
        raise ValueError("lines")
    return {name: tuple(lines) for name, lines in files.items()}


def write_copies(project: Project, copies: Copies) -> Path:
    """Write the file, in the order of the entries; without entries, delete it.

    Raises CannotEdit, and OSError.
    """
    path = project.root / OVERRIDES_FILE
    rows = {
        str(entry): {name: list(lines) for name, lines in sorted(copies[entry].items())}
        for entry in sorted(copies)
    }
    text = json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    replace_source(project, path, text.encode() if rows else None)
    return path


def find_recorded_overrides(project: Project, copies: Copies) -> list[Override]:
    """Compare each entry that was copied and that the project still has with Aviso's."""
    return list(_find_overrides(project, copies, sorted(copies)))


def find_all_overrides(project: Project, copies: Copies) -> list[Override]:
    """Compare each entry that the project has, and that Aviso has or had, with Aviso's."""
    if project.shared is None:
        return []
    theirs = set(find_entries(project, project.shared))
    own = set(find_entries(project, project.root))
    return list(_find_overrides(project, copies, sorted(own & (theirs | copies.keys()))))


def _find_overrides(
    project: Project, copies: Copies, entries: list[UpstreamEntry]
) -> Iterator[Override]:
    if project.shared is None:
        return
    for entry in entries:
        own = read_lines(project, project.root, entry)
        if own:
            now, before = read_lines(project, project.shared, entry), copies.get(entry)
            files, state = tuple(own), _determine_state(own, before, now)
            yield Override(entry, files, state, before or {}, now)


def _determine_state(own: EntryLines, before: EntryLines | None, now: EntryLines) -> State:
    if not now:
        return "gone"
    # If a file is still the same in only one language, somebody has begun to edit the copy.
    if own == now:
        return "same"
    if before is None:
        return "unknown"
    return "unchanged" if before == now else "changed"
