"""Changes parts of a YAML text by position; the rest stays, with comments, order and line ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import yaml

# Stands for every entry of a list in a pattern.
EACH = -1
LINE_ENDS = "\r\n"


class Edit(NamedTuple):
    """A part of a text, and its replacement."""

    start: int
    end: int
    text: str


def compose(text: str) -> yaml.Node | None:
    """Return the nodes of a YAML text with their positions in it; None if it cannot be read."""
    try:
        root: yaml.Node | None = yaml.compose(text, yaml.BaseLoader)
    except (yaml.YAMLError, UnicodeError):
        return None
    return root


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return the text with all edits applied; they must not overlap."""
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def find_nodes(node: Any, pattern: tuple[str | int, ...]) -> Iterator[Any]:
    """Yield every node that matches a pattern of keys, with EACH for every entry of a list."""
    if not pattern:
        yield node
        return
    key, *rest = pattern
    if key == EACH:
        for entry in node.value if isinstance(node, yaml.SequenceNode) else ():
            yield from find_nodes(entry, tuple(rest))
    elif isinstance(node, yaml.MappingNode) and (found := find_entry(node, str(key))):
        yield from find_nodes(found[1], tuple(rest))


def find_entry(mapping: Any, key: str) -> tuple[Any, Any] | None:
    """Return the nodes of a key of a mapping and of its value, or None."""
    for key_node, value in mapping.value if isinstance(mapping, yaml.MappingNode) else ():
        if key_node.value == key:
            return key_node, value
    return None


def rename_key(key_node: Any, new: str) -> Edit:
    """Return the edit that renames a key."""
    return Edit(key_node.start_mark.index, key_node.end_mark.index, new)


def delete_entry(text: str, mapping: Any, key: str) -> Edit:
    """Return the edit that removes a key with a one-line value from a mapping.

    A comment after the value stays, on a line of its own.
    """
    names = [key_node.value for key_node, _ in mapping.value]
    position = names.index(key)
    key_node, value = mapping.value[position]
    start, end = key_node.start_mark.index, value.end_mark.index
    if mapping.flow_style:
        return _delete_in_brackets(text, mapping, position)
    line_start = max(text.rfind(sign, 0, start) for sign in LINE_ENDS) + 1
    while end < len(text) and text[end] in " \t":
        end += 1
    if text[end : end + 1] == "#" or text[line_start:start].strip():
        return Edit(start, end, "")
    return Edit(line_start, end + _measure_line_end(text, end), "")


def _delete_in_brackets(text: str, mapping: Any, position: int) -> Edit:
    """Return the edit that removes an entry from {braces}, with the comma beside it."""
    key_node, value = mapping.value[position]
    start, end = key_node.start_mark.index, value.end_mark.index
    if position + 1 < len(mapping.value):
        following = mapping.value[position + 1][0].start_mark.index
        has_comment = "#" in text[end:following]
        return Edit(start, text.index(",", end) + 1 if has_comment else following, "")
    before = mapping.value[position - 1][1].end_mark.index if position else start
    # There may be a comma before the closing brace.
    return Edit(start if "#" in text[before:start] else before, end, "")


def _measure_line_end(text: str, position: int) -> int:
    return 2 if text.startswith("\r\n", position) else int(text[position : position + 1] != "")
