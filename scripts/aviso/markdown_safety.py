"""A Markdown extension that gives HTML in Markdown no way through: it comes out as text.

Python-Markdown passes raw HTML on by default. Prose needs none, and a contribution must not be able to run code in a
reader's browser, so the parts that recognise HTML are taken out; ``checks.pages`` tells the author. What attribute
lists (``{: …}``) may set is limited to ``id``, ``class`` and ``lang``.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from aviso.markup import attribute_is_allowed


class _OnlyAllowedAttributes(Treeprocessor):
    """Takes every attribute that is not on the list off the finished tree."""

    def run(self, root: Element) -> None:
        removed = self.md.aviso_removed = []
        for element in root.iter():
            for name in list(element.attrib):
                if isinstance(element.tag, str) and not attribute_is_allowed(element.tag, name, element.attrib[name]):
                    removed.append(f"{name}=")
                    del element.attrib[name]


class MarkdownSafety(Extension):
    """Switches raw HTML off and filters attributes; ``md.aviso_removed`` names the attributes that were taken off."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the name is Python-Markdown's)
        """Register with ``md``."""
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        # Last of all, after attribute lists (priority 8) and the table of contents (5) have set theirs.
        md.treeprocessors.register(_OnlyAllowedAttributes(md), "aviso_attributes", 0)


def makeExtension(**options: object) -> MarkdownSafety:  # noqa: N802 (the name is Python-Markdown's)
    """Make the extension for mkdocs.yml."""
    return MarkdownSafety(**options)
