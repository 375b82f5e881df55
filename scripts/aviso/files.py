"""Reads one text file of the project safely: inside its folder, of a sane size, in UTF-8."""

from __future__ import annotations

from pathlib import Path

from aviso.problems import Problem

MAXIMUM_BYTES = 1_000_000


def relative_name(path: Path, root: Path) -> str:
    """Name ``path`` as people see it: relative to the project's ``root``, with forward slashes."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def read_text(path: Path, root: Path) -> tuple[str, list[Problem]]:
    """Return the text of ``path`` and no problems, or an empty text and what is wrong with the file."""
    name = relative_name(path, root)
    refusal = _refusal(path, root)
    if refusal:
        return "", [Problem(name, 1, *refusal)]
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return "", [Problem(name, line, "is not written in UTF-8", "Save the file again with the encoding UTF-8.")]
    if "\0" in text:
        return "", [Problem(name, text.count("\n", 0, text.index("\0")) + 1, "holds a NUL character", "Save the file again as plain text.")]
    if not text.strip():
        return "", [Problem(name, 1, "is empty", "Fill it in, or delete it.")]
    return text.replace("\r\n", "\n"), []


def _refusal(path: Path, root: Path) -> tuple[str, str] | None:
    if not path.resolve().is_relative_to(root.resolve()):
        return "is a link to a file outside the project", "Put a copy of the file here instead of the link."
    if not path.is_file():
        return "is not a file", "Put a text file here, or delete it."
    try:
        size = path.stat().st_size
        path.open("rb").close()
    except OSError as error:
        return f"cannot be read ({error.strerror})", "Give yourself the permission to read it."
    if size > MAXIMUM_BYTES:
        return f"is too large ({size:,} bytes; at most {MAXIMUM_BYTES:,})", "Divide it, or take out what does not belong in it."
    return None
