"""A Markdown extension that gives HTML in Markdown no way through: it comes out as text.

Python-Markdown passes raw HTML on by default. Prose needs none, and a contribution must not be able to run code in a
reader's browser, so the parts that recognise HTML are taken out; ``checks.pages`` tells the author. What attribute
lists (``{: …}``) may set is limited to ``id``, ``class`` and ``lang``.
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

from aviso.content.html import HEADING_TAGS, attribute_is_allowed

# A link, a picture or a heading: which of these, the address or the level, the words.
Part = tuple[str, str, str]


@dataclass
class Found:
    """What a text holds, as its author wrote it, and the attributes that were taken off ("onclick=")."""

    holds: list[Part] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)


# Is told what was found in each text.
Note = Callable[[Found], None]


def _note_nothing(found: Found) -> None:
    """Let what was found go: MkDocs builds sites that Aviso has checked."""


class _OnlyAllowedAttributes(Treeprocessor):
    """Takes every attribute that is not on the list off the finished tree, after noting what the tree holds."""

    def __init__(self, md: Markdown, note: Note) -> None:
        super().__init__(md)
        self._note = note

    def run(self, root: Element) -> None:
        elements = [element for element in root.iter() if isinstance(element.tag, str)]
        found = Found([part for element in elements for part in _parts(element)])
        for element in elements:
            for name, value in list(element.attrib.items()):
                if not attribute_is_allowed(element.tag, name, _as_browsers_read(value)):
                    found.removed.append(f"{name}=")
                    del element.attrib[name]
        self._note(found)


def _parts(element: Element) -> Iterator[Part]:
    """Links as ("link", address, words), pictures as ("picture", address, description), headings as ("heading", "2", "")."""
    if element.tag == "a" and "href" in element.attrib:
        yield (
            "link",
            _as_browsers_read(element.attrib["href"]),
            _as_browsers_read("".join(element.itertext())),
        )
    elif element.tag == "img":
        yield (
            "picture",
            _as_browsers_read(element.get("src", "")),
            _as_browsers_read(element.get("alt", "")),
        )
    elif element.tag in HEADING_TAGS:
        yield "heading", element.tag[1:], ""


def _as_browsers_read(value: str) -> str:
    """Resolve character references, as a browser does before it looks at an attribute (WHATWG HTML, 13.2.5.72)."""
    return html.unescape(value.replace(AMP_SUBSTITUTE, "&"))


class MarkdownSafety(Extension):
    """Switches raw HTML off and filters attributes; ``note`` is told of each text what it holds and what was taken off."""

    def __init__(self, note: Note = _note_nothing, **options: object) -> None:
        super().__init__(**options)
        self._note = note

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the name is Python-Markdown's)
        """Register with ``md``."""
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        # Last of all, after attribute lists (priority 8) and the table of contents (5) have set theirs.
        md.treeprocessors.register(_OnlyAllowedAttributes(md, self._note), "aviso_attributes", 0)


def makeExtension(**options: object) -> MarkdownSafety:  # noqa: N802 (the name is Python-Markdown's)
    """Make the extension for mkdocs.yml."""
    return MarkdownSafety(**options)
