"""Assembles a library's site, and does not check again what a check or a build has found sound."""

from __future__ import annotations

from typing import Any

from aviso.build.assemble import require_sound_pages, require_sound_records
from aviso.build.check_inputs import CheckInputs
from aviso.build.page_findings import PageFindingsFile
from aviso.build.task import Task
from aviso.checks.page_findings import PageFindings
from aviso.checks.record_checks import check_records
from aviso.checks.search_places import find_missing_sections
from aviso.content.page_text import MarkdownCache
from aviso.core.project import Project
from aviso.model.repository import load_records
from aviso.site.compose import make_site
from aviso.site.site import Site


def assemble_known(
    task: Task, project: Project, cache: MarkdownCache
) -> tuple[Site, dict[str, Any] | None]:
    """Return the site of a library, and what is to be kept of what was found on it, if anything.

    Raises UnsoundSite with every problem of its records and pages.
    """
    site_id, family = task.site_id, list(task.relatives)
    records, problems = load_records(project, family)
    memory = project.make_once(_open_memory)
    known = memory.recall(site_id, family, records) if site_id in records.libraries else None
    if known is None:
        problems += check_records(records)
    own = require_sound_records(site_id, records, problems, known)
    site = make_site(site_id, records, cache)
    if known:
        return site, None
    pages = require_sound_pages(site, records)
    found = PageFindings(own, pages, [*find_missing_sections(site)])
    return site, memory.make_entry(family, records, found)


def _open_memory(project: Project) -> PageFindingsFile:
    """Open the memory once for all sites of a process."""
    return PageFindingsFile(project, CheckInputs(project))
