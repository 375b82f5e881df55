"""A Markdown extension that turns raw HTML into plain text.

By default, Python-Markdown keeps raw HTML. Prose does not need it, and a contribution must not be
able to run code in a reader's browser. So the parts of the parser that recognize HTML are removed,
and ``checks.pages`` tells the author. Attribute lists (``{: …}``) may set only ``id`` and ``lang``:
other attributes could hide words or show words that nobody checked.

The extension also reads forms that editors and CommonMark allow and Python-Markdown does not: see
``markdown_layout`` and ``bare_addresses``. Aviso and MkDocs both use it to convert pages.
"""

from __future__ import annotations

import html
import re
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.inlinepatterns import SimpleTagInlineProcessor, SubstituteTagInlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from aviso.content.bare_addresses import BareAddresses
from aviso.content.html import HEADING_TAGS, is_attribute_allowed, is_link_safe, resolve_references
from aviso.content.markdown_layout import lay_out_lines
from aviso.content.unread_markup import Leftover, find_leftovers
from aviso.core.host_names import encode_link

# A link as ("link", address, words), a picture as ("picture", address, description), or a heading
# as ("heading", "2", "").
Part = tuple[str, str, str]

# The attributes that an attribute list may set.
WRITTEN_ATTRIBUTES = {"id", "lang"}
ADDRESSES = ("href", "src", "alt")
# The form of an attribute list in Python-Markdown, which drops everything after it.
UNDERSTOOD = re.compile(r"""(?:[^ =}]+=".*?"|[^ =}]+='.*?'|[^ =}]+=[^ =}]+|[^ =}]+| )*""")
# GitHub Flavored Markdown (6.5). The words between the tildes contain no tilde.
STRUCK_OUT = r"(?<!~)(~~)(?![\s~])([^~]+)(?<!\s)~~(?!~)"
# CommonMark 0.31 (6.7): a backslash at the end of a line breaks it.
BROKEN_LINE = r"(?<!\\)\\\n"


@dataclass
class Findings:
    """The parts of a text as its author wrote them, and markup that was not converted.

    ``removed`` are the removed attributes ("onclick="), ``leftovers`` the markup that is still
    among the words.
    """

    parts: list[Part] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)


# Receives the findings of each text.
Note = Callable[[Findings], None]


def _ignore(findings: Findings) -> None:
    """Drop the findings: MkDocs builds only sites that Aviso has checked."""


class _LayoutPreprocessor(Preprocessor):
    """Lays out lists, boxes and tables; fenced code has already been stashed."""

    def run(self, lines: list[str]) -> list[str]:
        return lay_out_lines(lines)


class _WrittenAttributes(AttrListTreeprocessor):
    """Reads attribute lists and lets them set only ``id`` and ``lang``.

    An id cannot be empty (WHATWG HTML, 3.2.6): it is left out, and a heading gets its usual one.
    """

    def __init__(self, md: Markdown, findings: Findings) -> None:
        super().__init__(md)
        self._findings = findings

    def assign_attrs(self, elem: Element, attrs_string: str, *, strict: bool = False) -> str:
        """Set the allowed attributes of a list, note the others; return the text after it."""
        before = dict(elem.attrib)
        remainder = super().assign_attrs(elem, attrs_string, strict=strict)
        if strict and remainder:
            return remainder
        understood = UNDERSTOOD.match(attrs_string)
        lost = attrs_string[understood.end() if understood else 0 :].partition("}")[0]
        if lost:
            self._findings.removed.append(lost)
        for name, value in list(elem.attrib.items()):
            is_set = name not in before or before[name] != value
            # Python-Markdown gives a bare name the value None, or the name itself.
            if is_set and not _may_be_written(name, value):
                self._findings.removed.append(_name_attribute(name, value))
                self._restore(elem, name, before)
        return remainder

    @staticmethod
    def _restore(elem: Element, name: str, before: dict[str, str]) -> None:
        if name in before:
            elem.set(name, before[name])
        else:
            del elem.attrib[name]


def _may_be_written(name: str, value: str | None) -> bool:
    """Tell whether an attribute list may set an attribute.

    An unsafe address stays for the rules on links; it is removed later.
    """
    if name == "href":
        return bool(value) and not is_link_safe(_resolve_references(value or ""))
    return name in WRITTEN_ATTRIBUTES and bool(value)


def _name_attribute(name: str, value: str | None) -> str:
    """Name an attribute as messages show it: "onclick=", "class=unseen"."""
    return f"{name}={value}" if name == "class" and value else f"{name}="


