"""The file of what is known of the pages of sites (``page_findings``): each entry as JSON has it.

The process that publishes writes it without loading the rules.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from aviso.build.finding_rows import read_rows, write_rows
from aviso.core.project import Project

PURPOSE = "checked pages"
# An entry as JSON has it.
Entry = dict[str, Any]
KEYS = {"inputs", "label", "searched", "topics", "names", "own", "pages", "missing_sections"}


def keep_entries(project: Project, entries: dict[str, Entry]) -> None:
    """Keep these entries beside those of other libraries that there still are."""
    if entries:
        others = read_entries(project).items()
        kept = {name: entry for name, entry in others if project.locate_library(name).exists()}
        write_rows(project, _locate(project), {**kept, **entries}, PURPOSE)


def _locate(project: Project) -> Path:
    return project.cache / "checked" / "pages.json"


def read_entries(project: Project) -> dict[str, Entry]:
    """Return the entries that were kept, by site."""
    rows = read_rows(project, _locate(project), PURPOSE)
    entries = rows.items() if isinstance(rows, dict) else ()
    return {name: entry for name, entry in entries if _is_entry(entry)}


def _is_entry(entry: Any) -> bool:
    return (
        isinstance(entry, dict)
        and entry.keys() == KEYS
        and isinstance(entry["topics"], list)
        and all(isinstance(one, str) for one in entry["topics"])
    )
