"""Turns Markdown of the commonest forms into HTML, byte for byte what Python-Markdown writes; leaves all else to it.

Most pages hold headings, paragraphs, flat lists, boxes, bold words and links, and nothing more. For those, a few patterns
do what a parser for everything does in ten times the time. A text with any other sign (``unusual``) is not touched:
``prose`` then asks Python-Markdown. The tests compare the two on random texts and on every page of the project.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from markdown.extensions.toc import nest_toc_tokens, slugify, unique

from aviso.content.html import link_is_safe

# Signs that may mean something in a line: all that is not plainly one of the forms below is unusual.
SIGNS = r"`*_\[\]{}\\<>&|~"
PLAIN = rf"[^{SIGNS}]"
WORDS = rf"(?!\s){PLAIN}+?(?<!\s)"
LANGUAGE = r"(?:\{{: lang=(?P<{}>[a-z]+)\}})?"
BOLD = rf"\*\*(?P<bold>{WORDS})\*\*{LANGUAGE.format('bold_language')}"
STRESSED = rf"(?<!\*)\*(?P<stressed>{WORDS})\*(?!\*){LANGUAGE.format('stressed_language')}"
LINK = rf"(?<!!)\[(?P<label>{PLAIN}+)\]\((?P<target>[^\s()\"'{SIGNS}\ue000-\uf8ff]+)\)"
INLINE = re.compile(rf"{BOLD}|{STRESSED}|{LINK}|&#\d+;|(?P<unusual>[{SIGNS}])")
# What a line of running text can begin with: nothing that begins a list, a heading, a box, a table or a definition.
BEGINS = r"(?:[^\W\d_]|\d+(?![\d.)])|[¿¡(“\"'’«\[\ue000—…]|\*\*?(?=\w)|&#\d)"
PARAGRAPH = re.compile(rf"{BEGINS}[^\n]*(?:\n{BEGINS}[^\n]*)*")
HEADING = re.compile(r"(?P<level>#{1,6}) +(?P<words>[^\n#{}]*[^\n#{} ])(?: +\{#(?P<id>[\w-]+)\})?")
ITEM = rf"{BEGINS}[^\n]*"
BULLETS = re.compile(rf"- {ITEM}(?:\n- {ITEM})*")
NUMBERS = re.compile(rf"1\. {ITEM}(?:\n\d+\. {ITEM})*")
BOX = re.compile(
    rf"!!! (?P<kind>[a-z]+) \"(?P<title>[^\"\n{SIGNS}]+)\"\n(?P<text> {{4}}{BEGINS}[^\n]*(?:\n {{4}}{BEGINS}[^\n]*)*)"
)
MARKER = re.compile(r"^(?:-|\d+\.) ", re.MULTILINE)
# White space that Python-Markdown changes, and signs that it keeps for itself.
UNUSUAL_SPACE = re.compile(r"[\t\r\x02\x03\xa0\u2028\u2029\x0b\x0c\x1c-\x1f\x85]| (?:\n|\Z)|\]:")

# Turns the address of a link as it is written into that on the page.
AddressOf = Callable[[str], str]


class _Unusual(Exception):
    """The text holds a form that is not one of the commonest."""


@dataclass
class PlainProse:
    """What ``prose.Prose`` needs: the HTML, the headings as Python-Markdown's tokens, and the parts as the author wrote them."""

    html: str
    tokens: list[dict] = field(default_factory=list)
    holds: list[tuple[str, str, str]] = field(default_factory=list)


def plain_prose(text: str, address_of: AddressOf) -> PlainProse | None:
    """Return ``text`` as HTML if it holds the commonest forms only, or else None."""
    if UNUSUAL_SPACE.search(text):
        return None
    writer = _Writer(address_of)
    try:
        parts = [writer.block(block) for block in re.split(r"\n{2,}", text.strip("\n")) if block]
    except _Unusual:
        return None
    return (
        PlainProse("\n".join(parts), nest_toc_tokens(writer.tokens), writer.holds)
        if writer.has_unique_ids
        else None
    )


class _Writer:
    """Writes block after block, and notes headings and links on the way."""

    def __init__(self, address_of: AddressOf) -> None:
        self.tokens: list[dict] = []
        self.holds: list[tuple[str, str, str]] = []
        self._address_of = address_of
        self._ids: set[str] = set()
        self._made_ids: set[str] = set()
        self._is_after_list = False

    @property
    def has_unique_ids(self) -> bool:
        """Tell whether no id was made from words that somebody also wrote."""
        return not self._ids & self._made_ids

    def block(self, text: str) -> str:
        """One block between empty lines. Raises _Unusual."""
        is_after_list, self._is_after_list = self._is_after_list, False
        if PARAGRAPH.fullmatch(text):
            return f"<p>{self._inline(text)}</p>"
        if found := HEADING.fullmatch(text):
            return self._heading(len(found["level"]), found["words"], found["id"])
        for pattern, tag in ((BULLETS, "ul"), (NUMBERS, "ol")):
            # Two lists that follow each other are one, with paragraphs in it.
            if pattern.fullmatch(text) and not is_after_list:
                self._is_after_list = True
                return self._list(tag, text)
        if found := BOX.fullmatch(text):
            words = self._inline(found["text"].replace("\n    ", "\n")[4:])
            return f'<div class="admonition {found["kind"]}">\n<p class="admonition-title">{found["title"]}</p>\n<p>{words}</p>\n</div>'
        raise _Unusual

    def _heading(self, level: int, words: str, identifier: str | None) -> str:
        if "*" in words or "[" in words:
            raise _Unusual
        inner = self._inline(words)
        name = " ".join(inner.split())
        if identifier is None:
            identifier = unique(slugify(html.unescape(name), "-"), self._made_ids)
        else:
            self._ids.add(identifier)
        self.tokens.append({"level": level, "id": identifier, "name": name})
        self.holds.append(("heading", str(level), ""))
        return f'<h{level} id="{identifier}">{inner}</h{level}>'

    def _list(self, tag: str, text: str) -> str:
        items = "\n".join(
            f"<li>{self._inline(item)}</li>" for item in MARKER.sub("", text).split("\n")
        )
        return f"<{tag}>\n{items}\n</{tag}>"

    def _inline(self, text: str) -> str:
        return INLINE.sub(self._marked_words, text)

    def _marked_words(self, found: re.Match[str]) -> str:
        for name, tag in (("bold", "strong"), ("stressed", "em")):
            if found[name]:
                language = found[f"{name}_language"]
                return (
                    f'<{tag} lang="{language}">{found[name]}</{tag}>'
                    if language
                    else f"<{tag}>{found[name]}</{tag}>"
                )
        if found["label"]:
            return self._link(found["target"], found["label"])
        if found["unusual"]:
            raise _Unusual
        return found[0]

    def _link(self, target: str, label: str) -> str:
        if not link_is_safe(target):
            raise _Unusual
        self.holds.append(("link", target, label))
        return f'<a href="{self._address_of(target)}">{label}</a>'
