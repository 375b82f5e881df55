"""The smallest project, and ``aviso`` in it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from aviso.cli.main import main
from tests.support.project import Project as ProjectFolder


@pytest.fixture
def small_project(renew_small_project: Callable[[], ProjectFolder], tmp_path: Path) -> Path:
    """A copy of the small project, with something recorded of its translation and of a policy."""
    folder = Path(shutil.copytree(renew_small_project().root, tmp_path / "project", symlinks=True))
    (folder / "data/translations").mkdir()
    row = {"on": "2026-03-02", "en": ["a"], "es": ["b"]}
    for owner, key in (("riverside", "vendors.readwell.note"), ("shared", "vendors.readwell.x")):
        path = folder / f"data/translations/{owner}.json"
        path.write_text(json.dumps({"a.b": row, key: row, "z.b": row}, indent=1) + "\n", "utf-8")
    return folder


@pytest.fixture
def aviso(small_project: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.chdir(small_project)
    return lambda *arguments: CliRunner().invoke(main, list(arguments))
