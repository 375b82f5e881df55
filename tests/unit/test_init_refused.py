"""``aviso init`` where something is wrong: all faults at once, and nothing is written."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from aviso.apps.scaffold import files as scaffold_files
from tests.support.begun_projects import TOWN, everything_in, init


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--library", "My Town", "--address", "https://a.org/"), '"My Town" is not an id'),
        (("--library", "assets", "--address", "https://a.org/"), "needed by the front page"),
        (("--library", "es", "--address", "https://a.org/"), "needed by the front page"),
        (("--library", "a", "--address", "http://a.org/"), "must begin with https://"),
        (("--library", "a", "--address", "a.org"), "is not a web address"),
        (("--library", "a", "--address", "https://a.org"), 'end with "/"'),
        (("--library", "a", "--name", "<b>", "--address", "https://a.org/"), "no HTML"),
        (("--library", "a", "--name", " ", "--address", "https://a.org/"), "is empty"),
        (("--library", "a", "--website", "a", "--address", "https://a.org/"), "--website"),
        (("--address", "https://a.org/"), "Say whose notices these are"),
        (("--library", "a", "--system", "b", "--address", "https://a.org/"), "Say whose notices"),
        (("--library", "a", "--members", "b", "--address", "https://a.org/"), "Only a system"),
        (("--system", "a", "--members", "b,b", "--address", "https://a.org/"), "appears twice"),
        (("--system", "a", "--members", "a", "--address", "https://a.org/"), "appears twice"),
        (
            (
                "--system",
                "a",
                "--members",
                "b,c",
                "--member-names",
                "B",
                "--address",
                "https://a.org/",
            ),
            "1 names for 2 members",
        ),
        (("--library", "a"), "--address"),
    ],
)
def test_what_cannot_be_is_reported_and_nothing_is_written(
    tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = init(tmp_path / "new", *arguments)
    assert done.exit_code == 2 and said in " ".join(done.output.split())
    assert list(tmp_path.iterdir()) == []


def test_all_faults_are_reported_at_once(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/mine.md").write_text("mine", "utf-8")
    (tmp_path / "README.md").write_text("mine", "utf-8")
    before = everything_in(tmp_path)
    done = init(tmp_path, "--library", "My Town", "--name", "<b>", "--address", "my-town.org")
    for said in ("is not an id", "no HTML", "not a web address", "docs is in", "README.md is in"):
        assert said in " ".join(done.output.split()), said
    assert done.exit_code == 2 and everything_in(tmp_path) == before


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine", "utf-8")
    done = init(tmp_path / "taken", *TOWN)
    assert done.exit_code == 2 and "is a file" in done.output


def test_an_empty_repository_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "LICENSE").write_text("mine", "utf-8")
    assert init(tmp_path, *TOWN).exit_code == 0
    assert (tmp_path / "mkdocs.yml").is_file()


@pytest.mark.parametrize("written", [0, 1, 8, 16])
def test_a_full_disk_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: int
) -> None:
    left = [written]

    def write(path: Path, content: bytes) -> int:
        if path.parent.name.endswith(".staging"):
            left[0] -= 1
            if left[0] < 0:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        with path.open("wb") as file:
            return file.write(content)

    monkeypatch.setattr(Path, "write_bytes", write)
    done = init(tmp_path / "a" / "new", *TOWN)
    assert done.exit_code == 1 and "No space left" in done.output
    assert list(tmp_path.iterdir()) == []


def test_a_move_that_fails_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, placed = scaffold_files._place, []

    def place(staged: Path, path: Path, content: bytes, made: list[Path]) -> None:
        if len(placed) == 7:
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))
        placed.append(path)
        real(staged, path, content, made)

    monkeypatch.setattr(scaffold_files, "_place", place)
    (tmp_path / "LICENSE").write_text("mine", "utf-8")
    assert init(tmp_path, *TOWN).exit_code == 1
    assert [path.name for path in tmp_path.iterdir()] == ["LICENSE"]
