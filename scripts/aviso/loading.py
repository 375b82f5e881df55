"""Reads ``data/`` into records whose every value knows its file and line, collecting what is wrong on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aviso.files import read_text, relative_name
from aviso.model import Law, Library, Term, Vendor
from aviso.model.base import IDENTIFIER_PATTERN
from aviso.problems import Problem
from aviso.validation import validate
from aviso.yaml_marks import MarkedValue, parse_yaml

VOCABULARIES = ("situations", "data_categories", "purposes", "recipients", "topics", "vendor_categories")
# Folders that the front page needs for itself in public/.
RESERVED_IDS = {"en", "es", "assets", "search", "index", "404", "laws", "about"}


@dataclass
class Place:
    """Where a record stands: its file and the lines of its values."""

    file: str
    marked: MarkedValue
    prefix: tuple[str | int, ...] = ()

    def problem(self, path: tuple[str | int, ...], message: str, hint: str = "", **more: Any) -> Problem:
        """Make a problem about the value at ``path`` of this record."""
        return Problem(self.file, self.marked.line(self.prefix + path), message, hint, **more)


@dataclass
class Records:
    """All records of a project. The ``known_*`` names include records with faults, so that one fault is told once."""

    root: Path
    libraries: dict[str, Library] = field(default_factory=dict)
    vendors: dict[str, Vendor] = field(default_factory=dict)
    laws: dict[str, Law] = field(default_factory=dict)
    terms: dict[str, dict[str, Term]] = field(default_factory=dict)
    places: dict[tuple[str, str], Place] = field(default_factory=dict)
    known: dict[str, set[str]] = field(default_factory=dict)

    def place(self, kind: str, name: str) -> Place:
        """Where the record ``name`` of ``kind`` ("library", "vendor", "law" or a vocabulary) stands."""
        return self.places[kind, name]


def load(root: Path, only_library: str | None = None) -> tuple[Records, list[Problem]]:
    """Read the records below ``root/data``; with ``only_library``, of the libraries just that one and its system.

    Return the sound records and every problem met. Nothing is raised for bad input.
    """
    records = Records(root)
    problems: list[Problem] = []
    data = root / "data"
    for vocabulary in VOCABULARIES:
        records.terms[vocabulary] = _load_mapping(records, data / "terms" / f"{vocabulary}.yml", Term, vocabulary, problems)
    records.laws = _load_mapping(records, data / "laws.yml", Law, "law", problems)
    for path in _record_files(records, data / "vendors", "vendor", problems):
        _load_file(records, path, Vendor, "vendor", records.vendors, problems)
    for path in _wanted_libraries(records, data / "libraries", only_library, problems):
        _load_file(records, path, Library, "library", records.libraries, problems)
    return records, problems


def _wanted_libraries(records: Records, folder: Path, only: str | None, problems: list[Problem]) -> Iterator[Path]:
    paths = {path.stem: path for path in _record_files(records, folder, "library", problems)}
    if only is None:
        yield from paths.values()
        return
    # A system's member list needs its members; they are named by files, so all files are read for a system alone.
    yield from paths.values() if only not in paths else (paths[name] for name in paths if _concerns(paths, name, only))


def _concerns(paths: dict[str, Path], name: str, only: str) -> bool:
    if name == only:
        return True
    link = re.compile(r"^system:\s*[\"']?([\w-]+)", re.MULTILINE)
    own = link.search(paths[only].read_text("utf-8", "replace"))
    other = link.search(paths[name].read_text("utf-8", "replace"))
    return (own is not None and own[1] == name) or (other is not None and other[1] == only)


def _record_files(records: Records, folder: Path, kind: str, problems: list[Problem]) -> list[Path]:
    """The YAML files of a folder by name; a file whose name cannot be an id is a problem."""
    records.known[kind] = set()
    files = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if path.name.startswith("."):
            continue
        reason = _name_fault(path, kind)
        if reason:
            problems.append(Problem(relative_name(path, records.root), 1, *reason))
            continue
        records.known[kind].add(path.stem)
        files.append(path)
    return files


def _name_fault(path: Path, kind: str) -> tuple[str, str] | None:
    if path.suffix != ".yml":
        return "does not belong here: only files that end in .yml do", "Rename it to end in .yml, or move it away."
    if not re.match(IDENTIFIER_PATTERN, path.stem) or len(path.stem) > 60:
        return f'has a name that cannot be an id ("{path.stem}")', "Use small letters a–z, digits and single hyphens, like my-library.yml."
    if kind == "library" and path.stem in RESERVED_IDS:
        return f'has the name "{path.stem}", which the front page needs for itself', "Choose another id for the library."
    return None


def _parsed(records: Records, path: Path, problems: list[Problem]) -> MarkedValue | None:
    text, faults = read_text(path, records.root)
    if not faults:
        marked, faults = parse_yaml(text, relative_name(path, records.root))
        if marked is not None and not isinstance(marked.value, dict):
            faults = [Problem(relative_name(path, records.root), 1, "does not hold keys and values", "Begin with a line like key: value.")]
    problems.extend(faults)
    return None if faults else marked


def _load_file(records: Records, path: Path, model: Any, kind: str, into: dict[str, Any], problems: list[Problem]) -> None:
    marked = _parsed(records, path, problems)
    if marked is None:
        return
    name = relative_name(path, records.root)
    records.places[kind, path.stem] = Place(name, marked)
    record, faults = validate(model, marked, name)
    problems.extend(faults)
    if record is not None:
        into[path.stem] = record


def _load_mapping(records: Records, path: Path, model: Any, kind: str, problems: list[Problem]) -> dict[str, Any]:
    """Read a file that maps ids to records; a fault in one entry leaves the others standing."""
    records.known[kind] = set()
    if not path.exists():
        problems.append(Problem(relative_name(path, records.root), 1, "is missing", "Put the file back; every library needs it."))
        return {}
    marked = _parsed(records, path, problems)
    loaded: dict[str, Any] = {}
    for key in marked.value if marked else ():
        assert marked is not None
        place = Place(relative_name(path, records.root), marked, (key,))
        records.known[kind].add(key)
        records.places[kind, key] = place
        if not re.match(IDENTIFIER_PATTERN, key):
            problems.append(place.problem((), f'"{key}" is not an id', "Use small letters a–z, digits and single hyphens."))
            continue
        record, faults = validate(dict[str, model], MarkedValue({key: marked.value[key]}, marked.lines), place.file)
        problems.extend(faults)
        if record is not None:
            loaded[key] = record[key]
    return loaded
