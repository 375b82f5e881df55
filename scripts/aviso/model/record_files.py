"""Reads the text of a YAML file as a record, or as a mapping of ids to records, with its faults."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from pathlib import PurePath
from typing import Any

from aviso.core.diagnostics import Diagnostic
from aviso.core.locales import Locales
from aviso.core.rules import Fault, Rule
from aviso.core.safe_files import IDENTIFIER_PATTERN
from aviso.core.yaml_positions import NO_KEYS, PositionedValue, parse_yaml
from aviso.model.validation import validate

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


def is_record(file: str) -> bool:
    """Tell whether a file is the record of a library, by its name."""
    return file.endswith(".yml") and not file.startswith(".")


@lru_cache(maxsize=20_000)
def name_and_fault(file: str, kind: str, reserved: frozenset[str]) -> tuple[str, Fault | None]:
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


def _parsed(text: str, name: str) -> tuple[PositionedValue | None, list[Diagnostic]]:
    marked, faults = parse_yaml(text, name)
    if marked is not None and not isinstance(marked.value, dict):
        return None, [
            NO_KEYS.at(
                name, 1, "does not hold keys and values", "Begin with a line like key: value."
            )
        ]
    return marked, faults


# Many sites are built in one process; what they share is read once, while its text is the same.
@lru_cache(maxsize=2048)
def read_record_once(
    text: str, name: str, model: Any, known: Locales
) -> tuple[PositionedValue | None, Any, list[Diagnostic]]:
    """Read a record that many sites share, once as long as its text is the same."""
    return read_record(text, name, model, known)


def read_record(
    text: str, name: str, model: Any, known: Locales
) -> tuple[PositionedValue | None, Any, list[Diagnostic]]:
    """Read the text as a record: its values with their lines, the sound record, what is wrong."""
    marked, faults = _parsed(text, name)
    if marked is None:
        return None, None, faults
    record, more = validate(model, marked, name, known)
    return marked, None if faults else record, [*faults, *more]


@lru_cache(maxsize=64)
def read_mapping(
    text: str, name: str, model: Any, known: Locales
) -> tuple[PositionedValue | None, dict[str, Any], list[Diagnostic], dict[str, list[Diagnostic]]]:
    """The values with their lines, the sound records, the faults of the file and of each entry."""
    marked, problems = _parsed(text, name)
    loaded: dict[str, Any] = {}
    of_entries: dict[str, list[Diagnostic]] = {}
    for key in marked.value if marked else ():
        assert marked is not None
        if not re.fullmatch(IDENTIFIER_PATTERN, key):
            of_entries[key] = [
                NAME_IS_NO_ID.at(
                    name,
                    marked.line((key,)),
                    f'"{key}" is not an id',
                    "Use small letters a–z, digits and single hyphens.",
                )
            ]
            continue
        record, of_entries[key] = validate(
            dict[str, model], replace(marked, value={key: marked.value[key]}), name, known
        )
        if record is not None:
            loaded[key] = record[key]
    return marked, loaded, problems, of_entries
