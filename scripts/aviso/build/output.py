"""Swaps finished sites into the output folder, each in one step: readers see the old site or the new, never a mixture.

Every site is made in a staging folder beside the output, on the same file system, and exchanged with the published one
by the kernel. The front page is no folder but several files beside the libraries: its assets go first, then its pages,
then what is no longer needed is removed, so that every page in between finds all that it links to.

Only what Aviso provably made is exchanged, replaced or removed (``ownership``).
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from aviso.build.compression import FORMS, without_compressed
from aviso.build.file_digests import digest
from aviso.build.ownership import claim_staging, foreign_at, foreign_in_site, removable
from aviso.build.stamps import STAMP, BadStamp, proven_files, read_stamp, site_of, write_stamp
from aviso.content.pages import FRONT
from aviso.core.atomic_write import NotOurs, in_words, is_file

_RENAME_EXCHANGE = 2
_AT_FDCWD = -100


class OutputInUse(Exception):
    """Another build works on the same output folder."""


class Output:
    """The output folder (``public/``): the front page's files and a folder for each library."""

    def __init__(self, folder: Path) -> None:
        # Through links: what is staged must lie on the disk that the output is really on, and
        # two builds must find one lock.
        self.folder = folder.resolve()
        # Beside the output, or in it if it is a disk of its own: nothing can be renamed from one disk to another.
        place = self.folder if os.path.ismount(self.folder) else self.folder.parent
        self.staging = place / f".{self.folder.name}.staging"
        self._lock = place / f".{self.folder.name}.lock"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the output alone, with an empty staging folder. Raises OutputInUse if another build
        has it, and NotOurs if something else stands in the place of the staging folder.

        The lock is the operating system's: it ends with the process, however that ends.
        """
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
        """Raise NotOurs for a lock file that holds something: locking empties it."""
        if os.path.lexists(self._lock) and (
            not is_file(self._lock) or self._lock.stat().st_size > 0
        ):
            raise NotOurs(
                f"{self._lock} is there already and Aviso did not write it",
                "Move it, or build into another folder with --output.",
            )

    def place_of(self, site_id: str) -> Path:
        """Where a site is published."""
        return self.folder if site_id == FRONT else self.folder / site_id

    def stamp(self, site_id: str) -> dict[str, Any]:
        """What the published site says of itself (``inputs``, ``files``, ``card``); empty if it is
        not there, or if its stamp cannot be believed or is that of another site.
        """
        try:
            return read_stamp(self.place_of(site_id), site_id)
        except (OSError, BadStamp):
            return {}

    def has_stamp(self, site_id: str) -> bool:
        """Tell whether a stamp is there, believed or not."""
        return (self.place_of(site_id) / STAMP).is_file()

    def is_whole(self, site_id: str, stamp: dict[str, Any], is_thorough: bool = False) -> bool:
        """Tell whether the published files are those that the stamp lists.

        Sizes are always compared; contents only of files written after the stamp, which is the last to be
        written, or (``is_thorough``) of all.
        """
        if not stamp:
            return False
        place = f"{self.place_of(site_id)}/"
        try:
            stamped = 0 if is_thorough else os.stat(place + STAMP).st_mtime_ns
            return _are_as_built(place, stamp["files"], stamped) and (
                site_id == FRONT or _holds_nothing_else(place, stamp["files"], stamped)
            )
        except OSError:
            return False

    def published(self) -> list[str]:
        """The ids of the libraries that are published."""
        try:
            return sorted(
                entry.name
                for entry in os.scandir(self.folder)
                if os.path.isfile(f"{entry.path}/{STAMP}")
            )
        except FileNotFoundError:
            return []

    def publish(self, site_id: str, built: Path) -> None:
        """Put the built site in the place of the published one. What was published still stands
        after an error: OSError, or NotOurs if what stands there is not Aviso's.
        """
        if site_id == FRONT:
            self._publish_front(built)
            return
        place = self.folder / site_id
        _refuse(foreign_in_site(place, site_id, read_stamp(built)["files"]))
        exchange(built, place)
        # What stood there before; the sites still to come may need its room.
        shutil.rmtree(built, ignore_errors=True)

    def _publish_front(self, built: Path) -> None:
        old = proven_files(self.folder, FRONT)
        new = read_stamp(built)["files"]
        names = without_compressed(new)
        forms = [name + suffix for name in names for suffix in FORMS]
        _refuse(foreign_at(self.folder, [*new, *forms], new))
        self._claim(built, sorted(old.union(new)))
        # Pages last, and the stamp after them: a build that is cut short is done again.
        for name in sorted(names, key=lambda name: (name.endswith(".html"), name)):
            self._replace_with_forms(built, name)
        for path in removable(self.folder, sorted(old - set(new))):
            path.unlink()
            self._remove_empty(path.parent)
        (built / STAMP).replace(self.folder / STAMP)

    def _claim(self, built: Path, names: list[str]) -> None:
        """Say in the stamp which files become those of the front page, before any is written.

        A build that is cut short then knows them as Aviso's; no build takes it for a finished one.
        """
        claim = built.with_name(f"{built.name}.claim")
        claim.mkdir(exist_ok=True)
        write_stamp(claim, {"site": FRONT, "files": names, "form": "begun"})
        (claim / STAMP).replace(self.folder / STAMP)

    def _replace_with_forms(self, built: Path, name: str) -> None:
        """Replace one file; a compressed form beside it is never that of another content."""
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        for suffix in FORMS:
            target.with_name(target.name + suffix).unlink(missing_ok=True)
        (built / name).replace(target)
        for suffix in FORMS:
            form = built / (name + suffix)
            if form.exists():
                form.replace(target.with_name(form.name))

    def _remove_empty(self, folder: Path) -> None:
        """Remove a folder, and those above it, that the front page has left empty."""
        while folder != self.folder and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent

    def gone(self, known: set[str]) -> list[str]:
        """The ids of published libraries that are none of the ``known`` ones.

        A copy of a site under another name is somebody's own, and not one of them.
        """
        names = [name for name in self.published() if name not in known]
        return [name for name in names if site_of(self.folder / name) in (name, None)]

    def take_away(self, site_id: str) -> None:
        """Remove a published library. Raises OSError, and NotOurs if it holds files of others."""
        place = self.folder / site_id
        _refuse(foreign_in_site(place, site_id, {}))
        aside = self.staging / f"gone-{site_id}"
        place.rename(aside)
        shutil.rmtree(aside, ignore_errors=True)


def _refuse(names: list[str]) -> None:
    """Raise NotOurs if there are names of what stands in a place and is not Aviso's."""
    if not names:
        return
    told = f"holds what Aviso did not put there: {in_words(names)}"
    if not any(names):
        told = "is a link or a file, and no folder that Aviso made"
    raise NotOurs(
        f"{told}. Nothing there was changed",
        "Move it elsewhere, or delete it if it is left over from an old build; then build again. "
        "Or build into another folder with --output.",
    )


