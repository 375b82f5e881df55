"""Rules over lines that look like a list and would not become one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from aviso.checks.markdown_rules import LEFTOVER, LIST_FORM
from aviso.content.outline import blank_code
from aviso.content.source_text import SourceText
from aviso.core.diagnostics import Diagnostic

BULLET = re.compile(r"^[ \t>]*[•●○◦▪■□▫‣⁃·∙➢➤→][ \t\u00a0]*(?=\S)|^[ \t]*o\t(?=\S)", re.MULTILINE)
DASH = re.compile(r"[ \t]*[–—−‐‑―][ \t\u00a0]+\S")
LETTERED = re.compile(
    r"[ \t]*\(?(?P<letter>[A-Za-z]|\d{1,2})\)[ \t]+\S|[ \t]*(?P<point>[A-Za-z])\.[ \t]+\S"
)
# Arrows, check marks, stars, numbers in circles and pictograms.
PICTURE = "[\u2190-\u21ff\u2460-\u24ff\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff]\ufe0f?"
# Lines beside each other that begin so would run together.
ALIKE = re.compile(
    r"[ \t]*(?:(?P<hyphen>[-+])(?=[^\W\d_])|(?P<dash>[–—―])(?=[^\W\d_]|[¿¡])|"
    r"(?P<number>\d{1,2})(?:[.)]|[.)]?[ \t]?[-–—][ \t]*)(?=[^\W\d_]|[¿¡])|"
    r"\(?(?P<roman>[ivx]{1,5})[.)][ \t]+\S|(?P<bullet>o) +\S|"
    rf"(?P<picture>{PICTURE})[ \t]*\S)",
    re.IGNORECASE,
)
ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]
MAY_BE_LISTED = re.compile(
    rf"^[ \t]*(?:[–—−‐‑―]|\(?(?:[a-z]|\d{{1,2}}|[ivx]{{1,5}})(?:[).]|[ \t]?[-–—])|"
    rf"[-+][^\W\d_]|o[ \t]|{PICTURE})",
    re.MULTILINE | re.IGNORECASE,
)
# "* bold* text": a space behind the first sign makes it the bullet of an item.
PARTED_EMPHASIS = re.compile(
    r"^[ \t]*\*[ \t]+[^\s*][^*\n]*?(?<![\s\\])\*(?=[\s.,;:!?)]|$)[^*\n]*$", re.MULTILINE
)
TIGHT_DEFINITION = re.compile(r"(?<=\S\n):(?![\s:]|[\w+-]+:)[^\n]*")
TYPE_HYPHENS = "Begin each line with a hyphen and a space."


@LIST_FORM.check
def lists_have_hyphens(text: SourceText) -> Iterator[Diagnostic]:
    """A list is made of hyphens or numbers, not of the signs of a word processor."""
    code_free = blank_code(text.text)
    for found in BULLET.finditer(code_free):
        sign = found[0].strip(" \t>\u00a0")
        yield text.make_problem(found.start(), f'the line begins with "{sign}"', TYPE_HYPHENS)
    for found in TIGHT_DEFINITION.finditer(code_free):
        message = f'"{found[0][:40]}" has no space behind the colon'
        yield text.make_problem(found.start(), message, "Write a colon and three spaces.")
    position = 0
    # Most texts have no line that begins with a dash or a letter on its own.
    for lines in _split_paragraphs(code_free) if MAY_BE_LISTED.search(code_free) else ():
        dashes = sum(1 for line in lines if DASH.match(line))
        for number, line in enumerate(lines):
            # One dash within a paragraph may be that of a sentence.
            is_dash = DASH.match(line) and (number == 0 or dashes > 1)
            if is_dash or _is_lettered(lines, number) or _is_alike(lines, number):
                message = f'the line begins with "{line.split()[0]}" and would run together'
                yield text.make_problem(position, f"{message} with the others", TYPE_HYPHENS)
            position += len(line) + 1


def _split_paragraphs(text: str) -> Iterator[list[str]]:
    """Yield the lines of each paragraph; joined, they are the text again."""
    lines: list[str] = []
    for line in text.split("\n"):
        lines.append(line)
        if not line.strip():
            yield lines
            lines = []
    yield lines


def _is_lettered(lines: list[str], number: int) -> bool:
    """Tell whether a line and one beside it begin with letters that follow each other."""
    above, line, below = (lines[at] if 0 <= at < len(lines) else "" for at in _show_around(number))
    return _is_next_letter(line, below) or _is_next_letter(above, line)


def _show_around(number: int) -> tuple[int, int, int]:
    return number - 1, number, number + 1


def _is_alike(lines: list[str], number: int) -> bool:
    """Tell whether a line and one beside it begin with the same kind of sign."""
    above, line, below = (lines[at] if 0 <= at < len(lines) else "" for at in _show_around(number))
    return _begin_alike(line, below) or _begin_alike(above, line)


def _begin_alike(line: str, following: str) -> bool:
    # Lines that are broken on purpose do not run together.
    if line.endswith(("  ", "\\")) or BULLET.match(line):
        return False
    first, second = ALIKE.match(line), ALIKE.match(following)
    if not first or not second or first.lastgroup != second.lastgroup:
        return False
    one, two = (found[found.lastgroup or 0].lower() for found in (first, second))
    if first.lastgroup == "number":
        return int(two) == int(one) + 1
    if first.lastgroup == "roman":
        return one in ROMAN[:-1] and two == ROMAN[ROMAN.index(one) + 1]
    return True


def _is_next_letter(line: str, following: str) -> bool:
    first, second = LETTERED.match(line), LETTERED.match(following)
    if not first or not second:
        return False
    one, two = (found["letter"] or found["point"] for found in (first, second))
    if one.isdigit() and two.isdigit():
        # Without its opening parenthesis it is an item of a list.
        return line.lstrip().startswith("(") and int(two) == int(one) + 1
    return not one.isdigit() and not two.isdigit() and ord(two) == ord(one) + 1


@LEFTOVER.check
def no_item_was_emphasis(text: SourceText) -> Iterator[Diagnostic]:
    """No item begins with what was meant as the sign of emphasis."""
    for found in PARTED_EMPHASIS.finditer(blank_code(text.text)) if "* " in text.text else ():
        message = f'"{found[0].strip()[:40]}" begins an item of a list, and is no emphasis'
        hint = "Delete the space behind the first asterisk, or put a backslash before the second."
        yield text.make_problem(found.start(), message, hint)


LIST_RULES: tuple[Callable[[SourceText], Iterator[Diagnostic]], ...] = (
    lists_have_hyphens,
    no_item_was_emphasis,
)
