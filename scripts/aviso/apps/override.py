"""Copies one entry that comes with Aviso into the project, so that it can be edited there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from aviso.core.file_edits import replace_source
from aviso.core.project import Project
from aviso.core.suggestions import suggest
from aviso.core.yaml_positions import parse_yaml
from aviso.model.overrides import Copies, read_copies, write_copies
from aviso.model.upstream import KINDS, EntryLines, UpstreamEntry, find_entries, read_lines

SCHEMA_LINE = "# yaml-language-server:"


class CannotOverride(Exception):
    """The entry cannot be copied or recorded as seen; the text says why and what to do."""


def override(project: Project, kind: str, identifier: str) -> list[Path]:
    """Copy an entry into the project, and record its text; return the files written.

    The project's own entries are never overwritten. Raises CannotOverride.
    """
    entry = UpstreamEntry(kind, identifier)
    copies, theirs = _read_own_copies(project), _find_upstream(project, entry)
    own = read_lines(project, project.root, entry)
    if own:
        raise CannotOverride(
            f"{next(iter(own))} has {entry} already. Edit it there. "
            f"If you have looked at Aviso's present entry: aviso override --seen {entry}"
        )
    contents = {
        project.root / name: _compose_text(project, name, lines, KINDS[kind].is_map(name))
        for name, lines in theirs.items()
    }
    for path, text in contents.items():
        replace_source(project, path, text.encode())
    return [*contents, write_copies(project, {**copies, entry: theirs})]


def mark_as_seen(project: Project, kind: str, identifier: str) -> Path:
    """Record that somebody has compared the project's entry with Aviso's present one.

    If Aviso no longer has the entry, it is the project's own from now on. Raises
    CannotOverride.
    """
    entry = UpstreamEntry(kind, identifier)
    copies = _read_own_copies(project)
    if not read_lines(project, project.root, entry):
        raise CannotOverride(f"The project has no {entry} of its own. Type: aviso override {entry}")
    kept = {one: lines for one, lines in copies.items() if one != entry}
    if entry in copies and project.shared is not None:
        now = read_lines(project, project.shared, entry)
        return write_copies(project, {**kept, entry: now} if now else kept)
    return write_copies(project, {**kept, entry: _find_upstream(project, entry)})


def _read_own_copies(project: Project) -> Copies:
    copies, problems = read_copies(project)
    if problems:
        raise CannotOverride(str(problems[0]))
    return {
        entry: lines for entry, lines in copies.items() if read_lines(project, project.root, entry)
    }


def _find_upstream(project: Project, entry: UpstreamEntry) -> EntryLines:
    if project.shared is None:
        raise CannotOverride(
            "This is the source folder of Aviso itself, so there is nothing to copy. Edit the file "
            "directly."
        )
    found = read_lines(project, project.shared, entry)
    if not found:
        known = [one.id for one in find_entries(project, project.shared) if one.kind == entry.kind]
        hint = suggest(entry.id, known)
        raise CannotOverride(f'No {entry.kind} "{entry.id}" comes with Aviso. {hint}'.strip())
    return found


def _compose_text(project: Project, name: str, lines: tuple[str, ...], is_map: bool) -> str:
    """Return the text of the project's file with the entry in it."""
    text = "\n".join(lines) + "\n"
    if not is_map:
        return text
    path = project.root / name
    if not path.exists():
        assert project.shared is not None
        first = project.read_text(project.shared / name)[0].partition("\n")[0]
        return f"{first}\n{text}" if first.startswith(SCHEMA_LINE) else text
    before, problems = project.read_text(path)
    if problems and before:
        raise CannotOverride(str(problems[0]))
    after = before + ("" if before.endswith("\n") or not before else "\n") + text
    own, added, both = (_parse_mapping(one, name) for one in (before, text, after))
    if own is None or added is None or both != {**own, **added}:
        raise CannotOverride(
            f"{name} cannot take the entry as it is. Fix what `aviso check` reports about the file "
            f"first."
        )
    return after


def _parse_mapping(text: str, name: str) -> dict[str, Any] | None:
    """Return the keys and values of a YAML text; None if it is invalid or anything else."""
    if not text.strip():
        return {}
    marked, problems = parse_yaml(text, name)
    if marked is None or problems:
        return None
    # A file with only comments is as good as a new one.
    value = {} if marked.value is None else marked.value
    return value if isinstance(value, dict) else None
