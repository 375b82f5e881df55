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
from aviso.core.rules import Fault, Rule

MAXIMUM_DEPTH = 24
NOTHING = {"", "~", "null", "Null", "NULL"}
YamlPath = tuple[str | int, ...]

SECOND_DOCUMENT = Rule(
    "yaml/second-document",
    "A file goes on after a line ---",
    why="A line --- begins a second document in the same file, and only the first would be read. "
    "Everything below the line would be lost without a word.",
    cure="Delete the line ---, or move what follows it to a file of its own.",
)
ANCHOR = Rule(
    "yaml/anchor",
    "A value is marked with & or repeated with *",
    why="A sign & or * in front of a word lets one value stand in several places, so a change in "
    "one place changes the others unseen. "
    "A few such lines can also grow to more text than a computer can hold.",
    cure="Write the value out wherever it is needed. If the text just begins with & or *, put it "
    "in quotes.",
    example="retention: *usual",
)
TAG = Rule(
    "yaml/tag",
    "A value has a tag that begins with !",
    why="A tag tells a program to turn a value into something other than text. Facts never need "
    "one, and a tag can do harm.",
    cure="Delete the tag. If the text just begins with an exclamation mark, put it in quotes.",
    example="reviewed_on: !!str 2026-02-10",
)
KEY_IS_NO_WORD = Rule(
    "yaml/key-is-no-word",
    "Brackets or braces stand where a key should be",
    why="Before the colon there must be a simple word that names the value. A list or a group of "
    "keys names nothing.",
    cure="Write a simple word before the colon. If the text itself begins with a bracket, put it "
    "in quotes.",
    example="[email, name]: sent",
)
TOO_DEEP = Rule(
    "yaml/too-deep",
    "Values are nested too deeply",
    why="No record needs as many levels; they come from a slip in the indentation or from "
    "brackets that were never closed.",
    cure="Look at the spaces at the beginning of the lines above, and at the brackets.",
)
CHARACTER = Rule(
    "yaml/character",
    "A character is not allowed in YAML",
    why="Control characters cannot be seen and have no meaning in a text. The file cannot be read "
    "beyond one.",
    cure="Delete the character. If you cannot see it, delete the line and type it again.",
)
KEY_TWICE = Rule(
    "yaml/key-twice",
    "A key stands twice in the same place",
    why="Only one of the two values can count, and nobody can tell which one was meant.",
    cure="Delete one of the two lines, or give one of them the key that was meant.",
    example="email: ask@example.org and, further down in the same record, email: "
    "privacy@example.org",
)
INDENTATION = Rule(
    "yaml/indentation",
    "The spaces at the beginning of a line do not fit",
    why="In YAML, the spaces at the beginning of a line say what it belongs to. "
    "With too many, too few, a tab or an unusual space, the line belongs to nothing or to the "
    "wrong thing.",
    cure="Give lines that belong together the same number of ordinary spaces: two for each level, "
    "never a tab.",
)
SPACE_AFTER_HYPHEN = Rule(
    "yaml/space-after-hyphen",
    "There is no space after a hyphen",
    why="A hyphen begins an entry of a list only if a space follows. Without it, the hyphen is "
    "taken as part of the word.",
    cure="Write a hyphen, a space, and then the text.",
    example="-email in place of - email",
)
TEXT_AFTER_QUOTE = Rule(
    "yaml/text-after-quote",
    "Text follows a closing quotation mark",
    why="A quotation mark at the beginning of a value opens the whole text, and the next one "
    "closes it. What follows would be lost.",
    cure="Put the whole text between double quotation marks, and use single ones inside it.",
    example='label: "Ask us" in writing',
)
CURLY_QUOTE = Rule(
    "yaml/curly-quote",
    "A text stands in curly quotation marks",
    why="Only straight quotation marks hold a text together in YAML. Curly ones, which word "
    "processors write, are letters like any others.",
    cure='Use straight quotation marks around the text: ".',
)
NOT_CLOSED = Rule(
    "yaml/not-closed",
    "A quotation mark, bracket or brace is never closed",
    why="Everything up to the end of the file is taken as part of the text or list that was "
    "opened, so the file cannot be read.",
    cure="Close it where the text or list ends. If the sign belongs to the text itself, put the "
    "whole text in quotes.",
    example='label: "Ask us',
)
SECOND_COLON = Rule(
    "yaml/second-colon",
    "A line has a second colon followed by a space",
    why="A colon and a space separate a key from its value. A second pair in one line could mean "
    "a text with a colon in it, or a line break that was lost.",
    cure="Put the whole text after the first colon in quotes. If two lines ran together, divide "
    "them.",
    example="label: Privacy: our policy",
)
NO_COLON = Rule(
    "yaml/no-colon",
    "There is no colon after a key",
    why="Without a colon and a space, a line is just a word, and nothing says what it is the "
    "value of.",
    cure="Write key: value, with a space after the colon.",
    example="kind system",
)
BACKSLASH = Rule(
    "yaml/backslash",
    "A backslash stands between double quotation marks",
    why="Between double quotation marks, a backslash and the sign after it are read as one "
    "special sign, and most such pairs mean nothing.",
    cure="Write the backslash twice, or put the text between single quotation marks.",
    example='folder: "C:\\data"',
)
CANNOT_BEGIN_VALUE = Rule(
    "yaml/cannot-begin-value",
    "A value begins with a sign that has a meaning of its own",
    why="Signs such as @, `, % and | mean something to YAML at the beginning of a value, so the "
    "text after them is not read as text.",
    cure="Put the whole text between double quotation marks.",
    example="name: @riverside",
)
NOT_YAML = Rule(
    "yaml/unreadable",
    "A line cannot be read as YAML",
    why="The line breaks the form that keys, values and lists must have, and nothing below it can "
    "be read.",
    cure="Compare the line, and the one above it, with the same place in "
    "data/libraries/example.yml.",
)
NO_KEYS = Rule(
    "yaml/no-keys",
    "A file does not hold keys and values",
    why="A record is a list of keys with their values. A single text or a bare list says nothing "
    "that could be looked up.",
    cure="Begin the file with a line like key: value. Files of the same kind in the folder show "
    "which keys it needs.",
)


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
    def __init__(self, line: int, message: str, hint: str, rule: Rule) -> None:
        self.line, self.fault = line, Fault(message, hint, rule)


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
        return None, [refused.fault.at(name, refused.line)]
    except yaml.MarkedYAMLError as error:
        return None, [_syntax_problem(error, text, name)]
    except yaml.reader.ReaderError as error:
        return None, [
            CHARACTER.at(
                name,
                text.count("\n", 0, error.position) + 1,
                "holds a character that YAML does not allow",
                "Delete it.",
            )
        ]
    return builder.result, [KEY_TWICE.at(name, *duplicate) for duplicate in builder.duplicates]


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

    def _refuse_marks(self, event: yaml.NodeEvent, line: int) -> None:
        if event.anchor:
            self._take_alias(event, line)
        if event.tag not in (None, "!"):
            raise _Refused(
                line,
                f'uses a tag ("{event.tag.replace("tag:yaml.org,2002:", "!!")}")',
                "Delete the tag; a plain value is enough.",
                TAG,
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
                KEY_IS_NO_WORD,
            )
        if len(self._outer) >= MAXIMUM_DEPTH:
            raise _Refused(
                line,
                f"is nested more than {MAXIMUM_DEPTH} levels deep",
                "Check the indentation and the brackets.",
                TOO_DEEP,
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
    (
        re.compile(r"[ ]*\t"),
        INDENTATION.fault("is indented with a tab", "Use spaces: two for each level."),
    ),
    (
        re.compile(r"[ ]*[^\S ]"),
        INDENTATION.fault(
            "is indented with a space of an unusual kind", "Delete the space and type it again."
        ),
    ),
    (
        re.compile(r"\s*-[^\s-]"),
        SPACE_AFTER_HYPHEN.fault(
            "has no space after the hyphen", "Write a hyphen, a space and the text."
        ),
    ),
    (
        re.compile(r"\s*(- )?([\w-]+: +)?([\"'])((?!\3).)*\3\s*(?!\3)[^\s#,:\]}]"),
        TEXT_AFTER_QUOTE.fault(
            "has text after a closing quotation mark",
            "Put the whole text between double quotation marks, and write single ones inside it.",
        ),
    ),
    (
        re.compile(r"\s*(- )?[\w-]+: +[“”„«]"),
        CURLY_QUOTE.fault("has a curly quotation mark around a text", 'Use straight ones: ".'),
    ),
)
OPENING_QUOTATION = re.compile(r"""\s*(- )?([\w-]+: +)?("([^"\\]|\\.)*|'([^']|'')*)$""")


