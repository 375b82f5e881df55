"""Turns Markdown into HTML with the extensions of mkdocs.yml, as MkDocs would, without MkDocs."""

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

from aviso.content.fast_markdown import plain_prose
from aviso.content.safe_markdown import Found, MarkdownSafety
from aviso.core.project import Project

# MkDocs adds these three to every configuration (mkdocs.config.defaults).
MKDOCS_EXTENSIONS = ("toc", "tables", "fenced_code")
# Our own extension, by its name in mkdocs.yml.
SAFETY = MarkdownSafety.__module__
# The extensions of mkdocs.yml for which ``plain_prose`` writes what Python-Markdown writes; with others, that writes all.
PLAIN_EXTENSIONS = [
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "sane_lists",
    {"toc": {"marker": ""}},
    SAFETY,
]
MAXIMUM_NESTING = 20
BRACKET = re.compile(r"[\[\]()]")
ADDRESSES = {"a": "href", "img": "src"}


@dataclass(frozen=True)
class ConvertedMarkdown:
    """The HTML of a Markdown text, its second-level headings as (HTML, id), and the attributes taken off (``onclick=``).

    ``holds`` lists the links, pictures and headings as the author wrote them (see ``markdown_safety``).
    """

    html: str
    headings: list[tuple[str, str]]
    removed: list[str]
    holds: list[tuple[str, str, str]] = field(default_factory=list)
    is_too_deep: bool = False


TOO_DEEP = ConvertedMarkdown("", [], [], is_too_deep=True)


@dataclass(frozen=True)
class LinkBase:
    """From where links are seen: a page, its address in its site, and the addresses of the pages that have another than their name."""

    page: str = "index"
    url: str = ""
    addresses: Mapping[str, str] = field(default_factory=dict)

    def address_of(self, target: str) -> str:
        """The address that a link or a picture gets here, exactly as MkDocs writes it for files that exist: "collect.md" → "../collect/"."""
        try:
            parts = urlsplit(target)
        except ValueError:
            return target
        if parts.scheme or parts.netloc or not parts.path or target.startswith("/"):
            return target
        if parts.path.startswith("../assets/"):
            return "../" * self.url.count("/") + parts.path.removeprefix("../")
        if not parts.path.endswith(".md") or "/" in parts.path:
            return target
        return urlunsplit(
            (
                "",
                "",
                self._address_of_page(PurePosixPath(parts.path).stem),
                parts.query,
                parts.fragment,
            )
        )

    def _address_of_page(self, name: str) -> str:
        if name == self.page:
            return "./"
        up = "" if self.page == "index" else "../"
        return up + ("" if name == "index" else f"{self.addresses.get(name, name)}/") or "./"


def markdown_to_html(project: Project, text: str, here: LinkBase = LinkBase()) -> ConvertedMarkdown:
    """Convert ``text``; its links to other pages are written as seen from ``here``."""
    if project.markdown_extensions == PLAIN_EXTENSIONS and (
        plain := plain_prose(text, here.address_of)
    ):
        return ConvertedMarkdown(plain.html, second_level(plain.tokens), [], plain.holds)
    return parsed(project, text, here)


def parsed(project: Project, text: str, here: LinkBase = LinkBase()) -> ConvertedMarkdown:
    """The same by Python-Markdown, whatever the text holds."""
    if nesting(text) > MAXIMUM_NESTING:
        return TOO_DEEP
    try:
        return project.once(_make_converter).convert_text(text, here)
    except RecursionError:
        # It stopped in the middle and may still believe it is in a list.
        project.forget(_make_converter)
        return TOO_DEEP


def nesting(text: str) -> int:
    """How many brackets of one kind are open at once in ``text``. Python-Markdown takes hours over thousands."""
    depth = dict.fromkeys("[(", 0)
    deepest = 0
    for bracket in BRACKET.findall(text):
        opening = "[" if bracket in "[]" else "("
        depth[opening] = max(depth[opening] + (1 if bracket == opening else -1), 0)
        deepest = max(deepest, depth[opening])
    return deepest


def second_level(tokens: list[dict]) -> list[tuple[str, str]]:
    """The (HTML, id) of the headings directly below the main one."""
    return [(child["name"], child["id"]) for token in tokens for child in token["children"]]


# Making one takes as long as converting many texts.
def _make_converter(project: Project) -> _Converter:
    return _Converter(project.markdown_extensions)


@dataclass
class _Conversion:
    """One text on its way through the converter: from where its links are seen, and what was found in it."""

    here: LinkBase
    found: Found = field(default_factory=Found)


class _Converter(markdown.Markdown):
    """Python-Markdown with the extensions of mkdocs.yml and those of MkDocs; what it knows of a text ends with the text."""

    def __init__(self, entries: list[str | dict[str, dict[str, object]]]) -> None:
        self.conversion: _Conversion | None = None
        wanted: dict[str, dict[str, object]] = {name: {} for name in MKDOCS_EXTENSIONS}
        for entry in entries:
            wanted.update(entry if isinstance(entry, dict) else {entry: {}})
        super().__init__(
            extensions=[self._extension(name, options or {}) for name, options in wanted.items()]
        )
        # The priority of MkDocs' own processor of this name (mkdocs.structure.pages).
        self.treeprocessors.register(_PageLinks(self), "relpath", 0)

    def _extension(self, name: str, options: dict[str, object]) -> Extension:
        if name == "toc":
            return _Contents(**options)
        if name == SAFETY:
            return MarkdownSafety(self._note, **options)
        return self.build_extension(name, options)

    def _note(self, found: Found) -> None:
        assert self.conversion
        self.conversion.found = found

    def convert_text(self, text: str, here: LinkBase) -> ConvertedMarkdown:
        """Convert one text. Raises RecursionError, after which this converter is of no more use."""
        self.conversion = _Conversion(here)
        try:
            html = self.reset().convert(text)
            found = self.conversion.found
        finally:
            self.conversion = None
        return ConvertedMarkdown(html, second_level(self.toc_tokens), found.removed, found.holds)


class _PageLinks(Treeprocessor):
    """Writes the addresses of links and pictures as they are seen from where the text stands."""

    md: _Converter

    def run(self, root: Element) -> None:
        assert self.md.conversion
        for element in root.iter():
            attribute = ADDRESSES.get(element.tag) if isinstance(element.tag, str) else None
            if attribute and attribute in element.attrib:
                element.set(
                    attribute, self.md.conversion.here.address_of(element.attrib[attribute])
                )


class _ContentsAsTokens(TocTreeprocessor):
    """Finds the headings; without a marker in whose place it would stand, the list of them is not laid out."""

    def build_toc_div(self, toc_list: list) -> Element:
        return super().build_toc_div(toc_list) if self.marker else Element("div")


class _Contents(TocExtension):
    """The extension "toc" for pages that take their contents from the tokens."""

    TreeProcessorClass = _ContentsAsTokens
