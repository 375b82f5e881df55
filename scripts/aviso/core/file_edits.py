"""Edits YAML files that people write: one value changes, and every other byte stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from aviso.core.atomic_write import replace_file
from aviso.core.yaml_positions import parse_yaml


class CannotEdit(Exception):
    """An edit would change something else, or has no place in the file; the text says why."""


def replace_yaml(
    path: Path, content: bytes, is_as_intended: Callable[[Any, Any], bool], refusal: str
) -> None:
    """Replace a YAML file by ``content`` if the values in it change as intended, and not otherwise.

    ``is_as_intended`` gets the values before and after. Raises CannotEdit with the text
    ``refusal`` if it says no, if either version cannot be parsed, or if the edit brings a new
    fault, such as a key that appears twice; raises OSError.
    """
    (before, faults), (after, new_faults) = (
        parse_yaml(version.decode("utf-8-sig"), path.name)
        for version in (path.read_bytes(), content)
    )
    if before is None or after is None or len(new_faults) > len(faults):
        raise CannotEdit(refusal)
    if not is_as_intended(before.value, after.value):
        raise CannotEdit(refusal)
    replace_read_back(path, content)


def replace_read_back(path: Path, content: bytes) -> None:
    """Replace a file, and read it again. Raises CannotEdit if it is not as written, and OSError."""
    replace_file(path, content)
    if path.read_bytes() != content:
        raise CannotEdit(f"{path.name} is not as it was written; look at it")
