"""Writes the files that a command makes: all of them or none, and never over an existing one."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from aviso.core.project import Project
from aviso.core.safe_files import DEVICES, IDENTIFIER_PATTERN, is_link
from aviso.model.register_files import list_reserved_ids

LONGEST_ID = 60


class CannotScaffold(Exception):
    """A command cannot do what was asked; the text says why and what to do."""


def find_id_fault(identifier: str) -> str:
    """Return why a text cannot be an id, or ""."""
    if identifier.lower() in DEVICES:
        return (
            f'"{identifier}" cannot be an id: Windows keeps this name for a device and stores no '
            "file under it. Choose another id."
        )
    if not re.fullmatch(IDENTIFIER_PATTERN, identifier) or len(identifier) > LONGEST_ID:
        return (
            f'"{identifier}" is not an id. '
            "Use lowercase letters a–z, digits and single hyphens, like my-town."
        )
    return ""


def find_library_id_fault(identifier: str, reserved: frozenset[str]) -> str:
    """Return why a text cannot be the id of a library, or ""."""
    if identifier in reserved:
        return f'"{identifier}" is needed by the front page. Choose another id.'
    return find_id_fault(identifier)


def check_id(identifier: str, project: Project | None = None) -> None:
    """Raise CannotScaffold for an invalid id or, with a project, for an invalid id of a library."""
    fault = (
        find_library_id_fault(identifier, list_reserved_ids(project))
        if project
        else find_id_fault(identifier)
    )
    if fault:
        raise CannotScaffold(fault)


def write_new_files(root: Path, contents: Mapping[Path, bytes]) -> list[Path]:
    """Write new files below ``root``, all or none; return their paths.

    All files are first written beside their final places, so that a full disk leaves nothing
    behind. Raises CannotScaffold and OSError.
    """
    _refuse_links(root, (path.parent for path in contents))
    taken = [path for path in contents if os.path.lexists(path)]
    if taken:
        raise CannotScaffold(
            "\n".join(f"{_name_path(path, root)} already exists." for path in taken)
        )
    made: list[Path] = []
    try:
        _make_folder(root, made)
        staging = Path(tempfile.mkdtemp(prefix=".aviso-", suffix=".staging", dir=root))
        try:
            _stage(staging, contents)
            _move_new(staging, contents, made, root)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    except BaseException:
        for path in reversed(made):
            path.rmdir() if path.is_dir() else path.unlink(missing_ok=True)
        raise
    return list(contents)


def replace_files(
    root: Path, contents: Mapping[Path, bytes | None], before: Mapping[Path, bytes]
) -> None:
    """Replace the contents of files below ``root``, all or none; None deletes a file.

    ``before`` has the old contents from which the new ones were made. The old files are kept until
    everything is in place, and restored if anything fails. Raises CannotScaffold for a file that
    was changed since, and for one behind a link; raises OSError.
    """
    _refuse_links(root, contents)
    staging = Path(tempfile.mkdtemp(prefix=".aviso-", suffix=".staging", dir=root))
    made: list[Path] = []
    kept: dict[Path, Path] = {}
    try:
        _stage(staging / "new", {p: c for p, c in contents.items() if c is not None})
        (staging / "old").mkdir()
        for number, path in enumerate(contents):
            if path.exists():
                kept[path] = staging / "old" / str(number)
                _set_aside(path, kept[path], is_leaving=contents[path] is None)
            if path in before and (path not in kept or kept[path].read_bytes() != before[path]):
                raise CannotScaffold(
                    f"{_name_path(path, root)} was changed while this command was at work. "
                    "Nothing was written; type the command again."
                )
        written = {path: b"" for path, content in contents.items() if content is not None}
        _move(staging / "new", written, made)
        for path, old in kept.items():
            if contents[path] is not None:
                path.chmod(old.stat().st_mode)
    except BaseException:
        for path in reversed(made):
            path.rmdir() if path.is_dir() else path.unlink(missing_ok=True)
        for path, old in kept.items():
            old.replace(path)
        raise
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    for folder in {path.parent for path, content in contents.items() if content is None}:
        _remove_empty(folder, root)


def _refuse_links(root: Path, paths: Iterable[Path]) -> None:
    """Raise CannotScaffold for paths behind a link: their files may be anybody's."""
    linked = [path for path in paths if is_link(path, root)]
    if linked:
        raise CannotScaffold(
            "\n".join(f"{_name_path(path, root)} is a link, or behind one." for path in linked)
            + "\nPut copies in place of the links first."
        )


def _set_aside(path: Path, old: Path, is_leaving: bool) -> None:
    """Keep a file as ``old``.

    If the file system has links, a file that is only replaced stays in place until then.
    """
    if not is_leaving:
        try:
            os.link(path, old)
            return
        except OSError:
            pass
    path.rename(old)


def _stage(staging: Path, contents: Mapping[Path, bytes]) -> None:
    staging.mkdir(exist_ok=True)
    for number, content in enumerate(contents.values()):
        (staging / str(number)).write_bytes(content)


def _move(staging: Path, contents: Mapping[Path, bytes], made: list[Path]) -> None:
    for number, path in enumerate(contents):
        _make_folder(path.parent, made)
        (staging / str(number)).replace(path)
        made.append(path)


def _move_new(staging: Path, contents: Mapping[Path, bytes], made: list[Path], root: Path) -> None:
    """Move new files into place. Raises CannotScaffold if somebody has made one in the meantime."""
    for number, (path, content) in enumerate(contents.items()):
        _make_folder(path.parent, made)
        try:
            _place(staging / str(number), path, content, made)
        except FileExistsError:
            raise CannotScaffold(f"{_name_path(path, root)} already exists.") from None


def _place(staged: Path, path: Path, content: bytes, made: list[Path]) -> None:
    """Move one new file into place. Raises FileExistsError instead of overwriting."""
    try:
        os.link(staged, path)
    except FileExistsError:
        raise
    except OSError:
        # The file system has no links.
        with path.open("xb") as file:
            made.append(path)
            file.write(content)
    else:
        made.append(path)


def _make_folder(folder: Path, made: list[Path]) -> None:
    """Make a folder and its missing parents, and note the new ones."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for one in reversed(missing):
        one.mkdir()
        made.append(one)


def _remove_empty(folder: Path, root: Path) -> None:
    while folder != root and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _name_path(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()
