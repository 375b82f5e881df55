"""Moves the references of a paragraph or list row out of its sentences, into one line below them.

A reader gets the sentence whole, and what several sentences rest on is named once.
"""

from __future__ import annotations

import re
from collections.abc import Callable

# A paragraph or a row without blocks of its own; a row with a list has its references in that.
# Nearly all of a page is text, which goes by in one step and is not tried again (``*+``).
BLOCK = re.compile(
    r"<(?P<name>p|li)(?P<rest>[\s>][^<]*+"
    r"(?:<(?!(?:p|li|ul|ol|dl|table|div|/(?:p|li))\b)[^<]*+)*)</(?P=name)>"
)
# A reference within prose. One that is a line already has no class.
BEGINS = '<cite class="within" data-statements="'
REFERENCE = re.compile(rf'\s*{BEGINS}([^"]+)">.*?</cite>', re.DOTALL)


def gather_sources(html: str, cite: Callable[[tuple[str, ...]], str]) -> str:
    """Return the HTML of a page with one line of references for each paragraph and list row.

    ``cite`` makes the line for the ids of statements. Of paragraphs that follow each other and rest
    on the same statements, only the last has the line.
    """
    if BEGINS not in html:
        return html
    found = [(block, ids) for block in BLOCK.finditer(html) if (ids := _list_statements(block[0]))]
    parts: list[str] = []
    end = 0
    for number, (block, ids) in enumerate(found):
        following = found[number + 1] if number + 1 < len(found) else None
        is_shared = (
            following is not None
            and following[1] == ids
            and block["name"] == following[0]["name"] == "p"
            and not html[block.end() : following[0].start()].strip()
        )
        line = "" if is_shared else f" {cite(ids)}"
        parts += [
            html[end : block.start()],
            f"<{block['name']}{REFERENCE.sub('', block['rest']).rstrip()}{line}</{block['name']}>",
        ]
        end = block.end()
    return "".join([*parts, html[end:]])


def _list_statements(block: str) -> tuple[str, ...]:
    """Return the ids of the statements that a block refers to within its prose, each once."""
    if BEGINS not in block:
        return ()
    named = (name for ids in REFERENCE.findall(block) for name in ids.split())
    return tuple(dict.fromkeys(named))
