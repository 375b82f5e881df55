"""Audits built sites in their folders: every file, and every page in a browser; makes proofs."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_FILE_PATH

from aviso.apps.audit.browser import MISSING, OnProgress, Visitor, ignore_progress
from aviso.apps.audit.local_server import serve_folders
from aviso.apps.audit.rules import DIFFERENT, WHAT_TO_DO, count_by_rule, make_finding
from aviso.build.compression import leave_out_compressed
from aviso.build.output import Output
from aviso.checks.built_html import audit_site
from aviso.core.cache_files import read_regular_file
from aviso.core.diagnostics import Diagnostic
from aviso.core.project import Project
from aviso.site.http_policy import MISSING_PAGE
from aviso.site.proof import PROOF_FILE, Proof

# Rules that only a live site can break; a proof leaves them out.
LIVE_ONLY = {DIFFERENT}


@dataclass(frozen=True)
class AuditedSite:
    """A site in a folder: its id, the folder, and the names of its files."""

    site_id: str
    folder: Path
    names: tuple[str, ...]

    @property
    def address(self) -> str:
        """The address that it was built for; "" if its proof is damaged."""
        try:
            return str(json.loads(read_regular_file(self.folder / PROOF_FILE))["site"])
        except (OSError, ValueError, LookupError, TypeError, RecursionError):
            return ""

    @property
    def pages(self) -> list[str]:
        """The addresses of its pages below its own, then those that show a page "not found"."""
        pages = [name.removesuffix("index.html") for name in self._list_files_named("index.html")]
        missing = [
            name.removesuffix(MISSING_PAGE) + MISSING
            for name in self._list_files_named(MISSING_PAGE)
        ]
        return sorted(pages) + sorted(missing)

    def _list_files_named(self, last: str) -> list[str]:
        return [name for name in self.names if name == last or name.endswith(f"/{last}")]


def find_published_site(output: Output, site_id: str) -> AuditedSite | None:
    """Return the site that is published under an id, or None."""
    stamp = output.read_site_stamp(site_id)
    if not stamp:
        return None
    names = tuple(leave_out_compressed(stamp["files"]))
    return AuditedSite(site_id, output.locate_site(site_id), names)


def audit_published(output: Output, site_id: str) -> list[Diagnostic]:
    """Read every file of a published site as a browser would.

    Also report files that are not as they were built.
    """
    site = find_published_site(output, site_id)
    if site is None:
        return [make_finding("published", site_id, "is not published")]
    findings = []
    if not output.is_whole(site_id, output.read_site_stamp(site_id), is_thorough=True):
        message = "has files that are missing, were added or were changed after the build"
        findings.append(make_finding("different", site_id, message))
    if not site.address:
        message = f"has no address in {PROOF_FILE}, so that its links cannot be followed"
        return [*findings, make_finding("different", site_id, message)]
    files = {
        name: (site.folder / name).read_bytes()
        for name in site.names
        if (site.folder / name).is_file()
    }
    problems = audit_site(files, site.address, frozenset(output.list_published()) - {site_id})
    return findings + [
        replace(problem, file=f"{site_id}/{problem.file}", hint=_choose_hint(problem))
        for problem in problems
    ]


def _choose_hint(problem: Diagnostic) -> str:
    """Return the hint for a problem of a built file.

    An error is a fault in the published files; a warning is for the author to decide.
    """
    return WHAT_TO_DO["published"] if problem.severity == "error" else problem.hint


def visit_site(
    visitor: Visitor, site: AuditedSite, on_progress: OnProgress = ignore_progress
) -> list[Diagnostic]:
    """Open every page of a built site in the browser, served with the headers of a real host."""
    path = urlsplit(site.address).path or "/"
    with serve_folders({path: site.folder}) as server:
        found = visitor.visit(server + path, site.pages, on_progress)
    return [replace(problem, file=f"{site.site_id}/{problem.file}") for problem in found]


def make_proof(
    project: Project, visitor: Visitor, site: AuditedSite, found: Iterable[Diagnostic], today: date
) -> Proof:
    """Return the proof of a site that was visited today, with the number of findings by rule."""
    commit, committed_on = read_version(project)
    counts = {rule: count for rule, count in count_by_rule(found).items() if rule not in LIVE_ONLY}
    return Proof(
        len(site.pages),
        today.isoformat(),
        visitor.version,
        read_axe_version(),
        commit,
        committed_on,
        counts,
    )


def read_version(project: Project) -> tuple[str | None, str | None]:
    """Return the commit that the project is at, and its day.

    Return None twice if the project is not in a git repository or has changes since its commit.
    """
    try:
        changes = _run_git(project, "status", "--porcelain")
        commit, _, day = _run_git(project, "log", "-1", "--format=%h %cs").partition(" ")
    except (OSError, subprocess.CalledProcessError):
        return None, None
    return (None, None) if changes else (commit, day)


def _run_git(project: Project, *arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], cwd=project.root, capture_output=True, text=True, check=True
    ).stdout.strip()


def read_axe_version() -> str:
    """Return the name and version of axe-core, from the first line of its file."""
    first_line = AXE_FILE_PATH.read_text("utf-8").partition("\n")[0]
    return f"axe-core {first_line.rpartition('v')[2].strip()}"
