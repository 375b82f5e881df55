"""Reads the commonest YAML several times as fast as a parser: one pattern takes all lines apart.

Known are mappings and lists in blocks, each value on the line of its key or hyphen, and lists of
plain words in brackets. Everything else, and everything that is wrong, is left to libyaml
(``aviso.core.yaml_positions``). What is read here has the same values and lines there; a test
compares both on random texts. Source: YAML 1.1, chapters 7 to 9.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any, NamedTuple

WORD = r"[A-Za-z0-9][A-Za-z0-9_./@+-]*"
# A text without quotation marks: it begins with no sign of YAML's, and no ": " and " #" is in it.
PLAIN = r"""[^\n ,\[\]{}\#&*!|>'"%@`?:-][^:\#\n]*(?:(?::(?![ \n])|(?<![ ])\#)[^:\#\n]*)*"""
ROW = rf"""^([ ]*)(?:\#[^\n]*
|(-[ ])?(?:([A-Za-z0-9_][A-Za-z0-9_-]{{0,99}}):(?:[ ]+|(?=\n)))?
(?:(")([^"\\\n]*)"[ ]*|(')([^'\n]*)'[ ]*|(\[)((?:{WORD}(?:,[ ]*{WORD})*)?)\][ ]*|({PLAIN})|)
)\n"""
NOTHING = {"~", "null", "Null", "NULL"}
# Far below the limit of the parser.
MAXIMUM_DEPTH = 16


class QuickValue(NamedTuple):
    """A mapping, the line it begins at, the lines in it, and whether something in it is empty."""

    value: dict[str, Any]
    first_line: int
    positions: dict[str, Any]
    has_empty: bool


class _Unknown(Exception):
    """The text is for the parser."""


def read_quickly(text: str) -> QuickValue | None:
    """Return the value of ``text``, or None if only the parser can tell what it means."""
    text = text if text.endswith("\n") else f"{text}\n"
    # Among the others are line ends that few programs show (YAML 1.1, 5.4).
    if not text.replace("\n", " ").replace("\N{NO-BREAK SPACE}", " ").isprintable():
        return None
    rows = _compile_row().findall(text)
    if len(rows) != text.count("\n"):
        return None
    reader = _Reader()
    try:
        for number, row in enumerate(rows, 1):
            # In an empty line or a comment, all but the indentation is empty.
            if any(row[1:]):
                reader.take(number, row)
    except _Unknown:
        return None
    return reader.finish()


@cache
def _compile_row() -> re.Pattern[str]:
    """Compile the pattern when it is needed: a build in which nothing changed does without."""
    return re.compile(ROW, re.MULTILINE | re.VERBOSE)


class _Reader:
    """Puts rows into the mappings and lists that are open, the innermost last."""

    def __init__(self) -> None:
        self._value: dict[str, Any] = {}
        self._positions: dict[str, Any] = {}
        self._first_line = 0
        self._has_empty = False
        # The indentation of each open mapping or list, its value, and the positions in it.
        self._open: list[tuple[int, Any, Any]] = [(0, self._value, self._positions)]
        # A key with nothing behind it; its value follows if the next line is further to the right.
        self._waiting: tuple[int, Any, Any, str] | None = None

    def take(self, number: int, row: tuple[str, ...]) -> None:
        """Take one line. Raises _Unknown."""
        indent, dash, key = len(row[0]), row[1], row[2]
        self._first_line = self._first_line or number
        if self._waiting:
            self._begin_block(indent, bool(dash), key, number)
        while self._open[-1][0] > indent:
            self._open.pop()
        at, value, positions = self._open[-1]
        kind: Any = list if dash else dict
        if at != indent or type(value) is not kind:
            raise _Unknown
        if dash and key:
            inner: Any = (indent + len(dash), {}, {})
            value.append(inner[1])
            positions.append((number, inner[2]))
            self._open.append(inner)
            indent, value, positions = inner
        if not key:
            self._add_entry(number, row, value, positions)
        elif key in value:
            raise _Unknown
        elif any(row[3:]):
            value[key], inside = self._read(number, row)
            positions[key] = (number, inside)
        else:
            value[key], positions[key] = None, (number, None)
            self._waiting = indent, value, positions, key

    def _begin_block(self, indent: int, is_list: bool, key: str, number: int) -> None:
        """Open the mapping or list of the key that waits, or leave the key without a value."""
        assert self._waiting
        at, value, positions, name = self._waiting
        self._waiting = None
        if indent > at and (is_list or key) and len(self._open) < MAXIMUM_DEPTH:
            block: tuple[Any, Any] = ([], []) if is_list else ({}, {})
            value[name], positions[name] = block[0], (positions[name][0], block[1])
            self._open.append((indent, *block))
        elif indent > at or (indent == at and is_list):
            raise _Unknown
        else:
            self._has_empty = True

    def _add_entry(self, number: int, row: tuple[str, ...], value: Any, positions: Any) -> None:
        # A hyphen alone, or words that go on with the line above.
        if not row[1] or not any(row[3:]):
            raise _Unknown
        entry, inside = self._read(number, row)
        value.append(entry)
        positions.append((number, inside))

    def _read(self, number: int, row: tuple[str, ...]) -> tuple[Any, Any]:
        """Return the value that a line ends with, and the positions in it."""
        _, _, _, double, quoted, single, typed, bracket, words, plain = row
        if plain:
            plain = plain.rstrip(" ")
            if plain not in NOTHING:
                return plain, None
            self._has_empty = True
            return None, None
        if bracket:
            entries = [word.strip(" ") for word in words.split(",")] if words else []
            if not NOTHING.isdisjoint(entries):
                raise _Unknown
            return entries, [(number, None)] * len(entries)
        if single:
            return typed, None
        # As the parser's reader does (``yaml_positions``); nearly all texts are in that form.
        return unicodedata.normalize("NFC", quoted) if double else "", None

    def finish(self) -> QuickValue | None:
        """Return what was read; None if there is nothing."""
        if not self._value:
            return None
        has_empty = self._has_empty or self._waiting is not None
        return QuickValue(self._value, self._first_line, self._positions, has_empty)
