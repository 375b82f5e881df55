"""Changes single values and entries of a YAML text; everything else stays, including comments.

Each change is checked: the new text is parsed and compared with what it should say.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import yaml

Path = tuple[str | int, ...]
# Comes before the last part of a path to say that the key is meant, not its value.
KEY = "\0key"


class CannotSplice(Exception):
    """The change cannot be made without changing something else; the text says where."""


def replace_values(text: str, changes: dict[Path, str], name: str) -> str:
    """Replace the texts at the paths. Raises CannotSplice.

    ``KEY`` before the last part of a path says that the key itself is meant.
    """
    spans = zip(find_spans(text, changes, name), changes.values(), strict=True)
    fixed = text
    for (start, end), new in sorted(spans, reverse=True):
        quote = fixed[start] if fixed[start] in "\"'" else ""
        fixed = f"{fixed[:start]}{quote}{new}{quote}{fixed[end:]}"
    expected = parse_values(text, name)
    for path, new in changes.items():
        _set_value(expected, path, new)
    _check_result(fixed, expected, name)
    return fixed


def delete_entry(text: str, key: str, name: str) -> str:
    """Delete an entry of the outermost mapping; the comments above it stay.

    Raises CannotSplice.
    """
    root = _compose(text, name)
    starts = [node.start_mark.index for node, _ in root.value]
    names = [node.value for node, _ in root.value]
    number = names.index(key)
    start = starts[number]
    end = starts[number + 1] if number + 1 < len(starts) else len(text)
    kept = _find_comments(text[start:end]) if end < len(text) else ""
    fixed = text[:start] + kept + text[end:]
    expected = {one: value for one, value in parse_values(text, name).items() if one != key}
    _check_result(fixed, expected or None, name)
    return fixed


def parse_values(text: str, name: str) -> Any:
    """Return the values of a YAML text, every scalar as a string. Raises CannotSplice."""
    try:
        return yaml.load(text, yaml.CBaseLoader)
    except (yaml.YAMLError, UnicodeError):
        raise CannotSplice(f"{name} cannot be read. See what is wrong: aviso check") from None


def _check_result(text: str, expected: Any, name: str) -> None:
    """Raise CannotSplice unless the text has the expected values."""
    try:
        is_as_expected = yaml.load(text, yaml.CBaseLoader) == expected
    except (yaml.YAMLError, UnicodeError):
        is_as_expected = False
    if not is_as_expected:
        raise CannotSplice(f"{name} cannot be changed without changing something else in it.")


def _compose(text: str, name: str) -> Any:
    try:
        return yaml.compose(text, yaml.BaseLoader)
    except (yaml.YAMLError, UnicodeError):
        raise CannotSplice(f"{name} cannot be read. See what is wrong: aviso check") from None


def find_spans(text: str, paths: Iterable[Path], name: str) -> list[tuple[int, int]]:
    """Return where the values at the paths begin and end in the text. Raises CannotSplice."""
    root = _compose(text, name)
    return [_find_span(root, path) for path in paths]


def _find_span(node: Any, path: Path) -> tuple[int, int]:
    for position, piece in enumerate(path):
        if piece == KEY:
            found = next(key for key, _ in node.value if key.value == path[position + 1])
            return found.start_mark.index, found.end_mark.index
        node = (
            node.value[piece]
            if isinstance(piece, int)
            else next(value for key, value in node.value if key.value == piece)
        )
    return node.start_mark.index, node.end_mark.index


def _set_value(value: Any, path: Path, new: str) -> None:
    for position, piece in enumerate(path[:-1]):
        if piece == KEY:
            old = path[position + 1]
            entries = [(new if key == old else key, inner) for key, inner in value.items()]
            value.clear()
            value.update(entries)
            return
        value = value[piece]
    value[path[-1]] = new


def _find_comments(entry: str) -> str:
    """Return the comments and empty lines at the end of an entry, which belong to the next one."""
    lines = entry.splitlines(keepends=True)
    number = len(lines)
    while number > 1 and (not lines[number - 1].strip() or lines[number - 1].startswith("#")):
        number -= 1
    return "".join(lines[number:])
