"""Every file of facts names the schema that helps an editor with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.paths import ROOT

DATA_FILES = sorted((ROOT / "data").rglob("*.yml"))


def schema_name(path: Path) -> str:
    """The kind of a data file by its place."""
    if path.stem == "glossary":
        return "glossary"
    return {"libraries": "library", "vendors": "vendor", "laws": "law", "terms": "terms"}.get(
        path.parent.name, path.stem
    )


@pytest.mark.parametrize("path", DATA_FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_data_file_names_its_schema_in_its_first_line(path: Path) -> None:
    first = path.read_text("utf-8").splitlines()[0]
    assert first.startswith("# yaml-language-server: $schema=")
    assert (
        path.parent / first.partition("=")[2]
    ).resolve() == ROOT / "data" / "schema" / f"{schema_name(path)}.json"
