"""Turns a YAML text into plain values, each knowing its line; refuses what facts never need.

Every scalar stays a text (so that ``no`` is not turned into false and ``4005`` not into a number: the model decides
what a value means); only an empty value, ``~`` and ``null`` become None. Anchors, aliases and tags are refused: they
are never needed for facts, and an alias can make a small file grow without limit. The parser's events are read one by
one, so deep nesting cannot exhaust the stack.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from aviso.problems import Problem

MAXIMUM_DEPTH = 24
NOTHING = {"", "~", "null", "Null", "NULL"}
Path = tuple[str | int, ...]


@dataclass
class MarkedValue:
    """A plain value and, for each path in it (keys and list positions), the line where it stands."""

    value: Any
    lines: dict[Path, int] = field(default_factory=dict)

    def line(self, path: Path) -> int:
        """Return the line of ``path``, or of the nearest thing above it that has one."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


@dataclass
class _Container:
    """A mapping or list that is being filled."""

    value: Any
    path: Path
    key: str | None = None

    def next_path(self) -> Path:
        return (*self.path, self.key if isinstance(self.value, dict) else len(self.value))

    def put(self, item: Any) -> None:
        if isinstance(self.value, dict):
            self.value[self.key] = item
            self.key = None
        else:
            self.value.append(item)


class _Refused(Exception):
    def __init__(self, line: int, message: str, hint: str) -> None:
        self.problem = (line, message, hint)


def parse_yaml(text: str, name: str) -> tuple[MarkedValue | None, list[Problem]]:
    """Return the value of ``text`` with its lines, and what is wrong; ``name`` is the file's name in problems.

    The value is None if the text cannot be read at all. Of a key that stands twice, the last is kept.
    """
    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.take(event)
    except _Refused as refused:
        return None, [Problem(name, *refused.problem)]
    except yaml.MarkedYAMLError as error:
        return None, [_syntax_problem(error, text, name)]
    except yaml.reader.ReaderError as error:
        return None, [Problem(name, text.count("\n", 0, error.position) + 1, "holds a character that YAML does not allow", "Delete it.")]
    return builder.result, [Problem(name, *duplicate) for duplicate in builder.duplicates]


class _Builder:
    """Collects the parser's events into one marked value."""

    def __init__(self) -> None:
        self.result = MarkedValue(None)
        self.duplicates: list[tuple[int, str, str]] = []
        self._stack: list[_Container] = []
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise _Refused(line, 'holds a second document after "---"', 'Delete the line "---", or put the second part into a file of its own.')
        elif isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            mark = "*" if isinstance(event, yaml.AliasEvent) else "&"
            raise _Refused(line, f'uses an anchor or alias ("{mark}{event.anchor}")', "Write the value out where it is needed.")
        elif isinstance(event, yaml.NodeEvent):
            self._refuse_tag(event, line)
            self._take_node(event, line)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._stack.pop()

    def _refuse_tag(self, event: yaml.NodeEvent, line: int) -> None:
        if getattr(event, "tag", None) not in (None, "!"):
            raise _Refused(line, f'uses a tag ("{event.tag.replace("tag:yaml.org,2002:", "!!")}")', "Delete the tag; a plain value is enough.")

    def _take_node(self, event: yaml.NodeEvent, line: int) -> None:
        top = self._stack[-1] if self._stack else None
        if isinstance(event, yaml.ScalarEvent):
            if top and isinstance(top.value, dict) and top.key is None:
                self._take_key(top, event.value, line)
                return
            is_plain = not event.style
            self._add(top, None if is_plain and event.value in NOTHING else event.value, line)
            return
        if top and isinstance(top.value, dict) and top.key is None:
            raise _Refused(line, "has brackets or braces in the place of a key", "Write a simple word before the colon.")
        if len(self._stack) >= MAXIMUM_DEPTH:
            raise _Refused(line, f"is nested more than {MAXIMUM_DEPTH} levels deep", "Check the indentation and the brackets.")
        value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        path = top.next_path() if top else ()
        self._add(top, value, line)
        self._stack.append(_Container(value, path))

    def _take_key(self, top: _Container, key: str, line: int) -> None:
        path = (*top.path, key)
        if key in top.value:
            first = self.result.lines[path]
            self.duplicates.append((line, f'the key "{key}" stands twice (first in line {first})', "Delete one of the two."))
        self.result.lines[path] = line
        top.key = key

    def _add(self, top: _Container | None, value: Any, line: int) -> None:
        if top is None:
            self.result.value = value
            self.result.lines[()] = line
            return
        # A key's own line is kept: that is where a person looks for the value.
        if isinstance(top.value, list):
            self.result.lines[top.next_path()] = line
        top.put(value)


