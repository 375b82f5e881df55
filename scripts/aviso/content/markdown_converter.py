"""Turns Markdown into HTML with the extensions of mkdocs.yml, as MkDocs would, without MkDocs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import urlsplit, urlunsplit
from xml.etree.ElementTree import Element

import markdown
from markdown.treeprocessors import Treeprocessor

from aviso.content.fast_markdown import plain_prose
from aviso.core.project import Project

# MkDocs adds these three to every configuration (mkdocs.config.defaults).
MKDOCS_EXTENSIONS = ("toc", "tables", "fenced_code")
# The extensions of mkdocs.yml for which ``plain_prose`` writes what Python-Markdown writes; with others, that writes all.
PLAIN_EXTENSIONS = [
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "sane_lists",
    {"toc": {"marker": ""}},
    "aviso.content.safe_markdown",
]
MAXIMUM_NESTING = 20
BRACKET = re.compile(r"[\[\]()]")
# The sign without which a pattern of Python-Markdown (markdown.inlinepatterns) matches nothing.
SIGNS = {
    "backtick": "`",
    "escape": "\\",
    "reference": "[",
    "link": "[",
    "image_link": "![",
    "image_reference": "![",
    "short_reference": "[",
    "short_image_ref": "![",
    "autolink": "<",
    "automail": "<",
    "linebreak": "  \n",
    "entity": "&",
}
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
    converter = project.once(_converter)
    converter.treeprocessors["relpath"].here = here
    converter.aviso_removed, converter.aviso_holds = [], []
    try:
        html = converter.reset().convert(text) if nesting(text) <= MAXIMUM_NESTING else None
    except RecursionError:
        # It stopped in the middle and may still believe it is in a list.
        project.forget(_converter)
        html = None
    if html is None:
        return ConvertedMarkdown("", [], [], is_too_deep=True)
    return ConvertedMarkdown(
        html,
        second_level(converter.toc_tokens),
        list(converter.aviso_removed),
        list(converter.aviso_holds),
    )


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


class _PageLinks(Treeprocessor):
    """Writes the addresses of links and pictures as seen from ``here``."""

    here = LinkBase()

    def run(self, project: Element) -> None:
        for element in project.iter():
            attribute = ADDRESSES.get(element.tag) if isinstance(element.tag, str) else None
            if attribute and attribute in element.attrib:
                element.set(attribute, self.here.address_of(element.attrib[attribute]))


class _Sought:
    """A pattern that looks for the sign it cannot do without before it matches; most lines hold none."""

    def __init__(self, pattern: re.Pattern[str], sign: str) -> None:
        self._finditer = pattern.finditer
        self._sign = sign

    def finditer(self, text: str, start: int = 0) -> Iterable[re.Match[str]]:
        """Find the matches, as ``re.Pattern`` does."""
        return self._finditer(text, start) if self._sign in text else ()


def _converter(project: Project) -> markdown.Markdown:
    names: list[str] = list(MKDOCS_EXTENSIONS)
    options: dict[str, dict[str, object]] = {}
    for entry in project.markdown_extensions:
        name, values = next(iter(entry.items())) if isinstance(entry, dict) else (entry, {})
        names.append(name)
        options[name] = values
    converter = markdown.Markdown(extensions=list(dict.fromkeys(names)), extension_configs=options)
    for name, sign in SIGNS.items():
        pattern = converter.inlinePatterns[name]
        pattern.compiled_re = _Sought(pattern.compiled_re, sign)
    if not (toc := converter.treeprocessors["toc"]).marker:
        # Pages take their contents from the tokens; the list that nobody asked for is not worth laying out.
        toc.build_toc_div = lambda _: Element("div")
    # The priority of MkDocs' own processor of this name (mkdocs.structure.pages).
    converter.treeprocessors.register(_PageLinks(converter), "relpath", 0)
    return converter
