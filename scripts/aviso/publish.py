"""Swaps a finished site into the output folder in one step, so that readers see the old site or the new, never a mixture."""

from __future__ import annotations

import ctypes
import errno
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aviso.pages import FRONT

RECORD = ".aviso.json"
_RENAME_EXCHANGE = 2
_AT_FDCWD = -100


class Output:
    """The output folder (``public/``): the front page's files and a folder for each library."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def staging(self, site_id: str) -> Iterator[Path]:
        """Give a fresh folder on the same file system as the output, and remove what is left in it afterwards."""
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        path = Path(tempfile.mkdtemp(prefix=f".{self.folder.name}-{site_id}-", dir=self.folder.parent))
        path.chmod(0o755)
        try:
            yield path
        finally:
            shutil.rmtree(path, ignore_errors=True)

    def publish(self, site_id: str, built: Path) -> None:
        """Put the built site in the place of the published one."""
        self.folder.mkdir(exist_ok=True)
        if site_id != FRONT:
            exchange(built, self.folder / site_id)
            return
        old = set(self._record().get("front", []))
        new = sorted(path.name for path in built.iterdir())
        for name in new:
            exchange(built / name, self.folder / name)
        for name in sorted(old - set(new)):
            remove(self.folder / name)
        self._write_record({**self._record(), "front": new})

    def keep_only(self, site_ids: list[str]) -> list[str]:
        """Remove the published libraries that exist no more; return their ids."""
        record = self._record()
        gone = sorted(set(record.get("sites", [])) - set(site_ids))
        for site_id in gone:
            remove(self.folder / site_id)
        self._write_record({**record, "sites": sorted(site_id for site_id in site_ids if (self.folder / site_id).is_dir())})
        return gone

    def _record(self) -> dict[str, list[str]]:
        try:
            return json.loads((self.folder / RECORD).read_text("utf-8"))
        except (OSError, ValueError):
            return {}

    def _write_record(self, record: dict[str, list[str]]) -> None:
        self.folder.mkdir(exist_ok=True)
        temporary = self.folder / f"{RECORD}.new"
        temporary.write_text(json.dumps(record, indent=1, sort_keys=True), "utf-8")
        temporary.replace(self.folder / RECORD)


def exchange(new: Path, place: Path) -> None:
    """Put ``new`` at ``place`` in one step; what stood there before is afterwards at ``new``'s old path.

    Uses Linux's ``renameat2`` with RENAME_EXCHANGE where the system has it; otherwise two renames, undone on failure.
    """
    if not place.exists():
        new.rename(place)
        return
    if new.is_file() and place.is_file():
        new.replace(place)
        return
    if not _exchange_in_kernel(new, place):
        aside = place.with_name(f".{place.name}.old")
        remove(aside)
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
