"""The files of a project before and after a change."""

from __future__ import annotations

from pathlib import Path

LIBRARY = "data/libraries/riverside.yml"


def files(project: Path) -> dict[str, bytes]:
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for name in ("data", "docs")
        for path in (project / name).rglob("*")
        if path.is_file()
    } | {"mkdocs.yml": (project / "mkdocs.yml").read_bytes()}


def different_lines(before: bytes, after: bytes) -> list[tuple[str, str]]:
    pairs = zip(before.decode().splitlines(), after.decode().splitlines(), strict=True)
    return [(one, other) for one, other in pairs if one != other]


def change(project: Path, name: str, old: str, new: str) -> None:
    path = project / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
