"""Keeps the findings of a check: while nothing has changed, ``aviso check`` returns them.

A check depends on everything below ``data`` and ``docs``, the settings, the templates, Aviso itself
and the day. Contents decide, never times. If something has changed, the findings of single sites
may still be valid (``site_check_cache``). A cache file is used only if its digest and its form are
right.
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
    """The findings of a check of these sites (None: all) on a day. Losing them costs only time."""

    def __init__(self, project: Project, site_ids: list[str] | None, today: date) -> None:
        self._project = project
        self._asked = json.dumps([site_ids, today.isoformat()])
        name = "all" if site_ids is None else digest(json.dumps(site_ids).encode())
        self._path = project.cache / "checked" / f"{name}.json"
        self._inputs = CheckInputs(project)

    def load(self) -> list[Diagnostic] | None:
        """Return the findings of the last check, or None if anything may have changed."""
        rows = read_rows(self._project, self._path, self._purpose) if self._purpose else None
        return read_findings(rows)

    @cached_property
    def sites(self) -> KnownFindings:
        """The findings of earlier checks on single sites."""
        # This import loads the model, which a check without changes does not need.
        from aviso.build.site_check_cache import SiteCheckCache

        return SiteCheckCache(self._project, self._inputs)

    def save(self, found: list[Diagnostic]) -> None:
        """Save the findings of a check, unless somebody has edited its inputs in the meantime."""
        if self._purpose and not self._inputs.find_touched():
            write_rows(self._project, self._path, list_rows(found), self._purpose)
            self.sites.save()

    @cached_property
    def _purpose(self) -> str:
        """A digest of everything that the findings depend on; "" if it cannot be read."""
        whole = self._inputs.digest
        return f"checked {digest((whole + self._asked).encode())}" if whole else ""
