"""Finds the marks of a merge that nobody has finished.

Git writes them at the beginning of lines where two people have changed the same place:
``<<<<<<<``, ``|||||||``, ``=======`` and ``>>>>>>>``.
Source: git-merge(1), "How conflicts are presented".
"""

from __future__ import annotations

import re

from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule

UNFINISHED_MERGE = Rule(
    "files/unfinished-merge",
    "A file has the marks of a merge that nobody finished",
    why="Two people changed the same place, and Git wrote both versions into the file, one below "
    "the other, between marks. "
    "Somebody has to choose; until then readers would see both.",
    cure="Keep the version that is right, or write one of both, and delete the lines with the "
    "marks.",
    example="<<<<<<< HEAD",
)
MARK = re.compile(r"^(?:<{7}|>{7}|\|{7})(?=[ \n]|\Z)|^={7}(?=\n|\Z)", re.MULTILINE)
MARKS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
# In Markdown, the line below a heading may look like the one between the two versions.
AMBIGUOUS = "======="


def find_conflict_marks(text: str, *, is_markdown: bool = False) -> list[tuple[int, str]]:
    """Return the line and the text of each mark in ``text``, whose lines end with a line feed.

    In Markdown, ``=======`` counts only if the text has another mark, too.
    """
    if not any(mark in text for mark in MARKS):
        return []
    found = [(text.count("\n", 0, mark.start()) + 1, mark[0]) for mark in MARK.finditer(text)]
    if is_markdown and all(mark == AMBIGUOUS for _, mark in found):
        return []
    return found


def find_unfinished_merges(text: str, name: str, *, is_markdown: bool = False) -> list[Diagnostic]:
    """Return a finding for each mark in the text of the file ``name``."""
    return [
        UNFINISHED_MERGE.at(
            name,
            line,
            f'begins with "{mark}", which an unfinished merge has left',
            "Keep the version that is right, and delete the lines with the marks.",
        )
        for line, mark in find_conflict_marks(text, is_markdown=is_markdown)
    ]
