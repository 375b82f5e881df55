"""Reads ``data/`` into records whose every value knows its file and line, collecting what is wrong on the way."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path, PurePath
from typing import Any

from aviso.core.diagnostics import Diagnostic
from aviso.core.locales import Locales
from aviso.core.project import Project
from aviso.core.rules import Fault, Rule, diagnostic
from aviso.core.safe_files import IDENTIFIER_PATTERN, UNREADABLE, WATCH_FILE
from aviso.core.yaml_positions import PositionedValue, parse_yaml
from aviso.core.yaml_rules import NO_KEYS
from aviso.model.library import Library
from aviso.model.registers import Law, Vendor
from aviso.model.upkeep import Watched
from aviso.model.validation import validate
from aviso.model.vocabulary import GlossaryEntry, Term

VOCABULARIES = (
    "situations",
    "data_categories",
    "purposes",
    "recipients",
    "topics",
    "vendor_categories",
)
# States of a watched policy in which it is no longer the one that was reviewed.
CHANGED = {"changed", "other-language"}
# Words that all texts share; a project may have none.
GLOSSARY = "glossary"
# Folders that the front page needs for itself in public/.
RESERVED_IDS = frozenset({"assets", "search", "index", "404", "laws", "about"})

FILE_MISSING = Rule(
    "files/missing",
    "A file that every project needs is not there",
    why="The laws and the lists of words in data/terms/ are shared by all libraries. Without "
    "them, no notice can be made.",
    cure="Put the file back, from the last version of the project or from a new copy of Aviso.",
)
WRONG_ENDING = Rule(
    "files/wrong-ending",
    "A file has an ending that is not read in its folder",
    why="Only .yml files are read in data/, only .md files in docs/, and only pictures in assets/. "
    "Anything else is left aside, so its author would look for it on the site in vain.",
    cure="Rename the file with the right ending, or move it away.",
    example="data/libraries/riverside.yaml",
)
NAME_IS_NO_ID = Rule(
    "files/name-is-no-id",
    "The name of a file or entry cannot be an id",
    why="The name becomes part of a web address and of every reference in the records. "
    "Capitals, accents and spaces do not survive there.",
    cure="Use small letters a–z, digits and single hyphens.",
    example="data/libraries/My Library.yml, in place of my-library.yml",
)
NAME_IS_RESERVED = Rule(
    "files/name-is-reserved",
    "A library, page or address has a name that the site needs for itself",
    why="At that place of the site stand its pictures, its front page, its page “not found” or "
    "the pages in another language. "
    "One would overwrite the other.",
    cure="Choose another name, in every language in which the page exists.",
    example="docs/riverside/en/404.md",
)
NO_LIBRARY = Rule(
    "files/no-library",
    "The project has no library",
    why="An interrupted checkout, or a disk that is not mounted, must not pass for a project without "
    "libraries: a build would then remove every published notice.",
    cure="Put the files back in data/libraries/, or start a library with aviso new library.",
)
NO_LIBRARIES = NO_LIBRARY.at(
    "data/libraries",
    1,
    "is missing or holds no library",
    "Put the files back; a project needs at least one.",
)


@dataclass
class SourceLocation:
    """Where a record stands: its file and the lines of its values."""

    file: str
    marked: PositionedValue
    prefix: tuple[str | int, ...] = ()

    @property
    def value(self) -> Any:
        """The record as it is written: plain values, checked or not."""
        value = self.marked.value
        for key in self.prefix:
            value = value[key]
        return value

    def problem(
        self,
        path: tuple[str | int, ...],
        message: str,
        hint: str = "",
        rule: Rule | None = None,
    ) -> Diagnostic:
        """Make a problem about the value at ``path`` of this record."""
        line = self.marked.line(self.prefix + path)
        return diagnostic(self.file, line, message, hint, rule)


@dataclass
class Records:
    """All records of a project.

    ``known`` names by kind all that there are, with faults or without, so that one fault is told once; the kinds whose
    file could not be read at all are ``unreadable``.
    """

    project: Project
    libraries: dict[str, Library] = field(default_factory=dict)
    vendors: dict[str, Vendor] = field(default_factory=dict)
    laws: dict[str, Law] = field(default_factory=dict)
    terms: dict[str, dict[str, Term]] = field(default_factory=dict)
    glossary: dict[str, GlossaryEntry] = field(default_factory=dict)
    watched: dict[str, Watched] = field(default_factory=dict)
    places: dict[tuple[str, str], SourceLocation] = field(default_factory=dict)
    known: dict[str, set[str]] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)

    @property
    def changed_policies(self) -> dict[str, date]:
        """The day on which a company's policy was first seen to be another than the one that was reviewed, by company."""
        days = {
            name: [one.since for one in (watched.en, watched.es) if one and one.state in CHANGED]
            for name, watched in self.watched.items()
        }
        return {name: min(found) for name, found in days.items() if found}

    def place(self, kind: str, name: str) -> SourceLocation:
        """Where the record ``name`` of ``kind`` ("library", "vendor", "law" or a vocabulary) stands."""
        return self.places[kind, name]