# Where the parser notices a fault late, it also says where the thing began that it could not finish.
UNFINISHED = ("simple key", "quoted scalar", "flow sequence", "flow mapping")
SLIPS_OF_THE_HAND = (
    (re.compile(r"[ ]*\t"), "is indented with a tab", "Use spaces: two for each level."),
    (re.compile(r"[ ]*[^\S ]"), "is indented with a space of an unusual kind", "Delete the space and type it again."),
    (re.compile(r"\s*-[^\s-]"), "has no space after the hyphen", "Write a hyphen, a space and the text."),
    (re.compile(r"\s*(- )?([\w-]+: +)?([\"'])((?!\3).)*\3\s*(?!\3)[^\s#,:\]}]"), "has text after a closing quotation mark",
     "Put the whole text between double quotation marks, and write single ones inside it."),
    (re.compile(r"\s*(- )?[\w-]+: +[“”„«]"), "has a curly quotation mark around a text", 'Use straight ones: ".'),
)  # fmt: skip
OPENING_QUOTATION = re.compile(r"""\s*(- )?([\w-]+: +)?("([^"\\]|\\.)*|'([^']|'')*)$""")


def _syntax_problem(error: yaml.MarkedYAMLError, text: str, name: str) -> Problem:
    lines = text.split("\n")
    line = min(_line_of(error), len(text.splitlines()) or 1)
    # The parser often notices a fault one line late; the commonest are named where they are.
    for number in (line, line - 1):
        for pattern, what, hint in SLIPS_OF_THE_HAND if number else ():
            if pattern.match(lines[number - 1]):
                return Problem(name, number, what, hint)
    unclosed = next((number for number, content in enumerate(lines[:line], 1) if OPENING_QUOTATION.match(content)), None)
    if unclosed:
        return Problem(name, unclosed, "has a quotation mark that is never closed", "Close it at the end of the text.")
    return Problem(name, line, *_plain_words(error.problem or ""))


def _line_of(error: yaml.MarkedYAMLError) -> int:
    began_earlier = error.context_mark and any(thing in (error.context or "") for thing in UNFINISHED)
    mark = error.context_mark if began_earlier else error.problem_mark or error.context_mark
    return mark.line + 1 if mark else 1


def _plain_words(problem: str) -> tuple[str, str]:
    if "mapping values are not allowed" in problem:
        return 'has a second ":" in a line', "Put the whole text in quotes, or correct the indentation."
    if "expected ',' or" in problem:
        return "has a bracket or brace that is never closed", "Close it, or put the text in quotes."
    if "did not find expected key" in problem or "expected <block end>" in problem or "did not find expected '-'" in problem:
        return "is indented differently from the lines around it", "Give lines that belong together the same number of spaces."
    if "could not find expected ':'" in problem:
        return 'lacks a ":" after a key', "Write key: value, with a space after the colon."
    if "end of stream" in problem or "unexpected end" in problem:
        return "has a quotation mark or a bracket that is never closed", "Close it."
    if "escape character" in problem or "escape sequence" in problem:
        return 'has a backslash "\\" between double quotation marks', "Write it twice, or use single quotation marks around the text."
    if "cannot start any token" in problem or "expected node content" in problem:
        return "has a character here that cannot begin a value", "Put the text in quotes."
    return "cannot be read as YAML", "Compare the line, and the one above it, with data/libraries/example.yml."
