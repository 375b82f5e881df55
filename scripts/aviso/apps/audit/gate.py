"""The release gate: opens a staged site in a browser, refuses problems, adds the proof."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from aviso.apps.audit.browser import Visitor, start_visitor
from aviso.apps.audit.built_site import AuditedSite, make_proof, visit_site
from aviso.build.compression import leave_out_compressed
from aviso.build.task import BuildResult, Task
from aviso.build.worker import build_site
from aviso.core.diagnostics import Diagnostic
from aviso.core.project import Project

# Gets a task and the site that it built; returns the site with its proof, or with problems.
ReleaseGate = Callable[[Task, BuildResult], BuildResult]


@contextmanager
def open_release_gate(today: date) -> Iterator[ReleaseGate]:
    """Yield a function that proves sites; it raises BrowserUnavailable if there is no browser.

    The browser starts with the first site.
    """
    with ExitStack() as stack:
        started: list[Visitor] = []

        def prove(task: Task, result: BuildResult) -> BuildResult:
            if not started:
                started.append(stack.enter_context(start_visitor()))
            return prove_site(started[0], today, task, result)

        yield prove


def prove_site(visitor: Visitor, today: date, task: Task, result: BuildResult) -> BuildResult:
    """Visit the site that ``task`` built; return it with its proof or its problems."""
    make_built_site = partial(AuditedSite, task.site_id, Path(task.folder or ""))
    site = make_built_site(tuple(leave_out_compressed(result.listing)))
    project = Project(Path(task.root))
    findings = visit_site(visitor, site)
    if findings:
        return _add_problems(result, findings)
    proof = make_proof(project, visitor, site, findings, today)
    proven = build_site(replace(task, proof=proof), project)
    # The pages that show the proof are new: visit them, too.
    changed = tuple(
        name
        for name in leave_out_compressed(proven.listing)
        if proven.listing[name] != result.listing.get(name)
    )
    return _add_problems(proven, visit_site(visitor, make_built_site(changed)))


def _add_problems(result: BuildResult, findings: list[Diagnostic]) -> BuildResult:
    return replace(result, problems=[*result.problems, *dict.fromkeys(findings)])
