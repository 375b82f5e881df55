"""Files of the project are read once a process, and again when they were changed.

How they were changed does not matter.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from aviso.core import safe_files as files
from aviso.core.safe_files import read_text

# Longer than a tick of the clock that file systems write down.
TICK = 0.05


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are really read."""
    names: list[str] = []
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: (names.append(path.name), read(path))[1])
    return names


def change_unseen(path: Path, text: str) -> None:
    """Write another text of the same length into the same file.

    Put the time of its last change back.
    """
    before = path.stat()
    time.sleep(TICK)
    path.write_text(text)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns, path.stat().st_ino) == (
        before.st_size,
        before.st_mtime_ns,
        before.st_ino,
    )


def test_a_file_that_stays_as_it_is_is_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reads: list[str]
) -> None:
    monkeypatch.setattr(files, "SETTLED", 0)
    (tmp_path / "a.md").write_text("One.")
    time.sleep(TICK)
    assert [read_text(tmp_path / "a.md", tmp_path) for _ in range(3)] == [("One.", [])] * 3
    assert reads == ["a.md"]


def test_a_file_that_was_changed_unseen_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "SETTLED", 0)
    path = tmp_path / "a.md"
    path.write_text("One.")
    assert read_text(path, tmp_path)[0] == "One."
    change_unseen(path, "Two.")
    assert read_text(path, tmp_path)[0] == "Two."


def test_a_file_that_was_changed_just_now_is_not_kept(tmp_path: Path, reads: list[str]) -> None:
    (tmp_path / "a.md").write_text("One.")
    assert [read_text(tmp_path / "a.md", tmp_path)[0] for _ in range(2)] == ["One."] * 2
    assert reads == ["a.md", "a.md"]


def test_what_is_wrong_with_a_file_is_reported_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "SETTLED", 0)
    (tmp_path / "a.md").write_text("A\u200bB")
    time.sleep(TICK)
    first, second = (read_text(tmp_path / "a.md", tmp_path) for _ in range(2))
    assert first == second and first[0] == "A B" and "U+200B" in first[1][0].message
    first[1].clear()
    assert read_text(tmp_path / "a.md", tmp_path) == second
