"""Finds the anchors of a page: the places that a link can lead to."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser


def find_missing_anchors(html: str, anchors: Iterable[str]) -> tuple[str, ...]:
    """Return the anchors that a page does not have."""
    known = find_anchors(html)
    return tuple(anchor for anchor in anchors if anchor not in known)


def find_anchors(html: str) -> set[str]:
    """Return every name that a link can use as a fragment (HTML Standard, 7.4.6.4).

    GitHub puts "user-content-" before the names that authors write.
    """
    document = LexborHTMLParser(html)
    names = {node.attributes.get("id") or "" for node in document.css("[id]")}
    names |= {node.attributes.get("name") or "" for node in document.css("a[name]")}
    return (
        names
        | {unquote(name) for name in names}
        | {name.removeprefix("user-content-") for name in names}
    )
