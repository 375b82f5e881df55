"""Rules on lines of a Markdown text that would not become the block that the author meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from aviso.checks.markdown_lists import LIST_RULES
from aviso.checks.markdown_rules import (
    BOX_FORM,
    FENCE,
    HEADING_FORM,
    NOTATION,
    TABLE_ROW,
    WIDE_BLANK,
)
from aviso.content.html import BOX_KINDS
from aviso.content.markdown_tables import count_cells, is_head_of_table, is_line_of_hyphens
from aviso.content.outline import blank_code, remove_fenced_code
from aviso.content.source_text import SourceText
from aviso.core.conflict_marks import UNFINISHED_MERGE, describe_mark, find_conflict_marks
from aviso.core.diagnostics import Diagnostic
from aviso.core.suggestions import suggest

UNUSUAL_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
FENCE_LINE = re.compile(r"^([ \t>*+\-\d.)]*)(`{3,}(?=[^`\n]*$)|~{3,})", re.MULTILINE)
# What Python-Markdown does not read as the beginning of typed text.
MORE_ON_FENCE = re.compile(
    r"^(?:`{3,}|~{3,})(?![ ]*\{)[ ]*\.?[\w#.+-]+(?:[ ]+(?!hl_lines=)[^\s`]|[^\w\s`#.+-])[^`\n]*$",
    re.MULTILINE,
)
TIGHT_HEADING = re.compile(r"^#{1,6}(?=[^#\s{])[^\n]*|^#{7,}[^\n]*", re.MULTILINE)
INDENTED_HEADING = re.compile(r"^[ ]{1,3}#{1,6}[ \t]+\S[^\n]*", re.MULTILINE)
BOX = re.compile(r"^(?P<indent>[ \t>]*)!!!(?P<rest>[^\n]*)$", re.MULTILINE)
BOX_SIGNS = ("!!", "???", "[!", ":::", "===", "///")
BOX_REST = re.compile(r" ?(?P<kind>[\w-]+)(?: +\"[^\"]+\")? *")
BOX_KIND = re.compile(r" ?(?P<kind>[\w-]+)")
FOREIGN_BOX = re.compile(
    r"^[ \t>]*(?:\?\?\?\+?[ \t]+\w|>?[ \t]*\[!\w+\]|:{3,}|=== ?\+?\"|/// |"
    rf"!! ?(?:{'|'.join(BOX_KINDS)})\b)[^\n]*",
    re.MULTILINE,
)
TASK = re.compile(
    r"^[ \t>]*(?:(?:[-+*]|\d+[.)])[ \t]+\[[ xX]?\]|\[[ xX]\])(?=\s)[^\n]*", re.MULTILINE
)
# With more words than one, the line is shown, and found among what is shown.
FOOTNOTE = re.compile(r"^ {0,3}\[\^[^\]\n]+\]:[ \t]*\S+[ \t]*$", re.MULTILINE)
SPACED_MARKER = re.compile(
    rf"^[ \t]*(?:[{UNUSUAL_SPACES}][ \t{UNUSUAL_SPACES}]*(?:#{{1,6}}|[-+*]|\d{{1,9}}[.)]|!!!)[ \t]"
    rf"|(?:#{{1,6}}|[-+*]|\d{{1,9}}[.)]|!!!|:)[ \t]*(?=[{UNUSUAL_SPACES}]))",
    re.MULTILINE,
)
NOTATION_SIGNS = re.compile(r"toc|8<|%%|==|\+\+|\{[-+=>~]|\{\s+[{%]", re.IGNORECASE)
OTHER_NOTATION = re.compile(
    r"(?P<contents>^ {0,3}\[_?toc_?\][ \t]*$)"
    r"|(?P<rule>(?:(?<=\n\n)|\A)={2,}[ \t]*$)"
    r"|(?P<file>^[ \t]*-{2,}8<-{2,}[^\n]*)"
    r"|(?P<comment>%%[^%\n]+%%)"
    r"|(?P<edit>\{(?:\+\+|--|==|>>|~~)[^{}\n]{1,300}?(?:\+\+|--|==|<<|~~)\})"
    r"|(?P<placeholder>\{[ \t]+\{[^{}\n]{0,200}\}[ \t]*\}|\{[ \t]+%[^{}%\n]{0,200}%[ \t]*\})"
    r"|(?P<keys>(?<![\w+])\+\+(?=[^\s+])[^+\n]{0,100}(?:\+[^+\n]{1,50}){0,4}(?<=\S)\+\+(?![\w+]))",
    re.MULTILINE | re.IGNORECASE,
)
DELETE = "Delete it, or put a backslash before each sign that is meant."
NOTATIONS = {
    "contents": ("asks for the contents of the page, which are shown anyway", "Delete the line."),
    "rule": ("is shown as it stands", "Write a line of three hyphens, with an empty line above."),
    "file": (
        "takes in a file, which is written in another way here",
        "Put the text into docs/_shared/ and write {{ shared('name') }}.",
    ),
    "comment": ("is a comment of another program, which readers would see", DELETE),
    "edit": ("marks a change, which readers would see", DELETE),
    "placeholder": (
        "is shown as it stands: the braces are not side by side",
        "Write a placeholder without a space between its braces: {{ … }}.",
    ),
    "keys": ("has ++ signs that pages do not know", DELETE),
}
# A line like ": Caption" explains the words above it. A table and a heading are none.
LONE_DEFINITION = re.compile(
    r"(?:\A|^[ \t]*(?:\||#{1,6}[ \t])[^\n]*\n)(?:[ \t]*\n)*(?P<line>:[ \t]+[^\n]+)", re.MULTILINE
)
BARRED_ROW = re.compile(r"[ \t>]*(?:\|[^|\n]*){2,}\|[ \t]*|[ \t]*\+(?:[-=]+\+)+[ \t]*")
TEXT_BELOW = re.compile(r"\n(?:[ \t>]*\n)*([ \t>]*)\S")
LIKE_A_BOX = 'Write it like !!! note "Please note", with its text indented by four spaces.'


@UNFINISHED_MERGE.check
def merges_are_finished(text: SourceText) -> Iterator[Diagnostic]:
    """No merge was left unfinished."""
    for position, mark in find_conflict_marks(text.text, is_markdown=True):
        yield text.make_problem(position, *describe_mark(mark))


@FENCE.check
def fences_open_and_close(text: SourceText) -> Iterator[Diagnostic]:
    """Code is between two equal fences at the beginning of their lines."""
    if "```" not in text.text and "~~~" not in text.text:
        return
    for found in MORE_ON_FENCE.finditer(text.text):
        message = f'"{found[0].strip()[:40]}" has more after the fence than the name of a language'
        yield text.make_problem(found.start(), message, "Delete the text after the name.")
        return
    for found in FENCE_LINE.finditer(remove_fenced_code(text.text)):
        if found[1].strip(" \t>*+-0123456789.)"):
            continue
        fence = found[2]
        if found[1]:
            message = f"the fence {fence} is not at the beginning of its line"
            hint = "Begin both fences at the left, after an empty line."
        else:
            message = f"the typed text that begins with {fence} is never closed"
            hint = f"Write a line {fence} below it."
        yield text.make_problem(found.start(2), message, hint)
        return


@HEADING_FORM.check
def headings_begin_their_lines(text: SourceText) -> Iterator[Diagnostic]:
    """A heading has its # at the left, with a space after it."""
    code_free = blank_code(text.text)
    for found in TIGHT_HEADING.finditer(code_free):
        signs = found[0][: len(found[0]) - len(found[0].lstrip("#"))]
        message = (
            f'"{found[0][:40]}" has more than six #'
            if len(signs) > 6
            else f'"{found[0][:40]}" has no space after the {signs}'
        )
        hint = "Write the space, or a backslash before the # if this is not a heading."
        yield text.make_problem(found.start(), message, hint)
    for found in INDENTED_HEADING.finditer(code_free):
        message = f'the heading "{found[0].strip()[:40]}" is indented'
        yield text.make_problem(found.start(), message, "Begin its line with the #.")


