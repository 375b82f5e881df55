"""Loads the records below ``data/``, and collects their problems."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from aviso.core.diagnostics import Diagnostic
from aviso.core.package import explain_package_file, is_package_file
from aviso.core.project import LAWS_FILE, Project, name_terms_file
from aviso.core.safe_files import WATCH_FILE
from aviso.core.yaml_positions import PositionedValue
from aviso.model.file_rules import FILE_MISSING
from aviso.model.library import Library
from aviso.model.record_files import (
    read_mapping,
    read_record,
)
from aviso.model.records import Records
from aviso.model.references import find_reachable
from aviso.model.register_files import (
    Named,
    SharedEntries,
    list_record_ids,
    load_file,
    load_law_files,
    load_vendors,
)
from aviso.model.registers import Law
from aviso.model.source_location import SourceLocation
from aviso.model.upkeep import WatchedPolicy
from aviso.model.vocabulary import GlossaryEntry, Term

VOCABULARIES = (
    "situations",
    "data_categories",
    "purposes",
    "recipients",
    "events",
    "topics",
    "vendor_categories",
    "audiences",
    "legal_bases",
)
# A project that is older than these vocabularies, and has its own copies of the others, lacks them.
ADDED_LATER = ("audiences", "events", "legal_bases")
# The glossary for all texts; a project may have none.
GLOSSARY = "glossary"
GLOSSARY_FILE = "data/terms/glossary.yml"
# Lists that pages show or name as they are, whatever a library's record names: the label has a row
# for each situation, and a page may ask for the promises of any topic.
SHOWN_WHOLE = (GLOSSARY, "situations", "topics")


def load_records(
    project: Project,
    libraries: list[str] | None = None,
    named_by_others: Collection[tuple[str, str]] | None = None,
) -> tuple[Records, list[Diagnostic]]:
    """Load the records below ``data/``.

    With ``libraries``, only those libraries are loaded, with their systems and the vendors that
    they use. With ``named_by_others``, which is what all other libraries name (register, id), the
    rest is loaded as if these had been read too. Return the sound records and every finding.
    Nothing is raised for bad input.
    """
    records = Records(project)
    problems: list[Diagnostic] = []
    shared: SharedEntries = {}
    for vocabulary in VOCABULARIES:
        records.terms[vocabulary] = _load_mapping(
            records, name_terms_file(vocabulary), Term, vocabulary, problems, shared
        )
    if any(path.exists() for path in project.list_layers(GLOSSARY_FILE)):
        records.glossary = _load_mapping(
            records, GLOSSARY_FILE, GlossaryEntry, GLOSSARY, problems, shared
        )
    records.laws = _load_mapping(records, LAWS_FILE, Law, "law", problems, shared)
    if project.has(project.root / WATCH_FILE):
        records.watched = _load_mapping(
            records, WATCH_FILE, WatchedPolicy, "watched", problems, shared
        )
    names = list_record_ids(records, project.data / "libraries", "library", problems)
    waiting = [name for name in names if libraries is None or name in libraries]
    # A member needs its system, and the caller may not know which one that is.
    for name in waiting:
        path = project.locate_library(name)
        load_file(records, path, Library, "library", records.libraries, problems)
        system = records.libraries[name].system if name in records.libraries else None
        if system in names and system not in waiting:
            waiting.append(system)
    is_all = libraries is None or named_by_others is not None
    named = frozenset(named_by_others or ())
    load_vendors(records, is_all, problems, named)
    load_law_files(records, is_all, problems, shared, named)
    if shared:
        problems += _drop_unused(records, shared, named)
    return records, [explain_package_file(problem) for problem in problems]


def _drop_unused(records: Records, shared: SharedEntries, named: Named) -> list[Diagnostic]:
    """Drop the package's entries that the project does not use; return the findings on the others.

    Of the lists that are ``SHOWN_WHOLE``, every entry is used.
    """
    values = {key: place.value for key, place in records.places.items()}
    first = [(kind, value) for (kind, name), value in values.items() if (kind, name) not in shared]
    used = find_reachable(first, values, named)
    for kind, name in shared:
        if kind not in SHOWN_WHOLE and (kind, name) not in used:
            del records.places[kind, name]
            (records.laws if kind == "law" else records.terms[kind]).pop(name, None)
    return [
        problem for key, problems in shared.items() if key in records.places for problem in problems
    ]


def load_optional(
    project: Project, name: str, model: Any
) -> tuple[Any, PositionedValue, list[Diagnostic]]:
    """Read a file that a project may lack, as one record.

    Return the record (None without a valid file), its values with their lines, and the problems.
    """
    if not (project.root / name).exists():
        return None, PositionedValue({}), []
    text, problems = project.read_text(project.root / name)
    marked, record, faults = (
        read_record(text, name, model, project.locales) if text else (None, None, [])
    )
    return record, marked or PositionedValue({}), [*problems, *faults]


def _list_places(
    _project: Project, file: str, marked: PositionedValue, kind: str
) -> dict[tuple[str, str], SourceLocation]:
    """Return where each entry of a file stands. Every site asks for those of all terms and laws."""
    return {(kind, key): SourceLocation(file, marked, (key,)) for key in marked.value}


def _load_mapping(
    records: Records,
    name: str,
    model: Any,
    kind: str,
    problems: list[Diagnostic],
    shared: SharedEntries,
) -> dict[str, Any]:
    """Load a file that maps ids to records, the project's over the package's.

    An invalid entry does not affect the others. The package's own entries are noted in ``shared``,
    with their problems.
    """
    project = records.project
    records.known[kind] = set()
    paths = [path for path in reversed(project.list_layers(name)) if path.exists()]
    if not paths and kind not in ADDED_LATER:
        hint = "Restore the file; every library needs it."
        problems.append(FILE_MISSING.at(name, 1, "is missing", hint))
        records.unreadable.add(kind)
    found: dict[str, Any] = {}
    for path in paths:
        file = project.name_file(path)
        text, faults = project.read_text(path)
        marked, loaded, more, of_entries = (
            project.make_once(read_mapping, text, file, model) if text else (None, {}, [], {})
        )
        problems.extend([*faults, *more])
        if marked is None:
            records.unreadable.add(kind)
            continue
        records.known[kind].update(marked.value)
        records.places.update(project.make_once(_list_places, file, marked, kind))
        is_packaged = is_package_file(file)
        if len(paths) == 1 and not is_packaged:
            problems.extend(fault for faults in of_entries.values() for fault in faults)
            return dict(loaded)
        for key in marked.value:
            # An entry of the project replaces the package's, even if it is invalid.
            if key in loaded:
                found[key] = loaded[key]
            else:
                found.pop(key, None)
            shared.pop((kind, key), None)
            if is_packaged:
                shared[kind, key] = of_entries.get(key, [])
            else:
                problems.extend(of_entries.get(key, ()))
    return found
