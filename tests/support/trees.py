"""Compares folders: their files by path, and the differences."""

from __future__ import annotations

import hashlib
from pathlib import Path

STAMP = ".aviso.json"


def tree(folder: Path, but: tuple[str, ...] = ()) -> dict[str, str]:
    """A digest of every file in a folder and below, by path.

    A folder stands for itself. ``but`` names top entries to leave out.
    """
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name.split("/")[0] not in but and path.name != STAMP:
            found[name] = (
                "folder" if path.is_dir() else hashlib.sha256(path.read_bytes()).hexdigest()
            )
    return found


def differences(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """The paths at which two trees differ."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def assert_same(one: Path, other: Path, but: tuple[str, ...] = ()) -> None:
    """Two folders hold the same, byte for byte, the stamps aside."""
    first, second = tree(one, but), tree(other, but)
    assert first, f"{one} is empty"
    assert not differences(first, second), f"{one} and {other} differ"


def front_tree(public: Path, libraries: list[str]) -> dict[str, str]:
    """The front page's own files."""
    return tree(public, but=tuple(libraries))


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes, without the stamps and without bytecode."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != STAMP and "__pycache__" not in path.parts
    }
