"""Finds Markdown markup that is left in the words of a text after its conversion.

It was written wrongly, or belongs to a notation that Aviso does not have. Characters that the
author escaped with a backslash, and those in code, are intended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

# The kind of markup ("emphasis"), and the characters with the words after them.
Leftover = tuple[str, str]

TYPED = "typed"
# Notations without a character that ``fast_markdown`` looks for.
UNSIGNED = (
    r"(?P<highlight>(?<![=\w])==(?=[^\s=])[^=\n]{1,200}==(?![=\w]))"
    r"|(?P<raised>\^[^\s^]{1,40}\^)"
    r"|(?P<math>\$\$(?=\S)|(?<![\w$])\$(?=[^\s$\d])[^$\n]{0,100}[\\^_={}][^$\n]{0,100}\$(?![\w$]))"
    r"|(?P<emoji>(?<![\w:/]):(?=[a-z])[a-z0-9_+-]{2,40}:(?![\w:/]))"
)
LEFTOVER = re.compile(
    r"(?P<footnote>\[\^[^\]\s]{1,40}\]|\^\[)"
    r"|(?P<link>\]\(|\]\[|!\[)"
    r"|(?P<attributes>\{:[ \w#.]|\{[#.][\w-]+\})"
    r"|(?P<box>^(?:!!!|\?\?\?))"
    r"|(?P<table>\|[ :]*-{2,}|-{3,}[ :]*\|)"
    r"|(?P<strike>~~)"
    r"|(?P<lowered>(?<!~)~[^\s~]{1,40}~(?!~))"
    r"|(?P<code>`(?=\w)|(?<=\w)`)"
    r"|(?P<emphasis>(?<!\*)\*{2,3}(?!\*)|(?<![\w*)\x03])\*(?=[^\W_]|[¿¡“«\"(]))"
    rf"|{UNSIGNED}"
    r"|(?P<underscores>(?<![\w/])_{1,3}(?=[^\W_])|(?<=[^\W_])_{2,3}(?!\w))",
    re.MULTILINE,
)
EMPHASIS = {"em", "strong"}
# One sign beside emphasized words; two are found wherever they stand.
SIGN_BEFORE = re.compile(r"(?<![*_\\])[*_]\Z")
SIGN_AFTER = re.compile(r"[*_](?![*_])")
UNSIGNED_LEFTOVER = re.compile(UNSIGNED)
# What each of these contains. Hardly any page has one, and this takes a tenth of the time.
MAY_BE_UNSIGNED = re.compile(r"==|\^|\$|:[a-z]")
# Kinds with characters on both sides of the words.
WHOLE = {"footnote", "lowered", "highlight", "raised", "math", "emoji"}
# The words after the markup, by which it is found again in the source.
WORDS_BEHIND = re.compile(r"[^\n\x02\x03*_`~\[\](){}<>&\\|\ue000-\uf8ff]{0,25}")


def has_unsigned_leftover(text: str) -> bool:
    """Tell whether a text has a notation without a character that ``fast_markdown`` looks for."""
    return bool(MAY_BE_UNSIGNED.search(text)) and bool(UNSIGNED_LEFTOVER.search(text))


def find_leftovers(root: Element) -> Iterator[Leftover]:
    """Yield the markup that is left in the words below ``root``, in the order of the text.

    The tree must be that of Python-Markdown before it resolves escaped characters.
    """
    before = root.text
    for element in root:
        if element.tag in EMPHASIS:
            yield from _find_beside(element, before)
        before = element.tail
        if element.tag == "pre":
            # Fenced code is not part of the tree, so this is code by indentation.
            yield TYPED, _find_first_line("".join(element.itertext()))
        elif element.tag != "code":
            yield from _find_in_words(element.text)
            yield from find_leftovers(element)
        yield from _find_in_words(element.tail)


def _find_beside(element: Element, before: str | None) -> Iterator[Leftover]:
    """Yield the signs that have no counterpart on the other side of emphasized words."""
    words = WORDS_BEHIND.match(element.text or "")
    behind = words[0] if words else ""
    if len(element) and element[0].tag == element.tag == "em" and not element.text:
        # Two signs in front and one behind.
        first = WORDS_BEHIND.match(element[0].text or "")
        yield "emphasis", f"**{first[0] if first else ''}"
    elif found := SIGN_BEFORE.search("" if isinstance(before, AtomicString) else before or ""):
        yield ("underscores" if found[0] == "_" else "emphasis"), f"{found[0]}{behind}"
    if found := SIGN_AFTER.match(
        "" if isinstance(element.tail, AtomicString) else element.tail or ""
    ):
        yield ("underscores" if found[0] == "_" else "emphasis"), f"{behind}{found[0]}"


def _find_in_words(words: str | None) -> Iterator[Leftover]:
    if not words or isinstance(words, AtomicString):
        return
    for found in LEFTOVER.finditer(words):
        kind = found.lastgroup or ""
        behind = None if kind in WHOLE else WORDS_BEHIND.match(words, found.end())
        yield kind, f"{found[0]}{behind[0] if behind else ''}".rstrip()


def _find_first_line(typed: str) -> str:
    return next((line.strip() for line in typed.split("\n") if line.strip()), "")
