"""Edits files that people write, without losing what somebody else writes at the same time."""

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
    """An edit is not possible, or would change other text too; the message says why."""


def replace_source(project: Project, path: Path, content: bytes | None) -> None:
    """Replace a source file of the project with ``content``; None deletes it.

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
        # Check before making its folder, because a link could lead elsewhere.
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
    """Replace a YAML file with ``content``, but only if its values change as intended.

    ``is_as_intended`` gets the values before and after. Raises CannotEdit with the text ``refusal``
    if it returns False, if either version cannot be parsed, or if the edit causes a new problem,
    such as a key that appears twice; also as ``replace_source`` does. Raises OSError.
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
