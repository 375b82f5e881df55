"""Finds the conflict marks of an unfinished merge.

Git writes them at the beginning of lines where two people changed the same place:
``<<<<<<<``, ``|||||||``, ``=======`` and ``>>>>>>>``.
Source: git-merge(1), "How conflicts are presented".
"""

from __future__ import annotations

import re

from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule

UNFINISHED_MERGE = Rule(
    "files/unfinished-merge",
    "A file has the marks of an unfinished merge",
    why="Two people changed the same place, and Git wrote both versions into the file, one below "
    "the other, between marks. "
    "Until somebody chooses, readers would see both.",
    cure="Keep the version that is right, or combine both, and delete the lines with the marks.",
    example="<<<<<<< HEAD",
)
# Seven characters, alone or followed by a name, or more of them with a name; a sentence about the
# marks names several of them. A program that lays out YAML or Markdown anew may have indented them,
# also in a quotation. Perforce has four characters and a word.
MARK = re.compile(
    r"^[ \t]*(?:>[ \t]+)*(?P<mark>"
    r"(?:<{7}|>{7}|\|{7})(?: (?![^\n]*(?:<{7}|>{7}|={7}))|(?=\n|\Z))"
    r"|(?:<{8,}|>{8,}|\|{8,})(?= \S))"
    r"|^(?:>[ \t]+)*(?P<middle>={7})(?=\n|\Z)"
    r"|^(?P<word>>>>> ORIGINAL|==== THEIRS|==== YOURS) (?=\S)",
    re.MULTILINE,
)
# What every mark has somewhere. Looking for it is much faster than looking for a mark.
HINTS = ("<<<<<<<", ">>>>>>>", "|||||||", "=======", ">>>> ORIGINAL", "==== ")
# In Markdown, a line of = below words makes them a heading.
SEPARATOR = "======="


def find_conflict_marks(text: str, *, is_markdown: bool = False) -> list[tuple[int, str]]:
    """Return the position and the text of each mark in ``text``.

    In Markdown, ``=======`` below words counts only if the text has another mark, too.
    """
    # Looking for one character is much faster than looking for several.
    if not any(hint[0] in text and hint in text for hint in HINTS):
        return []
    found = [
        (mark.start(), str(mark["mark"] or mark["middle"] or mark["word"]).strip())
        for mark in MARK.finditer(text)
    ]
    if is_markdown and all(mark == SEPARATOR for _, mark in found):
        return [one for one in found if not one[0] or text.endswith("\n\n", 0, one[0])]
    return found


def describe_mark(mark: str) -> tuple[str, str]:
    """Return what is wrong with a line that begins with ``mark``, and what to do."""
    return (
        f'begins with "{mark}", which an unfinished merge has left',
        "Keep the version that is right, and delete the lines with the marks.",
    )


def find_unfinished_merges(text: str, name: str) -> list[Diagnostic]:
    """Return a finding for each mark in the text of the file ``name``."""
    return [
        UNFINISHED_MERGE.at(name, text.count("\n", 0, start) + 1, *describe_mark(mark))
        for start, mark in find_conflict_marks(text)
    ]
