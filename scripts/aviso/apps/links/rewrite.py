"""Writes a new address in the place of an old one, in YAML or Markdown, and leaves every other byte of the file alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from aviso.apps.links.collect import Use
from aviso.core.atomic_write import replace_file
from aviso.core.project import Project
from aviso.core.yaml_positions import parse_yaml
from aviso.model.fields import valid_address

# What could go on within an address: where one of these follows, the text names another, longer address.
GOES_ON = r"[\w/?#&=%+~@:;,.!*'()\[\]-]"
END_OF_ADDRESS = rf"(?!{GOES_ON}*[\w/#&=%+~@*-])"
BLOCK_LINES = 200


class CannotFix(Exception):
    """The new address cannot be written there without changing something else; the text says why."""


def write_new_address(project: Project, use: Use, old: str, new: str) -> None:
    """Put ``new`` in the place of ``old`` at the line of ``use`` (or at the first below it, in a text of several lines).

    Raises CannotFix if the address does not stand there, or if the file would then say anything else than before.
    """
    _refuse_unfit(new)
    path = project.root / use.file
    content = path.read_bytes()
    fixed = _replaced(content, use.line, old, new)
    if path.suffix == ".yml":
        before, after = (
            parse_yaml(text.decode("utf-8-sig"), use.file)[0] for text in (content, fixed)
        )
        if before is None or after is None or _differing(before.value, after.value, old, new) != 1:
            raise CannotFix(f"the new address cannot stand in {use} as the old one does")
    replace_file(path, fixed)


def _refuse_unfit(new: str) -> None:
    try:
        valid_address(new)
    except ValueError as error:
        raise CannotFix(f"the new address {error}") from None


def _replaced(content: bytes, line: int, old: str, new: str) -> bytes:
    lines = content.splitlines(keepends=True)
    pattern = re.compile(re.escape(old.encode()) + END_OF_ADDRESS.encode())
    for number in range(line - 1, min(line - 1 + BLOCK_LINES, len(lines))):
        found = pattern.search(lines[number])
        if found:
            fixed = (
                lines[number][: found.start()]
                + _in_brackets(new, lines[number]).encode()
                + lines[number][found.end() :]
            )
            return b"".join([*lines[:number], fixed, *lines[number + 1 :]])
    raise CannotFix(f"{old} does not stand at line {line}")


def _in_brackets(new: str, line: bytes) -> str:
    """Parentheses would end a Markdown link; percent-encoded they mean the same (RFC 3986, 2.1)."""
    return new.replace("(", "%28").replace(")", "%29") if b"](" in line else new


def _differing(before: Any, after: Any, old: str, new: str) -> int:
    """In how many texts the one value differs from the other, if in each only the address does; -1 if anything else does."""
    pairs = list(_pairs(before, after))
    changed = [(one, other) for one, other in pairs if one != other]
    return (
        len(changed)
        if all(isinstance(one, str) and one.replace(old, new, 1) == other for one, other in changed)
        else -1
    )


def _pairs(one: Any, other: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(one, dict) and isinstance(other, dict) and list(one) == list(other):
        for key in one:
            yield from _pairs(one[key], other[key])
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for left, right in zip(one, other, strict=True):
            yield from _pairs(left, right)
    else:
        yield one, other
