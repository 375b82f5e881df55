"""Publishes finished sites in the output folder: readers never see pages without their files.

Each site is built in a staging folder beside the output, on the same file system, and the kernel
exchanges it with the published one. The front page is not a folder but several files beside the
libraries. Its assets are replaced first, then its pages; old files are removed last. So the files
that a page links to are always there.

Only what Aviso provably made is exchanged, replaced or removed (``ownership``).
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aviso.build.compression import FORMS, leave_out_compressed
from aviso.build.ownership import (
    Listing,
    claim_staging,
    find_removable,
    list_foreign,
    list_obstacles,
    refuse_foreign,
)
from aviso.build.stamps import (
    STAMP,
    BadStamp,
    read_proven_files,
    read_site_id,
    read_stamp,
    write_stamp,
)
from aviso.build.wholeness import Digests, are_as_built, has_no_other_files
from aviso.content.pages import FRONT
from aviso.core.atomic_write import ForeignFile, is_file

_RENAME_EXCHANGE = 2
_AT_FDCWD = -100


class OutputInUse(Exception):
    """Another build is using the same output folder."""


class Output:
    """The output folder (``public/``): the front page's files and a folder for each library."""

    def __init__(self, folder: Path) -> None:
        # Follow links: the staging folder must be on the same disk as the output, and two builds
        # must find the same lock.
        self.folder = Path(os.path.realpath(folder))
        # Beside the output, or in it if it is a mounted disk: a rename cannot cross disks.
        place = self.folder if os.path.ismount(self.folder) else self.folder.parent
        self.staging = place / f".{self.folder.name}.staging"
        self._lock = place / f".{self.folder.name}.lock"
        self._read: Digests = {}

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Lock the output, and make an empty staging folder.

        The operating system releases the lock when the process ends, however it ends. Raises
        OutputInUse if another build has the lock, and ForeignFile if a file or folder that is not
        Aviso's has the name of the lock or of the staging folder.
        """
        # Imported here: workers only write files.
        from filelock import FileLock, Timeout

        self.folder.parent.mkdir(parents=True, exist_ok=True)
        self._refuse_foreign_lock()
        lock = FileLock(self._lock)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise OutputInUse(str(self.folder)) from None
        try:
            self.folder.mkdir(exist_ok=True)
            claim_staging(self.staging)
            try:
                yield
            finally:
                shutil.rmtree(self.staging, ignore_errors=True)
        finally:
            lock.release()

    def _refuse_foreign_lock(self) -> None:
        """Raise ForeignFile if the lock file is not empty: locking would empty it."""
        if os.path.lexists(self._lock) and (
            not is_file(self._lock) or self._lock.stat().st_size > 0
        ):
            raise ForeignFile(
                f"{self._lock} is there already and Aviso did not write it",
                "Move it, or build into another folder with --output.",
            )

    def locate_site(self, site_id: str) -> Path:
        """Return the folder in which a site is published."""
        return self.folder if site_id == FRONT else self.folder / site_id

    def read_site_stamp(self, site_id: str) -> dict[str, Any]:
        """Return the stamp of a published site (``inputs``, ``files``, ``card``).

        It is empty if there is no stamp, or if it is damaged or that of another site.
        """
        try:
            return read_stamp(self.locate_site(site_id), site_id)
        except (OSError, BadStamp):
            return {}

    def has_stamp(self, site_id: str) -> bool:
        """Tell whether a site has a stamp, sound or not."""
        return (self.locate_site(site_id) / STAMP).is_file()

    def is_whole(self, site_id: str, stamp: dict[str, Any], is_thorough: bool = False) -> bool:
        """Tell whether the published files are those that the stamp lists.

        Sizes are always compared, contents where they may have changed (``wholeness``); with
        ``is_thorough``, all contents.
        """
        if not stamp:
            return False
        place = f"{self.locate_site(site_id)}/"
        try:
            return are_as_built(place, stamp["files"], is_thorough, self._read) and (
                site_id == FRONT or has_no_other_files(place, stamp["files"])
            )
        except OSError:
            return False

    def list_published(self) -> list[str]:
        """Return the ids of the published libraries."""
        try:
            return sorted(
                entry.name
                for entry in os.scandir(self.folder)
                if os.path.isfile(f"{entry.path}/{STAMP}")
            )
        except FileNotFoundError:
            return []

    def publish(self, site_id: str, built: Path, new: Listing | None = None) -> None:
        """Replace the published site with the one in ``built``.

        ``new`` is what its stamp lists, if the caller has just written it. Raises OSError, and
        ForeignFile if files there are not Aviso's. After an error, a library keeps its earlier
        site.
        """
        if site_id == FRONT:
            self._publish_front(built)
            return
        place = self.folder / site_id
        if new is None:
            new = read_stamp(built)["files"]
        refuse_foreign(list_foreign(place, site_id, new), place)
        exchange(built, place)
        # Now the old site. Free the space for the sites still to be built.
        shutil.rmtree(built, ignore_errors=True)

    def _publish_front(self, built: Path) -> None:
        old = read_proven_files(self.folder, FRONT)
        new = read_stamp(built)["files"]
        names = leave_out_compressed(new)
        forms = [name + suffix for name in names for suffix in FORMS]
        refuse_foreign(list_obstacles(self.folder, [*new, *forms], new), self.folder)
        self._claim(built, sorted(old.union(new)))
        # Pages last, and the stamp after them: an interrupted build is then repeated.
        for name in sorted(names, key=lambda name: (name.endswith(".html"), name)):
            if not self._has_same(built, name):
                self._replace_with_forms(built, name)
        for path in find_removable(self.folder, sorted(old - set(new))):
            path.unlink()
            self._remove_empty_folders(path.parent)
        (built / STAMP).replace(self.folder / STAMP)

    def _claim(self, built: Path, names: list[str]) -> None:
        """List the files of the new front page in the stamp before any is written.

        If the build is interrupted, the next one knows them as Aviso's. Its form, "begun", tells
        that the front page is not finished.
        """
        claim = built.with_name(f"{built.name}.claim")
        claim.mkdir(exist_ok=True)
        write_stamp(claim, {"site": FRONT, "files": names, "form": "begun"})
        (claim / STAMP).replace(self.folder / STAMP)

    def _has_same(self, built: Path, name: str) -> bool:
        """Tell whether a file and its compressed forms are published as they are in ``built``.

        The front page of a large project has hundreds of pages, and a change concerns few.
        """
        return all(
            _read_if_there(built / one) == _read_if_there(self.folder / one)
            for one in (name, *(name + suffix for suffix in FORMS))
        )

    def _replace_with_forms(self, built: Path, name: str) -> None:
        """Replace one file and its compressed forms.

        The old forms are removed first, so that they never stand beside new content.
        """
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        for suffix in FORMS:
            target.with_name(target.name + suffix).unlink(missing_ok=True)
        (built / name).replace(target)
        for suffix in FORMS:
            form = built / (name + suffix)
            if form.exists():
                form.replace(target.with_name(form.name))

    def _remove_empty_folders(self, folder: Path) -> None:
        """Remove a folder of the front page if it is empty, and then those above it."""
        while folder != self.folder and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent

    def find_obsolete(self, known: set[str]) -> list[str]:
        """Return the ids of published libraries that are not ``known``.

        A copy of a site under another name belongs to whoever made it, and is left out.
        """
        names = [name for name in self.list_published() if name not in known]
        return [name for name in names if read_site_id(self.folder / name) in (name, None)]

    def remove(self, site_id: str) -> None:
        """Remove a published library. Raises OSError, and ForeignFile if it holds foreign files."""
        place = self.folder / site_id
        refuse_foreign(list_foreign(place, site_id, {}), place)
        aside = self.staging / f"gone-{site_id}"
        place.rename(aside)
        shutil.rmtree(aside, ignore_errors=True)


def _read_if_there(path: Path) -> bytes | None:
    return path.read_bytes() if is_file(path) else None


def write_files(folder: Path, files: dict[str, bytes]) -> None:
    """Write each file at its path below ``folder``. Raises OSError."""
    folders: set[Path] = set()
    for name, content in files.items():
        path = folder / name
        if path.parent not in folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            folders.add(path.parent)
        path.write_bytes(content)


def exchange(new: Path, place: Path) -> None:
    """Exchange the folders ``new`` and ``place`` in one step; without ``place``, rename ``new``.

    Uses ``renameat2`` with RENAME_EXCHANGE where Linux has it. Elsewhere, it renames twice, and
    undoes the first rename if the second fails. Raises OSError.
    """
    if not place.exists():
        new.rename(place)
    elif not _exchange_in_kernel(new, place):
        aside = new.with_name(f"{new.name}.old")
        place.rename(aside)
        try:
            new.rename(place)
        except OSError:
            aside.rename(place)
            raise
        aside.rename(new)


def _exchange_in_kernel(one: Path, other: Path) -> bool:
    if sys.platform != "linux":
        return False
    # A build in which nothing has changed exchanges nothing.
    import ctypes

    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    if renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), str(other))
