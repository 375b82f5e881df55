"""Reads a YAML file as a record, or as a mapping of ids to records, and reports its problems."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from pathlib import PurePath
from typing import Any

from aviso.core.diagnostics import Diagnostic
from aviso.core.litter import is_ignored_name
from aviso.core.locales import Locales
from aviso.core.project import Project
from aviso.core.rules import Fault
from aviso.core.safe_files import DEVICES, IDENTIFIER_PATTERN
from aviso.core.yaml_positions import PositionedValue, parse_yaml
from aviso.core.yaml_rules import NO_KEYS
from aviso.model.file_rules import (
    NAME_IS_A_DEVICE,
    NAME_IS_NO_ID,
    NAME_IS_RESERVED,
    WRONG_ENDING,
)
from aviso.model.validation import validate


def is_record(file: str) -> bool:
    """Tell whether a file is the record of a library, by its name."""
    return file.endswith(".yml") and not is_ignored_name(file)


def read_entry_name(file: str, kind: str, reserved: frozenset[str]) -> tuple[str, Fault | None]:
    """Return the id in the name of a file, and what is wrong with the name, or None."""
    path = PurePath(file)
    if path.suffix != ".yml":
        return path.stem, WRONG_ENDING.make_fault(
            "does not belong here: only files that end in .yml do",
            "Rename it to end in .yml, or move it elsewhere.",
        )
    if path.stem.lower() in DEVICES:
        return path.stem, NAME_IS_A_DEVICE.make_fault(
            f'has the name "{path.stem}", which Windows keeps for a device',
            "Choose another id.",
        )
    if not re.fullmatch(IDENTIFIER_PATTERN, path.stem) or len(path.stem) > 60:
        return path.stem, NAME_IS_NO_ID.make_fault(
            f'has a name that cannot be an id ("{path.stem}")',
            "Use lowercase letters a–z, digits and single hyphens, like my-library.yml.",
        )
    if kind == "library" and path.stem in reserved:
        return path.stem, NAME_IS_RESERVED.make_fault(
            f'has the name "{path.stem}", which is reserved for the front page',
            "Choose another id for the library.",
        )
    return path.stem, None


def _parse_mapping(text: str, name: str) -> tuple[PositionedValue | None, list[Diagnostic]]:
    marked, faults = parse_yaml(text, name)
    if marked is not None and not isinstance(marked.value, dict):
        return None, [
            NO_KEYS.at(
                name, 1, "does not contain keys and values", "Begin with a line like key: value."
            )
        ]
    return marked, faults


# One process builds many sites; files that they share are read once, while their text is the same.
@lru_cache(maxsize=2048)
def read_record_once(
    text: str, name: str, model: Any, known: Locales
) -> tuple[PositionedValue | None, Any, list[Diagnostic]]:
    """Read a record as ``read_record`` does, but only once; for records that libraries share."""
    return read_record(text, name, model, known)


def read_record(
    text: str, name: str, model: Any, known: Locales
) -> tuple[PositionedValue | None, Any, list[Diagnostic]]:
    """Return a record's values with their lines, the record if it is valid, and its problems."""
    marked, faults = _parse_mapping(text, name)
    if marked is None:
        return None, None, faults
    record, more = validate(model, marked, name, known)
    return marked, None if faults else record, [*faults, *more]


# A situation that is a row of the privacy label stops more than the libraries that use it.
ROW_OF_EACH_NOTICE = (
    "It is a row of the label in every notice: all sites stay as they are until it is corrected."
)


def read_mapping(
    project: Project, text: str, name: str, model: Any
) -> tuple[PositionedValue | None, dict[str, Any], list[Diagnostic], dict[str, list[Diagnostic]]]:
    """Return the values with their lines, the valid records, and the problems.

    The problems with the file come first, then those with each entry by its key.
    """
    marked, problems = _parse_mapping(text, name)
    loaded: dict[str, Any] = {}
    of_entries: dict[str, list[Diagnostic]] = {}
    for key in marked.value if marked else ():
        assert marked is not None
        if not re.fullmatch(IDENTIFIER_PATTERN, key):
            of_entries[key] = [
                NAME_IS_NO_ID.at(
                    name,
                    marked.find_line((key,)),
                    f'"{key}" is not an id',
                    "Use lowercase letters a–z, digits and single hyphens.",
                )
            ]
            continue
        value = marked.value[key]
        record, faults = validate(
            dict[str, model], replace(marked, value={key: value}), name, project.locales
        )
        is_row = isinstance(value, dict) and value.get("on_label")
        of_entries[key] = [one.add_hint(ROW_OF_EACH_NOTICE) for one in faults] if is_row else faults
        if record is not None:
            loaded[key] = record[key]
    return marked, loaded, problems, of_entries
