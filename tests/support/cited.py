"""Which statements of documents an element cites, as readers can follow them."""

from __future__ import annotations

from xml.etree.ElementTree import Element


def list_cited(element: Element) -> list[str]:
    """Return the ids of the statements that a reference names; none for another element.

    It has them in an attribute if its links do not lead to all of them: a link may stand for
    several parts of a section.
    """
    written = element.get("data-statements")
    if written or element.tag != "cite":
        return (written or "").split()
    return [(link.get("href") or "").rpartition("#")[2].upper() for link in element.iter("a")]
