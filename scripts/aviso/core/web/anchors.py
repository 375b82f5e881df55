"""Finds the places of a page that a link can lead to."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser


def find_missing_anchors(body: bytes, charset: str, anchors: Iterable[str]) -> tuple[str, ...]:
    """Return the anchors that a page does not have, read in ``charset`` or in UTF-8.

    Servers often name a charset that the page is not written in.
    """
    known = find_anchors(body.decode(charset, "replace"))
    missing = [anchor for anchor in anchors if anchor not in known]
    if missing and charset != "utf-8":
        known |= find_anchors(body.decode("utf-8", "replace"))
    return tuple(anchor for anchor in missing if anchor not in known)


def find_anchors(html: str) -> set[str]:
    """Return every name by which a link can reach a place of a page (HTML Standard, 7.4.6.4).

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
