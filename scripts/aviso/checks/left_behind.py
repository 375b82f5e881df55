"""Rules on leftovers of people and programs: unfinished merges, and copies of files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from aviso.core.conflict_marks import find_unfinished_merges
from aviso.core.diagnostics import Diagnostic
from aviso.core.litter import find_original, is_litter, list_files
from aviso.core.project import Project
from aviso.core.rules import Rule

# The files in overrides/ that sites use, besides the words, which are read as YAML.
TEMPLATES = (".html", ".xml", ".css", ".js", ".svg", ".txt")
COPIED = Rule(
    "files/copy",
    "A file looks like a copy that a program made of another",
    why="Browsers, file managers and programs that synchronize folders save a second file beside "
    "the first: \u201cchoices (1).md\u201d, \u201cCopy of choices.md\u201d, "
    "\u201cchoices.sync-conflict-20260101-120000.md\u201d. "
    "Aviso does not publish the copy, and somebody may have edited the wrong file.",
    cure="Compare the two files, move what you want to keep into the first, and delete the copy. "
    "If it is not a copy, give it a name of lowercase letters, digits and hyphens.",
    severity="warning",
    example="docs/riverside/en/choices (1).md",
)


def templates_are_merged(project: Project) -> tuple[Diagnostic, ...]:
    """No template or style sheet of the project has the marks of an unfinished merge."""
    return project.make_once(_find_merges_in_templates)


def _find_merges_in_templates(project: Project) -> tuple[Diagnostic, ...]:
    return tuple(
        problem
        for path in list_files(project.theme, "**/*")
        if path.suffix in TEMPLATES and path.is_file()
        for problem in find_unfinished_merges(project.read_text(path)[0], project.name_file(path))
    )


def _find_copies(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield each file or folder that is named like a copy, and what it seems to be a copy of."""
    pending = [str(folder)]
    while pending:
        for entry in _list_entries(pending.pop()):
            if original := find_original(entry.name):
                yield Path(entry.path), original
            if entry.is_dir(follow_symlinks=False):
                pending.append(entry.path)


def _list_entries(folder: str) -> list[os.DirEntry[str]]:
    """Return what is in a folder; nothing if it cannot be listed."""
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []


@COPIED.check
def copies_are_told(project: Project) -> Iterator[Diagnostic]:
    """No text in the project's folders is a copy that a program made of another."""
    for folder in (project.data, project.docs, project.theme):
        for path, original in sorted(_find_copies(folder)):
            if not any(map(is_litter, path.relative_to(folder).parts)):
                yield Diagnostic(
                    project.name_file(path),
                    1,
                    f'looks like a copy of "{original}", and is not read',
                    "Move what you want to keep into that file, and delete this one.",
                )
