"""Tells whether the published files of a site are still those that its stamp lists.

Reading all of them would take most of the time of a build without changes, so times tell which to
read. A stamp is written last and gets the time of the newest file (``stamps``). Another time shows
that stamp and files do not come from one build, and all files are read. Otherwise, a file is read
if its state changed after that of the stamp (``st_ctime``, which nobody can set).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

from aviso.build.file_digests import digest, read_content
from aviso.build.stamps import STAMP
from aviso.core.litter import is_system_litter

# The digests of files by device, inode number and times.
Digests = dict[tuple[int, int, int, int], str]


def are_as_built(
    place: str, files: Mapping[str, tuple[int, str]], is_thorough: bool, read: Digests
) -> bool:
    """Tell whether all files in the folder ``place`` have the sizes and contents of the listing.

    With ``is_thorough``, read every file. ``read`` keeps what was read. Raises OSError for a
    missing one.
    """
    stamp = os.stat(place + STAMP)
    found = {name: os.stat(place + name) for name in files}
    newest = max((one.st_mtime_ns for one in found.values()), default=0)
    stamped = -1 if is_thorough or newest != stamp.st_mtime_ns else stamp.st_ctime_ns
    for name, (size, content) in files.items():
        state = found[name]
        if state.st_size != size:
            return False
        if max(state.st_mtime_ns, state.st_ctime_ns) > stamped:
            # Many sites share one file by hard links.
            key = (state.st_dev, state.st_ino, state.st_mtime_ns, state.st_ctime_ns)
            if key not in read:
                read[key] = digest(read_content(place + name))
            if read[key] != content:
                return False
    return True


def has_no_other_files(place: str, names: Iterable[str]) -> bool:
    """Tell whether no file was added. That would change the time of its folder."""
    stamped = os.stat(place + STAMP).st_ctime_ns
    folders = {name.rpartition("/")[0] for name in names}
    if all(os.stat(place + folder).st_mtime_ns <= stamped for folder in folders):
        return True
    found = {
        os.path.relpath(f"{folder}/{file}", place)
        for folder, _, files in os.walk(place)
        for file in files
        if not is_system_litter(file)
    }
    return found == {*names, STAMP}
