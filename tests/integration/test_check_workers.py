"""Sites that are checked in worker processes have the same findings as in one process."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from aviso.build import check_workers
from aviso.build.check_workers import check_sites
from aviso.checks import suite
from aviso.checks.site_checks import SiteChecks, SiteFindings
from aviso.core.diagnostics import Diagnostic
from tests.support.project import Project

TODAY = date(2026, 11, 29)
HERE = os.getpid()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project of three libraries with findings of every kind."""
    project = Project.tiny(tmp_path / "project", tiny=("alder", "birch", "cedar"))
    project.append("docs/alder/en/index.md", "\nWe keep 12 of them.\n")
    project.append("docs/birch/es/index.md", "\n[mal](nada.md)\n")
    project.append("data/libraries/cedar.yml", "nonsense: 1\n")
    return project


@pytest.fixture
def in_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have even a few sites checked in two processes."""
    monkeypatch.setattr(check_workers, "FEW", 0)
    monkeypatch.setattr(check_workers, "count_usable_processors", lambda: 2)
    if not check_workers._can_fork(2):
        pytest.skip("processes cannot be forked here")


def find(project: Project, *, with_workers: bool = False) -> list[Diagnostic]:
    """Everything that a check finds."""
    check = check_sites if with_workers else None
    return suite.find_all(project.opened, today=TODAY, check_sites=check)


@pytest.mark.usefixtures("in_workers")
def test_workers_find_the_same(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = find(project)
    assert {"links/no-such-page", "i18n/number"} <= {one.rule for one in alone}
    look = SiteChecks.look_at

    def refuse_here(checks: SiteChecks, site_id: str, is_composed: bool) -> SiteFindings:
        # What the processes begin with is read in this one, together with one site.
        assert os.getpid() != HERE or site_id == "cedar", "checked in this process"
        return look(checks, site_id, is_composed)

    monkeypatch.setattr(SiteChecks, "look_at", refuse_here)
    assert find(project, with_workers=True) == alone


@pytest.mark.usefixtures("in_workers")
def test_a_worker_that_dies_takes_no_finding_with_it(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = find(project)
    look = SiteChecks.look_at

    def die_elsewhere(checks: SiteChecks, site_id: str, is_composed: bool) -> SiteFindings:
        if os.getpid() != HERE and site_id == "birch":
            os._exit(9)
        return look(checks, site_id, is_composed)

    monkeypatch.setattr(SiteChecks, "look_at", die_elsewhere)
    assert find(project, with_workers=True) == alone


def test_a_few_sites_are_checked_here(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_workers, "count_usable_processors", lambda: 2)
    monkeypatch.setattr(check_workers, "_check_in_workers", None)
    assert find(project, with_workers=True) == find(project)
