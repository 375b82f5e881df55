"""The translation memory: for each library, a file of confirmed texts in ``data/translations/``.

``aviso translation`` writes it, one sentence a line, so that people can review its changes. It
keeps texts, not digests: a change can be shown word by word, even in a clone without history.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from aviso.core.conflict_marks import find_unfinished_merges
from aviso.core.diagnostics import Diagnostic
from aviso.core.file_edits import replace_source
from aviso.core.project import TRANSLATIONS_FOLDER, Project
from aviso.core.rules import Rule

FOLDER = TRANSLATIONS_FOLDER
# The owner of the texts that libraries share; they are confirmed once, for all.
SHARED_OWNER = "shared"
MAXIMUM_BYTES = 4_000_000
MEND = "Restore the last good version of the file, or delete it and confirm again."

MEMORY_UNREADABLE = Rule(
    "i18n/record-unreadable",
    "A record of confirmed translations cannot be read",
    why="The files in data/translations/ record which texts were compared, and by which role. "
    "While one is broken, Aviso cannot tell which translations are outdated.",
    cure="Restore the last good version of the file. If there is none, delete the file and confirm "
    "the translations again.",
)


@dataclass(frozen=True)
class Confirmation:
    """The text of a unit in each language on a day, and the role that compared them.

    ``by`` is None if the texts were only written together. ``accepted`` is the reason why they may
    differ. ``upstream`` is the confirmation that came with Aviso, if the project has its own too.
    """

    on: date
    by: str | None = None
    texts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    accepted: str | None = None
    upstream: Confirmation | None = None

    def to_json(self) -> dict[str, Any]:
        """Return plain values for JSON; keys without a value are left out."""
        head = {"by": self.by, "on": self.on.isoformat(), "accepted": self.accepted}
        return {
            **{key: value for key, value in head.items() if value},
            **{locale: list(lines) for locale, lines in sorted(self.texts.items())},
        }


Confirmations = dict[str, Confirmation]


def locate_memory(owner: str) -> str:
    """Return the name of an owner's file, relative to the project."""
    return f"{FOLDER}/{owner}.json"


def read_memory(project: Project, owner: str) -> tuple[Confirmations, list[Diagnostic]]:
    """Return an owner's confirmations by unit key, and the problems with the files.

    Those of the shared texts come with Aviso; a project adds its own.
    """
    own, *others = project.list_layers(locate_memory(owner))
    confirmations, problems = _read_file(project, own, owner)
    for path in others:
        upstream, faults = _read_file(project, path, owner)
        problems = [*problems, *faults]
        confirmations = {
            **upstream,
            **{
                key: replace(confirmation, upstream=upstream.get(key))
                for key, confirmation in confirmations.items()
            },
        }
    return confirmations, problems


def has_memory(project: Project, owner: str) -> bool:
    """Tell whether anything was confirmed of an owner's texts, in the project or in the package."""
    return any(path.exists() for path in project.list_layers(locate_memory(owner)))


def _read_file(project: Project, path: Path, owner: str) -> tuple[Confirmations, list[Diagnostic]]:
    name = project.name_file(path)
    if not project.has(path):
        return {}, []
    text, problems = project.read_text(path, MAXIMUM_BYTES)
    if not text or problems:
        return {}, problems
    if merges := find_unfinished_merges(text, name):
        return {}, merges
    try:
        return dict(_parse_memory(text, owner)), []
    except json.JSONDecodeError as error:
        return {}, [
            MEMORY_UNREADABLE.at(
                name,
                error.lineno,
                "cannot be read: a quotation mark, comma or bracket is missing or too many",
                MEND,
            )
        ]
    except (_NotConfirmations, RecursionError):
        return {}, [
            MEMORY_UNREADABLE.at(
                name,
                1,
                "does not hold confirmations as `aviso translation confirm` writes them",
                MEND,
            )
        ]


@lru_cache(maxsize=4)
def _parse_memory(text: str, owner: str) -> Confirmations:
    """Return the confirmations in a file. Cached: every site needs those of the shared texts."""
    rows = json.loads(text)
    if not isinstance(rows, dict):
        raise _NotConfirmations
    return {f"{owner}/{key}": _read_confirmation(value) for key, value in rows.items()}


class _NotConfirmations(Exception):
    """The file is JSON, but does not contain confirmations."""


def _read_confirmation(value: Any) -> Confirmation:
    if not isinstance(value, dict):
        raise _NotConfirmations
    texts = {key: lines for key, lines in value.items() if key not in ("by", "on", "accepted")}
    is_sound = all(
        isinstance(lines, list) and all(isinstance(line, str) for line in lines)
        for lines in texts.values()
    )
    if not is_sound or not all(
        isinstance(value.get(key), str | None) for key in ("by", "accepted")
    ):
        raise _NotConfirmations
    return Confirmation(
        _read_day(value.get("on")),
        value.get("by"),
        {key: tuple(lines) for key, lines in texts.items()},
        value.get("accepted"),
    )


def _read_day(value: Any) -> date:
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise _NotConfirmations from None


def write_memory(
    project: Project, owner: str, confirmations: Confirmations, known: Iterable[str]
) -> Path:
    """Write an owner's confirmations in the order of their keys; return the file.

    Entries of units that are no longer ``known`` are dropped. So are those that came with Aviso:
    its next version brings them again. Raises CannotEdit, and OSError.
    """
    upstream = [
        _read_file(project, path, owner)[0]
        for path in project.list_layers(locate_memory(owner))[1:]
    ]
    kept = {
        key: confirmations[key]
        for key in sorted(set(known) & set(confirmations))
        if not any(other.get(key) == confirmations[key] for other in upstream)
    }
    path = project.root / locate_memory(owner)
    rows = {
        key.removeprefix(f"{owner}/"): confirmation.to_json() for key, confirmation in kept.items()
    }
    content = json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    replace_source(project, path, content.encode())
    return path