@BOX_FORM.check
def boxes_are_boxes(text: SourceText) -> Iterator[Diagnostic]:
    """A box has a known kind, a title in quotes, and indented text."""
    if not any(signs in text.text for signs in BOX_SIGNS):
        return
    code_free = blank_code(text.text)
    for found in BOX.finditer(code_free):
        if fault := _find_fault_of_box(found, code_free):
            yield text.make_problem(found.start(), *fault)
        elif beside := _find_line_beside_box(found, code_free):
            message = "the line stands right below a box, and outside of it"
            hint = "Indent it by four spaces, or leave an empty line above it."
            yield text.make_problem(beside, message, hint)
    for found in FOREIGN_BOX.finditer(code_free):
        message = f'"{found[0].strip()[:40]}" begins a box of another program'
        yield text.make_problem(found.start(), message, LIKE_A_BOX)


def _find_fault_of_box(found: re.Match[str], text: str) -> tuple[str, str] | None:
    rest = found["rest"]
    kind = BOX_KIND.match(rest)
    if kind and kind["kind"] not in BOX_KINDS:
        return (
            f'there is no box of the kind "{kind["kind"]}"',
            suggest(kind["kind"], BOX_KINDS) or f"There are: {', '.join(BOX_KINDS)}.",
        )
    if not BOX_REST.fullmatch(rest):
        return f'"!!!{rest[:40]}" is not written like a box', LIKE_A_BOX
    below = TEXT_BELOW.match(text, found.end())
    if not below or len(below[1].expandtabs(4)) < len(found["indent"].expandtabs(4)) + 2:
        return "the box has no text", "Indent the lines of its text by four spaces."
    return None


