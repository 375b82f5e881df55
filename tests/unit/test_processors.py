"""The number of processors is found on systems such as macOS and Windows.

They cannot say which processors a process may use.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from aviso.checks.built_links import check_output
from aviso.core.processors import count_usable_processors
from tests.support.paths import ROOT
from tests.support.project import Project


def test_a_process_uses_those_it_is_bound_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {0, 3}, raising=False)
    assert count_usable_processors() == 2


@pytest.mark.parametrize(("said", "number"), [(8, 8), (None, 1)])
def test_elsewhere_it_uses_all(
    said: int | None, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: said)
    assert count_usable_processors() == number


def test_built_sites_are_looked_at_there_too(
    tmp_path: Path, small_project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    assert check_output(tmp_path, small_project.opened) == []


def test_nobody_asks_the_system_by_themselves() -> None:
    asking = [
        path.name
        for folder in ("scripts", "tests/benchmarks")
        for path in (ROOT / folder).rglob("*.py")
        if re.search(r"sched_getaffinity|cpu_count", path.read_text("utf-8"))
    ]
    assert asking == ["processors.py"]
