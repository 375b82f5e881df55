"""Finds web and email addresses among the words of a text, and makes links of them.

Source: the extended autolinks of GitHub Flavored Markdown (6.9). Marks that close a sentence or a
parenthesis around the address do not belong to it. ``www.`` alone becomes ``https://www.``.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import STX, AtomicString

# The characters that an address may contain and end with. Parentheses count only in pairs, as in
# https://example.org/a_(b). Characters that end other Markdown end the address too.
WITHIN = r"[^\s<>()\[\]{}\"“”«»`*|\\\x02\x03\ue000-\uf8ff]"
AT_ITS_END = r"[^\s<>()\[\]{}\"“”«»`*|\\\x02\x03\ue000-\uf8ff?!.,:;_~'’…]"
# An escaped character, as Python-Markdown and ``aviso.content.written_addresses`` hide it.
ESCAPED = r"\x02klzzwxh:\d+\x03|\ue010[\ue100-\ue17f]"
IN_PAIRS = r"\([^\s<>()\x02\x03]*\)"
WEB = (
    rf"(?<![^\W_])(?<![@/.&=-])(?:https?://|(?<!:)www\.(?=[\w-]+\.))"
    rf"(?:{WITHIN}|{ESCAPED}|{IN_PAIRS})*(?:{AT_ITS_END}|{IN_PAIRS})"
)
# RFC 5321 allows 64 characters before the @; the limit also keeps the search fast.
EMAIL = r"(?<![\w.+/@=&-])\w[\w.+-]{0,63}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}(?![\w@-])"
EITHER = f"(?P<web>{WEB})|(?P<email>{EMAIL})"
STASHED = re.compile(r"\x02klzzwxh:(\d+)\x03")
BARE_ADDRESS = re.compile(EITHER, re.IGNORECASE)
# A text without any of these has no bare address.
MAY_BEGIN = re.compile(r"https?://|www\.|@", re.IGNORECASE)


def build_link_target(found: re.Match[str]) -> str:
    """Return the address that the link of a bare address opens."""
    if found["email"]:
        return f"mailto:{found['email']}"
    web = found["web"]
    return f"https://{web}" if web[:4].lower() == "www." else web


class BareAddresses(InlineProcessor):
    """Makes a link of an address among words, unless it is already in a link."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, md: Markdown) -> None:
        super().__init__(BARE_ADDRESS.pattern, md)
        self.compiled_re = BARE_ADDRESS

    def handleMatch(  # type: ignore[override]  # noqa: N802 (the name is Python-Markdown's)
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        """Return the link, and where the address begins and ends in ``data``."""
        if not self._holds_signs_only(m[0]):
            # An element, such as emphasis, ends the address.
            m = BARE_ADDRESS.match(data, m.start(), data.index(STX, m.start())) or m
        address = build_link_target(m)
        link = Element("a", {"href": self.unescape(address)})
        link.text = AtomicString(self.unescape(m[0]))
        return link, m.start(), m.end()

    def _holds_signs_only(self, address: str) -> bool:
        """Tell whether Python-Markdown stashed only escaped characters, no elements."""
        stashed = self.md.treeprocessors["inline"].stashed_nodes  # type: ignore[attr-defined]
        return all(isinstance(stashed.get(number), str) for number in STASHED.findall(address))
