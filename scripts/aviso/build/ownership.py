"""Tells which files on disk are Aviso's own: no others may be deleted, overwritten or exchanged.

Aviso may replace a file if the stamp of its site lists it (``stamps``), or if the file already
holds the bytes to be written, so that nothing is lost. Every other file is somebody else's. Single
files that other commands write carry a mark (``core.atomic_write``).
"""

from __future__ import annotations

import html
import os
import re
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from aviso.build.file_digests import digest
from aviso.build.rules import NO_STAMP, NOT_OURS
from aviso.build.stamps import STAMP, has_readable_stamp, read_proven_files, read_site_id
from aviso.content.pages import FRONT
from aviso.core.atomic_write import ForeignFile, is_file, list_in_words
from aviso.core.diagnostics import Diagnostic
from aviso.core.litter import is_system_litter
from aviso.core.project import Project

# The parts of a project that belong to people or other tools: no site is built in them.
SOURCES = (
    *("data", "docs", "overrides", "scripts", "tests"),
    *(".git", ".github", ".gitlab", ".venv", "node_modules"),
)
# The folder in which Aviso keeps its caches, and the pages that `aviso translation` writes there.
KEPT, REPORTS = ".aviso", ".aviso/translation"
# This file in a staging folder shows that Aviso made the folder and may remove it.
STAGING_MARK = ".made-by-aviso"
Listing = Mapping[str, tuple[int, str]]


class WrongPlace(Exception):
    """Nothing may be written in the place that was named; the text says why."""


class NoStamp(ForeignFile):
    """A folder has no readable stamp, so that nobody can tell which of its files Aviso made."""


# Where an output may be


def refuse_sources(project: Project, place: Path) -> None:
    """Raise WrongPlace if ``place`` is among the sources of this or another project, or in a site.

    The sites' own files are proved by their stamps: a file of anybody else would keep the site from
    being published again.
    """
    real = Path(os.path.realpath(place))
    others = _find_other_projects(project, real)
    _refuse_within({project.root: "the project", **_name_projects(others)}, place, real)


def _name_projects(roots: Iterable[Path]) -> dict[Path, str]:
    return {root: f"the project {root}" for root in roots}


def _refuse_within(roots: Mapping[Path, str], place: Path, real: Path) -> None:
    """Raise WrongPlace if ``place`` is among the sources of these projects, or in a site."""
    for root, whose in roots.items():
        for name in SOURCES:
            if real.is_relative_to(os.path.realpath(root / name)):
                raise WrongPlace(f"{place} is among the sources of {whose}, in {name}/.")
    if ".git" in real.parts:
        raise WrongPlace(f"{place} is in the folder .git, where Git keeps its own files.")
    for folder in (real, *real.parents):
        site = read_site_id(folder)
        if site not in (None, FRONT):
            raise WrongPlace(f'{folder} holds the published site "{site}".')


def refuse_new_project(folder: Path) -> None:
    """Raise WrongPlace if a project made in ``folder`` would stand among sources or in a site."""
    real = Path(os.path.realpath(folder))
    _refuse_within(_name_projects(filter(_is_project, real.parents)), folder, real)
    _refuse_top(folder, real)


def _refuse_top(folder: Path, real: Path) -> None:
    if real == Path(os.path.realpath(os.path.expanduser("~"))):
        raise WrongPlace(f"{folder} is your home folder.")
    if real == Path(real.anchor):
        raise WrongPlace(f"{folder} is the root of the disk.")


def _find_other_projects(project: Project, real: Path) -> list[Path]:
    """Return the projects that a path is in, besides this one and those around it."""
    own = project.root.resolve()
    return [
        folder for folder in real.parents if _is_project(folder) and not own.is_relative_to(folder)
    ]


def _is_project(folder: Path) -> bool:
    return (folder / "mkdocs.yml").is_file() and (folder / "data").is_dir()


def refuse_folder(project: Project, folder: Path) -> None:
    """Raise WrongPlace if pages in ``folder`` would stand among sources, caches, or a site."""
    refuse_sources(project, folder)
    real, kept, reports = (
        Path(os.path.realpath(one)) for one in (folder, project.root / KEPT, project.root / REPORTS)
    )
    if real.is_relative_to(kept) and not real.is_relative_to(reports):
        raise WrongPlace(f"{folder} is in {KEPT}/, where Aviso keeps what it can make again.")
    _refuse_top(folder, real)


def refuse_output(project: Project, folder: Path) -> None:
    """Raise WrongPlace if sites in ``folder`` could replace a project or another site."""
    refuse_folder(project, folder)
    real = Path(os.path.realpath(folder))
    if project.root.resolve().is_relative_to(real):
        raise WrongPlace(f"{folder} is the project's own folder, or contains it.")
    if _is_project(real):
        raise WrongPlace(f"{folder} is the folder of another project.")
    refuse_sites_of_others(project, real)


def refuse_sites_of_others(project: Project, real: Path) -> None:
    """Raise WrongPlace if another project has published its sites in ``real``.

    A build would remove them, as libraries that this project no longer has.
    """
    if read_site_id(real) != FRONT:
        return
    for other in _find_other_projects(project, real):
        raise WrongPlace(f"{real} holds the sites of the project {other}.")
    own = {path.stem for path in (project.data / "libraries").glob("*.yml")}
    folders = [one for one in real.iterdir() if one.is_dir()]
    if not own or any(one.name in own for one in folders):
        return
    published = sorted(one.name for one in folders if read_site_id(one) == one.name)
    # A single library at the same address may have been renamed.
    is_elsewhere = _read_front_address(real) not in ("", project.front_address)
    if len(published) > 1 or (published and is_elsewhere):
        raise WrongPlace(f"{real} holds the sites of another project: {list_in_words(published)}.")


