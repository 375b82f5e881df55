"""Loads the records below ``data/``, and collects what is wrong with them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from aviso.core.diagnostics import Diagnostic
from aviso.core.litter import is_left_aside, list_files
from aviso.core.package import explain_package_file, is_package_file
from aviso.core.project import LAWS_FILE, Project
from aviso.core.safe_files import UNREADABLE, WATCH_FILE
from aviso.core.yaml_positions import PositionedValue
from aviso.model.file_rules import FILE_MISSING, NO_LIBRARIES
from aviso.model.library import Library
from aviso.model.record_files import (
    is_record,
    name_and_fault,
    read_mapping,
    read_record,
    read_record_once,
)
from aviso.model.records import Records
from aviso.model.references import find_reachable, list_named
from aviso.model.registers import Law, Vendor
from aviso.model.source_location import SourceLocation
from aviso.model.upkeep import Watched
from aviso.model.vocabulary import GlossaryEntry, Term

VOCABULARIES = (
    "situations",
    "data_categories",
    "purposes",
    "recipients",
    "topics",
    "vendor_categories",
    "audiences",
    "legal_bases",
)
# A project that is older than these vocabularies, and has all of them itself, lacks them.
ADDED_LATER = ("audiences", "legal_bases")
# Words that all texts share; a project may have none.
GLOSSARY = "glossary"
GLOSSARY_FILE = "data/terms/glossary.yml"
# The entries that come from the package, by (kind, id), and what is wrong with each.
SharedEntries = dict[tuple[str, str], list[Diagnostic]]
# Folders that the front page needs for itself in public/.
RESERVED_IDS = frozenset({"assets", "search", "index", "404", "laws", "about"})


def load_records(
    project: Project, libraries: list[str] | None = None
) -> tuple[Records, list[Diagnostic]]:
    """Load the records below ``data/``.

    With ``libraries``, only those libraries are loaded, with their systems and the vendors that
    they use. Return the sound records and every finding. Nothing is raised for bad input.
    """
    records = Records(project)
    problems: list[Diagnostic] = []
    shared: SharedEntries = {}
    for vocabulary in VOCABULARIES:
        records.terms[vocabulary] = _load_mapping(
            records, f"data/terms/{vocabulary}.yml", Term, vocabulary, problems, shared
        )
    if any(path.exists() for path in project.list_layers(GLOSSARY_FILE)):
        records.glossary = _load_mapping(
            records, GLOSSARY_FILE, GlossaryEntry, GLOSSARY, problems, shared
        )
    records.laws = _load_mapping(records, LAWS_FILE, Law, "law", problems, shared)
    if project.has(project.root / WATCH_FILE):
        records.watched = _load_mapping(records, WATCH_FILE, Watched, "watched", problems, shared)
    names = _list_record_ids(records, project.data / "libraries", "library", problems)
    waiting = [name for name in names if libraries is None or name in libraries]
    # Without its system a member is not whole, and who names it may not know which that is.
    for name in waiting:
        path = project.locate_library(name)
        _load_file(records, path, Library, "library", records.libraries, problems)
        system = records.libraries[name].system if name in records.libraries else None
        if system in names and system not in waiting:
            waiting.append(system)
    _load_vendors(records, libraries is None, problems)
    if shared:
        problems += _drop_unused(records, shared)
    return records, [explain_package_file(problem) for problem in problems]


def _load_vendors(records: Records, is_all: bool, problems: list[Diagnostic]) -> None:
    """Load the project's own vendors (all, or those in use), and the package's that are in use."""
    project = records.project
    used = {use.vendor for library in records.libraries.values() for use in library.vendors}
    own = _list_record_ids(records, project.data / "vendors", "vendor", problems)
    paths = {f"{name}.yml": project.locate_vendor(name) for name in own if is_all or name in used}
    if project.shared is not None:
        files = project.make_once(_find_package_vendors)
        # Also of libraries whose records have faults of their own.
        named = {
            identifier
            for (kind, _), place in (records.places.items() if is_all else ())
            for register, identifier in list_named(kind, place.value)
            if register == "vendor"
        }
        wanted = (used | named) & files.keys() - records.known["vendor"]
        paths.update({f"{name}.yml": files[name] for name in wanted})
        records.known["vendor"] |= files.keys()
    for file in sorted(paths):
        _load_file(records, paths[file], Vendor, "vendor", records.vendors, problems)


def _find_package_vendors(project: Project) -> dict[str, Path]:
    """Return the vendors that come with Aviso, by id, whether or not the project has its own."""
    assert project.shared is not None
    return {path.stem: path for path in list_files(project.shared / "data" / "vendors", "*.yml")}


def _drop_unused(records: Records, shared: SharedEntries) -> list[Diagnostic]:
    """Drop the package's entries that the project does not use; return the findings on the others.

    The words of the glossary are all used: it stands on a page of every notice.
    """
    values = {key: place.value for key, place in records.places.items()}
    first = [(kind, value) for (kind, name), value in values.items() if (kind, name) not in shared]
    used = find_reachable(first, values)
    for kind, name in shared:
        if kind != GLOSSARY and (kind, name) not in used:
            del records.places[kind, name]
            (records.laws if kind == "law" else records.terms[kind]).pop(name, None)
    return [
        problem for key, problems in shared.items() if key in records.places for problem in problems
    ]


def list_reserved_ids(project: Project) -> frozenset[str]:
    """Return the ids that no library can have: the front page needs those addresses."""
    return RESERVED_IDS | project.locales.known


def load_optional(
    project: Project, name: str, model: Any
) -> tuple[Any, PositionedValue, list[Diagnostic]]:
    """Read a file that a project may lack, as one record.

    Return the record (None without a sound file), its values with their lines, and the findings.
    """
    if not (project.root / name).exists():
        return None, PositionedValue({}), []
    text, problems = project.read_text(project.root / name)
    marked, record, faults = (
        read_record(text, name, model, project.locales) if text else (None, None, [])
    )
    return record, marked or PositionedValue({}), [*problems, *faults]


def _list_record_ids(
    records: Records, folder: Path, kind: str, problems: list[Diagnostic]
) -> list[str]:
    """Return the ids of the YAML files of a folder, in order.

    A file whose name cannot be an id is added to ``problems``.
    """
    names, sound, reserved = [], [], list_reserved_ids(records.project)
    records.known[kind] = set()
    # Every site asks for the names of all libraries and vendors: texts are much faster than paths.
    try:
        files = sorted(os.listdir(folder)) if folder.is_dir() else []
    except OSError as error:
        name = records.project.name_file(folder)
        message = f"cannot be read ({error.strerror})"
        problems.append(UNREADABLE.at(name, 1, message, "Make sure that you may read it."))
        return []
    if kind == "library" and not any(is_record(file) for file in files):
        problems.append(NO_LIBRARIES)
    for file in files:
        if is_left_aside(file):
            continue
        stem, reason = name_and_fault(file, kind, reserved)
        names.append(stem)
        if reason:
            name = records.project.name_file(folder / file)
            problems.append(reason.at(name, 1))
            records.places[kind, stem] = SourceLocation(name, PositionedValue({}))
        else:
            # Even if another file has the same id: alder.txt beside alder.yml is reported, and does
            # it no harm.
            sound.append(stem)
    records.known[kind] = set(names)
    return sound


def _load_file(
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
    # Vendors are shared by many libraries; a library's own record is read once and forgotten.
    read = read_record if kind == "library" else read_record_once
    marked, record, faults = read(text, name, model, records.project.locales)
    problems.extend(faults)
    if marked is not None:
        records.places[kind, path.stem] = SourceLocation(name, marked)
    if isinstance(record, Library) and not record.address:
        address = records.project.make_usual_address(path.stem)
        record = record.model_copy(update={"address": address})
    if record is not None:
        into[path.stem] = record


def _load_mapping(
    records: Records,
    name: str,
    model: Any,
    kind: str,
    problems: list[Diagnostic],
    shared: SharedEntries,
) -> dict[str, Any]:
    """Load a file that maps ids to records, the project's over the package's.

    A fault in one entry leaves the others standing. The entries that are the package's own are
    noted in ``shared``, with what is wrong with them.
    """
    project = records.project
    records.known[kind] = set()
    paths = [path for path in reversed(project.list_layers(name)) if path.exists()]
    if not paths and kind not in ADDED_LATER:
        hint = "Put the file back; every library needs it."
        problems.append(FILE_MISSING.at(name, 1, "is missing", hint))
        records.unreadable.add(kind)
    found: dict[str, Any] = {}
    for path in paths:
        file = project.name_file(path)
        text, faults = project.read_text(path)
        marked, loaded, more, of_entries = (
            read_mapping(text, file, model, project.locales) if text else (None, {}, [], {})
        )
        problems.extend([*faults, *more])
        if marked is None:
            records.unreadable.add(kind)
            continue
        for key in marked.value:
            records.known[kind].add(key)
            records.places[kind, key] = SourceLocation(file, marked, (key,))
            # An entry of the project takes the package's place, even if it has faults.
            if key in loaded:
                found[key] = loaded[key]
            else:
                found.pop(key, None)
            shared.pop((kind, key), None)
            if is_package_file(file):
                shared[kind, key] = of_entries.get(key, [])
            else:
                problems.extend(of_entries.get(key, ()))
    return found
