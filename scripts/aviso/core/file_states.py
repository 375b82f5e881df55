"""The state of a file, which shows whether the file was touched in the meantime."""

from __future__ import annotations

import os
from pathlib import Path

# Inode number, size, mtime and ctime. Nobody can set the ctime, so a file that was changed and
# changed back has another state.
State = tuple[int, int, int, int]


def read_state(path: Path | str) -> State | None:
    """Return the state of a file or folder, or None if it does not exist."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
