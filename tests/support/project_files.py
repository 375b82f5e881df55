"""The files of a project: read, written, edited and copied."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class ProjectFiles:
    """A project's folder, and the files in it."""

    root: Path

    @property
    def public(self) -> Path:
        """Where its sites are published."""
        return self.root / "public"

    def __truediv__(self, name: str) -> Path:
        return self.root / name

    def path(self, name: str) -> Path:
        """The place of a file of the project."""
        return self.root / name

    def read(self, name: str) -> str:
        """The text of a file of the project."""
        return self.path(name).read_text("utf-8")

    def write(self, name: str, content: str | bytes) -> Path:
        """Write a file of the project; return its place."""
        path = self.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def edit(self, name: str, change: Callable[[str], str]) -> None:
        """Change the text of a file; assert that it changes."""
        before = self.read(name)
        after = change(before)
        assert after != before, f"{name} stays as it is"
        self.write(name, after)

    def replace(self, name: str, old: str, new: str, *, everywhere: bool = False) -> None:
        """Replace the first ``old`` in a file, which must be there; or every one."""
        assert old in self.read(name), f"{old!r} is not in {name}"
        self.edit(name, lambda text: text.replace(old, new, -1 if everywhere else 1))

    def append(self, name: str, text: str) -> None:
        """Write more at the end of a file."""
        with self.path(name).open("a", encoding="utf-8") as file:
            file.write(text)

    def add_paragraph(self, name: str, text: str) -> int:
        """Put a paragraph at the end of a page; return its line."""
        self.write(name, f"{self.read(name).rstrip()}\n\n{text}\n")
        return self.read(name).count("\n")

    def line_of(self, name: str, text: str) -> int:
        """The number of the first line of a file that contains a text."""
        lines = self.read(name).splitlines()
        return next(number for number, line in enumerate(lines, 1) if text in line)

    def delete(self, name: str) -> None:
        """Delete a file."""
        self.path(name).unlink()


def copy_into(root: Path, source: Path, names: Iterable[str]) -> None:
    """Copy files and folders to the same places below ``root``."""
    for name in names:
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (source / name).is_symlink():
            target.symlink_to((source / name).resolve())
        elif (source / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source / name, target, symlinks=True, ignore=ignored)
        else:
            shutil.copy(source / name, target)
