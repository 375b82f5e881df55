"""Sites for an output folder, and the folder's contents."""

from __future__ import annotations

from pathlib import Path

import pytest

from aviso.build.file_digests import digest
from aviso.build.output import Output
from aviso.build.stamps import write_stamp
from aviso.core.atomic_write import ForeignFile


def site(folder: Path, text: str, *more: str) -> Path:
    """A built site of a few files."""
    for name in ("index.html", *more):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def stamped(folder: Path, site_id: str) -> Path:
    """The same folder with the stamp of the site that it holds."""
    listing = {name: [len(text), digest(text.encode())] for name, text in texts(folder).items()}
    write_stamp(folder, {"site": site_id, "inputs": {}, "files": listing, "card": None})
    return folder


def texts(folder: Path) -> dict[str, str]:
    """The files of a folder, without those that Aviso keeps for itself."""
    found = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in found}


def published(output: Output, *names: str) -> None:
    """Publish libraries."""
    for name in names:
        stamped(site(output.folder / name, name), name)


def state(folder: Path) -> dict[Path, tuple[int, int]]:
    """Return every entry of a folder, with the attributes that change when it is touched."""
    found = {path: path.lstat() for path in folder.rglob("*")}
    return {path: (one.st_ino, one.st_ctime_ns) for path, one in found.items()}


def refused(output: Output, site_id: str, built: Path) -> str:
    """Return the message of a refused publication, after asserting that the output is unchanged."""
    before = state(output.folder)
    with pytest.raises(ForeignFile) as caught:
        output.publish(site_id, built)
    assert state(output.folder) == before
    return str(caught.value)


def new_site(tmp_path: Path) -> Path:
    """A built site."""
    return stamped(site(tmp_path / "built", "new", "a/b.html"), "elm")
