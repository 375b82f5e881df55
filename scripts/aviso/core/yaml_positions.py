"""Turns a YAML text into plain values, each knowing its line; refuses what facts never need.

Every scalar stays a text (so that ``no`` is not turned into false and ``4005`` not into a number: the model decides
what a value means); only an empty value, ``~`` and ``null`` become None. Anchors, aliases and tags are refused: they
are never needed for facts, and an alias can make a small file grow without limit. The parser's events are read one by
one, so deep nesting cannot exhaust the stack.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, ClassVar

import yaml

from aviso.core.diagnostics import Diagnostic

MAXIMUM_DEPTH = 24
NOTHING = {"", "~", "null", "Null", "NULL"}
YamlPath = tuple[str | int, ...]


# For each value of a mapping (by key) or list (by position): the line where it stands, and the marks of what is in it.
Marks = dict[str, "Mark"] | list["Mark"]
Mark = tuple[int, "Marks | None"]


@dataclass
class PositionedValue:
    """A plain value and, for each path in it (keys and list positions), the line where it stands."""

    value: Any
    first_line: int = 1
    marks: Marks | None = None
    has_empty: bool = False

    def line(self, path: YamlPath) -> int:
        """Return the line of ``path``, or of the nearest thing above it that has one."""
        line, marks = self.first_line, self.marks
        for piece in path:
            mark = _mark_at(marks, piece)
            if mark is None:
                break
            line, marks = mark
        return line

    def has(self, path: YamlPath) -> bool:
        """Tell whether something stands at ``path``, if only a key."""
        marks = self.marks
        for piece in path:
            mark = _mark_at(marks, piece)
            if mark is None:
                return False
            marks = mark[1]
        return True


def _mark_at(marks: Marks | None, piece: str | int) -> Mark | None:
    if isinstance(marks, dict):
        return marks.get(piece)  # type: ignore[arg-type]
    return (
        marks[piece]
        if isinstance(marks, list) and isinstance(piece, int) and piece < len(marks)
        else None
    )


class _Refused(Exception):
    def __init__(self, line: int, message: str, hint: str) -> None:
        self.problem = (line, message, hint)


def parse_yaml(text: str, name: str) -> tuple[PositionedValue | None, list[Diagnostic]]:
    """Return the value of ``text`` with its lines, and what is wrong; ``name`` is the file's name in problems.

    The value is None if the text cannot be read at all. Of a key that stands twice, the last is kept.
    """
    builder = _Builder()
    try:
        parser = yaml.CSafeLoader(text)
        while not builder.is_done:
            builder.take(parser.get_event())
    except _Refused as refused:
        return None, [Diagnostic(name, *refused.problem)]
    except yaml.MarkedYAMLError as error:
        return None, [_syntax_problem(error, text, name)]
    except yaml.reader.ReaderError as error:
        return None, [
            Diagnostic(
                name,
                text.count("\n", 0, error.position) + 1,
                "holds a character that YAML does not allow",
                "Delete it.",
            )
        ]
    return builder.result, [Diagnostic(name, *duplicate) for duplicate in builder.duplicates]


def read_keys(content: bytes, is_enough: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """Return the keys of ``content`` with their values, as far as ``is_enough`` (asked after each step) wants to know them.

    What cannot be read ends it too: whoever reads the file whole is told of that. Of a key that stands twice, the first
    may be all that is seen; ``parse_yaml`` complains of it.
    """
    builder = _Builder()
    parser = yaml.CSafeLoader(content)
    with suppress(_Refused, yaml.YAMLError):
        while not builder.is_done and not is_enough(builder.keys):
            builder.take(parser.get_event())
    return builder.keys


class _Builder:
    """Collects the parser's events into one marked value."""

    def __init__(self) -> None:
        self.result = PositionedValue(None)
        self.duplicates: list[tuple[int, str, str]] = []
        # What is being filled, innermost last: the container, its marks, and the key and line that wait for a value.
        self._value: Any = None
        self._marks: Any = None
        self._key: str | None = None
        self._key_line = 0
        self._outer: list[tuple[Any, Any]] = []
        self._documents = 0
        self.is_done = False

    @property
    def keys(self) -> dict[str, Any]:
        """The outermost mapping as far as it has been read; empty where something else stands in its place."""
        value = self.result.value
        return value if type(value) is dict else {}

    def take(self, event: yaml.Event) -> None:
        """Take in the next event. Raises _Refused."""
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
                'holds a second document after "---"',
                'Delete the line "---", or put the second part into a file of its own.',
            )

    def _take_alias(self, event: yaml.NodeEvent, line: int) -> None:
        mark = "*" if isinstance(event, yaml.AliasEvent) else "&"
        raise _Refused(
            line,
            f'uses an anchor or alias ("{mark}{event.anchor}")',
            "Write the value out where it is needed.",
        )

    def _refuse_marks(self, event: yaml.NodeEvent, line: int) -> None:
        if event.anchor:
            self._take_alias(event, line)
        if event.tag not in (None, "!"):
            raise _Refused(
                line,
                f'uses a tag ("{event.tag.replace("tag:yaml.org,2002:", "!!")}")',
                "Delete the tag; a plain value is enough.",
            )

    def _take_scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        if event.anchor or event.tag:
            self._refuse_marks(event, line)
        if self._awaits_key():
            self._take_key(event.value, line)
        elif event.value in NOTHING and not event.style:
            self.result.has_empty = True
            self._add(None, None, line)
        else:
            self._add(event.value, None, line)

    def _take_mapping(self, event: yaml.NodeEvent, line: int) -> None:
        self._open({}, {}, event, line)

    def _take_sequence(self, event: yaml.NodeEvent, line: int) -> None:
        self._open([], [], event, line)

    def _open(self, value: Any, marks: Any, event: yaml.NodeEvent, line: int) -> None:
        self._refuse_marks(event, line)
        if self._awaits_key():
            raise _Refused(
                line,
                "has brackets or braces in the place of a key",
                "Write a simple word before the colon.",
            )
        if len(self._outer) >= MAXIMUM_DEPTH:
            raise _Refused(
                line,
                f"is nested more than {MAXIMUM_DEPTH} levels deep",
                "Check the indentation and the brackets.",
            )
        self._add(value, marks, line)
        self._outer.append((self._value, self._marks))
        self._value, self._marks = value, marks

    def _close(self, event: yaml.Event, line: int) -> None:
        self._value, self._marks = self._outer.pop()

    def _awaits_key(self) -> bool:
        return self._key is None and type(self._value) is dict

    def _take_key(self, key: str, line: int) -> None:
        if key in self._value:
            self.duplicates.append(
                (
                    line,
                    f'the key "{key}" stands twice (first in line {self._marks[key][0]})',
                    "Delete one of the two.",
                )
            )
        self._key, self._key_line = key, line

    def _add(self, value: Any, marks: Any, line: int) -> None:
        if self._key is not None:
            # A key's own line is kept: that is where a person looks for the value.
            self._value[self._key] = value
            self._marks[self._key] = (self._key_line, marks)
            self._key = None
        elif self._value is None:
            self.result.value, self.result.marks, self.result.first_line = value, marks, line
        else:
            self._value.append(value)
            self._marks.append((line, marks))

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


