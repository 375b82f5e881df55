"""Tells which libraries belong together and where each is to be found, from the lines that say so, without reading records as YAML."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from aviso.core.project import Project

# What stands after the key, as far as the first thing that ends a plain value. Records are long and many: the key is looked for in
# the bytes, and only its own line is read.
SYSTEM = b"system:", re.compile(r"[ \t]*[\"']?([\w-]+)")
ADDRESS = b"address:", re.compile(r"[ \t]*[\"']?([^\s\"'#]+)")
LISTED = b"listed:", re.compile(r"[ \t]*[\"']?([\w-]+)")
BEFORE_A_LINE = (b"\n", b"\r", codecs.BOM_UTF8)
LONGEST_LINE = 1000


def family(project: Project, library_id: str) -> list[str]:
    """Name the libraries that a library's notice is made of: itself, its system, and its members."""
    systems = {
        path.stem: system_in(_content(project, path))
        for path in sorted((project.data / "libraries").glob("*.yml"))
    }
    members = [name for name, system in systems.items() if system == library_id]
    system = systems.get(library_id)
    return [library_id, *([system] if system else []), *members]


def first_library(project: Project) -> str | None:
    """The library to show where nobody names one; None without any.

    It is the first by id: of those that the front page lists and that are no members, if there are any.
    """
    paths = [
        path for path in (project.data / "libraries").glob("*.yml") if not path.name.startswith(".")
    ]
    if not paths:
        return None

    def rank(path: Path) -> tuple[bool, bool, str]:
        content = _content(project, path)
        return _value_after(*LISTED, content) == "no", bool(system_in(content)), path.stem

    return min(paths, key=rank).stem


def _content(project: Project, path: Path) -> bytes:
    return project.read_text(path)[0].encode()


def system_in(content: bytes) -> str | None:
    """The id of the system that a library's file names."""
    return _value_after(*SYSTEM, content)


def address_in(content: bytes) -> str | None:
    """The address that a library's file gives."""
    return _value_after(*ADDRESS, content)


def _value_after(key: bytes, value: re.Pattern[str], content: bytes) -> str | None:
    """The value of the first line that begins with the key and has one."""
    place = content.find(key)
    while place >= 0:
        end = place + len(key)
        if place == 0 or content.endswith(BEFORE_A_LINE, 0, place):
            found = value.match(content[end : end + LONGEST_LINE].decode("utf-8", "replace"))
            if found:
                return found[1]
        place = content.find(key, end)
    return None
