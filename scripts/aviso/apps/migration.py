"""Converts the records of a project to the newest form: a diff first, then all files or none."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from aviso.core.file_edits import CannotEdit, replace_source
from aviso.core.file_states import read_state
from aviso.core.project import Project
from aviso.core.yaml_positions import parse_yaml
from aviso.model.migrations import CURRENT_FORM, STEPS
from aviso.model.record_form import Change, find_changes, read_form, write_number


class TooNew(Exception):
    """The records are newer than this version of Aviso; the text says so."""


def plan(project: Project) -> list[Change]:
    """Return every change that the newest form requires, the note of its number last.

    Raises TooNew for records of a newer version, and CannotEdit if a step would damage a file or
    the number cannot be read.
    """
    form, faults = read_form(project)
    if faults:
        # What somebody wrote into that file would be lost.
        raise CannotEdit(str(faults[0]))
    if form > CURRENT_FORM:
        raise TooNew(
            f"The records have form {form}, and this version of Aviso reads form {CURRENT_FORM}. "
            "Install a newer Aviso."
        )
    changes = list(find_changes(project))
    for change in changes:
        _refuse_harm(project, change)
    note = write_number(project)
    changes += [note] if note else []
    for change in changes:
        project.states.setdefault(str(change.path), read_state(change.path))
    return changes


def _refuse_harm(project: Project, change: Change) -> None:
    """Raise CannotEdit if the new text has a problem that the old one does not have."""
    name = project.name_file(change.path)
    faults, new_faults = (
        parse_yaml(version.decode("utf-8-sig"), name)[1]
        for version in (change.before, change.after)
    )
    is_done = all(
        step.apply(change.after.decode()) == change.after.decode()
        for step in STEPS
        if change.path.relative_to(project.data).match(step.files)
    )
    if len(new_faults) > len(faults) or not is_done:
        raise CannotEdit(
            f"{name} cannot be converted to the new form without changing something else in it. "
            "Change it by hand; aviso check names the places"
        )


def format_diff(project: Project, changes: list[Change]) -> Iterator[str]:
    """Yield the lines of a unified diff of all changes, without line ends."""
    for change in changes:
        name = project.name_file(change.path)
        before, after = (
            version.decode("utf-8", "replace").splitlines()
            for version in (change.before, change.after)
        )
        old = name if change.before else "/dev/null"
        yield from difflib.unified_diff(before, after, old, name, lineterm="")


def write(project: Project, changes: list[Change]) -> Iterator[str]:
    """Write the changes, and yield the name of each file that is written.

    No file is touched if one of them was changed since the plan was made. An interrupted run does
    no harm: the number is written last, and the next run does the rest. Raises CannotEdit and
    OSError.
    """
    for change in changes:
        now = change.path.read_bytes() if change.path.exists() else b""
        if now != change.before:
            raise CannotEdit(
                f"{project.name_file(change.path)} was changed while this command was at work. "
                "Nothing was written. Type the command again"
            )
    for change in changes:
        replace_source(project, change.path, change.after)
        yield project.name_file(change.path)
