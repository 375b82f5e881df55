"""Reads the ids and sections of a page, and finds what prose must not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import unescape
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from aviso.content.html_tokens import TAG, find_id, find_ids

# What Markdown may turn into. Everything else is refused, so nothing has to be known about what is
# dangerous.
PROSE_TAGS = {
    "a",
    "abbr",
    "blockquote",
    "br",
    "code",
    "dd",
    "del",
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
ATTRIBUTES_OF = {"a": {"title"}, "ol": {"start"}, "abbr": {"title"}, "img": {"src", "alt", "title"}}
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
# The kinds of boxes: those of Material for MkDocs. Any other class could be one of the templates,
# some of which hide words.
BOX_KINDS = (
    "note",
    "abstract",
    "info",
    "tip",
    "success",
    "question",
    "warning",
    "failure",
    "danger",
    "bug",
    "example",
    "quote",
)
# The classes that Markdown itself writes, by element.
CLASSES_OF = {
    "div": re.compile(rf"admonition (?:{'|'.join(BOX_KINDS)})"),
    "p": re.compile(r"admonition-title"),
    "code": re.compile(r"language-[\w+#.-]+"),
}
# Python-Markdown's own pattern (markdown.serializers.RE_AMP).
CHARACTER_REFERENCE = re.compile(r"&(?:#[0-9]+|#x[0-9a-f]+|[0-9a-z]+);", re.IGNORECASE)
LINK_SCHEMES = {"", "http", "https", "mailto", "tel"}
# What a parser adds around a piece of HTML.
KNOWN_TAGS = PROSE_TAGS | {"html", "head", "body"}
# Prose in which nothing has to be looked at: a few elements without attributes, ids, and links that
# cannot be anything else.
PLAIN_PROSE = re.compile(
    r"(?:[^<]|</?(?:p|ul|ol|li|strong|em)>|"
    r'<h[1-6](?: id="[\w-]*")?>|</h[1-6]>|'
    r'<a href="(?:https?://|mailto:|\.\.?/|#)[^"<>]*">|</a>)*'
)
# What no search should find: with references, a search for a document would find every page that
# cites it, and with the marks of outdated texts, a search for a language would find all of them.
ASIDE_ELEMENTS = {"cite", "small", "aside"}
# Tags within a line, which do not part the words around them.
INLINE_ELEMENTS = ("a", "abbr", "code", "del", "dfn", "em", "mark", "span", "strong")
INLINE_TAG = re.compile(rf"</?(?:{'|'.join(INLINE_ELEMENTS)})(?: [^>]*)?>")
ASIDE = re.compile(
    rf"<({'|'.join(sorted(ASIDE_ELEMENTS))})(?![\w-])[^>]*>.*?(?:</\1(?![\w-])[^>]*>|\Z)", re.DOTALL
)
SECTION_HEADINGS = ("h1", "h2", "h3", "h4")
# A row of a table with an address of its own; its first cell is its heading.
ROW_HEADING = "data-search-heading"
# What begins a section: a heading, or such a row, each with its attributes.
BEGINNING = re.compile(
    rf"<({'|'.join(SECTION_HEADINGS)})(?![\w-])([^>]*)>"
    rf"|<(tr)(?![\w-])(?=[^>]*{ROW_HEADING})([^>]*)>"
)
# Where its heading ends.
END_OF = {name: re.compile(rf"</{name}(?![\w-])[^>]*>") for name in SECTION_HEADINGS}
END_OF_ROW_HEADING = re.compile(r"</t[hr](?![\w-])[^>]*>")
HEADING_TAGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


def is_attribute_allowed(tag: str, name: str, value: str) -> bool:
    """Tell whether prose may carry this attribute with this value."""
    if name == "href":
        return tag == "a" and is_link_safe(value)
    if name == "src":
        return tag == "img" and value.startswith("../assets/")
    if name == "class":
        return tag in CLASSES_OF and bool(CLASSES_OF[tag].fullmatch(value))
    if name == "lang":
        return bool(LANGUAGE.fullmatch(value))
    return name == "id" or name in ATTRIBUTES_OF.get(tag, ())


@lru_cache(maxsize=2_000)
def is_link_safe(address: str) -> bool:
    """Tell whether following ``address`` can only open a page, write an email or dial a number."""
    # Browsers drop control characters and space before they read the scheme (WHATWG URL, 4.4).
    cleaned = re.sub(r"[\x00-\x20]", "", address)
    try:
        scheme = urlsplit(cleaned).scheme.lower()
    except ValueError:
        return False
    return scheme in LINK_SCHEMES and not cleaned.startswith(("//", "\\", "/\\"))


def resolve_references(value: str) -> str:
    """Resolve character references in what Markdown puts into an attribute.

    Those without a semicolon stay as they are: Python-Markdown escapes their ampersand, so that
    browsers keep ``?a=1&copy=2``.
    """
    return (
        CHARACTER_REFERENCE.sub(lambda found: unescape(found[0]), value) if "&" in value else value
    )


@dataclass
class Section:
    """A heading (or the start of the page) and the plain text below it."""

    anchor: str
    heading: str
    text: str


@dataclass(frozen=True)
class HtmlSummary:
    """The ids and sections of one piece of our own HTML (see ``aviso.content.html_tokens``)."""

    html: str

    @cached_property
    def ids(self) -> list[str]:
        """Every id, in the order of the page."""
        return [unescape(value) for value in find_ids(self.html)]

    @cached_property
    def sections(self) -> list[Section]:
        """The text by section, white space folded; the first is the text before any heading."""
        return [
            Section(unescape(anchor), _fold(heading), _fold(text))
            for anchor, heading, text in _read_sections(self.html)
        ]


def _read_sections(html: str) -> Iterator[tuple[str, str, str]]:
    """Yield the id, the words of the heading and those of the text below it, section by section."""
    # The patterns run in C; a loop over all tags would take three times as long.
    parts = iter(BEGINNING.split(ASIDE.sub("", INLINE_TAG.sub("", html))))
    yield "", "", TAG.sub(" ", next(parts))
    for heading, of_heading, row, of_row, content in zip(*[parts] * 5, strict=True):
        ends = END_OF_ROW_HEADING if row else END_OF[heading]
        words, *text = ends.split(content, maxsplit=1)
        yield find_id(of_heading or of_row or ""), TAG.sub(" ", words), TAG.sub(" ", "".join(text))


# The members of a system have many pages whose content is the same.
@lru_cache(maxsize=64)
def summarize_html(html: str) -> HtmlSummary:
    """Return the ids and sections of ``html``, each read when it is first asked for."""
    return HtmlSummary(html)


def _fold(text: str) -> str:
    """Return plain text with single spaces."""
    return " ".join(unescape(text).split())


@lru_cache(maxsize=64)
def find_forbidden(html: str) -> tuple[str, ...]:
    """Name the elements ("<img>") and attributes ("onclick=") in ``html`` that prose must not have.

    The HTML is read as browsers read it (WHATWG HTML, 13.2), not as it was meant.
    """
    if PLAIN_PROSE.fullmatch(html):
        return ()
    found = []
    for node in LexborHTMLParser(html).css("*"):
        tag = node.tag or ""
        if tag not in KNOWN_TAGS:
            found.append(f"<{tag}>")
        found += [
            f"{name}="
            for name, value in node.attributes.items()
            if not is_attribute_allowed(tag, name, value or "")
        ]
    return tuple(found)
