"""Reads one text file of the project safely: inside its folder, of a sane size, in UTF-8, with nothing invisible in it."""

from __future__ import annotations

import os
import time
from functools import lru_cache
from pathlib import Path
from stat import S_ISREG

from aviso.core.confusables import HIDDEN_CHARACTERS
from aviso.core.diagnostics import Diagnostic

MAXIMUM_BYTES = 1_000_000
# Nanoseconds after which a file's state tells it from what it was before, also on file systems that know whole seconds only.
SETTLED = 3_000_000_000
# What the ids of records are made of, and the names of their files.
IDENTIFIER_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
# The register of the privacy policies that are watched; a project may have none.
WATCH_FILE = "data/watch.yml"


def relative_name(path: Path, root: Path) -> str:
    """Name ``path`` as people see it: relative to the project's ``root``, with forward slashes."""
    # Asked of every file of every site: texts are compared much faster than paths.
    place, top = str(path), f"{root}{os.sep}"
    name = place[len(top) :] if place.startswith(top) else place
    return name if os.sep == "/" else name.replace(os.sep, "/")


def is_link(path: Path | str, root: Path | str) -> bool:
    """Tell whether ``path``, or a folder on the way to it from ``root``, is a link and so leads somewhere else."""
    place, top = str(path), f"{root}{os.sep}"
    while place.startswith(top):
        if os.path.islink(place):
            return True
        place = os.path.dirname(place)
    return False


def read_text(
    path: Path, root: Path | None, maximum: int = MAXIMUM_BYTES, name: str = ""
) -> tuple[str, list[Diagnostic]]:
    """Return the text of ``path``, without its invisible characters, and what is wrong with the file.

    The text is empty if the file cannot be used at all. No link may lead out of ``root``; without
    one, links are as good as files. ``name`` is what people know the file by, if not by its place
    below ``root``.
    """
    name = name or (relative_name(path, root) if root else str(path))
    try:
        if root and is_link(path, root):
            return "", [
                Diagnostic(
                    name,
                    1,
                    "is a link to another file",
                    "Put a copy of the file here instead of the link.",
                )
            ]
        found = os.stat(path)
        if refusal := _refusal(found, maximum):
            return "", [Diagnostic(name, 1, *refusal)]
        # A file that was changed has another state: nobody can set the time of its last change. But two changes can fall into one tick of
        # that clock, so that what was changed just now is read again.
        read = _read if time.time_ns() - found.st_ctime_ns > SETTLED else _read.__wrapped__
        text, problems = read(
            str(path), name, (found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
        )
    except OSError as error:
        return "", [
            Diagnostic(
                name,
                1,
                f"cannot be read ({error.strerror})",
                "Give yourself the permission to read it, and its name a usual length.",
            )
        ]
    return text, list(problems)


# Many sites are built in one process, and two files of three are the same for all.
@lru_cache(maxsize=512)
def _read(path: str, name: str, _state: tuple[int, ...]) -> tuple[str, list[Diagnostic]]:
    content = Path(path).read_bytes()
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return "", [
            Diagnostic(
                name,
                line,
                "is not written in UTF-8",
                "Save the file again with the encoding UTF-8.",
            )
        ]
    if "\0" in text:
        return "", [
            Diagnostic(
                name,
                text.count("\n", 0, text.index("\0")) + 1,
                "holds a NUL character",
                "Save the file again as plain text in UTF-8.",
            )
        ]
    if not text.strip():
        return "", [Diagnostic(name, 1, "is empty", "Fill it in, or delete it.")]
    if not HIDDEN_CHARACTERS.search(text):
        return text, []
    return HIDDEN_CHARACTERS.sub(" ", text), _invisible_characters(text, name)


def _invisible_characters(text: str, name: str) -> list[Diagnostic]:
    return [
        Diagnostic(
            name,
            text.count("\n", 0, found.start()) + 1,
            f"an invisible character (U+{ord(found[0]):04X}) can change how the text reads",
            "Delete it and type the words around it again.",
        )
        for found in HIDDEN_CHARACTERS.finditer(text)
    ]


def _refusal(found: os.stat_result, maximum: int) -> tuple[str, str] | None:
    if not S_ISREG(found.st_mode):
        return "is not a file", "Put a text file here, or delete it."
    if found.st_size > maximum:
        return (
            f"is too large ({found.st_size:,} bytes; at most {maximum:,})",
            "Divide it, or take out what does not belong in it.",
        )
    return None
