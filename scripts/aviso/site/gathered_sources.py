"""Moves the references of a paragraph or list row out of its sentences, into one line below them.

A reader gets the sentence whole, and what several sentences rest on is named once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

# Where a paragraph or a row begins or ends, and where a block within one begins.
EDGE = re.compile(r"<(/?(?:p|li)|ul|ol|dl|table|div)\b")
# A reference within prose; one that is a line already has a class.
BEGIN_OF_REFERENCE = '<cite data-statements="'
REFERENCE = re.compile(rf'\s*{BEGIN_OF_REFERENCE}([^"]+)">.*?</cite>', re.DOTALL)


class _Block(NamedTuple):
    """A paragraph or a row ("p" or "li") with references: its place in the HTML, its ``rest``.

    The rest is all between its name and its end tag; ``end`` is after that.
    """

    name: str
    start: int
    rest: str
    end: int
    statements: tuple[str, ...]


def gather_sources(html: str, cite: Callable[[tuple[str, ...]], str]) -> str:
    """Return the HTML of a page with one line of references for each paragraph and list row.

    ``cite`` makes the line for the ids of statements. Of paragraphs that follow each other and rest
    on the same statements, only the last has the line.
    """
    if BEGIN_OF_REFERENCE not in html:
        return html
    found = list(_find_blocks(html))
    parts: list[str] = []
    end = 0
    for number, block in enumerate(found):
        following = found[number + 1] if number + 1 < len(found) else None
        is_shared = (
            following is not None
            and following.statements == block.statements
            and block.name == following.name == "p"
            and not html[block.end : following.start].strip()
        )
        line = "" if is_shared else f" {cite(block.statements)}"
        parts += [
            html[end : block.start],
            f"<{block.name}{REFERENCE.sub('', block.rest).rstrip()}{line}</{block.name}>",
        ]
        end = block.end
    return "".join([*parts, html[end:]])


def _find_blocks(html: str) -> Iterator[_Block]:
    """Yield each paragraph or row that has references and no blocks of its own.

    A row with a list has its references in that.
    """
    for edge, following in pairwise(EDGE.finditer(html)):
        rest = html[edge.end() : following.start()]
        if following[1] == f"/{edge[1]}" and BEGIN_OF_REFERENCE in rest:
            end = following.end() + len(">")
            yield _Block(edge[1], edge.start(), rest, end, _list_statements(rest))


def _list_statements(block: str) -> tuple[str, ...]:
    """Return the ids of the statements that a block refers to within its prose, each once."""
    named = (name for ids in REFERENCE.findall(block) for name in ids.split())
    return tuple(dict.fromkeys(named))
