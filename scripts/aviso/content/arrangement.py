"""Arranges the text of a page: leaves out empty parts, and inserts the library's own paragraphs.

A paragraph is left out if a block in it has no facts, or if it depends on facts that are missing. A
heading is left out if everything below it is. ``{{ practices() }}`` and similar placeholders become
sections. Every line keeps its number, for diagnostics.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from aviso.content.fragments import Condition, FactError, Fragment, Sections, Value
from aviso.content.outline import HEADING_ID, blank_code
from aviso.content.pages import ADDITION
from aviso.content.source_text import SourceText

LONE_PLACEHOLDER = re.compile(r"[ \t]*\{\{((?:[^{}\n]++|\{(?!\{)|\}(?!\}))*)\}\}[ \t]*")
HEADING_LINE = re.compile(r"(#{1,6})[ \t]")

NO_VALUES: Mapping[str, Value] = MappingProxyType({})

# Returns the value of an expression. Raises FactError.
Evaluate = Callable[[str], Value]


@dataclass(frozen=True)
class OmittedBlock:
    """A block that was left out: its position in the file, its expression and what is missing."""

    line: int
    expression: str
    absence: str


@dataclass
class Arrangement:
    """A page's text as it is shown.

    ``values`` are the values of the placeholders on lines of their own. ``left_out`` are the blocks
    without facts that should be reported.
    """

    text: SourceText
    values: dict[str, Value] = field(default_factory=dict)
    left_out: list[OmittedBlock] = field(default_factory=list)


@dataclass
class _Part:
    """A heading or a paragraph: its level (0 for a paragraph), its lines, and their numbers.

    ``seen`` are the lines without code; ``has_placeholder`` says that one of them may have one.
    """

    level: int
    lines: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    has_placeholder: bool = False
    is_left_out: bool = False

    @property
    def has_words(self) -> bool:
        return any(line.strip() for line in self.lines)

    @property
    def anchor(self) -> str:
        found = HEADING_ID.search(self.lines[0]) if self.level else None
        return found[1] if found else ""


def arrange_text(
    text: SourceText,
    evaluate: Evaluate,
    page: str = "",
    additions: Container[str] = (),
    known: Mapping[str, Value] = NO_VALUES,
) -> Arrangement:
    """Return the text of the page with this name as it is shown.

    ``additions`` are the names of the files with the library's own paragraphs, like
    ``_after-collect-cameras``. ``known`` are the values of expressions evaluated before.
    """
    arranged = Arrangement(text, dict(known))
    parts = list(_split(_expand(text, evaluate, arranged.values)))
    for part in parts:
        _judge(part, evaluate, arranged)
    parts = list(_insert_additions(parts, page, additions))
    _leave_out_empty_sections(parts)
    kept = [part for part in parts if not part.is_left_out]
    markdown = "\n".join(line for part in kept for line in part.lines)
    if markdown != text.text:
        numbers = tuple(number for part in kept for number in part.numbers)
        arranged.text = replace(text, text=markdown, lines=numbers or (text.first_line,))
    return arranged


def has_content(
    text: SourceText,
    evaluate: Evaluate,
    page: str = "",
    additions: Container[str] = (),
    values: dict[str, Value] | None = None,
) -> bool:
    """Tell whether a page has more than headings; evaluate no more of it than needed.

    A page from which nothing was left out counts as having content. The values of the expressions
    that were evaluated are added to ``values``.
    """
    arranged = Arrangement(text, {} if values is None else values)
    parts = list(_split(_expand(text, evaluate, arranged.values)))
    if any(part.level == 0 for part in _insert_additions(parts[:], page, additions, only=True)):
        return True
    was_left_out = False
    for part in parts:
        if part.level == 0 and part.has_words:
            _judge(part, evaluate, arranged)
            if not part.is_left_out:
                return True
            was_left_out = True
    return not was_left_out


def _expand(
    text: SourceText, evaluate: Evaluate, values: dict[str, Value]
) -> Iterator[tuple[str, str, int]]:
    """Yield the lines as (line, line without code, number), with section placeholders expanded."""
    written, plain = text.text.split("\n"), blank_code(text.text).split("\n")
    for number, (line, seen) in enumerate(zip(written, plain, strict=True)):
        where = text.lines[number] if text.lines else text.first_line + number
        # Most lines have no placeholder.
        found = LONE_PLACEHOLDER.fullmatch(seen) if "{{" in seen else None
        value = _look_up(found[1].strip(), evaluate, values) if found else None
        if isinstance(value, Sections) and value.markdown:
            for inner in value.markdown.split("\n"):
                yield inner, inner, where
        else:
            yield line, seen, where


def _split(lines: Iterator[tuple[str, str, int]]) -> Iterator[_Part]:
    """Yield headings and paragraphs, each with the empty lines below it."""
    part = _Part(0)
    for line, seen, number in lines:
        heading = HEADING_LINE.match(seen) if seen.startswith("#") else None
        is_new = heading or (
            line.strip() and part.lines and (part.level or not part.lines[-1].strip())
        )
        if is_new:
            if part.lines:
                yield part
            part = _Part(len(heading[1]) if heading else 0)
        part.lines.append(line)
        part.seen.append(seen)
        part.numbers.append(number)
        part.has_placeholder = part.has_placeholder or "{{" in seen
    if part.lines:
        yield part


def _judge(part: _Part, evaluate: Evaluate, arranged: Arrangement) -> None:
    """Leave out a paragraph that has nothing to show; remove conditions from the others."""
    if not part.has_placeholder:
        return
    kept: list[tuple[str, int]] = []
    for line, seen, number in zip(part.lines, part.seen, part.numbers, strict=True):
        found = LONE_PLACEHOLDER.fullmatch(seen)
        expression = found[1].strip() if found else ""
        value = _look_up(expression, evaluate, arranged.values) if found else None
        is_missing = isinstance(value, Fragment) and value.is_empty
        if is_missing or value in (Condition(False), Sections("")):
            part.is_left_out = True
            if isinstance(value, Fragment) and value.absence:
                arranged.left_out.append(OmittedBlock(number, expression, value.absence))
            return
        if not isinstance(value, Condition):
            kept.append((line, number))
    if len(kept) < len(part.lines):
        part.lines, part.numbers = [line for line, _ in kept], [number for _, number in kept]
        # A condition alone is not a paragraph.
        part.is_left_out = not part.has_words


def _look_up(expression: str, evaluate: Evaluate, values: dict[str, Value]) -> Value | None:
    """Return the value of an expression; None if it is invalid, which filling the page reports."""
    if expression not in values:
        try:
            values[expression] = evaluate(expression)
        except FactError:
            return None
    return values[expression]


def _insert_additions(
    parts: list[_Part], page: str, additions: Container[str], only: bool = False
) -> Iterator[_Part]:
    """Yield the parts with the library's own paragraphs, before the next heading.

    With ``only``, yield only those paragraphs.
    """
    waiting: _Part | None = None
    for part in (*parts, None):
        if waiting and (part is None or part.level):
            yield waiting
            waiting = None
        if part and part.level:
            name = f"{ADDITION}{page}-{part.anchor}" if part.level > 1 else f"{ADDITION}{page}"
            if name in additions:
                waiting = _Part(0, numbers=[part.numbers[0]] * 3)
                waiting.lines = waiting.seen = ["", f"{{{{ shared('{name}') }}}}", ""]
        if part and not only:
            yield part


def _leave_out_empty_sections(parts: list[_Part]) -> None:
    """Leave out each heading below which everything was left out; keep the main heading."""
    if not any(part.is_left_out for part in parts):
        return
    for number in range(len(parts) - 1, -1, -1):
        level = parts[number].level
        if level < 2:
            continue
        below = [part for part in _list_section(parts, number) if part.has_words]
        parts[number].is_left_out = bool(below) and all(part.is_left_out for part in below)


def _list_section(parts: list[_Part], number: int) -> list[_Part]:
    found: list[_Part] = []
    for part in parts[number + 1 :]:
        if part.level and part.level <= parts[number].level:
            break
        found.append(part)
    return found
