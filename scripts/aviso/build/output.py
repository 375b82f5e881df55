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
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aviso.build.compression import FORMS, without_compressed
from aviso.build.fingerprints import digest
from aviso.content.pages import FRONT

STAMP = ".aviso.json"
# The stamp begins with a digest of its rest, so that a damaged one is not believed.
_STAMP_HEAD = '{{"digest":"{}",'
_RENAME_EXCHANGE = 2
_AT_FDCWD = -100


class OutputInUse(Exception):
    """Another build works on the same output folder."""


class Output:
    """The output folder (``public/``): the front page's files and a folder for each library."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        # Beside the output, or in it if it is a disk of its own: nothing can be renamed from one disk to another.
        place = self.folder if os.path.ismount(self.folder) else self.folder.parent
        self.staging = place / f".{self.folder.name}.staging"
        self._lock = place / f".{self.folder.name}.lock"

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
            self.folder.mkdir(exist_ok=True)
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
            return read_stamp(self.place_of(site_id))
        except (OSError, ValueError):
            return {}

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
        """Put the built site in the place of the published one. Raises OSError; what was published then still stands."""
        if site_id == FRONT:
            self._publish_front(built)
        else:
            exchange(built, self.folder / site_id)
            # What stood there before; the sites still to come may need its room.
            shutil.rmtree(built, ignore_errors=True)

    def _publish_front(self, built: Path) -> None:
        old = self.stamp(FRONT).get("files", {})
        new = read_stamp(built)["files"]
        # Pages last, and the stamp after them: a build that is cut short is done again.
        for name in sorted(
            without_compressed(new), key=lambda name: (name.endswith(".html"), name)
        ):
            self._replace_with_forms(built, name)
        (built / STAMP).replace(self.folder / STAMP)
        for name in sorted(set(old) - set(new)):
            (self.folder / name).unlink(missing_ok=True)
            self._remove_empty((self.folder / name).parent)

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

    def remove_gone(self, known: set[str]) -> list[str]:
        """Remove the published libraries that exist no more; return their ids."""
        gone = [site_id for site_id in self.published() if site_id not in known]
        for site_id in gone:
            aside = self.staging / f"gone-{site_id}"
            (self.folder / site_id).rename(aside)
            shutil.rmtree(aside, ignore_errors=True)
        return gone


def write_files(folder: Path, files: dict[str, bytes]) -> None:
    """Write files by their path below ``folder``."""
    made: set[Path] = set()
    for name, content in files.items():
        path = folder / name
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_bytes(content)


def write_stamp(folder: Path, value: dict[str, Any]) -> None:
    """Write into a built site what it is made of (``inputs``, ``files``, ``card``)."""
    rest = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()[1:]
    (folder / STAMP).write_bytes(_stamp_head(rest) + rest)


def read_stamp(folder: Path) -> dict[str, Any]:
    """Read what ``write_stamp`` wrote. Raises OSError, or ValueError if it is damaged."""
    content = (folder / STAMP).read_bytes()
    length = len(_stamp_head(b""))
    if content[:length] != _stamp_head(content[length:]):
        raise ValueError(f"{folder / STAMP} is damaged")
    value: dict[str, Any] = json.loads(content)
    return value


def _stamp_head(rest: bytes) -> bytes:
    return _STAMP_HEAD.format(digest(rest)).encode()


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
