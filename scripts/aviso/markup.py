"""Reads HTML: the ids and links in it, its text by section, and anything that a page of ours must not hold."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

# What Markdown may turn into. Everything else is refused, so nothing has to be known about what is dangerous.
PROSE_TAGS = {
    "a", "abbr", "blockquote", "br", "code", "dd", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol",
    "p", "pre", "span", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ALLOWED_ATTRIBUTES = {"id", "class", "lang"}
ATTRIBUTES_OF = {"a": {"title"}, "ol": {"start"}, "abbr": {"title"}, "img": {"src", "alt"}}
LINK_SCHEMES = {"", "http", "https", "mailto", "tel"}
HEADINGS = {"h1", "h2", "h3", "h4"}


def attribute_is_allowed(tag: str, name: str, value: str) -> bool:
    """Tell whether prose may carry this attribute with this value."""
    if name == "href":
        return tag == "a" and link_is_safe(value)
    if name == "src":
        return tag == "img" and value.startswith("../assets/")
    return name in ALLOWED_ATTRIBUTES or name in ATTRIBUTES_OF.get(tag, ())


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


class _Reader(HTMLParser):
    """Walks HTML once and fills an HtmlFacts."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.facts = HtmlFacts(sections=[Section("", "", "")])
        self._in_heading = False
        self._skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if "id" in attributes:
            self.facts.ids.append(attributes["id"])
        if tag == "a" and "href" in attributes:
            self.facts.links.append(attributes["href"])
        if "data-statements" in attributes:
            self.facts.citations += attributes["data-statements"].split()
        if tag in HEADINGS or "data-search-heading" in attributes:
            self.facts.sections.append(Section(attributes.get("id", ""), "", ""))
            self._in_heading = True
        if self._skipped or "data-no-search" in attributes:
            self._skipped += tag not in ("br", "hr", "img", "input", "meta", "link", "wbr")

    def handle_endtag(self, tag: str) -> None:
        if tag in HEADINGS or tag == "th":
            self._in_heading = False
        if self._skipped:
            self._skipped -= 1
        self._add(" ")

    def handle_data(self, data: str) -> None:
        self._add(data)

    def _add(self, text: str) -> None:
        if self._skipped:
            return
        section = self.facts.sections[-1]
        if self._in_heading:
            section.heading += text
        else:
            section.text += text


def read_html(html: str) -> HtmlFacts:
    """Return the ids, links, cited statements and sections (with their text, white space folded) of ``html``."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    for section in reader.facts.sections:
        section.heading = " ".join(section.heading.split())
        section.text = " ".join(section.text.split())
    return reader.facts


class _ForbiddenFinder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in PROSE_TAGS:
            self.found.append(f"<{tag}>")
        self.found += [f"{name}=" for name, value in attrs if not attribute_is_allowed(tag, name, value or "")]


def forbidden_in_prose(html: str) -> list[str]:
    """Name the elements (``<img>``) and attributes (``onclick=``) in ``html`` that prose must not have."""
    finder = _ForbiddenFinder()
    finder.feed(html)
    return finder.found
