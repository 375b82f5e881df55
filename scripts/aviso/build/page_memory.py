"""The files of what is known of the pages of sites (``page_findings``): an entry each, as JSON.

The process that publishes a site writes its file without loading the rules.
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


def keep_entry(project: Project, site_id: str, entry: Entry) -> None:
    """Keep what is known of the pages of a site."""
    write_rows(project, _locate(project, site_id), entry, PURPOSE)


def read_entry(project: Project, site_id: str) -> Entry | None:
    """Return what was kept of a site; None for nothing, or for another form."""
    entry = read_rows(project, _locate(project, site_id), PURPOSE)
    return entry if _is_entry(entry) else None


def _locate(project: Project, site_id: str) -> Path:
    return project.cache / "checked" / "pages" / f"{site_id}.json"


def _is_entry(entry: Any) -> bool:
    return (
        isinstance(entry, dict)
        and entry.keys() == KEYS
        and isinstance(entry["topics"], list)
        and all(isinstance(one, str) for one in entry["topics"])
    )
