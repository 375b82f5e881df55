"""Edits files that people write: nothing is lost that somebody else writes at the same time."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

from aviso.core.atomic_write import replace_file
from aviso.core.file_states import read_state
from aviso.core.project import Project
from aviso.core.safe_files import is_link
from aviso.core.yaml_positions import parse_yaml


class CannotEdit(Exception):
    """An edit would change something else, or has no place in the file; the text says why."""


def replace_source(project: Project, path: Path, content: bytes | None) -> None:
    """Replace a source of the project by ``content``; None deletes it.

    Raises CannotEdit if somebody has changed the file since the project first read it, or if it is
    reached through a link; raises OSError.
    """
    name, before = project.name_file(path), project.states.get(str(path), read_state(path))

    def refuse_changes() -> None:
        if is_link(path, project.root):
            raise CannotEdit(
                f"{name} is a link to another file. Put a copy of the file in its place"
            )
        if read_state(path) != before:
            raise CannotEdit(
                f"{name} was changed while this command was at work, and stays as it is now. "
                "Type the command again"
            )

    if content is not None:
        # Before a folder is made for it, which a link could lead elsewhere.
        refuse_changes()
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, content, check=refuse_changes)
    else:
        refuse_changes()
        path.unlink(missing_ok=True)
    project.states[str(path)] = read_state(path)


def replace_yaml(
    project: Project,
    path: Path,
    content: bytes,
    is_as_intended: Callable[[Any, Any], bool],
    refusal: str,
) -> None:
    """Replace a YAML file by ``content`` if the values in it change as intended, and not otherwise.

    ``is_as_intended`` gets the values before and after. Raises CannotEdit with the text
    ``refusal`` if it says no, if either version cannot be parsed, or if the edit brings a new
    fault, such as a key that appears twice, or as ``replace_source`` does; raises OSError.
    """
    (before, faults), (after, new_faults) = (
        parse_yaml(unicodedata.normalize("NFC", version.decode("utf-8-sig")), path.name)
        for version in (path.read_bytes(), content)
    )
    if before is None or after is None or len(new_faults) > len(faults):
        raise CannotEdit(refusal)
    if not is_as_intended(before.value, after.value):
        raise CannotEdit(refusal)
    replace_source(project, path, content)