def _read_front_address(folder: Path) -> str:
    """Return the address of a published front page, from its map; "" if it cannot be read."""
    try:
        found = re.search(rb"<loc>([^<]+)</loc>", (folder / "sitemap.xml").read_bytes())
    except OSError:
        return ""
    return html.unescape(found[1].decode("utf-8", "replace")) if found else ""


# Files in the way of a site


def list_foreign(place: Path, site_id: str, new: Listing) -> list[str]:
    """Return the paths of files in a site's folder that are not provably Aviso's.

    ``new`` lists the files to be published there. An empty path stands for ``place`` itself, if it
    is not a folder.
    """
    if not os.path.lexists(place):
        return []
    if place.is_symlink() or not place.is_dir():
        return [""]
    proven = read_proven_files(place, site_id)
    return sorted(
        name for name in _walk_files(str(place)) if not _is_ours(place, name, proven, new)
    )


def _is_ours(place: Path, name: str, proven: Collection[str], new: Listing) -> bool:
    if name == STAMP:
        # Another site's stamp proves nothing about the files beside it, but only Aviso writes
        # stamps.
        return is_file(place / name)
    if any(is_system_litter(part) for part in name.split("/")):
        return True
    return is_file(place / name) and (name in proven or _is_the_same(place / name, new.get(name)))


def list_obstacles(place: Path, names: Iterable[str], new: Listing) -> list[str]:
    """Return the paths of the front page at which there is somebody else's file, folder or link."""
    proven = read_proven_files(place, FRONT)
    found = {one for name in names if (one := _find_in_the_way(place, name, proven, new))}
    if read_site_id(place) not in (FRONT, None):
        found.add(STAMP)
    return sorted(found)


def _find_in_the_way(place: Path, name: str, proven: Collection[str], new: Listing) -> str:
    above = _find_foreign_above(place, name)
    if above:
        return above
    path = place / name
    if not os.path.lexists(path):
        return ""
    if not is_file(path):
        return name
    return "" if name in proven or _is_the_same(path, new.get(name)) else name


def _find_foreign_above(place: Path, name: str) -> str:
    """Return the first part of a path that is not a folder of the front page, or "".

    It may be a link, a file, or the folder of a site.
    """
    parts = name.split("/")[:-1]
    for count in range(1, len(parts) + 1):
        inner = "/".join(parts[:count])
        path = place / inner
        is_taken = path.is_symlink() or (path.exists() and not path.is_dir())
        if is_taken or (path / STAMP).exists():
            return inner
    return ""


def find_removable(place: Path, names: Iterable[str]) -> Iterator[Path]:
    """Yield the paths of ``names`` that are regular files in folders of the front page."""
    for name in names:
        if not _find_foreign_above(place, name) and is_file(place / name):
            yield place / name


def _walk_files(top: str, inside: str = "") -> Iterator[str]:
    """Yield the paths of all files and links below a folder; do not follow links."""
    with os.scandir(f"{top}/{inside}") as entries:
        for entry in entries:
            name = f"{inside}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from _walk_files(top, f"{name}/")
            else:
                yield name


def _is_the_same(path: Path, entry: tuple[int, str] | None) -> bool:
    if entry is None or os.lstat(path).st_size != entry[0]:
        return False
    return digest(path.read_bytes()) == entry[1]


def refuse_foreign(names: list[str], place: Path) -> None:
    """Raise ForeignFile if there are names of foreign files; "" is the place itself."""
    if not names:
        return
    message = f"contains files that Aviso did not put there: {list_in_words(names)}"
    if not any(names):
        message = "is a link or a file, not a folder that Aviso made"
    elif not has_readable_stamp(place):
        raise NoStamp(
            f"{message}. If Aviso wrote them, its list of files ({STAMP}) is missing or damaged. "
            "Nothing there was changed",
            f"If they are left over from an earlier build, delete them ({place}): the site is made "
            "anew from its sources. Move files of your own elsewhere first. Then build again.",
        )
    raise ForeignFile(
        f"{message}. Nothing there was changed",
        "Move it elsewhere, or delete it if it is left over from an old build; then build again. "
        "Or build into another folder with --output.",
    )


def report_foreign(place: str, error: ForeignFile) -> Diagnostic:
    """Return the finding on files that kept a site from being published at ``place``."""
    rule = NO_STAMP if isinstance(error, NoStamp) else NOT_OURS
    return rule.at(place, 1, error.message, error.hint)


# Staging folders


def claim_staging(folder: Path) -> None:
    """Make an empty staging folder; empty the one that an interrupted build has left.

    Raises OSError, and ForeignFile if something else has its name.
    """
    try:
        folder.mkdir()
    except FileExistsError:
        is_folder = folder.is_dir() and not folder.is_symlink()
        if not is_folder or (any(folder.iterdir()) and not is_file(folder / STAGING_MARK)):
            message = f"{folder} is needed for building, and Aviso cannot prove that it made it"
            raise ForeignFile(
                message, "Move it elsewhere, or delete it, and build again."
            ) from None
        _empty(folder)
    # Before anything else: a build that is killed sooner leaves an empty folder.
    (folder / STAGING_MARK).touch()


def _empty(folder: Path) -> None:
    for entry in sorted(folder.iterdir(), key=lambda path: path.name == STAGING_MARK):
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()
