"""Loads the records that have a file each: libraries, vendors, and laws beside the register.

Shared records are read only if a library names them, so a register may grow without slowing builds.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from aviso.core.diagnostics import Diagnostic
from aviso.core.litter import is_ignored_name, list_files
from aviso.core.package import is_package_file
from aviso.core.project import LAWS_FOLDER, Project
from aviso.core.rules import Fault
from aviso.core.safe_files import UNREADABLE
from aviso.core.yaml_positions import PositionedValue
from aviso.model.file_rules import LAW_TWICE, NO_LIBRARIES
from aviso.model.library import Library
from aviso.model.record_files import is_record, read_entry_name, read_record, read_record_once
from aviso.model.records import Records
from aviso.model.references import list_named
from aviso.model.registers import Law, Vendor
from aviso.model.source_location import SourceLocation

# The entries that come from the package, by (kind, id), with the problems of each.
SharedEntries = dict[tuple[str, str], list[Diagnostic]]
# What records name: (register, id).
Named = frozenset[tuple[str, str]]
# Folders that the front page needs for itself in public/.
RESERVED_IDS = frozenset({"assets", "search", "index", "404", "laws", "about"})


SYSTEM_LINE = re.compile(r"\nkind: +system\b")


def list_reserved_ids(project: Project) -> frozenset[str]:
    """Return the ids that no library may have, because the front page needs those addresses."""
    return RESERVED_IDS | project.locales.known


def list_record_ids(
    records: Records, folder: Path, kind: str, problems: list[Diagnostic]
) -> list[str]:
    """Return the ids of the YAML files of a folder, in order.

    A file whose name cannot be an id is added to ``problems``.
    """
    records.known[kind] = set()
    # Strings are much faster than paths.
    try:
        files = sorted(os.listdir(folder)) if folder.is_dir() else []
    except OSError as error:
        name = records.project.name_file(folder)
        message = f"cannot be read ({error.strerror})"
        problems.append(UNREADABLE.at(name, 1, message, "Make sure that you may read it."))
        return []
    if kind == "library" and not any(is_record(file) for file in files):
        problems.append(NO_LIBRARIES)
    names, sound, faulty = records.project.make_once(_judge_names, tuple(files), kind)
    for file, stem, reason in faulty:
        name = records.project.name_file(folder / file)
        problems.append(reason.at(name, 1))
        records.places[kind, stem] = SourceLocation(name, PositionedValue({}))
    records.known[kind] = set(names)
    return list(sound)


def _judge_names(
    project: Project, files: tuple[str, ...], kind: str
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[str, str, Fault], ...]]:
    """Return the ids that files stand for, those with sound names, and the files with others.

    Every site asks for the names of all libraries and vendors.
    """
    reserved = list_reserved_ids(project)
    judged = [
        (file, *read_entry_name(file, kind, reserved))
        for file in files
        if not is_ignored_name(file)
    ]
    return (
        tuple(stem for _, stem, _ in judged),
        # Even if another file has the same id: alder.txt beside alder.yml is reported, and does it
        # no harm.
        tuple(stem for _, stem, reason in judged if not reason),
        tuple((file, stem, reason) for file, stem, reason in judged if reason),
    )


def load_file(
    records: Records,
    path: Path,
    model: Any,
    kind: str,
    into: dict[str, Any],
    problems: list[Diagnostic],
) -> None:
    name = records.project.name_file(path)
    text, faults = records.project.read_text(path)
    problems.extend(faults)
    if not text:
        return
    # A library's own record is read once and forgotten.
    read = _choose_reader(kind, text)
    marked, record, faults = read(text, name, model, records.project.locales)
    problems.extend(faults)
    if marked is not None:
        records.places[kind, path.stem] = SourceLocation(name, marked)
    if isinstance(record, Library) and not record.address:
        address = records.project.make_usual_address(path.stem)
        record = record.model_copy(update={"address": address})
    if record is not None:
        into[path.stem] = record


def _choose_reader(kind: str, text: str) -> Callable[..., Any]:
    """Return what reads a record: once for all sites, if others than its own take it over."""
    if kind != "library":
        return read_record_once
    return _read_system_once if SYSTEM_LINE.search(text) else read_record


# The members of a system are mostly built one after the other.
_read_system_once = lru_cache(maxsize=4)(read_record)


def load_vendors(
    records: Records, is_all: bool, problems: list[Diagnostic], named: Named = frozenset()
) -> None:
    """Load the project's own vendors (all, or those in use), and the package's that are in use.

    Those are the vendors that the libraries read so far name, and those ``named`` by others.
    """
    project = records.project
    used = _find_used(records, "vendor", is_all, named)
    own = list_record_ids(records, project.data / "vendors", "vendor", problems)
    paths = {f"{name}.yml": project.locate_vendor(name) for name in own if is_all or name in used}
    if project.shared is not None:
        files = project.make_once(_find_package_vendors)
        wanted = used & files.keys() - records.known["vendor"]
        paths.update({f"{name}.yml": files[name] for name in wanted})
        records.known["vendor"] |= files.keys()
    for file in sorted(paths):
        load_file(records, paths[file], Vendor, "vendor", records.vendors, problems)


def _find_used(records: Records, register: str, is_all: bool, others: Named) -> set[str]:
    """Return the ids of a register that libraries name.

    With ``is_all``, invalid records count too.
    """
    libraries = records.libraries.values()
    if register == "vendor":
        used = {use.vendor for library in libraries for use in library.vendors}
    else:
        used = {use.law for library in libraries for use in library.laws}
    places = records.places.items() if is_all else ()
    named = (one for (kind, _), place in places for one in list_named(kind, place.value))
    return used | {identifier for kind, identifier in (*named, *others) if kind == register}


def _find_package_vendors(project: Project) -> dict[str, Path]:
    """Return the vendors that come with Aviso, by id, whether or not the project has its own."""
    assert project.shared is not None
    return {path.stem: path for path in list_files(project.shared / "data" / "vendors", "*.yml")}


def load_law_files(
    records: Records,
    is_all: bool,
    problems: list[Diagnostic],
    shared: SharedEntries,
    named: Named = frozenset(),
) -> None:
    """Load the laws that have a file each, the project's over the package's.

    With ``is_all``, all of the project's laws are loaded, otherwise only those that libraries name
    and those that replace them. The package's laws are loaded only if they are in use: by the
    libraries read so far, or as ``named`` by others.
    """
    project = records.project
    in_register = records.known["law"]
    own = set(list_record_ids(records, project.data / "laws", "law", problems))
    files = {} if project.shared is None else dict(project.make_once(_find_package_laws))
    for name in in_register & files.keys():
        if ("law", name) not in shared:
            del files[name]
    files |= {name: project.locate_law(name) for name in own}
    records.known["law"] |= in_register | files.keys()
    used = _find_used(records, "law", is_all, named)
    waiting, done = used | (own if is_all else set()), set[str]()
    while names := sorted(waiting - done):
        for name in names:
            if name in files:
                _load_law_file(records, name, files[name], problems, shared)
            successor = records.laws[name].replaced_by if name in records.laws else None
            waiting |= {successor} if successor else set()
        done.update(names)


def _load_law_file(
    records: Records,
    name: str,
    path: Path,
    problems: list[Diagnostic],
    shared: SharedEntries,
) -> None:
    file, place = records.project.name_file(path), records.places.get(("law", name))
    if place and is_package_file(place.file) == is_package_file(file):
        where = f"{place.file}, line {place.find_line(())}"
        hint = "Keep the better one, and delete the other."
        problems.append(LAW_TWICE.at(file, 1, f"says again what {where} says", hint))
        return
    records.laws.pop(name, None)
    shared.pop(("law", name), None)
    load_file(records, path, Law, "law", records.laws, problems)


def _find_package_laws(project: Project) -> dict[str, Path]:
    """Return the laws that come with Aviso in files of their own, by id."""
    assert project.shared is not None
    return {path.stem: path for path in list_files(project.shared / LAWS_FOLDER, "*.yml")}
