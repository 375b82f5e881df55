"""Guesses which mistake broke a YAML file, and reports it in plain words at its line."""

from __future__ import annotations

import re

import yaml

from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Fault
from aviso.core.yaml_rules import (
    BACKSLASH,
    CANNOT_BEGIN_VALUE,
    CURLY_QUOTE,
    INDENTATION,
    NO_COLON,
    NOT_CLOSED,
    NOT_YAML,
    SECOND_COLON,
    SPACE_AFTER_HYPHEN,
    TEXT_AFTER_QUOTE,
)

# If the parser notices a mistake late, it also says where the unfinished part began.
UNFINISHED = ("simple key", "quoted scalar", "flow sequence", "flow mapping")
COMMON_SLIPS = (
    (
        re.compile(r"[ ]*\t"),
        INDENTATION.make_fault("is indented with a tab", "Use spaces: two for each level."),
    ),
    (
        re.compile(r"[ ]*[^\S ]"),
        INDENTATION.make_fault(
            "is indented with a space of an unusual kind", "Delete the space and type it again."
        ),
    ),
    (
        re.compile(r"\s*-[^\s-]"),
        SPACE_AFTER_HYPHEN.make_fault(
            "has no space after the hyphen", "Write a hyphen, a space and the text."
        ),
    ),
    (
        re.compile(r"\s*(- )?([\w-]+: +)?([\"'])((?!\3).)*\3\s*(?!\3)[^\s#,:\]}]"),
        TEXT_AFTER_QUOTE.make_fault(
            "has text after a closing quotation mark",
            "Put the whole text between double quotation marks, and write single ones inside it.",
        ),
    ),
    (
        re.compile(r"\s*(- )?[\w-]+: +[“”„«]"),
        CURLY_QUOTE.make_fault("has a curly quotation mark around a text", 'Use straight ones: ".'),
    ),
)
OPENING_QUOTATION = re.compile(r"""\s*(- )?([\w-]+: +)?("([^"\\]|\\.)*|'([^']|'')*)$""")


def explain_syntax_error(error: yaml.MarkedYAMLError, text: str, name: str) -> Diagnostic:
    """Return the finding about the first line of ``text`` that cannot be read as YAML.

    ``error`` is what the parser raised on ``text``, ``name`` the file's name in findings.
    """
    lines = text.split("\n")
    line = min(_find_line(error), len(text.splitlines()) or 1)
    # The parser often notices a mistake one line late; look for the most common ones in both lines.
    for number in (line, line - 1):
        for pattern, fault in COMMON_SLIPS if number else ():
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
    return _explain_in_plain_words(error.problem or "").at(name, line)


def _find_line(error: yaml.MarkedYAMLError) -> int:
    began_earlier = error.context_mark and any(
        thing in (error.context or "") for thing in UNFINISHED
    )
    mark = error.context_mark if began_earlier else error.problem_mark or error.context_mark
    return mark.line + 1 if mark else 1


def _explain_in_plain_words(problem: str) -> Fault:
    if "mapping values are not allowed" in problem:
        return SECOND_COLON.make_fault(
            'has a second ":" in a line',
            "Put the whole text in quotes, or correct the indentation.",
        )
    if "expected ',' or" in problem:
        return NOT_CLOSED.make_fault(
            "has a bracket or brace that is never closed", "Close it, or put the text in quotes."
        )
    if (
        "did not find expected key" in problem
        or "expected <block end>" in problem
        or "did not find expected '-'" in problem
    ):
        return INDENTATION.make_fault(
            "is indented differently from the lines around it",
            "Give lines that belong together the same number of spaces.",
        )
    if "could not find expected ':'" in problem:
        return NO_COLON.make_fault(
            'lacks a ":" after a key', "Write key: value, with a space after the colon."
        )
    if "end of stream" in problem or "unexpected end" in problem:
        return NOT_CLOSED.make_fault(
            "has a quotation mark or a bracket that is never closed", "Close it."
        )
    if "escape character" in problem or "escape sequence" in problem:
        return BACKSLASH.make_fault(
            'has a backslash "\\" between double quotation marks',
            "Write it twice, or use single quotation marks around the text.",
        )
    if "cannot start any token" in problem or "expected node content" in problem:
        return CANNOT_BEGIN_VALUE.make_fault(
            "has a character here that cannot begin a value", "Put the text in quotes."
        )
    return NOT_YAML.make_fault(
        "cannot be read as YAML",
        "Compare the line, and the one above it, with data/libraries/example.yml.",
    )
