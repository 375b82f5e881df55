"""A fault of Aviso in one site is a finding of that site; all others are checked and published."""

from __future__ import annotations

from pathlib import Path

import pytest

from aviso.build import worker
from aviso.checks import site_checks
from aviso.site.site import Site
from tests.support.project import Project

IDS = ("alder", "birch")


@pytest.mark.parametrize("error", [AttributeError("x\ny"), RecursionError(), KeyError("inputs")])
def test_one_site_that_fails_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    project = Project.tiny(tmp_path / "project", tiny=IDS)

    def fail_at_alder(site: Site) -> dict[str, bytes]:
        if site.id == "alder":
            raise error
        return make_site_files(site)

    make_site_files = worker.make_site_files
    monkeypatch.setattr(worker, "make_site_files", fail_at_alder)
    outcomes = project.publish()
    assert {name: one.state for name, one in outcomes.items()} == {
        "alder": "failed",
        "birch": "published",
        "_front": "published",
    }
    (problem,) = outcomes["alder"].problems
    assert problem.rule == "build/fault-of-aviso" and problem.file == "docs/alder"
    assert type(error).__name__ in problem.message and "aviso/build/worker.py" in problem.message
    assert "\n" not in str(problem)


def test_check_goes_on_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = Project.tiny(tmp_path / "project", tiny=IDS)
    project.append("docs/birch/en/collect.md", "\n{{ nothing() }}\n")
    make_site = site_checks.make_site

    def fail_at_alder(site_id: str, *more: object) -> Site:
        if site_id == "alder":
            raise AttributeError("x")
        return make_site(site_id, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(site_checks, "make_site", fail_at_alder)
    told = [str(one) for one in project.check()]
    assert any(one.startswith("docs/alder, line 1: stopped at an unexpected") for one in told)
    assert any(one.startswith("docs/birch/en/collect.md, line") for one in told)
