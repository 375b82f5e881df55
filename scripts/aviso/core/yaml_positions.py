"""Turns a YAML text into plain values, each with its line; refuses what facts never need.

Every scalar stays a text, so that ``no`` does not turn into false nor ``4005`` into a number: the
model decides what a value means. Only an empty value, ``~`` and ``null`` become None. Anchors,
aliases and tags are refused: facts never need them, and an alias can make a small file grow without
limit. The parser's events are read one by one, so deep nesting cannot exhaust the stack.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, ClassVar, TypeAlias

import yaml

from aviso.core.conflict_marks import find_unfinished_merges
from aviso.core.diagnostics import Diagnostic
from aviso.core.quick_yaml import read_quickly
from aviso.core.rules import Fault, Rule
from aviso.core.yaml_rules import (
    ANCHOR,
    CHARACTER,
    KEY_IS_NO_WORD,
    KEY_TWICE,
    SECOND_DOCUMENT,
    TAG,
    TOO_DEEP,
)
from aviso.core.yaml_slips import explain_syntax_error
from aviso.core.yaml_tags import TaggedValue, name_tag

MAXIMUM_DEPTH = 24
NOTHING = {"", "~", "null", "Null", "NULL"}
YamlPath = tuple[str | int, ...]
StartEvent = yaml.ScalarEvent | yaml.CollectionStartEvent

# For each value of a mapping (by key) or list (by position): its line, and the positions in it.
Positions: TypeAlias = "dict[str, Position] | list[Position]"
Position: TypeAlias = "tuple[int, Positions | None]"


@dataclass(eq=False)
class PositionedValue:
    """A plain value with the line of each path in it (keys and list positions).

    ``has_empty`` says that some key or hyphen in it has no value.
    """

    value: Any
    first_line: int = 1
    positions: Positions | None = None
    has_empty: bool = False

    def find_line(self, path: YamlPath) -> int:
        """Return the line of ``path``, or of the nearest part above it that has one."""
        line, positions = self.first_line, self.positions
        for key in path:
            position = _locate(positions, key)
            if position is None:
                break
            line, positions = position
        return line

    def has(self, path: YamlPath) -> bool:
        """Tell whether ``path`` exists, even if it is only a key."""
        positions = self.positions
        for key in path:
            position = _locate(positions, key)
            if position is None:
                return False
            positions = position[1]
        return True


def _locate(positions: Any, key: str | int) -> Position | None:
    # Trying takes half the time of checking both types first.
    try:
        position: Position = positions[key]
    except (KeyError, IndexError, TypeError):
        return None
    return position


class _Refused(Exception):
    def __init__(self, line: int, message: str, hint: str, rule: Rule) -> None:
        self.line, self.fault = line, Fault(message, hint, rule)


def parse_yaml(
    text: str, name: str, tags: Collection[str] = ()
) -> tuple[PositionedValue | None, list[Diagnostic]]:
    """Return the value of ``text`` with its lines, and the problems with its form.

    ``name`` is the file's name in diagnostics. The value is None if the text cannot be read at
    all.
    If a key appears twice, the last value is kept. Values whose tag begins like one of ``tags``
    become a ``TaggedValue``; other tags are refused.
    """
    if merges := find_unfinished_merges(text, name):
        return None, merges
    if quick := None if tags else read_quickly(text):
        return PositionedValue(*quick), []
    builder = _Builder(tuple(tags))
    try:
        parser = yaml.CSafeLoader(text)
        while not builder.is_done:
            builder.take(parser.get_event())
    except _Refused as refused:
        return None, [refused.fault.at(name, refused.line)]
    except yaml.MarkedYAMLError as error:
        return None, [explain_syntax_error(error, text, name)]
    except yaml.reader.ReaderError as error:
        return None, [
            CHARACTER.at(
                name,
                text.count("\n", 0, error.position) + 1,
                "contains a character that YAML does not allow",
                "Delete it.",
            )
        ]
    return builder.result, [KEY_TWICE.at(name, *duplicate) for duplicate in builder.duplicates]


def read_keys(content: bytes, is_enough: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """Read the keys of ``content`` with their values, until ``is_enough`` returns True.

    ``is_enough`` is called after each event of the parser. Reading also ends, without a diagnostic,
    where the text cannot be read: ``parse_yaml`` reports that. If a key appears twice, only the
    first value may have been read.
    """
    builder = _Builder()
    parser = yaml.CSafeLoader(content)
    with suppress(_Refused, yaml.YAMLError):
        while not builder.is_done and not is_enough(builder.keys):
            builder.take(parser.get_event())
    return builder.keys


def _compose_letters(event: yaml.ScalarEvent) -> str:
    """Return a scalar in NFC: the file already is, but an escape ("\\u0303") may add a mark."""
    value: str = event.value
    return unicodedata.normalize("NFC", value) if event.style == '"' else value


class _Builder:
    """Collects the parser's events into one positioned value."""

    def __init__(self, tags: tuple[str, ...] = ()) -> None:
        self._tags = tags
        self.result = PositionedValue(None)
        self.duplicates: list[tuple[int, str, str]] = []
        # The innermost container that is being filled, the positions in it, and the key and line
        # that wait for a value; then the containers around it, innermost last.
        self._value: Any = None
        self._positions: Any = None
        self._key: str | None = None
        self._key_line = 0
        self._outer: list[tuple[Any, Any]] = []
        self._documents = 0
        self.is_done = False

    @property
    def keys(self) -> dict[str, Any]:
        """The outermost mapping as far as it has been read; empty if the value is not a mapping."""
        value = self.result.value
        return value if type(value) is dict else {}

    # The stubs of PyYAML promise less than the parser: it never returns None before the end, and
    # every event has a start.
    def take(self, event: Any) -> None:
        """Take the next event of the parser. Raises _Refused."""
        handler = self.HANDLERS.get(type(event))
        if handler:
            handler(self, event, event.start_mark.line + 1)

    def _finish(self, event: yaml.Event, line: int) -> None:
        self.is_done = True

    def _take_document(self, event: yaml.Event, line: int) -> None:
        self._documents += 1
        if self._documents > 1:
            raise _Refused(
                line,
                'contains a second document after "---"',
                'Delete the line "---", or put the second part into a file of its own.',
                SECOND_DOCUMENT,
            )

    def _take_alias(self, event: yaml.NodeEvent, line: int) -> None:
        mark = "*" if isinstance(event, yaml.AliasEvent) else "&"
        raise _Refused(
            line,
            f'uses an anchor or alias ("{mark}{event.anchor}")',
            "Write the value out where it is needed.",
            ANCHOR,
        )

    def _refuse_anchor_and_tag(self, event: StartEvent, line: int) -> None:
        if event.anchor:
            self._take_alias(event, line)
        if event.tag not in (None, "!") and not name_tag(event.tag).startswith(self._tags):
            raise _Refused(
                line,
                f'uses a tag ("{name_tag(event.tag)}")',
                "Delete the tag; a plain value is enough.",
                TAG,
            )

    def _take_scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        if event.anchor or event.tag:
            self._refuse_anchor_and_tag(event, line)
        if self._awaits_key():
            self._take_key(_compose_letters(event), line)
        elif event.tag not in (None, "!"):
            self._add(TaggedValue(name_tag(event.tag), event.value), None, line)
        elif event.value in NOTHING and not event.style:
            self.result.has_empty = True
            self._add(None, None, line)
        else:
            self._add(_compose_letters(event), None, line)

    def _take_mapping(self, event: yaml.CollectionStartEvent, line: int) -> None:
        self._open({}, {}, event, line)

    def _take_sequence(self, event: yaml.CollectionStartEvent, line: int) -> None:
        self._open([], [], event, line)

    def _open(self, value: Any, positions: Any, event: StartEvent, line: int) -> None:
        self._refuse_anchor_and_tag(event, line)
        if self._awaits_key():
            raise _Refused(
                line,
                "has brackets or braces in the place of a key",
                "Write a simple word before the colon.",
                KEY_IS_NO_WORD,
            )
        if len(self._outer) >= MAXIMUM_DEPTH:
            raise _Refused(
                line,
                f"is nested more than {MAXIMUM_DEPTH} levels deep",
                "Check the indentation and the brackets.",
                TOO_DEEP,
            )
        tag = event.tag if event.tag != "!" else None
        self._add(TaggedValue(name_tag(tag), value) if tag else value, positions, line)
        self._outer.append((self._value, self._positions))
        self._value, self._positions = value, positions

    def _close(self, event: yaml.Event, line: int) -> None:
        self._value, self._positions = self._outer.pop()

    def _awaits_key(self) -> bool:
        return self._key is None and type(self._value) is dict

    def _take_key(self, key: str, line: int) -> None:
        if key in self._value:
            self.duplicates.append(
                (
                    line,
                    f'the key "{key}" appears twice (first in line {self._positions[key][0]})',
                    "Delete one of the two.",
                )
            )
        self._key, self._key_line = key, line

    def _add(self, value: Any, positions: Any, line: int) -> None:
        if self._key is not None:
            # Keep the line of the key: that is where people look for the value.
            self._value[self._key] = value
            self._positions[self._key] = (self._key_line, positions)
            self._key = None
        elif self._value is None:
            self.result.value, self.result.positions, self.result.first_line = (
                value,
                positions,
                line,
            )
        else:
            self._value.append(value)
            self._positions.append((line, positions))

    HANDLERS: ClassVar[dict[type, Callable[..., None]]] = {
        yaml.DocumentStartEvent: _take_document,
        yaml.AliasEvent: _take_alias,
        yaml.ScalarEvent: _take_scalar,
        yaml.MappingStartEvent: _take_mapping,
        yaml.SequenceStartEvent: _take_sequence,
        yaml.MappingEndEvent: _close,
        yaml.SequenceEndEvent: _close,
        yaml.StreamEndEvent: _finish,
    }
