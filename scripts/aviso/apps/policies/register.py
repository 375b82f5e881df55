"""Keeps what is known of watched policies: digests and days in ``data/watch.yml``, texts in ``.aviso/`` only."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import yaml
from pydantic import TypeAdapter, ValidationError

from aviso.apps.links.rewrite import CannotFix
from aviso.apps.policies.extract import PolicyText
from aviso.core.atomic_write import replace_file
from aviso.core.project import Project
from aviso.core.safe_files import WATCH_FILE
from aviso.core.yaml_positions import parse_yaml
from aviso.model.upkeep import Watched

TEXTS = Path(".aviso") / "watch"
HEAD = """\
# Written by `aviso watch` and `aviso vendor reviewed`. For each company: digests of the sentences of its policy when it was
# last reviewed, and how the policy stands to that since which day. The texts belong to others and are not kept here.
"""
KEPT_TEXT = TypeAdapter(PolicyText)
# A key may stand in quotes, and a space before its colon.
REVIEWED_LINE = re.compile(
    rb"^([\"']?reviewed_on[\"']?[ \t]*:[ \t]*)([^\s#]+|[\"'][^\"']*[\"'])", re.MULTILINE
)
EVIDENCE_LINE = re.compile(rb"^[\"']?evidence[\"']?[ \t]*:", re.MULTILINE)


def write_register(project: Project, watched: Mapping[str, Watched]) -> bool:
    """Write the register, by company; return whether that changed the file. An empty one is taken away."""
    path = project.root / WATCH_FILE
    rows = {
        name: entry.model_dump(mode="json", exclude_none=True)
        for name, entry in sorted(watched.items())
    }
    rows = {name: row for name, row in rows.items() if row}
    if not rows:
        existed = path.exists()
        path.unlink(missing_ok=True)
        return existed
    text = HEAD + yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=120)
    if path.exists() and path.read_text("utf-8") == text:
        return False
    replace_file(path, text.encode())
    return True


def keep_text(project: Project, name: str, text: PolicyText) -> None:
    """Keep a text for the next comparison; losing it costs the deleted words of a diff and nothing else."""
    path = _text_path(project, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(
        path,
        json.dumps(
            {"language": text.language, "sentences": text.sentences}, ensure_ascii=False, indent=0
        ).encode(),
    )


def kept_text(project: Project, name: str) -> PolicyText | None:
    """The text that was kept, or None."""
    try:
        return KEPT_TEXT.validate_json(_text_path(project, name).read_bytes())
    except (OSError, ValidationError):
        return None


def _text_path(project: Project, name: str) -> Path:
    return project.root / TEXTS / f"{name}.json"


def write_reviewed_on(project: Project, vendor: str, day: date) -> None:
    """Write the day of a review into a company's file, and leave every other byte alone. Raises CannotFix."""
    path = project.vendor_file(vendor)
    before = path.read_bytes()
    after = _with_day(before, day)
    (one, _), (other, faults) = (
        parse_yaml(content.decode("utf-8-sig"), path.name) for content in (before, after)
    )
    if (
        one is None
        or other is None
        or faults
        or {**one.value, "reviewed_on": day.isoformat()} != other.value
    ):
        raise CannotFix(
            f"the day cannot be written into data/vendors/{vendor}.yml by itself; write reviewed_on: {day} there"
        )
    replace_file(path, after)


def _with_day(content: bytes, day: date) -> bytes:
    written = day.isoformat().encode()
    if REVIEWED_LINE.search(content):
        return REVIEWED_LINE.sub(lambda found: found[1] + written, content, count=1)
    newline = b"\r\n" if b"\r\n" in content else b"\n"
    line = b"reviewed_on: " + written + newline
    found = EVIDENCE_LINE.search(content)
    if found:
        return content[: found.start()] + line + content[found.start() :]
    return content + (b"" if content.endswith(b"\n") else newline) + line
