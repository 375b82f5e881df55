"""Turns Markdown into HTML with the extensions of mkdocs.yml, as MkDocs would, without MkDocs.

``convert_fully`` has Python-Markdown convert the text. ``convert_markdown`` returns the same HTML
faster if the text has only common forms (``aviso.content.fast_markdown``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import urlsplit, urlunsplit
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions import Extension
from markdown.extensions.toc import TocExtension, TocTreeprocessor
from markdown.treeprocessors import Treeprocessor

from aviso.content.fast_markdown import Heading, convert_quickly
from aviso.content.markdown_extensions import SAFETY, USUAL_EXTENSIONS
from aviso.content.markdown_limits import find_excess
from aviso.content.safe_markdown import Findings, MarkdownSafety, Part
from aviso.content.unread_markup import Leftover
from aviso.core.host_names import encode_link
from aviso.core.project import Project

# MkDocs adds these three to every configuration (mkdocs.config.defaults).
MKDOCS_EXTENSIONS = ("toc", "tables", "fenced_code")
MAXIMUM_NESTING = 20
BRACKET = re.compile(r"[\[\]()]")
ADDRESS_ATTRIBUTES = {"a": "href", "img": "src"}


@dataclass(frozen=True)
class ConvertedMarkdown:
    """The HTML of a Markdown text, and its parts.

    ``headings`` are those of the second level as (HTML, id), ``removed`` the removed attributes
    ("onclick="), ``parts`` the links, pictures and headings as the author wrote them, ``leftovers``
    the markup that is still among the words. ``is_too_deep`` means that the text was not converted,
    because it is nested too deeply or has too much of something.
    """

    html: str
    headings: list[tuple[str, str]]
    removed: list[str]
    parts: list[Part] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    is_too_deep: bool = False


TOO_DEEP = ConvertedMarkdown("", [], [], is_too_deep=True)


@dataclass(frozen=True)
class LinkBase:
    """The page to which links are relative.

    ``page`` is its name, ``url`` its address in its site, ``addresses`` the addresses of the pages
    whose address is not their name.
    """

    page: str = "index"
    url: str = ""
    addresses: Mapping[str, str] = field(default_factory=dict)

    def resolve_address(self, target: str) -> str:
        """Return a link's or picture's address relative to this page: "collect.md" → "../collect/".

        For files that exist, it is exactly what MkDocs writes.
        """
        try:
            parts = urlsplit(target)
        except ValueError:
            return target
        if parts.scheme or parts.netloc or not parts.path or target.startswith("/"):
            return encode_link(target)
        if parts.path.startswith("../assets/"):
            return "../" * self.url.count("/") + parts.path.removeprefix("../")
        if not parts.path.endswith(".md") or "/" in parts.path:
            return target
        address = self._resolve_page_address(PurePosixPath(parts.path).stem)
        return urlunsplit(("", "", address, parts.query, parts.fragment))

    def _resolve_page_address(self, name: str) -> str:
        if name == self.page:
            return "./"
        up = "" if self.page == "index" else "../"
        return up + ("" if name == "index" else f"{self.addresses.get(name, name)}/") or "./"


def convert_fully(project: Project, text: str, base: LinkBase = LinkBase()) -> ConvertedMarkdown:
    """Convert ``text`` with Python-Markdown; its links to other pages are relative to ``base``."""
    if count_nesting(text) > MAXIMUM_NESTING or next(find_excess(text), None):
        return TOO_DEEP
    try:
        return project.make_once(_make_converter).convert_text(text, base)
    except RecursionError:
        # It stopped in the middle of a text, and may be in the state of being in a list.
        project.forget(_make_converter)
        return TOO_DEEP


def convert_markdown(project: Project, text: str, base: LinkBase = LinkBase()) -> ConvertedMarkdown:
    """Convert ``text`` as ``convert_fully`` does, with ``fast_markdown`` if possible."""
    if next(find_excess(text), None):
        return TOO_DEEP
    if project.markdown_extensions == USUAL_EXTENSIONS and (
        result := convert_quickly(text, base.resolve_address)
    ):
        return ConvertedMarkdown(result.html, list_headings(result.headings), [], result.parts)
    return convert_fully(project, text, base)


def count_nesting(text: str) -> int:
    """Count how many brackets of one kind are open at once, at most, in ``text``.

    Python-Markdown takes hours over thousands.
    """
    depth = dict.fromkeys("[(", 0)
    deepest = 0
    for bracket in BRACKET.findall(text):
        opening = "[" if bracket in "[]" else "("
        depth[opening] = max(depth[opening] + (1 if bracket == opening else -1), 0)
        deepest = max(deepest, depth[opening])
    return deepest


def list_headings(headings: list[Heading]) -> list[tuple[str, str]]:
    """List the headings directly below the main ones as (HTML, id)."""
    return [(child["name"], child["id"]) for heading in headings for child in heading["children"]]


# Making a converter takes as long as converting many texts.
def _make_converter(project: Project) -> _Converter:
    return _Converter(project.markdown_extensions)


@dataclass
class _Conversion:
    """One text on its way through the converter: the base of its links, and its findings."""

    base: LinkBase
    findings: Findings = field(default_factory=Findings)


class _Converter(markdown.Markdown):
    """Python-Markdown with the extensions of mkdocs.yml and of MkDocs; it keeps no text."""

    # The extension "toc" sets it.
    toc_tokens: list[Heading]

    def __init__(self, entries: list[str | dict[str, dict[str, object]]]) -> None:
        self.conversion: _Conversion | None = None
        wanted: dict[str, dict[str, object]] = {name: {} for name in MKDOCS_EXTENSIONS}
        for entry in entries:
            wanted.update(entry if isinstance(entry, dict) else {entry: {}})
        super().__init__(
            extensions=[
                self._make_extension(name, options or {}) for name, options in wanted.items()
            ]
        )
        # The priority of MkDocs' own processor of this name (mkdocs.structure.pages).
        self.treeprocessors.register(_PageLinks(self), "relpath", 0)

    def _make_extension(self, name: str, options: dict[str, object]) -> Extension:
        if name == "toc":
            return _Contents(**options)
        if name == SAFETY:
            return MarkdownSafety(self._note, **options)
        return self.build_extension(name, options)

    def _note(self, findings: Findings) -> None:
        assert self.conversion
        self.conversion.findings = findings

    def convert_text(self, text: str, base: LinkBase) -> ConvertedMarkdown:
        """Convert one text. Raises RecursionError, after which this converter must not be used."""
        self.conversion = _Conversion(base)
        try:
            html = self.reset().convert(text)
            findings = self.conversion.findings
        finally:
            self.conversion = None
        headings = list_headings(self.toc_tokens)
        return ConvertedMarkdown(
            html, headings, findings.removed, findings.parts, findings.leftovers
        )


class _PageLinks(Treeprocessor):
    """Writes the addresses of links and pictures as they are seen from the page."""

    md: _Converter

    def run(self, root: Element) -> None:
        assert self.md.conversion
        base = self.md.conversion.base
        for element in root.iter():
            attribute = (
                ADDRESS_ATTRIBUTES.get(element.tag) if isinstance(element.tag, str) else None
            )
            if attribute and attribute in element.attrib:
                element.set(attribute, base.resolve_address(element.attrib[attribute]))


class _ContentsAsTokens(TocTreeprocessor):
    """Finds the headings; their list is laid out only if a marker asks for it."""

    def build_toc_div(self, toc_list: list[Heading]) -> Element:
        return super().build_toc_div(toc_list) if self.marker else Element("div")


class _Contents(TocExtension):
    """The extension "toc" for pages that take their contents from the tokens."""

    TreeProcessorClass = _ContentsAsTokens
