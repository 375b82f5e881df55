"""Audits built sites in their folders: the bytes of every file, and every page in a browser; makes the proof of those that pass."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_FILE_PATH

from aviso.apps.audit.browser import MISSING, OnProgress, Visitor
from aviso.apps.audit.local_server import serving
from aviso.apps.audit.rules import WHAT_TO_DO, count_by_rule, finding
from aviso.build.compression import without_compressed
from aviso.build.output import Output
from aviso.checks.built_html import audit_site
from aviso.core.diagnostics import Diagnostic
from aviso.core.project import Project
from aviso.site.http_policy import MISSING_PAGE
from aviso.site.proof import PROOF_FILE, Proof

# Rules that only a live site can break are no part of a proof.
LIVE_ONLY = {"different"}


@dataclass(frozen=True)
class BuiltSite:
    """A site in a folder: its id, the folder, and the names of its files."""

    site_id: str
    folder: Path
    names: tuple[str, ...]

    @property
    def address(self) -> str:
        """The address that it was built for."""
        return str(json.loads((self.folder / PROOF_FILE).read_bytes())["site"])

    @property
    def pages(self) -> list[str]:
        """The addresses of its pages below its own, those "not found" included."""
        pages = [
            name.removesuffix("index.html")
            for name in self.names
            if name == "index.html" or name.endswith("/index.html")
        ]
        missing = [
            name.removesuffix(MISSING_PAGE) + MISSING
            for name in self.names
            if name == MISSING_PAGE or name.endswith(f"/{MISSING_PAGE}")
        ]
        return sorted(pages) + sorted(missing)


def published_site(output: Output, site_id: str) -> BuiltSite | None:
    """The site that is published under an id, or None."""
    stamp = output.stamp(site_id)
    return (
        BuiltSite(site_id, output.place_of(site_id), tuple(without_compressed(stamp["files"])))
        if stamp
        else None
    )


def audit_published(output: Output, site_id: str) -> list[Diagnostic]:
    """Read every file of a published site as a browser would; a file that is not as it was built is a finding, too."""
    site = published_site(output, site_id)
    if site is None:
        return [finding("published", site_id, "is not published")]
    faults = (
        []
        if output.is_whole(site_id, output.stamp(site_id), is_thorough=True)
        else [
            finding(
                "different",
                site_id,
                "has files that are missing, were added or were changed after the build",
            )
        ]
    )
    files = {
        name: (site.folder / name).read_bytes()
        for name in site.names
        if (site.folder / name).is_file()
    }
    problems = audit_site(files, site.address, frozenset(output.published()) - {site_id})
    return faults + [
        replace(problem, file=f"{site_id}/{problem.file}", hint=_hint(problem))
        for problem in problems
    ]


def _hint(problem: Diagnostic) -> str:
    """An error is a fault of what was published; a warning is the author's to weigh."""
    return WHAT_TO_DO["published"] if problem.severity == "error" else problem.hint


def visit_site(
    visitor: Visitor, site: BuiltSite, told: OnProgress = lambda page: None
) -> list[Diagnostic]:
    """Open every page of a built site in the browser, from a server that sends the headers of a real one."""
    path = urlsplit(site.address).path or "/"
    with serving({path: site.folder}) as server:
        found = visitor.visit(server + path, site.pages, told)
    return [replace(problem, file=f"{site.site_id}/{problem.file}") for problem in found]


def make_proof(
    project: Project, visitor: Visitor, site: BuiltSite, found: Iterable[Diagnostic], today: date
) -> Proof:
    """The proof of a site that was visited today."""
    commit, committed_on = version_of(project)
    counts = {rule: count for rule, count in count_by_rule(found).items() if rule not in LIVE_ONLY}
    return Proof(
        len(site.pages),
        today.isoformat(),
        visitor.version,
        axe_version(),
        commit,
        committed_on,
        counts,
    )


def version_of(project: Project) -> tuple[str | None, str | None]:
    """The commit that the project is at and its day; nothing if the project is not under git, or was changed since."""
    try:
        changed = _git(project, "status", "--porcelain")
        commit, _, day = _git(project, "log", "-1", "--format=%h %cs").partition(" ")
    except (OSError, subprocess.CalledProcessError):
        return None, None
    return (None, None) if changed else (commit, day)


def _git(project: Project, *arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], cwd=project.root, capture_output=True, text=True, check=True
    ).stdout.strip()


def axe_version() -> str:
    """The name and version of the program that looks for barriers; its file begins with them."""
    first_line = AXE_FILE_PATH.read_text("utf-8").partition("\n")[0]
    return f"axe-core {first_line.rpartition('v')[2].strip()}"
