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
from typing import TYPE_CHECKING

from aviso.build.check_inputs import CheckInputs
from aviso.build.file_digests import digest
from aviso.build.finding_rows import list_rows, read_findings, read_rows, write_rows
from aviso.core.diagnostics import Diagnostic
from aviso.core.project import Project

if TYPE_CHECKING:
    from aviso.checks.site_checks import KnownFindings


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