def load_records(
    project: Project, libraries: list[str] | None = None
) -> tuple[Records, list[Diagnostic]]:
    """Read the records below ``data/``: all, or the named ``libraries`` with their systems and the vendors that they use.

    Return the sound records and every problem met. Nothing is raised for bad input.
    """
    records = Records(project)
    problems: list[Diagnostic] = []
    data = project.root / "data"
    for vocabulary in VOCABULARIES:
        records.terms[vocabulary] = _load_mapping(
            records, data / "terms" / f"{vocabulary}.yml", Term, vocabulary, problems
        )
    if (data / "terms" / "glossary.yml").exists():
        records.glossary = _load_mapping(
            records, data / "terms" / "glossary.yml", GlossaryEntry, GLOSSARY, problems
        )
    records.laws = _load_mapping(records, data / "laws.yml", Law, "law", problems)
    if (project.root / WATCH_FILE).exists():
        records.watched = _load_mapping(
            records, project.root / WATCH_FILE, Watched, "watched", problems
        )
    names = _record_names(records, data / "libraries", "library", problems)
    waiting = [name for name in names if libraries is None or name in libraries]
    # Without its system a member is not whole, and who names it may not know which that is.
    for name in waiting:
        _load_file(
            records,
            data / "libraries" / f"{name}.yml",
            Library,
            "library",
            records.libraries,
            problems,
        )
        system = records.libraries[name].system if name in records.libraries else None
        if system in names and system not in waiting:
            waiting.append(system)
    used = {use.vendor for library in records.libraries.values() for use in library.vendors}
    for name in _record_names(records, data / "vendors", "vendor", problems):
        if libraries is None or name in used:
            _load_file(
                records,
                data / "vendors" / f"{name}.yml",
                Vendor,
                "vendor",
                records.vendors,
                problems,
            )
    return records, problems


def reserved_ids(project: Project) -> frozenset[str]:
    """The ids that no library can have: the front page and its languages stand there."""
    return RESERVED_IDS | project.locales.known


def load_optional(
    project: Project, name: str, model: Any
) -> tuple[Any, PositionedValue, list[Diagnostic]]:
    """Read a file that a project may do without, as one record: the record (None without a sound file), its lines, what is wrong."""
    if not (project.root / name).exists():
        return None, PositionedValue({}), []
    text, problems = project.read_text(project.root / name)
    marked, record, faults = (
        _read_record(text, name, model, project.locales) if text else (None, None, [])
    )
    return record, marked or PositionedValue({}), [*problems, *faults]


def _record_names(
    records: Records, folder: Path, kind: str, problems: list[Diagnostic]
) -> list[str]:
    """The ids of the YAML files of a folder, in order; a file whose name cannot be an id is a problem."""
    names, sound, reserved = [], [], reserved_ids(records.project)
    records.known[kind] = set()
    # Every site asks for the names of all libraries and vendors: texts are handled much faster than paths.
    try:
        files = sorted(os.listdir(folder)) if folder.is_dir() else []
    except OSError as error:
        name = records.project.name_of(folder)
        message = f"cannot be read ({error.strerror})"
        problems.append(UNREADABLE.at(name, 1, message, "Give yourself the permission to read it."))
        return []
    if kind == "library" and not any(_is_record(file) for file in files):
        problems.append(NO_LIBRARIES)
    for file in files:
        if file.startswith("."):
            continue
        stem, reason = _name_and_fault(file, kind, reserved)
        names.append(stem)
        if reason:
            name = records.project.name_of(folder / file)
            problems.append(reason.at(name, 1))
            records.places[kind, stem] = SourceLocation(name, PositionedValue({}))
        else:
            # Also where another file stands for the same id: alder.txt beside alder.yml is told of, and does no harm to it.
            sound.append(stem)
    records.known[kind] = set(names)
    return sound


