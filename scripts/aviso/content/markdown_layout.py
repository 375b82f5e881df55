"""Lays out lists, boxes and tables the way Python-Markdown reads them.

In editors, word processors and CommonMark, a list or a table may follow a sentence directly, an
item may be nested by the width of its marker, ``1)`` is allowed, and the text of a box may be
indented by two spaces. Python-Markdown would run all of that together. Lines are moved, but their
words never change. A list with lines indented by multiples of four stays as it is. Sources:
CommonMark 0.31 (5.2 and 5.3), GitHub Flavored Markdown (4.10).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from aviso.content.markdown_tables import is_head_of_table

INDENT = 4
# An item and a box may be indented by one less than code.
SLIGHTLY = INDENT - 1
# With this indentation, an item belongs to the one above it, whatever that item's marker is.
NESTED = 2
# Boxes and quotations nested deeper stay as they are; ``markdown_limits`` refuses them.
MAXIMUM_DEPTH = 20
MARKER = re.compile(r"(?P<mark>[-+*]|(?P<number>\d{1,9})[.)])(?P<gap> +)(?=\S)")
RULE_LINE = re.compile(r"(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})")
HEADING_LINE = re.compile(r"#{1,6}(?:[ #]|$)")
BOX_LINE = re.compile(r"!!! ?[\w-]")
FENCE = re.compile(r"(`{3,}|~{3,})")
QUOTE = re.compile(r" {0,3}> ?")


def lay_out_lines(lines: list[str], depth: int = 0) -> list[str]:
    """Return the lines of a text with each block laid out as Python-Markdown needs it.

    Tabs must already be expanded. Only white space around lines and the character after an item's
    number are changed.
    """
    if depth > MAXIMUM_DEPTH:
        return lines
    layout = _Layout(lines, depth)
    while layout.position < len(lines):
        layout.take_block()
    return layout.output


class _Item(NamedTuple):
    """An open item of a list: the columns of its marker and its words, and its number."""

    marker: int
    content: int
    number: int | None

    def holds(self, indent: int, number: int | None) -> bool:
        """Tell whether an item at this column, with this number, belongs to this one."""
        if indent >= self.content:
            return True
        follows = number is not None and self.number is not None and number == self.number + 1
        return indent >= self.marker + NESTED and not follows


@dataclass
class _Layout:
    """The lines of one text, the next line to take, and the result so far."""

    lines: list[str]
    depth: int

    def __post_init__(self) -> None:
        self.position = 0
        self.output: list[str] = []
        # Whether a list or table would be run together with the line above.
        self.is_in_text = False

    def take_block(self) -> None:
        """Take the next line, or the whole list, box or quotation that begins with it."""
        line = self.lines[self.position]
        text = line.strip(" ")
        indent = _count_indent(line)
        if not text:
            self._put(line, is_in_text=False)
        elif indent > SLIGHTLY:
            self._put(line, is_in_text=self.is_in_text)
        elif fence := FENCE.match(line):
            self._take_fence(fence[1])
        elif self._begins_list(text):
            self._take_list()
        elif BOX_LINE.match(text):
            self._take_box(indent)
        elif text.startswith(">"):
            self._take_quotation()
        elif self._begins_table():
            self._take_table()
        else:
            is_words = not (HEADING_LINE.match(text) or RULE_LINE.fullmatch(text))
            self._put(line, is_in_text=is_words)

    def _put(self, line: str, is_in_text: bool) -> None:
        self.output.append(line)
        self.position += 1
        self.is_in_text = is_in_text

    def _separate_from_text(self) -> None:
        """Put an empty line between a text and a block that must not be run together with it."""
        if self.is_in_text:
            self.output.append("")

    def _take_fence(self, fence: str) -> None:
        """Take code up to its closing fence; a fence that is never closed is an ordinary line."""
        rest = self.lines[self.position + 1 :]
        end = next((at for at, line in enumerate(rest) if line.rstrip() == fence), -1)
        for _ in range(end + 2):
            self._put(self.lines[self.position], is_in_text=False)

    def _begins_list(self, text: str) -> bool:
        found = MARKER.match(text)
        if not found or RULE_LINE.fullmatch(text):
            return False
        # Within a sentence, a line can begin with a year, so only 1 begins a list there.
        return not self.is_in_text or found["number"] in (None, "1")

    def _take_list(self) -> None:
        self._separate_from_text()
        end = _find_end_of_list(self.lines, self.position)
        lines = self.lines[self.position : end]
        self.output += lines if _is_laid_out(lines) else _ListLayout().lay_out(lines)
        self.position = end
        self.is_in_text = bool(lines[-1].strip())
        if end < len(self.lines) and self.lines[end].lstrip(" ").startswith(">"):
            self._separate_from_text()

    def _take_box(self, indent: int) -> None:
        self._put(self.lines[self.position], is_in_text=False)
        first = next((line for line in self.lines[self.position :] if line.strip()), "")
        inner = min(_count_indent(first) - indent, INDENT)
        if inner < NESTED:
            return
        end = self.position
        while end < len(self.lines) and _is_within(self.lines[end], indent + NESTED):
            end += 1
        # A later line may be indented less than the first one.
        body = [
            line[min(indent + inner, _count_indent(line)) :]
            for line in self.lines[self.position : end]
        ]
        for line in lay_out_lines(body, self.depth + 1):
            self.output.append(f"{' ' * (indent + INDENT)}{line}" if line.strip() else "")
        self.position = end
        self.is_in_text = bool(body[-1].strip())

    def _take_quotation(self) -> None:
        end = self.position
        while end < len(self.lines) and QUOTE.match(self.lines[end]):
            end += 1
        quoted = self.lines[self.position : end]
        bare = [QUOTE.sub("", line, count=1) for line in quoted]
        laid_out = lay_out_lines(bare, self.depth + 1)
        self.output += quoted if laid_out == bare else [f"> {line}".rstrip() for line in laid_out]
        self.position = end
        self.is_in_text = True

    def _begins_table(self) -> bool:
        return is_head_of_table(self.lines, self.position)

    def _take_table(self) -> None:
        self._separate_from_text()
        self._put(self.lines[self.position], is_in_text=True)
        self._put(self.lines[self.position], is_in_text=True)


def _count_indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _is_within(line: str, indent: int) -> bool:
    return not line.strip() or _count_indent(line) >= indent


def _find_end_of_list(lines: list[str], start: int) -> int:
    """Return the line after the list that begins at ``start``."""
    is_after_gap = False
    for position in range(start + 1, len(lines)):
        line = lines[position]
        text = line.strip(" ")
        if not text:
            is_after_gap = True
            continue
        is_left = _count_indent(line) < NESTED
        is_item = bool(MARKER.match(text)) and not RULE_LINE.fullmatch(text)
        if is_left and not is_item and (is_after_gap or _parts_lists(lines, position, text)):
            return position
        is_after_gap = False
    return len(lines)


def _parts_lists(lines: list[str], position: int, text: str) -> bool:
    """Tell whether a line ends the list above it, without an empty line between them."""
    return bool(
        HEADING_LINE.match(text)
        or BOX_LINE.match(text)
        or FENCE.match(text)
        or RULE_LINE.fullmatch(text)
        or text.startswith(">")
        or is_head_of_table(lines, position)
    )


def _is_laid_out(lines: list[str]) -> bool:
    """Tell whether Python-Markdown reads a list as it is written.

    It does if every line is indented by a multiple of four and all items of a level have the same
    kind of marker.
    """
    kinds: dict[int, str] = {}
    # Whether the line above belongs to a later paragraph of an item, or is empty.
    is_in_paragraph, is_after_gap = False, False
    for line in lines:
        indent = _count_indent(line)
        if line.strip() and indent % INDENT:
            return False
        found = MARKER.match(line, indent)
        if found and is_in_paragraph and not is_after_gap:
            return False
        is_in_paragraph = not found and (is_in_paragraph or is_after_gap)
        is_after_gap = not line.strip()
        if found:
            kind = "*" if found["number"] is None else found["mark"][-1]
            kinds = {at: one for at, one in kinds.items() if at <= indent}
            if kinds.setdefault(indent, kind) != kind or kind == ")":
                return False
    return True


class _ListLayout:
    """Lays out one list: which items are open, and how far their later paragraphs are indented."""

    def __init__(self) -> None:
        self._open: list[_Item] = []
        self._paragraphs: dict[int, int] = {}
        # The kind of the last item at each level.
        self._kinds: dict[int, bool] = {}
        self._is_after_gap = True
        # Whether the line above belongs to a later paragraph of an item.
        self._is_in_paragraph = False

    def lay_out(self, lines: list[str]) -> list[str]:
        """Return the lines with every level indented by four spaces."""
        output: list[str] = []
        for line in lines:
            output += self._lay_out_line(line)
            self._is_after_gap = not line.strip()
        return output

    def _lay_out_line(self, line: str) -> Iterator[str]:
        indent = _count_indent(line)
        text = line[indent:]
        found = MARKER.match(text)
        if not text:
            yield line
        elif found and not RULE_LINE.fullmatch(text) and self._is_item(indent, found["number"]):
            yield from self._lay_out_item(indent, text, found)
        elif self._is_after_gap:
            yield self._lay_out_paragraph(indent, text)
        else:
            yield line

    def _is_item(self, indent: int, number: str | None) -> bool:
        """Tell whether a marker begins an item and does not continue the sentence above it."""
        if self._is_after_gap or number in (None, "1") or not self._open:
            return True
        return indent < self._open[-1].content

    def _lay_out_item(self, indent: int, text: str, found: re.Match[str]) -> Iterator[str]:
        number = int(found["number"]) if found["number"] else None
        while self._open and not self._open[-1].holds(indent, number):
            self._open.pop()
        level = len(self._open)
        self._paragraphs = {at: base for at, base in self._paragraphs.items() if at < level}
        self._kinds = {at: kind for at, kind in self._kinds.items() if at <= level}
        is_numbered = number is not None
        is_other_kind = self._kinds.setdefault(level, is_numbered) != is_numbered
        if (is_other_kind or self._is_in_paragraph) and not self._is_after_gap:
            # The extension "sane_lists" takes items of another kind for words of the one above,
            # and Python-Markdown every item that follows a later paragraph directly.
            yield ""
        self._is_in_paragraph = False
        self._kinds[level] = is_numbered
        self._open.append(_Item(indent, indent + found.end(), number))
        mark = found["mark"].replace(")", ".")
        yield f"{' ' * (INDENT * level)}{mark}{found['gap']}{text[found.end() :]}"

    def _lay_out_paragraph(self, indent: int, text: str) -> str:
        """Indent a later paragraph of an item by four for each level."""
        self._is_in_paragraph = True
        while len(self._open) > 1 and indent < self._open[-1].marker + NESTED:
            self._open.pop()
        level = len(self._open)
        base = self._paragraphs.setdefault(level - 1, indent)
        return f"{' ' * (INDENT * level + max(indent - base, 0))}{text}"
