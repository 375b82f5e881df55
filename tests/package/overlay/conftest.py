"""A project and a package that a test may change."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from aviso.core import package
from tests.support.overlaid_project import LAW, UNUSED, Places
from tests.support.paths import ROOT, SMALL


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    root, shared = tmp_path / "project", tmp_path / "shared"
    monkeypatch.setenv(package.VARIABLE, str(shared))
    for name in ("data/terms", "data/vendors", "docs/_front", "docs/_pages", "docs/_shared"):
        shutil.copytree(SMALL / name, shared / name)
    shutil.copytree(ROOT / "overrides", shared / "overrides")
    text = (SMALL / "data/laws.yml").read_text("utf-8")
    (shared / "data/laws.yml").write_text(text + LAW, "utf-8")
    (shared / "data/vendors/nobody.yml").write_text(UNUSED, "utf-8")
    (root / "data/libraries").mkdir(parents=True)
    shutil.copytree(SMALL / "docs/riverside", root / "docs/riverside")
    shutil.copytree(SMALL / "docs/riverside", root / "docs/second")
    record = (SMALL / "data/libraries/riverside.yml").read_text("utf-8")
    (root / "data/libraries/riverside.yml").write_text(record, "utf-8")
    before, _, after = record.partition("vendors:\n")
    _, laws, rest = after.partition("laws:\n")
    without = f"{before}{laws}{rest}".replace("/riverside/", "/second/")
    (root / "data/libraries/second.yml").write_text(without, "utf-8")
    shutil.copy(ROOT / "mkdocs.yml", root)
    return Places(root, shared)
