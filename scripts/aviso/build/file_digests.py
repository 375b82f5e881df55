"""Reads files as fast as the system can, and makes digests of them."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import stat
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator

from aviso.core.litter import is_litter

# O_NONBLOCK, so that a FIFO cannot block the build. Windows has neither flag, and needs O_BINARY.
READ_FLAGS = os.O_RDONLY | sum(
    getattr(os, flag, 0) for flag in ("O_NONBLOCK", "O_CLOEXEC", "O_BINARY")
)
# In bytes: nearly every file is smaller, and is read in one call.
USUAL_SIZE = 120_000
# Fifty times what a text may be, and far more than a picture.
MAXIMUM_SIZE = 50_000_000
# Digests by the names of inputs.
Inputs = dict[str, str]


class NamedDigests(dict[str, str]):
    """Digests by the names of inputs: each is made when first needed, and serves every site."""

    def __init__(self, digest_of: Callable[[str], str]) -> None:
        super().__init__()
        self._digest_of = digest_of

    def __missing__(self, name: str) -> str:
        return self.setdefault(name, self._digest_of(name))


def digest(content: bytes) -> str:
    """Return 128 bits, the first half of SHA-256 (FIPS 180-4), in 22 characters.

    Each site carries about 75 of them, so they are in base64url (RFC 4648, section 5), a third
    shorter than in hexadecimal. Today's processors compute SHA-256 twice as fast as BLAKE2.
    """
    return urlsafe_b64encode(hashlib.sha256(content).digest()[:16])[:22].decode()


def digest_inputs(inputs: Inputs) -> str:
    """Return one digest of all these inputs."""
    return digest(json.dumps(sorted(inputs.items())).encode())


def read_content(path: str) -> bytes:
    """Return the content of a file; for an unreadable one, a text that no other file has.

    A build without changes does hardly anything else, so this makes as few system calls as
    possible. A FIFO or a device with nothing to read counts as empty. For anything but a regular
    file, and for a file that is larger than any source may be, return its kind, size and time: a
    link to /dev/zero has no end.
    """
    try:
        file = os.open(path, READ_FLAGS)
        try:
            parts = [os.read(file, USUAL_SIZE)]
            if len(parts[0]) == USUAL_SIZE and (other := _describe_unusual(os.fstat(file))):
                return other
            # A regular file returns all requested bytes. A short read would do no harm: its digest
            # would match no file, and the site would be built again.
            while len(parts[-1]) == USUAL_SIZE:
                parts.append(os.read(file, USUAL_SIZE))
        finally:
            os.close(file)
    except OSError as error:
        return f"unreadable: {path}: {error.errno}".encode("utf-8", "surrogateescape")
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _describe_unusual(found: os.stat_result) -> bytes:
    """Return a substitute for the content of a file that is not read completely; b"" for others."""
    if stat.S_ISREG(found.st_mode) and found.st_size <= MAXIMUM_SIZE:
        return b""
    return f"unusual: {found.st_mode} {found.st_size} {found.st_mtime_ns}".encode()


def walk_files(
    top: str, begin_folder: Callable[[str], object] = lambda folder: None
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield every file in a folder and below, with its path there.

    ``begin_folder`` is called with the path of each folder before it is listed.
    """
    pending = [""]
    while pending:
        inside = pending.pop()
        begin_folder(f"{top}/{inside}")
        for entry in list_entries(f"{top}/{inside}"):
            name = f"{inside}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                pending.append(f"{name}/")
            else:
                yield name, entry


def list_entries(folder: str) -> list[os.DirEntry[str]]:
    """List a folder by name; nothing if there is no such folder."""
    try:
        with os.scandir(folder) as entries:
            return sorted(
                (entry for entry in entries if not is_litter(entry.name)),
                key=lambda entry: entry.name,
            )
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        if error.errno == errno.ELOOP:  # A link in a circle leads to no folder either.
            return []
        raise
