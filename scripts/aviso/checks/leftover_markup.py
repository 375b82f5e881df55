"""Reports Markdown markup that readers of a page would see as characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aviso.checks.markdown_rules import (
    LEFTOVER,
    LINK_FORM,
    NOTATION,
    TYPED_BY_ACCIDENT,
    UNDERSCORES,
    UNREAD_ATTRIBUTES,
)
from aviso.checks.rendered import TOKEN_BEGINS, Rendered, TextPosition
from aviso.content.outline import blank_code
from aviso.content.unread_markup import TYPED
from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Fault

OR_ESCAPE = "or put a backslash before each character that should be shown"
NOT_HERE = f"Say it in words, {OR_ESCAPE}."
LIKE_A_LINK = f"Write [words](address) or [words][name] with a line [name]: address, {OR_ESCAPE}."
CLOSE = (
    f"Put the same characters right before the first word and right after the last, {OR_ESCAPE}."
)
# What is wrong with each kind of markup, and what to do.
MESSAGES = {
    "footnote": NOTATION.make_fault("is a footnote, which pages cannot have", NOT_HERE),
    "link": LINK_FORM.make_fault("is not a complete link", LIKE_A_LINK),
    "attributes": UNREAD_ATTRIBUTES.make_fault(
        "has braces that are shown as they are", f"Delete them, {OR_ESCAPE}."
    ),
    "box": LEFTOVER.make_fault(
        "is not read as a box", 'Write !!! note "Please note" at the left, after an empty line.'
    ),
    "table": LEFTOVER.make_fault(
        "is not read as a table",
        "Write the head, the line of hyphens and the rows with the same number of bars, one below "
        "the other.",
    ),
    "strike": LEFTOVER.make_fault("has ~~ without a partner", CLOSE),
    "lowered": NOTATION.make_fault("has ~ characters, which pages do not support", NOT_HERE),
    "code": LEFTOVER.make_fault("has a backtick without a partner", CLOSE),
    "emphasis": LEFTOVER.make_fault("has asterisks that are shown as they are", CLOSE),
    "highlight": NOTATION.make_fault("has == characters, which pages do not support", NOT_HERE),
    "raised": NOTATION.make_fault("has ^ characters, which pages do not support", NOT_HERE),
    "math": NOTATION.make_fault("is a formula, which pages cannot show", NOT_HERE),
    "emoji": NOTATION.make_fault("is the name of an emoji, which pages do not support", NOT_HERE),
    "underscores": UNDERSCORES.make_fault(
        "has underscores that are shown as they are",
        "Put a name between backticks, or write the underscores on both sides of the words.",
    ),
}
LONGEST = 60
IN_WORDS = "is indented, and would be shown as typed text"
TO_THE_LEFT = "Begin its lines at the left, or put typed text between two lines of ```."


def no_markup_is_left(page: Rendered) -> Iterator[Diagnostic]:
    """No reader sees Markdown markup."""
    reported: dict[str, int] = {}
    for kind, shown in page.prose.leftovers:
        # Another rule reports placeholders in code.
        if TOKEN_BEGINS in shown:
            continue
        number = reported.get(shown, 0)
        reported[shown] = number + 1
        text, position = _find_place(page, shown, number)
        fault = (
            TYPED_BY_ACCIDENT.make_fault(IN_WORDS, TO_THE_LEFT) if kind == TYPED else MESSAGES[kind]
        )
        if shown[0] == "]":
            begin = text.text.rfind("[", max(position - LONGEST, 0), position)
            shown = text.text[begin if begin >= 0 else position : position + len(shown)]
        yield _describe(shown, fault).at(text.file, text.find_line(position))


def _describe(shown: str, fault: Fault) -> Fault:
    words = shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…"
    return fault.rule.make_fault(f'"{words}" {fault.message}', fault.hint)


def _find_place(page: Rendered, shown: str, number: int) -> TextPosition:
    """Return the position of the markup: the given occurrence, or else one that begins the same."""
    for beginning in (shown, shown[:12], shown[:2], shown[:1]):
        pattern = re.compile(r"\s+".join(re.escape(word) for word in beginning.split()))
        places = [
            (text, found.start())
            for text in page.texts
            for found in pattern.finditer(blank_code(text.text))
        ]
        if places:
            return places[min(number, len(places) - 1)]
    return page.texts[0], 0
