"""Reads and writes cache files, which Aviso can make again at any time.

Other programs copy and edit such files, disks damage them, and two of them can be swapped. So each
begins with a digest of its purpose, its name and its content. A file whose digest does not match
counts as missing. A cache file never replaces another file behind a link.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from contextlib import suppress
from pathlib import Path

from aviso.core.atomic_write import replace_file
from aviso.core.safe_files import is_link

HEAD = b"Aviso keeps this to save time. It can be deleted.\n"
_LENGTH = len(HEAD) + hashlib.sha256().digest_size * 2 + 1
# O_NONBLOCK: opening a FIFO must not wait for somebody to write to it. Windows has only O_BINARY.
_FLAGS = os.O_RDONLY | sum(
    getattr(os, flag, 0) for flag in ("O_NONBLOCK", "O_CLOEXEC", "O_BINARY", "O_NOFOLLOW")
)


def read_regular_file(path: Path | str) -> bytes:
    """Return the content of a regular file. Raises OSError for anything else, links included."""
    file = os.open(path, _FLAGS)
    try:
        # A device such as /dev/zero has no end.
        found = os.fstat(file)
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
        # A stream would ask for the state and the place in the file three times more.
        content = os.read(file, found.st_size + 1)
        if len(content) == found.st_size:
            return content
        with os.fdopen(file, "rb", closefd=False) as stream:
            stream.seek(0)
            return stream.read()
    finally:
        os.close(file)


def read_cache_file(path: Path, purpose: str) -> bytes | None:
    """Return the content that ``write_cache_file`` wrote at this path for this purpose, or None.

    ``purpose`` names everything that makes the content useless when it changes, such as the code
    that wrote it.
    """
    try:
        whole = read_regular_file(path)
    except OSError:
        return None
    content = whole[_LENGTH:]
    return content if whole[:_LENGTH] == _make_head(path, purpose, content) else None


def write_cache_file(root: Path, path: Path, content: bytes, purpose: str) -> None:
    """Write content for later runs of the project at ``root``, if the disk allows it.

    A lost file costs only time.
    """
    with suppress(OSError):
        if is_link(path, root) and not _is_cache_file(path):
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, _make_head(path, purpose, content) + content, is_durable=False)


def _is_cache_file(path: Path) -> bool:
    try:
        return not os.path.lexists(path) or read_regular_file(path).startswith(HEAD)
    except OSError:
        return False


def _make_head(path: Path, purpose: str, content: bytes) -> bytes:
    found = hashlib.sha256(f"{purpose}\0{path.name}\0".encode() + content)
    return HEAD + found.hexdigest().encode() + b"\n"