def _syntax_problem(error: yaml.MarkedYAMLError, text: str, name: str) -> Diagnostic:
    lines = text.split("\n")
    line = min(_line_of(error), len(text.splitlines()) or 1)
    # The parser often notices a fault one line late; the commonest are named where they are.
    for number in (line, line - 1):
        for pattern, fault in SLIPS_OF_THE_HAND if number else ():
            if pattern.match(lines[number - 1]):
                return fault.at(name, number)
    unclosed = next(
        (
            number
            for number, content in enumerate(lines[:line], 1)
            if OPENING_QUOTATION.match(content)
        ),
        None,
    )
    if unclosed:
        return NOT_CLOSED.at(
            name,
            unclosed,
            "has a quotation mark that is never closed",
            "Close it at the end of the text.",
        )
    return _plain_words(error.problem or "").at(name, line)


def _line_of(error: yaml.MarkedYAMLError) -> int:
    began_earlier = error.context_mark and any(
        thing in (error.context or "") for thing in UNFINISHED
    )
    mark = error.context_mark if began_earlier else error.problem_mark or error.context_mark
    return mark.line + 1 if mark else 1


def _plain_words(problem: str) -> Fault:
    if "mapping values are not allowed" in problem:
        return SECOND_COLON.fault(
            'has a second ":" in a line',
            "Put the whole text in quotes, or correct the indentation.",
        )
    if "expected ',' or" in problem:
        return NOT_CLOSED.fault(
            "has a bracket or brace that is never closed", "Close it, or put the text in quotes."
        )
    if (
        "did not find expected key" in problem
        or "expected <block end>" in problem
        or "did not find expected '-'" in problem
    ):
        return INDENTATION.fault(
            "is indented differently from the lines around it",
            "Give lines that belong together the same number of spaces.",
        )
    if "could not find expected ':'" in problem:
        return NO_COLON.fault(
            'lacks a ":" after a key', "Write key: value, with a space after the colon."
        )
    if "end of stream" in problem or "unexpected end" in problem:
        return NOT_CLOSED.fault(
            "has a quotation mark or a bracket that is never closed", "Close it."
        )
    if "escape character" in problem or "escape sequence" in problem:
        return BACKSLASH.fault(
            'has a backslash "\\" between double quotation marks',
            "Write it twice, or use single quotation marks around the text.",
        )
    if "cannot start any token" in problem or "expected node content" in problem:
        return CANNOT_BEGIN_VALUE.fault(
            "has a character here that cannot begin a value", "Put the text in quotes."
        )
    return NOT_YAML.fault(
        "cannot be read as YAML",
        "Compare the line, and the one above it, with data/libraries/example.yml.",
    )