class _Leftovers(Treeprocessor):
    """Notes the markup that is still among the words."""

    def __init__(self, md: Markdown, findings: Findings) -> None:
        super().__init__(md)
        self._findings = findings

    def run(self, root: Element) -> None:
        self._findings.leftovers += find_leftovers(root)


class _OnlyAllowedAttributes(Treeprocessor):
    """Notes the parts of the finished tree, then removes every attribute that is not allowed."""

    def __init__(self, md: Markdown, findings: Findings, note: Note) -> None:
        super().__init__(md)
        self._findings = findings
        self._note = note

    def run(self, root: Element) -> None:
        elements = [element for element in root.iter() if isinstance(element.tag, str)]
        found = self._findings
        found.parts += [part for element in elements for part in _find_parts(element)]
        for element in elements:
            for name, value in list(element.attrib.items()):
                if not is_attribute_allowed(element.tag, name, _resolve_leniently(value)):
                    # The rules on links, pictures and boxes report these.
                    if name not in ADDRESSES and (element.tag, name) != ("div", "class"):
                        found.removed.append(f"{name}=")
                    del element.attrib[name]
            _encode_host_name(element)
        self._note(Findings(list(found.parts), list(found.removed), list(found.leftovers)))


def _encode_host_name(element: Element) -> None:
    """Return a host name in ASCII, as all programs understand it (IDNA 2008)."""
    link = _resolve_references(element.get("href", ""))
    if not link.isascii():
        encoded = encode_link(link)
        if encoded != link:
            element.set("href", encoded)


def _find_parts(element: Element) -> Iterator[Part]:
    """Yield what the element is, if it is a link, a picture or a heading."""
    if element.tag == "a" and "href" in element.attrib:
        yield (
            "link",
            _resolve_references(element.attrib["href"]),
            _resolve_references("".join(element.itertext())),
        )
    elif element.tag == "img":
        yield (
            "picture",
            _resolve_references(element.get("src", "")),
            _resolve_references(element.get("alt", "")),
        )
    elif element.tag in HEADING_TAGS:
        yield "heading", element.tag[1:], ""


def _resolve_references(value: str) -> str:
    return resolve_references(value.replace(AMP_SUBSTITUTE, "&"))


def _resolve_leniently(value: str) -> str:
    """Resolve every character reference that any browser recognizes (WHATWG HTML, 13.2.5.72)."""
    return html.unescape(value.replace(AMP_SUBSTITUTE, "&"))


class MarkdownSafety(Extension):
    """Turns off raw HTML and filters attributes; ``note`` receives the findings of each text.

    In mkdocs.yml it comes after "attr_list", which it replaces.
    """

    def __init__(self, note: Note = _ignore, **options: object) -> None:
        super().__init__(**options)
        self._note = note
        self._findings = Findings()

    def reset(self) -> None:
        """Forget the previous text."""
        for found in (self._findings.parts, self._findings.removed, self._findings.leftovers):
            found.clear()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the name is Python-Markdown's)
        """Register with ``md``."""
        md.registerExtension(self)
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        self._read_more(md)
        found, trees = self._findings, md.treeprocessors
        if "attr_list" in trees:
            # The priority of the processor that it replaces.
            trees.register(_WrittenAttributes(md, found), "attr_list", 8)
        # After the table of contents (5), before escaped characters are resolved (0).
        trees.register(_Leftovers(md, found), "aviso_leftovers", 3)
        # After attribute lists (priority 8) and the table of contents (5) have set attributes.
        trees.register(_OnlyAllowedAttributes(md, found, self._note), "aviso_attributes", 0)

    def _read_more(self, md: Markdown) -> None:
        """Register the forms that editors and CommonMark allow beside Python-Markdown's own."""
        # After tabs are expanded (priority 30) and fenced code is stashed (25).
        md.preprocessors.register(_LayoutPreprocessor(md), "aviso_layout", 22)
        md.ESCAPED_CHARS = list(string.punctuation)
        patterns = md.inlinePatterns
        # After code (190), before escaped characters (180).
        patterns.register(SubstituteTagInlineProcessor(BROKEN_LINE, "br"), "aviso_break", 185)
        # After links (160) and addresses between < and > (120 and 110).
        patterns.register(BareAddresses(md), "aviso_addresses", 105)
        # Before emphasis (60), which can be inside.
        patterns.register(SimpleTagInlineProcessor(STRUCK_OUT, "del"), "aviso_struck_out", 65)


def makeExtension(**options: object) -> MarkdownSafety:  # noqa: N802 (Python-Markdown's)
    """Make the extension for mkdocs.yml."""
    return MarkdownSafety(_ignore, **options)
