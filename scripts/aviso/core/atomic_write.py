"""Replaces files atomically: readers find the old file or the new one, never a part of it."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path


def replace_file(path: Path, content: bytes, *, is_durable: bool = True) -> None:
    """Write ``content`` to ``path`` in one step, keeping the permissions of the file before it.

    The content goes into a staging file beside ``path``, which is then renamed. With ``is_durable``
    it is on the disk before the rename, so that a power failure cannot leave an empty file; caches
    do without. Raises OSError, and then leaves ``path`` as it was.
    """
    staging = path.with_name(f".{path.name}.{secrets.token_hex(6)}.staging")
    # "x" refuses to write to a file that exists already.
    with staging.open("xb") as file:
        try:
            file.write(content)
            file.flush()
            if is_durable:
                os.fsync(file.fileno())
            if path.exists():
                staging.chmod(stat.S_IMODE(path.stat().st_mode))
            staging.replace(path)
        except BaseException:
            staging.unlink(missing_ok=True)
            raise