def _is_record(file: str) -> bool:
    return file.endswith(".yml") and not file.startswith(".")


@lru_cache(maxsize=20_000)
def _name_and_fault(file: str, kind: str, reserved: frozenset[str]) -> tuple[str, Fault | None]:
    """The id that a file stands for, and what is wrong with its name."""
    path = PurePath(file)
    if path.suffix != ".yml":
        return path.stem, WRONG_ENDING.fault(
            "does not belong here: only files that end in .yml do",
            "Rename it to end in .yml, or move it away.",
        )
    if not re.fullmatch(IDENTIFIER_PATTERN, path.stem) or len(path.stem) > 60:
        return path.stem, NAME_IS_NO_ID.fault(
            f'has a name that cannot be an id ("{path.stem}")',
            "Use small letters a–z, digits and single hyphens, like my-library.yml.",
        )
    if kind == "library" and path.stem in reserved:
        return path.stem, NAME_IS_RESERVED.fault(
            f'has the name "{path.stem}", which the front page needs for itself',
            "Choose another id for the library.",
        )
    return path.stem, None


def _load_file(
    records: Records,
    path: Path,
    model: Any,
    kind: str,
    into: dict[str, Any],
    problems: list[Diagnostic],
) -> None:
    name = records.project.name_of(path)
    text, faults = records.project.read_text(path)
    problems.extend(faults)
    if not text:
        return
    # Vendors are shared by many libraries; a library's own record is read once and forgotten.
    read = _read_record if kind == "library" else _read_record_once
    marked, record, faults = read(text, name, model, records.project.locales)
    problems.extend(faults)
    if marked is not None:
        records.places[kind, path.stem] = SourceLocation(name, marked)
    if record is not None:
        into[path.stem] = record


def _load_mapping(
    records: Records, path: Path, model: Any, kind: str, problems: list[Diagnostic]
) -> dict[str, Any]:
    """Read a file that maps ids to records; a fault in one entry leaves the others standing."""
    name = records.project.name_of(path)
    records.known[kind] = set()
    if not path.exists():
        problems.append(
            FILE_MISSING.at(name, 1, "is missing", "Put the file back; every library needs it.")
        )
        records.unreadable.add(kind)
        return {}
    text, faults = records.project.read_text(path)
    marked, loaded, more = (
        _read_mapping(text, name, model, records.project.locales) if text else (None, {}, [])
    )
    problems.extend([*faults, *more])
    if marked is None:
        records.unreadable.add(kind)
    for key in marked.value if marked else ():
        records.known[kind].add(key)
        records.places[kind, key] = SourceLocation(name, marked, (key,))
    return dict(loaded)


def _parsed(text: str, name: str) -> tuple[PositionedValue | None, list[Diagnostic]]:
    marked, faults = parse_yaml(text, name)
    if marked is not None and not isinstance(marked.value, dict):
        return None, [
            NO_KEYS.at(
                name, 1, "does not hold keys and values", "Begin with a line like key: value."
            )
        ]
    return marked, faults


# Many sites are built in one process; what they share is read once, as long as its text is the same.
@lru_cache(maxsize=2048)
def _read_record_once(
    text: str, name: str, model: Any, known: Locales
) -> tuple[PositionedValue | None, Any, list[Diagnostic]]:
    return _read_record(text, name, model, known)


def _read_record(
    text: str, name: str, model: Any, known: Locales
) -> tuple[PositionedValue | None, Any, list[Diagnostic]]:
    marked, faults = _parsed(text, name)
    if marked is None:
        return None, None, faults
    record, more = validate(model, marked, name, known)
    return marked, None if faults else record, [*faults, *more]


@lru_cache(maxsize=32)
def _read_mapping(
    text: str, name: str, model: Any, known: Locales
) -> tuple[PositionedValue | None, dict[str, Any], list[Diagnostic]]:
    marked, problems = _parsed(text, name)
    loaded: dict[str, Any] = {}
    for key in marked.value if marked else ():
        assert marked is not None
        if not re.fullmatch(IDENTIFIER_PATTERN, key):
            problems.append(
                NAME_IS_NO_ID.at(
                    name,
                    marked.line((key,)),
                    f'"{key}" is not an id',
                    "Use small letters a–z, digits and single hyphens.",
                )
            )
            continue
        record, faults = validate(
            dict[str, model], replace(marked, value={key: marked.value[key]}), name, known
        )
        problems.extend(faults)
        if record is not None:
            loaded[key] = record[key]
    return marked, loaded, problems