def _find_line_beside_box(found: re.Match[str], text: str) -> int:
    """Return where a line right below the text of a box is not part of it, or 0."""
    indent = len(found["indent"].expandtabs(4))
    position, is_in_text = found.end() + 1, False
    for line in text[position:].split("\n"):
        words = line.strip(" \t>")
        if words and len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip(" >")) < indent + 2:
            return position if is_in_text and words[0] not in "!#`~|" else 0
        is_in_text = bool(words)
        position += len(line) + 1
    return 0


@NOTATION.check
def no_tasks_and_footnotes(text: SourceText) -> Iterator[Diagnostic]:
    """There are no check boxes, and no footnotes that Markdown reads as the address of a link."""
    for found in FOOTNOTE.finditer(text.text) if "[^" in text.text else ():
        message = f'"{found[0].strip()[:40]}" is a footnote, which pages cannot have'
        yield text.make_problem(found.start(), message, "Put its words into the text.")
    for found in TASK.finditer(blank_code(text.text)):
        message = f'"{found[0].strip()[:40]}" has a check box'
        yield text.make_problem(found.start(), message, "Remove the brackets.")


@NOTATION.check
def no_other_notations(text: SourceText) -> Iterator[Diagnostic]:
    """There are no signs that only other programs read."""
    if not NOTATION_SIGNS.search(text.text):
        return
    for found in OTHER_NOTATION.finditer(blank_code(text.text)):
        words, hint = NOTATIONS[found.lastgroup or ""]
        yield text.make_problem(found.start(), f'"{found[0].strip()[:40]}" {words}', hint)


@NOTATION.check
def definitions_have_a_term(text: SourceText) -> Iterator[Diagnostic]:
    """A line that begins with a colon explains a word in the line above it."""
    for found in LONE_DEFINITION.finditer(blank_code(text.text)) if ":" in text.text else ():
        message = f'"{found["line"].strip()[:40]}" explains nothing: no words stand above it'
        hint = "Write it as a sentence, without the colon, or write the word above it."
        yield text.make_problem(found.start("line"), message, hint)


@TABLE_ROW.check
def rows_fit_their_tables(text: SourceText) -> Iterator[Diagnostic]:
    """Each row of a table has as many cells as its head."""
    if "|" not in text.text:
        return
    lines = blank_code(text.text).split("\n")
    position, columns = 0, 0
    for number, line in enumerate(lines):
        if not line.strip():
            columns = 0
        elif columns and not is_line_of_hyphens(line):
            if fault := _find_fault_of_row(line, columns):
                yield text.make_problem(position, *fault)
        elif not columns and is_head_of_table(lines, number):
            columns = count_cells(line)
        elif not columns and "|" in line and _is_hyphens(lines, number + 1):
            cells = count_cells(line), count_cells(lines[number + 1])
            message = (
                f"the head of the table has {cells[0]} cells, and the line below it {cells[1]}"
            )
            yield text.make_problem(position, message, "Write a group of hyphens for each column.")
        elif not columns and _begins_rows(lines, number):
            message = "the rows are not read as a table: there is no line of hyphens below the head"
            yield text.make_problem(position, message, "Write one like |---|---| below the head.")
        position += len(line) + 1


def _begins_rows(lines: list[str], number: int) -> bool:
    """Tell whether a line and the next have bars at both ends, and the line above has not."""
    above, line, below = (
        bool(0 <= at < len(lines) and BARRED_ROW.fullmatch(lines[at]))
        for at in (number - 1, number, number + 1)
    )
    return line and below and not above


def _is_hyphens(lines: list[str], number: int) -> bool:
    return number < len(lines) and is_line_of_hyphens(lines[number])


def _find_fault_of_row(line: str, columns: int) -> tuple[str, str] | None:
    if "|" not in line:
        return (
            "a line without bars is right below a table",
            "Leave an empty line between the table and the text.",
        )
    if count_cells(line) > columns:
        return (
            f"the row has {count_cells(line)} cells, and the head of the table {columns}",
            "Move the text of the extra cells into the others, or add a column to the head.",
        )
    return None


@WIDE_BLANK.check
def spaces_are_usual(text: SourceText) -> Iterator[Diagnostic]:
    """No markup is followed by an unusual space from a word processor."""
    for found in SPACED_MARKER.finditer(blank_code(text.text)):
        space = next(
            (one for one in text.text[found.start() : found.end() + 1] if one > "\x7f"), ""
        )
        yield text.make_problem(
            found.start(),
            f"the line begins with markup and an unusual space (U+{ord(space):04X})",
            "Delete the space and type it again.",
        )


LINE_RULES: tuple[Callable[[SourceText], Iterator[Diagnostic]], ...] = (
    fences_open_and_close,
    headings_begin_their_lines,
    boxes_are_boxes,
    *LIST_RULES,
    no_tasks_and_footnotes,
    no_other_notations,
    definitions_have_a_term,
    rows_fit_their_tables,
    spaces_are_usual,
)