def write_files(folder: Path, files: dict[str, bytes]) -> None:
    """Write files by their path below ``folder``."""
    made: set[Path] = set()
    for name, content in files.items():
        path = folder / name
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_bytes(content)


def _are_as_built(place: str, files: dict[str, tuple[int, str]], stamped: int) -> bool:
    stat = os.stat
    for name, (size, content) in files.items():
        found = stat(place + name)
        if found.st_size != size or (
            found.st_mtime_ns > stamped and digest(Path(place + name).read_bytes()) != content
        ):
            return False
    return True


def _holds_nothing_else(place: str, names: Iterable[str], stamped: int) -> bool:
    """Tell whether no file was added; a folder in which something was shows it by its time."""
    folders = {name.rpartition("/")[0] for name in names}
    if all(os.stat(place + folder).st_mtime_ns <= stamped for folder in folders):
        return True
    found = {
        os.path.relpath(f"{folder}/{file}", place)
        for folder, _, files in os.walk(place)
        for file in files
    }
    return found == {*names, STAMP}


def exchange(new: Path, place: Path) -> None:
    """Put ``new`` at ``place`` in one step; what stood there before is afterwards at ``new``'s old path.

    Uses Linux's ``renameat2`` with RENAME_EXCHANGE where the system has it; otherwise two renames, undone on failure.
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
