"""The state of a file, which tells whether anybody touched it since."""

from __future__ import annotations

import os
from pathlib import Path

# The number of the file, its size, and the times of the last change of its content and its state.
# Nobody can set the last one, so a file that was changed and changed back has another state.
State = tuple[int, int, int, int]


def read_state(path: Path | str) -> State | None:
    """Return the state of a file or folder; None if there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
