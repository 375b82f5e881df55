"""Reads HTML: the ids in it, its text by section, and anything that a page of ours must not hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import unescape
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

# What Markdown may turn into. Everything else is refused, so nothing has to be known about what is dangerous.
PROSE_TAGS = {
    "a",
    "abbr",
    "blockquote",
    "br",
    "code",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "span",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
}
ALLOWED_ATTRIBUTES = {"id", "class", "lang"}
ATTRIBUTES_OF = {"a": {"title"}, "ol": {"start"}, "abbr": {"title"}, "img": {"src", "alt", "title"}}
LINK_SCHEMES = {"", "http", "https", "mailto", "tel"}
# What a parser adds around a piece of HTML.
KNOWN_TAGS = PROSE_TAGS | {"html", "head", "body"}
# Within a tag: the next bracket closes it.
ID = re.compile(r' id="([^"]*)"[^<>]*>')
ID_ATTRIBUTE = re.compile(r'\bid="([^"]*)"')
# Prose in which nothing has to be looked at: a few elements without attributes, ids, and links that cannot be anything else.
PLAIN_PROSE = re.compile(
    r'(?:[^<]|</?(?:p|ul|ol|li|strong|em)>|<h[1-6](?: id="[\w-]*")?>|</h[1-6]>|<a href="(?:https?://|mailto:|\.\.?/|#)[^"<>]*">|</a>)*'
)
ANY_TAG = re.compile(r"<[^>]*>")
# What no search should find (references to documents would be found with every search for a document, marks of what is
# outdated with every search for a language), and elements that stand within a line: their ends do not part words.
ASIDE = re.compile(
    r"<(cite|small|aside)\b.*?</\1>|</?(?:a|abbr|code|dfn|em|mark|span|strong)\b[^>]*>", re.DOTALL
)
# A heading, or a row of a table that has an address of its own and is headed by its first cell.
SECTION_BEGINS = re.compile(
    r"<(h[1-4])\b([^>]*)>(.*?)</\1>|<tr\b([^>]*data-search-heading[^>]*)>(.*?)</tr>", re.DOTALL
)
HEADING_TAGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


def attribute_is_allowed(tag: str, name: str, value: str) -> bool:
    """Tell whether prose may carry this attribute with this value."""
    if name == "href":
        return tag == "a" and link_is_safe(value)
    if name == "src":
        return tag == "img" and value.startswith("../assets/")
    return name in ALLOWED_ATTRIBUTES or name in ATTRIBUTES_OF.get(tag, ())


@lru_cache(maxsize=2_000)
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


@dataclass(frozen=True)
class HtmlSummary:
    """What one piece of HTML holds that others may ask about.

    The HTML is our own: Markdown's serialiser and the templates write ``<`` and ``>`` as such for elements only, and
    every value in quotation marks. So patterns read it as a browser would. The audit of the finished pages does not rely
    on that: it parses what was written.
    """

    html: str

    @cached_property
    def ids(self) -> list[str]:
        """Every id."""
        return [unescape(value) for value in ID.findall(self.html)]

    @cached_property
    def sections(self) -> list[Section]:
        """The text by section, white space folded; what comes before the first heading is the first."""
        first, *rest = SECTION_BEGINS.split(ASIDE.sub("", self.html))
        sections = [Section("", "", _words(first))]
        for _, attributes, heading, row_attributes, row, text in zip(
            *(iter(rest),) * 6, strict=True
        ):
            if heading is None:
                head, _, cells = row.partition("</th>")
                sections.append(Section(_id_in(row_attributes), _words(head), ""))
                text = f"{cells} {text}"
            else:
                sections.append(Section(_id_in(attributes), _words(heading), ""))
            sections[-1].text = _words(text)
        return sections


def summarize_html(html: str) -> HtmlSummary:
    """Return the ids and sections of ``html``, each read when it is first asked for."""
    return HtmlSummary(html)


def _id_in(attributes: str) -> str:
    found = ID_ATTRIBUTE.search(attributes)
    return unescape(found[1]) if found else ""


def _words(html: str) -> str:
    """The text of a piece of HTML without what ``ASIDE`` takes out; the ends of blocks part words."""
    return " ".join(unescape(ANY_TAG.sub(" ", html)).split())


def forbidden_in_prose(html: str) -> list[str]:
    """Name the elements (``<img>``) and attributes (``onclick=``) in ``html`` that prose must not have.

    The HTML is read as browsers read it (WHATWG HTML, 13.2), not as it was meant.
    """
    if PLAIN_PROSE.fullmatch(html):
        return []
    found = []
    for node in LexborHTMLParser(html).css("*"):
        tag = node.tag
        if tag not in KNOWN_TAGS:
            found.append(f"<{tag}>")
        found += [
            f"{name}="
            for name, value in node.attributes.items()
            if not attribute_is_allowed(tag, name, value or "")
        ]
    return found
