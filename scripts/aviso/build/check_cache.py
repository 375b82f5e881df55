"""Keeps what a check found: while nothing has changed, ``aviso check`` answers from it.

A check looks at everything below ``data`` and ``docs``, at the settings, the templates and Aviso
itself, and at the day. Contents decide, never times. What is read is believed only if its digest
and its form are right.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Any

from aviso.build.file_digests import digest, read_content, walk_files
from aviso.build.file_states import FileStates
from aviso.build.fingerprints import AVISO_PARTS, digest_aviso
from aviso.core.cache_files import read_cache_file, write_cache_file
from aviso.core.diagnostics import Diagnostic
from aviso.core.project import Project

LOOKED_AT = ("data", "docs", *AVISO_PARTS)
SEVERITIES = ("error", "warning")


class CheckCache:
    """The findings of a check of these sites (None: all) on a day. Losing them costs time only."""

    def __init__(self, project: Project, site_ids: list[str] | None, today: date) -> None:
        self._project = project
        self._asked = json.dumps([site_ids, today.isoformat()])
        name = "all" if site_ids is None else digest(json.dumps(site_ids).encode())
        self._path = project.cache / "checked" / f"{name}.json"
        self._states = FileStates()

    def load(self) -> list[Diagnostic] | None:
        """Return what the last check found; None if anything has changed, or it is not proved."""
        if not self._purpose or not self._project.reads_cache:
            return None
        content = read_cache_file(self._path, self._purpose)
        if content is None:
            return None
        try:
            rows = json.loads(content)
        except ValueError:
            return None
        if not isinstance(rows, list) or not all(map(_is_row, rows)):
            return None
        return [
            Diagnostic(file, line, message, hint, severity, rule, tuple(ids), accepted)
            for file, line, message, hint, severity, rule, ids, accepted in rows
        ]

    def save(self, found: list[Diagnostic]) -> None:
        """Keep what a check found, unless somebody edited meanwhile what it looked at."""
        if self._purpose and not any(map(self._states.find_touched, self._places)):
            rows = [
                [
                    one.file,
                    one.line,
                    one.message,
                    one.hint,
                    one.severity,
                    one.rule,
                    one.ids,
                    one.accepted,
                ]
                for one in found
            ]
            content = json.dumps(rows, ensure_ascii=False).encode("utf-8", "surrogatepass")
            write_cache_file(self._project.root, self._path, content, self._purpose)

    @cached_property
    def _places(self) -> list[str]:
        return [f"{layer}/{part}" for layer in self._project.layers for part in LOOKED_AT]

    @cached_property
    def _purpose(self) -> str:
        """Everything that the findings follow from; "" if it cannot be read."""
        try:
            lines = [line for place in self._places for line in self._describe(place)]
            whole = "\n".join([digest_aviso(self._project), self._asked, *lines])
        except OSError:
            return ""
        return f"checked {digest(whole.encode('utf-8', 'surrogateescape'))}"

    def _describe(self, place: str) -> Iterator[str]:
        """Yield a line for each folder and file at a place, with its kind and its content."""
        folders: list[str] = []

        def begin(folder: str) -> None:
            self._states.note(place, folder)
            folders.append(folder)

        self._states.note(place, place)
        yield f"{place} {os.path.islink(place)} {os.path.isfile(place)}"
        if os.path.isfile(place):
            yield digest(read_content(place))
            return
        for name, entry in walk_files(place, begin):
            self._states.note(place, entry.path)
            if entry.is_symlink() and entry.is_dir():
                raise IsADirectoryError(f"{entry.path} leads to a folder that is not looked at")
            # A link is refused whatever it leads to, and so is what is no regular file.
            kind = "link" if entry.is_symlink() else "file" if entry.is_file() else "other"
            yield f"{name} {kind} {digest(read_content(entry.path))}"
        yield from folders


def _is_row(row: Any) -> bool:
    return (
        isinstance(row, list)
        and len(row) == 8
        and all(isinstance(row[index], str) for index in (0, 2, 3, 4, 5, 7))
        and type(row[1]) is int
        and row[4] in SEVERITIES
        and isinstance(row[6], list)
        and all(isinstance(one, str) for one in row[6])
    )
