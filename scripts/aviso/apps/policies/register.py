"""Stores watched policies: their digests in ``data/watch.yml``, their texts in ``.aviso/``."""

from __future__ import annotations

import json
import re
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
from aviso.model.upkeep import Watched

HEAD = """\
# Written by `aviso watch` and `aviso vendor reviewed`. For each company: digests of the sentences
# of its policy when it was last reviewed, and the state of the policy since then, with its first
# day. The texts belong to others and are not kept here.
"""
SAVED_TEXT = TypeAdapter(PolicyText)
PURPOSE = "text of a policy"
# A key may be in quotes, and have a space before its colon.
REVIEWED_LINE = re.compile(
    rb"^([\"']?reviewed_on[\"']?[ \t]*:[ \t]*)([^\s#]+|[\"'][^\"']*[\"'])", re.MULTILINE
)
# A new line goes before this one, or to the end.
EVIDENCE_LINE = re.compile(rb"^[\"']?evidence[\"']?[ \t]*:", re.MULTILINE)


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
        _put_day(path.read_bytes(), day),
        lambda before, after: {**before, "reviewed_on": day.isoformat()} == after,
        f"the day cannot be written into data/vendors/{vendor}.yml by itself; "
        f"write reviewed_on: {day} there",
    )


def _put_day(content: bytes, day: date) -> bytes:
    iso_day = day.isoformat().encode()
    if REVIEWED_LINE.search(content):
        return REVIEWED_LINE.sub(lambda found: found[1] + iso_day, content, count=1)
    newline = b"\r\n" if b"\r\n" in content else b"\n"
    line = b"reviewed_on: " + iso_day + newline
    found = EVIDENCE_LINE.search(content)
    if found:
        return content[: found.start()] + line + content[found.start() :]
    return content + (b"" if content.endswith(b"\n") else newline) + line
