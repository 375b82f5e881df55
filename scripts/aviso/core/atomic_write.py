"""Writes single files: each in one step, and never over a file that is not Aviso's."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

NAMED_AT_MOST = 3


class ForeignFile(Exception):
    """A file that Aviso did not write is in the way; the text names it.

    ``message`` says what is wrong, ``hint`` what to do.
    """

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(f"{message}. {hint}")
        self.message = message
        self.hint = hint


def list_in_words(names: list[str]) -> str:
    """Name a few files, and say how many more there are."""
    more = len(names) - NAMED_AT_MOST
    named = ", ".join(names[:NAMED_AT_MOST])
    return f"{named} and {more} more" if more > 0 else named


def is_file(path: Path) -> bool:
    """Tell whether the path is a regular file, not a link to one."""
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)
    except FileNotFoundError:
        return False


@dataclass(frozen=True)
class MarkedFile:
    """A file that a command writes, with the bytes that mark an earlier version as its own."""

    path: Path
    content: bytes
    mark: bytes


def write_marked(files: Iterable[MarkedFile]) -> list[Path]:
    """Write each file in one step, replacing only files with its mark; return their paths.

    Raises ForeignFile, before writing any, if another file has one of the names; raises OSError.
    A link is followed: its target must bear the mark.
    """
    files = list(files)
    taken = [str(file.path) for file in files if not _may_be_written(file)]
    if taken:
        verb = "is" if len(taken) == 1 else "are"
        raise ForeignFile(
            f"{list_in_words(taken)} {verb} there already and Aviso did not write "
            f"{'it' if len(taken) == 1 else 'them'}",
            "Name another place with --output, or move what is there.",
        )
    for file in files:
        file.path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(_follow_links(file.path), file.content)
    return [file.path for file in files]


def _follow_links(path: Path) -> Path:
    """Return where links lead; unlike ``Path.resolve``, it leaves a circle of links as it is."""
    return Path(os.path.realpath(path))


def _may_be_written(file: MarkedFile) -> bool:
    path = _follow_links(file.path)
    if not os.path.lexists(path):
        return True
    if not is_file(path):
        return False
    before = path.read_bytes()
    return not before or before == file.content or file.mark in before


def replace_file(
    path: Path,
    content: bytes,
    *,
    is_durable: bool = True,
    check: Callable[[], object] = lambda: None,
) -> None:
    """Write ``content`` to ``path`` in one step, keeping the permissions of the file before it.

    The content goes into a staging file beside ``path``, which is then renamed. With ``is_durable``
    it is on the disk before the rename, so that a power failure cannot leave an empty file; caches
    do not need that. ``check`` is called last and may raise an exception to stop the write. Raises
    OSError, and then leaves ``path`` as it was.
    """
    staging = path.with_name(f".{path.name}.{secrets.token_hex(6)}.staging")
    # "x" refuses to write to a file that already exists.
    file = staging.open("xb")
    try:
        with file:
            file.write(content)
            file.flush()
            if is_durable:
                os.fsync(file.fileno())
        if path.exists():
            staging.chmod(stat.S_IMODE(path.stat().st_mode))
        check()
        # Close it first: Windows cannot rename an open file.
        staging.replace(path)
    except BaseException:
        staging.unlink(missing_ok=True)
        raise
