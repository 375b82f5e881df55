"""A Markdown extension that lets no raw HTML through: it comes out as text.

By default, Python-Markdown passes raw HTML on. Prose needs none, and a contribution must not be
able to run code in a reader's browser. So the parts of the parser that recognize HTML are removed,
and ``checks.pages`` tells the author. Attribute lists (``{: …}``) may only set the attributes that
``aviso.content.html`` allows, above all ``id``, ``class`` and ``lang``.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from aviso.content.html import HEADING_TAGS, is_attribute_allowed

# A link as ("link", address, words), a picture as ("picture", address, description), or a heading
# as ("heading", "2", "").
Part = tuple[str, str, str]


@dataclass
class Findings:
    """The parts of a text as its author wrote them, and the attributes taken off ("onclick=")."""

    parts: list[Part] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)


# Receives the findings of each text.
Note = Callable[[Findings], None]


def _ignore(findings: Findings) -> None:
    """Drop the findings: MkDocs only builds sites that Aviso has checked."""


class _EmptyValues(Treeprocessor):
    """Turns the None that ``attr_list`` writes for a bare name, as in ``{id}``, into ``""``.

    An id cannot be empty (WHATWG HTML, 3.2.6): it is left out, and a heading gets its usual one.
    """

    def run(self, root: Element) -> None:
        for element in root.iter():
            for name, value in list(element.attrib.items()):
                if not value and name == "id":
                    del element.attrib[name]
                elif value is None:
                    element.set(name, "")


class _OnlyAllowedAttributes(Treeprocessor):
    """Notes the parts of the finished tree, then removes every attribute that is not allowed."""

    def __init__(self, md: Markdown, note: Note) -> None:
        super().__init__(md)
        self._note = note

    def run(self, root: Element) -> None:
        elements = [element for element in root.iter() if isinstance(element.tag, str)]
        findings = Findings([part for element in elements for part in _find_parts(element)])
        for element in elements:
            for name, value in list(element.attrib.items()):
                if not is_attribute_allowed(element.tag, name, _resolve_references(value)):
                    findings.removed.append(f"{name}=")
                    del element.attrib[name]
        self._note(findings)


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
    """Resolve character references, as browsers do in attributes (WHATWG HTML, 13.2.5.72)."""
    return html.unescape(value.replace(AMP_SUBSTITUTE, "&"))


class MarkdownSafety(Extension):
    """Switches raw HTML off and filters attributes; ``note`` receives the findings of each text."""

    def __init__(self, note: Note = _ignore, **options: object) -> None:
        super().__init__(**options)
        self._note = note

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the name is Python-Markdown's)
        """Register with ``md``."""
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        # Between attribute lists (priority 8) and the table of contents (5), which wants texts.
        md.treeprocessors.register(_EmptyValues(md), "aviso_empty_values", 7)
        # After attribute lists (priority 8) and the table of contents (5) have set attributes.
        md.treeprocessors.register(_OnlyAllowedAttributes(md, self._note), "aviso_attributes", 0)


def makeExtension(**options: object) -> MarkdownSafety:  # noqa: N802 (Python-Markdown's)
    """Make the extension for mkdocs.yml."""
    return MarkdownSafety(_ignore, **options)
