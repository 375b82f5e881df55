"""Reads HTML: the ids and links in it, its text by section, and anything that a page of ours must not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

# What Markdown may turn into. Everything else is refused, so nothing has to be known about what is dangerous.
PROSE_TAGS = {
    "a", "abbr", "blockquote", "br", "code", "dd", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol",
    "p", "pre", "span", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ALLOWED_ATTRIBUTES = {"id", "class", "lang"}
ATTRIBUTES_OF = {"a": {"title"}, "ol": {"start"}, "abbr": {"title"}, "img": {"src", "alt", "title"}}
LINK_SCHEMES = {"", "http", "https", "mailto", "tel"}
# What a parser adds around a piece of HTML.
KNOWN_TAGS = PROSE_TAGS | {"html", "head", "body"}
# Elements that stand within a line: their ends do not part words.
INLINE = {"a", "abbr", "code", "dfn", "em", "mark", "span", "strong"}
HEADINGS = {"h1", "h2", "h3", "h4"}
HEADING_TAGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


def attribute_is_allowed(tag: str, name: str, value: str) -> bool:
    """Tell whether prose may carry this attribute with this value."""
    if name == "href":
        return tag == "a" and link_is_safe(value)
    if name == "src":
        return tag == "img" and value.startswith("../assets/")
    return name in ALLOWED_ATTRIBUTES or name in ATTRIBUTES_OF.get(tag, ())


@lru_cache(maxsize=20_000)
def link_is_safe(address: str) -> bool:
    """Tell whether following ``address`` can only open a page, write an email or dial a number."""
    # Browsers drop control characters and space before they read the scheme (WHATWG URL, 4.4).
    cleaned = re.sub(r"[\x00-\x20]", "", address)
    try:
        scheme = urlsplit(cleaned).scheme.lower()
    except ValueError:
        return False
    return scheme in LINK_SCHEMES and not cleaned.startswith(("//", "\\", "/\\"))


@dataclass
class Section:
    """A heading (or the start of the page) and the plain text below it."""

    anchor: str
    heading: str
    text: str


@dataclass
class HtmlFacts:
    """What one piece of HTML holds that others may ask about."""

    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    citations: list[str] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)


def read_html(html: str) -> HtmlFacts:
    """Return the ids, links, cited statements and sections (with their text, white space folded) of ``html``."""
    body = LexborHTMLParser(html).body
    facts = HtmlFacts(sections=[Section("", "", "")])
    if body is None:
        return facts
    for node in body.css(":is([id], a[href], [data-statements])"):
        _take(node.tag, node.attributes, facts)
    for heading, text in _texts(body):
        if heading is not None:
            facts.sections.append(heading)
        else:
            facts.sections[-1].text += text
    for section in facts.sections:
        section.text = " ".join(section.text.split())
    return facts


def _take(tag: str | None, attributes: dict[str, str | None], facts: HtmlFacts) -> None:
    if "id" in attributes:
        facts.ids.append(attributes["id"] or "")
    if tag == "a" and "href" in attributes:
        facts.links.append(attributes["href"] or "")
    facts.citations += (attributes.get("data-statements") or "").split()


def _texts(parent: LexborNode) -> Iterator[tuple[Section | None, str]]:
    """Walk the tree in its order; yield a new section at each heading, and the text between them."""
    node = parent.child
    while node is not None:
        tag = node.tag
        if tag == "-text":
            yield None, node.text_content or ""
        elif tag in ("cite", "small", "aside"):
            # References to documents would be found with every search for a document; marks of what is outdated with every search for a language.
            pass
        elif tag in HEADINGS:
            yield Section(node.attributes.get("id") or "", " ".join(node.text().split()), ""), ""
        elif tag == "tr" and "data-search-heading" in node.attributes:
            yield from _row(node)
        else:
            yield from _texts(node)
            if tag not in INLINE:
                yield None, " "
        node = node.next


def _row(row: LexborNode) -> Iterator[tuple[Section | None, str]]:
    """A row of a table that has an address of its own, headed by its first cell."""
    head = row.css_first("th")
    yield Section(row.attributes.get("id") or "", " ".join(head.text(separator=" ").split()), ""), ""
    for cell in row.css("td"):
        yield from _texts(cell)
        yield None, " "


def forbidden_in_prose(html: str) -> list[str]:
    """Name the elements (``<img>``) and attributes (``onclick=``) in ``html`` that prose must not have.

    The HTML is read as browsers read it (WHATWG HTML, 13.2), not as it was meant.
    """
    found = []
    for node in LexborHTMLParser(html).css("*"):
        tag = node.tag
        if tag not in KNOWN_TAGS:
            found.append(f"<{tag}>")
        found += [f"{name}=" for name, value in node.attributes.items() if not attribute_is_allowed(tag, name, value or "")]
    return found
