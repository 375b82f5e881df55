"""Opens a staged site in a browser before it is published: with faults it is refused, without it is made again with its proof."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from aviso.apps.audit.browser import Visitor, visitor
from aviso.apps.audit.built_site import BuiltSite, make_proof, visit_site
from aviso.build.compression import without_compressed
from aviso.build.task import BuildResult, Task
from aviso.build.worker import build_site
from aviso.core.project import Project

Prove = Callable[[Task, BuildResult], BuildResult]


@contextmanager
def proving(today: date) -> Iterator[Prove]:
    """Yield what proves sites; the browser starts with the first of them. The call raises NoBrowser if there is none."""
    with ExitStack() as stack:
        started: list[Visitor] = []

        def prove(job: Task, made: BuildResult) -> BuildResult:
            if not started:
                started.append(stack.enter_context(visitor()))
            return prove_site(started[0], today, job, made)

        yield prove


def prove_site(browser: Visitor, today: date, job: Task, made: BuildResult) -> BuildResult:
    """Visit the site that ``job`` has made in its folder; return it with its proof, or with what is wrong with it."""
    built = partial(BuiltSite, job.site_id, Path(job.folder or ""))
    site = built(tuple(without_compressed(made.listing)))
    project = Project(Path(job.root))
    found = visit_site(browser, site)
    if found:
        return replace(made, problems=[*made.problems, *dict.fromkeys(found)])
    proven = build_site(
        replace(job, proof=make_proof(project, browser, site, found, today)), project
    )
    # The pages that show the proof have not been seen by anybody yet.
    changed = tuple(
        name
        for name in without_compressed(proven.listing)
        if proven.listing[name] != made.listing.get(name)
    )
    more = visit_site(browser, built(changed))
    return replace(proven, problems=[*proven.problems, *dict.fromkeys(more)])
