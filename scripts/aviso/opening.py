"""Opens one site for building: loads, checks and composes it, or says all that is wrong."""

from __future__ import annotations

from pathlib import Path

from aviso import render, wording
from aviso.checks import check_records, files_of
from aviso.checks.pages import check_pages
from aviso.loading import Records, load
from aviso.pages import FRONT
from aviso.problems import Problem, as_text, did_you_mean, has_errors
from aviso.site import Site, make_site


class UnsoundSite(Exception):
    """The site has errors and cannot be built; ``problems`` holds all of them, and its text is one line each."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(as_text(problems))
        self.problems = problems


def open_site(root: Path, site_id: str) -> Site:
    """Return the sound site ``site_id``. Raises UnsoundSite with every problem of its data and pages."""
    # A preview keeps its process while strings and templates change.
    render.environment.cache_clear()
    wording.wording.cache_clear()
    records, problems = load(root, None if site_id == FRONT else site_id)
    problems += check_records(records)
    if site_id != FRONT:
        if site_id not in records.known["library"]:
            hint = did_you_mean(site_id, records.known["library"]) or f"Make it with: aviso new library {site_id}"
            raise UnsoundSite([Problem(f"data/libraries/{site_id}.yml", 1, f'library "{site_id}" does not exist', hint)])
        problems = _concerning(site_id, problems, records)
    if has_errors(problems):
        raise UnsoundSite(problems)
    site = make_site(site_id, records)
    problems += check_pages(site, records)
    if has_errors(problems):
        raise UnsoundSite(problems)
    return site


def _concerning(site_id: str, problems: list[Problem], records: Records) -> list[Problem]:
    """Leave out what is wrong with other libraries: it does not stop this one."""
    others = {f"data/libraries/{name}.yml" for name in records.known["library"] if name != site_id}
    if site_id in records.libraries:
        others -= files_of(site_id, records)
    return [problem for problem in problems if problem.file not in others]
