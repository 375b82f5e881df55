"""An output folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from aviso.build.output import Output


@pytest.fixture
def output(tmp_path: Path) -> Output:
    """An empty output folder."""
    folder = Output(tmp_path / "public")
    folder.folder.mkdir()
    return folder
