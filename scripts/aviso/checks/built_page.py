"""Reads one built HTML file: its ids, its links, and everything that it loads and runs.

The bytes are read as a browser reads them; no earlier check is trusted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode

from aviso.content.html import is_link_safe
from aviso.core.rules import Rule

Attributes = dict[str, str | None]

# Attributes whose address a browser loads by itself.
LOADING = ("src", "srcset", "data", "poster")
LOADING_RELS = {
    "stylesheet",
    "icon",
    "preload",
    "prefetch",
    "modulepreload",
    "manifest",
    "preconnect",
    "dns-prefetch",
}
FORBIDDEN_ELEMENTS = {
    "iframe",
    "object",
    "embed",
    "base",
    "form",
    "style",
    "frame",
    "applet",
    "video",
    "audio",
}
NOTABLE_ATTRIBUTES = frozenset({*LOADING, "style"})
NOTABLE_ELEMENTS = FORBIDDEN_ELEMENTS | {"h1", "link", "area", "script", "meta"}
SELECTORS = (
    "[id]",
    "[href]",
    "[style]",
    "h1",
    "script",
    "meta[http-equiv]",
    *(f"[{name}]" for name in LOADING),
    *sorted(FORBIDDEN_ELEMENTS),
)
# Every element that matters for the audit. One query walks the page only once.
INTERESTING = f":is({', '.join(SELECTORS)})"
EVENT_HANDLER = re.compile(rb"on\w+\s*=")
BEFORE_ATTRIBUTES = b" \t\n\r\f\v/\"'"

ACTIVE = Rule(
    "html/active-content",
    "A built page can run, embed or send something",
    why="The notice promises that no code runs on the reader's device and that no data are sent. "
    "Scripts, frames, forms, event handlers and inline styles could break that promise.",
    cure="If a template in overrides/ was changed, remove the element there. Otherwise report it: "
    "it is a bug in Aviso.",
    found_by="aviso build",
)


@dataclass
class BuiltPage:
    """The contents of one HTML file.

    ``links`` are the addresses that a reader can open. ``loads`` are those that a browser loads by
    itself, and ``frame`` the ones among them that every page of the site has. ``alternates`` maps
    the language of a version to its address, and ``active`` lists what breaks the rule ACTIVE.
    """

    locale: str
    canonical: str = ""
    main_headings: int = 0
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    frame: list[str] = field(default_factory=list)
    alternates: dict[str, str] = field(default_factory=dict)
    active: list[str] = field(default_factory=list)

    @cached_property
    def id_set(self) -> frozenset[str]:
        """The ids, for looking them up."""
        return frozenset(self.ids)


def read_built_page(content: bytes) -> BuiltPage:
    """Read one built HTML file, in UTF-8, as a browser does."""
    document = LexborHTMLParser(content)
    root = document.root
    page = BuiltPage(locale=(root.attributes.get("lang") or "") if root else "")
    ids, links = page.ids, page.links
    for node in document.css(INTERESTING):
        tag, attributes = node.tag or "", node.attributes
        if "id" in attributes:
            ids.append(attributes["id"] or "")
        if "href" in attributes and tag in ("a", "area"):
            links.append(attributes["href"] or "")
        # Nearly all elements of a page are links or have only an id.
        if tag in NOTABLE_ELEMENTS or not NOTABLE_ATTRIBUTES.isdisjoint(attributes):
            _read_notable(node, tag, attributes, page)
    page.active += [f'links to "{href[:40]}"' for href in page.links if not is_link_safe(href)]
    if _may_hold_handlers(content):
        page.active += [f"contains the attribute {name}=" for name in _find_handlers(document)]
    return page


def _read_notable(node: LexborNode, tag: str, attributes: Attributes, page: BuiltPage) -> None:
    """Note the facts about an element that can load or run something."""
    page.main_headings += tag == "h1"
    page.loads += [attributes[name] or "" for name in LOADING if name in attributes]
    if tag == "link":
        _read_link(attributes, page)
    page.active += _find_active_content(node, tag, attributes)


def _read_link(attributes: Attributes, page: BuiltPage) -> None:
    rels = set((attributes.get("rel") or "").split())
    href = attributes.get("href") or ""
    if rels & LOADING_RELS:
        page.loads.append(href)
        page.frame.append(href)
    if "alternate" in rels:
        page.alternates[attributes.get("hreflang") or ""] = href
    if "canonical" in rels:
        page.canonical = href


def _find_active_content(node: LexborNode, tag: str, attributes: Attributes) -> Iterator[str]:
    if "style" in attributes:
        yield "contains the attribute style="
    if tag in FORBIDDEN_ELEMENTS:
        yield f"holds <{tag}>"
    if tag == "script" and (node.text() or "").strip():
        yield "contains an inline script"
    if tag == "meta" and (attributes.get("http-equiv") or "").lower() == "refresh":
        yield "contains a meta refresh"


def _find_handlers(document: LexborHTMLParser) -> list[str]:
    """Return the names of all event handlers. No selector can match the beginning of a name."""
    return sorted(
        {name for node in document.css("*") for name in node.attributes if name.startswith("on")}
    )


def _may_hold_handlers(content: bytes) -> bool:
    """Tell whether the text of a page can contain an event handler.

    Walking all elements takes ten times as long as searching the text, and hardly any page has one.
    The character before a match is checked separately, because a pattern that begins with it is
    slower.
    """
    small = content.lower()
    return any(
        small[found.start() - 1] in BEFORE_ATTRIBUTES for found in EVENT_HANDLER.finditer(small)
    )
