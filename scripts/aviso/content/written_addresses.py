"""Finds the addresses in Markdown, each with its position and in the form that readers follow.

Python-Markdown's own functions read the links, so an address with parentheses, a title, or escaped
characters means the same here as on the page. Character references are resolved as in browsers.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from typing import NamedTuple

from markdown.blockprocessors import ReferenceProcessor
from markdown.inlinepatterns import AUTOLINK_RE, AUTOMAIL_RE, LinkInlineProcessor

from aviso.content.bare_addresses import BARE_ADDRESS, build_link_target
from aviso.content.html import resolve_references
from aviso.content.outline import blank_code

WEB_ADDRESS = re.compile(r"(?i:https?)://[^\s<>\"“”«»|\\^`{}]+")
# Marks that close the sentence around an address.
CLOSING_MARKS = ".,;:!?’”…'"
BRACKETS = {")": "(", "]": "["}
BRACKET = re.compile(r"[\[\]]")
# What may stand between the words of a link and its address, and the name of a definition.
TARGET = re.compile(r"\(\s*<?")
NAME = re.compile(r"\s?\[([^\]]*)\]")
BLOCK_END = re.compile(r"\n[ \t]*\n")
AUTOLINK = re.compile(f"{AUTOLINK_RE}|{AUTOMAIL_RE}")
# A backslash and the character after it become two characters of the Private Use Area, so that
# every position stays the same.
ESCAPE = "\ue010"
ESCAPED_BASE = 0xE100
# As ``safe_markdown`` and CommonMark have it (2.4).
WRITTEN_ESCAPE = re.compile(f"\\\\([{re.escape(string.punctuation)}])")
ESCAPED = re.compile(f"{ESCAPE}([\ue100-\ue17f])")


class WrittenAddress(NamedTuple):
    """An address in Markdown: its position, its written form, and the address that readers follow.

    ``form`` is link, definition, autolink, text, or words: an address among the words of a link,
    which readers see and do not follow. Only the first ends with a parenthesis.
    """

    start: int
    end: int
    address: str
    form: str


class _LinkReader(LinkInlineProcessor):
    """Python-Markdown's reader of the part in parentheses, used without a converter."""

    def __init__(self) -> None:
        """Leave out the setup that needs a converter."""

    def unescape(self, text: str) -> str:
        return text


def find_written_addresses(text: str) -> list[WrittenAddress]:
    """Return every address in a Markdown text, outside code, in the order of the text."""
    plain = blank_code(text)
    hidden = WRITTEN_ESCAPE.sub(lambda one: ESCAPE + chr(ESCAPED_BASE + ord(one[1])), plain)
    found: list[WrittenAddress] = []
    names = set()
    for match in ReferenceProcessor.RE.finditer(plain):
        names.add(_fold(match[1]))
        start, end = match.span(2)
        start += len(match[2]) - len(match[2].lstrip("<"))
        end -= len(match[2]) - len(match[2].rstrip(">"))
        found.append(WrittenAddress(start, end, resolve_references(plain[start:end]), "definition"))
    hidden = _blank(hidden, found)
    for start, block in _split_blocks(hidden):
        found += _find_links(block, start)
    words = list(_find_words_of_links(hidden, found, names))
    hidden = _blank(hidden, found)
    for match in AUTOLINK.finditer(hidden):
        start, end = match.span(match.lastindex or 0)
        found.append(WrittenAddress(start, end, _read(match[match.lastindex or 0]), "autolink"))
    for one in _find_bare_addresses(_blank(hidden, found)):
        is_in_link = any(start < one.start < end for start, end in words)
        found.append(one._replace(form="words") if is_in_link else one)
    return sorted(found)


