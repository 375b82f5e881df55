"""Finds the places of a page that a link can lead to."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from aviso.core.web.charsets import decode_page


def find_missing_anchors(body: bytes, charset: str, anchors: Iterable[str]) -> tuple[str, ...]:
    """Return the anchors that a page does not have; ``charset`` is what its server names."""
    known = find_anchors(decode_page(body, charset))
    return tuple(anchor for anchor in anchors if anchor not in known)


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
