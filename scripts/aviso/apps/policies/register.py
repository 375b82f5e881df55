"""Stores watched policies: their digests in ``data/watch.yml``, their texts in ``.aviso/``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import yaml
from pydantic import TypeAdapter, ValidationError

from aviso.apps.policies.extract import PolicyText
from aviso.core.cache_files import read_cache_file, write_cache_file
from aviso.core.file_edits import replace_source, replace_yaml
from aviso.core.project import WATCH_FILE, Project
from aviso.core.safe_files import MAXIMUM_BYTES
from aviso.core.yaml_edits import Edit, apply_edits, compose, find_entry
from aviso.model.upkeep import Watched

HEAD = """\
# Written by `aviso watch` and `aviso vendor reviewed`. For each company: digests of the sentences
# of its policy when it was last reviewed, and the state of the policy since then, with its first
# day. The texts belong to others and are not kept here.
"""
SAVED_TEXT = TypeAdapter(PolicyText)
PURPOSE = "text of a policy"


class RegisterTooLarge(Exception):
    """The register would be larger than any command reads; ``names`` are the largest entries."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(
            f"{WATCH_FILE} would have more than {MAXIMUM_BYTES:,} bytes and was left as it was. "
            f"The longest policies are those of {', '.join(names)}: watch fewer of them, or give "
            "the address of a shorter page."
        )


def write_register(project: Project, watched: Mapping[str, Watched]) -> bool:
    """Write the register by company, or delete an empty one; return whether that changed it.

    Raises RegisterTooLarge, and writes nothing, if it could not be read again; raises CannotEdit,
    and OSError.
    """
    path = project.root / WATCH_FILE
    rows = {
        name: entry.model_dump(mode="json", exclude_none=True)
        for name, entry in sorted(watched.items())
    }
    rows = {name: row for name, row in rows.items() if row}
    if not rows:
        existed = path.exists()
        if existed:
            replace_source(project, path, None)
        return existed
    text = HEAD + yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=120)
    if len(text.encode()) > MAXIMUM_BYTES:
        raise RegisterTooLarge(sorted(rows, key=lambda name: -len(str(rows[name])))[:3])
    if path.exists() and path.read_text("utf-8") == text:
        return False
    replace_source(project, path, text.encode())
    return True


def save_text(project: Project, name: str, text: PolicyText) -> None:
    """Save a text for the next comparison; without it, a diff cannot show deleted words."""
    value = {"language": text.language, "sentences": text.sentences}
    content = json.dumps(value, ensure_ascii=False, indent=0).encode()
    write_cache_file(project.root, _locate_text(project, name), content, PURPOSE)


def load_text(project: Project, name: str) -> PolicyText | None:
    """Return the text that was saved, or None."""
    content = read_cache_file(_locate_text(project, name), PURPOSE)
    try:
        return SAVED_TEXT.validate_json(content) if content is not None else None
    except ValidationError:
        return None


def _locate_text(project: Project, name: str) -> Path:
    return project.cache / "watch" / f"{name}.json"


def write_reviewed_on(project: Project, vendor: str, day: date) -> None:
    """Write the day of a review into a company's file, and leave every other byte alone.

    Raises CannotEdit and OSError.
    """
    path = project.locate_vendor(vendor)
    replace_yaml(
        project,
        path,
        _put_day(path.read_bytes().decode(), day).encode(),
        lambda before, after: (
            isinstance(before, dict) and {**before, "reviewed_on": day.isoformat()} == after
        ),
        f"the day cannot be written into data/vendors/{vendor}.yml by itself; "
        f"write reviewed_on: {day} there",
    )


def _put_day(text: str, day: date) -> str:
    """Return the text of a record with the day of its review, which has a line before evidence."""
    # Only libyaml reads a tab after a colon; a space in its place leaves all positions as they are.
    record = compose(text) or compose(text.replace("\t", " "))
    entry = find_entry(record, "reviewed_on")
    if entry:
        start, end = entry[1].start_mark.index, entry[1].end_mark.index
        space = "" if text[start - 1 : start].isspace() else " "
        return apply_edits(text, [Edit(start, end, f"{space}{day.isoformat()}")])
    if not isinstance(record, yaml.MappingNode) or not record.value:
        return text
    if record.flow_style:
        return apply_edits(text, [_insert(record.start_mark.index + 1, f"reviewed_on: {day}, ")])
    following = find_entry(record, "evidence")
    first_key = record.value[0][0].start_mark
    line_end = "\r\n" if "\r\n" in text else "\n"
    line = f"reviewed_on: {day}{line_end}"
    if following:
        return apply_edits(
            text, [_insert(following[0].start_mark.index, line + " " * first_key.column)]
        )
    place = record.end_mark.index
    before = "" if text[:place].endswith("\n") else line_end
    return apply_edits(text, [_insert(place, before + " " * first_key.column + line)])


def _insert(place: int, text: str) -> Edit:
    return Edit(place, place, text)
