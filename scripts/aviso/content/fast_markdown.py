"""Converts the most common forms of Markdown quickly, byte for byte as Python-Markdown would.

Most pages contain only headings, paragraphs, flat lists, boxes, bold words and links. For these, a
few patterns need a tenth of the time of a full parser. A text with any other markup (the group
``unusual``) is left to Python-Markdown (``markdown_converter``). The tests compare the two on
random texts and on every page of the project.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypedDict

from markdown.extensions.toc import nest_toc_tokens, slugify, unique

from aviso.content.bare_addresses import MAY_BEGIN
from aviso.content.html import BOX_KINDS, is_link_safe
from aviso.content.safe_markdown import Part
from aviso.content.unread_markup import UNSIGNED_LEFTOVER

# Characters that may be markup. Markup that does not clearly have one of the forms below is
# unusual.
SIGNS = r"`*_\[\]{}\\<>&|~"
PLAIN = rf"[^{SIGNS}]"
WORDS = rf"(?!\s){PLAIN}+?(?<!\s)"
LANGUAGE = r"(?:\{{: lang=(?P<{}>[a-z]{{2,3}})\}})?"
BOLD = rf"\*\*(?P<bold>{WORDS})\*\*{LANGUAGE.format('bold_language')}"
STRESSED = rf"(?<!\*)\*(?P<stressed>{WORDS})\*(?!\*){LANGUAGE.format('stressed_language')}"
LINK = rf"(?<!!)\[(?P<label>{PLAIN}+)\]\((?P<target>[^\s()\"'{SIGNS}\ue000-\uf8ff]+)\)"
INLINE = re.compile(
    rf"{BOLD}|{STRESSED}|{LINK}|&#\d+;|(?P<unusual>[{SIGNS}]|(?i:{MAY_BEGIN.pattern}))"
)
# The beginnings of a line of running text: nothing that begins a list, a heading, a box, a table or
# a definition.
BEGINNING = r"(?:[^\W\d_]|\d+(?![\d.)])|[¿¡(“\"'’«\[\ue000—…]|\*\*?(?=\w)|&#\d)"
LINE = rf"{BEGINNING}[^\n]*"
PARAGRAPH = re.compile(rf"{LINE}(?:\n{LINE})*")
HEADING = re.compile(r"(?P<level>#{1,6}) +(?P<words>[^\n#{}]*[^\n#{} ])(?: +\{#(?P<id>[\w-]+)\})?")
BULLETS = re.compile(rf"- {LINE}(?:\n- {LINE})*")
NUMBERS = re.compile(rf"1\. {LINE}(?:\n\d+\. {LINE})*")
BOX = re.compile(
    rf"!!! (?P<kind>{'|'.join(BOX_KINDS)}) \"(?P<title>[^\"\n{SIGNS}]+)\"\n"
    rf"(?P<text> {{4}}{LINE}(?:\n {{4}}{LINE})*)"
)
ITEM_MARKER = re.compile(r"^(?:-|\d+\.) ", re.MULTILINE)
# White space that Python-Markdown changes, and characters that it reserves.
UNUSUAL_SPACE = re.compile(r"[\t\r\x02\x03\xa0\u2028\u2029\x0b\x0c\x1c-\x1f\x85]| (?:\n|\Z)|\]:")

# Turns the address of a link as it is written into the address on the page.
AddressOf = Callable[[str], str]


class FlatHeading(TypedDict):
    """A heading as Python-Markdown's extension "toc" lists it."""

    level: int
    id: str
    name: str


class Heading(FlatHeading):
    """A heading with those below it."""

    children: list[Heading]


@dataclass
class QuickResult:
    """The HTML, the headings as the extension "toc" nests them, and the parts of the text.

    For the parts, see ``aviso.content.safe_markdown``.
    """

    html: str
    headings: list[Heading]
    parts: list[Part]


class _Unusual(Exception):
    """The text contains a form that is not one of the most common."""


