"""Writes findings as JSON rows, and reads them again if they have the right form."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from aviso.core.cache_files import read_cache_file, write_cache_file
from aviso.core.diagnostics import Diagnostic
from aviso.core.project import Project

SEVERITIES = ("error", "warning")
# A finding as JSON has it: its fields in their order.
Row = list[Any]


def read_rows(project: Project, path: Path, purpose: str) -> Any:
    """Return the rows that ``write_rows`` wrote for this purpose, or None."""
    content = read_cache_file(path, purpose) if project.reads_cache else None
    if content is None:
        return None
    try:
        return json.loads(content)
    except ValueError:
        return None


def write_rows(project: Project, path: Path, rows: Any, purpose: str) -> None:
    """Save rows for later checks."""
    content = json.dumps(rows, ensure_ascii=False).encode("utf-8", "surrogatepass")
    write_cache_file(project.root, path, content, purpose)


def list_rows(found: list[Diagnostic]) -> list[Row]:
    """Return findings as rows for JSON."""
    return [
        [
            one.file,
            one.line,
            one.message,
            one.hint,
            one.severity,
            one.rule,
            list(one.ids),
            one.accepted,
        ]
        for one in found
    ]


def read_findings(rows: Any) -> list[Diagnostic] | None:
    """Return the findings of ``list_rows``; None if the rows have another form."""
    if not isinstance(rows, list) or not all(map(_is_row, rows)):
        return None
    return [
        Diagnostic(file, line, message, hint, severity, rule, tuple(ids), accepted)
        for file, line, message, hint, severity, rule, ids, accepted in rows
    ]


def _is_row(row: Any) -> bool:
    return (
        isinstance(row, list)
        and len(row) == 8
        and all(isinstance(row[index], str) for index in (0, 2, 3, 4, 5, 7))
        and type(row[1]) is int
        and row[4] in SEVERITIES
        and isinstance(row[6], list)
        and all(isinstance(one, str) for one in row[6])
    )
