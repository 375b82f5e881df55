"""Files are replaced in one step, and edits of YAML change what they should and nothing else."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from aviso.core.atomic_write import replace_file
from aviso.core.file_edits import CannotEdit, replace_yaml
from aviso.core.project import Project


@pytest.mark.parametrize("is_durable", [True, False])
def test_a_file_is_replaced_with_its_permissions(tmp_path: Path, is_durable: bool) -> None:
    path = tmp_path / "facts.yml"
    path.write_bytes(b"before")
    path.chmod(0o640)
    replace_file(path, b"after", is_durable=is_durable)
    assert path.read_bytes() == b"after"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert os.listdir(tmp_path) == ["facts.yml"]


def test_a_reader_keeps_the_file_that_it_opened(tmp_path: Path) -> None:
    path = tmp_path / "facts.yml"
    path.write_bytes(b"before")
    with path.open("rb") as reader:
        replace_file(path, b"after, and longer")
        assert reader.read() == b"before", "the file was written over"


def test_a_write_that_fails_leaves_the_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "facts.yml"
    path.write_bytes(b"before")

    def fail(number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space left"):
        replace_file(path, b"after")
    assert path.read_bytes() == b"before"
    assert os.listdir(tmp_path) == ["facts.yml"]


def test_what_is_meant_is_written(tmp_path: Path) -> None:
    path = tmp_path / "facts.yml"
    path.write_bytes(b"name: Town  # as people say\n")
    replace_yaml(
        Project(tmp_path),
        path,
        b"name: City  # as people say\n",
        lambda before, after: (before, after) == ({"name": "Town"}, {"name": "City"}),
        "no",
    )
    assert path.read_bytes() == b"name: City  # as people say\n"


@pytest.mark.parametrize("content", [b"name: Other\n", b"name: [\n"])
def test_what_is_not_meant_or_cannot_be_parsed_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "facts.yml"
    path.write_bytes(b"name: Town\n")
    with pytest.raises(CannotEdit, match="the name must be City"):
        replace_yaml(
            Project(tmp_path),
            path,
            content,
            lambda before, after: after == {"name": "City"},
            "the name must be City",
        )
    assert path.read_bytes() == b"name: Town\n"
