"""Builds one site: a task → its files, its problems, its dependencies.

Runs in worker processes, on this machine or on others. A newcomer reads ``build_site`` first.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from aviso.build.assemble import (
    UnsoundSite,
    assemble_front_page,
)
from aviso.build.dependencies import list_dependencies
from aviso.build.known_site import read_library
from aviso.build.markdown_cache import MarkdownCacheFile
from aviso.build.member import recognize_member
from aviso.build.member_filling import (
    compare,
    fill_member,
    is_spotless,
    note_member,
)
from aviso.build.rules import NOT_WRITTEN, UNREADABLE_SUMMARY
from aviso.build.staging import (
    compress_files,
    list_files,
    read_files,
    stage_compressed_files,
    stage_files,
)
from aviso.build.stamps import find_newest_time
from aviso.build.task import BuildResult, Task
from aviso.checks.built_html import audit_site
from aviso.checks.source_map import Origins
from aviso.core.crashes import report_crash
from aviso.core.diagnostics import Diagnostic
from aviso.core.project import Project
from aviso.site.site import Site
from aviso.site.summaries import LibrarySummary, summarize_library
from aviso.site.writer import make_site_files


def build_site(task: Task, project: Project) -> BuildResult:
    """Build one site, from facts and pages to files that can be published.

    Nothing is raised: bad input, a full disk and faults of Aviso are problems of the result.
    """
    try:
        return _build_site(task, project)
    except Exception as error:  # noqa: BLE001 (a crash is the finding of one site)
        return BuildResult(task.site_id, [report_crash(task.site_id, error)])


def _build_site(task: Task, project: Project) -> BuildResult:
    try:
        result = (
            _make_library(task, project)
            if task.summaries is None
            else _make_front_page(task, project, task.summaries)
        )
    except UnsoundSite as unsound:
        return BuildResult(task.site_id, unsound.problems)
    except OSError as error:
        # Jinja's TemplateNotFound has no number: it is an error in a template.
        if error.errno is None:
            raise
        return BuildResult(task.site_id, [_report_disk_error(task.site_id, "read", error)])
    files, result.files = result.files or {}, None
    result.listing = list_files(files)
    if result.is_sound:
        _deliver(task, project, files, result)
    return result


def _make_front_page(task: Task, project: Project, summaries: dict[str, str]) -> BuildResult:
    """Assemble the front page, check it, and render it. Raises UnsoundSite."""
    read = {name: _read_summary(name, summary) for name, summary in summaries.items()}
    return _render(task, project, partial(assemble_front_page, project, read))


def _make_library(task: Task, project: Project) -> BuildResult:
    """Load and check the records of a library, and make its site.

    A member of a system is filled into a template if others of its shape were made before.
    Raises UnsoundSite.
    """
    library = read_library(task, project)
    member = recognize_member(task, library.records)
    filled = fill_member(member) if member else None
    if filled and member and not member.is_sample:
        if is_spotless(member):
            library.note_pages([], [])
        filled.found = library.found
        return filled
    made = _render(task, project, library.assemble)
    made.found = library.found
    if member:
        note_member(member, made)
    return compare(filled, made) if filled else made


def _render(task: Task, project: Project, assemble: Callable[..., Site]) -> BuildResult:
    """Assemble a site, render its files, and check them. Raises UnsoundSite."""
    cache = MarkdownCacheFile(project, task.site_id)
    site = assemble(markdown_cache=cache.load(), proof=task.proof)
    files = make_site_files(site)
    result = BuildResult(
        task.site_id,
        problems=check_built(task, site, files),
        inputs=list_dependencies(site, task.relatives),
        summary=_summarize(site),
        files=files,
    )
    if result.is_sound:
        cache.save({page.prose_key: page.prose for page in site.pages.values()})
    return result


def check_built(task: Task, site: Site, files: dict[str, bytes]) -> list[Diagnostic]:
    """Check the rendered files; return problems that name the source, or else the file."""
    problems = audit_site(files, site.address, task.others, _trace_sources(site))
    return [
        replace(problem, file=f"{site.id}/{problem.file}") if problem.file in files else problem
        for problem in problems
    ]


def _trace_sources(site: Site) -> Origins:
    library = site.notice.library if site.notice else None
    vendors = tuple(use.vendor for use in library.vendors) if library else ()
    return Origins(site.project, site.id, library.system if library else None, vendors)


def _read_summary(library_id: str, summary: str) -> LibrarySummary:
    try:
        return LibrarySummary.from_json(json.loads(summary))
    except (LookupError, TypeError, ValueError, AttributeError):
        message = "what the published site says of its library cannot be read"
        hint = f"Build the site again: aviso build --all {library_id}"
        raise UnsoundSite([UNREADABLE_SUMMARY.at(library_id, 1, message, hint)]) from None


def _summarize(site: Site) -> dict[str, Any] | None:
    return summarize_library(site.notice.library, site.locales).to_json() if site.notice else None


def _deliver(task: Task, project: Project, files: dict[str, bytes], result: BuildResult) -> None:
    """Put the files into the result or into the staging folder, as the task asks."""
    if task.folder is None:
        compressed = compress_files(files, task.published) if task.is_compressed else {}
        result.files = {**files, **compressed}
        result.listing = list_files(result.files)
        return
    folder = Path(task.folder)
    # MkDocs reads the sources once more.
    result.finished = None if task.is_stock else time.monotonic_ns()
    try:
        if task.is_stock:
            _build_with_mkdocs(project, folder, result)
        else:
            stage_files(folder, files)
        if task.is_compressed:
            result.listing |= stage_compressed_files(folder, result.listing, task.published)
        result.newest = find_newest_time(folder, result.listing)
    except OSError as error:
        result.problems.append(_report_disk_error(task.site_id, "written", error))
        # Free the space for the sites still to be built.
        shutil.rmtree(folder, ignore_errors=True)


def _build_with_mkdocs(project: Project, folder: Path, result: BuildResult) -> None:
    from aviso.build.mkdocs_adapter import build_with_mkdocs

    result.problems += build_with_mkdocs(project, result.site_id, folder)
    result.listing = list_files(read_files(folder))


def _report_disk_error(site_id: str, what: str, error: OSError) -> Diagnostic:
    where = f" ({error.filename})" if error.filename else ""
    return NOT_WRITTEN.at(
        site_id,
        1,
        f"the site could not be {what}: {error.strerror}{where}",
        "Free up disk space or fix the permissions, and build again.",
    )
