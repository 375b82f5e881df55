"""Writes the files of one site into its staging folder, from which they are published.

Files that many sites share are written once and hard-linked into each site. The compressed forms
of unchanged files come from the published site.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from aviso.build.compression import make_compressed_files
from aviso.build.file_digests import digest
from aviso.build.output import write_files
from aviso.build.stamps import BadStamp, read_stamp
from aviso.build.task import Listing
from aviso.core.atomic_write import replace_file
from aviso.site.assets import is_shared


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
    folders: set[str] = set()
    for name, content in files.items():
        path = folder / name
        parent = os.path.dirname(path)
        if parent not in folders:
            os.makedirs(parent, exist_ok=True)
            folders.add(parent)
        if is_shared(name):
            link_shared_file(store, path, content)
        else:
            path.write_bytes(content)


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
