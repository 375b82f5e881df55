"""Reads the ids and sections of a page, and finds HTML that prose must not have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import unescape
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from aviso.content.html_tokens import TAG, find_id, find_ids

# The elements that Markdown may produce. All others are refused, so this list needs no knowledge of
# dangerous ones.
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
# The kinds of boxes of Material for MkDocs. Any other class could be one that the templates use,
# and some of those hide words.
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
# The elements that a parser adds around a piece of HTML.
KNOWN_TAGS = PROSE_TAGS | {"html", "head", "body"}
# Prose that needs no closer look: a few elements without attributes, ids, and plain links.
PLAIN_PROSE = re.compile(
    r"(?:[^<]|</?(?:p|ul|ol|li|strong|em)>|"
    r'<h[1-6](?: id="[\w-]*")?>|</h[1-6]>|'
    r'<a href="(?:https?://|mailto:|\.\.?/|#)[^"<>]*">|</a>)*'
)
# Elements left out of the search. With references, a search for a document would find every page
# that cites it; with the marks of outdated texts, a search for a language would find all of them.
ASIDE_ELEMENTS = {"cite", "small", "aside", "nav"}
# Inline tags, which do not separate the words around them.
INLINE_ELEMENTS = ("a", "abbr", "code", "del", "dfn", "em", "mark", "span", "strong")
# Inline tags, and elements left out with all that is in them: one pattern goes over the page once,
# and passes over text between tags in one step.
NO_PART_OF_TEXT = re.compile(
    rf"<(?:/?(?:{'|'.join(INLINE_ELEMENTS)})(?: [^>]*)?>"
    rf"|({'|'.join(sorted(ASIDE_ELEMENTS))})(?![\w-])[^>]*>"
    r"[^<]*+(?:<(?!/\1(?![\w-]))[^<]*+)*(?:</\1(?![\w-])[^>]*>|\Z))"
)
SECTION_HEADINGS = ("h1", "h2", "h3", "h4")
# A table row with an id; its heading is what its first cell begins with.
ROW_HEADING = "data-search-heading"
# What the search finds by itself within a section: at its own id, or at the one that is named.
PART = "data-search-part"
PART_OF = re.compile(rf' {PART}="([^"]*)"')
# Such an attribute, wherever it stands.
SEARCH_MARK = re.compile(rf' (?:{ROW_HEADING}|{PART}(?:="[^"]*")?)(?=[ >])')
# What stands beside or below one another, often without a sign between.
CELL = re.compile(r"<(?:td|th|dt|dd|li)(?![\w-])[^>]*>")
# After these signs, nothing else has to separate it from what follows.
SEPARATING = ".:;,?!…–"
# What begins a section: a heading, such a row, or a part, each with its attributes.
BEGINNING = re.compile(
    rf"<({'|'.join(SECTION_HEADINGS)})(?![\w-])([^>]*)>"
    rf"|<(tr)(?![\w-])(?=[^>]*{ROW_HEADING})([^>]*)>"
    rf"|<[a-z][\w-]*(?=[^>]*{PART})([^>]*)>"
)
# Where its heading ends.
END_OF = {name: re.compile(rf"</{name}(?![\w-])[^>]*>") for name in SECTION_HEADINGS}
END_OF_ROW_HEADING = re.compile(r"<(?:/t[hr]|div)(?![\w-])[^>]*>")
STRUCK_OUT = re.compile(r"<del(?: [^>]*)?>.*?</del>", re.DOTALL)
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
    """Resolve character references in a value that Markdown puts into an attribute.

    Those without a semicolon stay as they are: Python-Markdown escapes their ampersand, so that
    browsers keep ``?a=1&copy=2``.
    """
    return (
        CHARACTER_REFERENCE.sub(lambda found: unescape(found[0]), value) if "&" in value else value
    )


@dataclass
class HtmlSection:
    """A heading (or the start of the page) and the plain text below it, with its words.

    A part of a section, such as one of its questions, has the section's heading.
    """

    anchor: str
    heading: str
    text: str
    is_part: bool = False
    words: Sequence[str] = ()

    def __post_init__(self) -> None:
        """Find the words, unless whoever read the text had them already."""
        self.words = self.words or self.text.split()


@dataclass(frozen=True)
class HtmlSummary:
    """The ids and sections of one piece of our own HTML (see ``aviso.content.html_tokens``)."""

    html: str

    @cached_property
    def ids(self) -> list[str]:
        """Every id, in the order of the page."""
        return [unescape(value) for value in find_ids(self.html)]

    @cached_property
    def sections(self) -> list[HtmlSection]:
        """The text by section, white space folded; the first is the text before any heading."""
        return [
            HtmlSection(unescape(anchor), _fold(heading), " ".join(words), is_part, words)
            for anchor, heading, words, is_part in _read_sections(self.html)
        ]


def _read_sections(html: str) -> Iterator[tuple[str, str, list[str], bool]]:
    """Yield the id, the heading and the words of the text below it, section by section.

    The last value tells whether it is a part of the section before it.
    """
    # The patterns run in C; a loop over all tags would take three times as long.
    parts = iter(BEGINNING.split(NO_PART_OF_TEXT.sub("", _drop_struck_out(html))))
    yield "", "", _read_words(next(parts)), False
    title = ""
    for heading, of_heading, row, of_row, of_part, content in zip(*[parts] * 6, strict=True):
        attributes = of_heading or of_row or of_part or ""
        text = [content]
        if heading or row:
            title, *text = (END_OF[heading] if heading else END_OF_ROW_HEADING).split(content, 1)
            title = TAG.sub(" ", title)
        yield _find_anchor(attributes), title, _read_words("".join(text)), PART in attributes


# The members of a system have most sections in common, on pages that each name their library.
@lru_cache(maxsize=1_000)
def _read_words(html: str) -> list[str]:
    """Return the words of a text, without its tags.

    Cells without punctuation between them are separated by a dash. White space is folded, and so
    is that of character references.
    """
    words: list[str] = []
    ending = SEPARATING[0]
    for cell in TAG.sub(" ", CELL.sub("\0", html)).split("\0"):
        own = (unescape(cell) if "&" in cell else cell).split()
        if own:
            if ending not in SEPARATING:
                words.append("–")
            words += own
            ending = cell.rstrip()[-1]
    return words


def _find_anchor(attributes: str) -> str:
    """Return the id at which the search finds an element, as it is written."""
    named = PART_OF.search(attributes)
    return named[1] if named else find_id(attributes)


def _drop_struck_out(html: str) -> str:
    """Return HTML without what is struck out: no search may show it as if it were said."""
    return STRUCK_OUT.sub("", html) if "<del" in html else html


def drop_search_marks(html: str) -> str:
    """Return a page without the attributes that say what is a part for the search.

    Readers and browsers have no use for them.
    """
    return SEARCH_MARK.sub(_drop_from_tag, html) if "data-search-" in html else html


def _drop_from_tag(mark: re.Match[str]) -> str:
    """Return nothing in the place of an attribute, and words that only look like one unchanged."""
    html, at = mark.string, mark.start()
    return "" if html.rfind("<", 0, at) > html.rfind(">", 0, at) else mark[0]


# The members of a system have many pages whose content is the same.
@lru_cache(maxsize=64)
def summarize_html(html: str) -> HtmlSummary:
    """Return the ids and sections of ``html``; each is read when it is first needed."""
    return HtmlSummary(html)


def _fold(text: str) -> str:
    """Return plain text with single spaces."""
    return " ".join(unescape(text).split())


@lru_cache(maxsize=64)
def find_forbidden(html: str) -> tuple[str, ...]:
    """Name the elements ("<img>") and attributes ("onclick=") in ``html`` that prose must not have.

    The HTML is parsed as browsers do (WHATWG HTML, 13.2), not as its author meant it.
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
