"""Gives a library or a company another id.

Its file, its folder, its confirmations and every place that names it change too.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

from aviso.apps.scaffold.files import CannotScaffold, check_id, replace_files
from aviso.apps.scaffold.places import FilePlaces, SearchTarget, find_places
from aviso.apps.scaffold.splice import CannotSplice, replace_values
from aviso.core.litter import list_files
from aviso.core.project import Project, name_vendor_file
from aviso.core.suggestions import suggest
from aviso.i18n.memory import FOLDER, locate_memory
from aviso.model.membership import read_head

Contents = dict[Path, bytes | None]


def rename(project: Project, register: str, old: str, new: str) -> list[str]:
    """Rename a library or a vendor; return the names of the files that changed. All or nothing.

    Raises CannotScaffold and OSError.
    """
    record = _find_record(project, register, old)
    check_id(new, project if register == "library" else None)
    _check_free(project, register, new)
    before: dict[Path, bytes] = {}
    try:
        contents = _rename_everywhere(project, SearchTarget(register, old), new, before)
    except CannotSplice as error:
        raise CannotScaffold(str(error)) from None
    moved = {record: _locate_record(project, register, new)}
    if register == "library":
        moved |= _map_moved_files(project.docs / old, project.docs / new)
        confirmed = project.root / locate_memory(old)
        if confirmed.is_file():
            moved[confirmed] = project.root / locate_memory(new)
    else:
        contents |= _rename_confirmations(project, old, new, before)
    for path, place in moved.items():
        if path not in before:
            # Never rename the target of a link; ``replace_files`` refuses links with a message.
            before[path] = b"" if path.is_symlink() else path.read_bytes()
        contents[place] = contents.get(path) or before[path]
        contents[path] = None
    replace_files(project.root, contents, before)
    return sorted(
        project.name_file(path) for path, content in contents.items() if content is not None
    )


def _find_record(project: Project, register: str, identifier: str) -> Path:
    """Return the project's own file of a record. Raises CannotScaffold."""
    path = _locate_record(project, register, identifier)
    if path.is_file():
        return path
    folder = "libraries" if register == "library" else "vendors"
    if register == "vendor" and project.find(name_vendor_file(identifier)).is_file():
        raise CannotScaffold(
            f"{identifier} comes with Aviso, so its id is the same in every project."
        )
    known = [one.stem for one in list_files(project.data / folder, "*.yml")]
    hint = suggest(identifier, known)
    raise CannotScaffold(f'There is no {register} "{identifier}" in data/{folder}/. {hint}'.strip())


def _locate_record(project: Project, register: str, identifier: str) -> Path:
    return (
        project.locate_library(identifier)
        if register == "library"
        else project.locate_vendor(identifier)
    )


def _check_free(project: Project, register: str, new: str) -> None:
    places = [_locate_record(project, register, new)]
    if register == "library":
        places += [project.docs / new, project.root / locate_memory(new)]
    else:
        places.append(project.find(name_vendor_file(new)))
    taken = dict.fromkeys(project.name_file(path) for path in places if os.path.lexists(path))
    if taken:
        raise CannotScaffold(
            "\n".join(f"{name} already exists. Choose another id." for name in taken)
        )


def _rename_everywhere(
    project: Project, named: SearchTarget, new: str, before: dict[Path, bytes]
) -> Contents:
    """Return the files that name it, with the new id; add their old contents to ``before``.

    Raises CannotSplice.
    """
    found: Contents = {}
    for places in find_places(project, named):
        before[places.path] = places.content
        found[places.path] = places.encode(_replace_ids(places, named, new))
    return found


def _replace_ids(places: FilePlaces, named: SearchTarget, new: str) -> str:
    text = places.text
    if places.values:
        renamed = SearchTarget(named.register, new)
        changes = {
            where: renamed.link if value == named.link else new
            for where, value in places.values.items()
        }
        return replace_values(text, changes, places.name)
    for start, end in reversed(places.spans):
        text = text[:start] + new + text[end:]
    return text


def _map_moved_files(old: Path, new: Path) -> dict[Path, Path]:
    return {
        path: new / path.relative_to(old)
        for path in sorted(old.rglob("*"))
        if path.is_file() or path.is_symlink()
    }


def _rename_confirmations(
    project: Project, old: str, new: str, before: dict[Path, bytes]
) -> Contents:
    """Return the confirmations of a company's texts, which stay the same, under its new id."""
    found: Contents = {}
    for path in sorted((project.root / FOLDER).glob("*.json")):
        # Opening a pipe would wait for somebody to write to it.
        content = path.read_bytes() if path.is_file() else b""
        try:
            rows = json.loads(content)
        except (ValueError, RecursionError):
            rows = None
        if not isinstance(rows, dict):
            raise CannotScaffold(
                f"{project.name_file(path)} cannot be read. See what is wrong: aviso check"
            )
        renamed = {_rename_key(key, old, new): value for key, value in rows.items()}
        if list(renamed) != list(rows):
            before[path] = content
            rows = {key: renamed[key] for key in sorted(renamed)}
            found[path] = (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()
    return found


def _rename_key(key: str, old: str, new: str) -> str:
    """Return a key such as ``vendors.hoopla.service`` with the company's new id."""
    before = f"vendors.{old}."
    return f"vendors.{new}.{key.removeprefix(before)}" if key.startswith(before) else key


def list_follow_ups(project: Project, identifier: str) -> Iterator[str]:
    """Yield what somebody has to do after a library gets a new id: redirect its address."""
    if not read_head(project.locate_library(identifier).read_bytes()).address:
        yield (
            f"Its notice is now at {project.make_usual_address(identifier)}. "
            "If it was published before, have your web server redirect the old address."
        )
