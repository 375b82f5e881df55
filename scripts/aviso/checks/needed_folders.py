"""Finds files and broken links in the place of folders: what they should hold would be missing.

Git on Windows writes links as short text files, and a moved folder leaves links that lead nowhere.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from aviso.content.pages import EVERY_LIBRARY, SHARED
from aviso.core.diagnostics import Diagnostic
from aviso.core.locales import list_written_codes
from aviso.core.project import LIBRARIES_FOLDER, VENDORS_FOLDER, Project
from aviso.core.rules import Rule

PICTURES = "assets"
# All sites are made of what is in these.
FOLDERS_OF_ALL = (LIBRARIES_FOLDER, VENDORS_FOLDER, "data/laws", "docs", "overrides")

NO_FOLDER = Rule(
    "files/no-folder",
    "A file or a broken link is in the place of a folder",
    why="The pages or records that belong in this folder would be missing from the notices. Git on "
    "Windows writes links as short text files, and a folder that was moved leaves links to it "
    "that lead nowhere.",
    cure="Put the folder back, or delete what is in its place if there is nothing to put in it.",
    example="docs/riverside is a link to a folder that has been moved",
)


def find_shared_non_folders(project: Project) -> Iterator[Diagnostic]:
    """Return what is no folder among those that all sites share."""
    yield from _find_non_folders(project, FOLDERS_OF_ALL)
    yield from find_non_folders(project, (EVERY_LIBRARY, SHARED))


def find_non_folders(project: Project, site_ids: Iterable[str]) -> Iterator[Diagnostic]:
    """Return what is no folder among the folders of pages and pictures of these sites."""
    inside = (*list_written_codes(project.settings.values), PICTURES)
    for site_id in site_ids:
        top = f"docs/{site_id}"
        yield from _find_non_folders(project, (top, *(f"{top}/{name}" for name in inside)))


def _find_non_folders(project: Project, names: Iterable[str]) -> Iterator[Diagnostic]:
    for name in names:
        # Texts are joined much faster than paths.
        path = f"{project.root}/{name}"
        if not os.path.isdir(path) and os.path.lexists(path):
            yield NO_FOLDER.at(name, 1, *_describe(Path(path)))


def _describe(path: Path) -> tuple[str, str]:
    if path.is_symlink() and not path.exists():
        return "is a link that leads nowhere; a folder belongs here", "Put the folder back."
    return "is a file; a folder belongs here", "Move the file elsewhere, and put the folder back."
