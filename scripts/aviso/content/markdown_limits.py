"""Limits the size of a text before it is parsed.

Python-Markdown searches for the end of each opening character and starts again for each heading,
rule and definition. A text with thousands of them takes minutes, and all other sites of a build
wait. The limits are far above the needs of a page: the longest here has 2,600 characters and 20
headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from aviso.core.rules import Fault, Rule

MAXIMUM_CHARACTERS = 40_000
MAXIMUM_OF_A_KIND = 200
# Python-Markdown splits the text again for each of these.
MAXIMUM_OF_SLOW_KINDS = 100
MAXIMUM_OF_A_SIGN = 500
# Characters that open something. Python-Markdown, or a rule, searches for its end.
OPENING_SIGNS = "[](){}<>*_`~\\\"'!&@^$=#"
NAMES_OF_SIGNS = {"`": "backticks", "\\": "backslashes", "&": '"&"'}
PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]*\S[^\n]*)*")
DEFINITIONS = "definitions of abbreviations and links"
TYPED_TEXT = "fences around typed text"
RULES = "rules"
TERMS = "terms with definitions"
SLOW_KINDS = (DEFINITIONS, TYPED_TEXT, RULES, TERMS)
# Each is counted by the beginning of its line.
LINES_OF_A_KIND = {
    # A line of = or - makes a heading of the line above it. Quotations have headings, too.
    "headings": re.compile(r"^(?: {0,3}>[> ]*)?#|(?<=[^\n]\n)(?:=+|-+)[ \t]*$", re.MULTILINE),
    # A line of - below another line makes a heading of it.
    RULES: re.compile(r"^(?!(?<=[^\n]\n)-+[ \t]*$)[ \t]{0,3}(?:[-_*][ \t]*){3,}$", re.MULTILINE),
    DEFINITIONS: re.compile(r"^[ \t]{0,3}\*?\[[^\]\n]*\]:", re.M),
    TERMS: re.compile(r"^ {0,3}:[ \t]", re.MULTILINE),
    "boxes": re.compile(r"^[ \t]*!!!", re.MULTILINE),
    TYPED_TEXT: re.compile(r"^[ \t]*(?:```|~~~)", re.MULTILINE),
}

TOO_MUCH = Rule(
    "pages/too-much",
    "A page has more of something than a page needs",
    why="Nobody reads a page of that length to the end, and the time for converting it grows "
    "faster than the text: it could keep the program busy for hours.",
    cure="Divide the page into several pages. If a paragraph has too many special characters, "
    "divide it with empty lines, or delete the characters that are there by mistake.",
)

# A position in a text, and the message about what there is too much of.
Excess = tuple[int, Fault]


def find_excess(text: str) -> Iterator[Excess]:
    """Yield what ``text`` has too much of, each with its position."""
    yield from _find_all_excess(text)


# More than one site has: the pages that every library has stand in it, too.
@lru_cache(maxsize=256)
def _find_all_excess(text: str) -> tuple[Excess, ...]:
    if len(text) > MAXIMUM_CHARACTERS:
        message = f"the text is too long ({len(text):,} characters; at most {MAXIMUM_CHARACTERS:,})"
        return (
            (MAXIMUM_CHARACTERS, TOO_MUCH.make_fault(message, "Divide it into several pages.")),
        )
    return (*_find_excess_of_lines(text), *_find_excess_of_signs(text))


def _find_excess_of_lines(text: str) -> Iterator[Excess]:
    if text.count("\n") < min(MAXIMUM_OF_A_KIND, MAXIMUM_OF_SLOW_KINDS):
        return
    for name, pattern in LINES_OF_A_KIND.items():
        maximum = MAXIMUM_OF_SLOW_KINDS if name in SLOW_KINDS else MAXIMUM_OF_A_KIND
        excess = next(islice(pattern.finditer(text), maximum, None), None)
        if excess:
            message = f"the text has more than {maximum} {name}"
            hint = "Divide it into several pages, or delete what is there by mistake."
            yield excess.start(), TOO_MUCH.make_fault(message, hint)


def _find_excess_of_signs(text: str) -> Iterator[Excess]:
    """Yield the paragraphs with too many of a character; most texts have few in total."""
    many = [sign for sign in OPENING_SIGNS if count_sign(text, sign) > MAXIMUM_OF_A_SIGN]
    for found in PARAGRAPH.finditer(text) if many else ():
        for sign in many:
            if count_sign(found[0], sign) > MAXIMUM_OF_A_SIGN:
                name = NAMES_OF_SIGNS.get(sign, f"signs {sign}")
                message = f"the paragraph has more than {MAXIMUM_OF_A_SIGN} {name}"
                hint = "Divide it with empty lines, divide the table, or delete the mistakes."
                yield found.start(), TOO_MUCH.make_fault(message, hint)
                break


def count_sign(text: str, sign: str) -> int:
    """Count a character; character references, which facts use for it, open nothing."""
    return text.count(sign) - (text.count("&#") if sign in "&#" else 0)
