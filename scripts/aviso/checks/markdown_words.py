"""Rules on links, references and numbers in a Markdown text that readers would see wrongly."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.entities import html5

from aviso.checks.markdown_rules import (
    LINK_DEFINITION,
    LINK_FORM,
    LIST_NUMBERS,
    NOTATION,
    REFERENCE_FORM,
)
from aviso.content.outline import blank_code
from aviso.content.source_text import SourceText
from aviso.core.character_references import is_reference
from aviso.core.diagnostics import Diagnostic
from aviso.core.written_markup import find_program_notations, may_have_program_notation

# Text in parentheses that is clearly an address.
SCHEME = r"https?://|www\.|mailto:|tel:|\.\.?/|#[A-Za-z]"
ADDRESS = rf"(?:{SCHEME})[^()\[\]\s]*|[\w./-]{{1,100}}\.md(?:#[\w-]*)?|[\w.+-]{{1,64}}@[\w.-]+"
PICTURE = r"[^()\[\]\s]{1,200}\.(?:png|jpe?g|gif|webp|svg)"
TURNED_LINK = re.compile(rf"!?\([^()\n]{{1,200}}\)\[(?:{ADDRESS}|{PICTURE})\]", re.IGNORECASE)
PARTED_LINK = re.compile(
    rf"(?<!!)\[[^\[\]\n]{{1,200}}\][ \t\n\u00a0\u202f]+\((?:{ADDRESS})\)", re.IGNORECASE
)
PARTED_PICTURE = re.compile(
    rf"!(?:[ \t]+\[[^\[\]\n]{{0,200}}\][ \t]*|\[[^\[\]\n]{{0,200}}\][ \t]+)\({PICTURE}\)",
    re.IGNORECASE,
)
BRACED_LINK = re.compile(rf"\[[^\[\]\n]{{1,200}}\]\{{(?:{ADDRESS})\}}", re.IGNORECASE)
WIKI_LINK = re.compile(r"!?\[\[[^\[\]\n]{1,200}\]\]")
EMPTY_LINK = re.compile(
    r"(?<!!)\[[ \t]*\]\([^()\n]*\)|"
    r"\[[^\[\]\n]{0,200}\]\([ \t]*(?:\"[^\"\n]*\"|'[^'\n]*')?[ \t]*\)"
)
TOUCHING_LINK = re.compile(
    rf"(?<!!)\[[^\[\]\n]{{1,200}}\](?:<(?:{ADDRESS})>|(?:https?://|www\.)[^\s<>\[\]()]+)",
    re.IGNORECASE,
)
UNCLOSED_LINK = re.compile(
    r"(?<![\]!\\])\[[^\[\]()\n]{1,200}\((?:https?://|www\.|mailto:|tel:)[^()\s]*\)(?![^\[\]\n]*\])",
    re.IGNORECASE,
)
BRACKETED_LINK = re.compile(
    rf"(?<!!)\[[^\[\]\n]{{1,200}}\][ \t\n\u00a0]+\[(?:{ADDRESS})\]", re.IGNORECASE
)
PARTED_ADDRESS = re.compile(
    r"\bhttps?(?:[ \t]+:|:[ \t]+/|:/[ \t]+|://[ \t]+)/{0,2}(?=[\w-]+\.\w)[^\s<>()\[\]]+",
    re.IGNORECASE,
)
BRACED_WORDS = re.compile(rf"!?\{{[^{{}}\n]{{1,200}}\}}\((?:{ADDRESS}|{PICTURE})\)", re.IGNORECASE)
# Each with what it cannot be without, which is searched for first: a pattern that begins with one
# sign is quick.
LINK_FAULTS = tuple(
    (re.compile(sign, re.IGNORECASE), pattern, fault)
    for sign, pattern, fault in (
        (r"\)\[", TURNED_LINK, "has its brackets and parentheses swapped"),
        (r"\]\s+\(", PARTED_LINK, "has a space between the brackets and the parentheses"),
        (r"!(?=[ \t]|\[)", PARTED_PICTURE, "has a space that does not belong there"),
        (r"\]\{", BRACED_LINK, "has its address in braces"),
        (r"\[\[", WIKI_LINK, "has two brackets instead of one, and no address"),
        (r"\](?:(?<=[\[ \t]\])\(|\([ \t]*[\"')])", EMPTY_LINK, "has no words or no address"),
        (r"\](?=[<hw])", TOUCHING_LINK, "has its address without parentheses"),
        (r"\((?<!\]\()(?=[hwmt])", UNCLOSED_LINK, "has a bracket that is never closed"),
        (r"\]\s+\[", BRACKETED_LINK, "has its address in brackets"),
        (r"http", PARTED_ADDRESS, "has a space within its address"),
        (r"\}\(", BRACED_WORDS, "has its words in braces"),
    )
)
LIKE_A_LINK = "Write [words](address), without a space between them."
DEFINITION = re.compile(r"^ {0,3}\[(?!\^)([^\[\]\n]+)\]:[ \t]*\n?[ \t]*\S[^\n]*$", re.MULTILINE)
REFERENCE = re.compile(r"\[([^\[\]]+)\]")
ANY_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>]*|\]\([^()\n]*\)", re.IGNORECASE)
NAMED = re.compile(r"(\w?)&(#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31})(;?)(?!=)")
DOUBLED = re.compile(r"&amp;(?:#[xX]?[0-9A-Fa-f]{1,6}|[A-Za-z]\w{1,31});")
NUMBERED = re.compile(r"(?P<indent>[ \t]*)(?:(?P<number>\d{1,9})[.)]|[-+*])[ \t]+\S")
# Without one of these, no item is numbered.
LISTED_NUMBER = re.compile(r"\d[.)][ \t]")
# Longer numbers at the beginning of a paragraph are years.
LARGEST_FIRST = 999


@LINK_FORM.check
def links_are_written_as_links(text: SourceText) -> Iterator[Diagnostic]:
    """Words in brackets, then the address in parentheses."""
    if not any(sign in text.text for sign in ("[", "}(", "http", "HTTP", "Http")):
        return
    code_free = blank_code(text.text)
    for sign, pattern, fault in LINK_FAULTS:
        for found in pattern.finditer(code_free) if sign.search(code_free) else ():
            shown = " ".join(found[0].split())
            shown = shown if len(shown) <= 60 else f"{shown[:60]}…"
            yield text.make_problem(found.start(), f'"{shown}" {fault}', LIKE_A_LINK)


@LINK_DEFINITION.check
def definitions_are_used(text: SourceText) -> Iterator[Diagnostic]:
    """Each definition of a link is used, and appears once."""
    if "]:" not in text.text:
        return
    code_free = blank_code(text.text)
    definitions = list(DEFINITION.finditer(code_free))
    prose = DEFINITION.sub("", code_free)
    used = {_fold(found[1]) for found in REFERENCE.finditer(prose)}
    seen: set[str] = set()
    for found in definitions:
        label = _fold(found[1])
        if label in seen:
            message = f'the address of "[{found[1]}]" is defined twice'
            yield text.make_problem(found.start(), message, "Delete one of the two lines.")
        elif label not in used:
            message = f'the line "[{found[1]}]: …" is not shown, and no link uses it'
            hint = f"Write a link like [words][{found[1]}], or begin a sentence without brackets."
            yield text.make_problem(found.start(), message, hint)
        seen.add(label)


def _fold(label: str) -> str:
    return " ".join(label.lower().split())


@NOTATION.check
def no_notation_of_a_program_is_shown(text: SourceText) -> Iterator[Diagnostic]:
    """There is nothing that a program wrote for another program: ni\\u00f1o, espa=C3=B1ol."""
    if not may_have_program_notation(text.text):
        return
    prose = DEFINITION.sub(_blank, ANY_ADDRESS.sub(_blank, blank_code(text.text)))
    for found in find_program_notations(prose):
        message = f'"{found[0][:40]}" is what a program writes, and readers would see it'
        yield text.make_problem(found.start(), message, "Type what readers are to see.")


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


@REFERENCE_FORM.check
def references_are_whole(text: SourceText) -> Iterator[Diagnostic]:
    """A character reference has a known name and its semicolon."""
    if "&" not in text.text:
        return
    prose = ANY_ADDRESS.sub(lambda found: " " * len(found[0]), blank_code(text.text))
    for found in DOUBLED.finditer(prose):
        shown = f"&{found[0].removeprefix('&amp;')}"
        message = f'"{found[0]}" would be shown as {shown}'
        yield text.make_problem(found.start(), message, f"Write {shown}, or the character itself.")
    for found in NAMED.finditer(prose):
        if fault := _find_fault_of_reference(before=found[1], name=found[2], end=found[3]):
            yield text.make_problem(
                found.start(2), f'"&{found[2]}{found[3]}" {fault}', TYPE_THE_SIGN
            )


TYPE_THE_SIGN = "Type the character itself."


def _find_fault_of_reference(before: str, name: str, end: str) -> str | None:
    if end:
        is_known = name.startswith("#") or f"{name};" in html5
        return None if is_known else "is not a character that browsers know"
    return "has no semicolon at its end" if is_reference(before, name, end) else None


@LIST_NUMBERS.check
def numbers_are_those_shown(text: SourceText) -> Iterator[Diagnostic]:
    """The items of a list have the numbers that readers will see."""
    if not LISTED_NUMBER.search(text.text):
        return
    open_lists: dict[int, tuple[int, int]] = {}
    above, position = "", 0
    for line in blank_code(text.text).split("\n"):
        found = NUMBERED.match(line)
        if found:
            indent = len(found["indent"].expandtabs(4))
            open_lists = {at: one for at, one in open_lists.items() if at <= indent}
            if found["number"] is None:
                open_lists.pop(indent, None)
            elif fault := _find_fault_of_number(open_lists, indent, int(found["number"]), above):
                yield text.make_problem(position, fault, RENUMBER)
        elif line.strip() and not line.startswith("  ") and not above.strip():
            open_lists = {}
        above = line
        position += len(line) + 1


RENUMBER = (
    "Number the items one after the other, with an empty line above the first; or put a backslash "
    "before the period, if the number is part of the words."
)


def _find_fault_of_number(
    open_lists: dict[int, tuple[int, int]], indent: int, number: int, above: str
) -> str | None:
    """Add an item to its list, by its indent; return what is wrong with its number, or None."""
    if indent not in open_lists:
        if above.strip() and number != 1 and not NUMBERED.match(above):
            return f"the line begins with {number}. and would run together with the one above"
        open_lists[indent] = number, 0
        return (
            f"the paragraph would become item {number} of a list"
            if (number > LARGEST_FIRST)
            else None
        )
    first, count = open_lists[indent]
    open_lists[indent] = first, count + 1
    if number in (first, first + count + 1):
        return None
    return f"the item with the number {number} would be shown as {first + count + 1}"


WORD_RULES: tuple[Callable[[SourceText], Iterator[Diagnostic]], ...] = (
    links_are_written_as_links,
    definitions_are_used,
    no_notation_of_a_program_is_shown,
    references_are_whole,
    numbers_are_those_shown,
)
