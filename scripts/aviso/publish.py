"""Swaps finished sites into the output folder, each in one step: readers see the old site or the new, never a mixture.

Every site is made in a staging folder beside the output, on the same file system, and exchanged with the published one
by the kernel. The front page is no folder but several files beside the libraries: its assets go first, then its pages,
then what is no longer needed is removed, so that every page in between finds all that it links to.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aviso.pages import FRONT

STAMP = ".aviso.json"
_RENAME_EXCHANGE = 2
_AT_FDCWD = -100


class OutputInUse(Exception):
    """Another build works on the same output folder."""


class Output:
    """The output folder (``public/``): the front page's files and a folder for each library."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        self.staging = self.folder.parent / f".{self.folder.name}.staging"
        self._lock = self.folder.parent / f".{self.folder.name}.lock"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the output alone, with an empty staging folder. Raises OutputInUse if another build has it.

        The lock is the kernel's (flock): it ends with the process, however that ends.
        """
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        with self._lock.open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                if error.errno in (errno.EAGAIN, errno.EACCES):
                    raise OutputInUse(str(self.folder)) from None
                raise
            remove(self.staging)
            self.staging.mkdir()
            try:
                yield
            finally:
                shutil.rmtree(self.staging, ignore_errors=True)

    def place_of(self, site_id: str) -> Path:
        """Where a site is published."""
        return self.folder if site_id == FRONT else self.folder / site_id

    def stamp(self, site_id: str) -> dict[str, Any]:
        """What the published site says of itself (``inputs``, ``files``, ``card``); empty if it is not there."""
        try:
            value = json.loads((self.place_of(site_id) / STAMP).read_bytes())
        except (OSError, ValueError):
            return {}
        return value if isinstance(value, dict) else {}

    def is_whole(self, site_id: str, stamp: dict[str, Any]) -> bool:
        """Tell whether every file that the stamp lists is there with its size."""
        place = str(self.place_of(site_id))
        try:
            return bool(stamp) and all(os.stat(f"{place}/{name}").st_size == size for name, size in stamp["files"].items())
        except (OSError, KeyError, AttributeError):
            return False

    def published(self) -> list[str]:
        """The ids of the libraries that are published."""
        try:
            return sorted(entry.name for entry in os.scandir(self.folder) if os.path.isfile(f"{entry.path}/{STAMP}"))
        except FileNotFoundError:
            return []

    def publish(self, site_id: str, built: Path) -> None:
        """Put the built site in the place of the published one. Raises OSError; what was published then still stands."""
        self.folder.mkdir(exist_ok=True)
        if site_id == FRONT:
            self._publish_front(built)
        else:
            exchange(built, self.folder / site_id)

    def _publish_front(self, built: Path) -> None:
        old = self.stamp(FRONT).get("files", {})
        new = json.loads((built / STAMP).read_bytes())["files"]
        # Pages last, and the stamp after them: a build that is cut short is done again.
        for name in sorted(new, key=lambda name: (name.endswith(".html"), name)):
            target = self.folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            (built / name).replace(target)
        (built / STAMP).replace(self.folder / STAMP)
        for name in sorted(set(old) - set(new)):
            (self.folder / name).unlink(missing_ok=True)

    def remove_gone(self, known: set[str]) -> list[str]:
        """Remove the published libraries that exist no more; return their ids."""
        gone = [site_id for site_id in self.published() if site_id not in known]
        for site_id in gone:
            aside = self.staging / f"gone-{site_id}"
            (self.folder / site_id).rename(aside)
            shutil.rmtree(aside, ignore_errors=True)
        return gone


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


def remove(path: Path) -> None:
    """Remove a file or a folder if it is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
