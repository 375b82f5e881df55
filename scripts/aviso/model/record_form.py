"""Finds the form of a project's records, and converts them to the newest form.

The number of the form is in ``data/records.yml``. A project without that file is older than the
file, or was made by hand: its records have the first form, until ``aviso migrate`` notes another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from aviso.core.diagnostics import Diagnostic
from aviso.core.litter import list_files
from aviso.core.project import Project
from aviso.core.rules import Rule
from aviso.core.safe_files import MAXIMUM_BYTES, is_link
from aviso.core.yaml_edits import Edit, apply_edits, compose, find_entry
from aviso.core.yaml_positions import parse_yaml
from aviso.model.migrations import CURRENT_FORM, FIRST_FORM, STEPS

FORM_FILE = "data/records.yml"
MIGRATE = "Convert them to the new form: aviso migrate"
# ``aviso migrate`` changes only the number in it.
HEAD = (
    "# yaml-language-server: $schema=schema/records.json\n"
    "# The form of the records in this folder. aviso migrate brings them to a newer one, and\n"
    "# writes its number here.\n"
)

OLD_FORM = Rule(
    "files/old-form",
    "The records have an older form than this version of Aviso reads",
    why="A key or value whose form has changed would be misread, or refused in every place.",
    cure="Type aviso migrate. It shows what would change, keeps comments and order, and writes "
    "only if you say yes.",
    example="period: 12 months with at_most: true, in place of at_most: 12 months",
)
NEWER_FORM = Rule(
    "files/newer-form",
    "The records have a newer form than this version of Aviso reads",
    why="An older version of Aviso would misread records that were written for a newer one.",
    cure="Install the version of Aviso that the project was last used with, or a newer one.",
    example="data/records.yml with form: 9",
)
NO_FORM = Rule(
    "files/no-form",
    "The file data/records.yml does not have the number of the form",
    why="Without the number, Aviso cannot tell whether the records are older than this version.",
    cure="Write one line, like form: 2, or delete the file and type aviso migrate.",
)


@dataclass(frozen=True)
class Change:
    """A file of records, its bytes now, and in the newest form."""

    path: Path
    before: bytes
    after: bytes


def find_form_problems(project: Project) -> list[Diagnostic]:
    """Return the problem with the form of a project's records, if there is one.

    Records without a number are valid if nothing in them has an older form.
    """
    return list(project.make_once(_find_form_problems))


def _find_form_problems(project: Project) -> tuple[Diagnostic, ...]:
    form, faults = read_form(project)
    if faults or form == CURRENT_FORM:
        return tuple(faults)
    if form > CURRENT_FORM:
        message = f"the records have form {form}; this version of Aviso reads form {CURRENT_FORM}"
        return (NEWER_FORM.at(FORM_FILE, 1, message, "Install a newer Aviso."),)
    changes = list(find_changes(project))
    if not changes:
        return ()
    first, count = changes[0], len(changes)
    files = "1 file has" if count == 1 else f"{count} files have"
    return (
        OLD_FORM.at(
            project.name_file(first.path),
            _find_first_line(first),
            f"{files} an older form of records than this version of Aviso reads",
            MIGRATE,
        ),
    )


def _find_first_line(change: Change) -> int:
    """Return the first line in which a file and its newest form differ."""
    before, after = change.before.splitlines(), change.after.splitlines()
    pairs = enumerate(zip(before, after, strict=False), start=1)
    return next((number for number, (one, other) in pairs if one != other), len(after) + 1)


def read_form(project: Project) -> tuple[int, list[Diagnostic]]:
    """Return the number of the form in ``data/records.yml``, and the problems with that file."""
    path = project.root / FORM_FILE
    if not path.exists():
        return FIRST_FORM, []
    text, problems = project.read_text(path)
    marked, faults = parse_yaml(text, FORM_FILE) if text else (None, [])
    if problems or faults:
        return FIRST_FORM, [*problems, *faults]
    value = marked.value if marked else None
    number = value.get("form") if isinstance(value, dict) else None
    if not isinstance(number, str) or not re.fullmatch(r"[1-9]\d{0,3}", number):
        hint = f"Write form: {CURRENT_FORM} in it, or delete the file and type aviso migrate."
        return FIRST_FORM, [NO_FORM.at(FORM_FILE, 1, "does not say form: and a number", hint)]
    return int(number), []


def find_changes(project: Project) -> Iterator[Change]:
    """Yield every file of the project's own records that the newest form changes.

    All steps are tried, whatever the number is: a file may come from an older project. Files that
    cannot be read are skipped.
    """
    for path in _list_records(project):
        before = path.read_bytes()
        try:
            text = before.decode("utf-8")
        except UnicodeDecodeError:
            continue
        name = path.relative_to(project.data).as_posix()
        after = text
        for step in STEPS:
            if Path(name).match(step.files):
                after = step.apply(after)
        if after != text:
            yield Change(path, before, after.encode())


def _list_records(project: Project) -> list[Path]:
    patterns = dict.fromkeys(step.files for step in STEPS)
    found: dict[Path, None] = {}
    for pattern in patterns:
        folder, _, name = pattern.rpartition("/")
        for path in list_files(project.data / folder, name):
            is_own = path.is_file() and not is_link(path, project.root)
            # What is larger is no record; aviso check says so.
            if is_own and path.stat().st_size <= MAXIMUM_BYTES:
                found[path] = None
    return list(found)


def make_note() -> str:
    """Return data/records.yml of a project whose records have the newest form."""
    return f"{HEAD}form: {CURRENT_FORM}\n"


def write_number(project: Project) -> Change | None:
    """Return the change that notes the newest form; None if it is already noted."""
    path = project.root / FORM_FILE
    before = path.read_bytes() if path.exists() else b""
    text = before.decode("utf-8", "replace")
    entry = find_entry(compose(text), "form")
    if entry:
        value = entry[1]
        edit = Edit(value.start_mark.index, value.end_mark.index, str(CURRENT_FORM))
        after = apply_edits(text, [edit])
    else:
        after = make_note()
    return Change(path, before, after.encode()) if after != text else None