def convert_quickly(text: str, address_of: AddressOf) -> QuickResult | None:
    """Return ``text`` as HTML if it has only the most common forms, or else None."""
    if UNUSUAL_SPACE.search(text) or UNSIGNED_LEFTOVER.search(text):
        return None
    writer = _Writer(address_of)
    try:
        blocks = [writer.write(block) for block in re.split(r"\n{2,}", text.strip("\n")) if block]
    except _Unusual:
        return None
    if not writer.has_unique_ids:
        return None
    return QuickResult("\n".join(blocks), nest_toc_tokens(writer.headings), writer.parts)


class _Writer:
    """Writes block after block, and collects headings and links on the way."""

    def __init__(self, address_of: AddressOf) -> None:
        self.headings: list[FlatHeading] = []
        self.parts: list[Part] = []
        self._address_of = address_of
        self._written_ids: set[str] = set()
        self._generated_ids: set[str] = set()
        self._is_after_list = False

    @property
    def has_unique_ids(self) -> bool:
        """Tell whether no id made from a heading's words equals one that the author wrote."""
        return not self._written_ids & self._generated_ids

    def write(self, block: str) -> str:
        """Return the HTML of one block between empty lines. Raises _Unusual."""
        is_after_list, self._is_after_list = self._is_after_list, False
        if PARAGRAPH.fullmatch(block):
            return f"<p>{self._write_inline(block)}</p>"
        if found := HEADING.fullmatch(block):
            return self._write_heading(len(found["level"]), found["words"], found["id"])
        for pattern, tag in ((BULLETS, "ul"), (NUMBERS, "ol")):
            # Two lists that follow each other are one list with paragraphs in it.
            if pattern.fullmatch(block) and not is_after_list:
                self._is_after_list = True
                return self._write_list(tag, block)
        if found := BOX.fullmatch(block):
            if MAY_BEGIN.search(found["title"]):
                raise _Unusual
            words = self._write_inline(found["text"].replace("\n    ", "\n")[4:])
            return (
                f'<div class="admonition {found["kind"]}">\n'
                f'<p class="admonition-title">{found["title"]}</p>\n<p>{words}</p>\n</div>'
            )
        raise _Unusual

    def _write_heading(self, level: int, words: str, identifier: str | None) -> str:
        if "*" in words or "[" in words:
            raise _Unusual
        inner = self._write_inline(words)
        name = " ".join(inner.split())
        if identifier is None:
            identifier = unique(slugify(html.unescape(name), "-"), self._generated_ids)
        else:
            self._written_ids.add(identifier)
        self.headings.append({"level": level, "id": identifier, "name": name})
        self.parts.append(("heading", str(level), ""))
        return f'<h{level} id="{identifier}">{inner}</h{level}>'

    def _write_list(self, tag: str, block: str) -> str:
        items = "\n".join(
            f"<li>{self._write_inline(item)}</li>"
            for item in ITEM_MARKER.sub("", block).split("\n")
        )
        return f"<{tag}>\n{items}\n</{tag}>"

    def _write_inline(self, text: str) -> str:
        return INLINE.sub(self._write_marked_words, text)

    def _write_marked_words(self, found: re.Match[str]) -> str:
        for name, tag in (("bold", "strong"), ("stressed", "em")):
            if words := found[name]:
                if MAY_BEGIN.search(words):
                    raise _Unusual
                language = found[f"{name}_language"]
                attribute = f' lang="{language}"' if language else ""
                return f"<{tag}{attribute}>{words}</{tag}>"
        if found["label"]:
            return self._write_link(found["target"], found["label"])
        if found["unusual"]:
            raise _Unusual
        return found[0]

    def _write_link(self, target: str, label: str) -> str:
        if not is_link_safe(target):
            raise _Unusual
        self.parts.append(("link", target, label))
        return f'<a href="{self._address_of(target)}">{label}</a>'
