"""Keeps what a check found: while nothing has changed, ``aviso check`` answers from it.

A check looks at everything below ``data`` and ``docs``, at the settings, the templates and Aviso
itself, and at the day. Contents decide, never times. If something has changed, what was found of
single sites is kept where it can be (``site_check_cache``). What is read is believed only if its
digest and its form are right.
"""

from __future__ import annotations

import json
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from aviso.build.check_inputs import CheckInputs
from aviso.build.file_digests import digest
from aviso.core.cache_files import read_cache_file, write_cache_file
from aviso.core.diagnostics import Diagnostic
from aviso.core.project import Project

if TYPE_CHECKING:
    from aviso.checks.site_checks import KnownFindings

SEVERITIES = ("error", "warning")
# A finding as JSON has it: its fields in their order.
Row = list[Any]


class CheckCache:
    """The findings of a check of these sites (None: all) on a day. Losing them costs time only."""

    def __init__(self, project: Project, site_ids: list[str] | None, today: date) -> None:
        self._project = project
        self._asked = json.dumps([site_ids, today.isoformat()])
        name = "all" if site_ids is None else digest(json.dumps(site_ids).encode())
        self._path = project.cache / "checked" / f"{name}.json"
        self._inputs = CheckInputs(project)

    def load(self) -> list[Diagnostic] | None:
        """Return what the last check found; None if anything has changed, or it is not proved."""
        rows = read_rows(self._project, self._path, self._purpose) if self._purpose else None
        return read_findings(rows)

    @cached_property
    def sites(self) -> KnownFindings:
        """What earlier checks found of single sites."""
        # It loads the model, which a check without changes does without.
        from aviso.build.site_check_cache import SiteCheckCache

        return SiteCheckCache(self._project, self._inputs)

    def save(self, found: list[Diagnostic]) -> None:
        """Keep what a check found, unless somebody edited meanwhile what it looked at."""
        if self._purpose and not self._inputs.find_touched():
            write_rows(self._project, self._path, list_rows(found), self._purpose)
            self.sites.save()

    @cached_property
    def _purpose(self) -> str:
        """Everything that the findings follow from; "" if it cannot be read."""
        whole = self._inputs.digest
        return f"checked {digest((whole + self._asked).encode())}" if whole else ""


def read_rows(project: Project, path: Any, purpose: str) -> Any:
    """Return what ``write_rows`` wrote for this purpose; None without it."""
    content = read_cache_file(path, purpose) if project.reads_cache else None
    if content is None:
        return None
    try:
        return json.loads(content)
    except ValueError:
        return None


def write_rows(project: Project, path: Any, rows: Any, purpose: str) -> None:
    """Keep rows for later checks."""
    content = json.dumps(rows, ensure_ascii=False).encode("utf-8", "surrogatepass")
    write_cache_file(project.root, path, content, purpose)


def list_rows(found: list[Diagnostic]) -> list[Row]:
    """Return findings as JSON has them."""
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