def _find_words_of_links(
    hidden: str, found: list[WrittenAddress], names: set[str]
) -> Iterator[tuple[int, int]]:
    """Yield where the words of each link begin and end: in brackets before its address or name."""
    if "://" not in hidden and "www." not in hidden.lower():
        return
    starts = {one.start for one in found if one.form != "definition"}
    for offset, block in _split_blocks(hidden):
        opened: list[int] = []
        for sign in BRACKET.finditer(block):
            if sign[0] == "[":
                opened.append(sign.start())
            elif opened:
                start, end = opened.pop(), sign.start()
                target = TARGET.match(block, end + 1)
                name = NAME.match(block, end + 1)
                named = (name[1] if name else "") or block[start + 1 : end]
                if (target and offset + target.end() in starts) or _fold(named) in names:
                    yield offset + start, offset + end


def _fold(name: str) -> str:
    return " ".join(name.lower().split())


def _blank(text: str, found: list[WrittenAddress]) -> str:
    """Replace every address with spaces, so that none is found twice."""
    parts, done = [], 0
    for one in sorted(found):
        parts += [text[done : one.start], " " * (one.end - max(one.start, done))]
        done = max(one.end, done)
    return "".join([*parts, text[done:]])


def _split_blocks(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for end in BLOCK_END.finditer(text):
        yield start, text[start : end.start()]
        start = end.end()
    yield start, text[start:]


def _find_links(block: str, offset: int) -> Iterator[WrittenAddress]:
    """Yield the address of each link and picture of one block."""
    reader = _LinkReader()
    position = block.find("](")
    while position >= 0:
        position += 1
        href, _, after, is_link = reader.getLink(block, position)
        opening = reader.RE_LINK.match(block, pos=position)
        if is_link and opening and "[" in block[: position - 1]:
            start = opening.start(1) + 1 if opening[1] else opening.end()
            start = block.index(href, start)
            form = "autolink" if opening[1] else "link"
            end = start + len(href)
            yield WrittenAddress(offset + start, offset + end, _read(href), form)
        position = block.find("](", after if is_link else position)


def _find_bare_addresses(hidden: str) -> Iterator[WrittenAddress]:
    for match in BARE_ADDRESS.finditer(hidden):
        yield WrittenAddress(*match.span(), _read(build_link_target(match)), "text")


def _read(hidden: str) -> str:
    """Return an address as readers follow it: without escapes and character references."""
    parts = ESCAPED.split(hidden)
    # Every second part is an escaped character, which begins no reference.
    return "".join(
        chr(ord(part) - ESCAPED_BASE) if number % 2 else resolve_references(part)
        for number, part in enumerate(parts)
    )


def find_web_addresses(text: str) -> list[str]:
    """Return the web addresses in a text, without the marks that close a sentence or bracket."""
    return [trim_address(match[0]) for match in WEB_ADDRESS.finditer(text)]


def trim_address(address: str) -> str:
    """Remove marks at the end of an address that belong to the sentence around it."""
    while address and (address[-1] in CLOSING_MARKS or _ends_with_stray_bracket(address)):
        address = address[:-1]
    return address


def _ends_with_stray_bracket(address: str) -> bool:
    """Tell whether the last character closes a bracket that opened before the address."""
    opening = BRACKETS.get(address[-1])
    return opening is not None and address.count(opening) < address.count(address[-1])


# An IPv6 address is in brackets (RFC 3986, 3.2.2).
IP_HOST = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*://\[[0-9a-fA-F:.]+\]")


def escape_address(address: str, form: str) -> str:
    """Return an address as it must be written in Markdown to be read as ``address``.

    A link ends with a parenthesis or quotation mark, and brackets within an address between angle
    brackets begin another link: they are percent-encoded (RFC 3986, 2.1).
    """
    signs = r"""[()\[\]'"]""" if form == "link" else r"[\[\]]"
    host = IP_HOST.match(address)
    start = host.end() if host else 0
    address = address[:start] + re.sub(signs, lambda one: f"%{ord(one[0]):02X}", address[start:])
    if resolve_references(address) != address:
        address = address.replace("&", "&amp;")
    return address
