"""Finds the headings, the code and what is struck out in a Markdown text as it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from aviso.content.pages import PageSource
from aviso.content.source_text import SourceText

# Begins with the end of the line above, which is found much faster than the beginning of a line.
HEADING = re.compile(r"\n(#{1,6})([^\n]*)")
HEADING_ID = re.compile(r"\{:?[^{}]*#([\w-]+)[^{}]*\}[ \t]*#*[ \t]*$")
FENCE = re.compile(r"(`{3,}|~{3,})")
# As ``safe_markdown`` reads it, within one paragraph.
STRUCK_OUT = re.compile(r"(?<![~\\])~~(?![\s~])(?:(?!\n[ \t]*\n)[^~])+(?<!\s)~~(?!~)")
CODE_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)((?:(?!\n[ \t]*\n)[\s\S])+?)(?<!`)\1(?!`)")


def get_page_text(source: PageSource) -> SourceText:
    """Return the Markdown of a page with its file and line."""
    return SourceText(source.markdown, source.file, source.first_line)


def find_written_headings(text: SourceText) -> list[tuple[int, int, str]]:
    """List every heading that is written with # as (position, level, words)."""
    return list(_find_headings(text.text))


# Several rules ask for the headings of each text.
@lru_cache(maxsize=256)
def _find_headings(text: str) -> tuple[tuple[int, int, str], ...]:
    return tuple(
        (found.start(), len(found[1]), found[2].strip())
        for found in HEADING.finditer(f"\n{blank_code(text)}")
    )


def find_heading_ids(text: SourceText) -> dict[str, int]:
    """Return the position of every id that the author gave a heading."""
    return {
        found[1]: position
        for position, _, words in find_written_headings(text)
        if (found := HEADING_ID.search(words))
    }


@lru_cache(maxsize=256)
def blank_code(text: str) -> str:
    """Return ``text`` with all code, in blocks and in lines, replaced by spaces.

    Every position in the text stays as it was.
    """
    if "`" not in text and "~~~" not in text:
        return text
    return CODE_SPAN.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), remove_fenced_code(text))


def blank_struck_out(text: str) -> str:
    """Return ``text`` with what is struck out (~~not~~) replaced by spaces: it is not said.

    Every position in the text stays as it was. Code is no formatting.
    """
    if "~~" not in text:
        return text
    kept, end = [], 0
    # Tildes in code do not strike text out, and code is not blank.
    pairs = zip(text, blank_code(text), strict=True)
    plain = "".join(sign if sign == seen else "x" for sign, seen in pairs)
    for found in STRUCK_OUT.finditer(plain):
        kept += [text[end : found.start()], re.sub(r"[^\n]", " ", found[0])]
        end = found.end()
    return "".join((*kept, text[end:]))


def remove_fenced_code(text: str) -> str:
    """Return ``text`` with the code between fences replaced by spaces, and every position kept."""
    lines = text.split("\n")
    for start, end in _find_fenced_blocks(lines):
        lines[start : end + 1] = [" " * len(line) for line in lines[start : end + 1]]
    return "\n".join(lines)


def _find_fenced_blocks(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the first and last line (from 0) of every code block between ``` or ~~~."""
    opened: tuple[int, str] | None = None
    for number, line in enumerate(lines):
        fence = FENCE.match(line)
        if opened is None and fence:
            opened = number, fence[1]
        elif opened and line.rstrip() == opened[1]:
            yield opened[0], number
            opened = None
