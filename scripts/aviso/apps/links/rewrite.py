"""Replaces an address in YAML or Markdown, and leaves every other byte of the file alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from aviso.apps.links.collect import Use
from aviso.core.file_edits import CannotEdit, replace_source, replace_yaml
from aviso.core.package import is_package_file
from aviso.core.project import Project
from aviso.model.fields import check_address

# Characters of an address. Where one follows, the text names another, longer address.
CONTINUATION = r"[\w/?#&=%+~@:;,.!*'()\[\]-]"
END_OF_ADDRESS = rf"(?!{CONTINUATION}*[\w/#&=%+~@*-])"
# How far below its first line a text of several lines may have the address.
BLOCK_LINES = 200


def write_new_address(project: Project, use: Use, old: str, new: str) -> None:
    """Write ``new`` in place of ``old`` at the line of ``use``, or below it in a longer text.

    Raises CannotEdit if the address is not there, if the file comes with Aviso, or if it would
    also say something else than before.
    """
    _check_address(new)
    if is_package_file(use.file):
        raise CannotEdit(f"{use.file} comes with Aviso; copy it with `aviso override` to change it")
    path = project.root / use.file
    content = _replace_address(path.read_bytes(), use.line, old, new)
    if path.suffix == ".yml":
        refusal = f"the new address cannot be used in {use} as the old one does"
        replace_yaml(
            project,
            path,
            content,
            lambda before, after: _count_changes(before, after, old, new) == 1,
            refusal,
        )
    else:
        replace_source(project, path, content)


def _check_address(new: str) -> None:
    try:
        check_address(new)
    except ValueError as error:
        raise CannotEdit(f"the new address {error}") from None


def _replace_address(content: bytes, line: int, old: str, new: str) -> bytes:
    lines = content.splitlines(keepends=True)
    pattern = re.compile(re.escape(old.encode()) + END_OF_ADDRESS.encode())
    for number in range(line - 1, min(line - 1 + BLOCK_LINES, len(lines))):
        found = pattern.search(lines[number])
        if found:
            line_after = (
                lines[number][: found.start()]
                + _encode_parentheses(new, lines[number]).encode()
                + lines[number][found.end() :]
            )
            return b"".join([*lines[:number], line_after, *lines[number + 1 :]])
    raise CannotEdit(f"{old} is not at line {line}")


def _encode_parentheses(new: str, line: bytes) -> str:
    """Percent-encode parentheses (RFC 3986, 2.1) in a line with a Markdown link, which they end."""
    return new.replace("(", "%28").replace(")", "%29") if b"](" in line else new


def _count_changes(before: Any, after: Any, old: str, new: str) -> int:
    """Return the number of texts in which only the address changed; -1 if anything else did."""
    changes = [(one, other) for one, other in _pair_values(before, after) if one != other]
    if all(isinstance(one, str) and one.replace(old, new, 1) == other for one, other in changes):
        return len(changes)
    return -1


def _pair_values(one: Any, other: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the values of two trees in pairs; where their shapes differ, the whole branches."""
    if isinstance(one, dict) and isinstance(other, dict) and list(one) == list(other):
        for key in one:
            yield from _pair_values(one[key], other[key])
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for left, right in zip(one, other, strict=True):
            yield from _pair_values(left, right)
    else:
        yield one, other