# Where the parser notices a fault late, it also says where the thing began that it could not finish.
UNFINISHED = ("simple key", "quoted scalar", "flow sequence", "flow mapping")
SLIPS_OF_THE_HAND = (
    (re.compile(r"[ ]*\t"), "is indented with a tab", "Use spaces: two for each level."),
    (
        re.compile(r"[ ]*[^\S ]"),
        "is indented with a space of an unusual kind",
        "Delete the space and type it again.",
    ),
    (
        re.compile(r"\s*-[^\s-]"),
        "has no space after the hyphen",
        "Write a hyphen, a space and the text.",
    ),
    (
        re.compile(r"\s*(- )?([\w-]+: +)?([\"'])((?!\3).)*\3\s*(?!\3)[^\s#,:\]}]"),
        "has text after a closing quotation mark",
        "Put the whole text between double quotation marks, and write single ones inside it.",
    ),
    (
        re.compile(r"\s*(- )?[\w-]+: +[“”„«]"),
        "has a curly quotation mark around a text",
        'Use straight ones: ".',
    ),
)
OPENING_QUOTATION = re.compile(r"""\s*(- )?([\w-]+: +)?("([^"\\]|\\.)*|'([^']|'')*)$""")


def _syntax_problem(error: yaml.MarkedYAMLError, text: str, name: str) -> Diagnostic:
    lines = text.split("\n")
    line = min(_line_of(error), len(text.splitlines()) or 1)
    # The parser often notices a fault one line late; the commonest are named where they are.
    for number in (line, line - 1):
        for pattern, what, hint in SLIPS_OF_THE_HAND if number else ():
            if pattern.match(lines[number - 1]):
                return Diagnostic(name, number, what, hint)
    unclosed = next(
        (
            number
            for number, content in enumerate(lines[:line], 1)
            if OPENING_QUOTATION.match(content)
        ),
        None,
    )
    if unclosed:
        return Diagnostic(
            name,
            unclosed,
            "has a quotation mark that is never closed",
            "Close it at the end of the text.",
        )
    return Diagnostic(name, line, *_plain_words(error.problem or ""))


def _line_of(error: yaml.MarkedYAMLError) -> int:
    began_earlier = error.context_mark and any(
        thing in (error.context or "") for thing in UNFINISHED
    )
    mark = error.context_mark if began_earlier else error.problem_mark or error.context_mark
    return mark.line + 1 if mark else 1


def _plain_words(problem: str) -> tuple[str, str]:
    if "mapping values are not allowed" in problem:
        return (
            'has a second ":" in a line',
            "Put the whole text in quotes, or correct the indentation.",
        )
    if "expected ',' or" in problem:
        return "has a bracket or brace that is never closed", "Close it, or put the text in quotes."
    if (
        "did not find expected key" in problem
        or "expected <block end>" in problem
        or "did not find expected '-'" in problem
    ):
        return (
            "is indented differently from the lines around it",
            "Give lines that belong together the same number of spaces.",
        )
    if "could not find expected ':'" in problem:
        return 'lacks a ":" after a key', "Write key: value, with a space after the colon."
    if "end of stream" in problem or "unexpected end" in problem:
        return "has a quotation mark or a bracket that is never closed", "Close it."
    if "escape character" in problem or "escape sequence" in problem:
        return (
            'has a backslash "\\" between double quotation marks',
            "Write it twice, or use single quotation marks around the text.",
        )
    if "cannot start any token" in problem or "expected node content" in problem:
        return "has a character here that cannot begin a value", "Put the text in quotes."
    return (
        "cannot be read as YAML",
        "Compare the line, and the one above it, with data/libraries/example.yml.",
    )
