"""Writes the files of one site into its staging folder, from which they are published.

Files that many sites share are written once and hard-linked into each site. The compressed forms
of unchanged files come from the published site.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from aviso.build.compression import make_compressed_files
from aviso.build.file_digests import digest
from aviso.build.output import write_files
from aviso.build.stamps import BadStamp, read_stamp
from aviso.build.task import Listing
from aviso.core.atomic_write import replace_file
from aviso.site.assets import is_shared

# Windows needs O_BINARY.
WRITE_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)


def list_files(files: dict[str, bytes]) -> Listing:
    """Return the size and the digest of each file by its path."""
    return {name: (len(content), digest(content)) for name, content in files.items()}


def read_files(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder by its path there."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def stage_files(folder: Path, files: dict[str, bytes]) -> None:
    """Empty ``folder``, and write the files into it. Raises OSError."""
    # A crashed worker may have left hard links to files that other sites share. Delete them; never
    # write through them.
    shutil.rmtree(folder, ignore_errors=True)
    store = folder.parent / ".shared"
    os.makedirs(folder, exist_ok=True)
    place, folders = f"{folder}/", {""}
    for name, content in files.items():
        _make_folder(place, name.rpartition("/")[0], folders)
        if is_shared(name):
            link_shared_file(store, folder / name, content)
        else:
            _write_file(place + name, content)


def _make_folder(place: str, inside: str, known: set[str]) -> None:
    """Make a folder below ``place`` and those that it is in, but for those that are ``known``."""
    if inside not in known:
        _make_folder(place, inside.rpartition("/")[0], known)
        with suppress(FileExistsError):
            os.mkdir(place + inside)
        known.add(inside)


def _write_file(path: str, content: bytes) -> None:
    """Write a file with as few system calls as possible: a site has thirty of them."""
    file = os.open(path, WRITE_FLAGS, 0o666)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(file, rest) :]
    finally:
        os.close(file)


def link_shared_file(store: Path, path: Path, content: bytes) -> None:
    """Write a file that many sites share once, into ``store``, and link it to ``path``."""
    stored = store / f"{digest(content)}-{path.name}"
    try:
        os.link(stored, path)
        return
    except OSError:
        pass
    try:
        store.mkdir(exist_ok=True)
        replace_file(stored, content, is_durable=False)
        os.link(stored, path)
    except OSError:
        # The file system has no links, or the file has too many: write a copy.
        path.write_bytes(content)


def compress_files(files: dict[str, bytes], published: str | None) -> dict[str, bytes]:
    """Return the compressed forms of a site's files by their paths.

    ``published`` is the folder that may have them already.
    """
    place = Path(published or "")
    try:
        known = read_stamp(place)["files"] if published else {}
    except (OSError, BadStamp):
        known = {}
    return make_compressed_files(files, known, lambda name: (place / name).read_bytes())


def stage_compressed_files(folder: Path, listing: Listing, published: str | None) -> Listing:
    """Write the compressed forms beside the staged files; return what was added. Raises OSError."""
    compressed = compress_files({name: (folder / name).read_bytes() for name in listing}, published)
    write_files(folder, compressed)
    return list_files(compressed)
