"""Builds the sites: each with MkDocs into a staging folder, audited there, and only then published."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from aviso.audit import audit_site
from aviso.opening import UnsoundSite, open_site
from aviso.pages import FRONT
from aviso.problems import Problem
from aviso.publish import Output


@dataclass
class Outcome:
    """What became of one site: published, or kept as it was because of problems."""

    site_id: str
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_published(self) -> bool:
        """Tell whether the site was published."""
        return not any(problem.severity == "error" for problem in self.problems)


def site_ids(root: Path) -> list[str]:
    """The ids of all sites, the front page first."""
    return [FRONT, *sorted(path.stem for path in (root / "data" / "libraries").glob("*.yml") if not path.name.startswith("."))]


def build_sites(root: Path, wanted: list[str], output: Output) -> Iterator[Outcome]:
    """Build each wanted site and publish it if it is sound; yield what became of it, one by one."""
    known = set(site_ids(root))
    for site_id in wanted:
        with output.staging(site_id) as folder:
            problems = build_site(root, site_id, folder, frozenset(known))
            outcome = Outcome(site_id, problems)
            if outcome.is_published:
                output.publish(site_id, folder)
            yield outcome


def build_site(root: Path, site_id: str, folder: Path, known: frozenset[str]) -> list[Problem]:
    """Build one site into ``folder`` and audit it; return its problems (none: it can be published)."""
    try:
        site = open_site(root, site_id)
    except UnsoundSite as unsound:
        return unsound.problems
    with _mkdocs_messages() as messages:
        try:
            config = load_config(str(root / "mkdocs.yml"), site_dir=str(folder))
            config.extra["library"] = site_id
            build(config)
        except Abort:
            return [Problem(site_id, 1, message) for message in messages] or [Problem(site_id, 1, "MkDocs stopped without a reason")]
    others = known if site_id == FRONT else frozenset()
    return [
        Problem(f"{site_id}/{problem.file}", problem.line, problem.message, problem.hint) for problem in audit_site(folder, site.address, others)
    ] + [Problem(site_id, 1, message) for message in messages]


@contextmanager
def _mkdocs_messages() -> Iterator[list[str]]:
    """Collect MkDocs' warnings and errors instead of printing them."""
    messages: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            messages.append(record.getMessage())

    logger = logging.getLogger("mkdocs")
    collector = Collector(logging.WARNING)
    logger.addHandler(collector)
    propagate, logger.propagate = logger.propagate, False
    try:
        yield messages
    finally:
        logger.removeHandler(collector)
        logger.propagate = propagate


def serve(root: Path, site_id: str, address: str) -> None:
    """Preview one site with MkDocs' own server, reloading when data, pages or templates change."""
    from mkdocs.commands.serve import serve as mkdocs_serve

    os.environ["LIBRARY"] = site_id
    mkdocs_serve(config_file=str(root / "mkdocs.yml"), dev_addr=address)
